// SPDX-License-Identifier: Apache-2.0
// Messages that people send: published to a broker, or routed to providers, and kept.
#include "engine/api/json_codec.h"
#include "engine/blocks/fault.h"
#include "engine/runtime/message_desk.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

namespace {

/// A broker that remembers what it got and answers as the test says.
class DeskBroker : public blocks::MessageBroker {
public:
    using Answer = std::function<api::Result<blocks::BrokerMessage>(const blocks::Stop& stop)>;

    api::Result<api::Unit> publish(const blocks::BrokerAddress& address, const blocks::BrokerMessage& message,
                                   const blocks::Stop&) override {
        const std::lock_guard lock(m_mutex);
        servers = address.servers;
        messages.push_back(message);
        return api::Unit{};
    }
    api::Result<api::Unit> publishAll(const blocks::BrokerAddress&, const std::vector<blocks::BrokerMessage>&,
                                      blocks::Reach, const blocks::Stop&) override {
        return away ? api::Result<api::Unit>(blocks::fault("communication", 503, "The server is away."))
                    : api::Result<api::Unit>(api::Unit{});
    }
    api::Result<blocks::BrokerMessage> request(const blocks::BrokerAddress&, const blocks::BrokerMessage& message,
                                               const blocks::Stop& stop) override {
        {
            const std::lock_guard lock(m_mutex);
            messages.push_back(message);
        }
        return answer(stop);
    }
    api::Result<std::unique_ptr<blocks::MessageSubscription>> subscribe(const blocks::BrokerAddress&,
                                                                        const std::string&, Handler,
                                                                        const blocks::Stop&) override {
        return blocks::fault("communication", 501, "It has no subscriptions.");
    }
    api::Result<std::unique_ptr<blocks::MessageSource>> source(const blocks::BrokerAddress&,
                                                               const blocks::MessagesFrom&,
                                                               const blocks::Stop&) override {
        return blocks::fault("communication", 501, "It has no sources.");
    }
    blocks::BrokerMessage last() {
        const std::lock_guard lock(m_mutex);
        return messages.empty() ? blocks::BrokerMessage{} : messages.back();
    }
    std::size_t count() {
        const std::lock_guard lock(m_mutex);
        return messages.size();
    }

    std::atomic<bool> away = false;
    Answer answer;
    std::vector<std::string> servers;
    std::vector<blocks::BrokerMessage> messages;

private:
    std::mutex m_mutex;
};

/// A provider that repeats what it was asked.
class DeskProvider : public routing::Caller {
public:
    Answer call(const routing::Extension&, const routing::Instance&, const boost::json::object& request,
                std::chrono::milliseconds, const std::string&) override {
        const std::lock_guard lock(m_mutex);
        ++calls;
        last = request;
        if (broken) {
            return routing::CallError{routing::CallError::Kind::unavailable, "nobody listens"};
        }
        return boost::json::object{{"output", boost::json::object{{"said", request.at("prompt")}}}};
    }
    std::atomic<int> calls = 0;
    std::atomic<bool> broken = false;
    boost::json::object last;

private:
    std::mutex m_mutex;
};

class MessageDeskTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        m_options.routing.caller = m_provider;
        m_options.routing.address.servers = {"nats://of-the-engine:4222"};
        m_options.blocks.broker = m_broker;
    }
    template <class Op>
    api::Result<typename Op::Reply> ask(Op op, const std::string& tenant = "acme", const std::string& trace = {}) {
        api::RequestContext context;
        context.user = "ann";
        context.tenant = tenant;
        context.trace = trace;
        return api::callAndWait(*m_engine, std::move(op), std::move(context));
    }
    static api::SendMessage to(const std::string& subject, api::Json payload = "hello") {
        api::SendMessage op;
        op.subject = subject;
        op.payload = std::move(payload);
        return op;
    }
    api::MessageInfo sent(const api::SendMessage& op, const std::string& tenant = "acme") {
        const auto reply = ask(op, tenant);
        EXPECT_TRUE(reply.ok()) << (reply.ok() ? "" : reply.error().message);
        return reply.ok() ? reply->message : api::MessageInfo{};
    }
    std::string codeOf(const api::SendMessage& op) {
        const auto reply = ask(op);
        return reply.ok() ? "sent" : reply.error().code;
    }
    void withProvider() {
        ASSERT_TRUE(
            ask(api::PutExtension{boost::json::parse(R"({"id": "echo", "type": "provider", "version": "1.0.0"})")})
                .ok());
        ASSERT_TRUE(
            ask(api::PutPolicy{"default", boost::json::parse(
                                              R"({"version": "1.0", "providers": [{"name": "echo", "weight": 100}]})")})
                .ok());
    }

    std::shared_ptr<DeskBroker> m_broker = std::make_shared<DeskBroker>();
    std::shared_ptr<DeskProvider> m_provider = std::make_shared<DeskProvider>();
};

