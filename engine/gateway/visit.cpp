// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway/visit.h"

#include <algorithm>
#include <charconv>

#include "engine/api/ids.h"
#include "engine/gateway/http_gateway.h"

namespace beamline::gateway {

namespace {

constexpr std::size_t kMaxIdBytes = 128;
constexpr std::size_t kTraceDigits = 32;

api::Error wrongHeader(const std::string& header, const std::string& wanted) {
    return {api::code::kInvalidArgument, "The header " + header + " must be " + wanted + ".",
            boost::json::object{{"header", header}}, false};
}

/// Visible ASCII.
bool isId(std::string_view text) {
    return !text.empty() && text.size() <= kMaxIdBytes &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

bool isHex(std::string_view text) {
    return text.find_first_not_of("0123456789abcdef") == text.npos;
}

/// "00-<32 digits>-<16 digits>-<2 digits>"; later versions may have more behind that.
bool isTraceParent(std::string_view text) {
    constexpr std::size_t kLength = 55;
    return text.size() >= kLength && text.size() <= kMaxIdBytes && isHex(text.substr(0, 2)) && text[2] == '-' &&
           isHex(text.substr(3, kTraceDigits)) && text[35] == '-' && isHex(text.substr(36, 16)) && text[52] == '-' &&
           isHex(text.substr(53, 2)) && (text.size() == kLength || (text.substr(0, 2) != "00" && text[kLength] == '-'));
}

}  // namespace

Correlation readCorrelation(const HttpRequest& request) {
    Correlation out;
    out.request = request.headerOr("x-request-id");
    if (!isId(out.request)) {
        out.request = api::newUlid(api::wallClock());
    }
    const auto parent = request.headerOr("traceparent");
    out.trace = isTraceParent(parent) ? parent.substr(3, kTraceDigits) : request.headerOr("x-trace-id");
    if (out.trace.size() != kTraceDigits || !isHex(out.trace)) {
        out.trace.clear();
    }
    return out;
}

api::Result<api::Unit> readContext(const HttpRequest& request, std::chrono::milliseconds deadline, Visit& visit) {
    if (const auto* tenant = request.header("x-tenant-id")) {
        if (!isId(*tenant)) {
            return wrongHeader("X-Tenant-ID", "1 to 128 visible characters of ASCII");
        }
        if (!visit.identity.tenant.empty() && visit.identity.tenant != *tenant) {
            return api::Error{api::code::kForbidden,
                              "You belong to the tenant " + visit.identity.tenant + ", not to " + *tenant + ".",
                              {},
                              false};
        }
        visit.context.tenant = *tenant;
    } else {
        visit.context.tenant = visit.identity.tenant;
    }
    visit.correlation.tenant = visit.context.tenant;
    visit.patience = deadline;
    if (const auto* text = request.header("x-deadline-ms")) {
        std::int64_t ms = 0;
        const auto read = std::from_chars(text->data(), text->data() + text->size(), ms);
        const auto most = std::chrono::milliseconds(kMaxDeadline).count();
        if (read.ec != std::errc() || read.ptr != text->data() + text->size() || ms < 1 || ms > most) {
            return wrongHeader("X-Deadline-Ms", "a number of milliseconds from 1 to " + std::to_string(most));
        }
        visit.patience = std::chrono::milliseconds(ms);
    }
    const auto parent = request.headerOr("traceparent");
    visit.context.trace = isTraceParent(parent) ? parent : std::string();
    visit.context.user = visit.identity.user;
    visit.context.groups = visit.identity.groups;
    visit.context.client = "http";
    visit.context.deadline = api::wallClock() + visit.patience.count();
    return api::Unit();
}

}  // namespace beamline::gateway
