// SPDX-License-Identifier: Apache-2.0
#pragma once
// Engines that are nodes of one cluster, in this process, over an order in memory; each can be reached as the whole
// cluster, by a ForwardingEngine. Test threads.

#include <gtest/gtest.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "engine/runtime/local_engine.h"
#include "engine/wire/forwarding_engine.h"
#include "tests/engine/runtime/engine_fixture.h"
#include "tests/engine/runtime/memory_broadcast.h"
#include "tests/engine/store/cluster_fixture.h"

namespace beamline::test {

inline constexpr auto kLongest = std::chrono::seconds(60);  ///< for what has to happen

/// What blocks did to the world: which node, under which key.
class World {
public:
    void note(const std::string& node, const std::string& key) {
        const std::lock_guard lock(m_mutex);
        m_effects.emplace_back(node, key);
        m_changed.notify_all();
    }
    /// The nodes that did it, in order.
    std::vector<std::string> of(const std::string& key) {
        const std::lock_guard lock(m_mutex);
        std::vector<std::string> nodes;
        for (const auto& [node, one] : m_effects) {
            if (one == key) {
                nodes.push_back(node);
            }
        }
        return nodes;
    }
    std::set<std::string> keys() {
        const std::lock_guard lock(m_mutex);
        std::set<std::string> keys;
        for (const auto& [node, key] : m_effects) {
            keys.insert(key);
        }
        return keys;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::pair<std::string, std::string>> m_effects;
};

class NodesTest : public ::testing::Test {
protected:
    static constexpr int kShards = 12;
    struct Node {
        std::string name;
        std::shared_ptr<runtime::LocalEngine> engine;
        std::shared_ptr<wire::ForwardingEngine> cluster;  ///< the whole, as seen from here
    };

    ~NodesTest() override { end(); }

    /// Stops all; what waits in a block is let go.
    void end() {
        m_gate.open();
        for (auto& [name, node] : m_nodes) {
            m_order.cut(name, false);
        }
        for (auto& [name, node] : m_nodes) {
            node.cluster.reset();
        }
        for (auto& [name, node] : m_nodes) {
            node.engine->stop(std::chrono::seconds(10));
        }
        m_nodes.clear();
    }

    Node& join(const std::string& name, const std::function<void(runtime::EngineOptions&)>& change = {}) {
        runtime::EngineOptions options;
        options.dataDir = m_directory / name;
        options.name = name;
        options.schedulerThreads = 1;
        options.io.threads = options.cpu.threads = 2;
        options.cluster.node = name;
        options.cluster.shards = kShards;
        options.cluster.order = m_order.order(name);
        options.cluster.peers = m_order.peers(name);
        options.node.cluster = "test";
        options.node.broadcast = m_broadcast.node();
        options.node.lease = std::chrono::seconds(4);
        options.node.renew = std::chrono::milliseconds(500);
        options.node.yield = std::chrono::seconds(1);
        options.extraBlocks.push_back(
            std::make_shared<LambdaBlock>("work", [this, name](const auto& call) -> blocks::BlockResult {
                m_world.note(name, call.key);
                return *call.arguments;
            }));
        options.extraBlocks.push_back(std::make_shared<LambdaBlock>(
            "hold",
            [this, name](const auto& call) -> blocks::BlockResult {
                m_world.note(name, call.key);
                m_gate.pass(call.cancel);
                return *call.arguments;
            },
            "io"));
        if (change) {
            change(options);
        }
        auto opened = runtime::LocalEngine::open(options);
        EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().message);
        auto& node = m_nodes[name];
        node.name = name;
        node.engine = *opened;
        wire::ForwardingPlaces places;
        places.self = name;
        auto* engine = node.engine.get();
        places.ownerOfRun = [engine](const std::string& run) { return engine->ownerOfRun(run); };
        places.ownerOfSystem = [engine] { return engine->ownerOfSystem(); };
        places.owners = [engine] { return engine->owners(); };
        places.engineOf = [this](const std::string& other) -> std::shared_ptr<api::Engine> {
            const std::lock_guard lock(m_mutex);
            const auto found = m_reachable.find(other);
            return found == m_reachable.end() ? nullptr : found->second;
        };
        places.catchUp = [engine](auto done) { engine->catchUp(std::move(done)); };
        node.cluster = std::make_shared<wire::ForwardingEngine>(node.engine, std::move(places));
        node.engine->actThrough(node.cluster);
        const std::lock_guard lock(m_mutex);
        m_reachable[name] = node.engine;
        return node;
    }
    /// Three nodes that share all shards.
    void three() {
        for (const char* name : {"a", "b", "c"}) {
            join(name);
        }
        ASSERT_TRUE(shared(3)) << "they have not shared the shards";
    }
    /// Neither reads nor is read; it goes on with what it believes.
    void cut(const std::string& name) {
        {
            const std::lock_guard lock(m_mutex);
            m_reachable.erase(name);
        }
        m_order.cut(name, true);
    }

