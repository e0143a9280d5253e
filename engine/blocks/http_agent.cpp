// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/http_agent.h"

#include <algorithm>

#include "engine/blocks/arguments.h"
#include "engine/blocks/http_content.h"
#include "engine/blocks/http_multipart.h"

namespace beamline::blocks {

namespace {
bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

template <class Text>
void removeToken(Text& text, const std::string& token) {
    for (auto at = text.find(token); !token.empty() && at != text.npos; at = text.find(token, at + 3)) {
        text.replace(at, token.size(), "***");
    }
}

/// A service may repeat the token in its answer; a workflow's data is no place for it.
void withoutToken(HttpResponse& response, const std::string& token) {
    removeToken(response.body, token);
    removeToken(response.reason, token);
    for (auto& header : response.headers) {
        removeToken(header.second, token);
    }
}

std::string kindOf(const api::Json& policy) {
    const auto* members = policy.if_object();
    return members && !members->empty() ? std::string(members->begin()->key()) : std::string();
}
}  // namespace

HttpAgent::HttpAgent(const BlockSettings& settings)
    : m_settings(settings), m_files(settings.fileRoots), m_client(settings), m_authenticator(m_client, m_files) {}

api::Result<HttpRequest> HttpAgent::prepare(const HttpCall& call, const Stop& stop) {
    const auto* headers = member(call.arguments, "headers").if_object();
    const auto* body = member(call.arguments, "body").if_object();
    for (const auto& header : body&& headers ? *headers : boost::json::object()) {
        if (headerName(header.key()) != "Content-Type" || !header.value().is_string() ||
            !headerName(header.value().get_string()).starts_with("Multipart/form-Data")) {
            continue;
        }
        auto parts = makeMultipart(*body, m_files, stop);
        if (!parts.ok()) {
            return parts.error();
        }
        auto arguments = call.arguments;
        arguments["body"] = std::move(parts->body);
        arguments["headers"].get_object()[header.key()] = std::move(parts->contentType);
        return makeRequest(arguments, call.key);
    }
    return makeRequest(call.arguments, call.key);
}

api::Result<HttpResponse> HttpAgent::authenticated(HttpRequest& request, const HttpCall& call, std::string& token,
                                                   const Stop& stop) {
    const auto policy = request.policy;
    const auto kind = kindOf(policy);
    auto credentials = m_authenticator.apply(request, {}, stop);
    if (!credentials.ok()) {
        return credentials.error();
    }
    auto response = m_client.send(request, stop, call.options);
    if (response.ok() && response->status == 401 && credentials->cached) {
        request.policy = policy;
        credentials = m_authenticator.apply(request, credentials->parameter, stop);
        if (!credentials.ok()) {
            return credentials.error();
        }
        response = m_client.send(request, stop, call.options);
    }
    token = kind == "oauth2" || kind == "oidc" ? credentials->parameter : std::string();
    return response;
}

api::Result<HttpAnswer> HttpAgent::call(const HttpCall& call, const Stop& stop) {
    auto request = prepare(call, stop);
    if (!request.ok()) {
        return request.error();
    }
    std::string token;
    auto response = authenticated(*request, call, token, stop);
    for (int redirects = 0;; ++redirects) {
        if (!response.ok()) {
            auto error = response.error();
            error.message = request->withoutSecrets(std::move(error.message));
            return error;
        }
        if (!token.empty()) {
            withoutToken(*response, token);
        }
        const auto* location = findHeader(response->headers, "location");
        if (!call.follow || !location || !isRedirect(response->status)) {
            return HttpAnswer{std::move(*request), std::move(*response), std::move(token)};
        }
        if (redirects == kMaxRedirects) {
            return fault("communication", 508,
                         request->place() + " redirects again after " + std::to_string(kMaxRedirects) +
                             " redirects; call the target itself.");
        }
        auto next = followRedirect(*request, response->status, *location);
        if (!next.ok()) {
            return next.error();
        }
        request = std::move(next);
        response = m_client.send(*request, stop, call.options);
    }
}

void removeToken(api::Json& value, const std::string& token) {
    if (auto* text = value.if_string()) {
        removeToken(*text, token);
    } else if (auto* array = value.if_array()) {
        for (auto& item : *array) {
            removeToken(item, token);
        }
    } else if (auto* object = value.if_object()) {
        for (auto& entry : *object) {
            removeToken(entry.value(), token);
        }
    }
}

api::Error statusFault(const HttpAnswer& answer, bool follow) {
    const auto& request = answer.request;
    const auto& response = answer.response;
    const int status = response.status;
    const std::string hint = status >= 300 && status < 400 && !follow
                                 ? ". Set `redirect: true` to follow it, or call the target itself"
                                 : excerpt(request, response);
    return fault("communication", status,
                 request.place() + " answered " + std::to_string(status) +
                     (response.reason.empty() ? "" : " " + request.withoutSecrets(response.reason)) + hint);
}

}  // namespace beamline::blocks
