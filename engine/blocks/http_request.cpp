// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/http_request.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>

#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::array kOwnHeaders{"content-length", "transfer-encoding", "connection",         "expect", "te",
                                 "trailer",        "upgrade",           "proxy-authorization"};
/// All that another origin is told of what the author set.
constexpr std::array kHarmlessHeaders{"accept",           "accept-language", "content-type",
                                      "content-language", "user-agent",      "idempotency-key"};
constexpr std::array kSecretNames{"token",   "secret",  "passw",   "pwd",       "auth",       "cookie", "apikey",
                                  "api_key", "api-key", "session", "signature", "credential", "private"};

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

template <std::size_t N>
bool oneOf(std::string_view name, const std::array<const char*, N>& names) {
    return std::find(names.begin(), names.end(), lower(name)) != names.end();
}

bool isToken(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

/// A URL in parts, by the parser that will also send it.
class Url {
public:
    Url() : m_url(curl_url()) {}

    /// Absolute, or relative to what was set before. Empty when it is good, else what is wrong.
    std::string set(const std::string& text) {
        const auto code = curl_url_set(m_url.get(), CURLUPART_URL, text.c_str(), CURLU_URLENCODE);
        if (code == CURLUE_UNSUPPORTED_SCHEME || (code == CURLUE_OK && scheme() != "http" && scheme() != "https")) {
            return "only http and https can be called";
        }
        return code == CURLUE_OK ? std::string() : lower(curl_url_strerror(code));
    }
    std::string get(CURLUPart part, unsigned flags = 0) const {
        char* text = nullptr;
        const bool found = curl_url_get(m_url.get(), part, &text, flags) == CURLUE_OK;
        const std::unique_ptr<char, decltype(&curl_free)> owner(text, curl_free);
        return found ? std::string(text) : std::string();
    }
    std::string scheme() const { return get(CURLUPART_SCHEME); }
    void replace(CURLUPart part, const char* text) { curl_url_set(m_url.get(), part, text, 0); }

private:
    struct Free {
        void operator()(CURLU* url) const { curl_url_cleanup(url); }
    };
    std::unique_ptr<CURLU, Free> m_url;
};

std::string basic(const std::string& user, const std::string& password, HttpRequest& request) {
    request.secrets.push_back(password);
    request.secrets.push_back(base64Encode(user + ":" + password));
    return "Basic " + request.secrets.back();
}

/// "a=1&b=2": also the form of a body.
api::Result<std::string> formEncode(const boost::json::object& values, const std::string& what) {
    std::string out;
    const auto add = [&](std::string_view name, const std::string& value) {
        out.append(out.empty() ? "" : "&").append(percentEncode(name)).append("=").append(percentEncode(value));
    };
    for (const auto& entry : values) {
        const std::string name(entry.key());
        const auto* array = entry.value().if_array();
        const boost::json::array single{entry.value()};
        if (entry.value().is_null()) {
            continue;
        }
        for (const auto& item : array ? *array : single) {
            const auto text = scalarText(item);
            if (!text) {
                return invalid("The value of " + name + " in the " + what +
                               " must be a string, number, boolean or a list of these.");
            }
            add(name, *text);
        }
    }
    return out;
}

api::Result<api::Unit> setUrl(HttpRequest& request, const boost::json::object& arguments, std::string& authorization) {
    const auto& endpoint = member(arguments, "endpoint");
    const auto uri = endpoint.is_object() ? text(endpoint.get_object(), "uri") : text(arguments, "endpoint");
    if (uri.size() > kMaxUriBytes) {
        return invalid("The URI of the endpoint has more than " + std::to_string(kMaxUriBytes) + " bytes.");
    }
    if (std::any_of(uri.begin(), uri.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }) ||
        uri.find_first_of("{}") != uri.npos) {
        return invalid(
            "The URI of the endpoint holds a brace or control character; percent-encode what is data. {name} stands "
            "for a "
            "member of the task's input only where it is written in the workflow, not in what an expression gives.");
    }
    Url url;
    if (const auto wrong = url.set(uri); !wrong.empty()) {
        return invalid("The URI of the endpoint is not usable: " + wrong + "; write it as https://host/path.");
    }
    if (const auto user = url.get(CURLUPART_USER, CURLU_URLDECODE); !user.empty()) {
        authorization = basic(user, url.get(CURLUPART_PASSWORD, CURLU_URLDECODE), request);
    }
    for (const auto part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_FRAGMENT}) {
        url.replace(part, nullptr);
    }
    if (const auto* query = member(arguments, "query").if_object()) {
        const auto more = formEncode(*query, "query");
        if (!more.ok()) {
            return more.error();
        }
        const auto before = url.get(CURLUPART_QUERY);
        const auto all = before.empty() || more->empty() ? before + *more : before + "&" + *more;
        url.replace(CURLUPART_QUERY, all.empty() ? nullptr : all.c_str());
    }
    request.url = url.get(CURLUPART_URL);
    return api::Unit{};
}

