// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/oauth_client.h"

#include <algorithm>
#include <cctype>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/jwt.h"

namespace beamline::blocks {

namespace {
constexpr std::chrono::seconds kUnsaidLifetime{300};  // RFC 6749, 5.1 leaves open what a missing expires_in means
constexpr std::chrono::hours kMaxLifetime{24 * 365};
constexpr std::chrono::minutes kDiscoveryLifetime{10};
constexpr std::int64_t kAssertionSeconds = 60;
constexpr std::size_t kMaxSaidBytes = 300;
constexpr std::string_view kExchange = "urn:ietf:params:oauth:grant-type:token-exchange";
constexpr std::string_view kTokenType = "urn:ietf:params:oauth:token-type:";
constexpr std::string_view kAssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
constexpr std::string_view kWellKnown = "/.well-known/";

const boost::json::object& inner(const boost::json::object& policy, std::string_view name) {
    static const boost::json::object none;
    const auto* found = member(policy, name).if_object();
    return found ? *found : none;
}

std::vector<std::string> list(const boost::json::object& policy, std::string_view name) {
    std::vector<std::string> out;
    const auto* items = member(policy, name).if_array();
    for (const auto& item : items ? *items : boost::json::array()) {
        if (item.is_string()) {
            out.emplace_back(item.get_string());
        }
    }
    return out;
}

std::string withoutSlash(std::string text) {
    while (text.ends_with('/')) {
        text.pop_back();
    }
    return text;
}

/// "access_token" for the whole URN (RFC 8693, 3); other types as they are.
std::string tokenType(const std::string& type) {
    for (const char* known : {"access_token", "refresh_token", "id_token", "saml1", "saml2", "jwt"}) {
        if (type == known) {
            return std::string(kTokenType) + type;
        }
    }
    return type;
}

std::string formOf(const std::vector<std::pair<std::string, std::string>>& parameters) {
    std::string out;
    for (const auto& [name, value] : parameters) {
        out.append(out.empty() ? "" : "&").append(percentEncode(name)).append("=").append(percentEncode(value));
    }
    return out;
}

/// A parameter that stands several times is a list.
std::string jsonOf(const std::vector<std::pair<std::string, std::string>>& parameters) {
    boost::json::object out;
    for (const auto& [name, value] : parameters) {
        auto& entry = out[name];
        if (entry.is_null()) {
            entry = value;
        } else {
            boost::json::array all = entry.is_array() ? entry.get_array() : boost::json::array{entry};
            all.emplace_back(value);
            entry = std::move(all);
        }
    }
    return boost::json::serialize(out);
}

/// What OAuth errors say of themselves (RFC 6749, 5.2), cleaned of control characters.
std::string said(const HttpRequest& request, const HttpResponse& response) {
    const auto body = api::parseJson(response.body, 32);
    if (!body.ok() || !body->is_object()) {
        return {};
    }
    auto out = text(body->get_object(), "error");
    if (const auto more = text(body->get_object(), "error_description"); !more.empty()) {
        out += (out.empty() ? "" : ", ") + more;
    }
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c >= 0 && c < 0x20; }, ' ');
    return out.empty() ? out : ": " + request.withoutSecrets(cleanUtf8(out.substr(0, kMaxSaidBytes)));
}

std::chrono::steady_clock::time_point expiry(const boost::json::object& answer) {
    std::int64_t seconds = number(answer, "expires_in", -1);
    if (const auto* written = member(answer, "expires_in").if_string(); written && written->size() < 10) {
        seconds = std::atoll(written->c_str());  // some authorities put it in quotes
    }
    auto life =
        seconds < 0 ? kUnsaidLifetime : std::min<std::chrono::seconds>(std::chrono::seconds(seconds), kMaxLifetime);
    life -= std::min<std::chrono::seconds>(kTokenMargin, life / 10);
    return std::chrono::steady_clock::now() + life;
}

