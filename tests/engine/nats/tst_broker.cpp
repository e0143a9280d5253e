// SPDX-License-Identifier: Apache-2.0
// NATS with a real server: publishing, requests, subscriptions, who may do what, contexts, and servers that go away.

#include <condition_variable>
#include <mutex>
#include <random>

#include "engine/blocks/nats_message.h"
#include "engine/nats/nats_broker.h"
#include "engine/nats/nkey.h"
#include "engine/nats/sources.h"
#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/nats/nats_server.h"

namespace beamline::nats {
namespace {

using blocks::BrokerAddress;
using blocks::BrokerMessage;
using blocks::Stop;

/// What a subscription got, to be waited for.
class Mailbox {
public:
    void put(BrokerMessage message) {
        const std::lock_guard lock(m_mutex);
        m_messages.push_back(std::move(message));
        m_changed.notify_all();
    }
    std::vector<BrokerMessage> await(std::size_t count) {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::seconds(30), [&] { return m_messages.size() >= count; });
        return m_messages;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<BrokerMessage> m_messages;
};

class Broker : public blocks::BlockTest {
protected:
    void SetUp() override {
        server = NatsServer::start(base / "server", configuration);
        if (!server) {
            GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
        }
        broker = std::make_shared<NatsBroker>(base / "contexts");
        settings.broker = broker;
    }
    Stop stop() const { return Stop(call(nullptr), settings); }
    BrokerAddress address() const {
        BrokerAddress out;
        out.servers = {server->url()};
        return out;
    }
    api::Json arguments(std::string_view more) const {
        auto out = json(more);
        out.as_object().emplace("server", server->url());
        return out;
    }
    void context(const std::string& name, std::string_view text) { put(base / "contexts" / (name + ".json"), text); }

