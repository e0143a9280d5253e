// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include "engine/runtime/settings.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

namespace {
class SettingsTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        std::filesystem::create_directories(m_options.dataDir);
        m_file = m_options.dataDir / runtime::kSettingsFile;
    }
    api::Result<api::Unit> read(const std::string& text) {
        std::ofstream(m_file) << text;
        return runtime::readSettings(m_file, m_options);
    }
    std::filesystem::path m_file;
};
}  // namespace

TEST_F(SettingsTest, WhatIsNotSaidStaysAndWithoutTheFileAllDoes) {
    const auto before = m_options;
    ASSERT_TRUE(runtime::readSettings(m_file, m_options).ok());
    EXPECT_EQ(m_options.io.threads, before.io.threads);
    const auto done =
        read(R"({"pools": {"io": {"threads": 3, "maxPerWorkflow": 2}}, "retention": {"maxAgeDays": 90}})");
    ASSERT_TRUE(done.ok()) << done.error().message;
    EXPECT_EQ(m_options.io.threads, 3);
    EXPECT_EQ(m_options.io.maxPerKey, 2);
    EXPECT_EQ(m_options.io.capacity, before.io.capacity);
    EXPECT_EQ(m_options.cpu.threads, before.cpu.threads);
    EXPECT_EQ(m_options.retention.maxAgeMs, 90LL * 24 * 3600 * 1000);
    EXPECT_EQ(m_options.retention.maxEndedRuns, 0);
    EXPECT_EQ(m_options.maxResidentRuns, before.maxResidentRuns);
}

TEST_F(SettingsTest, WhatTasksMayReachAndUse) {
    const auto done = read(R"({"files": {"roots": ["inbox", "/srv/shared"], "maxBytes": 1000},
        "http": {"proxy": "http://127.0.0.1:3128", "caFile": "ca.pem", "maxResponseBytes": 2000},
        "network": {"allow": ["10.0.0.0/8"], "deny": ["10.0.0.7", "*.example"]},
        "sql": {"maxRows": 7}, "process": {"sandbox": "required", "readable": ["/opt/tools"], "maxProcesses": 9}, "taskTimeoutSeconds": 300})");
    ASSERT_TRUE(done.ok()) << done.error().message;
    const std::vector<std::filesystem::path> roots{m_options.dataDir / "inbox", "/srv/shared"};
    EXPECT_EQ(m_options.blocks.fileRoots, roots);
    EXPECT_EQ(m_options.blocks.maxFileBytes, 1000);
    EXPECT_EQ(m_options.blocks.httpProxy, "http://127.0.0.1:3128");
    EXPECT_EQ(m_options.blocks.caFile, (m_options.dataDir / "ca.pem").string());
    EXPECT_EQ(m_options.blocks.maxResponseBytes, 2000);
    EXPECT_EQ(m_options.blocks.network.allow, std::vector<std::string>{"10.0.0.0/8"});
    EXPECT_EQ(m_options.blocks.network.deny, (std::vector<std::string>{"10.0.0.7", "*.example"}));
    EXPECT_EQ(m_options.blocks.maxSqlRows, 7);
    EXPECT_EQ(m_options.blocks.process.sandbox, "required");
    EXPECT_EQ(m_options.blocks.process.maxProcesses, 9);
    EXPECT_EQ(m_options.blocks.process.readable, std::vector<std::string>{"/opt/tools"});
    EXPECT_EQ(m_options.blocks.process.maxOpenFiles, blocks::ProcessSettings().maxOpenFiles);
    EXPECT_EQ(m_options.blocks.defaultTimeoutMs, 300'000);
}

