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
    EXPECT_EQ(names, "approval container fs.get fs.list fs.put http script shell sql ");
    EXPECT_EQ(registry.block("approval"), nullptr);
    EXPECT_NE(registry.find("approval", ""), nullptr);
    EXPECT_EQ(registry.block("none"), nullptr);
    EXPECT_EQ(registry.find("none", ""), nullptr);
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
