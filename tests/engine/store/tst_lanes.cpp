// SPDX-License-Identifier: Apache-2.0
// Lanes of messages: what they keep from being forgotten, and for how long.

#include "engine/store/outbox.h"
#include "tests/engine/store/fixture.h"

namespace beamline::store::test {
namespace {

class Lanes : public testing::Test {
protected:
    /// So many messages, all delivered to runs.
    void publish(Journal& journal, std::int64_t count) {
        for (std::int64_t i = 0; i < count; ++i) {
            Message message;
            message.type = "t";
            message.data = "{}";
            journal.publish(std::move(message), {});
            if (i % 10'000 == 0) {
                journal.flush();  // the queue has a limit
            }
        }
        journal.flush();
        journal.delivered(journal.newestMessage());
        journal.flush();
    }
    static std::int64_t oldest(Journal& journal) {
        const auto found = journal.messages(0, 1);
        return found.ok() && !found->empty() ? found->front().position : 0;
    }
    TemporaryDirectory directory;
    const std::filesystem::path file = directory / "journal.db";
};

TEST_F(Lanes, KeepWhatTheyHaveNotHad) {
    auto journal = open(file);
    publish(*journal, kMaxKeptMessages + 100);
    EXPECT_EQ(oldest(*journal), 101);
    EXPECT_FALSE(journal->lanePosition("a")->has_value());
    journal->laneAt("a", 150);
    journal->laneAt("b", 5'000);
    publish(*journal, 100);
    EXPECT_EQ(oldest(*journal), 151) << "the slowest lane counts";
    EXPECT_EQ(journal->lanePosition("a")->value(), 150);
    journal.reset();
    journal = open(file);
    EXPECT_EQ(journal->lanePosition("b")->value(), 5'000);
    EXPECT_EQ(journal->newestMessage(), kMaxKeptMessages + 200);
    journal->closeLane("a");
    publish(*journal, 100);
    EXPECT_EQ(oldest(*journal), 301) << "lane b is ahead of what is kept anyway";
    EXPECT_FALSE(journal->lanePosition("a")->has_value());
    EXPECT_EQ(damage(*journal), "");
}

TEST_F(Lanes, AreKnownAfterARecovery) {
    auto journal = open(file);
    journal->laneAt("a", 7);
    journal->flush();
    journal.reset();
    ASSERT_TRUE(Journal::recover(file, directory / "new.db").ok());
    EXPECT_EQ(open(directory / "new.db")->lanePosition("a")->value(), 7);
}

TEST_F(Lanes, AreHeldForSoManyAlone) {
    auto journal = open(file);
    journal->laneAt("a", 0);
    publish(*journal, kMaxHeldMessages + 100);
    EXPECT_EQ(oldest(*journal), 101);
}

}  // namespace
}  // namespace beamline::store::test