/// A credential that goes into a header must stay in it.
bool headerLike(const std::string& token) {
    return !token.empty() && token.size() <= kMaxTokenBytes &&
           std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}
}  // namespace

api::Result<TokenCache::Answer> OauthClient::token(const boost::json::object& policy, bool discover,
                                                   const std::string& rejected, const Stop& stop) {
    const auto key = api::sha256((discover ? "oidc" : "oauth2") + api::canonicalJson(policy));
    return m_cache.get(key, rejected, stop, [&](const Token* last) { return fetch(policy, discover, last, stop); });
}

api::Result<OauthClient::Endpoints> OauthClient::endpoints(const boost::json::object& policy, bool discover,
                                                           const Stop& stop) {
    const auto authority = withoutSlash(text(policy, "authority"));
    const auto& given = inner(policy, "endpoints");
    Endpoints out;
    auto base = authority;
    if (const auto at = authority.find(kWellKnown); discover || at != authority.npos) {
        auto found = discovered(
            policy, at == authority.npos ? authority + "/.well-known/openid-configuration" : authority, stop);
        if (!found.ok()) {
            return found;
        }
        out = std::move(*found);
        base = withoutSlash(authority.substr(0, at));
    }
    const auto place = [&](const char* name, const char* otherwise, std::string& target) {
        auto path = text(given, name, target.empty() ? otherwise : "");
        if (path.find("://") != path.npos) {
            target = path;
        } else if (!path.empty()) {
            target = base + (path.starts_with('/') ? "" : "/") + path;
        }
    };
    place("token", "/oauth2/token", out.token);
    place("introspection", "/oauth2/introspect", out.introspection);
    return out;
}

api::Result<OauthClient::Endpoints> OauthClient::discovered(const boost::json::object& policy, const std::string& url,
                                                            const Stop& stop) {
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_discovered.find(url);
            known != m_discovered.end() && std::chrono::steady_clock::now() < known->second.until) {
            return known->second;
        }
    }
    auto request = makeRequest({{"method", "get"}, {"endpoint", url}}, {});
    if (!request.ok()) {
        return request.error();
    }
    request->setHeader("Accept", "application/json");
    const auto response = m_client.send(*request, stop, {kMaxTokenAnswerBytes, {}});
    if (!response.ok()) {
        return response.error();
    }
    const auto document = api::parseJson(response->body, 32);
    if (response->status != 200 || !document.ok() || !document->is_object()) {
        return unauthenticated(request->place() + " answered " + std::to_string(response->status) +
                               " and gives no OpenID configuration; check `authority`.");
    }
    const auto& members = document->get_object();
    const auto issuer = text(members, "issuer");
    const auto expected = url.substr(0, url.find(kWellKnown));
    auto accepted = list(policy, "issuers");
    accepted.push_back(expected);
    // Another issuer could hand out tokens in this one's name (OpenID Connect Discovery 1.0, 4.3).
    if (std::none_of(accepted.begin(), accepted.end(),
                     [&](const std::string& one) { return withoutSlash(one) == withoutSlash(issuer); })) {
        return unauthenticated("The configuration at " + url + " is of the issuer \"" + cleanUtf8(issuer) +
                               "\" and not of " + expected +
                               "; correct `authority`, or name that issuer under `issuers`.");
    }
    Endpoints out{text(members, "token_endpoint"), text(members, "introspection_endpoint"),
                  std::chrono::steady_clock::now() + kDiscoveryLifetime};
    if (out.token.empty() || (url.starts_with("https:") && !out.token.starts_with("https:"))) {
        return unauthenticated("The configuration at " + url + " has no token endpoint that can be used.");
    }
    const std::lock_guard lock(m_mutex);
    if (m_discovered.size() >= kMaxDiscovered) {
        m_discovered.erase(std::min_element(m_discovered.begin(), m_discovered.end(), [](const auto& a, const auto& b) {
            return a.second.until < b.second.until;
        }));
    }
    m_discovered[url] = out;
    return out;
}

