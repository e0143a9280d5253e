// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/contract_fixture.h"

#include "engine/nats/link.h"
#include "engine/wire/local_socket.h"
#include "engine/wire/memory_transport.h"
#include "engine/wire/remote_engine.h"
#include "tests/engine/nats/link_servers.h"

namespace beamline::test {

std::string faceName(const testing::TestParamInfo<Face>& face) {
    constexpr const char* kNames[] = {"embedded", "memory", "socket", "nats", "natsCluster"};
    return kNames[static_cast<std::size_t>(face.param)];
}
INSTANTIATE_TEST_SUITE_P(Faces, Contract, kFaces, faceName);

namespace {
/// The servers of NATS of this program: started by the first test that needs them, stopped at its end.
class Servers {
public:
    static nats::LinkServers* three() {
        static Servers servers;
        return servers.m_three.get();
    }

private:
    Servers() {
        auto pattern = (std::filesystem::temp_directory_path() / "beamline-contract-XXXXXX").string();
        if (::mkdtemp(pattern.data())) {
            m_directory = pattern;
            m_three = nats::LinkServers::start(m_directory);
        }
    }
    ~Servers() {
        m_three.reset();
        std::error_code ec;
        std::filesystem::remove_all(m_directory, ec);
    }
    std::filesystem::path m_directory;
    std::unique_ptr<nats::LinkServers> m_three;
};

nats::Target only(nats::LinkServers& servers, std::size_t which) {
    nats::Target target;
    target.address.servers = {servers[which].url()};
    return target;
}
}  // namespace

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
    const bool overNats = GetParam() == Face::nats || GetParam() == Face::natsCluster;
    if (overNats && !Servers::three()) {
        GTEST_SKIP() << "nats-server is not installed; this face was not tested.";
    }
    if (GetParam() != Face::embedded) {
        serve();
    }
    ASSERT_TRUE(m_face);
    m_log = std::make_unique<EventLog>();
    m_subscription = engine().subscribe({{}, true, true}, engine().health().seq, m_log->sink());
}

void Contract::serve() {
    m_face.reset();
    std::unique_ptr<wire::Connector> connector;
    if (GetParam() == Face::memory) {
        const auto hub = wire::MemoryHub::create();
        m_service = std::make_unique<wire::EngineService>(m_local, hub->listen());
        connector = hub->connector();
    } else if (GetParam() == Face::socket) {
        auto socket = wire::listenLocal(m_directory);
        ASSERT_TRUE(socket.ok()) << socket.error().message;
        m_service = std::make_unique<wire::EngineService>(m_local, std::move(*socket));
        connector = std::move(wire::localConnector(m_directory).value());
    } else {
        connector = serveOverNats();
    }
    ASSERT_TRUE(connector);
    auto remote = wire::RemoteEngine::connect(std::move(connector), kPatience);
    ASSERT_TRUE(remote.ok()) << remote.error().message;
    m_face = *remote;
}

std::unique_ptr<wire::Connector> Contract::serveOverNats() {
    auto& servers = *Servers::three();
    auto connection = nats::SharedConnection::open(only(servers, 0), {.name = "contract engine"});
    if (!connection.ok()) {
        ADD_FAILURE() << connection.error().message;
        return nullptr;
    }
    nats::LinkOptions options;
    options.node = m_directory.filename().string();  // the tests of other programs have engines of their own
    auto listener = nats::natsListener(*connection, options);
    if (!listener.ok()) {
        ADD_FAILURE() << listener.error().message;
        return nullptr;
    }
    m_service = std::make_unique<wire::EngineService>(m_local, std::move(*listener));
    const std::size_t asking = GetParam() == Face::nats ? 0 : 1;
    return nats::natsConnector(only(servers, asking), {.name = "contract client"}, options);
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
