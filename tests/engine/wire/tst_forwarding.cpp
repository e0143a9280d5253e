// SPDX-License-Identifier: Apache-2.0
// Which node carries out a command, and what becomes of one whose owner changes or cannot be reached.
#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "engine/api/ids.h"
#include "engine/api/moved.h"
#include "engine/wire/engine_service.h"
#include "engine/wire/forwarding_engine.h"
#include "engine/wire/memory_transport.h"
#include "engine/wire/remote_engine.h"
#include "tests/engine/wire/event_log.h"
#include "tests/engine/wire/fake_engine.h"

namespace beamline::wire {
namespace {

/// Notes what it is asked and answers as the test says, in order; then it answers well.
class NodeEngine final : public api::Engine {
public:
    explicit NodeEngine(std::string name) : m_name(std::move(name)) {}
    void submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) override {
        api::Result<api::Reply> reply = api::Reply(api::StartReply{m_name, true});
        {
            const std::lock_guard lock(m_mutex);
            m_asked.push_back(std::visit([](const auto& op) { return std::string(op.kInfo.name); }, command));
            m_context = context;
            if (!m_answers.empty()) {
                reply = m_answers.front();
                m_answers.pop_front();
            }
        }
        m_changed.notify_all();
        handler(reply);
    }
    void query(api::Query, api::RequestContext, api::ReplyHandler handler) override {
        api::Result<api::Reply> reply = api::Reply(api::StartReply{"query of " + m_name, true});
        {
            const std::lock_guard lock(m_mutex);
            if (!m_queryAnswers.empty()) {
                reply = m_queryAnswers.front();
                m_queryAnswers.pop_front();
            }
        }
        handler(reply);
    }
    void answerQuery(api::Error error) {
        const std::lock_guard lock(m_mutex);
        m_queryAnswers.emplace_back(std::move(error));
    }
    std::unique_ptr<api::Subscription> subscribe(api::EventFilter, api::Seq, api::EventSink) override {
        return nullptr;
    }
    api::Health health() const override {
        api::Health health;
        health.node = m_name;
        health.state = api::HealthState::healthy;
        return health;
    }
    void answer(api::Error error) {
        const std::lock_guard lock(m_mutex);
        m_answers.emplace_back(std::move(error));
    }
    std::vector<std::string> asked() {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }
    bool awaitAsked(std::size_t times) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(20), [&] { return m_asked.size() >= times; });
    }
    api::RequestContext context() {
        const std::lock_guard lock(m_mutex);
        return m_context;
    }

private:
    const std::string m_name;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::string> m_asked;
    std::deque<api::Result<api::Reply>> m_answers;
    std::deque<api::Result<api::Reply>> m_queryAnswers;
    api::RequestContext m_context;
};

const api::Error kBroken{api::code::kUnavailable, "The connection broke.", {}, true};

class Forwarding : public ::testing::Test {
protected:
    Forwarding() {
        for (const char* name : {"a", "b", "c"}) {
            m_nodes[name] = std::make_shared<NodeEngine>(name);
        }
        ForwardingPlaces places;
        places.self = "a";
        places.ownerOfRun = [this](const std::string& run) { return owner(run); };
        places.ownerOfSystem = [this] { return owner("system"); };
        places.owners = [this] {
            const std::lock_guard lock(m_mutex);
            return m_owners;
        };
        places.engineOf = [this](const std::string& name) -> std::shared_ptr<api::Engine> {
            const std::lock_guard lock(m_mutex);
            ++m_looked;
            if (const auto instead = m_instead.find(name); instead != m_instead.end()) {
                return instead->second;
            }
            const auto found = m_nodes.find(name);
            return found == m_nodes.end() ? nullptr : found->second;
        };
        places.catchUp = [this](const auto& done) {
            {
                const std::lock_guard lock(m_mutex);
                ++m_caughtUp;
                if (m_neverCaughtUp) {
                    m_behind.push_back(done);
                    return;
                }
            }
            done(api::Unit{});
        };
        places.problems = [this] { return m_problems; };
        m_engine = std::make_unique<ForwardingEngine>(m_nodes["a"], std::move(places));
    }
    std::string owner(const std::string& what) {
        const std::lock_guard lock(m_mutex);
        return m_owner[what];
    }
    void own(const std::string& what, const std::string& node) {
        const std::lock_guard lock(m_mutex);
        m_owner[what] = node;
    }
    void useInstead(const std::string& node, std::shared_ptr<api::Engine> engine) {
        const std::lock_guard lock(m_mutex);
        m_instead[node] = std::move(engine);
    }
    NodeEngine& node(const std::string& name) { return *m_nodes[name]; }
    /// The node that carried it out, or the error.
    api::Result<std::string> send(api::Command command, std::chrono::milliseconds patience = std::chrono::seconds(20)) {
        std::promise<api::Result<std::string>> promise;
        api::RequestContext context;
        context.user = "ann";
        context.deadline = api::wallClock() + patience.count();
        m_engine->submit(std::move(command), context, [&promise](const api::Result<api::Reply>& reply) {
            promise.set_value(reply.ok() ? api::Result<std::string>(std::get<api::StartReply>(*reply).run)
                                         : api::Result<std::string>(reply.error()));
        });
        return promise.get_future().get();
    }
    std::string sent(api::Command command) {
        const auto reply = send(std::move(command));
        return reply.ok() ? *reply : reply.error().message;
    }
    static api::StartRun start(std::string key = {}) {
        api::StartRun op;
        op.workflow = "w";
        op.idempotencyKey = std::move(key);
        return op;
    }

    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<NodeEngine>> m_nodes;
    std::map<std::string, std::shared_ptr<api::Engine>> m_instead;
    std::map<std::string, std::string> m_owner;
    std::vector<std::string> m_owners{"b"};
    int m_caughtUp = 0;
    int m_looked = 0;  ///< for other nodes
    bool m_neverCaughtUp = false;
    std::vector<std::function<void(api::Result<api::Unit>)>> m_behind;
    std::vector<api::HealthProblem> m_problems;
    std::unique_ptr<ForwardingEngine> m_engine;
};

