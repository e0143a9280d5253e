// SPDX-License-Identifier: Apache-2.0
// Measures GET /api/v1/runs/{id} beside a bare handler of libmicrohttpd that answers the same bytes, both on loopback
// with kept connections, as JSON lines: bench_gateway [SECONDS]. Ratios in one run count, not the times; the best of
// some rounds in turns.

#include <curl/curl.h>
#include <microhttpd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <iostream>
#include <thread>

#include "engine/api/json_codec.h"
#include "engine/gateway/http_gateway.h"
#include "engine/runtime/local_engine.h"

using namespace beamline;

namespace {
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 3;
constexpr int kConnections = 16;
constexpr const char* kDefinition = R"(document: {dsl: '1.0.3', namespace: bench, name: one, version: '1.0.0'}
do:
  - first: {set: {answer: 1}}
  - second: {set: {answer: 2}}
)";

[[noreturn]] void fail(const std::string& message) {
    std::cerr << message << "\n";
    std::exit(1);
}

std::size_t count(char*, std::size_t size, std::size_t number, void* to) {
    *static_cast<std::size_t*>(to) += size * number;
    return size * number;
}

struct Measured {
    double perSecond = 0;
    std::size_t bytes = 0;  ///< of one answer
};

/// As many requests as kConnections connections bring about in that time.
Measured measure(const std::string& url, double seconds) {
    CURLM* multi = curl_multi_init();
    std::vector<CURL*> clients;
    std::size_t bytes = 0;
    for (int i = 0; i < kConnections; ++i) {
        CURL* easy = curl_easy_init();
        curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
        curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, count);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &bytes);
        curl_multi_add_handle(multi, easy);
        clients.push_back(easy);
    }
    std::size_t done = 0;
    const auto begin = Clock::now();
    const auto end = begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    while (Clock::now() < end) {
        int running = 0;
        curl_multi_perform(multi, &running);
        for (int left = 0; auto* message = curl_multi_info_read(multi, &left);) {
            long status = 0;
            CURL* easy = message->easy_handle;
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
            if (message->data.result != CURLE_OK || status != 200) {
                fail("A request failed with the status " + std::to_string(status) + ".");
            }
            ++done;
            curl_multi_remove_handle(multi, easy);
            curl_multi_add_handle(multi, easy);
        }
        curl_multi_poll(multi, nullptr, 0, 10, nullptr);
    }
    const std::chrono::duration<double> took = Clock::now() - begin;
    for (CURL* easy : clients) {
        curl_multi_remove_handle(multi, easy);
        curl_easy_cleanup(easy);
    }
    curl_multi_cleanup(multi);
    return {static_cast<double>(done) / took.count(), done ? bytes / done : 0};
}

/// The same question to the engine itself, as many at once: what of it is the gateway's.
double measureEngine(api::Engine& engine, const std::string& run, double seconds) {
    std::atomic<std::size_t> done{0};
    std::atomic<int> open{kConnections};
    std::atomic<bool> ended{false};
    std::function<void()> askAgain = [&] {
        if (ended) {
            --open;
            return;
        }
        api::call(engine, api::GetRun{run}, {}, [&](const api::Result<api::RunDetail>& reply) {
            done += reply.ok() ? boost::json::serialize(api::toJson(*reply)).size() > 0 : 0;
            askAgain();
        });
    };
    const auto begin = Clock::now();
    for (int i = 0; i < kConnections; ++i) {
        askAgain();
    }
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    const auto answered = done.load();
    const std::chrono::duration<double> took = Clock::now() - begin;
    for (ended = true; open > 0;) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return static_cast<double>(answered) / took.count();
}

MHD_Result answer(void* own, MHD_Connection* connection, const char*, const char*, const char*, const char*,
                  std::size_t*, void** seen) {
    if (!*seen) {
        *seen = own;
        return MHD_YES;
    }
    auto& body = *static_cast<std::string*>(own);
    auto* response = MHD_create_response_from_buffer(body.size(), body.data(), MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, "Content-Type", "application/json");
    const auto queued = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return queued;
}

std::string startRun(runtime::LocalEngine& engine) {
    const auto deployed = api::callAndWait(engine, api::DeployWorkflow{kDefinition, "one.yaml"}, {});
    api::StartRun start;
    start.ns = "bench";
    start.workflow = "one";
    const auto started = api::callAndWait(engine, start, {});
    if (!deployed.ok() || !started.ok()) {
        fail("The engine did not start a run.");
    }
    for (;;) {
        const auto run = api::callAndWait(engine, api::GetRun{started->run}, {});
        if (run.ok() && api::isFinal(run->run.phase)) {
            return started->run;
        }
    }
}
}  // namespace

int main(int argc, char** argv) {
    const double seconds = argc > 1 ? std::atof(argv[1]) : 2;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    char pattern[] = "/tmp/beamline-bench-XXXXXX";
    runtime::EngineOptions options;
    options.dataDir = std::filesystem::path(::mkdtemp(pattern)) / "data";
    options.ephemeral = true;
    auto engine = runtime::LocalEngine::open(options);
    if (!engine.ok()) {
        fail(engine.error().message);
    }
    const auto run = startRun(**engine);
    gateway::GatewayOptions gatewayOptions;
    gatewayOptions.port = 0;
    gatewayOptions.limits.requestsPerSecond = 0;
    auto served = gateway::HttpGateway::start(*engine, gatewayOptions);
    if (!served.ok()) {
        fail(served.error().message);
    }
    const auto url = (*served)->url() + "/api/v1/runs/" + run;
    std::string body(measure(url, 0.2).bytes, 'x');
    MHD_Daemon* bare = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, nullptr, nullptr, &answer, &body,
                                        MHD_OPTION_THREAD_POOL_SIZE, 2U, MHD_OPTION_END);
    const auto* info = bare ? MHD_get_daemon_info(bare, MHD_DAEMON_INFO_BIND_PORT) : nullptr;
    if (!info) {
        fail("The bare server did not start.");
    }
    const auto bareUrl = "http://127.0.0.1:" + std::to_string(info->port) + "/";
    double ofGateway = 0;
    double ofLibrary = 0;
    double ofHealth = 0;
    double ofEngine = 0;
    for (int round = 0; round < kRounds; ++round) {
        ofLibrary = std::max(ofLibrary, measure(bareUrl, seconds).perSecond);
        ofGateway = std::max(ofGateway, measure(url, seconds).perSecond);
        ofEngine = std::max(ofEngine, measureEngine(**engine, run, seconds));
        ofHealth = std::max(ofHealth, measure((*served)->url() + "/_health", seconds).perSecond);
    }
    MHD_stop_daemon(bare);
    std::cout << boost::json::serialize(boost::json::object{{"bench", "gateway"},
                                                            {"bytes", body.size()},
                                                            {"connections", kConnections},
                                                            {"microhttpd_per_s", ofLibrary},
                                                            {"health_per_s", ofHealth},
                                                            {"engine_per_s", ofEngine},
                                                            {"get_run_per_s", ofGateway},
                                                            {"ratio", ofLibrary / ofGateway}})
              << std::endl;
    served->reset();
    (*engine)->stop(std::chrono::seconds(5));
    std::filesystem::remove_all(options.dataDir.parent_path());
    return 0;
}
