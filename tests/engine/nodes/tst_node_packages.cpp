// SPDX-License-Identifier: Apache-2.0
// Packages of extensions in a cluster: what one node installs comes to the others.
#include "engine/api/json_codec.h"
#include "engine/routing/package.h"
#include "tests/engine/nodes/nodes_fixture.h"

namespace beamline::test {
namespace {

class NodePackages : public NodesTest {
protected:
    static api::InstallExtension installation(const std::string& version, std::size_t bytes = 10) {
        routing::Package package;
        package.manifest = {{"id", "stamp"},
                            {"type", "pre"},
                            {"version", version},
                            {"transport", "process"},
                            {"command", boost::json::array{"python3", "main.py"}}};
        package.files = {{"main.py", true, std::string(bytes, '#')}};
        api::InstallExtension op;
        op.package = routing::writePackage(package);
        op.grants = {"payload", "metadata"};
        op.allowUnsigned = true;
        return op;
    }
    bool has(const std::string& node, const std::string& version) {
        return eventually(
            [&] { return std::filesystem::exists(m_directory / node / "extensions/stamp" / version / "main.py"); });
    }
};

TEST_F(NodePackages, ComeToEveryNodeAlsoToOneThatJoinsLater) {
    join("a");
    join("b");
    ASSERT_TRUE(shared(2, "b"));
    const auto done = call("a", installation("1.0.0"));
    ASSERT_TRUE(done.ok()) << done.error().message;
    EXPECT_TRUE(has("a", "1.0.0"));
    EXPECT_TRUE(has("b", "1.0.0"));
    join("c");
    EXPECT_TRUE(has("c", "1.0.0"));
    ASSERT_TRUE(call("b", installation("2.0.0")).ok());
    for (const char* name : {"a", "b", "c"}) {
        EXPECT_TRUE(has(name, "2.0.0")) << name;
    }
    expectAlike();
}

TEST_F(NodePackages, OneThatIsTooLargeToBeSharedIsRefused) {
    join("a");
    ASSERT_TRUE(shared(1, "a"));
    const auto refused = call("a", installation("1.0.0", store::kMaxDocumentBytes));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, api::code::kInvalidArgument);
    EXPECT_NE(refused.error().message.find("every node"), std::string::npos) << refused.error().message;
    EXPECT_FALSE(std::filesystem::exists(m_directory / "a/extensions/stamp"));
    EXPECT_TRUE(ask("a", api::ListExtensions{}).items.empty());
}

}  // namespace
}  // namespace beamline::test