TEST_F(Forwarding, SendsEachCommandToTheNodeThatHasToDoIt) {
    own("R1", "b");
    own("system", "c");
    EXPECT_EQ(sent(api::CancelRun{"R1", {}}), "b");
    EXPECT_EQ(sent(api::RetryRun{"R1", {}}), "b");
    EXPECT_EQ(sent(api::DecideApproval{"R1.4", {}, {}, {}, {}}), "b") << "an approval is its run's";
    EXPECT_EQ(sent(api::ClaimApproval{"R1.4"}), "b");
    EXPECT_EQ(sent(api::CommentApproval{"R1.4", "so so"}), "b");
    EXPECT_EQ(sent(api::ControlSchedule{}), "c");
    EXPECT_EQ(sent(api::DeployWorkflow{}), "c");
    EXPECT_EQ(sent(api::ControlNode{"b", {}, {}}), "b");
    EXPECT_EQ(sent(api::PublishEvent{}), "a");
    EXPECT_EQ(sent(api::MoveShard{}), "a");
    EXPECT_EQ(sent(api::BackupEngine{}), "a");
    EXPECT_EQ(node("b").context().user, "ann");
    EXPECT_EQ(m_engine->health().node, "a");
}

TEST_F(Forwarding, StartsRunsHereWhenItCan) {
    EXPECT_EQ(sent(start()), "b");
    m_owners = {"a", "b"};
    EXPECT_EQ(sent(start()), "a");
}

TEST_F(Forwarding, CatchesUpBeforeItAnswersWhatAnotherHasDone) {
    own("R1", "b");
    own("R2", "a");
    sent(api::CancelRun{"R2", {}});
    EXPECT_EQ(m_caughtUp, 0);
    sent(api::CancelRun{"R1", {}});
    EXPECT_EQ(m_caughtUp, 1);
    node("b").answer({api::code::kConflict, "It has ended.", {}, false});
    EXPECT_EQ(sent(api::CancelRun{"R1", {}}), "It has ended.");
}

TEST_F(Forwarding, WhatIsNotFoundMayOnlyNotHaveBeenReadYet) {
    const api::Error missing{api::code::kNotFound, "There is no such thing.", {}, false};
    m_owners = {"a"};
    node("a").answer(missing);
    EXPECT_EQ(sent(start()), "a") << "another node has told of it before this one has read it";
    EXPECT_EQ(m_caughtUp, 1);
    node("a").answer(missing);
    node("a").answer(missing);
    EXPECT_EQ(sent(start()), "There is no such thing.");
    own("R1", "b");
    node("b").answer(missing);
    EXPECT_EQ(sent(api::CancelRun{"R1", {}}), "b");
    const auto query = [this] {
        std::promise<api::Result<api::Reply>> promise;
        m_engine->query(api::CountRuns{}, {}, [&](auto reply) { promise.set_value(std::move(reply)); });
        return promise.get_future().get();
    };
    node("a").answerQuery(missing);
    EXPECT_TRUE(query().ok());
    node("a").answerQuery(missing);
    node("a").answerQuery(missing);
    EXPECT_EQ(query().error().code, api::code::kNotFound);
    m_neverCaughtUp = true;
    node("a").answer(missing);
    EXPECT_EQ(send(start(), std::chrono::milliseconds(50)).error().code, api::code::kNotFound) << "at the deadline";
}