api::Result<blocks::BrokerMessage> replying(std::string payload,
                                            std::vector<std::pair<std::string, std::string>> headers = {}) {
    return blocks::BrokerMessage{"_INBOX.x", std::move(headers), std::move(payload), {}};
}

}  // namespace

TEST_F(MessageDeskTest, AMessageIsPublishedAndKept) {
    open();
    auto op = to("orders.new", boost::json::object{{"n", 1}});
    op.type = "order";
    op.headers = boost::json::object{{"kind", "test"}};
    const auto message = sent(op);
    EXPECT_EQ(message.status, "sent");
    EXPECT_EQ(message.error, "");
    EXPECT_EQ(message.user, "ann");
    EXPECT_EQ(message.tenant, "acme");
    EXPECT_EQ(message.type, "order");
    EXPECT_EQ(m_broker->last().subject, "orders.new");
    EXPECT_EQ(m_broker->last().payload, R"({"n":1})");
    EXPECT_EQ(m_broker->last().headers, (std::vector<std::pair<std::string, std::string>>{{"kind", "test"}}));
    EXPECT_EQ(m_broker->servers, m_options.routing.address.servers);
    reopen();
    const auto kept = ask(api::GetMessage{message.id});
    ASSERT_TRUE(kept.ok()) << kept.error().message;
    EXPECT_EQ(kept->message, message);
    EXPECT_EQ(ask(api::GetMessage{message.id}, "other").error().code, api::code::kNotFound);
    EXPECT_EQ(ask(api::GetMessage{"none"}).error().code, api::code::kNotFound);
}

TEST_F(MessageDeskTest, ItIsToldToWhoListens) {
    open();
    std::mutex mutex;
    std::vector<api::Event> heard;
    api::EventFilter filter;
    filter.withData = true;
    const auto listening = m_engine->subscribe(filter, 0, [&](const api::Event& event) {
        const std::lock_guard lock(mutex);
        if (event.kind == "message.sent") {
            heard.push_back(event);
        }
    });
    const auto message = sent(to("orders.new"));
    ASSERT_TRUE(eventually([&] {
        const std::lock_guard lock(mutex);
        return heard.size() == 1;
    }));
    EXPECT_EQ(heard[0].data,
              api::Json({{"tenant", "acme"}, {"id", message.id}, {"status", "sent"}, {"subject", "orders.new"}}));
}