TEST_F(SettingsTest, TheLogAndTheMailServer) {
    const auto done = read(R"({"log": {"level": "debug", "maxBytes": 100000, "maxFiles": 3, "maxAgeDays": 7},
        "email": {"host": "mail.example.com", "username": "ann", "passwordFile": "secrets/mail", "from": "a@example.com"}})");
    ASSERT_TRUE(done.ok()) << done.error().message;
    EXPECT_EQ(m_options.log.least, telemetry::Level::debug);
    EXPECT_EQ(m_options.log.maxBytes, 100'000);
    EXPECT_EQ(m_options.log.maxFiles, 3);
    EXPECT_EQ(m_options.log.maxAgeDays, 7);
    const auto& email = m_options.blocks.email;
    EXPECT_EQ(email.host, "mail.example.com");
    EXPECT_EQ(email.security, "starttls");
    EXPECT_EQ(email.username, "ann");
    EXPECT_EQ(email.passwordFile, (m_options.dataDir / "secrets/mail").string());
    EXPECT_EQ(email.from, "a@example.com");
    for (const auto& [wrong, place] : {std::pair(R"({"log": {"level": "loud"}})", "/log/level"),
                                       std::pair(R"({"log": {"maxBytes": 1}})", "/log/maxBytes"),
                                       std::pair(R"({"log": {"maxFiles": 0}})", "/log/maxFiles"),
                                       std::pair(R"({"email": {"security": "maybe"}})", "/email/security"),
                                       std::pair(R"({"email": {"port": 70000}})", "/email/port"),
                                       std::pair(R"({"email": {"password": "x"}})", "/email/password")}) {
        const auto refused = read(wrong);
        ASSERT_FALSE(refused.ok()) << wrong;
        EXPECT_NE(refused.error().message.find(place), std::string::npos) << refused.error().message;
    }
}

TEST_F(SettingsTest, TheFolderOfEventsIsOneOfItsOwn) {
    ASSERT_TRUE(read("{}").ok());
    EXPECT_TRUE(m_options.eventFolder.empty());
    ASSERT_TRUE(read(R"({"events": {"folder": "events"}})").ok());
    EXPECT_EQ(m_options.eventFolder, m_options.dataDir / "events");
    for (const char* wrong : {R"({"events": {"folder": "."}})", R"({"events": {"folder": "/"}})"}) {
        const auto refused = read(wrong);
        ASSERT_FALSE(refused.ok()) << wrong;
        EXPECT_NE(refused.error().message.find("/events/folder"), std::string::npos) << refused.error().message;
    }
}

