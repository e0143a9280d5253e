// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/extension_http.h"

namespace beamline::runtime {

namespace {
using CallKind = routing::CallError::Kind;

constexpr std::int64_t kMaxReceivedBytes = 4 * kMaxAnswerBytes;  ///< the sink stops an answer before
constexpr int kTooManyRequests = 429;

/// What the status of an answer says when it is not 2xx; the body may say more.
routing::CallError statusError(const blocks::HttpResponse& response, const routing::Extension& extension,
                               const std::string& place) {
    const auto kind =
        response.status >= 500 || response.status == kTooManyRequests ? CallKind::unavailable : CallKind::refused;
    auto text = shownExtension(extension) + " answered " + std::to_string(response.status) +
                (response.reason.empty() ? "" : " " + response.reason) + " to " + place;
    if (response.status >= 300 && response.status < 400) {
        return {kind, text + "; redirects are not followed, register the address that it leads to."};
    }
    const auto body = readAnswer(response.body, extension);
    const auto* told = std::get_if<routing::CallError>(&body);
    return {kind, text + (told && told->kind == CallKind::refused ? ": " + told->message : ".")};
}
}  // namespace

routing::Caller::Answer ExtensionHttp::call(const ExtensionCall& call) {
    boost::json::object headers{{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    if (!call.trace.empty()) {
        headers["traceparent"] = call.trace;
    }
    const auto made = blocks::makeRequest(
        {{"method", "POST"}, {"endpoint", call.instance.url}, {"headers", std::move(headers)}, {"body", call.text}},
        {});
    if (!made.ok()) {
        return callErrorOf(made.error(), call);
    }
    std::string body;
    bool begun = false;  // what fails behind this is no answer
    blocks::HttpSendOptions options;
    options.maxBytes = kMaxReceivedBytes;
    options.sink = [&](const blocks::HttpResponse&, std::string_view bytes) -> api::Result<bool> {
        begun = true;
        body.append(bytes);
        return body.size() <= kMaxAnswerBytes;
    };
    const auto response = m_client.send(*made, call.stop, options);
    if (!response.ok() && begun && response.error().code != "timeout") {
        return routing::CallError{
            CallKind::garbage,
            shownExtension(call.extension) + " began an answer that has no end: " + response.error().message};
    }
    if (!response.ok()) {
        return callErrorOf(response.error(), call);
    }
    if (response->status < 200 || response->status > 299) {
        return statusError(*response, call.extension, made->place());
    }
    return readAnswer(body, call.extension);
}

}  // namespace beamline::runtime
