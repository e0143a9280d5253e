// SPDX-License-Identifier: Apache-2.0
// The catalog: what is in it, by which versions, and that its schemas are schemas.

#include "engine/core/definition/schema.h"
#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

class RegistryTest : public BlockTest {};

TEST_F(RegistryTest, ListsEverythingByName) {
    const Registry registry(settings);
    std::string names;
    for (const auto& info : registry.list()) {
        names += info.name + " ";
        EXPECT_FALSE(info.summary.empty());
        EXPECT_EQ(registry.find(info.name, ""), registry.find(info.name, info.version));
    }
    EXPECT_EQ(names,
              "a2a approval archive asyncapi container csv email fs.checksum fs.copy fs.delete fs.get fs.list fs.move "
              "fs.put fs.watch graphql grpc http javascript jmespath log mcp nats.publish nats.request notify openapi "
              "provider "
              "script shell sql template worker ");
    EXPECT_EQ(registry.block("approval"), nullptr);
    EXPECT_NE(registry.find("approval", ""), nullptr);
    EXPECT_EQ(registry.block("none"), nullptr);
    EXPECT_EQ(registry.find("none", ""), nullptr);
}

/// Where a member of a schema has no description, by its path; empty: nowhere.
std::string undescribed(const api::Json& schema, const std::string& at = {}) {
    std::string missing;
    if (const auto* list = schema.if_array()) {
        for (const auto& item : *list) {
            missing += undescribed(item, at);
        }
    }
    const auto* object = schema.if_object();
    if (!object) {
        return missing;
    }
    for (const auto& member : *object) {
        if (member.key() == "if") {  // asks, and describes nothing
            continue;
        }
        if (member.key() != "properties") {
            missing += undescribed(member.value(), at);
            continue;
        }
        for (const auto& property : member.value().get_object()) {
            const auto path = at + "/" + std::string(property.key());
            const auto* value = property.value().if_object();
            missing += value && value->contains("description") ? "" : path + " ";
            missing += undescribed(property.value(), path);
        }
    }
    return missing;
}

TEST_F(RegistryTest, SchemasAreSchemasAndExplainEveryMember) {
    for (const auto& info : Registry(settings).list()) {
        EXPECT_TRUE(core::compileSchema(info.input).ok()) << info.name;
        EXPECT_TRUE(core::compileSchema(info.output).ok()) << info.name;
        EXPECT_EQ(undescribed(info.input), "") << info.name << ", input";
        EXPECT_EQ(undescribed(info.output), "") << info.name << ", output";
    }
}

TEST_F(RegistryTest, EveryFunctionHasAnExampleThatIsATaskOfIt) {
    const Registry registry(settings);
    for (const auto& info : registry.list()) {
        ASSERT_FALSE(info.example.empty()) << info.name << " needs an example";
        const auto parsed = core::parseDefinition(
            "document: {dsl: '1.0.3', namespace: test, name: example, version: '1.0.0'}\ndo:\n" + info.example,
            registry);
        for (const auto& problem : parsed.problems) {
            ADD_FAILURE() << info.name << ", line " << problem.line - 2 << ": " << problem.message;
        }
        ASSERT_TRUE(parsed.definition) << info.name;
        const auto* call = std::get_if<core::CallTask>(&parsed.definition->tasks.front().body);
        ASSERT_TRUE(call) << info.name;
        EXPECT_EQ(call->kind == core::CallKind::approval ? "approval" : call->function, info.name);
    }
}

TEST_F(RegistryTest, FindsVersions) {
    const Registry registry(settings);
    EXPECT_NE(registry.find("sql", "1"), nullptr);
    EXPECT_NE(registry.find("sql", "1.0.0"), nullptr);
    EXPECT_EQ(registry.find("sql", "1.0.1"), nullptr);
    EXPECT_EQ(registry.find("sql", "10"), nullptr);
}

TEST_F(RegistryTest, ABlockCanBeReplaced) {
    class Echo : public Block {
    public:
        Echo() { m_info.name = "sql"; }
        const api::FunctionInfo& info() const override { return m_info; }
        BlockResult run(const Invocation& invocation) const override { return *invocation.arguments; }

    private:
        api::FunctionInfo m_info;
    };
    Registry registry(settings);
    const auto before = registry.list().size();
    registry.add(std::make_shared<Echo>());
    EXPECT_EQ(registry.list().size(), before);
    EXPECT_EQ(std::get<api::Json>(registry.block("sql")->run(call(7))), api::Json(7));
}

}  // namespace
}  // namespace beamline::blocks
