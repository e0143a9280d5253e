// SPDX-License-Identifier: Apache-2.0
// Re-runs on an engine: secrets of the run before, and an engine that ends in the middle.
#include <fstream>

#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {
namespace {

class Reruns : public EngineTest {
protected:
    void secret(const std::string& name, const std::string& text) {
        const auto folder = m_options.dataDir / "secrets";
        std::filesystem::create_directories(folder);
        std::ofstream(folder / name) << text;
        std::filesystem::permissions(folder / name, std::filesystem::perms{0600});
    }
    void version(const std::string& version, const std::string& body) {
        const auto reply = call(api::DeployWorkflow{
            "document: {dsl: '1.0.3', namespace: test, name: w, version: '" + version + "'}\n" + body, "w.yaml"});
        ASSERT_TRUE(reply.ok()) << reply.error().message << reply.error().detail;
    }
    std::string rerun(const std::string& run, const std::string& task, const std::string& version = {}) {
        api::RerunRun op;
        op.run = run;
        op.task = task;
        op.version = version;
        const auto reply = call(op);
        EXPECT_TRUE(reply.ok()) << (reply.ok() ? "" : reply.error().message);
        return reply.ok() ? reply->run : std::string();
    }
};

TEST_F(Reruns, WordsOfTheRunBeforeStandForItsSecrets) {
    secret("db", R"({"user":"anna","password":"s3cret-word"})");
    secret("token", "t0ken-value");
    std::mutex mutex;
    std::vector<std::string> seen;
    add("echo", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        std::lock_guard lock(mutex);
        seen.push_back(boost::json::serialize(*invocation.arguments));
        return boost::json::object{{"said", *invocation.arguments}};
    });
    const Running running(*this);
    version(
        "1.0.0",
        "use: {secrets: [db]}\ndo:\n"
        "- keep: {call: echo, with: {login: '${ $secrets.db }'}}\n"
        "- use: {call: echo, with: {again: '${ .said.login.password }', same: '${ .said.login == $secrets.db }'}}\n");
    version("2.0.0",
            "use: {secrets: [db, token]}\ndo:\n"
            "- keep: {call: echo, with: {login: '${ $secrets.db }'}}\n"
            "- use: {call: echo, with: {again: '${ .said.login.password }', token: '${ $secrets.token }'}}\n");
    api::StartRun start;
    start.ns = "test";
    start.workflow = "w";
    start.version = "1.0.0";
    start.input = boost::json::object();
    const auto run = call(start)->run;
    ASSERT_TRUE(await(run, "run.completed"));
    secret("db", R"({"user":"anna","password":"n3w-word"})");
    const auto same = rerun(run, "/do/1/use");
    ASSERT_TRUE(await(same, "run.completed"));
    const auto other = rerun(run, "/do/1/use", "2.0.0");
    ASSERT_TRUE(await(other, "run.completed"));
    ASSERT_EQ(seen.size(), 4u);
    EXPECT_EQ(seen[2], R"({"again":"n3w-word","same":true})") << "the word stands for what the secret is now";
    EXPECT_EQ(seen[3], R"({"again":"n3w-word","token":"t0ken-value"})");
    const auto told = boost::json::serialize(detail(other).output);
    EXPECT_EQ(told.find("n3w-word"), std::string::npos) << told;
    EXPECT_EQ(told.find("t0ken-value"), std::string::npos) << told;
}

TEST_F(Reruns, AnEngineThatEndsInTheMiddleGoesOn) {
    std::mutex mutex;
    std::vector<std::string> done;
    add("note", [&](const blocks::Invocation& invocation) -> blocks::BlockResult {
        std::lock_guard lock(mutex);
        done.emplace_back(invocation.arguments->at("n").as_string());
        return *invocation.arguments;
    });
    m_options.snapshotEvery = 1;
    const Running running(*this);
    version("1.0.0",
            "do:\n- a: {call: note, with: {n: a}}\n- b: {call: note, with: {n: b}}\n- c: {call: note, with: {n: c}}\n");
    version("2.0.0",
            "do:\n- a: {call: note, with: {n: a}}\n- nap: {call: approval, with: {subject: S}}\n"
            "- b: {call: note, with: {n: b}}\n- c: {call: note, with: {n: c}}\n");
    api::StartRun start;
    start.ns = "test";
    start.workflow = "w";
    start.version = "1.0.0";
    start.input = boost::json::object();
    const auto run = call(start)->run;
    ASSERT_TRUE(await(run, "run.completed"));
    const auto next = rerun(run, "/do/2/c", "2.0.0");
    ASSERT_TRUE(await(next, "run.waiting"));
    EXPECT_EQ(done, (std::vector<std::string>{"a", "b", "c"}));
    reopen();
    api::ListApprovals open;
    open.run = next;
    const auto page = call(open);
    ASSERT_TRUE(page.ok());
    ASSERT_EQ(page->items.size(), 1u) << "the new task is carried out";
    ASSERT_TRUE(call(api::DecideApproval{page->items[0].id, api::Outcome::approve, {}, {}, page->items[0].hash}).ok());
    ASSERT_TRUE(await(next, "run.completed"));
    EXPECT_EQ(done, (std::vector<std::string>{"a", "b", "c", "c"})) << "b was taken over after the restart";
    EXPECT_EQ(detail(next).output, (api::Json{{"n", "c"}}));
}

}  // namespace
}  // namespace beamline::test