    std::string configuration;
    std::unique_ptr<NatsServer> server;
    std::shared_ptr<NatsBroker> broker;
};

TEST_F(Broker, PublishesWithHeaders) {
    Mailbox box;
    const auto listening = broker->subscribe(
        address(), "orders.>", [&](auto message) { box.put(message); }, stop());
    ASSERT_TRUE(listening.ok()) << listening.error().message;
    EXPECT_EQ(good("nats.publish", arguments(R"({"subject":"orders.new","payload":{"id":7,"name":"Ü"},
                                                "headers":{"X-One":"1","X-Two":["a","b"]}})")),
              json(R"({"subject":"orders.new","bytes":20})"));
    good("nats.publish", arguments(R"({"subject":"orders.text","payload":"plain"})"));
    good("nats.publish", arguments(R"({"subject":"orders.bytes","payload":{"base64":"AP8="}})"));
    good("nats.publish", arguments(R"({"subject":"orders.empty"})"));
    const auto got = box.await(4);
    ASSERT_EQ(got.size(), 4U);
    EXPECT_EQ(got[0].subject, "orders.new");
    EXPECT_EQ(got[0].payload, R"({"id":7,"name":"Ü"})");
    EXPECT_EQ(blocks::headerValues(got[0].headers),
              json(R"({"Nats-Msg-Id":"run-1%2Fdo%2F0%2Fstep%2F1","X-One":"1","X-Two":["a","b"]})"));
    EXPECT_EQ(got[1].payload, "plain");
    EXPECT_EQ(got[2].payload, std::string("\0\xFF", 2));
    EXPECT_EQ(got[3].payload, "");
    EXPECT_EQ(broker->connections(), 1U) << "one for all";
}

TEST_F(Broker, RequestsHaveReplies) {
    const auto answering = broker->subscribe(
        address(), "svc.*",
        [&](BrokerMessage message) {
            BrokerMessage reply{message.reply, {{"X-Kind", "reply"}}, "{\"got\":" + message.payload + "}", {}};
            if (message.subject == "svc.text") {
                reply.payload = "just text";
            } else if (message.subject == "svc.silent") {
                return;
            }
            EXPECT_TRUE(broker->publish(address(), reply, stop()).ok());
        },
        stop());
    ASSERT_TRUE(answering.ok());
    EXPECT_EQ(good("nats.request", arguments(R"({"subject":"svc.json","payload":[1,2]})")),
              json(R"({"payload":{"got":[1,2]},"headers":{"X-Kind":"reply"}})"));
    EXPECT_EQ(good("nats.request", arguments(R"({"subject":"svc.text","payload":1})")).at("payload"), "just text");
    EXPECT_EQ(good("nats.request", arguments(R"({"subject":"svc.json","payload":1,"format":"text"})")).at("payload"),
              "{\"got\":1}");
    EXPECT_EQ(good("nats.request", arguments(R"({"subject":"svc.text","format":"bytes"})")).at("payload"),
              "anVzdCB0ZXh0");
    EXPECT_EQ(bad("nats.request", arguments(R"({"subject":"svc.silent","timeout":100})")), "timeout 408");
    EXPECT_EQ(bad("nats.request", arguments(R"({"subject":"nobody.there"})")), "communication 503");
    EXPECT_TRUE(said("no responders")) << detail;
    auto cancelled = call(arguments(R"({"subject":"svc.silent"})"));
    cancelled.cancel.cancel();
    EXPECT_EQ(bad("nats.request", cancelled), "runtime 499");
    settings.maxResponseBytes = 5;
    EXPECT_EQ(bad("nats.request", arguments(R"({"subject":"svc.text"})")), "communication 413");
}

TEST_F(Broker, EachMessageIsTold) {
    good("nats.publish", arguments(R"({"subject":"orders.new","payload":{"id":7}})"));
    EXPECT_EQ(heard(), "nats: publish orders.new -> published\n");
    EXPECT_EQ(exchanges.at(0).sent, 8);
    const auto answering = broker->subscribe(
        address(), "prices",
        [&](auto message) {
            (void)broker->publish(address(), {message.reply, {}, "12.50", {}}, stop());
        },
        stop());
    ASSERT_TRUE(answering.ok());
    good("nats.request", arguments(R"({"subject":"prices","payload":"x"})"));
    EXPECT_EQ(heard(), "nats: request prices -> reply\n");
    EXPECT_EQ(exchanges.at(0).received, 5);
    EXPECT_EQ(bad("nats.request", arguments(R"({"subject":"nobody"})")), "communication 503");
    EXPECT_TRUE(heard().starts_with("! nats: request nobody -> at ")) << heard();
}

TEST_F(Broker, ArgumentsAreChecked) {
    for (const auto* subject : {"a b", "a..b", ".a", "a.*", "a.>", "a\\tb"}) {
        EXPECT_EQ(bad("nats.publish", arguments(std::string(R"({"subject":")") + subject + "\"}")), "validation 400")
            << subject;
    }
    EXPECT_EQ(bad("nats.publish", arguments(R"({"subject":"a","headers":{"X:Y":"1"}})")), "validation 400");
    EXPECT_EQ(bad("nats.publish", arguments(R"({"subject":"a","headers":{"X":"1\r\nY: 2"}})")), "validation 400");
    EXPECT_EQ(bad("nats.publish", arguments(R"({"subject":"a","payload":{"base64":"?"}})")), "validation 400");
    EXPECT_EQ(bad("nats.publish", json(R"({"subject":"a"})")), "configuration 400");
    EXPECT_EQ(bad("nats.publish", json(R"({"subject":"a","server":"http://x"})")), "configuration 400");
    const std::string large(2 * 1024 * 1024, 'x');
    EXPECT_EQ(bad("nats.publish", api::Json{{"server", server->url()}, {"subject", "a"}, {"payload", large}}),
              "validation 413");
    settings.broker = nullptr;
    EXPECT_EQ(bad("nats.publish", arguments(R"({"subject":"a"})")), "configuration 501");
    EXPECT_TRUE(blocks::isSubject("a.*.>", true));
    EXPECT_FALSE(blocks::isSubject("a.>.b", true));
    EXPECT_FALSE(blocks::isSubject("a*", true));
}

TEST_F(Broker, ServersGoAndComeBack) {
    good("nats.publish", arguments(R"({"subject":"a"})"));
    server->stop();
    auto hurried = call(arguments(R"({"subject":"a"})"));
    hurried.deadline = api::wallClock() + 200;
    EXPECT_EQ(bad("nats.publish", hurried), "timeout 408") << "it waits for the server as long as it may";
    EXPECT_EQ(bad("nats.publish",
                  json(R"({"subject":"a","server":"nats://127.0.0.1:)" + std::to_string(blocks::freePort()) + "\"}")),
              "communication 503");
    server->run();
    good("nats.publish", arguments(R"({"subject":"a"})"));
}

TEST_F(Broker, MessagesThatMayBeLostAreNotCalledSent) {
    const std::vector<BrokerMessage> two(2, BrokerMessage{"a", {}, "x", {}});
    ASSERT_TRUE(broker->publishAll(address(), two, blocks::Reach::server, stop()).ok());
    EXPECT_EQ(broker->publishAll(address(), two, blocks::Reach::stream, stop()).error().code, "communication")
        << "no stream takes them";
    server->kill();
    auto hurried = call(nullptr);
    hurried.deadline = api::wallClock() + 200;
    EXPECT_FALSE(broker->publishAll(address(), two, blocks::Reach::server, Stop(hurried, settings)).ok());
    EXPECT_EQ(broker->publishAll(address(), two, blocks::Reach::server, stop()).error().code, "communication");
    server->run();
    while (!broker->publishAll(address(), two, blocks::Reach::server, stop()).ok()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

TEST_F(Broker, ASourceTellsWhatItLost) {
    const auto source = broker->source(address(), {{"s.>"}, {}, {}}, stop());
    ASSERT_TRUE(source.ok()) << source.error().message;
    const std::vector<BrokerMessage> many(blocks::kMaxPendingMessages + kMaxTaken + 500, {"s.x", {}, "x", {}});
    ASSERT_TRUE(broker->publishAll(address(), many, blocks::Reach::server, stop()).ok());
    std::size_t taken = 0;
    for (auto next = (*source)->next(1'000); next.ok() && !next->empty(); next = (*source)->next(1'000)) {
        taken += next->size();
    }
    EXPECT_GT((*source)->lost(), 0);
    EXPECT_EQ(taken + static_cast<std::size_t>((*source)->lost()), many.size());
}

TEST_F(Broker, ConnectsOnlyWhereItMay) {
    settings.network.deny = {"127.0.0.0/8"};
    EXPECT_EQ(bad("nats.publish", arguments(R"({"subject":"a"})")), "authorization 403");
    context("c", R"({"url":")" + server->url() + "\"}");
    EXPECT_EQ(bad("nats.publish", json(R"({"subject":"a","context":"c"})")), "authorization 403");
    settings.network = {{"127.0.0.1"}, {}};
    good("nats.publish", arguments(R"({"subject":"a"})"));
}

TEST_F(Broker, ASubscriptionEndsWithItsObject) {
    Mailbox box;
    auto listening = broker->subscribe(
        address(), "s", [&](auto message) { box.put(message); }, stop());
    ASSERT_TRUE(listening.ok());
    good("nats.publish", arguments(R"({"subject":"s","payload":"one"})"));
    EXPECT_EQ(box.await(1).size(), 1U);
    listening->reset();
    good("nats.publish", arguments(R"({"subject":"s","payload":"two"})"));
    EXPECT_EQ(box.await(1).size(), 1U);
}

class GuardedBroker : public Broker {
protected:
    GuardedBroker() {
        configuration = R"(authorization { users = [
            {user: alice, password: "alice-pw", permissions: {publish: ["ok.>", "_INBOX.>"], subscribe: ["ok.>", "_INBOX.>"]}}]})";
    }
    api::Json as(std::string_view user, std::string_view password, std::string_view subject) const {
        return {{"server", server->url()},
                {"subject", subject},
                {"authentication", {{"basic", {{"username", user}, {"password", password}}}}}};
    }
};

TEST_F(GuardedBroker, UsersAndPermissions) {
    good("nats.publish", as("alice", "alice-pw", "ok.x"));
    EXPECT_EQ(bad("nats.publish", as("alice", "wrong-pw", "ok.x")), "authentication 401");
    EXPECT_FALSE(said("wrong-pw")) << detail;
    EXPECT_EQ(bad("nats.publish", arguments(R"({"subject":"ok.x"})")), "authentication 401");
    EXPECT_EQ(bad("nats.publish", as("alice", "alice-pw", "secret.x")), "authorization 403");
    EXPECT_TRUE(said("secret.x")) << detail;
    EXPECT_EQ(bad("nats.request", as("alice", "alice-pw", "secret.y")), "authorization 403");
    good("nats.publish", as("alice", "alice-pw", "ok.y"));
    auto who = address();
    who.user = "alice";
    who.password = "alice-pw";
    const auto refused = broker->subscribe(
        who, "secret.>", [](auto) {}, stop());
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, "authorization");
}

TEST_F(GuardedBroker, ContextsAreRead) {
    context("alice", R"({"description":"d","url":")" + server->url() +
                         R"(","user":"alice","password":"alice-pw","token":"","nsc":"","tls_first":false})");
    good("nats.publish", json(R"({"subject":"ok.x","context":"alice"})"));
    EXPECT_EQ(bad("nats.publish", json(R"({"subject":"no.x","context":"alice"})")), "authorization 403");
    context("proxy", R"({"url":"nats://127.0.0.1:1","socks_proxy":"socks5://x"})");
    EXPECT_EQ(bad("nats.publish", json(R"({"subject":"a","context":"proxy"})")), "configuration 400");
    EXPECT_TRUE(said("socks_proxy")) << detail;
    context("broken", "[1]");
    EXPECT_EQ(bad("nats.publish", json(R"({"subject":"a","context":"broken"})")), "configuration 400");
    context("nofile", R"({"creds":"/nowhere/x.creds"})");
    EXPECT_EQ(bad("nats.publish", json(R"({"subject":"a","context":"nofile"})")), "configuration 400");
    EXPECT_EQ(bad("nats.publish", json(R"({"subject":"a","context":"missing"})")), "configuration 400");
    EXPECT_EQ(bad("nats.publish", json(R"({"subject":"a","context":"../contexts/alice"})")), "configuration 400");
}

class TokenBroker : public Broker {
protected:
    TokenBroker() { configuration = R"(authorization { token: "tok-1234" })"; }
};

TEST_F(TokenBroker, Tokens) {
    good("nats.publish", arguments(R"({"subject":"a","authentication":{"bearer":{"token":"tok-1234"}}})"));
    EXPECT_EQ(bad("nats.publish", arguments(R"({"subject":"a","authentication":{"bearer":{"token":"tok-9999"}}})")),
              "authentication 401");
    EXPECT_EQ(bad("nats.publish", json(R"({"subject":"a","server":")" + server->url("tok-5555") + "\"}")),
              "authentication 401");
    EXPECT_FALSE(said("tok-5555")) << detail;
}

/// A user's seed as NATS writes it, of random bytes.
std::string newSeed() {
    std::string bytes{static_cast<char>(18 << 3 | 20 >> 2), static_cast<char>((20 << 3 & 31) << 3)};
    std::random_device random;
    for (int i = 0; i < 32; ++i) {
        bytes += static_cast<char>(random());
    }
    unsigned crc = 0;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned>(static_cast<unsigned char>(c)) << 8;
        for (int i = 0; i < 8; ++i) {
            crc = ((crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1) & 0xFFFF;
        }
    }
    bytes += static_cast<char>(crc & 0xFF);
    bytes += static_cast<char>(crc >> 8);
    std::string out;
    unsigned buffer = 0;
    int bits = 0;
    for (const char c : bytes) {
        buffer = (buffer << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
        for (bits += 8; bits >= 5; bits -= 5) {
            out += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[buffer >> (bits - 5) & 31];
        }
    }
    return bits == 0 ? out : out + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[buffer << (5 - bits) & 31];
}

class NkeyBroker : public Broker {
protected:
    NkeyBroker() : seed(newSeed()) {
        const auto key = publicKeyOf(seed);
        EXPECT_TRUE(key) << seed.substr(0, 2);
        configuration = "authorization { users = [{nkey: " + key.value_or("") + "}] }";
    }
    std::string seed;
};

TEST_F(NkeyBroker, Nkeys) {
    EXPECT_EQ(seed.substr(0, 2), "SU");
    EXPECT_EQ(publicKeyOf(seed)->front(), 'U');
    EXPECT_EQ(publicKeyOf(seed.substr(1)), std::nullopt);
    EXPECT_EQ(publicKeyOf("nonsense"), std::nullopt);
    auto changed = seed;
    changed[20] = changed[20] == 'A' ? 'B' : 'A';
    EXPECT_EQ(publicKeyOf(changed), std::nullopt) << "the checksum";
    auto ask = arguments(R"({"subject":"a"})");
    EXPECT_EQ(bad("nats.publish", ask), "authentication 401");
    ask.as_object()["nkey"] = seed;
    good("nats.publish", ask);
    ask.as_object()["nkey"] = newSeed();
    EXPECT_EQ(bad("nats.publish", ask), "authentication 401");
    ask.as_object()["nkey"] = "SUNONSENSE";
    EXPECT_EQ(bad("nats.publish", ask), "configuration 400");
    put(base / "seed", seed + "\n");
    context("n", R"({"url":")" + server->url() + R"(","nkey":")" + (base / "seed").string() + "\"}");
    good("nats.publish", json(R"({"subject":"a","context":"n"})"));
    const auto text =
        "-----BEGIN NATS USER JWT-----\neyJ.x.y\n------END NATS USER JWT------\n\n"
        "-----BEGIN USER NKEY SEED-----\n" +
        seed + "\n------END USER NKEY SEED------\n";
    const auto read = readCredentials(text);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->jwt, "eyJ.x.y");
    EXPECT_EQ(read->seed, seed);
    EXPECT_FALSE(readCredentials("nothing"));
}

class TlsBroker : public Broker {
protected:
    TlsBroker() {
        std::filesystem::create_directories(base);
        const auto shell =
            "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
            "subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout " +
            (base / "key.pem").string() + " -out " + (base / "cert.pem").string() + " 2>/dev/null";
        EXPECT_EQ(std::system(shell.c_str()), 0);
        configuration = "tls { cert_file: \"" + (base / "cert.pem").string() + "\", key_file: \"" +
                        (base / "key.pem").string() + "\" }";
    }
};

TEST_F(TlsBroker, Tls) {
    const auto ask = [&](const std::string& host) {
        return json(R"({"subject":"a","server":"tls://)" + host + ":" + std::to_string(server->port()) + "\"}");
    };
    EXPECT_EQ(bad("nats.publish", ask("localhost")), "communication 502") << "not trusted";
    settings.caFile = (base / "cert.pem").string();
    good("nats.publish", ask("localhost"));
    EXPECT_EQ(bad("nats.publish", arguments(R"({"subject":"a"})")), "communication 502") << "it wants TLS";
    context("t", R"({"url":"tls://localhost:)" + std::to_string(server->port()) + R"(","ca":")" +
                     (base / "cert.pem").string() + "\"}");
    settings.caFile.clear();
    good("nats.publish", json(R"({"subject":"a","context":"t"})"));
}

}  // namespace
}  // namespace beamline::nats
