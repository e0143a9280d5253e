// SPDX-License-Identifier: Apache-2.0
// Nodes of a cluster: they share runs, take over from each other, and do to the world what one engine would.
#include "engine/store/record.h"
#include "tests/engine/nodes/nodes_fixture.h"

namespace beamline::test {
namespace {

constexpr const char* kWork = "- work: {call: 'work:1.0.0@default', with: {n: 1}}\n";
constexpr const char* kHold =
    "- hold: {call: 'hold:1.0.0@default', with: {n: 1}}\n- work: {call: 'work:1.0.0@default'}\n";
constexpr const char* kTick =
    "document: {dsl: '1.0.3', namespace: test, name: tick, version: '1.0.0'}\nschedule: {every: {seconds: 1}}\n"
    "do:\n- one: {set: {n: 1}}\n";

class Nodes : public NodesTest {
protected:
    /// Runs of a workflow that this node owns.
    std::vector<std::string> startOwned(const std::string& node, const std::string& workflow, std::size_t count) {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < count; ++i) {
            all.push_back(start(node, workflow));
            EXPECT_EQ(m_nodes.at(node).engine->ownerOfRun(all.back()), node);
        }
        return all;
    }
    /// Two nodes that do not wait long for the journals of owners.
    void two() {
        for (const char* name : {"a", "b"}) {
            join(name, [](auto& options) { options.cluster.ownersPatience = std::chrono::seconds(1); });
        }
        ASSERT_TRUE(shared(2, "b"));
    }
    /// kTick, as another node would say it, whoever owns the schedules.
    void tellTick() {
        const blocks::Registry registry{blocks::BlockSettings{}};
        const auto parsed = core::parseDefinition(kTick, registry);
        ASSERT_TRUE(parsed.definition);
        m_order.put("somebody.life.1",
                    store::encode({"somebody", {}, store::StoredWorkflow{parsed.definition->info, kTick, {}}}));
    }
};

TEST_F(Nodes, ShareRunsAndTellTheSame) {
    three();
    deploy("b", "plain", kWork);
    for (int i = 0; i < 4; ++i) {
        for (const char* name : {"a", "b", "c"}) {
            start(name, "plain");
        }
    }
    for (const char* name : {"a", "b", "c"}) {
        EXPECT_TRUE(allCompleted(name, "plain", 12)) << name;
    }
    EXPECT_EQ(m_world.keys().size(), 12U);
    for (const auto& key : m_world.keys()) {
        EXPECT_EQ(m_world.of(key).size(), 1U) << key;
    }
    const auto health = m_nodes.at("a").engine->health();
    EXPECT_EQ(health.cluster, "test");
    EXPECT_EQ(health.node, "a");
    expectAlike();
}

TEST_F(Nodes, OthersTakeOverFromOneThatIsCutOffAndItsEffectsRunAgainUnderTheirKey) {
    three();
    deploy("a", "held", kHold);
    const auto runs = startOwned("a", "held", 2);
    ASSERT_TRUE(m_gate.awaitArrivals(2));
    const auto keys = m_world.keys();
    cut("a");
    ASSERT_TRUE(m_gate.awaitArrivals(4)) << "the tasks were not begun again";
    m_gate.open();
    ASSERT_TRUE(allCompleted("b", "held", 2));
    for (const auto& key : keys) {
        const auto nodes = m_world.of(key);
        ASSERT_GE(nodes.size(), 2U);
        EXPECT_EQ(nodes.front(), "a");
        EXPECT_NE(nodes.back(), "a");
    }
    m_order.cut("a", false);
    ASSERT_TRUE(allCompleted("a", "held", 2)) << "it reads what the others did";
    for (const auto& run : runs) {
        EXPECT_EQ(told("a", run, "task.completed"), 2U) << "a result was taken twice";
    }
    ASSERT_TRUE(shared(3)) << "it gets shards again";
    expectAlike();
}

TEST_F(Nodes, TimersFireOnceWhoeverOwnsTheirRun) {
    three();
    deploy("c", "wait", "- pause: {wait: {seconds: 4}}\n- work: {call: 'work:1.0.0@default'}\n");
    std::vector<std::string> runs;
    for (const char* name : {"a", "b", "c"}) {
        runs.push_back(start(name, "wait"));
    }
    cut("a");
    ASSERT_TRUE(allCompleted("b", "wait", 3));
    ASSERT_TRUE(allCompleted("c", "wait", 3));
    for (const auto& run : runs) {
        EXPECT_EQ(told("b", run, "task.completed"), 2U);
    }
    EXPECT_EQ(m_world.keys().size(), 3U);
}

TEST_F(Nodes, AnApprovalIsDecidedThroughAnyNodeAndReadThereAtOnce) {
    three();
    deploy("a", "ask", "- ask: {call: approval, with: {subject: Go}}\n- work: {call: 'work:1.0.0@default'}\n");
    const auto run = start("a", "ask");
    ASSERT_EQ(m_nodes.at("a").engine->ownerOfRun(run), "a");
    api::ApprovalPage page;
    ASSERT_TRUE(eventually([&] {
        page = ask("b", api::ListApprovals{});
        return page.items.size() == 1;
    }));
    const auto& approval = page.items.front();
    const auto decided =
        call("b", api::DecideApproval{approval.id, api::Outcome::approve, "fine", {}, approval.hash}, "bob");
    ASSERT_TRUE(decided.ok()) << decided.error().message;
    EXPECT_FALSE(api::isOpen(ask("b", api::GetApproval{approval.id}).approval.state)) << "own words are read";
    ASSERT_TRUE(allCompleted("c", "ask", 1));
}

TEST_F(Nodes, ChildRunsLiveWithTheirParentAndGoOnWithIt) {
    three();
    deploy("a", "child", kHold);
    deploy("a", "parent",
           "- call: {run: {workflow: {namespace: test, name: child, version: '1.0.0', input: {n: 1}}}}\n"
           "- work: {call: 'work:1.0.0@default'}\n");
    const auto parent = start("b", "parent");
    ASSERT_TRUE(m_gate.awaitArrivals(1));
    const auto children = runs("b", "child");
    ASSERT_EQ(children.size(), 1U);
    EXPECT_EQ(core::shardOf(children.front().id, kShards), core::shardOf(parent, kShards));
    cut("b");
    ASSERT_TRUE(m_gate.awaitArrivals(2));
    m_gate.open();
    ASSERT_TRUE(allCompleted("a", "child", 1));
    ASSERT_TRUE(allCompleted("a", "parent", 1));
    EXPECT_EQ(told("a", parent, "task.completed"), 2U);
}

TEST_F(Nodes, AnEventReachesListenersOnAllNodesOnce) {
    three();
    deploy("a", "listen", "- hear: {listen: {to: {one: {with: {type: go}}}}}\n- work: {call: 'work:1.0.0@default'}\n");
    for (const char* name : {"a", "b", "c", "a", "b", "c"}) {
        start(name, "listen");
    }
    ASSERT_TRUE(eventually([&] {
        const auto all = runs("c", "listen");
        return all.size() == 6 &&
               std::all_of(all.begin(), all.end(), [](const auto& run) { return run.phase == api::Phase::waiting; });
    }));
    ask("b", api::PublishEvent{
                 boost::json::object{{"specversion", "1.0"}, {"id", "1"}, {"source", "/test"}, {"type", "go"}}});
    ASSERT_TRUE(allCompleted("a", "listen", 6));
    EXPECT_EQ(m_world.keys().size(), 6U);
    for (const auto& key : m_world.keys()) {
        EXPECT_EQ(m_world.of(key).size(), 1U);
    }
}

TEST_F(Nodes, AnEventThatCameWhileTheOwnerWasGoneReachesItsRunAfterTheTakeover) {
    three();
    deploy("b", "listen", "- hear: {listen: {to: {one: {with: {type: go}}}}}\n- work: {call: 'work:1.0.0@default'}\n");
    start("a", "listen");
    ASSERT_TRUE(eventually([&] {
        const auto all = runs("c", "listen");
        return !all.empty() && all.front().phase == api::Phase::waiting;
    }));
    cut("a");
    ask("c", api::PublishEvent{
                 boost::json::object{{"specversion", "1.0"}, {"id", "1"}, {"source", "/test"}, {"type", "go"}}});
    ASSERT_TRUE(allCompleted("b", "listen", 1));
}

TEST_F(Nodes, ASchedulesTickIsOneRunThoughItsOwnerIsCutOff) {
    three();
    deploy("a", "tick", kWork, "schedule: {every: {seconds: 1}}\n");
    ASSERT_TRUE(eventually([&] { return !runs("c", "tick").empty(); }));
    EXPECT_EQ(ask("c", api::ListSchedules{}).items.size(), 1U);
    EXPECT_EQ(ask("a", api::ListSchedules{}).items.size(), 1U);
    const auto owner = m_nodes.at("c").engine->ownerOfSystem();
    const std::string other = owner == "a" ? "b" : "a";
    const auto before = runs(other, "tick").size();
    cut(owner);
    ASSERT_TRUE(eventually([&] { return runs(other, "tick").size() > before + 2; })) << "nobody goes on with it";
    EXPECT_NE(m_nodes.at(other).engine->ownerOfSystem(), owner);
    const auto paused = call(other, api::ControlSchedule{"test", "tick", api::ScheduleAction::pause, 0, 0});
    EXPECT_TRUE(paused.ok()) << (paused.ok() ? "" : paused.error().message);
    std::set<std::string> ticks;
    for (const auto& run : runs(other, "tick")) {
        const auto detail = ask(other, api::GetRun{run.id});
        EXPECT_TRUE(ticks.insert(run.id).second);
        EXPECT_EQ(told(other, run.id, "run.created"), 1U);
    }
}

TEST_F(Nodes, AScheduleThatAnotherNodeStoredRuns) {
    three();
    const auto owner = m_nodes.at("a").engine->ownerOfSystem();
    tellTick();
    EXPECT_TRUE(eventually([&] { return !runs("c", "tick").empty(); }));
    EXPECT_EQ(m_nodes.at("a").engine->ownerOfSystem(), owner);
}

TEST_F(Nodes, AnOwnerOfSchedulesThatTakesOverAnotherJournalReadsThemAnew) {
    two();
    const auto owner = m_nodes.at("a").engine->ownerOfSystem();
    const auto last = m_order.last();
    for (std::uint64_t i = 1; i <= 12; ++i) {
        m_order.hide(owner, last + i);
    }
    tellTick();  // the owner does not read it
    EXPECT_TRUE(eventually([&] { return !runs("a", "tick").empty(); }));
    expectAlike();
}

TEST_F(Nodes, SchedulesAndPausesThatOnlyOneNodeHadComeToTheirNewOwner) {
    two();
    const auto had = m_nodes.at("a").engine->ownerOfSystem();
    const std::string owner = had == "a" ? "b" : "a";
    deploy("a", "kept", kWork, "schedule: {every: {hours: 1}}\n");
    ASSERT_TRUE(eventually([&] { return ask(owner, api::ListSchedules{}).items.size() == 1; }));
    m_order.pauseReading(owner, true);
    ASSERT_TRUE(call(had, api::ControlSchedule{"test", "kept", api::ScheduleAction::pause, 0, 0}).ok());
    const auto lost = call(had, api::DeployWorkflow{kTick, "tick.yaml"});
    ASSERT_TRUE(lost.ok()) << lost.error().message;
    cut(had);
    m_order.makeAnew();
    m_order.pauseReading(owner, false);
    auto& gone = m_nodes.at(had);
    gone.cluster.reset();
    gone.engine->stop(std::chrono::milliseconds(0));
    m_nodes.erase(had);
    ASSERT_TRUE(eventually([&] { return m_nodes.at(owner).engine->ownerOfSystem() == owner; }));
    ASSERT_TRUE(eventually([&] { return ask(owner, api::ListSchedules{}).items.size() == 1; }));
    EXPECT_FALSE(ask(owner, api::ListSchedules{}).items[0].paused);
    for (int i = 0; i < 20; ++i) {
        ask(owner, api::PublishEvent{boost::json::object{
                       {"specversion", "1.0"}, {"id", std::to_string(i)}, {"source", "/test"}, {"type", "go"}}});
    }
    m_order.cut(had, false);
    join(had, [](auto& options) { options.node.takesShards = false; });
    EXPECT_TRUE(eventually([&] { return !runs(owner, "tick").empty(); })) << "its schedule does not run";
    EXPECT_TRUE(eventually([&] {
        const auto all = ask(owner, api::ListSchedules{}).items;
        return all.size() == 2 && all[0].workflow == "kept" && all[0].paused && !all[1].paused;
    }));
    EXPECT_EQ(m_nodes.at(owner).engine->ownerOfSystem(), owner);
    expectAlike();
}

TEST_F(Nodes, ANodeThatDrainsHandsItsRunsOver) {
    three();
    deploy("a", "held", kHold);
    startOwned("a", "held", 1);
    ASSERT_TRUE(m_gate.awaitArrivals(1));
    const auto reply = call("b", api::ControlNode{"a", api::DrainAction::drain, "a test"});
    ASSERT_TRUE(reply.ok()) << reply.error().message;
    ASSERT_TRUE(eventually([&] { return !owned("b").contains("a"); }));
    ASSERT_TRUE(m_gate.awaitArrivals(2)) << "the task goes on elsewhere";
    m_gate.open();
    ASSERT_TRUE(allCompleted("a", "held", 1)) << "it still answers";
    const auto run = start("a", "held");
    EXPECT_NE(m_nodes.at("a").engine->ownerOfRun(run), "a") << "what it is asked to start, others start";
    ask("c", api::ControlNode{"a", api::DrainAction::resume, {}});
    EXPECT_TRUE(shared(3));
    EXPECT_EQ(call("c", api::ControlNode{"nobody", {}, {}}).error().code, api::code::kNotFound);
}

TEST_F(Nodes, ANodeThatComesGetsItsShareAndNothingElseMoves) {
    three();
    const auto before = owned("c");
    join("d");
    ASSERT_TRUE(shared(4));
    std::size_t moved = 0;
    for (const auto& [name, shards] : owned("c")) {
        for (const int shard : shards) {
            moved += before.contains(name) && before.at(name).contains(shard) ? 0U : 1U;
        }
    }
    EXPECT_EQ(moved, 3U) << "what the new node has";
}

TEST_F(Nodes, AShardIsMovedByHand) {
    three();
    const int shard = *owned("c").at("a").begin();
    ask("b", api::MoveShard{shard, "c"});
    EXPECT_TRUE(eventually([&] { return owned("b").at("c").contains(shard); }));
    EXPECT_EQ(call("b", api::MoveShard{shard, "nobody"}).error().code, api::code::kNotFound);
    EXPECT_EQ(call("b", api::MoveShard{99, "a"}).error().code, api::code::kNotFound);
}

TEST_F(Nodes, TheSameIdempotencyKeyIsOneRunWhicheverNodesAreAsked) {
    three();
    deploy("a", "plain", kWork);
    std::set<std::string> ids;
    std::mutex mutex;
    std::vector<std::thread> callers;
    for (const char* name : {"a", "b", "c", "a", "b", "c"}) {
        callers.emplace_back([&, name] {
            const auto id = start(name, "plain", boost::json::object(), "once");
            const std::lock_guard lock(mutex);
            ids.insert(id);
        });
    }
    for (auto& caller : callers) {
        caller.join();
    }
    EXPECT_EQ(ids.size(), 1U);
    EXPECT_TRUE(allCompleted("b", "plain", 1));
}

TEST_F(Nodes, EventsOfARunAreHeardOnEveryNode) {
    three();
    deploy("a", "plain", kWork);
    std::mutex mutex;
    std::map<std::string, std::vector<std::string>> heard;
    std::vector<std::unique_ptr<api::Subscription>> subscriptions;
    for (const char* name : {"a", "b", "c"}) {
        subscriptions.push_back(m_nodes.at(name).cluster->subscribe({}, 0, [&, name](const api::Event& event) {
            const std::lock_guard lock(mutex);
            if (event.workflow == "plain" && event.kind != "workflow.deployed") {
                heard[name].push_back(event.kind + event.task);
            }
        }));
    }
    start("a", "plain");
    ASSERT_TRUE(eventually([&] {
        const std::lock_guard lock(mutex);
        return std::all_of(subscriptions.begin(), subscriptions.end(), [&](const auto&) {
            return heard.size() == 3 && heard["a"].size() > 2 && heard["a"].back() == "run.completed" &&
                   heard["a"] == heard["b"] && heard["a"] == heard["c"];
        });
    }));
}

/// What a subscriber of one node is told of the moment.
class Listener {
public:
    Listener(api::Engine& engine, api::EventFilter filter)
        : m_told(engine.subscribe(std::move(filter), engine.health().seq, [this](const api::Event& event) {
              const std::lock_guard lock(m_mutex);
              m_ordered = m_ordered && event.seq >= m_last;
              m_last = event.seq;
              const auto* data = event.data.if_object();
              if (event.kind == api::kOutputEvent) {
                  m_all.push_back(std::string(data->at("text").as_string()));
              } else if (event.kind == api::kNotifyEvent) {
                  m_all.push_back("notice " + std::string(data->at("title").as_string()));
              } else if (event.kind == "run.completed") {
                  m_ended.insert(event.run);
              }
          })) {}
    std::vector<std::string> all() {
        const std::lock_guard lock(m_mutex);
        return m_all;
    }
    bool sawEndOf(const std::string& run) {
        const std::lock_guard lock(m_mutex);
        return m_ended.contains(run);
    }
    bool ordered() {
        const std::lock_guard lock(m_mutex);
        return m_ordered;
    }

private:
    std::mutex m_mutex;
    std::vector<std::string> m_all;
    std::set<std::string> m_ended;
    api::Seq m_last = 0;
    bool m_ordered = true;
    std::unique_ptr<api::Subscription> m_told;
};

TEST_F(Nodes, WhatAProcessPrintsIsHeardOnEveryNodeWhereSomebodyLooks) {
    three();
    deploy("a", "print", "- print: {run: {shell: {command: 'echo one; echo two'}}}\n");
    start("a", "print");
    ASSERT_TRUE(allCompleted("c", "print", 1));
    EXPECT_EQ(m_broadcast.sent(), 0U) << "nobody looked";
    Listener own(*m_nodes.at("a").cluster, {{}, true, true});
    Listener other(*m_nodes.at("b").cluster, {{}, true, true});
    Listener bare(*m_nodes.at("c").cluster, {{}, true, false});
    const auto run = start("a", "print");
    ASSERT_EQ(m_nodes.at("a").engine->ownerOfRun(run), "a");
    ASSERT_TRUE(allCompleted("c", "print", 2));
    const std::vector<std::string> lines{"one", "two"};
    EXPECT_TRUE(eventually([&] { return own.all() == lines && other.all() == lines && bare.sawEndOf(run); }))
        << ::testing::PrintToString(other.all());
    EXPECT_TRUE(eventually([&] { return other.sawEndOf(run); }));
    EXPECT_TRUE(other.ordered());
    EXPECT_TRUE(bare.all().empty());
    EXPECT_EQ(m_broadcast.sent(), 2U) << "to the one node that looks";
}

TEST_F(Nodes, ANoticeIsToldOnceOnEachNode) {
    three();
    deploy("a", "tell", "- tell: {call: notify, with: {title: '${ .say }'}}\n");
    std::map<std::string, std::unique_ptr<Listener>> listeners;
    for (const char* name : {"a", "b", "c"}) {
        listeners[name] = std::make_unique<Listener>(*m_nodes.at(name).cluster, api::EventFilter{{}, false, false});
    }
    start("a", "tell", boost::json::object{{"say", "first"}});
    ASSERT_TRUE(allCompleted("c", "tell", 1));
    start("b", "tell", boost::json::object{{"say", "last"}});
    for (auto& [name, listener] : listeners) {
        EXPECT_TRUE(eventually([&] {
            return listener->all() == std::vector<std::string>{"notice first", "notice last"};
        })) << name
            << ::testing::PrintToString(listener->all());
    }
}

TEST_F(Nodes, ANodeThatStopsLeavesNobodyWaitingForItsLease) {
    for (const char* name : {"a", "b", "c"}) {
        join(name, [](auto& options) { options.node.lease = std::chrono::hours(1); });
    }
    ASSERT_TRUE(shared(3));
    auto& gone = m_nodes.at("b");
    gone.cluster.reset();
    gone.engine->stop(std::chrono::seconds(5));
    EXPECT_TRUE(eventually([&] {
        const auto all = owned("a");
        return all.size() == 2 && all.at("a").size() + all.at("c").size() == kShards;
    })) << "a lease of an hour is not what others wait for";
}

}  // namespace
}  // namespace beamline::test
