// SPDX-License-Identifier: Apache-2.0
#pragma once
// An engine whose tasks are done by workers over a real nats-server. Test thread.

#include "engine/nats/cluster_streams.h"
#include "engine/nats/work_queue.h"
#include "engine/nats/work_source.h"
#include "engine/runtime/worker_host.h"
#include "tests/engine/nats/nats_cluster.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

using namespace std::chrono_literals;

class WorkTest : public EngineTest {
protected:
    static constexpr auto kShortWait =
        1'500ms;  ///< of a pool's consumer: so long after a worker's death another begins

    void SetUp() override {
        EngineTest::SetUp();
        m_server = nats::NatsCluster::start(m_directory / "nats", 1);
        if (!m_server) {
            GTEST_SKIP() << "nats-server is not installed";
        }
        m_connection = connect("test engine");
        makeStreams(1'000);
    }
    void TearDown() override {
        m_workers.clear();
        close();
        m_options.workQueue.reset();
        m_queue.reset();
        m_connection.reset();
        m_server.reset();
        EngineTest::TearDown();
    }

    std::shared_ptr<nats::SharedConnection> connect(const std::string& name) {
        nats::Target target;
        target.address.servers = {m_server->url(0)};
        nats::ConnectionOptions options;
        options.name = name;
        auto opened = nats::SharedConnection::open(target, options);
        EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().message);
        return opened.ok() ? *opened : nullptr;
    }
    void makeStreams(std::int64_t maxQueued) {
        nats::ClusterInit init;
        init.name = "test";
        init.shards = 4;
        init.replicas = 1;
        init.journalBytes = init.workBytes = 64 << 20;
        init.maxQueued = maxQueued;
        const nats::ClusterStreams streams(m_connection);
        const auto plan = streams.plan(init);
        ASSERT_TRUE(plan.ok()) << plan.error().message;
        const auto done = streams.apply(*plan);
        ASSERT_TRUE(done.ok()) << done.error().message;
    }
    nats::PoolTerms terms() const { return {m_ackWait, m_maxDeliveries}; }
    std::shared_ptr<nats::NatsWorkQueue> queue() {
        nats::WorkQueueOptions options;
        options.connection = m_connection;
        options.terms = terms();
        options.workerLost = 2s;
        options.limits = m_limits;
        options.confirm = m_confirm;
        options.resultLate = m_resultLate;
        auto opened = nats::NatsWorkQueue::open(options);
        EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().message);
        return opened.ok() ? *opened : nullptr;
    }
    void openWithQueue() {
        m_queue = queue();
        m_options.workQueue = m_queue;
        open();
    }
    runtime::WorkerHost& addWorker(const std::string& id, const std::string& pool = "default", int threads = 2,
                                   api::Labels labels = {}) {
        nats::WorkSourceOptions from;
        from.connection = connect("worker " + id);
        from.pools = {pool};
        from.terms = terms();
        auto source = nats::NatsWorkSource::open(from);
        EXPECT_TRUE(source.ok());
        runtime::WorkerOptions options;
        options.id = id;
        options.pool = pool;
        options.threads = threads;
        options.labels = std::move(labels);
        options.heartbeat = 500ms;
        options.blocks.fileRoots = {m_directory / "worker"};
        std::filesystem::create_directories(m_directory / "worker");
        options.extraBlocks = m_workerBlocks;
        m_workers.push_back(std::make_unique<runtime::WorkerHost>(std::move(options), std::move(*source)));
        return *m_workers.back();
    }
    void addWorkerBlock(std::string name, LambdaBlock::Function function) {
        m_workerBlocks.push_back(std::make_shared<LambdaBlock>(std::move(name), std::move(function)));
    }
    std::uint64_t messagesIn(const std::string& stream) {
        const auto report = nats::ClusterStreams(m_connection).describe();
        for (const auto& one : report.ok() ? report->streams : std::vector<api::StreamInfo>()) {
            if (one.name == stream) {
                return one.messages;
            }
        }
        return 0;
    }
    api::WorkPoolInfo pool(const std::string& name) {
        for (auto& one : m_queue->pools()) {
            if (one.name == name) {
                return one;
            }
        }
        return {};
    }

    nats::WorkLimits m_limits;
    std::chrono::milliseconds m_confirm = nats::kConfirm;
    std::chrono::milliseconds m_resultLate{200};
    std::chrono::milliseconds m_ackWait = kShortWait;
    int m_maxDeliveries = nats::kMaxDeliveries;
    std::unique_ptr<nats::NatsCluster> m_server;
    std::shared_ptr<nats::SharedConnection> m_connection;
    std::shared_ptr<nats::NatsWorkQueue> m_queue;
    std::vector<std::shared_ptr<blocks::Block>> m_workerBlocks;
    std::vector<std::unique_ptr<runtime::WorkerHost>> m_workers;
};

}  // namespace beamline::test
