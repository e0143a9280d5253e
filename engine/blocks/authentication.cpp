// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/authentication.h"

#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kOauthSchema = R"({
      "type": "object",
      "description": "A token of an authority, got and renewed by the engine.",
      "additionalProperties": false,
      "properties": {
        "authority": {"type": "string", "minLength": 1, "description": "The address that the endpoints lie below."},
        "endpoints": {
          "type": "object",
          "description": "Paths below the authority.",
          "additionalProperties": false,
          "properties": {
            "token": {"type": "string", "description": "Where tokens are got."},
            "revocation": {"type": "string", "description": "Where tokens are given back."},
            "introspection": {"type": "string", "description": "Where tokens are asked about."}
          }
        },
        "grant": {"enum": ["client_credentials", "client-credentials", "password", "refresh_token",
                           "urn:ietf:params:oauth:grant-type:token-exchange"],
                  "description": "How the token is asked for."},
        "client": {
          "type": "object",
          "description": "Who asks for the token.",
          "additionalProperties": false,
          "properties": {
            "id": {"type": "string", "description": "Its name at the authority."},
            "secret": {"type": "string", "description": "Its password, or the key of its assertions."},
            "assertion": {"type": "string", "description": "A signed JWT that proves who it is."},
            "authentication": {"enum": ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt",
                                        "none"], "default": "client_secret_post", "description": "How it proves who it is."}
          }
        },
        "request": {
          "type": "object",
          "description": "How the authority is asked.",
          "additionalProperties": false,
          "properties": {"encoding": {"enum": ["application/x-www-form-urlencoded", "application/json"],
                                      "description": "Of the request for a token; otherwise a form."}}
        },
        "issuers": {"type": "array", "items": {"type": "string"}, "description": "Who may have issued the token."},
        "scopes": {"type": "array", "items": {"type": "string"}, "description": "What the token is to allow."},
        "audiences": {"type": "array", "items": {"type": "string"}, "description": "Whom the token is for."},
        "username": {"type": "string", "description": "For the grant password."},
        "password": {"type": "string", "description": "For the grant password."},
        "subject": {
          "type": "object",
          "description": "For token exchange: on whose behalf.",
          "required": ["token"],
          "additionalProperties": false,
          "properties": {"token": {"type": "string", "minLength": 1, "description": "Of the subject."},
                         "type": {"type": "string", "description": "What kind of token it is."}}
        },
        "actor": {
          "type": "object",
          "description": "For token exchange: who acts.",
          "required": ["token"],
          "additionalProperties": false,
          "properties": {"token": {"type": "string", "minLength": 1, "description": "Of the actor."},
                         "type": {"type": "string", "description": "What kind of token it is."}}
        },
        "use": {"type": "string", "description": "The secret that holds all of this."}
      },
      "anyOf": [{"required": ["authority", "grant"]}, {"required": ["use"]}]
    })";
constexpr std::string_view kSimpleSchema = R"({
  "type": "object",
  "description": "One member, the kind: basic, bearer, digest, certificate, oauth2 or oidc.",
  "minProperties": 1,
  "maxProperties": 1,
  "additionalProperties": false,
  "properties": {
    "basic": {
      "type": "object",
      "description": "A user name and a password, sent with each request.",
      "additionalProperties": false,
      "properties": {"username": {"type": "string", "description": "Who calls."},
                     "password": {"type": "string", "description": "Never shown in errors."},
                     "use": {"type": "string", "description": "The secret that holds both."}},
      "anyOf": [{"required": ["username", "password"]}, {"required": ["use"]}]
    },
    "bearer": {
      "description": "A token, sent with each request.",
      "anyOf": [
        {"type": "string"},
        {
          "type": "object",
          "additionalProperties": false,
          "properties": {"token": {"type": "string", "description": "Never shown in errors."},
                         "use": {"type": "string", "description": "The secret that holds the token."}},
          "anyOf": [{"required": ["token"]}, {"required": ["use"]}]
        }
      ]
    },
    "digest": {
      "type": "object",
      "description": "A user name and a password, which is proved and not sent.",
      "additionalProperties": false,
      "properties": {"username": {"type": "string", "description": "Who calls."},
                     "password": {"type": "string", "description": "Never shown in errors."},
                     "use": {"type": "string", "description": "The secret that holds both."}},
      "anyOf": [{"required": ["username", "password"]}, {"required": ["use"]}]
    },
    "certificate": {
      "type": "object",
      "description": "A TLS client certificate and its key: PEM text, or a file below the roots.",
      "additionalProperties": false,
      "properties": {
        "certificate": {"type": "string", "minLength": 1, "description": "Of the client."},
        "key": {"type": "string", "minLength": 1, "description": "When it is not in the certificate's text."},
        "password": {"type": "string", "description": "Of the key."},
        "use": {"type": "string", "description": "The secret that holds all of this."}
      },
      "anyOf": [{"required": ["certificate"]}, {"required": ["use"]}]
    },
)";

