// SPDX-License-Identifier: Apache-2.0
// Where calls may go: by name, by address, by whatever an address is written as, and after redirects.

#include <arpa/inet.h>
#include <netinet/in.h>

#include "engine/blocks/network_policy.h"
#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/blocks/http_server.h"

namespace beamline::blocks {
namespace {

bool address(const NetworkPolicy& policy, const char* text, std::string_view host = "service.example") {
    sockaddr_in6 six{};
    sockaddr_in four{};
    if (::inet_pton(AF_INET, text, &four.sin_addr) == 1) {
        four.sin_family = AF_INET;
        return policy.checkAddress(reinterpret_cast<const sockaddr*>(&four), host).ok();
    }
    six.sin6_family = AF_INET6;
    EXPECT_EQ(::inet_pton(AF_INET6, text, &six.sin6_addr), 1) << text;
    return policy.checkAddress(reinterpret_cast<const sockaddr*>(&six), host).ok();
}

TEST(NetworkPolicy, MetadataAndLinkLocalAreDenied) {
    const NetworkPolicy policy({});
    for (const char* denied :
         {"169.254.169.254", "169.254.0.1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1",
          "fe80::1", "febf::1", "fd00:ec2::254", "100.100.100.200", "168.63.129.16"}) {
        EXPECT_FALSE(address(policy, denied)) << denied;
        EXPECT_FALSE(policy.checkHost(denied).ok()) << denied;
    }
    for (const char* fine : {"127.0.0.1", "10.1.2.3", "192.168.0.1", "100.100.100.201", "fec0::1", "fd00::1", "::1",
                             "93.184.216.34", "0.0.0.0", "::"}) {
        EXPECT_TRUE(address(policy, fine)) << fine;
    }
    EXPECT_FALSE(policy.checkHost("Metadata.Google.Internal.").ok());
    EXPECT_TRUE(policy.checkHost("service.example").ok());
    EXPECT_TRUE(address(NetworkPolicy({{"169.254.169.254"}, {}}), "169.254.169.254"));
    EXPECT_TRUE(address(NetworkPolicy({{"169.254.0.0/16"}, {}}), "169.254.169.254"));
    EXPECT_FALSE(address(NetworkPolicy({{"0.0.0.0/0"}, {}}), "169.254.169.254")) << "wider rules do not mean it";
    EXPECT_FALSE(address(NetworkPolicy({{"service.example"}, {}}), "169.254.169.254")) << "a name may change";
}

TEST(NetworkPolicy, ListsAreFollowed) {
    const NetworkPolicy deny({{}, {"10.0.0.0/8", "*.bad.example", "127.0.0.0/8", "2001:db8::/32"}});
    EXPECT_FALSE(address(deny, "10.255.0.1"));
    EXPECT_FALSE(address(deny, "::ffff:10.0.0.1"));
    EXPECT_FALSE(address(deny, "0.0.0.0")) << "which is this machine";
    EXPECT_FALSE(address(deny, "2001:db8:1::1"));
    EXPECT_TRUE(address(deny, "11.0.0.1"));
    EXPECT_FALSE(deny.checkHost("a.BAD.example").ok());
    EXPECT_TRUE(deny.checkHost("bad.example").ok());
    EXPECT_TRUE(deny.checkHost("notbad.example").ok());
    const NetworkPolicy allow({{"api.example", "192.168.1.0/24"}, {"192.168.1.7"}});
    EXPECT_TRUE(allow.checkHost("API.example").ok());
    EXPECT_TRUE(allow.checkHost("other.example").ok()) << "its address may be allowed";
    EXPECT_TRUE(address(allow, "8.8.8.8", "api.example"));
    EXPECT_FALSE(address(allow, "8.8.8.8", "other.example"));
    EXPECT_TRUE(address(allow, "192.168.1.9", "other.example"));
    EXPECT_FALSE(address(allow, "192.168.1.7", "api.example")) << "deny counts first";
    const NetworkPolicy names({{"*.example"}, {}});
    EXPECT_FALSE(names.checkHost("elsewhere.org").ok());
    const auto refused = names.checkHost("elsewhere.org").error();
    EXPECT_EQ(refused.code, "authorization");
    EXPECT_EQ(refused.detail, 403);
    EXPECT_NE(refused.message.find("network.allow"), std::string::npos) << refused.message;
}

TEST(NetworkPolicy, MistakesAreNamed) {
    EXPECT_EQ(NetworkPolicy::mistake({{"a.example", "*.b", "10.0.0.0/8", "::1", "fe80::/10"}, {"1.2.3.4/32"}}), "");
    for (const char* wrong : {"", "10.0.0.0/33", "::/129", "a b", "http://x", "10.0.0.0/x", "*", "10.0.0.0/"}) {
        EXPECT_NE(NetworkPolicy::mistake({{}, {wrong}}), "") << wrong;
    }
    EXPECT_NE(NetworkPolicy::mistake({std::vector<std::string>(kMaxNetworkRules + 1, "a"), {}}), "");
}

TEST(NetworkPolicy, ResolvesForOthers) {
    const auto found = NetworkPolicy({}).resolve("localhost", 80);
    ASSERT_TRUE(found.ok()) << found.error().message;
    EXPECT_TRUE(std::find(found->begin(), found->end(), "127.0.0.1") != found->end() ||
                std::find(found->begin(), found->end(), "::1") != found->end());
    EXPECT_EQ(NetworkPolicy({{}, {"127.0.0.0/8", "::1"}}).resolve("localhost", 80).error().code, "authorization");
    EXPECT_EQ(NetworkPolicy({}).resolve("nowhere.invalid", 80).error().code, "communication");
}

class Network : public BlockTest {
protected:
    static api::Json to(const std::string& url) { return {{"method", "get"}, {"endpoint", url}, {"redirect", true}}; }
};

TEST_F(Network, CallsAreStopped) {
    HttpServer inner([](const std::string&) { return HttpServer::answer("200 OK", "", "secret"); });
    HttpServer outer([&](const std::string&) {
        return HttpServer::answer("302 Found", "Location: http://169.254.169.254/latest/meta-data\r\n", "");
    });
    EXPECT_EQ(bad("http", to("http://169.254.169.254/")), "authorization 403");
    EXPECT_EQ(bad("http", to(outer.url("/"))), "authorization 403");
    EXPECT_TRUE(said("169.254.0.0/16")) << detail;
    for (const std::string host : {"2852039166", "0xa9fea9fe", "[::ffff:169.254.169.254]", "0251.0376.0251.0376"}) {
        EXPECT_EQ(bad("http", to("http://" + host + "/")), "authorization 403") << host;
    }
    settings.network.deny = {"127.0.0.0/8", "::1"};
    EXPECT_EQ(bad("http", to("http://localhost:" + std::to_string(inner.port()) + "/")), "authorization 403")
        << "the name is not named, its address is";
    EXPECT_TRUE(said("127.0.0.0/8") || said("::1")) << detail;
    EXPECT_TRUE(inner.requests().empty());
    settings.network = {{"localhost"}, {}};
    EXPECT_EQ(good("http", to("http://localhost:" + std::to_string(inner.port()) + "/")), "secret");
    EXPECT_EQ(bad("http", to(inner.url("/"))), "authorization 403");
}

}  // namespace
}  // namespace beamline::blocks
