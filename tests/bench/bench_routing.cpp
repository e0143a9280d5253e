// SPDX-License-Identifier: Apache-2.0
// Measures decisions of routing as JSON lines: in the process without extensions and with 1 and 4 over NATS, beside
// what bare request and reply over the same server takes: bench_routing [SECONDS EACH]. Ratios in one run count. Every
// decision is recorded; with sessions each new one is on the disk before its answer.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <thread>

#include "engine/nats/nats_broker.h"
#include "engine/runtime/local_engine.h"
#include "tests/engine/nats/nats_server.h"

using namespace beamline;

namespace {
using Clock = std::chrono::steady_clock;

[[noreturn]] void failBench(const std::string& message) {
    std::cerr << message << "\n";
    std::exit(1);
}

/// Has `one(number)` done by so many threads for a while; prints how many a second, and how long each took.
template <class One>
void measure(const char* what, int extensions, int threads, double seconds, const One& one) {
    std::vector<std::thread> workers;
    std::vector<std::vector<double>> took(static_cast<std::size_t>(threads));
    const auto begin = Clock::now();
    const auto end = begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    for (int t = 0; t < threads; ++t) {
        workers.emplace_back([&, t] {
            auto& mine = took[static_cast<std::size_t>(t)];
            for (std::int64_t n = 0; Clock::now() < end; ++n) {
                const auto before = Clock::now();
                one(std::to_string(t) + "." + std::to_string(n));
                mine.push_back(std::chrono::duration<double, std::milli>(Clock::now() - before).count());
            }
        });
    }
    for (auto& worker : workers) {
        worker.join();
    }
    const auto all = std::chrono::duration<double>(Clock::now() - begin).count();
    std::vector<double> sorted;
    for (const auto& mine : took) {
        sorted.insert(sorted.end(), mine.begin(), mine.end());
    }
    std::sort(sorted.begin(), sorted.end());
    const auto at = [&](double p) {
        return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(p * static_cast<double>(sorted.size() - 1))];
    };
    std::cout << boost::json::serialize(boost::json::object{{"bench", "routing"},
                                                            {"what", what},
                                                            {"extensions", extensions},
                                                            {"threads", threads},
                                                            {"per_second", static_cast<double>(sorted.size()) / all},
                                                            {"p50_ms", at(0.5)},
                                                            {"p95_ms", at(0.95)},
                                                            {"p99_ms", at(0.99)}})
              << std::endl;
}

class RoutingBench {
public:
    explicit RoutingBench(const std::filesystem::path& directory)
        : m_server(nats::NatsServer::start(directory / "nats")) {
        runtime::EngineOptions options;
        options.dataDir = directory / "data";
        options.blocks.broker = m_broker;
        if (m_server) {
            m_address.servers = {m_server->url()};
            options.routing.address = m_address;
        }
        auto opened = runtime::LocalEngine::open(options);
        if (!opened.ok()) {
            failBench(opened.error().message);
        }
        m_engine = *opened;
    }

    bool hasServer() const { return m_server != nullptr; }

    void answer(const std::string& subject, const std::string& with) {
        auto subscription = m_broker->subscribe(
            m_address, subject,
            [this, with](const blocks::BrokerMessage& message) {
                (void)m_broker->publish(m_address, {message.reply, {}, with, {}}, stop());
            },
            stop());
        if (!subscription.ok()) {
            failBench(subscription.error().message);
        }
        m_subscriptions.push_back(std::move(subscription).value());
    }

    template <class Op>
    typename Op::Reply call(Op op) {
        auto reply = api::callAndWait(*m_engine, std::move(op), {});
        if (!reply.ok()) {
            failBench(reply.error().message + boost::json::serialize(reply.error().detail));
        }
        return std::move(reply).value();
    }

    void put(const std::string& id, int extensions, bool sticky) {
        boost::json::array validators;
        for (int i = 0; i < extensions; ++i) {
            validators.push_back(boost::json::object{{"id", "guard" + std::to_string(i)}});
        }
        call(api::PutPolicy{
            id,
            {{"version", "1.0"},
             {"providers",
              {{{"name", "a"}, {"weight", 60}}, {{"name", "b"}, {"weight", 30}}, {{"name", "c"}, {"weight", 10}}}},
             {"sticky", {{"enabled", sticky}, {"ttl", "10m"}}},
             {"circuit_breaker", {{"enabled", true}}},
             {"validators", validators}},
            {},
            -1});
    }

    void decide(const std::string& policy, const std::string& id, bool session) {
        boost::json::object body{{"version", "1"},
                                 {"tenant_id", "default"},
                                 {"request_id", id},
                                 {"policy_id", policy},
                                 {"task", {{"type", "chat"}, {"payload", {{"text", "how are you today?"}}}}}};
        if (session) {
            body["context"] = {{"session_id", id}};
        }
        const auto reply = call(api::DecideRoute{body});
        if (!reply.response.at("ok").as_bool()) {
            failBench(boost::json::serialize(reply.response));
        }
    }

    void request(const std::string& subject, const std::string& payload) {
        const auto reply = m_broker->request(m_address, {subject, {}, payload, {}}, stop());
        if (!reply.ok()) {
            failBench(reply.error().message);
        }
    }

private:
    static blocks::Stop stop() { return {blocks::Invocation(), blocks::BlockSettings()}; }

    std::unique_ptr<nats::NatsServer> m_server;
    std::shared_ptr<nats::NatsBroker> m_broker = std::make_shared<nats::NatsBroker>();
    blocks::BrokerAddress m_address;
    std::vector<std::unique_ptr<blocks::MessageSubscription>> m_subscriptions;
    std::shared_ptr<runtime::LocalEngine> m_engine;
};

}  // namespace

int main(int argc, char** argv) {
    const double seconds = argc > 1 ? std::atof(argv[1]) : 2;
    char pattern[] = "/tmp/beamline-bench-XXXXXX";
    const std::filesystem::path directory = ::mkdtemp(pattern);
    {
        RoutingBench bench(directory);
        bench.put("plain", 0, false);
        bench.put("sticky", 0, true);
        for (const int threads : {1, 16}) {
            measure("decide", 0, threads, seconds, [&](const auto& id) { bench.decide("plain", id, false); });
        }
        for (const int threads : {1, 16}) {
            measure("decide, a new session each", 0, threads, seconds,
                    [&](const auto& id) { bench.decide("sticky", id, true); });
        }
        if (bench.hasServer()) {
            for (int i = 0; i < 4; ++i) {
                const auto id = "guard" + std::to_string(i);
                bench.call(api::PutExtension{{{"id", id}, {"type", "validator"}, {"version", "1.0.0"}}, {}, -1});
                bench.answer("beamline.ext.validate." + id + ".v1", R"({"status": "ok"})");
            }
            bench.put("one", 1, false);
            bench.put("four", 4, false);
            const std::string message(400, 'x');
            for (const int threads : {1, 16}) {
                measure("bare request and reply", 0, threads, seconds,
                        [&](const auto&) { bench.request("beamline.ext.validate.guard0.v1", message); });
                measure("decide", 1, threads, seconds, [&](const auto& id) { bench.decide("one", id, false); });
                measure("decide", 4, threads, seconds, [&](const auto& id) { bench.decide("four", id, false); });
            }
        } else {
            std::cerr << "nats-server is not installed: nothing was measured with extensions.\n";
        }
    }
    std::filesystem::remove_all(directory);
    return 0;
}