api::Result<Token> OauthClient::fetch(const boost::json::object& policy, bool discover, const Token* last,
                                      const Stop& stop) {
    const auto at = endpoints(policy, discover, stop);
    if (!at.ok()) {
        return at.error();
    }
    auto grant = text(policy, "grant");
    if (!grant.starts_with("urn:")) {
        std::replace(grant.begin(), grant.end(), '-', '_');  // dsl.md writes client-credentials
    }
    if (last && !last->refresh.empty()) {
        auto renewed = request(policy, *at, {{"grant_type", "refresh_token"}, {"refresh_token", last->refresh}}, stop);
        if (renewed.ok() || renewed.error().code != "authentication") {
            return renewed;
        }
    }
    Parameters parameters{{"grant_type", grant}};
    const auto& subject = inner(policy, "subject");
    const auto& actor = inner(policy, "actor");
    if (grant == "password") {
        parameters.emplace_back("username", text(policy, "username"));
        parameters.emplace_back("password", text(policy, "password"));
    } else if (grant == "refresh_token") {
        parameters.emplace_back("refresh_token", text(subject, "token"));
    } else if (grant == kExchange) {
        parameters.emplace_back("subject_token", text(subject, "token"));
        parameters.emplace_back("subject_token_type", tokenType(text(subject, "type")));
        if (!actor.empty()) {
            parameters.emplace_back("actor_token", text(actor, "token"));
            parameters.emplace_back("actor_token_type", tokenType(text(actor, "type")));
        }
    } else if (grant != "client_credentials") {
        return unauthenticated(
            "The grant " + cleanUtf8(grant) +
            " needs a person at a browser; use client_credentials, password, refresh_token or token-exchange.");
    }
    return request(policy, *at, std::move(parameters), stop);
}

api::Result<Token> OauthClient::request(const boost::json::object& policy, const Endpoints& at, Parameters parameters,
                                        const Stop& stop) {
    std::string scope;
    for (const auto& one : list(policy, "scopes")) {
        scope += (scope.empty() ? "" : " ") + one;
    }
    if (!scope.empty()) {
        parameters.emplace_back("scope", scope);
    }
    for (const auto& audience : list(policy, "audiences")) {
        parameters.emplace_back("audience", audience);
    }
    const auto sentRefresh = std::find_if(parameters.begin(), parameters.end(),
                                          [](const auto& parameter) { return parameter.first == "refresh_token"; });
    Token token;
    if (sentRefresh != parameters.end()) {
        token.refresh = sentRefresh->second;  // stays good when no other comes (RFC 6749, 6)
    }
    const bool json = text(inner(policy, "request"), "encoding") == "application/json";
    const auto answer = ask(policy, at.token, std::move(parameters), json, "The access token", stop);
    if (!answer.ok()) {
        return answer.error();
    }
    const auto& members = answer->get_object();
    token.access = text(members, "access_token");
    auto type = text(members, "token_type", "bearer");
    std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) { return std::tolower(c); });
    if (!headerLike(token.access) || (type != "bearer" && type != "n_a")) {
        return unauthenticated(at.token + " gave no bearer token that can be sent (its type is \"" +
                               cleanUtf8(type.substr(0, 40)) + "\").");
    }
    if (const auto refresh = text(members, "refresh_token"); !refresh.empty() && refresh.size() <= kMaxTokenBytes) {
        token.refresh = refresh;
    }
    token.expires = expiry(members);
    if (const auto good = checkIssuer(policy, at, token, stop); !good.ok()) {
        return good.error();
    }
    return token;
}

