// SPDX-License-Identifier: Apache-2.0
#pragma once
// An OAuth 2 and OpenID Connect authority on loopback that checks everything a client sends and counts what it gave,
// and a service that takes only its tokens. Its handlers run on the server's threads.

#include <atomic>
#include <map>
#include <set>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/jwt.h"
#include "tests/engine/blocks/http_server.h"

namespace beamline::blocks {

class TokenServer {
public:
    static constexpr const char* kClient = "desk";
    static constexpr const char* kSecret = "hush hush/1";

    TokenServer() : server([this](const std::string& request) { return answer(request); }) {}

    std::string authority(const std::string& realm = "/realm") const { return server.url(realm); }
    /// The service: 401 unless the token is one that is still good; echoes the whole request.
    std::string service() const { return server.url("/service"); }
    void revoke() {
        const std::lock_guard lock(m_mutex);
        m_good.clear();
    }
    std::string refusal() const {
        const std::lock_guard lock(m_mutex);
        return m_refusal;
    }
    /// Of the last token request.
    std::multimap<std::string, std::string> parameters() const {
        const std::lock_guard lock(m_mutex);
        return m_parameters;
    }
    std::string lastToken() const {
        const std::lock_guard lock(m_mutex);
        return m_lastToken;
    }

    // What a test wants, set before it starts.
    std::string method = "client_secret_post";
    std::string assertion = "signed.by.somebody";
    std::string issuer;  ///< in tokens and configuration; empty: the authority
    bool opaque = false;
    bool refreshes = false;
    bool json = false;
    int lifetime = 3600;
    std::atomic<int> given = 0;
    std::atomic<int> introspected = 0;
    std::atomic<int> delayMs = 0;

private:
    using Form = std::multimap<std::string, std::string>;

