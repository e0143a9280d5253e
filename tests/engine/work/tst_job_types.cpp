// SPDX-License-Identifier: Apache-2.0
// What a worker does for each type of job of the original's worker: its payload, output and error code.
#include <gtest/gtest.h>

#include "engine/api/json_codec.h"
#include "engine/runtime/job_types.h"

namespace beamline::test {

class JobTypes : public ::testing::Test {
protected:
    void SetUp() override {
        char pattern[] = "/tmp/beamline-jobs-XXXXXX";
        m_directory = ::mkdtemp(pattern);
        blocks::BlockSettings settings;
        settings.fileRoots = {m_directory};
        settings.scriptProgram = std::string(BEAMLINE_BIN_DIR) + "/beamline-script";
        m_registry = std::make_unique<blocks::Registry>(settings);
    }
    void TearDown() override { std::filesystem::remove_all(m_directory); }
    blocks::BlockResult run(const std::string& type, const std::string& payload) {
        return runtime::runJob(*m_registry, type, *api::parseJson(payload), {});
    }
    std::string output(const std::string& type, const std::string& payload) {
        const auto result = run(type, payload);
        const auto* json = std::get_if<api::Json>(&result);
        return json ? boost::json::serialize(*json) : std::get<api::WorkflowError>(result).detail;
    }
    std::string code(const std::string& type, const std::string& payload) {
        const auto result = run(type, payload);
        const auto* error = std::get_if<api::WorkflowError>(&result);
        return error ? error->title : "no error";
    }

    std::filesystem::path m_directory;
    std::unique_ptr<blocks::Registry> m_registry;
};

TEST_F(JobTypes, SmallOnes) {
    EXPECT_EQ(output("echo", "[1]"), "[1]");
    EXPECT_EQ(output("sleep", R"({"ms":1})"), "null");
    EXPECT_EQ(output("jmespath", R"({"expression":"a.b","data":{"a":{"b":3}}})"), "3");
    EXPECT_EQ(code("jmespath", "{}"), "MISSING_EXPRESSION");
    EXPECT_EQ(code("http", "{}"), "MISSING_URL");
    EXPECT_EQ(code("http", R"({"url":"http://127.0.0.1:1/"})"), "HTTP_REQUEST_FAILED");
    EXPECT_EQ(code("graphql", R"({"url":"http://127.0.0.1:1/"})"), "MISSING_QUERY");
    EXPECT_EQ(code("sql", "{}"), "MISSING_CONNECTION_STRING");
    EXPECT_EQ(code("sql", R"({"connection_string":"x"})"), "MISSING_QUERY");
    EXPECT_EQ(code("javascript", "{}"), "MISSING_CODE");
    EXPECT_EQ(code("media.render", "{}"), "UNKNOWN_JOB_TYPE");
}

TEST_F(JobTypes, Files) {
    EXPECT_EQ(output("fs_blob_put", R"({"path":"a/b.txt","content":"hello"})"), R"({"path":"a/b.txt","size":5})");
    EXPECT_EQ(output("fs_blob_get", R"({"path":"a/b.txt"})"), R"({"path":"a/b.txt","bytes":"aGVsbG8=","size":5})");
    EXPECT_EQ(code("fs_blob_get", R"({"path":"../x"})"), "INVALID_PATH");
    EXPECT_EQ(code("fs_blob_get", R"({"path":"none"})"), "FILE_READ_ERROR");
    EXPECT_EQ(code("fs_blob_get", "{}"), "MISSING_PATH");
    EXPECT_EQ(code("fs_blob_put", R"({"path":"x"})"), "MISSING_CONTENT");
    EXPECT_EQ(code("fs_blob_put", R"({"path":"x","bytes":"%%"})"), "BASE64_DECODE_ERROR");
}

TEST_F(JobTypes, AFunctionOfTheCatalogIsCheckedAndCalled) {
    EXPECT_EQ(output("beamline.call", R"({"function":"jmespath","with":{"expression":"a","data":{"a":1}}})"), "1");
    EXPECT_EQ(code("beamline.call", R"({"function":"nothing"})"), "UNKNOWN_FUNCTION");
    EXPECT_NE(output("beamline.call", R"({"function":"jmespath","with":{}})").find("not valid"), std::string::npos);
}

TEST_F(JobTypes, APayloadsTimeoutCounts) {
    const auto result = run("sleep", R"({"ms":600000,"timeout_ms":20})");
    ASSERT_TRUE(std::holds_alternative<api::WorkflowError>(result));
    EXPECT_NE(std::get<api::WorkflowError>(result).type.find("timeout"), std::string::npos);
}

TEST_F(JobTypes, JavaScriptGivesItsLastExpressionAndHasItsArgumentsAsGlobals) {
    if (!std::filesystem::exists(std::string(BEAMLINE_BIN_DIR) + "/beamline-script")) {
        GTEST_SKIP() << "beamline-script is not part of this build";
    }
    EXPECT_EQ(output("javascript", R"({"code":"var c = a + b; c * 2","args":{"a":1,"b":2}})"), "6");
    EXPECT_EQ(code("javascript", R"x({"code":"throw new Error('no')"})x"), "SCRIPT_ERROR");
}

}  // namespace beamline::test
