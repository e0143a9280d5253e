// SPDX-License-Identifier: Apache-2.0
// Tokens from a real OpenID provider, which checks what it is sent and vouches for what it gave.

#include <cstdlib>

#include "engine/blocks/conversation.h"
#include "engine/blocks/jwt.h"
#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/blocks/http_server.h"

namespace beamline::blocks {
namespace {

class OidcProvider : public BlockTest {
protected:
    void SetUp() override {
        ProcessRequest request;
        request.what = "The provider";
        request.arguments = {findProgram({"python3"}), BEAMLINE_SOURCE_DIR "/tests/engine/blocks/glewlwyd.py",
                             base.string()};
        request.environment = {{"PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"}, {"HOME", base.string()}};
        request.trust = Trust::owner;
        auto started = ProcessRunner(settings.process).converse(request);
        ASSERT_TRUE(started.ok()) << started.error().message;
        m_provider = std::move(started).value();
        Invocation patience;
        patience.deadline = api::wallClock() + 60'000;
        const auto line = m_provider->readLine(1000, Stop(patience, settings));
        ASSERT_TRUE(line.ok()) << "the package glewlwyd is needed: " << line.error().message;
        api = *line;
    }
    api::Json to(const std::string& uri, std::string_view policy, const std::string& kind = "oidc") const {
        auto members = json(policy).as_object();
        members.emplace("authority", api + "/oidc");
        members.emplace("scopes", boost::json::array{"read"});
        auto& client = members["client"].is_null() ? members["client"] = boost::json::object() : members["client"];
        client.as_object().emplace("id", "desk");
        client.as_object().emplace("secret", "hush-hush");
        return {{"method", "get"}, {"endpoint", {{"uri", uri}, {"authentication", {{kind, std::move(members)}}}}}};
    }
    /// The claims of the token that the service was sent last, when the provider's signature is under it.
    boost::json::object signedClaims() {
        const auto request = service.requests().back();
        const auto from = request.find("Authorization: Bearer ") + 22;
        const auto token = request.substr(from, request.find("\r\n", from) - from);
        put(base / "signed", token.substr(0, token.rfind('.')));
        put(base / "signature", base64UrlDecode(token.substr(token.rfind('.') + 1)).value_or(""));
        const auto at = base.string();
        const auto command = "openssl dgst -sha256 -verify '" + at + "/provider.pub' -signature '" + at +
                             "/signature' '" + at + "/signed' > /dev/null";
        EXPECT_EQ(std::system(command.c_str()), 0) << token;
        return jwtClaims(token).value_or(boost::json::object());
    }

    std::string api;
    HttpServer service{[](const std::string&) { return HttpServer::answer("200 OK", "", "fine"); }};

private:
    std::unique_ptr<Conversation> m_provider;
};

TEST_F(OidcProvider, GivesTokensForEveryWayOfAsking) {
    for (const std::string method : {"client_secret_post", "client_secret_basic", "client_secret_jwt"}) {
        const auto policy = R"({"grant": "client_credentials", "client": {"authentication": ")" + method +
                            R"("}, "issuers": [")" + api + "/oidc\"]}";
        EXPECT_EQ(good("http", to(service.url("/"), policy)), "fine") << method;
        const auto claims = signedClaims();
        EXPECT_EQ(claims.at("client_id"), "desk") << method;
        EXPECT_EQ(claims.at("scope"), "read");
    }
    const auto user =
        R"({"grant": "password", "username": "ann", "password": "pass word", "scopes": ["openid", "read"]})";
    EXPECT_TRUE(good("http", to(api + "/oidc/userinfo", user)).as_object().contains("sub"));
    const auto paths = R"({"grant": "client_credentials", "endpoints": {"token": "/token"}})";
    EXPECT_EQ(good("http", to(service.url("/"), paths, "oauth2")), "fine");
    EXPECT_EQ(signedClaims().at("client_id"), "desk");
}

TEST_F(OidcProvider, RefusesTheWrongOnes) {
    EXPECT_EQ(
        bad("http", to(service.url("/"), R"({"grant": "client_credentials", "client": {"secret": "guessed one"}})")),
        "authentication 401");
    EXPECT_FALSE(said("guessed one")) << detail;
    EXPECT_EQ(bad("http", to(service.url("/"), R"({"grant": "password", "username": "ann", "password": "wrong one"})")),
              "authentication 401");
    EXPECT_EQ(bad("http", to(service.url("/"), R"({"grant": "client_credentials", "issuers": ["http://other"]})")),
              "authentication 401");
    EXPECT_TRUE(service.requests().empty());
}

}  // namespace
}  // namespace beamline::blocks