const std::string& policySchema() {
    static const auto whole = std::string(kSimpleSchema) + R"("oauth2": )" + std::string(kOauthSchema) +
                              R"(, "oidc": )" + std::string(kOauthSchema) + "}}";
    return whole;
}

}  // namespace

std::string_view authenticationSchema() {
    return policySchema();
}

std::string endpointSchema(std::string_view description) {
    return R"({"description": )" + boost::json::serialize(boost::json::string(description)) + R"(, "oneOf": [
      {"type": "string", "minLength": 1},
      {
        "type": "object",
        "required": ["uri"],
        "additionalProperties": false,
        "properties": {"uri": {"type": "string", "minLength": 1, "description": "The address; {name} in it is filled in."}, "authentication": )" +
           policySchema() + "}}]}";
}

std::string resourceSchema(std::string_view description) {
    return R"({
      "type": "object",
      "description": )" +
           boost::json::serialize(boost::json::string(description)) + R"(,
      "required": ["endpoint"],
      "additionalProperties": false,
      "properties": {"name": {"type": "string", "description": "For people."}, "endpoint": )" +
           endpointSchema("An http or https address, or a file below the roots.") + "}}";
}

api::Result<std::string> Authenticator::pem(const std::string& given, const char* what, const Stop& stop) const {
    if (given.find("-----BEGIN") != given.npos) {
        return given;
    }
    const auto place = m_files.locate(given);
    if (!place.ok()) {
        return place.error();
    }
    auto file = m_files.read(*place, kMaxCertificateBytes, stop);
    if (!file.ok()) {
        return file.error();
    }
    return file->bytes.find("-----BEGIN") == file->bytes.npos
               ? unauthenticated(std::string("The ") + what + " in " + place->shown + " is not PEM text.")
               : api::Result<std::string>(std::move(file->bytes));
}

api::Result<Credentials> Authenticator::certificate(const boost::json::object& members, const Stop& stop) const {
    Credentials out;
    auto own = pem(text(members, "certificate"), "certificate", stop);
    if (!own.ok()) {
        return own.error();
    }
    std::string key;
    if (const auto given = text(members, "key"); !given.empty()) {
        auto read = pem(given, "key", stop);
        if (!read.ok()) {
            return read.error();
        }
        key = std::move(*read);
    }
    out.secrets = {text(members, "password"), key};
    out.certificate = std::make_shared<const ClientCertificate>(
        ClientCertificate{std::move(*own), std::move(key), text(members, "password")});
    return out;
}

api::Result<Credentials> Authenticator::credentials(const api::Json& policy, const std::string& rejected,
                                                    const Stop& stop) {
    Credentials out;
    const auto* kinds = policy.if_object();
    if (!kinds || kinds->empty()) {
        return out;
    }
    const auto kind = std::string(kinds->begin()->key());
    const auto& value = kinds->begin()->value();
    static const boost::json::object none;
    const auto& members = value.is_object() ? value.get_object() : none;
    if (members.contains("use")) {
        return unauthenticated("The secret '" + cleanUtf8(text(members, "use")) +
                               "' of the authentication was not resolved.");
    }
    if (kind == "basic" || kind == "digest") {
        const auto user = text(members, "username");
        const auto password = text(members, "password");
        out.secrets = {password};
        if (kind == "digest") {
            out.digest.emplace(user, password);
            return out;
        }
        out.scheme = "Basic";
        out.parameter = base64Encode(user + ":" + password);
    } else if (kind == "bearer") {
        out.scheme = "Bearer";
        out.parameter = value.is_string() ? std::string(value.get_string()) : text(members, "token");
    } else if (kind == "certificate") {
        return certificate(members, stop);
    } else if (kind == "oauth2" || kind == "oidc") {
        auto token = m_oauth.token(members, kind == "oidc", rejected, stop);
        if (!token.ok()) {
            return token.error();
        }
        out.scheme = "Bearer";
        out.parameter = std::move(token->access);
        out.cached = token->cached;
    } else {
        return unauthenticated("The authentication '" + cleanUtf8(kind) + "' is not known.");
    }
    if (out.parameter.find_first_of(std::string_view("\r\n\0", 3)) != out.parameter.npos) {
        return fault("validation", 400, "The credentials hold a line break.");
    }
    out.secrets.push_back(out.parameter);
    return out;
}

api::Result<Credentials> Authenticator::apply(HttpRequest& request, const std::string& rejected, const Stop& stop) {
    auto found = credentials(request.policy, rejected, stop);
    if (!found.ok()) {
        return found;
    }
    request.policy = nullptr;
    request.digest = found->digest;
    request.certificate = found->certificate;
    request.secrets.insert(request.secrets.end(), found->secrets.begin(), found->secrets.end());
    if (!found->scheme.empty()) {
        request.setHeader("Authorization", found->scheme + " " + found->parameter);
    } else if (found->digest) {
        std::erase_if(request.headers, [](const auto& header) { return headerName(header.first) == "Authorization"; });
    }
    return found;
}

}  // namespace beamline::blocks
