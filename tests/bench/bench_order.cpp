// SPDX-License-Identifier: Apache-2.0
// Measures the order of a cluster on real servers as JSON lines: bench_order DIRECTORY [WORDS] [BYTES]. Each round
// publishes the same bytes bare first, so that ratios of one run can be compared.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <iostream>

#include "engine/api/json_codec.h"
#include "engine/nats/cluster_streams.h"
#include "engine/nats/stream_order.h"
#include "tests/engine/nats/nats_cluster.h"

using namespace beamline;
using namespace beamline::nats;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double percentile(std::vector<double>& values, double part) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

[[noreturn]] void give(const std::string& why) {
    std::cerr << why << "\n";
    std::exit(1);
}

/// Counts what is read, settles it, and lets a thread wait for a number.
class Counter {
public:
    explicit Counter(StreamOrder& order) : m_order(order) {
        order.start({[this](store::Ordered word) {
                         m_order.settle(word.id);
                         const std::lock_guard lock(m_mutex);
                         m_place = word.place;
                         if (++m_count >= m_target) {
                             m_changed.notify_all();
                         }
                     },
                     [this](const store::OrderOrigin& origin) -> api::Result<std::uint64_t> {
                         const std::lock_guard lock(m_mutex);
                         return std::max(m_place, origin.last);
                     },
                     [](bool, const std::string&) {}});
    }
    void await(std::size_t count) {
        std::unique_lock lock(m_mutex);
        m_target = count;
        m_changed.wait(lock, [&] { return m_count >= count; });
    }

private:
    StreamOrder& m_order;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::size_t m_count = 0;
    std::size_t m_target = 0;
    std::uint64_t m_place = 0;
};

double bare(SharedConnection& connection, std::size_t words, const std::string& data) {
    jsOptions options;
    jsOptions_Init(&options);
    options.PublishAsync.MaxPending = static_cast<std::int64_t>(kMaxInFlight);
    options.PublishAsync.StallWait = 60'000;
    jsCtx* raw = nullptr;
    natsConnection_JetStream(&raw, connection.raw(), &options);
    const Owned<jsCtx> context(raw);
    const auto begin = Clock::now();
    for (std::size_t i = 0; i < words; ++i) {
        jsPubOptions one;
        jsPubOptions_Init(&one);
        const auto id = "bare" + std::to_string(i);
        one.MsgId = id.c_str();
        if (js_PublishAsync(raw, "beamline.journal.v1.bare", data.data(), static_cast<int>(data.size()), &one) !=
            NATS_OK) {
            give("Publishing failed.");
        }
    }
    jsPubOptions wait;
    jsPubOptions_Init(&wait);
    wait.MaxWait = 120'000;
    if (js_PublishAsyncComplete(raw, &wait) != NATS_OK) {
        give("The stream did not confirm.");
    }
    return static_cast<double>(words) / secondsSince(begin);
}

std::vector<double> bareOneByOne(SharedConnection& connection, std::size_t words, const std::string& data) {
    const Owned<jsCtx> context(connection.jetStream());
    std::vector<double> out;
    for (std::size_t i = 0; i < words; ++i) {
        const auto begin = Clock::now();
        if (js_Publish(nullptr, context.get(), "beamline.journal.v1.bare", data.data(), static_cast<int>(data.size()),
                       nullptr, nullptr) != NATS_OK) {
            give("Publishing failed.");
        }
        out.push_back(secondsSince(begin) * 1000);
    }
    return out;
}

void measure(const std::filesystem::path& directory, int servers, std::size_t words, const std::string& data) {
    const auto running = NatsCluster::start(directory / std::to_string(servers), servers);
    if (!running) {
        give("nats-server is not installed.");
    }
    Target target;
    target.address.servers = running->urls();
    const auto opened = SharedConnection::open(target);
    if (!opened.ok()) {
        give(opened.error().message);
    }
    ClusterInit init;
    init.replicas = servers;
    const ClusterStreams streams(*opened);
    for (int attempt = 0;; ++attempt) {
        const auto plan = streams.plan(init);
        const auto done = plan.ok() ? streams.apply(*plan) : api::Result<std::vector<std::string>>(plan.error());
        if (done.ok()) {
            break;
        }
        if (attempt == 100) {
            give(done.error().message);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
    constexpr std::size_t kSingle = 500;
    for (int round = 0; round < 3; ++round) {
        const auto bareRate = bare(**opened, words, data);
        StreamOrder order({*opened});
        Counter counter(order);
        const auto prefix = std::to_string(round) + ".";
        order.propose("bench", prefix + "first", data);
        counter.await(1);
        const auto begin = Clock::now();
        std::size_t proposed = 1;
        for (std::size_t i = 0; i < words; ++i, ++proposed) {
            if (proposed > store::kMaxProposals / 2) {
                counter.await(proposed - store::kMaxProposals / 2);
            }
            order.propose("bench", prefix + std::to_string(i), data);
        }
        counter.await(words + 1);
        const auto rate = static_cast<double>(words) / secondsSince(begin);
        std::vector<double> latencies;
        for (std::size_t i = 0; i < kSingle; ++i) {
            const auto start = Clock::now();
            order.propose("bench", prefix + "s" + std::to_string(i), data);
            counter.await(words + 2 + i);
            latencies.push_back(secondsSince(start) * 1000);
        }
        order.stop();
        auto bareLatencies = bareOneByOne(**opened, kSingle, data);
        std::cout << api::printJson(boost::json::object{{"servers", servers},
                                                        {"words", words},
                                                        {"bytes", data.size()},
                                                        {"bare_per_s", static_cast<int>(bareRate)},
                                                        {"order_per_s", static_cast<int>(rate)},
                                                        {"ratio", rate / bareRate},
                                                        {"bare_p50_ms", percentile(bareLatencies, 0.5)},
                                                        {"bare_p99_ms", percentile(bareLatencies, 0.99)},
                                                        {"order_p50_ms", percentile(latencies, 0.5)},
                                                        {"order_p99_ms", percentile(latencies, 0.99)}})
                  << std::endl;
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        give("Usage: bench_order DIRECTORY [WORDS] [BYTES]");
    }
    const auto words = count > 2 ? std::stoul(arguments[2]) : 20'000UL;
    const std::string data(count > 3 ? std::stoul(arguments[3]) : 300UL, 'x');
    for (const int servers : {1, 3}) {
        measure(arguments[1], servers, words, data);
    }
}
