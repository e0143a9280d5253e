// SPDX-License-Identifier: Apache-2.0
// Authentication policies against servers that check them: how often a token is asked for, and who learns of it.

#include "engine/blocks/authentication.h"
#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/blocks/token_server.h"

namespace beamline::blocks {
namespace {

class Authentication : public BlockTest {
protected:
    Authentication() {
        for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) {
            ::unsetenv(name);
        }
    }
    boost::json::object policy(std::string_view more = "{}") const {
        boost::json::object out{{"authority", server.authority()},
                                {"grant", "client_credentials"},
                                {"client", {{"id", TokenServer::kClient}, {"secret", TokenServer::kSecret}}}};
        const auto extra = json(more);
        for (const auto& entry : extra.as_object()) {
            out[entry.key()] = entry.value();
        }
        return out;
    }
    api::Json to(boost::json::object members, const std::string& kind = "oauth2") const {
        return {{"method", "get"},
                {"endpoint", {{"uri", server.service()}, {"authentication", {{kind, std::move(members)}}}}}};
    }
    BlockResult ask(const api::Json& arguments) { return listen(*registry().block("http"), call(arguments)); }
    bool works(const api::Json& arguments) {
        const auto result = ask(arguments);
        if (const auto* error = std::get_if<api::WorkflowError>(&result)) {
            ADD_FAILURE() << error->detail << " " << server.refusal();
            return false;
        }
        return true;
    }
    std::string fails(const api::Json& arguments) {
        const auto result = ask(arguments);
        const auto* error = std::get_if<api::WorkflowError>(&result);
        detail = error ? error->detail : boost::json::serialize(std::get<api::Json>(result));
        return error ? error->type.substr(error->type.rfind('/') + 1) + " " + std::to_string(error->status)
                     : "no error";
    }
    /// One for the whole test, as an engine has it: tokens are kept in it.
    const Registry& registry() {
        if (!m_registry) {
            m_registry = std::make_unique<Registry>(settings);
        }
        return *m_registry;
    }
    std::string sent(const std::string& name) const {
        std::string all;
        const auto parameters = server.parameters();
        for (auto [at, end] = parameters.equal_range(name); at != end; ++at) {
            all += (all.empty() ? "" : "|") + at->second;
        }
        return all;
    }

    TokenServer server;

private:
    std::unique_ptr<Registry> m_registry;
};

TEST_F(Authentication, ATokenIsAskedForOnce) {
    EXPECT_TRUE(works(to(policy(R"({"scopes": ["read", "write"], "audiences": ["a", "b"]})"))));
    EXPECT_TRUE(works(to(policy(R"({"scopes": ["read", "write"], "audiences": ["a", "b"]})"))));
    EXPECT_EQ(server.given, 1);
    EXPECT_EQ(sent("scope"), "read write");
    EXPECT_EQ(sent("audience"), "a|b");
    EXPECT_TRUE(server.server.requests().at(0).starts_with("POST /realm/oauth2/token "));
    EXPECT_TRUE(works(to(policy(R"({"scopes": ["read"]})"))));
    EXPECT_EQ(server.given, 2) << "another policy has another token";
    EXPECT_TRUE(works(to(policy(R"({"scopes": ["x"], "endpoints": {"token": "my/token"}})"))));
    EXPECT_TRUE(
        works(to(policy(R"({"scopes": ["y"], "endpoints": {"token": ")" + server.authority("/z/token") + "\"}}"))));
    EXPECT_EQ(server.given, 4);
}

TEST_F(Authentication, ClientsProveThemselvesInFiveWays) {
    for (const std::string method :
         {"client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"}) {
        server.method = method;
        auto members = policy();
        members["client"] = {{"id", TokenServer::kClient}, {"authentication", method}};
        if (method == "private_key_jwt") {
            members["client"].as_object()["assertion"] = server.assertion;
        } else if (method != "none") {
            members["client"].as_object()["secret"] = TokenServer::kSecret;
        }
        EXPECT_TRUE(works(to(members))) << method;
        EXPECT_TRUE(works(to(members, "oidc"))) << method;
    }
    EXPECT_EQ(server.given, 10);
}