TEST_F(Forwarding, WhatIsDoneIsAnsweredAtTheDeadlineWhenItCannotBeReadHere) {
    own("R1", "b");
    m_neverCaughtUp = true;
    std::promise<api::Result<api::Reply>> promise;
    api::RequestContext context;
    context.deadline = api::wallClock() + 100;
    m_engine->submit(api::CancelRun{"R1", {}}, context, [&](auto reply) { promise.set_value(std::move(reply)); });
    auto answer = promise.get_future();
    ASSERT_EQ(answer.wait_for(std::chrono::seconds(20)), std::future_status::ready) << "its place is given back";
    EXPECT_TRUE(answer.get().ok()) << "it was done";
    m_behind.at(0)(api::Unit{});  // too late, and not answered twice
    std::promise<api::Result<api::Reply>> held;
    m_engine->submit(api::CancelRun{"R1", {}}, {}, [&](auto reply) { held.set_value(std::move(reply)); });
    m_engine->stop();
    EXPECT_TRUE(held.get_future().get().ok()) << "so is one that waits when the node ends";
    m_behind.at(1)(api::Unit{});
}

TEST_F(Forwarding, NobodyElseIsLookedForAfterItsEnd) {
    std::promise<api::Result<api::Reply>> promise;
    m_engine->submit(api::CancelRun{"R1", {}}, {}, [&](auto reply) { promise.set_value(std::move(reply)); });
    own("R1", "b");
    const auto looked = [this] {
        const std::lock_guard lock(m_mutex);
        return m_looked;
    };
    m_engine->stop();
    (void)promise.get_future().get();
    const auto before = looked();
    const auto reply = send(api::CancelRun{"R1", {}});
    ASSERT_FALSE(reply.ok());
    EXPECT_EQ(reply.error().code, api::code::kUnavailable);
    EXPECT_EQ(looked(), before) << "they may be gone";
    EXPECT_EQ(sent(api::PublishEvent{}), "a") << "its own engine answers as long as that lives";
}

TEST_F(Forwarding, TellsWhatItsPlaceInTheClusterHasOfProblems) {
    EXPECT_EQ(m_engine->health().state, api::HealthState::healthy);
    m_problems = {{"node_twice", "Two of one name.", 0}};
    EXPECT_EQ(m_engine->health().problems, m_problems);
    EXPECT_EQ(m_engine->health().state, api::HealthState::degraded);
}

TEST_F(Forwarding, AsksTheNewOwnerWhenARunHasMoved) {
    own("R1", "b");
    node("b").answer(api::movedError("Gone."));
    std::thread mover([this] {
        ASSERT_TRUE(node("b").awaitAsked(1));
        own("R1", "c");
    });
    EXPECT_EQ(sent(api::CancelRun{"R1", {}}), "c");
    mover.join();
    node("a").answer(api::movedError("Not mine."));
    own("R1", "a");
    EXPECT_EQ(sent(start()), "b");
    EXPECT_EQ(sent(api::CancelRun{"R1", {}}), "a") << "it said so itself, and has it again";
}

TEST_F(Forwarding, WaitsUntilSomebodyOwnsItButNotLongerThanTheDeadline) {
    const auto late = send(api::CancelRun{"R1", {}}, std::chrono::milliseconds(150));
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.error().code, api::code::kUnavailable);
    EXPECT_TRUE(late.error().retryable) << "nothing was done";
    std::thread taker([this] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        own("R1", "b");
    });
    EXPECT_EQ(sent(api::CancelRun{"R1", {}}), "b");
    taker.join();
}

TEST_F(Forwarding, SendsTwiceOnlyWhatDoesNoHarmTwice) {
    own("R1", "b");
    node("b").answer(kBroken);
    EXPECT_EQ(sent(start("key")), "b");
    node("b").answer(kBroken);
    EXPECT_EQ(sent(api::DecideApproval{"R1.4", {}, {}, {}, {}}), "b");
    EXPECT_EQ(node("b").asked().size(), 4U);
    node("b").answer(kBroken);
    auto reply = send(start());
    ASSERT_FALSE(reply.ok());
    EXPECT_FALSE(reply.error().retryable) << "it may have been done";
    EXPECT_NE(reply.error().message.find("not known"), std::string::npos);
    node("b").answer(kBroken);
    EXPECT_FALSE(send(api::CommentApproval{"R1.4", "x"}).ok());
    EXPECT_EQ(node("b").asked().size(), 6U) << "each once";
}

