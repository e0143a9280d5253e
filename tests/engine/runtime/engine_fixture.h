// SPDX-License-Identifier: Apache-2.0
#pragma once
// A LocalEngine in a temporary directory with blocks made of lambdas, for the runtime's tests. Test thread.

#include <gtest/gtest.h>

#include <condition_variable>
#include <cstdlib>
#include <functional>
#include <mutex>

#include "engine/api/engine.h"
#include "engine/runtime/local_engine.h"

namespace beamline::test {

class LambdaBlock : public blocks::Block {
public:
    using Function = std::function<blocks::BlockResult(const blocks::Invocation&)>;
    LambdaBlock(std::string name, Function function, std::string pool = "cpu") : m_function(std::move(function)) {
        m_info.name = std::move(name);
        m_info.version = "1.0.0";
        m_info.pool = std::move(pool);
    }
    const api::FunctionInfo& info() const override { return m_info; }
    blocks::BlockResult run(const blocks::Invocation& invocation) const override { return m_function(invocation); }

private:
    api::FunctionInfo m_info;
    Function m_function;
};

/// A door that test blocks wait at; opening lets everyone through.
class Gate {
public:
    void open() {
        std::lock_guard lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }
    /// False when cancelled first.
    bool pass(const blocks::CancelToken& cancel) {
        std::unique_lock lock(m_mutex);
        ++m_arrived;
        m_changed.notify_all();
        while (!m_open && !cancel.cancelled()) {
            m_changed.wait_for(lock, std::chrono::milliseconds(5));
        }
        return m_open;
    }
    bool awaitArrivals(int count) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(20), [&] { return m_arrived >= count; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_open = false;
    int m_arrived = 0;
};

class EngineTest : public ::testing::Test {
protected:
    void SetUp() override {
        char pattern[] = "/tmp/beamline-test-XXXXXX";
        m_directory = ::mkdtemp(pattern);
        m_options.dataDir = m_directory / "data";
    }
    void TearDown() override {
        close();
        EXPECT_EQ(damage(), "");
        std::error_code ec;
        std::filesystem::remove_all(m_directory, ec);
    }

    void add(std::string name, LambdaBlock::Function function, std::string pool = "cpu") {
        m_options.extraBlocks.push_back(
            std::make_shared<LambdaBlock>(std::move(name), std::move(function), std::move(pool)));
    }
    void open() {
        auto engine = runtime::LocalEngine::open(m_options);
        ASSERT_TRUE(engine.ok()) << engine.error().message;
        m_engine = *engine;
        m_subscription = m_engine->subscribe({}, 0, [this](const api::Event& event) {
            std::lock_guard lock(m_mutex);
            m_events.push_back(event);
            m_arrived.notify_all();
        });
    }
    void close(std::chrono::milliseconds drain = std::chrono::seconds(10)) {
        m_subscription.reset();
        if (m_engine) {
            m_engine->stop(drain);
            m_engine.reset();
        }
        m_events.clear();
    }
    void reopen() {
        close();
        open();
    }
    /// The engine while this lives: for blocks that use locals of the test, which must outlive it, however the test
    /// ends.
    class Running {
    public:
        explicit Running(EngineTest& test) : m_test(test) { m_test.open(); }
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;
        ~Running() { m_test.close(); }

    private:
        EngineTest& m_test;
    };

    /// What verify() finds in the journal of the engine, which is closed.
    std::string damage() {
        store::JournalOptions options;
        options.file = m_options.dataDir / "journal.db";
        options.readOnly = true;
        std::string all;
        if (std::filesystem::exists(options.file)) {
            auto journal = store::Journal::open(options);
            EXPECT_TRUE(journal.ok()) << (journal.ok() ? "" : journal.error().message);
            for (const auto& line : journal.ok() ? *(*journal)->verify() : std::vector<std::string>()) {
                all += line + '\n';
            }
        }
        return all;
    }

    template <class Op>
    api::Result<typename Op::Reply> call(Op op, std::string user = "ann", std::vector<std::string> groups = {}) {
        api::RequestContext context;
        context.user = std::move(user);
        context.groups = std::move(groups);
        return api::callAndWait(*m_engine, std::move(op), std::move(context));
    }

    /// Deploys `tasks` (YAML below `do:`) as test/<name> and starts it; answers the run's id.
    void deploy(const std::string& name, const std::string& tasks) {
        const auto reply = call(api::DeployWorkflow{
            "document: {dsl: '1.0.3', namespace: test, name: " + name + ", version: '1.0.0'}\ndo:\n" + tasks,
            name + ".yaml"});
        ASSERT_TRUE(reply.ok()) << reply.error().message << reply.error().detail;
    }
    std::string start(const std::string& name, api::Json input = boost::json::object(), std::string key = {},
                      int priority = 0) {
        api::StartRun op;
        op.ns = "test";
        op.workflow = name;
        op.input = std::move(input);
        op.idempotencyKey = std::move(key);
        op.priority = priority;
        const auto reply = call(op);
        EXPECT_TRUE(reply.ok()) << (reply.ok() ? "" : reply.error().message);
        return reply.ok() ? reply->run : std::string();
    }
    api::RunDetail detail(const std::string& run) {
        auto reply = call(api::GetRun{run});
        EXPECT_TRUE(reply.ok()) << (reply.ok() ? "" : reply.error().message);
        return reply.ok() ? *reply : api::RunDetail{};
    }
    /// Waits for an event of this kind of this run (also a past one).
    bool await(const std::string& run, const std::string& kind) {
        std::unique_lock lock(m_mutex);
        return m_arrived.wait_for(lock, std::chrono::seconds(30), [&] {
            for (const auto& event : m_events) {
                if (event.run == run && event.kind == kind) {
                    return true;
                }
            }
            return false;
        });
    }
    /// Polls what has no event, e.g. memory.
    bool eventually(const std::function<bool()>& condition) {
        for (int i = 0; i < 2000; ++i) {
            if (condition()) {
                return true;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return false;
    }

    std::filesystem::path m_directory;
    runtime::EngineOptions m_options;
    std::shared_ptr<runtime::LocalEngine> m_engine;
    std::unique_ptr<api::Subscription> m_subscription;
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::vector<api::Event> m_events;
};

}  // namespace beamline::test
