// SPDX-License-Identifier: Apache-2.0
// Runs that fault, as lines of a file: what a letter tells, rotation, restarts, and folders that cannot be written.

#include <fstream>

#include "engine/api/json_codec.h"
#include "engine/store/outbox.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {
namespace {

class DeadLettersTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        m_folder = m_options.dataDir / "dead-letters";
        m_options.deadLetters.file = m_folder / "dead-letters.jsonl";
    }
    std::vector<std::filesystem::path> files() const {
        std::vector<std::filesystem::path> all;
        std::error_code ec;
        for (const auto& entry : std::filesystem::directory_iterator(m_folder, ec)) {
            all.push_back(entry.path());
        }
        std::sort(all.begin(), all.end());
        return all;
    }
    std::vector<api::Json> letters() const {
        std::vector<api::Json> all;
        for (const auto& file : files()) {
            std::ifstream in(file);
            for (std::string line; std::getline(in, line) && !in.eof();) {  // a line without an end is none yet
                auto json = api::parseJson(line);
                EXPECT_TRUE(json.ok()) << line;
                all.push_back(json.ok() ? std::move(*json) : api::Json());
            }
        }
        return all;
    }
    std::vector<std::string> runs() const {
        std::vector<std::string> all;
        for (const auto& letter : letters()) {
            all.emplace_back(letter.at("run").as_string());
        }
        return all;
    }
    /// Starts as many and waits for their letters; answers the runs in their order.
    std::vector<std::string> fault(int count) {
        std::vector<std::string> out;
        for (int i = 0; i < count; ++i) {
            out.push_back(start("faulty", boost::json::object{{"pad", m_pad}}));
            EXPECT_TRUE(await(out.back(), "run.faulted"));
            EXPECT_TRUE(eventually([&] { return runs().size() > 0 && runs().back() == out.back(); }));
        }
        return out;
    }
    void deployFaulty() {
        deploy("faulty",
               "- fine: {set: {n: 1}}\n- breaks: {raise: {error: {type: 'https://example.com/broken', "
               "status: 418, title: Broken}}}\n");
    }
    bool problem() {
        const auto all = m_engine->health().problems;
        return std::any_of(all.begin(), all.end(), [](const auto& one) { return one.code == "dead_letters"; });
    }

    std::filesystem::path m_folder;
    std::string m_pad;
};

TEST_F(DeadLettersTest, TellTheWholeContext) {
    std::filesystem::create_directories(m_options.dataDir / "secrets");
    std::ofstream(m_options.dataDir / "secrets" / "token") << "very-secret";
    std::filesystem::permissions(m_options.dataDir / "secrets" / "token", std::filesystem::perms::owner_read);
    int calls = 0;
    add("test.fails", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        ++calls;
        const auto token = boost::json::serialize(*invocation.arguments);
        api::WorkflowError error;
        error.type = "https://serverlessworkflow.io/spec/1.0.0/errors/communication";
        error.status = 503;
        error.title = "Away";
        error.detail = "said " + token;
        return error;
    });
    const Running running(*this);
    const auto reply = call(api::DeployWorkflow{R"(
document: {dsl: '1.0.3', namespace: test, name: calls, version: '1.2.3'}
use: {secrets: [token]}
do:
  - outer:
      try:
        - asks: {call: test.fails, with: {id: '${ .id }', token: '${ $secrets.token }'}}
      catch: {retry: {delay: {milliseconds: 1}, limit: {attempt: {count: 2}}}}
)",
                                                "calls.yaml"});
    ASSERT_TRUE(reply.ok()) << reply.error().message << boost::json::serialize(reply.error().detail);
    api::StartRun op;
    op.ns = "test";
    op.workflow = "calls";
    op.input = boost::json::object{{"id", 7}};
    op.labels["team"] = "blue";
    const auto started = call(op);
    ASSERT_TRUE(started.ok()) << started.error().message;
    ASSERT_TRUE(await(started->run, "run.faulted"));
    ASSERT_TRUE(eventually([&] { return letters().size() == 1; }));
    const auto letter = letters()[0];
    const auto text = boost::json::serialize(letter);
    EXPECT_EQ(letter.at("run").as_string(), started->run);
    EXPECT_EQ(std::string(letter.at("id").as_string()).find(started->run + "."), 0U);
    EXPECT_EQ(letter.at("namespace").as_string(), "test");
    EXPECT_EQ(letter.at("workflow").as_string(), "calls");
    EXPECT_EQ(letter.at("version").as_string(), "1.2.3");
    EXPECT_EQ(letter.at("labels"), boost::json::parse(R"({"team":"blue"})"));
    EXPECT_EQ(letter.at("input"), boost::json::parse(R"({"id":7})"));
    EXPECT_EQ(letter.at("error").at("status").as_int64(), 503);
    EXPECT_EQ(letter.at("error").at("instance").as_string(), letter.at("task").at("ref").as_string()) << text;
    EXPECT_EQ(letter.at("task").at("name").as_string(), "asks");
    EXPECT_EQ(letter.at("task").at("function").as_string(), "test.fails");
    const auto& attempts = letter.at("task").at("attempts").as_array();
    EXPECT_EQ(attempts.size(), static_cast<std::size_t>(calls)) << text;
    EXPECT_EQ(attempts[0].at("error").at("title").as_string(), "Away");
    for (const auto* time : {"createdAt", "startedAt", "faultedAt"}) {
        EXPECT_EQ(letter.at(time).as_string().back(), 'Z') << time;
    }
    EXPECT_EQ(text.find("very-secret"), std::string::npos) << text;
}

