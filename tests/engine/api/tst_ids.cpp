// SPDX-License-Identifier: Apache-2.0
// Identifiers sort by time and never repeat; hashes are those of the standard.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "engine/api/ids.h"

namespace beamline::api {
namespace {

// A time above that of the other tests of this program, so that ids made here are not shifted by theirs.
Timestamp fresh() {
    static Timestamp next = 1'900'000'000'000;
    return next += 1000;
}

TEST(Ulid, HasTheShapeAndTheTimeOfItsSpecification) {
    const auto id = newUlid(fresh());
    ASSERT_EQ(id.size(), 26U);
    EXPECT_EQ(id.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ"), std::string::npos) << id;
    // github.com/ulid/spec: the first ten characters are milliseconds, five bits each.
    Timestamp time = 0;
    for (const char c : id.substr(0, 10)) {
        time = time * 32 + static_cast<Timestamp>(std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ").find(c));
    }
    EXPECT_EQ(time, 1'900'000'001'000);
}

TEST(Ulid, GrowsWithTimeAlsoWithinAMillisecondAndWhenTheClockGoesBack) {
    const auto now = fresh();
    std::vector<std::string> ids;
    for (int i = 0; i < 5000; ++i) {
        ids.push_back(newUlid(now - (i % 3 == 2 ? 500 : 0)));
    }
    ids.push_back(newUlid(now + 1));
    EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
    EXPECT_GT(ids.back().substr(0, 10), ids.front().substr(0, 10));
}

TEST(Ulid, DoesNotRepeatOverThreads) {
    const auto now = fresh();
    constexpr int kThreads = 4;
    constexpr int kEach = 2000;
    std::vector<std::vector<std::string>> made(kThreads);
    std::vector<std::thread> threads;
    for (auto& mine : made) {
        threads.emplace_back([&mine, now] {
            for (int i = 0; i < kEach; ++i) {
                mine.push_back(newUlid(now));
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    std::set<std::string> all;
    for (const auto& mine : made) {
        EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
        all.insert(mine.begin(), mine.end());
    }
    EXPECT_EQ(all.size(), static_cast<std::size_t>(kThreads * kEach));
}

TEST(Sha256, IsThatOfTheStandard) {
    // FIPS 180-4, examples of NIST.
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_NE(sha256(std::string_view("a\0b", 3)), sha256("a"));
}

}  // namespace
}  // namespace beamline::api
