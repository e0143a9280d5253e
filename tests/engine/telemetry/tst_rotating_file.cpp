// SPDX-License-Identifier: Apache-2.0
// A file that rotates: what tst_log does not show of it.

#include <gtest/gtest.h>

#include <fstream>

#include "engine/telemetry/rotating_file.h"

namespace beamline::telemetry {
namespace {

class RotatingFileTest : public testing::Test {
protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "beamline-file-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        base = pattern;
        options.file = base / "letters.jsonl";
    }
    void TearDown() override { std::filesystem::remove_all(base); }
    std::string text() const {
        std::ifstream in(options.file);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    std::filesystem::path base;
    RotationOptions options;
};

TEST_F(RotatingFileTest, AHalfLineIsTakenAway) {
    const std::string half(200'000, 'x');  // more than is read at once
    std::ofstream(options.file) << "one\ntwo\n" << half;
    RotatingFile file(options);
    EXPECT_EQ(file.lastLine(), "two");
    ASSERT_TRUE(file.append("three\n"));
    EXPECT_EQ(text(), "one\ntwo\nthree\n");
    std::ofstream(options.file) << half;
    RotatingFile other(options);
    EXPECT_EQ(other.lastLine(), "");
    ASSERT_TRUE(other.append("four\n"));
    EXPECT_EQ(text(), "four\n");
}

TEST_F(RotatingFileTest, TheLastLineMayStandInAClosedFile) {
    const std::string two(100'000, '2');
    options.maxBytes = 10;
    RotatingFile file(options);
    EXPECT_EQ(file.lastLine(), "");
    ASSERT_TRUE(file.append("one\n") && file.append(two + '\n') && file.sync());
    EXPECT_EQ(file.lastLine(), two);
    ASSERT_TRUE(file.append("three\n"));
    std::filesystem::remove(options.file);
    EXPECT_EQ(file.lastLine(), two);
}

TEST_F(RotatingFileTest, ADurableOneTellsOfAFileThatWasClosedUnsynced) {
    options.maxBytes = 10;
    options.durable = true;
    RotatingFile file(options);
    EXPECT_TRUE(file.append("one, which is long\n") && file.append("two\n") && file.sync());
    options.file = "/dev/full";
    RotatingFile full(options);
    EXPECT_FALSE(full.append("one\n"));
    EXPECT_FALSE(full.sync()) << "it was closed before it could be synced";
    EXPECT_TRUE(full.sync()) << "once is enough: nothing was appended since";
}

TEST_F(RotatingFileTest, WhatCannotBeWrittenIsNotThereAtAll) {
    options.file = "/dev/full";
    EXPECT_FALSE(RotatingFile(options).append("one\n"));
    EXPECT_NE(errno, 0);
}

}  // namespace
}  // namespace beamline::telemetry
