// SPDX-License-Identifier: Apache-2.0
// One connection for a whole program: it comes back, says what it loses, and explains why it does not come about.

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "engine/api/ids.h"
#include "engine/nats/diagnosis.h"
#include "engine/nats/failure.h"
#include "engine/nats/library.h"
#include "engine/nats/shared_connection.h"
#include "tests/engine/nats/nats_jwt.h"
#include "tests/engine/nats/nats_server.h"
#include "tests/engine/wire/event_log.h"

namespace beamline::nats {
namespace {

using namespace std::chrono_literals;
using test::eventually;

class Shared : public testing::Test {
protected:
    void SetUp() override {
        m_directory = std::filesystem::temp_directory_path() / ("beamline-" + api::newUlid(api::wallClock()));
        std::filesystem::create_directory(m_directory);
    }
    void TearDown() override {
        server.reset();
        std::filesystem::remove_all(m_directory);
    }
    bool serve(const std::string& configuration = {}) {
        server = NatsServer::start(m_directory / "server", configuration);
        return server != nullptr;
    }
    Target at(const std::string& url) const {
        Target target;
        target.address.servers = {url};
        return target;
    }
    Target here(const std::string& scheme = "nats", const std::string& host = "127.0.0.1") const {
        return at(scheme + "://" + host + ":" + std::to_string(server->port()));
    }
    std::string why(const Target& target) const {
        const auto opened = SharedConnection::open(target);
        EXPECT_FALSE(opened.ok());
        return opened.ok() ? "" : opened.error().message;
    }
    void shell(const std::string& command) const {
        EXPECT_EQ(std::system(("cd '" + m_directory.string() + "' && (" + command + ") 2>/dev/null").c_str()), 0);
    }
    std::string path(const std::string& name) const { return (m_directory / name).string(); }

