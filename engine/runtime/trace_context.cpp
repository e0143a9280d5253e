// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/trace_context.h"

#include <algorithm>

#include "engine/api/ids.h"

namespace beamline::runtime {

namespace {
// "00-<32 digits>-<16 digits>-<2 digits>"; later versions may have more behind that, which is not handed on.
constexpr std::size_t kTraceAt = 3;
constexpr std::size_t kTraceDigits = 32;
constexpr std::size_t kSpanAt = 36;
constexpr std::size_t kSpanDigits = 16;
constexpr std::size_t kFlagsAt = 53;
constexpr std::size_t kParentLength = 55;

/// Small hexadecimal digits, not all of them 0.
bool names(std::string_view digits) {
    return digits.find_first_not_of("0123456789abcdef") == digits.npos && digits.find_first_not_of('0') != digits.npos;
}

std::string labelOf(const api::Labels& labels, const char* name) {
    const auto found = labels.find(name);
    return found == labels.end() ? std::string() : found->second;
}
}  // namespace

std::optional<std::string> labelOrigin(const api::RequestContext& context, api::Labels& labels) {
    for (const auto* own : {kTenantLabel, kTraceLabel}) {
        if (labels.contains(own)) {
            return std::string("The label ") + own + " is set by the engine. Take another name.";
        }
    }
    const auto& tenant = context.tenant;
    if (tenant.size() > kMaxTenantBytes ||
        std::any_of(tenant.begin(), tenant.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; })) {
        return "The name of the tenant must have at most " + std::to_string(kMaxTenantBytes) +
               " bytes and no control characters.";
    }
    if (!tenant.empty()) {
        labels[kTenantLabel] = tenant;
    }
    if (!traceIdOf(context.trace).empty()) {
        labels[kTraceLabel] = "00" + context.trace.substr(2, kParentLength - 2);
    }
    return std::nullopt;
}

std::string tenantOf(const api::Labels& labels) {
    return labelOf(labels, kTenantLabel);
}

std::string traceOf(const api::Labels& labels) {
    return labelOf(labels, kTraceLabel);
}

std::string traceIdOf(std::string_view parent) {
    const auto hex = [](std::string_view text) { return text.find_first_not_of("0123456789abcdef") == text.npos; };
    const bool whole = parent.size() == kParentLength ||
                       (parent.size() > kParentLength && parent[kParentLength] == '-' && parent.substr(0, 2) != "00");
    if (!whole || !hex(parent.substr(0, 2)) || parent.substr(0, 2) == "ff" || parent[kTraceAt - 1] != '-' ||
        parent[kSpanAt - 1] != '-' || parent[kFlagsAt - 1] != '-' || !hex(parent.substr(kFlagsAt, 2)) ||
        !names(parent.substr(kTraceAt, kTraceDigits)) || !names(parent.substr(kSpanAt, kSpanDigits))) {
        return {};
    }
    return std::string(parent.substr(kTraceAt, kTraceDigits));
}

std::string childTrace(std::string_view parent, const std::string& key) {
    const auto trace = traceIdOf(parent);
    return trace.empty() ? trace
                         : "00-" + trace + '-' + api::sha256(key).substr(0, kSpanDigits) + '-' +
                               std::string(parent.substr(kFlagsAt, 2));
}

}  // namespace beamline::runtime
