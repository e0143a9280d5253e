// SPDX-License-Identifier: Apache-2.0
#pragma once
// beamctl in a directory of its own, as scripts call it.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <regex>

#include "engine/api/json_codec.h"
#include "tests/contract/ctl/program.h"
#include "tests/engine/wire/event_log.h"

namespace beamline::test {

inline constexpr const char* kHead = "document: {dsl: '1.0.3', namespace: test, name: flow, version: '1.0.0'}\n";

class Beamctl : public testing::Test {
protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "beamctl-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_directory = pattern;
        m_data = (m_directory / "data").string();
    }
    void TearDown() override { std::filesystem::remove_all(m_directory); }

    Outcome run(const std::vector<std::string>& arguments, const std::string& input = {}) {
        return Program(m_directory, arguments, input).wait();
    }
    /// With the data directory of this test.
    Outcome at(std::vector<std::string> arguments, const std::string& input = {}) {
        arguments.insert(arguments.end(), {"--data-dir", m_data});
        return run(arguments, input);
    }
    std::string file(const std::string& name, const std::string& text) const {
        std::ofstream(m_directory / name) << text;
        return name;
    }
    static api::Json json(const std::string& text) {
        const auto parsed = api::parseJson(text);
        EXPECT_TRUE(parsed.ok()) << text;
        return parsed.ok() ? *parsed : api::Json();
    }
    /// A run in another process that waits for an approval; its id.
    std::string awaitRun(const Program& program) {
        std::string id;
        const bool waiting = eventually([&] {
            std::smatch found;
            const auto text = program.errors();
            if (!std::regex_search(text, found, std::regex("beamctl approve ([0-9A-Z]{26})"))) {
                return false;
            }
            id = found[1];
            return true;
        });
        EXPECT_TRUE(waiting) << program.errors();
        return id;
    }

    std::filesystem::path m_directory;
    std::string m_data;
};

}  // namespace beamline::test