TEST_F(DeadLettersTest, AreWrittenForFaultsAlone) {
    open();
    deployFaulty();
    deploy("fine", "- a: {set: {n: 1}}\n");
    ASSERT_TRUE(await(start("fine"), "run.completed"));
    api::StartRun dry;
    dry.ns = "test";
    dry.workflow = "faulty";
    dry.dryRun = boost::json::object();
    const auto rehearsal = call(dry);
    ASSERT_TRUE(rehearsal.ok());
    ASSERT_TRUE(await(rehearsal->run, "run.faulted"));
    const auto run = fault(1)[0];
    EXPECT_EQ(runs(), std::vector<std::string>{run}) << "a rehearsal leaves none";
    ASSERT_TRUE(call(api::RetryRun{run, "again", {}}).ok());
    ASSERT_TRUE(eventually([&] { return letters().size() == 2; })) << "it has faulted once more";
    EXPECT_EQ(runs(), (std::vector<std::string>{run, run}));
    EXPECT_NE(letters()[0].at("id"), letters()[1].at("id"));
    EXPECT_EQ(letters()[0].at("task").at("attempts").as_array().size(), 1U);
    EXPECT_EQ(letters()[1].at("task").at("attempts").as_array().size(), 2U);
}

TEST_F(DeadLettersTest, RotateBySizeAndKeepSome) {
    m_options.deadLetters.maxBytes = 3'000;
    m_options.deadLetters.maxFiles = 3;
    m_pad = std::string(1'000, 'p');
    open();
    deployFaulty();
    const auto all = fault(8);
    EXPECT_EQ(files().size(), 3U);
    EXPECT_EQ(files().back(), m_options.deadLetters.file) << "closed files sort before it";
    const auto kept = runs();
    ASSERT_LT(kept.size(), all.size());
    EXPECT_EQ(kept, std::vector<std::string>(all.end() - static_cast<std::ptrdiff_t>(kept.size()), all.end()));
}

TEST_F(DeadLettersTest, RotateByAge) {
    std::filesystem::create_directories(m_folder);
    std::ofstream(m_options.deadLetters.file) << "{}\n";
    std::filesystem::last_write_time(m_options.deadLetters.file,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(25));
    std::ofstream(m_folder / "dead-letters-20200101T000000.000Z.jsonl") << "{}\n";
    open();
    deployFaulty();
    const auto run = start("faulty");
    ASSERT_TRUE(eventually([&] {
        std::ifstream in(m_options.deadLetters.file);
        std::string line;
        return std::getline(in, line) && line.find(run) != std::string::npos;
    }));
    EXPECT_EQ(files().size(), 2U) << "the one of yesterday, and this; the one of long ago is gone";
}

TEST_F(DeadLettersTest, StandThereOnceAfterRestarts) {
    open();
    deployFaulty();
    std::vector<std::string> all;
    for (int i = 0; i < 3; ++i) {
        const auto some = fault(2);
        all.insert(all.end(), some.begin(), some.end());
        reopen();
    }
    std::ofstream(m_options.deadLetters.file, std::ios::app) << R"({"id":"half of a)";
    reopen();
    const auto last = fault(1);
    all.insert(all.end(), last.begin(), last.end());
    EXPECT_EQ(runs(), all);
}