api::Result<api::Unit> setHeaders(HttpRequest& request, const boost::json::object& arguments) {
    std::size_t bytes = 0;
    const auto* headers = member(arguments, "headers").if_object();
    for (const auto& entry : headers ? *headers : boost::json::object()) {
        const std::string name(entry.key());
        const auto value = scalarText(entry.value());
        if (!isToken(name) || !value || value->find_first_of(std::string_view("\r\n\0", 3)) != value->npos) {
            return invalid("The header \"" + cleanUtf8(name) +
                           "\" must have a valid name and a string of one line as its value.");
        }
        if (oneOf(name, kOwnHeaders)) {
            return invalid("The header " + name + " is set by the engine; leave it out.");
        }
        if (findHeader(request.headers, name)) {
            return invalid("The header " + name + " is given twice in different spelling; keep one.");
        }
        bytes += name.size() + value->size();
        if (request.headers.size() == kMaxRequestHeaders || bytes > kMaxRequestHeaderBytes) {
            return invalid("There are more than " + std::to_string(kMaxRequestHeaders) +
                           " headers, or they have more than " + std::to_string(kMaxRequestHeaderBytes) +
                           " bytes together.");
        }
        request.headers.emplace_back(name, *value);
    }
    return api::Unit{};
}

api::Result<api::Unit> setBody(HttpRequest& request, const boost::json::object& arguments) {
    const auto& body = member(arguments, "body");
    request.hasBody = !body.is_null();
    if (!request.hasBody) {
        return api::Unit{};
    }
    if (request.method == "HEAD") {
        return invalid("A HEAD request has no body; leave it out or use another method.");
    }
    const auto* type = findHeader(request.headers, "content-type");
    if (const auto* string = body.if_string()) {
        request.body = *string;
    } else if (type && body.is_object() && lower(*type).starts_with("application/x-www-form-urlencoded")) {
        auto form = formEncode(body.get_object(), "body");
        if (!form.ok()) {
            return form.error();
        }
        request.body = std::move(*form);
    } else {
        request.body = boost::json::serialize(body);
    }
    if (!type) {
        request.headers.emplace_back("Content-Type",
                                     body.is_string() ? "text/plain; charset=utf-8" : "application/json");
    }
    if (request.body.size() > kMaxRequestBytes) {
        return fault("validation", 413,
                     "The body has " + std::to_string(request.body.size()) + " bytes; " +
                         std::to_string(kMaxRequestBytes) + " may be sent.");
    }
    return api::Unit{};
}

/// A key may hold any character of a task's name; a header may not.
std::string headerSafe(std::string_view text) {
    std::string out;
    for (const char c : text) {
        out += c > 0x20 && c < 0x7F ? std::string(1, c) : percentEncode(std::string_view(&c, 1));
    }
    return out;
}
}  // namespace

api::Result<std::string> resolveUrl(const std::string& base, const std::string& text) {
    Url url;
    auto wrong = base.empty() ? std::string() : url.set(base);
    wrong = wrong.empty() ? url.set(text) : wrong;
    if (!wrong.empty()) {
        return invalid("The address " + cleanUtf8(text.substr(0, kMaxUriBytes)) + " is not usable: " + wrong + ".");
    }
    return url.get(CURLUPART_URL);
}

bool isSecretName(std::string_view name) {
    const auto small = lower(name);
    return small == "key" || small == "sig" || small == "code" ||
           std::any_of(kSecretNames.begin(), kSecretNames.end(),
                       [&](const char* part) { return small.find(part) != small.npos; });
}

std::optional<std::string> scalarText(const api::Json& value) {
    if (value.is_string()) {
        return std::string(value.get_string());
    }
    if (value.is_null() || value.is_object() || value.is_array()) {
        return std::nullopt;
    }
    return api::printJson(value);
}

const std::string* findHeader(const HttpHeaders& headers, std::string_view name) {
    const auto wanted = lower(name);
    const auto found =
        std::find_if(headers.begin(), headers.end(), [&](const auto& header) { return lower(header.first) == wanted; });
    return found == headers.end() ? nullptr : &found->second;
}

std::string headerName(std::string_view name) {
    auto out = lower(name);
    for (std::size_t i = 0; i < out.size(); ++i) {
        if ((i == 0 || out[i - 1] == '-') && out[i] >= 'a' && out[i] <= 'z') {
            out[i] = static_cast<char>(out[i] - 32);
        }
    }
    return out;
}

