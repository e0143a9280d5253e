// SPDX-License-Identifier: Apache-2.0
// Authentication policies: where they may stand, what they may hold (dsl-reference.md, "Authentication").
#include <algorithm>

#include "engine/core/definition/parser.h"
#include "engine/core/expression/uri_template.h"

namespace beamline::core {

namespace {
/// Where a call's arguments hold an endpoint (a URI, or {uri, authentication}) or another object with a member
/// `authentication`.
struct Place {
    std::string_view function;  ///< empty: any
    std::vector<std::string_view> path;
    bool endpoint = true;
};
const std::vector<Place>& places() {
    static const std::vector<Place> all{
        {"", {"endpoint"}},
        {"a2a", {"agentCard", "endpoint"}},
        {"a2a", {"server"}},
        {"asyncapi", {"document", "endpoint"}},
        {"grpc", {"proto", "endpoint"}},
        {"grpc", {"service"}, false},
        {"mcp", {"transport", "http", "endpoint"}},
        {"openapi", {"document", "endpoint"}},
    };
    return all;
}

/// Calls whose argument `authentication` is a policy itself.
bool hasOwnPolicy(std::string_view function) {
    return function == "asyncapi" || function == "nats.publish" || function == "nats.request" || function == "openapi";
}

/// Whose endpoints may be URI templates; an `endpoint` of other functions is what they make of it.
bool hasTemplates(std::string_view function) {
    return function == "http" || function == "graphql";
}

bool isExpression(std::string_view text) {
    return text.find("${") != text.npos;
}

constexpr std::string_view kExchange = "urn:ietf:params:oauth:grant-type:token-exchange";
}  // namespace

void DefinitionParser::authenticatePlaces(const std::string& function, const std::string& key, Json& value,
                                          const Where& where) {
    if (key == "authentication" && hasOwnPolicy(function)) {
        authenticationOf(value, where);
    }
    for (const auto& place : places()) {
        if ((!place.function.empty() && place.function != function) || place.path.front() != key) {
            continue;
        }
        auto* owner = &value;
        auto at = where;
        for (std::size_t i = 1; owner && i < place.path.size(); ++i) {
            auto* members = owner->if_object();
            owner = members ? members->if_contains(place.path[i]) : nullptr;
            at = at.at(place.path[i]);
        }
        if (owner) {
            authenticated(*owner, at);
        }
    }
}

void DefinitionParser::templatePlaces(const std::string& function, const std::string& key, const Json& value,
                                      const Where& where, std::vector<Template::Hole>& out) {
    if (key == "authentication" && hasOwnPolicy(function)) {
        policyTemplates(value, {key}, where, out);
    }
    for (const auto& place : places()) {
        const bool meant = place.function.empty() ? hasTemplates(function) : place.function == function;
        if (!meant || place.path.front() != key) {
            continue;
        }
        const auto* owner = &value;
        auto at = where;
        std::vector<std::string> path{key};
        for (std::size_t i = 1; owner && i < place.path.size(); ++i) {
            const auto* members = owner->if_object();
            owner = members ? members->if_contains(place.path[i]) : nullptr;
            at = at.at(place.path[i]);
            path.emplace_back(place.path[i]);
        }
        if (owner && owner->is_string() && place.endpoint) {
            uriTemplate(*owner, path, at, out);
        }
        const auto* members = owner ? owner->if_object() : nullptr;
        const auto within = [&](const char* name) {
            auto inner = path;
            inner.emplace_back(name);
            return inner;
        };
        if (const auto* uri = members && place.endpoint ? members->if_contains("uri") : nullptr) {
            uriTemplate(*uri, within("uri"), at.at("uri"), out);
        }
        if (const auto* policy = members ? members->if_contains("authentication") : nullptr) {
            policyTemplates(*policy, within("authentication"), at.at("authentication"), out);
        }
    }
}

/// A text that is written down and not an expression.
void DefinitionParser::uriTemplate(const Json& value, std::vector<std::string> path, const Where& where,
                                   std::vector<Template::Hole>& out) {
    const bool evaluated = std::any_of(out.begin(), out.end(), [&](const auto& hole) { return hole.path == path; });
    if (!value.is_string() || evaluated || !isUriTemplate(view(value))) {
        return;
    }
    if (auto mistake = uriTemplateMistake(view(value)); !mistake.empty()) {
        problem(where.pointer, std::move(mistake));
        return;
    }
    out.push_back({std::move(path), -1, false, true});
}

/// The specification has URI templates for the authority, its endpoints and its issuers.
void DefinitionParser::policyTemplates(const Json& policy, const std::vector<std::string>& path, const Where& where,
                                       std::vector<Template::Hole>& out) {
    for (const char* kind : {"oauth2", "oidc"}) {
        const auto* kinds = policy.if_object();
        const auto* value = kinds ? kinds->if_contains(kind) : nullptr;
        const auto* members = value ? value->if_object() : nullptr;
        const auto visit = [&](const Json& text, std::vector<std::string> steps) {
            auto whole = path;
            auto at = where.at(kind);
            whole.emplace_back(kind);
            for (auto& step : steps) {
                at = at.at(step);
                whole.push_back(std::move(step));
            }
            uriTemplate(text, std::move(whole), at, out);
        };
        if (const auto* authority = members ? members->if_contains("authority") : nullptr) {
            visit(*authority, {"authority"});
        }
        const auto* endpoints = members ? members->if_contains("endpoints") : nullptr;
        for (const auto& endpoint : endpoints && endpoints->is_object() ? endpoints->get_object() : Object()) {
            visit(endpoint.value(), {"endpoints", std::string(endpoint.key())});
        }
        const auto* issuers = members ? members->if_contains("issuers") : nullptr;
        for (std::size_t i = 0; issuers && issuers->is_array() && i < issuers->get_array().size(); ++i) {
            visit(issuers->get_array()[i], {"issuers", std::to_string(i)});
        }
    }
}

void DefinitionParser::ownAuthorization(CallTask& call, const Object& arguments) {
    std::vector<std::vector<std::string>> candidates;
    if (hasOwnPolicy(call.function)) {
        candidates.push_back({"authentication"});
    }
    for (const auto& place : places()) {
        const bool meant = place.function.empty() ? hasTemplates(call.function) : place.function == call.function;
        if (meant && place.path.front() != "document" && place.path.front() != "proto") {
            candidates.emplace_back(place.path.begin(), place.path.end()).emplace_back("authentication");
        }
    }
    for (auto& path : candidates) {
        const auto* members = &arguments;
        const Json* policy = nullptr;
        for (const auto& step : path) {
            policy = members ? members->if_contains(step) : nullptr;
            members = policy ? policy->if_object() : nullptr;
        }
        if (!members || members->empty()) {
            continue;
        }
        const auto kind = std::string_view(members->begin()->key());
        call.scheme = kind == "basic"                                          ? "Basic"
                      : kind == "digest"                                       ? "Digest"
                      : kind == "bearer" || kind == "oauth2" || kind == "oidc" ? "Bearer"
                                                                               : "";
        call.policy = std::move(path);
        return;
    }
}

void DefinitionParser::authenticated(Json& owner, const Where& where) {
    auto* members = owner.if_object();
    if (auto* policy = members ? members->if_contains("authentication") : nullptr) {
        authenticationOf(*policy, where.at("authentication"));
    }
}

void DefinitionParser::authenticationOf(Json& policy, const Where& where) {
    const Json* name = policy.is_string() ? &policy : nullptr;
    if (const auto* inner = policy.if_object(); inner && inner->contains("use")) {
        onlyKnown(*inner, where.pointer, {"use"}, "a reference to an authentication");
        name = inner->if_contains("use");
    }
    if (!name || !name->is_string()) {
        authentication(policy, where);
        resolveSecret(policy);
        return;
    }
    const auto* known = named("authentications", view(*name));
    if (!known) {
        problem(where.pointer,
                "There is no authentication '" + std::string(view(*name)) + "' under use.authentications.");
        return;
    }
    Json copy = *known;
    policy = std::move(copy);
    resolveSecret(policy);
}

/// `basic: {use: name}` is the secret itself, by the expression that gives it.
void DefinitionParser::resolveSecret(Json& policy) const {
    auto* members = policy.if_object();
    for (std::size_t i = 0; members && i < members->size(); ++i) {
        auto& kind = (members->begin() + static_cast<std::ptrdiff_t>(i))->value();
        const auto* inner = kind.if_object();
        const auto* name = inner ? inner->if_contains("use") : nullptr;
        if (name && name->is_string()) {
            const auto quoted = boost::json::serialize(*name);
            kind = "${ $secrets" + (m_language == "jmespath" ? "." + quoted : "[" + quoted + "]") + " }";
        }
    }
}

/// A policy itself: one member, its kind.
void DefinitionParser::authentication(const Json& value, const Where& where) {
    static constexpr const char* kKinds = "basic, bearer, digest, certificate, oauth2 or oidc";
    const auto* members = object(value, where.pointer, "An authentication");
    if (!members) {
        return;
    }
    if (members->size() != 1) {
        problem(where.pointer, std::string("An authentication has one member, its kind: ") + kKinds + ".");
    }
    for (const auto& member : *members) {
        const auto key = std::string_view(member.key());
        const auto place = where.at(key);
        if (key == "use") {
            problemAtKey(place.pointer, "An authentication under 'use' cannot stand for another one; write it down.");
            continue;
        }
        if (key == "bearer" && member.value().is_string()) {
            continue;  // dsl.md's short form: the token alone
        }
        if (key != "basic" && key != "bearer" && key != "digest" && key != "certificate" && key != "oauth2" &&
            key != "oidc") {
            problemAtKey(place.pointer,
                         "There is no authentication '" + std::string(key) + "'; known are " + kKinds + ".");
            continue;
        }
        const auto* inner = object(member.value(), place.pointer, ("'" + std::string(key) + "'").c_str());
        if (!inner || secretReference(*inner, place)) {
            continue;
        }
        if (key == "bearer") {
            onlyKnown(*inner, place.pointer, {"token"}, "'bearer'");
            text(*inner, "token", place.pointer, true);
        } else if (key == "certificate") {
            onlyKnown(*inner, place.pointer, {"certificate", "key", "password"}, "'certificate'");
            text(*inner, "certificate", place.pointer, true);
            text(*inner, "key", place.pointer, false);
            text(*inner, "password", place.pointer, false);
        } else if (key == "oauth2" || key == "oidc") {
            tokenPolicy(*inner, place, key == "oidc");
        } else {
            onlyKnown(*inner, place.pointer, {"username", "password"}, key == "basic" ? "'basic'" : "'digest'");
            text(*inner, "username", place.pointer, true);
            text(*inner, "password", place.pointer, true);
        }
    }
}

/// `{use: name}` in place of a kind's members names a secret.
bool DefinitionParser::secretReference(const Object& members, const Where& where) {
    if (!members.contains("use")) {
        return false;
    }
    onlyKnown(members, where.pointer, {"use"}, "a reference to a secret");
    text(members, "use", where.pointer, true);
    const auto& known = m_definition->secrets;
    const auto* name = members.at("use").if_string();
    if (name && std::find(known.begin(), known.end(), std::string_view(name->data(), name->size())) == known.end()) {
        problem(where.pointer + "/use", "There is no secret '" + std::string(*name) + "' under use.secrets.");
    }
    return true;
}

void DefinitionParser::textList(const Object& owner, const char* key, const Where& where) {
    const auto* value = owner.if_contains(key);
    const auto place = where.at(key);
    if (!value || (value->is_string() && isExpression(view(*value)))) {
        return;
    }
    const auto* items = value->if_array();
    if (!items) {
        problem(place.pointer, std::string("'") + key + "' must be a list of texts.");
        return;
    }
    for (std::size_t i = 0; i < items->size(); ++i) {
        if (!(*items)[i].is_string()) {
            problem(place.at(std::to_string(i)).pointer, std::string("Each of '") + key + "' must be a text.");
        }
    }
}

void DefinitionParser::tokenPolicy(const Object& members, const Where& where, bool discovered) {
    std::vector<std::string_view> known{"authority", "grant",    "client",   "request", "issuers", "scopes",
                                        "audiences", "username", "password", "subject", "actor"};
    if (!discovered) {
        known.emplace_back("endpoints");
    }
    onlyKnown(members, where.pointer, known, discovered ? "'oidc'" : "'oauth2'");
    text(members, "authority", where.pointer, true);
    const auto nested = [&](const char* key, const std::vector<std::string_view>& names, bool required) {
        const auto* value = members.if_contains(key);
        const auto place = where.at(key);
        const auto what = "'" + std::string(key) + "'";
        const auto* inner = value ? object(*value, place.pointer, what.c_str()) : nullptr;
        if (inner) {
            onlyKnown(*inner, place.pointer, names, what.c_str());
            for (const auto name : names) {
                text(*inner, std::string(name).c_str(), place.pointer, required);
            }
        }
        return inner;
    };
    nested("endpoints", {"token", "revocation", "introspection"}, false);
    nested("subject", {"token", "type"}, true);
    nested("actor", {"token", "type"}, true);
    if (const auto* request = nested("request", {"encoding"}, false)) {
        const auto encoding = text(*request, "encoding", where.at("request").pointer, false);
        if (!encoding.empty() && !isExpression(encoding) && encoding != "application/json" &&
            encoding != "application/x-www-form-urlencoded") {
            problem(where.at("request").pointer + "/encoding",
                    "The encoding must be application/x-www-form-urlencoded or application/json.");
        }
    }
    for (const char* list : {"issuers", "scopes", "audiences"}) {
        textList(members, list, where);
    }
    tokenGrant(members, where);
    tokenClient(members, where);
}

void DefinitionParser::tokenGrant(const Object& members, const Where& where) {
    auto grant = text(members, "grant", where.pointer, true);
    if (grant.empty() || isExpression(grant)) {
        return;
    }
    const auto place = where.pointer + "/grant";
    if (grant.rfind("urn:", 0) != 0) {
        std::replace(grant.begin(), grant.end(), '-', '_');  // dsl.md writes client-credentials
    }
    if (grant == "authorization_code") {
        problem(place,
                "The grant 'authorization_code' needs a person at a browser, which a workflow has not; use "
                "client_credentials, password, refresh_token or token-exchange.");
    } else if (grant == "password") {
        text(members, "username", where.pointer, true);
        text(members, "password", where.pointer, true);
    } else if (grant == "refresh_token" || grant == kExchange) {
        if (!members.contains("subject")) {
            problem(where.pointer, "The grant '" + grant +
                                       "' needs 'subject', the token {token, type} that a new one is asked for with.");
        }
    } else if (grant != "client_credentials") {
        problem(place, "There is no grant '" + grant + "'; known are client_credentials, password, refresh_token and " +
                           std::string(kExchange) + ".");
    }
}

void DefinitionParser::tokenClient(const Object& members, const Where& where) {
    const auto place = where.at("client");
    const auto* value = members.if_contains("client");
    if (!value) {
        problem(where.pointer, "'client' is missing: {id, secret}, or {authentication: none}.");
        return;
    }
    const auto* client = object(*value, place.pointer, "'client'");
    if (!client) {
        return;
    }
    onlyKnown(*client, place.pointer, {"id", "secret", "assertion", "authentication"}, "'client'");
    const auto method = text(*client, "authentication", place.pointer, false);
    const bool open = isExpression(method);
    static constexpr std::string_view kMethods[] = {"client_secret_basic", "client_secret_post", "client_secret_jwt",
                                                    "private_key_jwt", "none"};
    if (!method.empty() && !open && std::find(std::begin(kMethods), std::end(kMethods), method) == std::end(kMethods)) {
        problem(place.pointer + "/authentication",
                "The client authentication '" + method +
                    "' is not known; use client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt "
                    "or none.");
    }
    text(*client, "id", place.pointer, method != "none" && !open);
    text(*client, "secret", place.pointer, method == "client_secret_basic" || method == "client_secret_jwt");
    text(*client, "assertion", place.pointer, method == "private_key_jwt");
}

}  // namespace beamline::core
