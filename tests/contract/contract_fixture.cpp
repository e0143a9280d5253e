// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/contract_fixture.h"

#include "engine/wire/local_socket.h"
#include "engine/wire/memory_transport.h"
#include "engine/wire/remote_engine.h"

namespace beamline::test {

INSTANTIATE_TEST_SUITE_P(Faces, Contract, testing::Values(Face::embedded, Face::memory, Face::socket),
                         [](const auto& face) {
                             return std::string(face.param == Face::embedded ? "embedded"
                                                : face.param == Face::memory ? "memory"
                                                                             : "socket");
                         });

void Contract::SetUp() {
    auto pattern = (std::filesystem::temp_directory_path() / "beamline-contract-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    m_directory = pattern;
    runtime::EngineOptions options;
    options.dataDir = m_directory;
    auto local = runtime::LocalEngine::open(options);
    ASSERT_TRUE(local.ok()) << local.error().message;
    m_local = *local;
    m_face = m_local;
    if (GetParam() != Face::embedded) {
        const auto hub = wire::MemoryHub::create();
        std::unique_ptr<wire::Listener> listener = hub->listen();
        if (GetParam() == Face::socket) {
            auto socket = wire::listenLocal(m_directory);
            ASSERT_TRUE(socket.ok()) << socket.error().message;
            listener = std::move(*socket);
        }
        m_service = std::make_unique<wire::EngineService>(m_local, std::move(listener));
        auto connector =
            GetParam() == Face::socket ? std::move(wire::localConnector(m_directory).value()) : hub->connector();
        auto remote = wire::RemoteEngine::connect(std::move(connector), kPatience);
        ASSERT_TRUE(remote.ok()) << remote.error().message;
        m_face = *remote;
    }
    m_log = std::make_unique<EventLog>();
    m_subscription = engine().subscribe({{}, true, true}, engine().health().seq, m_log->sink());
}

void Contract::TearDown() {
    m_subscription.reset();
    m_face.reset();
    m_service.reset();
    if (m_local) {
        m_local->stop(std::chrono::milliseconds(0));
        m_local.reset();
    }
    std::filesystem::remove_all(m_directory);
}

api::WorkflowInfo Contract::deploy(const std::string& name, const std::string& tasks, const std::string& version,
                                   const std::string& head) {
    api::DeployWorkflow operation;
    operation.source = "document: {dsl: '1.0.3', namespace: test, name: " + name + ", version: '" + version + "'}\n" +
                       head + "do:\n" + tasks;
    operation.sourceName = name + ".yaml";
    return must(operation).workflow;
}

std::string Contract::start(const std::string& workflow, api::Json input, api::Labels labels) {
    api::StartRun operation;
    operation.ns = "test";
    operation.workflow = workflow;
    operation.input = std::move(input);
    operation.labels = std::move(labels);
    return must(operation).run;
}

bool Contract::waitFor(const std::string& run, const std::string& kind) {
    return events().waitFor([&](const auto& all) {
        return std::any_of(all.begin(), all.end(),
                           [&](const auto& event) { return event.run == run && event.kind == kind; });
    });
}

std::string Contract::startAndEnd(const std::string& workflow, const std::string& kind, api::Json input,
                                  api::Labels labels) {
    auto run = start(workflow, std::move(input), std::move(labels));
    EXPECT_TRUE(waitFor(run, kind)) << run << " has no " << kind;
    return run;
}

api::Approval Contract::awaitApproval(const std::string& run) {
    EXPECT_TRUE(waitFor(run, "approval.raised"));
    api::ListApprovals query;
    query.run = run;
    const auto page = must(query);
    EXPECT_EQ(page.items.size(), 1u);
    return page.items.empty() ? api::Approval{} : page.items.front();
}

}  // namespace beamline::test