    static std::string unescape(std::string_view text) {
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '%' && i + 2 < text.size()) {
                out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
                i += 2;
            } else {
                out += text[i] == '+' ? ' ' : text[i];
            }
        }
        return out;
    }
    static std::string header(const std::string& request, const std::string& name) {
        const auto at = request.find("\r\n" + name + ": ");
        const auto from = at + name.size() + 4;
        return at == request.npos ? std::string() : request.substr(from, request.find("\r\n", from) - from);
    }
    static std::string failure(const std::string& error, const std::string& why) {
        return HttpServer::answer("400 Bad Request", "Content-Type: application/json\r\n",
                                  R"({"error":")" + error + R"(","error_description":")" + why + "\"}");
    }
    static std::string good(boost::json::value body) {
        return HttpServer::answer("200 OK", "Content-Type: application/json\r\n", boost::json::serialize(body));
    }

    Form read(const std::string& request) const {
        Form form;
        const auto body = request.substr(request.find("\r\n\r\n") + 4);
        if (json) {
            const auto members = boost::json::parse(body);
            for (const auto& entry : members.as_object()) {
                const auto* list = entry.value().if_array();
                for (const auto& item : list ? *list : boost::json::array{entry.value()}) {
                    form.emplace(entry.key(), item.as_string());
                }
            }
            return form;
        }
        for (auto rest = std::string_view(body); !rest.empty();) {
            const auto pair = rest.substr(0, rest.find('&'));
            rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
            form.emplace(unescape(pair.substr(0, pair.find('='))), unescape(pair.substr(pair.find('=') + 1)));
        }
        return form;
    }
    static std::string one(const Form& form, const std::string& name) {
        const auto found = form.find(name);
        return found == form.end() ? std::string() : found->second;
    }

    /// Empty when the client is who it says.
    std::string clientProblem(const std::string& request, const Form& form, const std::string& url) const {
        const auto basic = header(request, "Authorization");
        if (!basic.empty() != (method == "client_secret_basic") ||
            form.count("client_secret") != (method == "client_secret_post") ||
            form.count("client_assertion") != (method.find("jwt") != method.npos)) {
            return "more or other credentials than those of " + method;
        }
        if (method == "client_secret_basic") {
            const auto wanted = "Basic " + base64Encode(std::string(kClient) + ":" + percentEncode(kSecret));
            return basic == wanted ? "" : "Basic is " + basic;
        }
        if (one(form, "client_id") != kClient) {
            return "no client_id";
        }
        if (method == "client_secret_post" && one(form, "client_secret") != kSecret) {
            return "wrong secret";
        }
        if (method.find("jwt") != method.npos &&
            one(form, "client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer") {
            return "wrong assertion type";
        }
        if (method == "private_key_jwt") {
            return one(form, "client_assertion") == assertion ? "" : "wrong assertion";
        }
        if (method == "client_secret_jwt") {
            const auto claims = jwtClaims(one(form, "client_assertion"));
            if (!claims || signJwt(*claims, kSecret) != one(form, "client_assertion")) {
                return "wrong signature";
            }
            const auto now = api::wallClock() / 1000;
            const bool right = claims->at("iss") == kClient && claims->at("sub") == kClient &&
                               claims->at("aud").as_string() == url && claims->at("exp").as_int64() > now &&
                               claims->at("exp").as_int64() < now + 600 &&
                               m_seen.insert(one(form, "client_assertion")).second;
            return right ? "" : "wrong claims";
        }
        return {};
    }

    static std::string grantProblem(const Form& form, const std::set<std::string>& refreshTokens) {
        const auto grant = one(form, "grant_type");
        if (grant == "password") {
            return one(form, "username") == "ann" && one(form, "password") == "pass word" ? "" : "wrong user";
        }
        if (grant == "refresh_token") {
            return refreshTokens.count(one(form, "refresh_token")) ? "" : "wrong refresh token";
        }
        if (grant == "urn:ietf:params:oauth:grant-type:token-exchange") {
            return one(form, "subject_token") == "subject-1" && one(form, "actor_token") == "actor-1" &&
                           one(form, "subject_token_type") == "urn:ietf:params:oauth:token-type:access_token" &&
                           one(form, "actor_token_type") == "urn:ietf:params:oauth:token-type:jwt"
                       ? ""
                       : "wrong tokens";
        }
        return grant == "client_credentials" ? "" : "unsupported grant " + grant;
    }

    std::string token(const std::string& request) {
        std::this_thread::sleep_for(std::chrono::milliseconds(delayMs.load()));
        const auto form = read(request);
        const auto path = request.substr(5, request.find(' ', 5) - 5);
        const std::lock_guard lock(m_mutex);
        m_parameters = form;
        m_refusal = clientProblem(request, form, server.url(path));
        if (m_refusal.empty() &&
            header(request, "Content-Type") != (json ? "application/json" : "application/x-www-form-urlencoded")) {
            m_refusal = "wrong content type";
        }
        if (!m_refusal.empty()) {
            return failure("invalid_client", m_refusal + " " + one(form, "client_secret"));
        }
        m_refusal = grantProblem(form, m_refresh);
        if (!m_refusal.empty()) {
            return failure("invalid_grant", m_refusal);
        }
        m_refresh.erase(one(form, "refresh_token"));  // each once
        ++given;
        const auto id = api::newUlid(api::wallClock());
        m_lastToken =
            opaque ? "opaque-" + id
                   : signJwt({{"iss", issuer.empty() ? authority() : issuer}, {"jti", id}}, "the authority's key");
        m_good.insert(m_lastToken);
        boost::json::object body{{"access_token", m_lastToken}, {"token_type", "Bearer"}, {"expires_in", lifetime}};
        if (refreshes) {
            body["refresh_token"] = "refresh-" + id;
            m_refresh.insert("refresh-" + id);
        }
        return good(std::move(body));
    }

    std::string answer(const std::string& request) {
        const auto path =
            request.substr(request.find(' ') + 1, request.find(' ', request.find(' ') + 1) - request.find(' ') - 1);
        if (path == "/service") {
            const auto given_ = header(request, "Authorization");
            const std::lock_guard lock(m_mutex);
            return given_.starts_with("Bearer ") && m_good.count(given_.substr(7))
                       ? HttpServer::answer("200 OK", "Content-Type: text/plain\r\n", request)
                       : HttpServer::answer("401 Unauthorized", "Content-Type: text/plain\r\n", request);
        }
        if (path == "/realm/.well-known/openid-configuration") {
            return good({{"issuer", issuer.empty() ? authority() : issuer},
                         {"token_endpoint", server.url("/realm/oidc/token")},
                         {"introspection_endpoint", server.url("/realm/oidc/introspect")}});
        }
        if (path.ends_with("/token") && request.starts_with("POST ")) {
            return token(request);
        }
        if (path.ends_with("/introspect")) {
            ++introspected;
            const std::lock_guard lock(m_mutex);
            return good({{"active", m_good.count(one(read(request), "token")) == 1},
                         {"iss", issuer.empty() ? authority() : issuer}});
        }
        return HttpServer::answer("404 Not Found", "", "");
    }

    mutable std::mutex m_mutex;
    mutable std::set<std::string> m_seen;
    std::set<std::string> m_good;
    std::set<std::string> m_refresh{"refresh-first"};
    std::string m_refusal;
    std::string m_lastToken;
    Form m_parameters;

public:
    HttpServer server;  ///< last: its threads end before what they use
};

}  // namespace beamline::blocks
