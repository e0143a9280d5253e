// SPDX-License-Identifier: Apache-2.0
#pragma once
// A gateway before a real engine in a temporary directory. Test thread.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "engine/gateway/http_gateway.h"
#include "engine/runtime/local_engine.h"
#include "tests/engine/gateway/http_client.h"

namespace beamline::test {

inline constexpr const char* kWaiting = R"(document: {dsl: '1.0.3', namespace: test, name: waiting, version: '1.0.0'}
do:
  - wait: {listen: {to: {one: {with: {type: go}}}}}
)";
inline constexpr const char* kQuick = R"(document: {dsl: '1.0.3', namespace: test, name: quick, version: '1.0.0'}
do:
  - say: {set: {answer: '${ .n }'}}
)";
inline constexpr const char* kAsking = R"(document: {dsl: '1.0.3', namespace: test, name: asking, version: '1.0.0'}
do:
  - ask: {call: approval, with: {subject: Ship it}}
)";
inline constexpr const char* kFaulty = R"(document: {dsl: '1.0.3', namespace: test, name: faulty, version: '1.0.0'}
do:
  - fall: {raise: {error: {type: https://example.com/no, status: 500, title: No}}}
)";

class GatewayTest : public ::testing::Test {
protected:
    void SetUp() override {
        char pattern[] = "/tmp/beamline-test-XXXXXX";
        m_directory = ::mkdtemp(pattern);
        runtime::EngineOptions options;
        options.dataDir = m_directory / "data";
        options.ephemeral = true;
        auto engine = runtime::LocalEngine::open(options);
        ASSERT_TRUE(engine.ok()) << engine.error().message;
        m_engine = *engine;
        m_options.port = 0;
        m_options.limits.requestsPerSecond = 0;
    }
    void TearDown() override {
        m_gateway.reset();
        if (m_engine) {
            m_engine->stop(std::chrono::seconds(5));
            m_engine.reset();
        }
        std::error_code ec;
        std::filesystem::remove_all(m_directory, ec);
    }

    void serve() {
        auto gateway = gateway::HttpGateway::start(m_engine, m_options);
        ASSERT_TRUE(gateway.ok()) << gateway.error().message;
        m_gateway = std::move(*gateway);
    }
    HttpAnswer get(const std::string& path, std::vector<std::string> headers = {}) {
        return ask({"GET", m_gateway->url() + path, std::move(headers), {}, {}});
    }
    HttpAnswer post(const std::string& path, const std::string& body = {}, std::vector<std::string> headers = {},
                    const std::string& type = "application/json") {
        headers.push_back("Content-Type: " + type);
        headers.push_back("Expect:");
        return ask({"POST", m_gateway->url() + path, std::move(headers), body, {}});
    }
    void deploy(const std::string& source) {
        const auto answer = post("/api/v1/workflows", source, {}, "application/yaml");
        ASSERT_EQ(answer.status, 201) << answer.body;
    }
    std::string start(const std::string& workflow, const std::string& input = "{}") {
        const auto answer =
            post("/api/v1/runs", R"({"ns":"test","workflow":")" + workflow + R"(","input":)" + input + "}");
        EXPECT_EQ(answer.status, 201) << answer.body;
        return answer.status == 201 ? std::string(answer.json().at("run").get_string()) : std::string();
    }
    /// Waits until the run is in that phase.
    bool awaitPhase(const std::string& run, const std::string& phase) {
        for (int i = 0; i < 2'000; ++i) {
            const auto answer = get("/api/v1/runs/" + run);
            if (answer.status == 200 && std::string(answer.json().at("run").at("phase").get_string()) == phase) {
                return true;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return false;
    }
    std::filesystem::path write(const std::string& name, const std::string& text) {
        const auto file = m_directory / name;
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }

    std::filesystem::path m_directory;
    std::shared_ptr<runtime::LocalEngine> m_engine;
    gateway::GatewayOptions m_options;
    std::unique_ptr<gateway::HttpGateway> m_gateway;
};

}  // namespace beamline::test