TEST_F(Authentication, GrantsAndEncodings) {
    EXPECT_TRUE(works(to(policy(R"({"grant": "password", "username": "ann", "password": "pass word"})"))));
    EXPECT_TRUE(works(to(policy(
        R"({"grant": "urn:ietf:params:oauth:grant-type:token-exchange", "subject": {"token": "subject-1", "type": "access_token"},
            "actor": {"token": "actor-1", "type": "urn:ietf:params:oauth:token-type:jwt"}})"))));
    EXPECT_TRUE(works(to(policy(R"({"grant": "client-credentials"})"))));
    server.json = true;
    EXPECT_TRUE(works(to(policy(R"({"request": {"encoding": "application/json"}, "audiences": ["a", "b"]})"))));
    EXPECT_EQ(sent("audience"), "a|b");
    EXPECT_EQ(server.given, 4);
    server.json = false;
    EXPECT_EQ(fails(to(policy(R"({"grant": "password", "username": "ann", "password": "guessed one"})"))),
              "authentication 401");
    EXPECT_FALSE(said("guessed one")) << detail;
}

TEST_F(Authentication, TokensAreRenewedBeforeTheyExpire) {
    server.refreshes = true;
    server.lifetime = 0;  // at once
    const auto members =
        policy(R"({"grant": "refresh_token", "subject": {"token": "refresh-first", "type": "refresh_token"}})");
    EXPECT_TRUE(works(to(members)));
    EXPECT_EQ(sent("refresh_token"), "refresh-first");
    EXPECT_TRUE(works(to(members))) << "the first refresh token is used up: the newest one counts";
    EXPECT_NE(sent("refresh_token"), "refresh-first");
    EXPECT_TRUE(works(to(policy())));
    EXPECT_TRUE(works(to(policy())));
    EXPECT_EQ(sent("grant_type"), "refresh_token");
    EXPECT_EQ(server.given, 4);
}

TEST_F(Authentication, ARevokedTokenIsReplacedOnce) {
    EXPECT_TRUE(works(to(policy())));
    server.revoke();
    EXPECT_TRUE(works(to(policy())));
    EXPECT_EQ(server.given, 2);
    auto elsewhere = to(policy());
    elsewhere.as_object()["endpoint"].as_object()["uri"] = server.server.url("/nothing");
    EXPECT_EQ(fails(elsewhere), "communication 404");
    EXPECT_EQ(server.given, 2);
    HttpServer never([](const std::string&) { return HttpServer::answer("401 Unauthorized", "", ""); });
    elsewhere.as_object()["endpoint"].as_object()["uri"] = never.url("/");
    EXPECT_EQ(fails(elsewhere), "communication 401");
    EXPECT_EQ(never.requests().size(), 2U) << "one token more, one more try";
    EXPECT_EQ(server.given, 3);
    EXPECT_EQ(fails(to(policy(R"({"scopes": ["other"], "endpoints": {"token": "/none"}})"))), "authentication 401");
}

TEST_F(Authentication, CallersShareOneFetch) {
    server.delayMs = 200;
    registry();
    std::vector<std::thread> callers;
    for (int i = 0; i < 8; ++i) {
        callers.emplace_back([&] { EXPECT_TRUE(works(to(policy()))); });
    }
    for (auto& caller : callers) {
        caller.join();
    }
    EXPECT_EQ(server.given, 1);
}

TEST_F(Authentication, WhoWaitsCanBeCancelled) {
    server.delayMs = 1000;
    registry();
    std::thread first([&] { EXPECT_TRUE(works(to(policy()))); });
    server.server.awaitRequest();
    auto invocation = call(to(policy()));
    invocation.cancel.cancel();
    const auto result = registry().block("http")->run(invocation);
    EXPECT_EQ(std::get<api::WorkflowError>(result).status, 499);
    first.join();
}

TEST_F(Authentication, OpenIdIsDiscovered) {
    EXPECT_TRUE(works(to(policy(), "oidc")));
    EXPECT_TRUE(works(
        to(policy(R"({"authority": ")" + server.authority() + R"(/.well-known/openid-configuration"})"), "oidc")));
    EXPECT_TRUE(
        works(to(policy(R"({"authority": ")" + server.authority() + R"(/.well-known/openid-configuration"})"))));
    EXPECT_TRUE(server.server.requests().at(0).starts_with("GET /realm/.well-known/openid-configuration "));
    EXPECT_TRUE(server.server.requests().at(1).starts_with("POST /realm/oidc/token "));
    const auto requests = server.server.requests();
    EXPECT_EQ(
        std::count_if(requests.begin(), requests.end(), [](const auto& one) { return one.starts_with("GET /realm"); }),
        1)
        << "the configuration is kept";
    EXPECT_EQ(fails(to(policy(R"({"authority": ")" + server.authority("/other") + "\"}"), "oidc")),
              "authentication 401");
}

TEST_F(Authentication, IssuersAreCompared) {
    server.issuer = "https://elsewhere.example";
    EXPECT_EQ(fails(to(policy(), "oidc")), "authentication 401");
    EXPECT_TRUE(said("is of the issuer \"https://elsewhere.example\"")) << detail;
    EXPECT_TRUE(works(to(policy(R"({"issuers": ["https://elsewhere.example"]})"), "oidc")));
    EXPECT_EQ(fails(to(policy(R"({"issuers": ["https://here.example"]})"))), "authentication 401");
    EXPECT_TRUE(said("not among `issuers`")) << detail;
    EXPECT_EQ(server.introspected, 0);
    server.opaque = true;
    EXPECT_TRUE(works(to(policy(R"({"issuers": ["https://elsewhere.example"], "scopes": ["o"]})"))));
    EXPECT_EQ(fails(to(policy(R"({"issuers": ["https://here.example"], "scopes": ["o"]})"))), "authentication 401");
    EXPECT_EQ(server.introspected, 2);
}

TEST_F(Authentication, TokensAppearNowhere) {
    auto arguments = to(policy());
    const auto result = ask(arguments);
    EXPECT_EQ(boost::json::serialize(std::get<api::Json>(result)).find(server.lastToken()), std::string::npos)
        << "the service echoes what it was sent";
    arguments.as_object()["output"] = "response";
    const auto whole = boost::json::serialize(std::get<api::Json>(ask(arguments)));
    EXPECT_EQ(whole.find(server.lastToken()), std::string::npos);
    auto wrong = policy();
    wrong["client"] = {{"id", TokenServer::kClient}, {"secret", "not the secret"}};
    EXPECT_EQ(fails(to(wrong)), "authentication 401");
    EXPECT_TRUE(said("invalid_client")) << detail;
    EXPECT_FALSE(said("not the secret")) << detail;
    EXPECT_EQ(fails(to({{"use", "vault"}})), "authentication 401");
}

TEST_F(Authentication, EachRequestIsToldWithoutTokens) {
    const auto arguments = to(policy());
    ASSERT_TRUE(works(arguments));
    EXPECT_EQ(heard(),
              "http: POST http://127.0.0.1:PORT/realm/oauth2/token -> 200 OK, application/json\n"
              "http: GET http://127.0.0.1:PORT/service -> 200 OK, text/plain\n");
    EXPECT_GT(exchanges.at(0).sent, 0);
    server.revoke();
    ASSERT_TRUE(works(arguments));
    EXPECT_EQ(heard(),
              "! http: GET http://127.0.0.1:PORT/service -> 401 Unauthorized, text/plain\n"
              "http: POST http://127.0.0.1:PORT/realm/oauth2/token -> 200 OK, application/json\n"
              "http: GET http://127.0.0.1:PORT/service -> 200 OK, text/plain\n");
    auto wrong = policy();
    wrong["client"].as_object()["secret"] = "wrong-secret";
    EXPECT_EQ(fails(to(wrong)), "authentication 401");
    EXPECT_TRUE(heard().starts_with("! http: POST http://127.0.0.1:PORT/realm/oauth2/token -> 4")) << heard();
    EXPECT_EQ(heard().find("secret"), std::string::npos) << heard();
}

TEST_F(Authentication, TheCacheIsBounded) {
    TokenCache cache;
    const auto invocation = call({});
    const Stop stop(invocation, settings);
    int fetched = 0;
    const auto get = [&](std::size_t key) {
        return cache.get(std::to_string(key), {}, stop, [&](const Token*) -> api::Result<Token> {
            return Token{"t" + std::to_string(++fetched), {}, std::chrono::steady_clock::now() + std::chrono::hours(1)};
        });
    };
    for (std::size_t key = 0; key < kMaxCachedTokens; ++key) {
        EXPECT_FALSE(get(key)->cached);
    }
    EXPECT_TRUE(get(0)->cached);
    EXPECT_FALSE(get(kMaxCachedTokens)->cached);
    EXPECT_TRUE(get(0)->cached);
    EXPECT_FALSE(get(1)->cached) << "the one that was used longest ago went";
}

TEST_F(Authentication, ARefusalIsForAllWhoWait) {
    TokenCache cache;
    const auto invocation = call({});
    std::atomic<int> asked = 0;
    std::atomic<int> waiting = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < 4; ++i) {
        callers.emplace_back([&] {
            const Stop stop(invocation, settings);
            ++waiting;
            const auto answer = cache.get("k", {}, stop, [&](const Token*) -> api::Result<Token> {
                ++asked;
                while (waiting < 4) {
                    std::this_thread::yield();
                }
                std::this_thread::sleep_for(std::chrono::milliseconds(200));
                return fault("authentication", 401, "no");
            });
            EXPECT_EQ(answer.error().code, "authentication");
        });
    }
    for (auto& caller : callers) {
        caller.join();
    }
    EXPECT_LE(asked, 2) << "who came while it was asked hears the same";
    const Stop stop(invocation, settings);
    EXPECT_TRUE(cache
                    .get("k", {}, stop,
                         [](const Token*) -> api::Result<Token> {
                             return Token{"t", {}, std::chrono::steady_clock::now() + std::chrono::hours(1)};
                         })
                    .ok())
        << "later it may be another matter";
}

TEST_F(Authentication, TokensThatCannotBeSentAreRefused) {
    std::string token = "x";
    std::string type = "Bearer";
    HttpServer authority([&](const std::string&) {
        return HttpServer::answer(
            "200 OK", "Content-Type: application/json\r\n",
            boost::json::serialize(boost::json::object{{"access_token", token}, {"token_type", type}}));
    });
    const auto policy_ = policy(R"({"authority": ")" + authority.url("") + "\"}");
    type = "DPoP";
    EXPECT_EQ(fails(to(policy_)), "authentication 401");
    type = "bearer";
    for (const auto& wrong : {std::string(), std::string("a\r\nX: y"), std::string(kMaxTokenBytes + 1, 'a')}) {
        token = wrong;
        EXPECT_EQ(fails(to(policy_)), "authentication 401");
    }
    HttpServer talker([](const std::string&) {
        return HttpServer::answer("200 OK", "", std::string(kMaxTokenAnswerBytes + 1, ' '));
    });
    EXPECT_EQ(fails(to(policy(R"({"authority": ")" + talker.url("") + "\"}"))), "communication 502");
}

TEST_F(Authentication, BearerMayBeTheTokenAlone) {
    HttpServer echo([](const std::string& request) {
        return HttpServer::answer("200 OK", "Content-Type: text/plain\r\n", request);
    });
    const auto text =
        good("http",
             {{"method", "get"}, {"endpoint", {{"uri", echo.url("/")}, {"authentication", {{"bearer", "abcdef"}}}}}});
    EXPECT_NE(text.as_string().find("Authorization: Bearer abcdef\r\n"), std::string::npos);
    EXPECT_EQ(bad("http", {{"method", "get"},
                           {"endpoint", {{"uri", echo.url("/")}, {"authentication", {{"bearer", "a\r\nX: y"}}}}}}),
              "validation 400");
}

TEST_F(Authentication, DigestAnswersTheChallenge) {
    HttpServer service([](const std::string& request) {
        if (request.find("Authorization: Digest ") == request.npos) {
            return HttpServer::answer(
                "401 Unauthorized",
                "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\", qop=\"auth\", algorithm=SHA-256\r\n", "no");
        }
        const bool right = request.find("username=\"ann\"") != request.npos &&
                           request.find("nonce=\"n1\"") != request.npos && request.ends_with("\r\n\r\ntext");
        return HttpServer::answer(right ? "200 OK" : "400 Bad Request", "Content-Type: text/plain\r\n", request);
    });
    const api::Json arguments{{"method", "post"},
                              {"body", "text"},
                              {"endpoint",
                               {{"uri", service.url("/d")},
                                {"authentication", {{"digest", {{"username", "ann"}, {"password", "sesame"}}}}}}}};
    const std::string text(good("http", arguments).as_string());
    // RFC 7616, 3.4.1: the response can be computed from what was sent.
    const auto field = [&](const std::string& name) {
        const auto at = text.find(name + "=\"");
        return text.substr(at + name.size() + 2, text.find('"', at + name.size() + 2) - at - name.size() - 2);
    };
    const auto nc = text.substr(text.find("nc=") + 3, 8);
    const auto expected = api::sha256(api::sha256("ann:r:sesame") + ":n1:" + nc + ":" + field("cnonce") +
                                      ":auth:" + api::sha256("POST:/d"));
    EXPECT_EQ(field("response"), expected) << text;
    EXPECT_EQ(text.find("sesame"), std::string::npos);
    EXPECT_EQ(heard(),
              "! http: POST http://127.0.0.1:PORT/d -> 401 Unauthorized\n"
              "http: POST http://127.0.0.1:PORT/d -> 200 OK, text/plain\n");
    EXPECT_EQ(exchanges.at(0).sent, -1) << "the library does not say";
    EXPECT_EQ(exchanges.at(1).sent, 4);
}

}  // namespace
}  // namespace beamline::blocks