    std::map<std::string, std::set<int>> owned(const std::string& seenBy) {
        std::map<std::string, std::set<int>> result;
        const auto reply = ask(seenBy, api::GetCluster{});
        for (const auto& shard : reply.cluster.shards) {
            if (!shard.owner.empty()) {
                result[shard.owner].insert(shard.shard);
            }
        }
        return result;
    }
    bool shared(std::size_t nodes, const std::string& seenBy = "c") {
        return eventually([&] {
            const auto all = owned(seenBy);
            return all.size() == nodes && std::all_of(all.begin(), all.end(), [&](const auto& one) {
                       return one.second.size() == kShards / nodes;
                   });
        });
    }
    template <class Op>
    api::Result<typename Op::Reply> call(const std::string& node, Op op, const std::string& user = "ann") {
        api::RequestContext context;
        context.user = user;
        context.groups = {"approvers"};
        return api::callAndWait(*m_nodes.at(node).cluster, std::move(op), std::move(context));
    }
    template <class Op>
    typename Op::Reply ask(const std::string& node, Op op) {
        auto reply = call(node, std::move(op));
        EXPECT_TRUE(reply.ok()) << (reply.ok() ? "" : reply.error().message);
        return reply.ok() ? std::move(*reply) : typename Op::Reply{};
    }
    void deploy(const std::string& node, const std::string& name, const std::string& tasks,
                const std::string& head = {}) {
        const auto reply = call(node, api::DeployWorkflow{"document: {dsl: '1.0.3', namespace: test, name: " + name +
                                                              ", version: '1.0.0'}\n" + head + "do:\n" + tasks,
                                                          name + ".yaml"});
        ASSERT_TRUE(reply.ok()) << reply.error().message << boost::json::serialize(reply.error().detail);
        for (auto& [other, one] : m_nodes) {
            ASSERT_TRUE(eventually([&, &engine = one.engine] {
                return api::callAndWait(*engine, api::GetWorkflow{"test", name, {}}, {}).ok() || !reaches(other);
            }));
        }
    }
    bool reaches(const std::string& name) {
        const std::lock_guard lock(m_mutex);
        return m_reachable.contains(name);
    }
    std::string start(const std::string& node, const std::string& workflow, api::Json input = boost::json::object(),
                      const std::string& key = {}) {
        api::StartRun op;
        op.ns = "test";
        op.workflow = workflow;
        op.input = std::move(input);
        op.idempotencyKey = key;
        return ask(node, op).run;
    }
    std::vector<api::RunSummary> runs(const std::string& node, const std::string& workflow) {
        api::ListRuns query;
        query.filter.workflow = workflow;
        query.limit = 1000;
        return ask(node, query).items;
    }
    bool allCompleted(const std::string& node, const std::string& workflow, std::size_t count) {
        return eventually([&] {
            const auto all = runs(node, workflow);
            return all.size() == count && std::all_of(all.begin(), all.end(), [](const auto& run) {
                       return run.phase == api::Phase::completed;
                   });
        });
    }
    /// How often its history tells this.
    std::size_t told(const std::string& node, const std::string& run, const std::string& kind) {
        api::GetHistory query;
        query.run = run;
        query.kind = kind;
        query.limit = 1000;
        return ask(node, query).items.size();
    }
    static bool eventually(const std::function<bool()>& condition) {
        const auto until = std::chrono::steady_clock::now() + kLongest;
        while (!condition()) {
            if (std::chrono::steady_clock::now() > until) {
                return false;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return true;
    }
    /// Stops all and compares their journals, row by row.
    void expectAlike() {
        std::vector<std::string> names;
        for (const auto& [name, node] : m_nodes) {
            names.push_back(name);
            m_order.cut(name, false);
        }
        ASSERT_TRUE(eventually([&] {
            return std::all_of(m_nodes.begin(), m_nodes.end(), [&](const auto& one) {
                return ask(one.first, api::GetCluster{}).cluster.nodes.front().place > 0;
            });
        }));
        end();
        std::string first;
        for (const auto& name : names) {
            // A node that stopped earlier has not read what the others said when they stopped: read it now.
            store::JournalOptions options;
            options.file = m_directory / name / "journal.db";
            options.syncOff = true;
            options.cluster.node = name;
            options.cluster.shards = kShards;
            options.cluster.order = m_order.order(name);
            options.cluster.peers = m_order.peers(name);
            auto journal = store::Journal::open(options);
            ASSERT_TRUE(journal.ok()) << journal.error().message;
            EXPECT_TRUE(eventually([&] { return (*journal)->place() == m_order.last(); }));
            journal->reset();
            const auto rows = store::test::dump(options.file);
            first = first.empty() ? rows : first;
            EXPECT_EQ(store::test::difference(first, rows), "") << "journals of " << names.front() << " and " << name;
        }
    }

    store::test::TemporaryDirectory m_directoryOwner;
    std::filesystem::path m_directory = m_directoryOwner / "nodes";
    store::test::FakeCluster m_order;
    MemoryBroadcast m_broadcast;
    World m_world;
    Gate m_gate;
    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<runtime::LocalEngine>> m_reachable;
    std::map<std::string, Node> m_nodes;
};

}  // namespace beamline::test