TEST_F(Forwarding, WhatNobodyTookIsAskedAgainWhateverItIs) {
    own("R1", "b");
    const auto notTaken = api::notTakenError("It was not sent.");
    node("b").answer(notTaken);
    EXPECT_EQ(sent(api::CancelRun{"R1", {}}), "b");
    node("b").answer(notTaken);
    node("b").answer(notTaken);
    EXPECT_EQ(sent(start()), "b") << "also without an idempotency key";
    EXPECT_EQ(node("b").asked().size(), 5U);
    node("b").answer(notTaken);
    const auto late = send(api::CancelRun{"R1", {}}, std::chrono::milliseconds(40));
    ASSERT_FALSE(late.ok());
    EXPECT_TRUE(late.error().retryable) << "nothing was done";
    node("b").answer(kBroken);
    node("b").answer(notTaken);
    const auto both = send(api::DecideApproval{"R1.4", {}, {}, {}, {}}, std::chrono::milliseconds(140));
    ASSERT_FALSE(both.ok());
    EXPECT_FALSE(both.error().retryable) << "the first may have been done";
}

TEST_F(Forwarding, OfANodeThatDiesOnlyWhatWasSentIsInDoubt) {
    const auto hub = MemoryHub::create();
    const auto dying = std::make_shared<test::FakeEngine>();
    auto service = std::make_unique<EngineService>(dying, hub->listen(), std::chrono::milliseconds(0));
    RemoteOptions options;
    options.firstBackoff = std::chrono::hours(1);
    const auto remote = *RemoteEngine::connect(hub->connector(), std::chrono::seconds(20), options);
    useInstead("b", remote);
    own("R1", "b");
    std::promise<api::Result<api::Reply>> first;
    m_engine->submit(api::CancelRun{"R1", {}}, {}, [&](auto reply) { first.set_value(std::move(reply)); });
    ASSERT_TRUE(test::eventually([&] { return dying->held() == 1; }));
    service.reset();
    const auto doubt = first.get_future().get();
    ASSERT_FALSE(doubt.ok());
    EXPECT_FALSE(doubt.error().retryable) << "it came there, and nobody knows what became of it";
    std::atomic<int> done{0};
    for (int i = 0; i < 5; ++i) {
        m_engine->submit(api::CancelRun{"R1", {}}, {}, [&](const auto& reply) {
            EXPECT_TRUE(reply.ok()) << reply.error().message;
            ++done;
        });
    }
    EXPECT_EQ(done, 0);
    own("R1", "c");
    EXPECT_TRUE(test::eventually([&] { return done == 5; }));
    EXPECT_EQ(node("c").asked().size(), 5U) << "each once";
}

TEST_F(Forwarding, ANodeThatIsNotThereIsNotFound) {
    const auto reply = send(api::ControlNode{"zz", {}, {}});
    ASSERT_FALSE(reply.ok());
    EXPECT_EQ(reply.error().code, api::code::kNotFound);
}

TEST_F(Forwarding, WhatWaitsIsAnsweredWhenItEnds) {
    std::promise<api::Result<api::Reply>> promise;
    m_engine->submit(api::CancelRun{"R1", {}}, {}, [&promise](auto reply) { promise.set_value(std::move(reply)); });
    m_engine.reset();
    const auto reply = promise.get_future().get();
    ASSERT_FALSE(reply.ok());
    EXPECT_EQ(reply.error().code, api::code::kUnavailable);
}

TEST_F(Forwarding, MoreThanItsLimitIsRefusedAtOnce) {
    std::size_t answered = 0;
    for (std::size_t i = 0; i < kMaxForwarded; ++i) {
        m_engine->submit(api::CancelRun{"R1", {}}, {}, [&answered](const auto&) { ++answered; });
    }
    const auto reply = send(api::CancelRun{"R1", {}});
    ASSERT_FALSE(reply.ok());
    EXPECT_EQ(reply.error().code, api::code::kOverloaded);
    m_engine.reset();
    EXPECT_EQ(answered, kMaxForwarded) << "nobody is left without an answer";
}

TEST_F(Forwarding, WhatIsNotFoundAtTheLimitTakesNoPlaceForEver) {
    std::promise<void> all;
    std::atomic<std::size_t> answered{0};
    for (std::size_t i = 0; i < kMaxForwarded; ++i) {
        m_engine->submit(api::CancelRun{"R1", {}}, {}, [&](const auto& reply) {
            EXPECT_TRUE(reply.ok());
            if (++answered == kMaxForwarded) {
                all.set_value();
            }
        });
    }
    for (std::size_t i = 0; i < kMaxForwarded; ++i) {
        node("a").answerQuery({api::code::kNotFound, "There is no such thing.", {}, false});
        std::string code;
        m_engine->query(api::CountRuns{}, {}, [&code](const auto& reply) { code = reply.error().code; });
        ASSERT_EQ(code, api::code::kNotFound) << "at once";
    }
    own("R1", "b");
    all.get_future().get();
    EXPECT_EQ(sent(api::CancelRun{"R1", {}}), "b");
}

}  // namespace
}  // namespace beamline::wire
