// SPDX-License-Identifier: Apache-2.0
// What a worker does with tasks that nobody wants any more, over a source that the test holds in its hands.
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>

#include "engine/runtime/worker_host.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

namespace {
/// What the worker said, in order: "accept a", "settle a", "finish a", "back a".
class HandSource : public blocks::WorkSource {
public:
    struct State {
        std::mutex mutex;
        std::condition_variable changed;
        std::vector<blocks::Assignment> given;
        std::vector<std::string> said;
        std::function<void(const std::string&)> cancelled;
        std::atomic<int> deliveries{1};
        bool stuck = false;  ///< whoever tells how it is does not come back

        void say(const std::string& what) {
            const std::lock_guard lock(mutex);
            said.push_back(what);
            changed.notify_all();
        }
        bool await(const std::string& what) {
            std::unique_lock lock(mutex);
            return changed.wait_for(lock, std::chrono::seconds(20),
                                    [&] { return std::find(said.begin(), said.end(), what) != said.end(); });
        }
        bool heard(const std::string& what) {
            const std::lock_guard lock(mutex);
            return std::find(said.begin(), said.end(), what) != said.end();
        }
        void give(std::vector<std::string> ids, const api::Labels& labels = {}) {
            const std::lock_guard lock(mutex);
            for (auto& id : ids) {
                blocks::Assignment one;
                one.id = std::move(id);
                one.labels = labels;
                one.type = "beamline.call";
                one.payload = {{"function", "hold"}};
                given.push_back(std::move(one));
            }
            changed.notify_all();
        }
        void cancel(const std::string& id) {
            std::function<void(const std::string&)> told;
            {
                const std::lock_guard lock(mutex);
                told = cancelled;
            }
            told(id);
        }
    };
    explicit HandSource(std::shared_ptr<State> state) : m_state(std::move(state)) {}

    api::Result<std::vector<std::unique_ptr<blocks::WorkTicket>>> next(int, std::chrono::milliseconds most) override {
        std::unique_lock lock(m_state->mutex);
        m_state->changed.wait_for(lock, most, [&] { return !m_state->given.empty(); });
        std::vector<std::unique_ptr<blocks::WorkTicket>> out;
        for (auto& one : std::exchange(m_state->given, {})) {
            out.push_back(std::make_unique<Ticket>(m_state, std::move(one)));
        }
        return out;
    }
    std::chrono::milliseconds renewEvery() const override { return std::chrono::hours(1); }
    void beat(const api::WorkerInfo&) override {
        std::unique_lock lock(m_state->mutex);
        m_state->changed.wait(lock, [this] { return !m_state->stuck; });
    }
    void onCancel(std::function<void(const std::string& id)> cancelled) override {
        const std::lock_guard lock(m_state->mutex);
        m_state->cancelled = std::move(cancelled);
    }

private:
    class Ticket : public blocks::WorkTicket {
    public:
        Ticket(std::shared_ptr<State> state, blocks::Assignment what)
            : m_state(std::move(state)), m_what(std::move(what)) {}
        const blocks::Assignment& assignment() const override { return m_what; }
        int deliveries() const override { return m_state->deliveries; }
        void accept(const std::string&) override { m_state->say("accept " + m_what.id); }
        void renew() override {}
        bool finish(const blocks::WorkResult&) override {
            m_state->say("finish " + m_what.id);
            return true;
        }
        void settle() override { m_state->say("settle " + m_what.id); }
        void giveBack(std::chrono::milliseconds notBefore) override {
            m_state->say("back " + m_what.id + (notBefore.count() > 0 ? " " + std::to_string(notBefore.count()) : ""));
        }

    private:
        const std::shared_ptr<State> m_state;
        const blocks::Assignment m_what;
    };
    const std::shared_ptr<State> m_state;
};

class WorkerHostTest : public ::testing::Test {
protected:
    void SetUp() override {
        runtime::WorkerOptions options;
        options.id = "w";
        options.threads = 1;
        options.heartbeat = std::chrono::milliseconds(1);
        options.extraBlocks.push_back(
            std::make_shared<LambdaBlock>("hold", [this](const blocks::Invocation& call) -> blocks::BlockResult {
                m_state->say("begin " + call.key);
                return api::Json(m_gate.pass(call.cancel));
            }));
        m_host = std::make_unique<runtime::WorkerHost>(std::move(options), std::make_unique<HandSource>(m_state));
    }
    void TearDown() override { m_host.reset(); }