std::string HttpRequest::origin() const {
    Url parts;
    parts.set(url);
    return parts.scheme() + "://" + lower(parts.get(CURLUPART_HOST)) + ":" +
           parts.get(CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

std::string HttpRequest::host() const {
    Url parts;
    parts.set(url);
    return parts.get(CURLUPART_HOST);
}

void HttpRequest::setHeader(std::string_view name, std::string value) {
    std::erase_if(headers, [&](const auto& header) { return lower(header.first) == lower(name); });
    headers.emplace_back(name, std::move(value));
}

std::string HttpRequest::place() const {
    return withoutSecrets(method + " " + url.substr(0, url.find('?')));
}

std::string HttpRequest::safeUrl() const {
    const auto question = url.find('?');
    if (question == url.npos) {
        return withoutSecrets(url);
    }
    std::string out = url.substr(0, question);
    char separator = '?';
    for (auto rest = std::string_view(url).substr(question + 1); !rest.empty();) {
        const auto pair = rest.substr(0, rest.find('&'));
        const auto name = pair.substr(0, pair.find('='));
        out.append(1, separator)
            .append(isSecretName(percentDecode(name)) ? std::string(name) + "=***" : std::string(pair));
        separator = '&';
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    }
    return withoutSecrets(std::move(out));
}

HttpHeaders HttpRequest::safeHeaders() const {
    HttpHeaders out;
    for (const auto& [name, value] : headers) {
        if (!isSecretName(name)) {
            out.emplace_back(headerName(name), withoutSecrets(value));
        }
    }
    return out;
}

std::string HttpRequest::withoutSecrets(std::string text) const {
    return blackened(std::move(text), secrets);
}

api::Result<HttpRequest> makeRequest(const boost::json::object& arguments, const std::string& key) {
    HttpRequest request;
    std::string authorization;
    request.method = text(arguments, "method");
    std::transform(request.method.begin(), request.method.end(), request.method.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    if (!isToken(request.method) || request.method == "CONNECT" || request.method == "TRACE") {
        return invalid("The method " + cleanUtf8(request.method) +
                       " cannot be used; use get, post, put, patch, delete …");
    }
    for (const auto& done :
         {setUrl(request, arguments, authorization), setHeaders(request, arguments), setBody(request, arguments)}) {
        if (!done.ok()) {
            return done.error();
        }
    }
    const auto& endpoint = member(arguments, "endpoint");
    if (endpoint.is_object()) {
        request.policy = member(endpoint.get_object(), "authentication");
    }
    for (const auto& [name, value] : request.headers) {
        if (isSecretName(name)) {
            request.secrets.push_back(value);
            request.secrets.push_back(value.substr(value.find(' ') + 1));  // without the name of the scheme
        }
    }
    if (authorization.find_first_of("\r\n") != authorization.npos) {
        return invalid("The credentials hold a line break.");
    }
    if (!authorization.empty()) {
        request.setHeader("Authorization", authorization);
    }
    if (!findHeader(request.headers, "user-agent")) {
        request.headers.emplace_back("User-Agent", "Beamline/" BEAMLINE_VERSION);
    }
    if (!key.empty() && !findHeader(request.headers, "idempotency-key")) {
        request.headers.emplace_back("Idempotency-Key", headerSafe(key));
    }
    return request;
}

api::Result<HttpRequest> followRedirect(const HttpRequest& request, int status, const std::string& location) {
    Url url;
    url.set(request.url);
    const auto before = url.scheme();
    if (const auto wrong = url.set(location); !wrong.empty() || location.size() > kMaxUriBytes) {
        return fault("communication", 502,
                     request.place() + " redirects to where it cannot be followed: " +
                         (wrong.empty() ? "the URI is too long" : wrong) + ".");
    }
    if (before == "https" && url.scheme() == "http") {
        return fault("communication", 502,
                     request.place() +
                         " redirects from https to http, which is not followed; call the target itself "
                         "if it may be read by others.");
    }
    HttpRequest next = request;
    for (const auto part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_FRAGMENT}) {
        url.replace(part, nullptr);
    }
    next.url = url.get(CURLUPART_URL);
    if ((status == 303 && request.method != "HEAD") || ((status == 301 || status == 302) && request.method == "POST")) {
        next.method = "GET";
        next.body.clear();
        next.hasBody = false;
        std::erase_if(next.headers, [](const auto& header) { return lower(header.first) == "content-type"; });
    }
    if (next.origin() != request.origin()) {
        std::erase_if(next.headers, [](const auto& header) { return !oneOf(header.first, kHarmlessHeaders); });
        next.digest.reset();
        next.certificate.reset();
        next.policy = nullptr;
    }
    return next;
}

}  // namespace beamline::blocks