    std::filesystem::path m_directory;
    std::unique_ptr<NatsServer> server;
};
#define SERVE_OR_SKIP(...)                                                         \
    if (!serve(__VA_ARGS__)) {                                                     \
        GTEST_SKIP() << "nats-server is not installed; nothing of it was tested."; \
    }

TEST_F(Shared, ComesBackAndTellsSo) {
    SERVE_OR_SKIP();
    const auto opened = SharedConnection::open(here(), {.name = "beamline test"});
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    auto& connection = **opened;
    std::atomic<int> lost{0};
    std::atomic<int> back{0};
    std::atomic<int> closed{0};
    auto watch = connection.watch(
        {[&] { ++back; }, [&](const api::Error&) { ++lost; }, [&](const api::Error&) { ++closed; }, nullptr, nullptr});
    EXPECT_TRUE(connection.connected());
    EXPECT_EQ(connection.server(), "127.0.0.1:" + std::to_string(server->port()));
    EXPECT_EQ(connection.servers().size(), 1U);
    EXPECT_FALSE(connection.serverId().empty());
    EXPECT_EQ(connection.maxPayload(), 1U << 20);
    ASSERT_TRUE(connection.roundTripMs().ok());
    EXPECT_GT(*connection.roundTripMs(), 0);
    server->kill();
    ASSERT_TRUE(eventually([&] { return lost == 1; }));
    EXPECT_FALSE(connection.connected());
    EXPECT_EQ(connection.server(), "");
    EXPECT_FALSE(connection.roundTripMs().ok());
    server->run();
    ASSERT_TRUE(eventually([&] { return back == 1; }));
    EXPECT_EQ(connection.reconnects(), 1U);
    connection.drain(10s);
    EXPECT_TRUE(connection.closed());
    EXPECT_TRUE(eventually([&] { return closed == 1; }));
    watch.reset();
}

TEST_F(Shared, AServerThatTakesNothingIsGivenUp) {
    SERVE_OR_SKIP();
    const auto opened = SharedConnection::open(here());
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    auto& connection = **opened;
    server->freeze();
    std::atomic<bool> ends{false};
    std::atomic<bool> refused{false};
    std::thread sender([&] {
        const std::string data(500'000, 'x');
        while (!ends && natsConnection_PublishString(connection.raw(), "x", data.c_str()) == NATS_OK) {
        }
        refused = true;
    });
    EXPECT_TRUE(eventually([&] { return refused && !connection.connected(); }));
    ends = true;
    server->thaw();
    sender.join();
    EXPECT_TRUE(eventually([&] { return connection.connected(); }));
}

TEST_F(Shared, AServerThatIsNotThereYetIsWaitedFor) {
    SERVE_OR_SKIP();
    server->stop();
    EXPECT_FALSE(SharedConnection::open(here()).ok());
    const auto opened = SharedConnection::open(here(), {.waitForServer = true});
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    EXPECT_FALSE((*opened)->connected());
    server->run();
    EXPECT_TRUE(eventually([&] { return (*opened)->connected(); }));
}

TEST_F(Shared, TheNameStandsInTheServersList) {
    const auto port = blocks::freePort();
    SERVE_OR_SKIP("http: \"127.0.0.1:" + std::to_string(port) + "\"");
    const auto opened = SharedConnection::open(here(), {.name = "beamlined n1 engine"});
    ASSERT_TRUE(opened.ok());
    shell("curl -s http://127.0.0.1:" + std::to_string(port) + "/connz > connz && grep -q 'beamlined n1 engine' connz");
}

/// See retire(): the library takes messages in for a subscription that it does not hold.
TEST_F(Shared, SubscriptionsEndWhileMessagesCome) {
    if (!serve()) {
        GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
    }
    auto listener = SharedConnection::open(here());
    auto speaker = SharedConnection::open(here());
    ASSERT_TRUE(listener.ok() && speaker.ok());
    std::atomic<bool> done{false};
    std::thread flood([&] {
        const std::string data(4'000, 'x');
        while (!done) {
            natsConnection_PublishString((*speaker)->raw(), "flood", data.c_str());
        }
    });
    std::vector<std::thread> threads;
    std::atomic<int> heard{0};
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 3'000; ++i) {
                natsSubscription* raw = nullptr;
                ASSERT_EQ(natsConnection_SubscribeSync(&raw, (*listener)->raw(), "flood"), NATS_OK);
                const Owned<natsSubscription> subscription(raw);
                natsMsg* message = nullptr;
                heard += natsSubscription_NextMsg(&message, raw, 1) == NATS_OK ? 1 : 0;
                natsMsg_Destroy(message);
            }
        });
    }
    for (auto& one : threads) {
        one.join();
    }
    done = true;
    flood.join();
    EXPECT_GT(heard, 0);
    EXPECT_TRUE((*listener)->connected());
}

TEST_F(Shared, NobodyThereIsExplained) {
    const auto port = std::to_string(blocks::freePort());
    EXPECT_EQ(why(at("nats://127.0.0.1:" + port)),
              "Nothing listens at 127.0.0.1:" + port + ". Start the NATS server there, or correct the address.");
    EXPECT_NE(why(at("nats://name.invalid:4222")).find("name.invalid is not known"), std::string::npos);
    EXPECT_FALSE(SharedConnection::open(at("http://")).ok());
    auto nowhere = at("nats://127.0.0.1:4222");
    nowhere.address.network.deny = {"127.0.0.0/8"};
    const auto denied = SharedConnection::open(nowhere);
    ASSERT_FALSE(denied.ok());
    EXPECT_EQ(denied.error().code, api::code::kForbidden);
}