api::Result<api::Unit> OauthClient::checkIssuer(const boost::json::object& policy, const Endpoints& at,
                                                const Token& token, const Stop& stop) {
    const auto issuers = list(policy, "issuers");
    if (issuers.empty()) {
        return api::Unit{};
    }
    auto claims = jwtClaims(token.access);
    if (!claims) {
        if (at.introspection.empty()) {
            return unauthenticated(
                "The issuer of the token from " + at.token +
                " cannot be checked: it is opaque, and the authority names no introspection endpoint.");
        }
        const auto answer =
            ask(policy, at.introspection, {{"token", token.access}, {"token_type_hint", "access_token"}}, false,
                "The issuer of the token", stop);
        if (!answer.ok()) {
            return answer.error();
        }
        claims = answer->get_object();
        if (!flag(*claims, "active")) {
            return unauthenticated(at.introspection + " says that the token which " + at.token +
                                   " just gave is not active.");
        }
    }
    const auto issuer = text(*claims, "iss");
    if (std::find(issuers.begin(), issuers.end(), issuer) == issuers.end()) {
        return unauthenticated("The token from " + at.token + " was issued by \"" +
                               cleanUtf8(issuer.substr(0, kMaxSaidBytes)) + "\", which is not among `issuers`.");
    }
    return api::Unit{};
}

/// One request of the client, authenticated as the policy says (RFC 6749, 2.3; OpenID Connect Core 1.0, 9).
api::Result<api::Json> OauthClient::ask(const boost::json::object& policy, const std::string& url,
                                        Parameters parameters, bool json, const std::string& purpose,
                                        const Stop& stop) {
    const auto& client = inner(policy, "client");
    const auto id = text(client, "id");
    const auto secret = text(client, "secret");
    const auto method = text(client, "authentication", "client_secret_post");
    std::vector<std::string> secrets{secret, text(policy, "password"), text(client, "assertion")};
    boost::json::object headers{{"Accept", "application/json"}};
    if (method == "client_secret_basic") {
        secrets.push_back(base64Encode(percentEncode(id) + ":" + percentEncode(secret)));
        headers["Authorization"] = "Basic " + secrets.back();
    } else if (!id.empty()) {
        parameters.emplace_back("client_id", id);
    }
    if (method == "client_secret_post" && !secret.empty()) {
        parameters.emplace_back("client_secret", secret);
    } else if (method == "client_secret_jwt" || method == "private_key_jwt") {
        const auto now = api::wallClock();
        parameters.emplace_back("client_assertion_type", kAssertionType);
        parameters.emplace_back("client_assertion", method == "private_key_jwt"
                                                        ? text(client, "assertion")
                                                        : signJwt({{"iss", id},
                                                                   {"sub", id},
                                                                   {"aud", url},
                                                                   {"jti", api::newUlid(now)},
                                                                   {"iat", now / 1000},
                                                                   {"exp", now / 1000 + kAssertionSeconds}},
                                                                  secret));
    }
    for (const auto& [name, value] : parameters) {
        if (isSecretName(name)) {
            secrets.push_back(value);
        }
    }
    headers["Content-Type"] = json ? "application/json" : "application/x-www-form-urlencoded";
    auto request = makeRequest({{"method", "post"},
                                {"endpoint", url},
                                {"headers", std::move(headers)},
                                {"body", json ? jsonOf(parameters) : formOf(parameters)}},
                               {});
    if (!request.ok()) {
        return request.error();
    }
    request->secrets.insert(request->secrets.end(), secrets.begin(), secrets.end());
    const auto response = m_client.send(*request, stop, {kMaxTokenAnswerBytes, {}});
    if (!response.ok()) {
        return response.error();
    }
    if (response->status < 200 || response->status > 299) {
        const auto what = purpose + " could not be obtained: " + request->place() + " answered " +
                          std::to_string(response->status) + said(*request, *response) + ".";
        return response->status >= 500 ? fault("communication", response->status, what)
                                       : unauthenticated(what + " Check the credentials, the grant and the scopes.");
    }
    auto answer = api::parseJson(response->body, 32);
    return answer.ok() && answer->is_object()
               ? std::move(answer)
               : unauthenticated(request->place() + " answered with something that is no JSON object.");
}

}  // namespace beamline::blocks