    std::shared_ptr<HandSource::State> m_state = std::make_shared<HandSource::State>();
    Gate m_gate;
    std::unique_ptr<runtime::WorkerHost> m_host;
};
}  // namespace

TEST_F(WorkerHostTest, OneThatIsStuckIsNotAlive) {
    const auto eventually = [](const std::function<bool()>& condition) {
        for (int i = 0; i < 2'000 && !condition(); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return condition();
    };
    EXPECT_TRUE(m_host->alive(std::chrono::hours(1)));
    const auto set = [this](bool stuck) {
        const std::lock_guard lock(m_state->mutex);
        m_state->stuck = stuck;
        m_state->changed.notify_all();
    };
    set(true);
    EXPECT_TRUE(eventually([&] { return !m_host->alive(std::chrono::seconds(1)); }));
    set(false);
    EXPECT_TRUE(eventually([&] { return m_host->alive(std::chrono::seconds(1)); }));
}

TEST_F(WorkerHostTest, ACancelledTaskIsStoppedAndSettledWithoutAResult) {
    m_state->give({"a"});
    ASSERT_TRUE(m_state->await("begin a"));
    m_state->cancel("a");
    EXPECT_TRUE(m_state->await("settle a"));
    EXPECT_FALSE(m_state->heard("finish a"));
}

TEST_F(WorkerHostTest, ATaskThatIsCancelledBeforeItsTurnIsNotBegun) {
    m_state->give({"a"});
    ASSERT_TRUE(m_state->await("begin a"));
    m_state->cancel("b");  // the word may be faster than the task
    m_gate.open();
    ASSERT_TRUE(m_state->await("finish a"));
    m_state->give({"b", "c"});
    ASSERT_TRUE(m_state->await("finish c"));
    EXPECT_TRUE(m_state->heard("settle b"));
    EXPECT_FALSE(m_state->heard("begin b"));
}

TEST_F(WorkerHostTest, ATaskThatIsCancelledInTheQueueIsNotBegun) {
    m_state->give({"a", "b", "c"});
    ASSERT_TRUE(m_state->await("begin a"));
    ASSERT_TRUE(m_state->await("accept c"));
    m_state->cancel("b");
    m_gate.open();
    ASSERT_TRUE(m_state->await("finish c"));
    EXPECT_TRUE(m_state->heard("settle b"));
    EXPECT_FALSE(m_state->heard("begin b"));
}

TEST_F(WorkerHostTest, ATaskThatIsAskedForOnceMoreIsToldAgainAndNotDoneAgain) {
    m_gate.open();
    m_state->give({"a"});
    ASSERT_TRUE(m_state->await("finish a"));
    m_state->give({"b"});
    ASSERT_TRUE(m_state->await("finish b"));  // what came of a is kept by now
    m_state->give({"a"});
    m_state->give({"c"});
    ASSERT_TRUE(m_state->await("finish c"));
    const std::lock_guard lock(m_state->mutex);
    EXPECT_EQ(std::count(m_state->said.begin(), m_state->said.end(), "begin a"), 1);
    EXPECT_EQ(std::count(m_state->said.begin(), m_state->said.end(), "finish a"), 2);
    EXPECT_EQ(std::count(m_state->said.begin(), m_state->said.end(), "settle a"), 0);
}

TEST_F(WorkerHostTest, ATaskThatDoesNotSuitIsOfferedToOthersLessAndLessOften) {
    for (const auto& [times, back] : std::map<int, std::string>{{1, "1000"}, {2, "2000"}, {4, "8000"}, {9, "30000"}}) {
        m_state->deliveries = times;
        m_state->give({"a"}, {{"gpu", "yes"}});
        EXPECT_TRUE(m_state->await("back a " + back));
    }
    EXPECT_FALSE(m_state->heard("accept a"));
}

}  // namespace beamline::test