TEST_F(SettingsTest, EventsOverNats) {
    ASSERT_TRUE(read("{}").ok());
    EXPECT_FALSE(m_options.eventBus.takes());
    EXPECT_TRUE(m_options.eventBus.publish.empty());
    const auto done = read(R"({"events": {"nats": {"url": "nats://a:1,tls://b:2", "subscribe": ["orders.>", "x"],
        "publish": "events.{type}", "mode": "binary", "confirm": true}}, "network": {"deny": ["10.0.0.0/8"]}})");
    ASSERT_TRUE(done.ok()) << done.error().message;
    const auto& bus = m_options.eventBus;
    EXPECT_EQ(bus.address.servers, (std::vector<std::string>{"nats://a:1", "tls://b:2"}));
    EXPECT_EQ(bus.address.network.deny, std::vector<std::string>{"10.0.0.0/8"}) << "for the engine itself, too";
    EXPECT_EQ(bus.from.subjects, (std::vector<std::string>{"orders.>", "x"}));
    EXPECT_EQ(bus.publish, "events.{type}");
    EXPECT_EQ(bus.mode, api::CloudEventMode::binary);
    EXPECT_TRUE(bus.confirm);
    EXPECT_FALSE(runtime::LocalEngine::open(m_options).ok()) << "without a client of NATS they would be silent";
    ASSERT_TRUE(read(R"({"events": {"nats": {"context": "c", "stream": "S", "durable": "d"}}})").ok());
    EXPECT_EQ(m_options.eventBus.address.context, "c");
    EXPECT_TRUE(m_options.eventBus.address.servers.empty());
    EXPECT_TRUE(m_options.eventBus.takes());
    ASSERT_TRUE(read(R"({"events": {"nats": {"subscribe": ["a"]}}})").ok());
    EXPECT_EQ(m_options.eventBus.address.servers, std::vector<std::string>{"nats://127.0.0.1:4222"});
    for (const auto& [nats, place] :
         {std::pair(R"("url": "http://a", "publish": "a")", "/events/nats/url"),
          std::pair(R"("url": "nats://ann:secret@a", "publish": "a")", "/events/nats/url"),
          std::pair(R"("url": "nats://a", "context": "c", "publish": "a")", "/events/nats/context"),
          std::pair(R"("url": "nats://a")", "/events/nats says neither"),
          std::pair(R"("subscribe": ["a", "b..c"])", "/events/nats/subscribe/1"),
          std::pair(R"("subscribe": ["a", "b"], "stream": "S", "durable": "d")", "/events/nats/subscribe"),
          std::pair(R"("stream": "S")", "/events/nats/stream"),
          std::pair(R"("stream": "S.x", "durable": "d")", "/events/nats/stream"),
          std::pair(R"("publish": "a.*")", "/events/nats/publish"),
          std::pair(R"("publish": "a.{id}")", "/events/nats/publish"),
          std::pair(R"("publish": "a", "mode": "batch")", "/events/nats/mode"),
          std::pair(R"("publish": "a", "confirm": 1)", "/events/nats/confirm"),
          std::pair(R"("publish": "a", "user": "x")", "/events/nats/user")}) {
        const auto refused = read(std::string(R"({"events": {"nats": {)") + nats + "}}}");
        ASSERT_FALSE(refused.ok()) << nats;
        EXPECT_NE(refused.error().message.find(place), std::string::npos) << refused.error().message;
    }
    const auto subjects = boost::json::serialize(boost::json::array(65, "a"));
    EXPECT_FALSE(read(R"({"events": {"nats": {"subscribe": )" + subjects + "}}}").ok());
    const auto name = std::string(257, 's');
    EXPECT_FALSE(read(R"({"events": {"nats": {"stream": ")" + name + R"(", "durable": "d"}}})").ok());
}

TEST_F(SettingsTest, DeadLetters) {
    ASSERT_TRUE(read("{}").ok());
    EXPECT_TRUE(m_options.deadLetters.file.empty());
    ASSERT_TRUE(
        read(R"({"deadLetters": {"folder": "letters", "maxBytes": 100000, "maxFiles": 3, "maxAgeDays": 7}})").ok());
    EXPECT_EQ(m_options.deadLetters.file, m_options.dataDir / "letters" / "dead-letters.jsonl");
    EXPECT_EQ(m_options.deadLetters.maxBytes, 100'000);
    EXPECT_EQ(m_options.deadLetters.maxFiles, 3);
    EXPECT_EQ(m_options.deadLetters.maxAgeDays, 7);
    for (const auto& [wrong, place] :
         {std::pair(R"("folder": ".")", "/deadLetters/folder"), std::pair(R"("maxBytes": 1)", "/deadLetters/maxBytes"),
          std::pair(R"("maxFiles": 0)", "/deadLetters/maxFiles"),
          std::pair(R"("maxAgeDays": 0)", "/deadLetters/maxAgeDays")}) {
        const auto refused = read(std::string(R"({"deadLetters": {)") + wrong + "}}");
        ASSERT_FALSE(refused.ok()) << wrong;
        EXPECT_NE(refused.error().message.find(place), std::string::npos) << refused.error().message;
    }
}

TEST_F(SettingsTest, AFlagGoesBeforeTheFile) {
    m_options.blocks.fileRoots = {"/given"};
    ASSERT_TRUE(read(R"({"files": {"roots": ["inbox"]}})").ok());
    EXPECT_EQ(m_options.blocks.fileRoots, std::vector<std::filesystem::path>{"/given"});
}

TEST_F(SettingsTest, TheEnginesOwnFilesAreReachedByNobody) {
    std::filesystem::create_directories(m_options.dataDir / "secrets");
    std::filesystem::create_directory_symlink(m_options.dataDir / "secrets", m_options.dataDir / "link");
    const auto absolute = [&](const std::string& name) { return (m_options.dataDir / name).string(); };
    for (const std::string own : {"secrets", "secrets/token", "link", "log", "journal.db", "journal.db-wal",
                                  "engine.json", "engine.lock", "engine.sock", "files/../secrets"}) {
        const auto seen = read(R"({"process": {"readable": [")" + absolute(own) + "\"]}}");
        ASSERT_FALSE(seen.ok()) << own;
        EXPECT_NE(seen.error().message.find("/process/readable"), std::string::npos) << seen.error().message;
        const auto written = read(R"({"files": {"roots": [")" + own + "\"]}}");
        ASSERT_FALSE(written.ok()) << own;
        EXPECT_NE(written.error().message.find("file root"), std::string::npos) << written.error().message;
        EXPECT_FALSE(read(R"({"events": {"folder": ")" + own + "\"}}").ok()) << own;
        EXPECT_FALSE(read(R"({"deadLetters": {"folder": ")" + own + "\"}}").ok()) << own;
    }
    EXPECT_TRUE(
        read(R"({"process": {"readable": [")" + absolute("files") + "\", \"" + absolute("secretsauce") + "\"]}}").ok());
    EXPECT_TRUE(read(R"({"files": {"roots": ["files", "logs"]}})").ok());
}