TEST_F(DeadLettersTest, TellWhatIsKnownOfARunThatIsGone) {
    std::filesystem::create_directories(m_options.dataDir);
    std::ofstream(m_folder) << "a file where the folder should be";
    open();
    deployFaulty();
    const auto first = start("faulty");
    ASSERT_TRUE(await(first, "run.faulted"));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));  // ages are told apart by the millisecond
    const auto second = start("faulty");
    ASSERT_TRUE(await(second, "run.faulted"));
    close();
    m_options.retention.maxEndedRuns = 1;
    open();
    ASSERT_TRUE(eventually([&] { return !call(api::GetRun{first}).ok(); }));
    std::filesystem::remove(m_folder);
    ASSERT_TRUE(eventually([&] { return letters().size() == 2; }));
    EXPECT_EQ(runs(), (std::vector<std::string>{first, second}));
    EXPECT_TRUE(letters()[0].as_object().contains("incomplete"));
    EXPECT_EQ(letters()[0].at("error").at("title").as_string(), "Broken");
    EXPECT_FALSE(letters()[1].as_object().contains("incomplete"));
}

TEST_F(DeadLettersTest, AreMissedAlsoBehindAProcessThatIsKeptLonger) {
    std::filesystem::create_directories(m_options.dataDir);
    store::JournalOptions options;
    options.file = m_options.dataDir / "journal.db";
    options.syncOff = true;
    auto journal = store::Journal::open(options);
    ASSERT_TRUE(journal.ok());
    (*journal)->laneAt("dead_letters", 0);
    for (std::int64_t i = 0; i < store::kMaxHeldMessages + 100; ++i) {
        store::Message message;
        message.kind = i == 0 ? store::MessageKind::process : store::MessageKind::done;
        (*journal)->publish(std::move(message), {});
        if (i % 10'000 == 0) {
            (*journal)->flush();  // the queue has a limit
        }
    }
    (*journal)->flush();
    (*journal)->delivered((*journal)->newestMessage());
    (*journal)->flush();
    journal->reset();
    open();
    EXPECT_TRUE(eventually([&] {
        const auto all = m_engine->health().problems;
        return std::any_of(all.begin(), all.end(), [](const auto& one) {
            return one.code == "lane_dead_letters_lost" && one.message.starts_with("Up to 99 ");
        });
    }));
}

TEST_F(DeadLettersTest, WaitForAFolderThatCannotBeWritten) {
    std::filesystem::create_directories(m_options.dataDir);
    std::ofstream(m_folder) << "a file where the folder should be";
    open();
    deployFaulty();
    const auto first = start("faulty");
    ASSERT_TRUE(await(first, "run.faulted")) << "runs go on";
    EXPECT_TRUE(eventually([&] { return problem(); }));
    reopen();
    const auto second = start("faulty");
    ASSERT_TRUE(await(second, "run.faulted"));
    EXPECT_TRUE(eventually([&] { return problem(); }));
    std::filesystem::remove(m_folder);
    EXPECT_TRUE(eventually([&] { return letters().size() == 2; }));
    EXPECT_EQ(runs(), (std::vector<std::string>{first, second}));
    EXPECT_TRUE(eventually([&] { return !problem(); }));
}

}  // namespace
}  // namespace beamline::test