TEST_F(Shared, IdentitiesAreChecked) {
    SERVE_OR_SKIP(R"(authorization { users = [
        {user: ada, password: "ada-pw", permissions: {publish: ["ok.>"], subscribe: ["_INBOX.>", "ok.>"]}}]})");
    EXPECT_NE(why(here()).find("asks who connects"), std::string::npos);
    auto ada = here();
    ada.address.user = "ada";
    ada.address.password = "wrong";
    EXPECT_NE(why(ada).find("does not accept the user ada"), std::string::npos);
    EXPECT_EQ(why(ada).find("wrong"), std::string::npos);
    const auto waiting = SharedConnection::open(ada, {.waitForServer = true});
    EXPECT_FALSE(waiting.ok()) << "waiting does not help a wrong password";
    ada.address.password = "ada-pw";
    const auto opened = SharedConnection::open(ada);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    std::mutex mutex;
    std::set<std::string> denied;
    const auto watch = (*opened)->watch({nullptr, nullptr, nullptr,
                                         [&](const std::string& subject, const api::Error& error) {
                                             std::lock_guard lock(mutex);
                                             EXPECT_EQ(error.code, api::code::kForbidden);
                                             denied.insert(subject);
                                         },
                                         nullptr});
    natsConnection_PublishString((*opened)->raw(), "secret.x", "x");
    natsSubscription* raw = nullptr;
    natsConnection_SubscribeSync(&raw, (*opened)->raw(), "secret.>");
    const Owned<natsSubscription> subscription(raw);
    EXPECT_TRUE(eventually([&] {
        std::lock_guard lock(mutex);
        return denied == std::set<std::string>{"secret.x", "secret.>"};
    }));
    const auto found = diagnose(ada, 2s);
    EXPECT_EQ(found.steps[2].result, StepResult::ok) << found.steps[2].text;
    EXPECT_EQ(found.steps[3].result, StepResult::failed);
    EXPECT_NE(found.steps[3].text.find("beamline.api.v1"), std::string::npos) << found.steps[3].text;
    EXPECT_EQ(found.steps[5].result, StepResult::notTried);
    EXPECT_FALSE(found.usable);
}

TEST_F(Shared, AnIdentityThatIsNotAcceptedAnyMoreIsTheEnd) {
    const std::string user = R"(authorization { users = [{user: ada, password: ")";
    SERVE_OR_SKIP(user + "ada-pw\"}]}");
    auto ada = here();
    ada.address.user = "ada";
    ada.address.password = "ada-pw";
    const auto opened = SharedConnection::open(ada);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    EXPECT_FALSE((*opened)->whyClosed());
    server->kill();
    std::ofstream(path("server/server.conf")) << user << "another\"}]}\n";
    server->run();
    ASSERT_TRUE(eventually([&] { return (*opened)->whyClosed().has_value(); }));
    EXPECT_TRUE((*opened)->closed());
    EXPECT_EQ((*opened)->whyClosed()->code, api::code::kForbidden);
    EXPECT_NE((*opened)->whyClosed()->message.find("does not accept the user ada"), std::string::npos);
    ada.address.password = "another";
    const auto own = SharedConnection::open(ada);
    ASSERT_TRUE(own.ok()) << own.error().message;
    (*own)->drain(10s);
    EXPECT_TRUE((*own)->closed());
    EXPECT_FALSE((*own)->whyClosed()) << "its owner has closed it";
}

TEST_F(Shared, JwtsComeFromMemory) {
    const NatsOperator who;
    SERVE_OR_SKIP(who.configuration());
    auto target = here();
    EXPECT_NE(why(target).find("asks who connects"), std::string::npos);
    target.address.credentials = who.credentials();
    const auto opened = SharedConnection::open(target);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    server->kill();
    server->run();
    EXPECT_TRUE(eventually([&] { return (*opened)->reconnects() == 1; })) << "it signs again at each connect";
    target.address.credentials = NatsOperator().credentials();
    EXPECT_NE(why(target).find("does not accept a JWT"), std::string::npos);
    target.address.credentials = "nonsense";
    EXPECT_NE(why(target).find("not usable"), std::string::npos);
}

TEST_F(Shared, NkeysAndTokens) {
    const NatsKey key(NatsKey::Kind::user);
    SERVE_OR_SKIP("authorization { users = [{nkey: " + key.publicKey + "}] }");
    auto target = here();
    target.address.nkeySeed = key.seed;
    EXPECT_TRUE(SharedConnection::open(target).ok());
    target.address.nkeySeed = NatsKey(NatsKey::Kind::user).seed;
    EXPECT_NE(why(target).find("does not accept an NKey"), std::string::npos);
    target.address.nkeySeed = NatsKey(NatsKey::Kind::account).seed;
    EXPECT_NE(why(target).find("not usable"), std::string::npos);
}