TEST_F(SettingsTest, MistakesAreNamedWithTheirPlace) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {R"({"pools": {"io": {"thraeds": 3}}})", "/pools/io/thraeds"},
        {R"({"pools": {"io": {"threads": "many"}}})", "/pools/io/threads"},
        {R"({"pools": {"io": {"threads": 0}}})", "/pools/io/threads"},
        {R"({"pools": {"cpu": {"threads": 257}}})", "/pools/cpu/threads"},
        {R"({"pools": {"gpu": {"capacity": 1000001}}})", "/pools/gpu/capacity"},
        {R"({"pools": {"cpu": {"maxPerWorkflow": -1}}})", "/pools/cpu/maxPerWorkflow"},
        {R"({"retention": {"maxAgeDays": -1}})", "/retention/maxAgeDays"},
        {R"({"retention": {"maxEndedRuns": -5}})", "/retention/maxEndedRuns"},
        {R"({"files": {"roots": [1]}})", "/files/roots/0"},
        {R"({"files": {"roots": ["."]}})", "data directory"},
        {R"({"files": {"roots": ["/"]}})", "data directory"},
        {R"({"files": {"maxBytes": 0}})", "/files/maxBytes"},
        {R"({"http": {"maxResponseBytes": 0}})", "/http/maxResponseBytes"},
        {R"({"network": {"deny": ["10.0.0.0/40"]}})", "/network/deny"},
        {R"({"network": {"block": []}})", "/network/block"},
        {R"({"sql": {"maxRows": 1000001}})", "/sql/maxRows"},
        {R"({"process": {"sandbox": "maybe"}})", "/process/sandbox"},
        {R"({"process": {"maxMemoryBytes": 1}})", "/process/maxMemoryBytes"},
        {R"({"process": {"readable": ["tools"]}})", "/process/readable"},
        {R"({"process": {"readable": ["/opt/a:/opt/b"]}})", "/process/readable"},
        {R"({"process": {"readable": ["/tmp"]}})", "data directory"},
        {R"({"taskTimeoutSeconds": 0})", "/taskTimeoutSeconds"},
        {R"({"maxResidentRuns": 0})", "/maxResidentRuns"},
        {"{", "engine.json"},
        {"[]", "object"},
        {std::string(runtime::kMaxSettingsBytes + 1, ' '), "64 KiB"},
    };
    for (const auto& [text, expected] : cases) {
        const auto done = read(text);
        ASSERT_FALSE(done.ok()) << text.substr(0, 60);
        EXPECT_NE(done.error().message.find(expected), std::string::npos) << done.error().message;
    }
    EXPECT_FALSE(runtime::LocalEngine::open(m_options).ok());
}

TEST_F(SettingsTest, AnOperatorLimitsAWorkflowInThePool) {
    std::ofstream(m_file) << R"({"pools": {"cpu": {"threads": 4, "maxPerWorkflow": 1}}})";
    Gate gate;
    add("test.gate", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        gate.pass(invocation.cancel);
        return api::Json(1);
    });
    const Running running(*this);
    deploy("one", "  - g: {call: test.gate}\n");
    deploy("other", "  - g: {call: test.gate}\n");
    start("one");
    start("one");
    ASSERT_TRUE(gate.awaitArrivals(1));
    start("other");
    ASSERT_TRUE(gate.awaitArrivals(2));
    const auto pool = m_engine->health().pools.at(0);
    EXPECT_EQ(pool.threads, 4);
    EXPECT_EQ(pool.busy, 2);
    EXPECT_EQ(pool.queued, 1);
    gate.open();
}

TEST_F(SettingsTest, RetentionRemovesEndedRunsAndKeepsThoseInMotion) {
    open();
    deploy("ends", "  - a: {set: {x: 1}}\n");
    deploy("waits", "  - w: {wait: {hours: 5}}\n");
    const auto waits = start("waits");
    std::vector<std::string> ended;
    for (int i = 0; i < 5; ++i) {
        ended.push_back(start("ends"));
        ASSERT_TRUE(await(ended.back(), "run.completed"));
        std::this_thread::sleep_for(std::chrono::milliseconds(2));  // ages are told apart by the millisecond
    }
    close();
    std::ofstream(m_file) << R"({"retention": {"maxEndedRuns": 2}})";
    open();
    EXPECT_TRUE(eventually([&] { return call(api::ListRuns{})->items.size() == 3; }));
    EXPECT_FALSE(call(api::GetRun{ended[0]}).ok());
    EXPECT_TRUE(call(api::GetRun{ended[4]}).ok());
    EXPECT_EQ(detail(waits).run.phase, api::Phase::waiting);
}

}  // namespace beamline::test
