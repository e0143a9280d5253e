// SPDX-License-Identifier: Apache-2.0
// Messages at the command line: sent to subjects and to providers, listed, shown, sent again, followed.
#include "tests/contract/ctl/routing_fixture.h"
#include "tests/engine/nats/nats_server.h"

namespace beamline::test {
namespace {

class BeamctlMessages : public BeamctlRouting {
protected:
    /// A provider that says what it was asked, and a policy that chooses it.
    void withProvider() {
        ASSERT_EQ(run({"extension", "new", "echo", "--language", "python", "--type", "provider"}).code, 0);
        change("echo/manifest.json", "\"timeout_ms\": 1000", "\"timeout_ms\": 60000");
        const auto installed = at({"extension", "install", "echo", "--allow-unsigned"});
        ASSERT_EQ(installed.code, 0) << installed.err;
        ASSERT_EQ(put("default", R"({"version": "1.0", "providers": [{"name": "echo", "weight": 100}]})").code, 0);
    }
};

TEST_F(BeamctlMessages, AProviderAnswersAndTheMessageIsKept) {
    withProvider();
    const auto sent = at({"message", "send", "--text", "Hello there", "--type", "chat", "--timeout", "60000"});
    EXPECT_EQ(sent.out, "\"Hello there\"\n") << sent.err;
    const auto decided = at({"message", "send", "--data", "{\"text\": \"Hello\"}", "--decide-only"});
    EXPECT_EQ(decided.code, 0) << decided.err;
    EXPECT_EQ(word(json(decided.out).at("decision").at("provider_id")), "echo");
    const auto listed = told({"message", "list"}).at("items").as_array();
    ASSERT_EQ(listed.size(), 2U);
    const auto id = word(listed[1].at("id"));
    EXPECT_EQ(word(listed[1].at("status")), "answered");
    EXPECT_EQ(word(listed[1].at("type")), "chat");
    const auto shown = at({"message", "show", id});
    EXPECT_TRUE(has(shown.out, "Hello there")) << shown.out;
    EXPECT_TRUE(has(shown.out, "echo")) << shown.out;
    const auto again = told({"message", "retry", id});
    EXPECT_EQ(word(again.at("retryOf")), id);
    EXPECT_EQ(word(again.at("reply")), "Hello there");
    EXPECT_EQ(told({"message", "list", "--status", "failed"}).at("items").as_array().size(), 0U);
    EXPECT_EQ(told({"message", "list", "--text", id, "--limit", "1"}).at("items").as_array().size(), 1U);
    EXPECT_EQ(at({"message", "show", id, "--tenant", "other"}).code, 2);
}

TEST_F(BeamctlMessages, WhatFailsIsToldAndKept) {
    const auto none = at({"message", "send", "--text", "Hello", "--policy", "missing"});
    EXPECT_EQ(none.code, 4);
    EXPECT_TRUE(has(word(json(lines(none.err).back()).at("detail")), "policy_not_found")) << none.err;
    EXPECT_EQ(told({"message", "list", "--status", "failed"}).at("items").as_array().size(), 1U);
    const auto nats = at({"message", "send", "orders.new", "--text", "Hello"});
    EXPECT_EQ(nats.code, 2) << "this engine has no NATS";
    EXPECT_TRUE(has(nats.err, "engine.json")) << nats.err;
    EXPECT_EQ(at({"message", "send", "beamline.router.v1.decide", "--text", "Hello"}).code, 2);
    EXPECT_EQ(at({"message", "send", "orders.new", "--policy", "p"}).code, 2);
    EXPECT_EQ(at({"message", "send", "--data", "{bad"}).code, 3);
    EXPECT_EQ(at({"message", "send", "--header", "bad"}).code, 2);
    EXPECT_EQ(at({"message", "show"}).code, 2);
    EXPECT_EQ(at({"message", "show", "none"}).code, 2);
    EXPECT_EQ(at({"message", "list", "x"}).code, 2);
}

TEST_F(BeamctlMessages, ASubjectGetsItAndWhoFollowsSeesIt) {
    const auto server = nats::NatsServer::start(m_directory / "nats");
    if (!server) {
        GTEST_SKIP() << "nats-server is not installed: tests/run installs it.";
    }
    ASSERT_EQ(put("p", kOnlyA).code, 0);  // so that the data directory is there
    file("data/engine.json", R"({"routing": {"nats": {"url": ")" + server->url() + R"("}}})");
    const Program tail(m_directory, {"message", "tail", "--data-dir", m_data});
    ASSERT_TRUE(eventually([&] { return has(tail.errors(), "Ctrl+C"); })) << tail.errors();
    const auto sent = at({"message", "send", "orders.new", "--data", "{\"n\": 1}", "--header", "kind=test"});
    EXPECT_EQ(sent.code, 0) << sent.err;
    EXPECT_TRUE(has(sent.out, "sent to orders.new")) << sent.out;
    const auto unheard = at({"message", "send", "prices.get", "--text", "?", "--wait", "--timeout", "2000"});
    EXPECT_EQ(unheard.code, 4) << unheard.err;
    EXPECT_TRUE(eventually([&] { return has(tail.output(), "orders.new") && has(tail.output(), "prices.get"); }))
        << tail.output();
    tail.signal(SIGINT);
}

}  // namespace
}  // namespace beamline::test
