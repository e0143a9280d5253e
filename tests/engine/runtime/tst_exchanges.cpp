// SPDX-License-Identifier: Apache-2.0
// What functions told of their exchanges, attempt by attempt: after a restart, without secrets, and bounded.
#include <fstream>

#include "engine/api/ids.h"
#include "tests/engine/blocks/http_server.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {
namespace {

class Exchanges : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) {
            ::unsetenv(name);
        }
    }
    void secret(const std::string& name, const std::string& text) const {
        const auto folder = m_directory / "data" / "secrets";
        std::filesystem::create_directories(folder);
        std::ofstream(folder / name) << text;
        std::filesystem::permissions(folder / name, std::filesystem::perms::owner_read);
    }
    std::vector<api::TaskAttempt> attempts(const std::string& run, const std::string& task) {
        const auto reply = call(api::GetTask{run, task, 0});
        EXPECT_TRUE(reply.ok()) << (reply.ok() ? "" : reply.error().message);
        return reply.ok() ? reply->attempts : std::vector<api::TaskAttempt>();
    }
};

TEST_F(Exchanges, ComeBackWithEachAttemptAndHideSecrets) {
    std::atomic<int> asked = 0;
    const blocks::HttpServer server([&](const std::string& request) {
        const auto line = request.substr(0, request.find(" HTTP/"));
        return ++asked == 1 ? blocks::HttpServer::answer("503 not with s3/cret word", "", line)
                            : blocks::HttpServer::answer("200 OK", "Content-Type: text/plain\r\n", "done");
    });
    secret("k", "s3/cret word");
    open();
    const auto deployed = call(api::DeployWorkflow{
        "document: {dsl: '1.0.3', namespace: test, name: calls, version: '1.0.0'}\nuse: {secrets: [k]}\ndo:\n"
        "- t:\n    try:\n    - c:\n        call: http\n        with: {method: get, endpoint: '" +
            server.url("/a") +
            "', query: {q: '${ $secrets.k }', token: abc}}\n    catch: {errors: {with: {status: 503}}, retry: {delay: "
            "{milliseconds: 1}, limit: {attempt: {count: 3}}}}\n",
        "calls.yaml"});
    ASSERT_TRUE(deployed.ok()) << deployed.error().message;
    const auto run = start("calls");
    ASSERT_TRUE(await(run, "run.completed"));
    reopen();
    const auto found = attempts(run, "/do/0/t/try/0/c");
    ASSERT_EQ(found.size(), 2U);
    ASSERT_EQ(found[0].exchanges.size(), 1U);
    ASSERT_EQ(found[1].exchanges.size(), 1U);
    const auto& first = found[0].exchanges[0];
    const auto& second = found[1].exchanges[0];
    EXPECT_EQ(first.kind, "http");
    EXPECT_TRUE(first.request.starts_with("GET " + server.url("/a") + "?q=[secret k ")) << first.request;
    EXPECT_TRUE(first.request.ends_with("&token=***")) << first.request;
    EXPECT_TRUE(first.answer.starts_with("503 not with [secret k ")) << first.answer;
    EXPECT_TRUE(first.failed);
    EXPECT_GE(first.at, found[0].startedAt);
    EXPECT_GT(first.tookUs, 0);
    EXPECT_EQ(second.request, first.request);
    EXPECT_EQ(second.answer, "200 OK, text/plain");
    EXPECT_FALSE(second.failed);
    EXPECT_EQ(second.received, 4);
    api::GetHistory query;
    query.run = run;
    const auto history = call(query);
    ASSERT_TRUE(history.ok());
    EXPECT_EQ(std::count_if(history->items.begin(), history->items.end(),
                            [](const auto& entry) { return entry.kind == "task.exchanged"; }),
              2);
    close();
    for (const auto& file : std::filesystem::directory_iterator(m_directory / "data")) {
        if (file.is_regular_file()) {
            std::ifstream in(file.path(), std::ios::binary);
            const std::string bytes((std::istreambuf_iterator<char>(in)), {});
            for (const char* value : {"s3/cret word", "s3%2fcret%20word", "s3%2Fcret%20word"}) {
                EXPECT_EQ(bytes.find(value), std::string::npos) << file.path() << " " << value;
            }
        }
    }
}

TEST_F(Exchanges, AreBoundedLines) {
    add("talk", [](const blocks::Invocation& invocation) -> blocks::BlockResult {
        for (std::size_t i = 0; i < api::kMaxExchanges + 10; ++i) {
            invocation.exchanged({"sql", "SELECT\n    1\n", std::string(api::kMaxExchangeTextBytes, 'x') + "yz"});
        }
        return api::Json();
    });
    open();
    deploy("talks", "- c: {call: talk}\n");
    const auto run = start("talks");
    ASSERT_TRUE(await(run, "run.completed"));
    const auto found = attempts(run, "/do/0/c");
    ASSERT_EQ(found.size(), 1U);
    ASSERT_EQ(found[0].exchanges.size(), api::kMaxExchanges);
    EXPECT_EQ(found[0].exchanges[0].request, "SELECT 1");
    EXPECT_EQ(found[0].exchanges[0].answer, std::string(api::kMaxExchangeTextBytes - 3, 'x') + "…");
}

}  // namespace
}  // namespace beamline::test