class SharedTls : public Shared {
protected:
    void SetUp() override {
        Shared::SetUp();
        shell(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=authority -keyout "
            "ca.key -out ca.pem");
        certificate("good", "DNS:localhost,IP:127.0.0.1", "2");
        certificate("other", "DNS:other.example", "2");
        certificate("old", "DNS:localhost,IP:127.0.0.1", "-1");
    }
    void certificate(const std::string& name, const std::string& names, const std::string& days) const {
        shell("openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=" + name + " -keyout " + name +
              ".key -out " + name + ".csr && printf subjectAltName=" + names + " > ext && openssl x509 -req -in " +
              name + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile ext -days " + days + " -out " + name +
              ".pem");
    }
    std::string tls(const std::string& name, const std::string& more = {}) const {
        return "tls { cert_file: \"" + path(name + ".pem") + "\", key_file: \"" + path(name + ".key") + "\" " + more +
               " }";
    }
    Target trusting(const std::string& host = "127.0.0.1") const {
        auto target = here("tls", host);
        target.caFile = path("ca.pem");
        return target;
    }
};

TEST_F(SharedTls, AuthoritiesAndClientCertificates) {
    SERVE_OR_SKIP(tls("good", ", ca_file: \"" + path("ca.pem") + "\", verify: true"));
    EXPECT_NE(why(here("tls")).find("authority that is not known"), std::string::npos);
    EXPECT_NE(why(here()).find("tls://"), std::string::npos);
    EXPECT_NE(why(trusting()).find("wants a client certificate"), std::string::npos) << why(trusting());
    auto mutual = trusting();
    mutual.certFile = path("good.pem");
    mutual.keyFile = path("other.key");
    EXPECT_NE(why(mutual).find("belong to each other"), std::string::npos);
    mutual.keyFile = path("good.key");
    const auto opened = SharedConnection::open(mutual);
    EXPECT_TRUE(opened.ok()) << opened.error().message;
    auto lost = trusting();
    lost.caFile = path("nowhere.pem");
    EXPECT_NE(why(lost).find("nowhere.pem cannot be read"), std::string::npos);
}

TEST_F(SharedTls, CertificatesForAnotherNameAreRefused) {
    SERVE_OR_SKIP(tls("other"));
    EXPECT_NE(why(trusting("localhost")).find("for another name"), std::string::npos) << why(trusting("localhost"));
}

TEST_F(SharedTls, CertificatesThatAreTooOldAreRefused) {
    SERVE_OR_SKIP(tls("old"));
    EXPECT_NE(why(trusting()).find("has expired"), std::string::npos) << why(trusting());
}

TEST(Greetings, AreRead) {
    const auto good = parseGreeting(
        R"(INFO {"server_name":"s1","version":"2.9.10","auth_required":true,"tls_required":true,"jetstream":true})"
        "\r");
    EXPECT_EQ(good.problem, "");
    EXPECT_EQ(good.name, "s1");
    EXPECT_EQ(good.version, "2.9.10");
    EXPECT_TRUE(good.needsTls && good.needsIdentity && good.jetStream);
    EXPECT_FALSE(good.needsCertificate);
    for (const auto* other : {"", "HTTP/1.1 400 Bad Request", "INFO", "INFO [1]", "INFO {", "SSH-2.0-x"}) {
        EXPECT_NE(parseGreeting(other).problem, "") << other;
    }
    EXPECT_EQ(hostPortOf("nats://u:p@h:5").port, 5);
    EXPECT_EQ(hostPortOf("tls://[::1]:7").host, "::1");
    EXPECT_EQ(hostPortOf("[::1]").host, "::1");
    EXPECT_EQ(hostPortOf("h").port, 4222);
    EXPECT_EQ(hostPortOf("h:x").port, 0);
    EXPECT_EQ(deniedSubject("Permissions Violation for Publish to \"a.b\""), "a.b");
    EXPECT_EQ(deniedSubject("Something else \"a.b\""), std::nullopt);
}

}  // namespace
}  // namespace beamline::nats
