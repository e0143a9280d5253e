// SPDX-License-Identifier: Apache-2.0
// Definitions whose resources lie on servers that do not answer: they hold up nobody else.
#include "engine/runtime/definition_reader.h"

#include "tests/engine/blocks/http_server.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {
namespace {

class DefinitionReaderTest : public EngineTest {
protected:
    static std::string withSchemaAt(const std::string& url, const std::string& name) {
        return "document: {dsl: '1.0.3', namespace: test, name: " + name +
               ", version: '1.0.0'}\ninput: {schema: {format: json, resource: {endpoint: '" + url +
               "'}}}\ndo:\n- c: {set: {x: 1}}\n";
    }
    template <class Op>
    void ask(Op op) {
        ++m_asked;
        api::call<Op>(*m_engine, std::move(op), {}, [this](api::Result<typename Op::Reply> reply) {
            std::lock_guard lock(m_lock);
            m_answers.push_back(reply.ok() ? "" : reply.error().code);
        });
    }
    std::vector<std::string> answers() {
        std::lock_guard lock(m_lock);
        return m_answers;
    }

    std::mutex m_lock;
    std::vector<std::string> m_answers;
    int m_asked = 0;
};

TEST_F(DefinitionReaderTest, serversThatDoNotAnswerHoldUpNobodyElse) {
    blocks::HttpServer silent([](const std::string&) { return std::string(); });
    open();
    for (int i = 0; i < runtime::kReaderThreads; ++i) {
        const auto source = withSchemaAt(silent.url("/schema"), "slow" + std::to_string(i));
        i % 2 == 0 ? ask(api::ValidateWorkflow{source}) : ask(api::DeployWorkflow{source, ""});
    }
    ASSERT_TRUE(eventually([&] { return silent.connections() == runtime::kReaderThreads; }));
    ask(api::ValidateWorkflow{withSchemaAt(silent.url("/schema"), "waits")});
    EXPECT_TRUE(call(api::ListRuns{}).ok());
    deploy("plain", "- c: {set: {x: 1}}\n");
    EXPECT_TRUE(await(start("plain"), "run.completed"));
    EXPECT_TRUE(answers().empty()) << "the servers were to hang all the time";
    close();  // does not wait for them either, and whoever asked is told
    EXPECT_EQ(answers(), std::vector<std::string>(static_cast<std::size_t>(m_asked), api::code::kUnavailable));
}

TEST_F(DefinitionReaderTest, moreThanTheLimitAreRefused) {
    blocks::HttpServer silent([](const std::string&) { return std::string(); });
    open();
    for (int i = 0; i < runtime::kReaderThreads; ++i) {
        ask(api::ValidateWorkflow{withSchemaAt(silent.url("/schema"), "slow")});
    }
    ASSERT_TRUE(eventually([&] { return silent.connections() == runtime::kReaderThreads; }));
    for (int i = 0; i <= runtime::kMaxUnreadable; ++i) {
        ask(api::ValidateWorkflow{withSchemaAt(silent.url("/schema"), "waits")});
    }
    ASSERT_TRUE(eventually([&] { return !answers().empty(); }));
    EXPECT_EQ(answers(), std::vector<std::string>{api::code::kOverloaded});
}

TEST_F(DefinitionReaderTest, whatAServerGivesBelongsToTheDefinition) {
    blocks::HttpServer server([](const std::string&) {
        return blocks::HttpServer::answer("200 OK", "Content-Type: application/json\r\n",
                                          R"({"type": "object", "required": ["n"]})");
    });
    open();
    const auto validated = call(api::ValidateWorkflow{withSchemaAt(server.url("/schema"), "strict")});
    ASSERT_TRUE(validated.ok()) << validated.error().message;
    EXPECT_TRUE(validated->valid);
    ASSERT_TRUE(call(api::DeployWorkflow{withSchemaAt(server.url("/schema"), "strict"), ""}).ok());
    api::StartRun wrong;
    wrong.ns = "test";
    wrong.workflow = "strict";
    wrong.input = boost::json::object();
    EXPECT_EQ(call(wrong).error().code, api::code::kInvalidInput);
}

}  // namespace
}  // namespace beamline::test
