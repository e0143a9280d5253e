// SPDX-License-Identifier: Apache-2.0
// Measures what `call: http` costs beside bare libcurl on the same server on loopback, both with kept connections, as
// JSON lines: bench_http [CALLS]. Ratios in one run count, not the times; the best of some rounds in turns.

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>

#include "engine/blocks/block.h"
#include "tests/engine/blocks/http_server.h"

using namespace beamline;

namespace {
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 5;

double usEach(Clock::time_point begin, int calls) {
    return std::chrono::duration<double, std::micro>(Clock::now() - begin).count() / calls;
}

std::size_t onBody(char* data, std::size_t size, std::size_t count, void* body) {
    static_cast<std::string*>(body)->append(data, size * count);
    return size * count;
}

[[noreturn]] void fail(const std::string& message) {
    std::cerr << message << "\n";
    std::exit(1);
}

double bare(CURL* easy, std::size_t bytes, int calls) {
    std::string body;
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &body);
    const auto begin = Clock::now();
    for (int i = 0; i < calls; ++i) {
        body.clear();
        if (const auto code = curl_easy_perform(easy); code != CURLE_OK || body.size() != bytes) {
            fail(curl_easy_strerror(code));
        }
    }
    return usEach(begin, calls);
}

double block(const blocks::Registry& registry, const std::string& url, const char* output, int calls) {
    blocks::Invocation invocation;
    invocation.arguments = core::makeData({{"method", "get"}, {"endpoint", url}, {"output", output}});
    std::size_t told = 0;
    invocation.exchanged = [&](const api::Exchange&) { ++told; };
    const auto begin = Clock::now();
    for (int i = 0; i < calls; ++i) {
        const auto result = registry.block("http")->run(invocation);
        if (const auto* error = std::get_if<api::WorkflowError>(&result)) {
            fail(error->detail);
        }
    }
    const auto us = usEach(begin, calls);
    if (told != static_cast<std::size_t>(calls)) {
        fail("not every call was told");
    }
    return us;
}

void compare(std::size_t bytes, const char* output, int calls) {
    const auto answer = blocks::HttpServer::answer("200 OK", "Content-Type: text/plain\r\n", std::string(bytes, 'x'));
    const blocks::HttpServer server([&](const std::string&) { return answer; });
    const auto url = server.url("/");
    CURL* easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, onBody);
    const blocks::Registry registry(blocks::BlockSettings{});
    bare(easy, bytes, calls / 10 + 1);
    block(registry, url, output, calls / 10 + 1);
    double ofLibrary = 1e9;
    double ofBlock = 1e9;
    for (int round = 0; round < kRounds; ++round) {
        ofLibrary = std::min(ofLibrary, bare(easy, bytes, calls));
        ofBlock = std::min(ofBlock, block(registry, url, output, calls));
    }
    curl_easy_cleanup(easy);
    std::cout << boost::json::serialize(boost::json::object{{"bench", "http"},
                                                            {"bytes", bytes},
                                                            {"output", output},
                                                            {"calls", calls},
                                                            {"curl_us", ofLibrary},
                                                            {"block_us", ofBlock},
                                                            {"ratio", ofBlock / ofLibrary}})
              << std::endl;
}
}  // namespace

int main(int argc, char** argv) {
    const int calls = argc > 1 ? std::atoi(argv[1]) : 2000;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    compare(100, "content", calls);
    compare(std::size_t{64} * 1024, "content", calls);
    compare(std::size_t{64} * 1024, "raw", calls);
    return 0;
}
