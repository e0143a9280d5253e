// SPDX-License-Identifier: Apache-2.0
// Messages that people have sent, as the journal keeps them.
#include "engine/store/sent_table.h"
#include "tests/engine/store/fixture.h"

namespace beamline::store::test {

namespace {

SentMessage sentMessage(int n, const std::string& tenant = "t", api::Timestamp at = 0) {
    return {"M" + std::to_string(n),
            at > 0 ? at : 1'000 + n,
            tenant,
            n % 2 ? "sent" : "failed",
            "Word-" + std::to_string(n),
            R"({"subject":"orders"})",
            R"({"payload":)" + std::to_string(n) + "}"};
}

void send(Journal& journal, SentMessage message) {
    std::promise<bool> done;
    journal.recordSent(std::move(message), [&](const auto& result) { done.set_value(result.ok()); });
    EXPECT_TRUE(done.get_future().get());
}

std::vector<std::string> idsOf(const api::Result<SentRows>& rows) {
    std::vector<std::string> ids;
    for (const auto& one : rows.ok() ? rows->rows : std::vector<SentMessage>()) {
        ids.push_back(one.id);
    }
    return ids;
}

SentQuery queryOf(const std::string& tenant, const std::string& text = {}) {
    SentQuery query;
    query.tenant = tenant;
    query.text = text;
    return query;
}

class Sent : public testing::Test {
protected:
    TemporaryDirectory directory;
    std::filesystem::path file = directory / "journal.db";
};

}  // namespace

TEST_F(Sent, MessagesAreListedNewestFirstInPagesAndFound) {
    auto journal = open(file);
    for (int i = 1; i <= 30; ++i) {
        send(*journal, sentMessage(i));
    }
    send(*journal, sentMessage(100, "other"));
    send(*journal, sentMessage(7));  // again
    SentQuery query{"t", {}, {}, 0, 20};
    const auto first = journal->sentMessages(query);
    ASSERT_TRUE(first.ok()) << first.error().message;
    ASSERT_EQ(first->rows.size(), 20U);
    EXPECT_EQ(first->rows.front().id, "M30");
    EXPECT_EQ(first->rows.front().body, "") << "lists are short";
    query.before = first->next;
    send(*journal, sentMessage(31));
    const auto second = journal->sentMessages(query);
    ASSERT_EQ(second->rows.size(), 10U);
    EXPECT_EQ(second->rows.front().id, "M10") << "what comes meanwhile moves nothing";
    EXPECT_EQ(second->next, 0);
    EXPECT_EQ(idsOf(journal->sentMessages(queryOf("t", "wOrD-3"))), (std::vector<std::string>{"M31", "M30", "M3"}));
    EXPECT_EQ(idsOf(journal->sentMessages({"t", "", "failed", 0, 100})).size(), 15U);
    EXPECT_EQ(idsOf(journal->sentMessages(queryOf("other"))), std::vector<std::string>{"M100"});
    EXPECT_EQ((*journal->sentMessage("t", "M7"))->body, "{\"payload\":7}");
    EXPECT_FALSE(*journal->sentMessage("other", "M7")) << "of another tenant";
    journal.reset();
    journal = open(file);
    EXPECT_EQ((*journal->sentMessage("t", "M31"))->status, "sent");
    EXPECT_EQ(damage(*journal), "");
}

TEST_F(Sent, TheNewestStayOfEachTenant) {
    auto journal = open(file);
    for (int i = 1; i <= 3; ++i) {
        send(*journal, sentMessage(i));
    }
    send(*journal, sentMessage(4, "other"));
    {
        journal.reset();
        Connection connection(file.string(), SQLITE_OPEN_READWRITE, {});
        // As if there were so many, of which none is damaged.
        ASSERT_TRUE(
            connection.execute(("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<" +
                                std::to_string(kMaxMessagesKept) +
                                ") INSERT INTO sent SELECT 1000+i,'X'||i,2000,'t','sent','',1,0,0,'{}','' FROM n")
                                   .c_str()));
    }
    journal = open(file);
    send(*journal, sentMessage(5));
    EXPECT_FALSE(*journal->sentMessage("t", "M1"));
    EXPECT_FALSE(*journal->sentMessage("t", "M3"));
    EXPECT_TRUE(*journal->sentMessage("t", "M5"));
    EXPECT_TRUE(*journal->sentMessage("other", "M4"));
    journal.reset();
    Connection connection(file.string(), SQLITE_OPEN_READWRITE, {});
    EXPECT_EQ(connection.number("SELECT count(*) FROM sent WHERE tenant='t'"), kMaxMessagesKept);
}

TEST_F(Sent, WhatIsOldOrTooMuchGoesWithTheNextOne) {
    auto journal = open(file);
    send(*journal, sentMessage(1, "t", 1'000));
    send(*journal, sentMessage(2, "t", 5'000));
    send(*journal, sentMessage(3, "t", 1'001 + kMessagesKeptMs));
    EXPECT_EQ(idsOf(journal->sentMessages(queryOf("t"))), (std::vector<std::string>{"M3", "M2"}));
    journal.reset();
    {
        Connection connection(file.string(), SQLITE_OPEN_READWRITE, {});
        connection.prepared("UPDATE sent SET bytes=? WHERE id='M2'").with(kMaxMessageBytesKept).run();
        ASSERT_FALSE(connection.failed());
    }
    journal = open(file);
    send(*journal, sentMessage(4, "t", 1'002 + kMessagesKeptMs));
    EXPECT_TRUE(*journal->sentMessage("t", "M4"));
    EXPECT_TRUE(*journal->sentMessage("t", "M3"));
    EXPECT_FALSE((*journal->sentMessages(queryOf("t"))).rows.size() > 2);
}

TEST_F(Sent, DamageIsFoundAndTheRestIsRecovered) {
    {
        auto journal = open(file);
        send(*journal, sentMessage(1));
        send(*journal, sentMessage(2));
        send(*journal, sentMessage(3));
    }
    {
        Connection connection(file.string(), SQLITE_OPEN_READWRITE, {});
        ASSERT_TRUE(
            connection.execute("UPDATE sent SET body='{}' WHERE id='M1'; UPDATE sent SET status='sent' WHERE id='M2'"));
    }
    auto journal = open(file);
    const auto found = damage(*journal);
    EXPECT_NE(found.find("sent M1"), std::string::npos) << found;
    EXPECT_NE(found.find("sent M2"), std::string::npos) << found;
    EXPECT_EQ(journal->sentMessage("t", "M1").error().code, api::code::kCorrupt);
    journal.reset();
    const auto saved = directory / "saved.db";
    ASSERT_TRUE(Journal::recover(file, saved).ok());
    journal = open(saved);
    EXPECT_EQ(damage(*journal), "");
    EXPECT_EQ(idsOf(journal->sentMessages(queryOf("t"))), std::vector<std::string>{"M3"});
}

TEST_F(Sent, AJournalOfBeforeTakesThem) {
    open(file).reset();
    makeOlder(file, 5);
    auto journal = open(file);
    EXPECT_TRUE(journal->sentMessages(queryOf("t"))->rows.empty());
    send(*journal, sentMessage(1));
    EXPECT_TRUE(*journal->sentMessage("t", "M1"));
}

}  // namespace beamline::store::test
