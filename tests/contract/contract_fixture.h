// SPDX-License-Identifier: Apache-2.0
#pragma once
// An engine behind each face of the port: embedded, over memory, over the local socket, over NATS. What a test sees
// must not differ.

#include <gtest/gtest.h>

#include <filesystem>

#include "engine/api/json_codec.h"
#include "engine/runtime/local_engine.h"
#include "engine/wire/engine_service.h"
#include "tests/engine/wire/event_log.h"

namespace beamline::test {

/// nats: one server; natsCluster: three, of which the engine uses another than who asks.
enum class Face { embedded, memory, socket, nats, natsCluster };

inline const auto kFaces = testing::Values(Face::embedded, Face::memory, Face::socket, Face::nats, Face::natsCluster);
std::string faceName(const testing::TestParamInfo<Face>& face);

class Contract : public testing::TestWithParam<Face> {
protected:
    void SetUp() override;
    void TearDown() override;

    api::Engine& engine() { return *m_face; }
    EventLog& events() { return *m_log; }
    const std::filesystem::path& directory() const { return m_directory; }

    static api::RequestContext as(const std::string& user, std::vector<std::string> groups = {}) {
        api::RequestContext context;
        context.user = user;
        context.groups = std::move(groups);
        context.client = "contract";
        return context;
    }
    template <class Op>
    api::Result<typename Op::Reply> ask(Op operation, const api::RequestContext& who = as("ada")) {
        return api::callAndWait(engine(), std::move(operation), who);
    }
    /// The reply, which must be one; a default value after a failure that is reported.
    template <class Op>
    typename Op::Reply must(Op operation, const api::RequestContext& who = as("ada")) {
        auto reply = ask(std::move(operation), who);
        EXPECT_TRUE(reply.ok()) << Op::kInfo.name << ": " << reply.error().code << ": " << reply.error().message;
        return reply.ok() ? std::move(*reply) : typename Op::Reply{};
    }
    /// The code of the error, which must be one and must say something.
    template <class Op>
    std::string refused(Op operation, const api::RequestContext& who = as("ada")) {
        const auto reply = ask(std::move(operation), who);
        EXPECT_FALSE(reply.ok()) << Op::kInfo.name;
        if (reply.ok()) {
            return {};
        }
        EXPECT_GT(reply.error().message.size(), 10u) << reply.error().code;
        return reply.error().code;
    }

    /// Deploys `name` in namespace "test" with these tasks (YAML list items of `do`, indented by two).
    api::WorkflowInfo deploy(const std::string& name, const std::string& tasks, const std::string& version = "1.0.0",
                             const std::string& head = {});
    std::string start(const std::string& workflow, api::Json input = boost::json::object{}, api::Labels labels = {});
    /// Waits for an event of the run.
    bool waitFor(const std::string& run, const std::string& kind);
    /// Starts and waits for the end.
    std::string startAndEnd(const std::string& workflow, const std::string& kind = "run.completed",
                            api::Json input = boost::json::object{}, api::Labels labels = {});
    /// The open approval of a run, awaited.
    api::Approval awaitApproval(const std::string& run);

private:
    void serve();
    std::unique_ptr<wire::Connector> serveOverNats();

    std::filesystem::path m_directory;
    std::shared_ptr<runtime::LocalEngine> m_local;
    std::unique_ptr<wire::EngineService> m_service;
    std::shared_ptr<api::Engine> m_face;
    std::unique_ptr<EventLog> m_log;
    std::unique_ptr<api::Subscription> m_subscription;
};

inline constexpr const char* kEcho = "  - echo: {set: {got: '${ .a }'}}\n";
inline constexpr const char* kLongWait = "  - nap: {wait: {hours: 1}}\n  - after: {set: {done: true}}\n";

}  // namespace beamline::test
