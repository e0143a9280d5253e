// SPDX-License-Identifier: Apache-2.0
// Measures assignments through the queue and a worker against publishing, pulling and answering messages of the same
// size by hand on the same server, as JSON lines: bench_work DIRECTORY [COUNT]. A real nats-server is started below
// DIRECTORY.
#include <atomic>
#include <chrono>
#include <future>
#include <iostream>

#include "engine/nats/cluster_streams.h"
#include "engine/nats/library.h"
#include "engine/nats/work_queue.h"
#include "engine/nats/work_source.h"
#include "engine/runtime/worker_host.h"
#include "tests/engine/nats/nats_cluster.h"

using namespace beamline;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int kThreads = 8;
constexpr int kBatch = 64;

double perSecond(int count, Clock::time_point begin) {
    return count / std::chrono::duration<double>(Clock::now() - begin).count();
}

template <class T>
T must(api::Result<T> result) {
    if (!result.ok()) {
        std::cerr << result.error().message << "\n";
        std::exit(1);
    }
    return std::move(result).value();
}

blocks::Assignment assignment(int n) {
    blocks::Assignment made;
    made.id = "00000000-0000-8000-a000-" + std::to_string(100'000'000'000 + n);
    made.pool = "bench";
    made.type = "echo";
    made.payload = {{"text", std::string(200, 'x')}, {"n", n}};
    made.key = "01JD0000000000000000000000/do/0/echo:1";
    made.run = "01JD0000000000000000000000";
    return made;
}

double queued(const std::shared_ptr<nats::SharedConnection>& connection, int count) {
    nats::WorkQueueOptions options;
    options.connection = connection;
    auto queue = must(nats::NatsWorkQueue::open(options));
    nats::WorkSourceOptions from;
    from.connection = connection;
    from.pools = {"bench"};
    runtime::WorkerOptions worker;
    worker.id = "bench";
    worker.threads = kThreads;
    runtime::WorkerHost host(worker, must(nats::NatsWorkSource::open(from)));
    std::promise<void> all;
    std::atomic<int> done{0};
    const auto begin = Clock::now();
    for (int i = 0; i < count; ++i) {
        queue->submit(assignment(i), [&](blocks::WorkResult) {
            if (++done == count) {
                all.set_value();
            }
        });
    }
    all.get_future().wait();
    const auto rate = perSecond(count, begin);
    host.stop(std::chrono::seconds(5));
    queue->stop();
    return rate;
}

/// The same bytes with nothing of ours in between: stored one after the other, pulled in batches, answered with a
/// stored result, acknowledged.
double bare(nats::SharedConnection& connection, int count) {
    const nats::Owned<jsCtx> context(connection.jetStream());
    natsSubscription* raw = nullptr;
    jsSubOptions options;
    jsSubOptions_Init(&options);
    options.Stream = nats::kWorkStream;
    options.Consumer = "pool-bench";
    if (js_PullSubscribe(&raw, context.get(), nats::poolSubject("bench").c_str(), "pool-bench", nullptr, &options,
                         nullptr) != NATS_OK) {
        std::exit(1);
    }
    const nats::Owned<natsSubscription> subscription(raw);
    const auto begin = Clock::now();
    std::thread publisher([&] {
        const nats::Owned<jsCtx> own(connection.jetStream());
        for (int i = 0; i < count; ++i) {
            const auto text = nats::printAssignment(assignment(i), 0);
            const auto subject = nats::poolSubject("bench");
            js_PublishAsync(own.get(), subject.c_str(), text.data(), static_cast<int>(text.size()), nullptr);
        }
        js_PublishAsyncComplete(own.get(), nullptr);
    });
    int done = 0;
    blocks::WorkResult result;
    result.worker = "bench";
    while (done < count) {
        natsMsgList list{};
        natsSubscription_Fetch(&list, raw, kBatch, 1'000, nullptr);
        for (int i = 0; i < list.Count; ++i) {
            result.result = assignment(done).payload;
            const auto text = nats::printResult(assignment(done), result);
            js_PublishAsync(context.get(), nats::kResultSubject, text.data(), static_cast<int>(text.size()), nullptr);
            natsMsg_Ack(list.Msgs[i], nullptr);
            ++done;
        }
        natsMsgList_Destroy(&list);
    }
    js_PublishAsyncComplete(context.get(), nullptr);
    const auto rate = perSecond(count, begin);
    publisher.join();
    return rate;
}
}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "Usage: bench_work DIRECTORY [COUNT]\n";
        return 2;
    }
    const int count = argc > 2 ? std::atoi(argv[2]) : 20'000;
    auto server = nats::NatsCluster::start(argv[1], 1);
    if (!server) {
        std::cerr << "nats-server is not installed.\n";
        return 1;
    }
    nats::Target target;
    target.address.servers = {server->url(0)};
    const auto connection = must(nats::SharedConnection::open(target));
    nats::ClusterInit init;
    init.replicas = 1;
    init.maxQueued = 1'000'000;
    init.journalBytes = 64 << 20;
    const nats::ClusterStreams streams(connection);
    must(streams.apply(must(streams.plan(init))));
    const auto ours = queued(connection, count);
    const auto limit = bare(*connection, count);
    std::cout << boost::json::serialize(boost::json::object{{"bench", "work"},
                                                            {"assignments", count},
                                                            {"perSecond", ours},
                                                            {"barePerSecond", limit},
                                                            {"ratio", ours / limit}})
              << std::endl;
    return 0;
}
