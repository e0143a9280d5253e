// SPDX-License-Identifier: Apache-2.0
// What an extension may do is what its registration names, and nothing else.
#include "tests/engine/blocks/http_server.h"
#include "tests/engine/extensions/extension_fixture.h"

namespace beamline::runtime {
namespace {

constexpr const char* kCurious =
    "def attempt(asked):\n"
    "    what = asked['request']\n"
    "    try:\n"
    "        if 'read' in what:\n"
    "            return {'text': open(what['read']).read()}\n"
    "        if 'write' in what:\n"
    "            open(what['write'], 'w').write('x')\n"
    "        if 'port' in what:\n"
    "            socket.create_connection(('127.0.0.1', what['port']), 5)\n"
    "        if 'list' in what:\n"
    "            return {'names': sorted(k for k in os.environ if k.startswith('BEAMLINE'))}\n"
    "        if 'secret' in what:\n"
    "            value = os.environ[what['secret']]\n"
    "            print('The key is', value, file=sys.stderr, flush=True)\n"
    "            return {'length': len(value)}\n"
    "        return {'reached': True}\n"
    "    except Exception as problem:\n"
    "        return {'problem': type(problem).__name__}\n"
    "serve(attempt)\n";

class CapableExtension : public ProcessTest {
protected:
    bool reads(const std::string& path) { return has(said(curious, {{"read", path}}), "\"text\""); }
    bool reaches(boost::json::object what) { return has(said(curious, std::move(what)), "reached"); }

    routing::Extension curious;

    void SetUp() override {
        ProcessTest::SetUp();
        curious = program("curious", kCurious);
    }
};

TEST_P(CapableExtension, ReadsItsOwnFolderAndWhatIsNamed) {
    if (!isolation.sandbox && isolation.landlock == 0) {
        GTEST_SKIP() << "Without bubblewrap and landlock nothing keeps files apart: " << isolation.problem;
    }
    namespace fs = std::filesystem;
    for (const auto* name : {"allowed", "other"}) {
        put(base / name / "data.txt", "data");
        fs::permissions(base / name, fs::perms(0755));
        fs::permissions(base / name / "data.txt", fs::perms(0644));
    }
    const auto neighbour = program("neighbour", "");
    settings.process.readable = {(base / "other").string()};  // of tasks, not of extensions
    EXPECT_TRUE(reads("main.py")) << "it begins in its folder";
    EXPECT_TRUE(reads((folder / "curious" / "main.py").string()));
    EXPECT_FALSE(reads((folder / "neighbour" / "main.py").string()));
    EXPECT_FALSE(reads((base / "allowed" / "data.txt").string()));
    EXPECT_FALSE(reads((base / "other" / "data.txt").string()));
    EXPECT_FALSE(reads("/etc/passwd"));
    EXPECT_FALSE(reaches({{"write", "new.txt"}}));
    EXPECT_FALSE(reaches({{"write", (folder / "curious" / "main.py").string()}}));
    curious.capabilities.readable = {(base / "allowed").string()};
    EXPECT_TRUE(reads((base / "allowed" / "data.txt").string()));
    EXPECT_FALSE(reads((base / "other" / "data.txt").string()));
}

TEST_P(CapableExtension, ConnectsOnlyWithTheNetwork) {
    if (!isolation.sandbox && isolation.landlock < 4) {
        GTEST_SKIP() << "Without bubblewrap, and a kernel whose landlock knows TCP, nothing refuses the network: "
                     << isolation.problem;
    }
    blocks::HttpServer server([](const std::string&) { return std::string(); });
    settings.process.network = true;  // of tasks, not of extensions
    EXPECT_FALSE(reaches({{"port", server.port()}}));
    curious.capabilities.network = true;
    EXPECT_TRUE(reaches({{"port", server.port()}}));
}

TEST_P(CapableExtension, GetsTheSecretsThatAreNamedAndTellsNobody) {
    std::vector<std::string> asked;
    secrets = [&](const std::string& name) -> api::Result<api::Json> {
        asked.push_back(name);
        if (name == "account") {
            return json(R"({"user": "alice", "password": "pass-word-77"})");
        }
        if (name == "api-key") {
            return api::Json("sesame-4711");
        }
        return api::Error{api::code::kNotFound, "There is no secret " + name + ".", {}, false};
    };
    ::setenv("BEAMLINE_OF_THE_ENGINE", "nobody's business", 1);
    EXPECT_EQ(said(curious, {{"list", true}}), R"({"names":[]})");
    ::unsetenv("BEAMLINE_OF_THE_ENGINE");
    EXPECT_TRUE(asked.empty());
    curious.capabilities.secrets = {"api-key", "account"};
    EXPECT_EQ(said(curious, {{"list", true}}), R"({"names":["BEAMLINE_SECRET_ACCOUNT","BEAMLINE_SECRET_API_KEY"]})");
    EXPECT_EQ(said(curious, {{"secret", "BEAMLINE_SECRET_API_KEY"}}), R"({"length":11})");
    EXPECT_EQ(said(curious, {{"secret", "BEAMLINE_SECRET_ACCOUNT"}}), R"({"length":44})");
    ASSERT_TRUE(comes([&] { return caller().log("curious").size() == 2; }));
    EXPECT_EQ(caller().log("curious")[0], "The key is ***");
    EXPECT_EQ(caller().log("curious")[1], "The key is ***");
    const auto blabs = program("blabs", "print('alice', os.environ['BEAMLINE_SECRET_ACCOUNT'][-14:])\nserve(len)\n");
    auto named = blabs;
    named.capabilities.secrets = {"account"};
    const auto answer = said(named);
    EXPECT_TRUE(has(answer, "garbage: 'blabs' answered what is no JSON object: *** ***")) << answer;
    EXPECT_FALSE(has(caller().log("blabs").front(), "pass-word-77"));
}

TEST_P(CapableExtension, IsNotStartedWithoutItsSecret) {
    curious.capabilities.secrets = {"missing"};
    EXPECT_EQ(said(curious),
              "unavailable: 'curious' cannot be started: it is to be given the secret missing: This engine has no "
              "place for secrets.");
    made.reset();
    secrets = [](const std::string&) -> api::Result<api::Json> {
        return api::Error{api::code::kNotFound, "Put it there.", {}, false};
    };
    EXPECT_EQ(said(curious),
              "unavailable: 'curious' cannot be started: it is to be given the secret missing: Put it there.");
    made.reset();
    secrets = [](const std::string&) -> api::Result<api::Json> { throw std::runtime_error("the place burns"); };
    EXPECT_EQ(said(curious), "unavailable: It could not be called: the place burns");
    EXPECT_EQ(caller().counts().running, 0U);
}

INSTANTIATE_TEST_SUITE_P(Kept, CapableExtension, ::testing::Values("required", "off"), keptName);

TEST(SecretVariable, IsMadeOfTheName) {
    EXPECT_EQ(secretVariable("api-key.2_x"), "BEAMLINE_SECRET_API_KEY_2_X");
}

}  // namespace
}  // namespace beamline::runtime