TEST_F(MessageDeskTest, AReplyIsWaitedForAndKept) {
    open();
    auto op = to("prices.get");
    op.wait = true;
    m_broker->answer = [](const auto&) { return replying(R"({"price": 3})"); };
    const auto answered = sent(op);
    EXPECT_EQ(answered.status, "answered");
    EXPECT_EQ(answered.reply, api::Json({{"price", 3}}));
    m_broker->answer = [](const auto&) {
        return replying("", {{"Nats-Service-Error-Code", "404"}, {"Nats-Service-Error", "no such article"}});
    };
    EXPECT_EQ(sent(op).error, "404: no such article");
    m_broker->answer = [](const auto&) -> api::Result<blocks::BrokerMessage> {
        return blocks::fault("communication", 503, "Nobody listens to prices.get.");
    };
    const auto failed = sent(op);
    EXPECT_EQ(failed.status, "failed");
    EXPECT_EQ(failed.error, "Nobody listens to prices.get.");
    m_broker->answer = [](const auto&) { return replying(std::string(api::kMaxMessageBytes, 'x')); };
    const auto long_ = sent(op);
    EXPECT_EQ(long_.status, "answered");
    EXPECT_TRUE(long_.reply.is_null());
    EXPECT_NE(long_.error.find("not kept"), std::string::npos);
    op.timeoutMs = 20;
    m_broker->answer = [](const blocks::Stop& stop) -> api::Result<blocks::BrokerMessage> {
        while (!stop.requested()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return stop.error("Waiting for a reply");
    };
    EXPECT_EQ(sent(op).status, "failed") << "in its own time";
    m_broker->away = true;
    EXPECT_EQ(sent(to("orders.new")).error, "The server is away.");
}

TEST_F(MessageDeskTest, SomeSubjectsAreNotForPeople) {
    open();
    for (const char* subject : {"beamline.router.v1.decide", "beamline", "$JS.API.INFO", "$SYS.REQ", "$SRV.PING",
                                "caf.exec.assign.v1", "_INBOX.abc", "beamline.ext.pre.guard.v1"}) {
        EXPECT_EQ(codeOf(to(subject)), api::code::kForbidden) << subject;
    }
    for (const char* subject : {"a b", "a..b", "a.*", "a.>", ".a"}) {
        EXPECT_EQ(codeOf(to(subject)), api::code::kInvalidArgument) << subject;
    }
    EXPECT_EQ(m_broker->count(), 0U);
    EXPECT_TRUE(ask(api::ListMessages{})->items.empty()) << "what was not tried is not kept";
    EXPECT_EQ(codeOf(to("beamlines.are.fine")), "sent");
    ASSERT_TRUE(
        ask(api::PutExtension{boost::json::parse(
                R"({"id": "guard", "type": "pre", "subject": "beamline.ext.pre.guard.v1", "version": "1.0.0"})")})
            .ok());
    EXPECT_EQ(codeOf(to("beamline.ext.pre.guard.v1")), "sent") << "an own extension";
    EXPECT_EQ(ask(to("beamline.ext.pre.guard.v1"), "other").error().code, api::code::kForbidden);
}

TEST_F(MessageDeskTest, LimitsAreTold) {
    open();
    auto op = to("orders.new", boost::json::string(api::kMaxMessageBytes, 'x'));
    EXPECT_EQ(codeOf(op), api::code::kInvalidArgument);
    op = to("orders.new");
    op.timeoutMs = api::kMaxMessageTimeoutMs + 1;
    EXPECT_EQ(codeOf(op), api::code::kInvalidArgument);
    op.timeoutMs = -1;
    EXPECT_EQ(codeOf(op), api::code::kInvalidArgument);
    op = to("orders.new");
    op.headers = boost::json::array{1};
    EXPECT_EQ(codeOf(op), api::code::kInvalidArgument);
    op.headers = boost::json::object{{"a b", "c"}};
    EXPECT_EQ(codeOf(op), api::code::kInvalidArgument);
    op = to("orders.new");
    op.type = std::string(runtime::kMaxMessageTypeBytes + 1, 't');
    EXPECT_EQ(codeOf(op), api::code::kInvalidArgument);
    EXPECT_EQ(codeOf(to("", boost::json::array{1})), api::code::kInvalidArgument);
    close();
    m_options.routing.address = {};
    open();
    const auto none = ask(to("orders.new"));
    EXPECT_EQ(none.error().code, api::code::kConflict);
    EXPECT_NE(none.error().message.find("engine.json"), std::string::npos);
}

TEST_F(MessageDeskTest, OnlySoManyAreUnderWay) {
    Gate gate;
    Running running(*this);
    const blocks::CancelToken never;
    m_broker->answer = [&](const auto&) {
        gate.pass(never);
        return replying("late");
    };
    auto op = to("slow");
    op.wait = true;
    std::vector<std::future<std::string>> waiting;
    for (int i = 0; i < runtime::kMaxMessagesAtOnce; ++i) {
        waiting.push_back(std::async(std::launch::async, [&] { return sent(op).status; }));
    }
    ASSERT_TRUE(gate.awaitArrivals(runtime::kMaxMessagesAtOnce));
    EXPECT_EQ(codeOf(op), api::code::kOverloaded);
    gate.open();
    for (auto& one : waiting) {
        EXPECT_EQ(one.get(), "answered");
    }
    EXPECT_EQ(codeOf(op), "sent");
}

TEST_F(MessageDeskTest, StoppingGivesUpWhatIsUnderWay) {
    open();
    Gate arrived;
    const blocks::CancelToken never;
    arrived.open();
    m_broker->answer = [&](const blocks::Stop& stop) -> api::Result<blocks::BrokerMessage> {
        arrived.pass(never);
        while (!stop.requested()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return stop.error("Waiting for a reply");
    };
    auto op = to("slow");
    op.wait = true;
    op.timeoutMs = api::kMaxMessageTimeoutMs;
    auto waiting = std::async(std::launch::async, [&] { return ask(op); });
    ASSERT_TRUE(arrived.awaitArrivals(1));
    close();
    const auto reply = waiting.get();
    ASSERT_TRUE(reply.ok()) << reply.error().message;
    EXPECT_EQ(reply->message.status, "failed");
    open();
    EXPECT_EQ(ask(api::ListMessages{})->items.size(), 1U) << "and it is kept";
}

TEST_F(MessageDeskTest, WithoutASubjectAProviderDoesIt) {
    open();
    EXPECT_EQ(sent(to("")).status, "failed");
    EXPECT_NE(sent(to("")).error.find("policy_not_found"), std::string::npos);
    withProvider();
    auto op = to("", boost::json::object{{"text", "Good morning"}});
    op.type = "chat";
    op.headers = boost::json::object{{"tier", "gold"}};
    const auto message = sent(op);
    EXPECT_EQ(message.status, "answered") << message.error;
    EXPECT_EQ(message.provider, "echo");
    EXPECT_EQ(message.policy, "default");
    EXPECT_EQ(message.reply, api::Json({{"said", "Good morning"}}));
    EXPECT_EQ(m_provider->last.at("context").at("tier"), api::Json("gold"));
    ASSERT_TRUE(eventually([&] { return ask(api::GetDecision{message.decision}).ok(); }));
    EXPECT_EQ(ask(api::GetDecision{message.decision})->decision.taskType, "chat");
    EXPECT_EQ(sent(to("", "just a text")).reply, api::Json({{"said", "just a text"}}));
    m_provider->broken = true;
    const auto failed = sent(op);
    EXPECT_EQ(failed.status, "failed");
    EXPECT_NE(failed.error.find("nobody listens"), std::string::npos) << failed.error;
}

TEST_F(MessageDeskTest, ADecisionAloneAsksNobody) {
    open();
    withProvider();
    auto op = to("", "Hi");
    op.decideOnly = true;
    const auto message = sent(op);
    EXPECT_EQ(message.status, "answered") << message.error;
    EXPECT_EQ(message.provider, "echo");
    EXPECT_EQ(message.reply.at("decision").at("provider_id").as_string(), "echo");
    EXPECT_EQ(m_provider->calls, 0);
}

TEST_F(MessageDeskTest, WhatWasSentIsSentAgain) {
    open();
    auto op = to("prices.get", boost::json::object{{"n", 1}});
    op.wait = true;
    op.headers = boost::json::object{{"kind", "test"}};
    m_broker->answer = [](const auto&) -> api::Result<blocks::BrokerMessage> {
        return blocks::fault("communication", 503, "Nobody listens.");
    };
    const auto first = sent(op);
    ASSERT_EQ(first.status, "failed");
    m_broker->answer = [](const auto&) { return replying("3"); };
    const auto again = ask(api::RetryMessage{first.id});
    ASSERT_TRUE(again.ok()) << again.error().message;
    EXPECT_EQ(again->message.status, "answered");
    EXPECT_EQ(again->message.retryOf, first.id);
    EXPECT_NE(again->message.id, first.id);
    EXPECT_EQ(m_broker->last().payload, R"({"n":1})");
    EXPECT_EQ(m_broker->last().headers.size(), 1U);
    EXPECT_EQ(ask(api::GetMessage{first.id})->message.status, "failed") << "that stays as it was";
    EXPECT_EQ(ask(api::RetryMessage{first.id}, "other").error().code, api::code::kNotFound);
}

TEST_F(MessageDeskTest, TheyAreListedByTheirTenantsInPages) {
    open();
    for (int i = 0; i < 25; ++i) {
        sent(to("orders." + std::to_string(i)));
    }
    m_broker->away = true;
    const auto failed = sent(to("broken.away"));
    sent(to("orders.other"), "other");
    auto page = ask(api::ListMessages{{}, {}, 20});
    ASSERT_TRUE(page.ok()) << page.error().message;
    ASSERT_EQ(page->items.size(), 20U);
    EXPECT_EQ(page->items.front().id, failed.id);
    EXPECT_TRUE(page->items.back().payload.is_null());
    page = ask(api::ListMessages{{}, {}, 20, page->next});
    EXPECT_EQ(page->items.size(), 6U);
    EXPECT_EQ(page->next, "");
    EXPECT_EQ(ask(api::ListMessages{"ORDERS.7"})->items.size(), 1U);
    EXPECT_EQ(ask(api::ListMessages{"", "failed"})->items.size(), 1U);
    EXPECT_EQ(ask(api::ListMessages{}, "other")->items.size(), 1U);
    EXPECT_TRUE(ask(api::ListMessages{}, "third")->items.empty());
}

TEST_F(MessageDeskTest, TheTraceOfWhoAsksGoesWithIt) {
    open();
    const std::string parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const auto reply = ask(to("orders.new"), "acme", parent);
    ASSERT_TRUE(reply.ok());
    EXPECT_EQ(reply->message.traceId, "0af7651916cd43dd8448eb211c80319c");
    EXPECT_EQ(m_broker->last().headers, (std::vector<std::pair<std::string, std::string>>{{"traceparent", parent}}));
}

}  // namespace beamline::test
