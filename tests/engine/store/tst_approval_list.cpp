// SPDX-License-Identifier: Apache-2.0
// The queues of approvals by index: that they are what the rules say, page by page and counted, also of a journal that
// was written before there was an index.

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/core/approval/inbox.h"
#include "engine/store/approval_list.h"
#include "engine/store/records.h"
#include "tests/engine/store/fixture.h"

namespace beamline::store::test {
namespace {

using Queue = api::ApprovalQueue;
constexpr api::Timestamp kThen = 1'000'000;
constexpr int kRequests = 300;
const std::vector<std::string> kPeople{"ann", "bob", "cy", "o'dan \"x\"", "\u00e9va"};
const std::vector<std::string> kNamespaces{"test", "other"};
const std::vector<std::string> kTeams{"ops", "finance", "chiefs"};

/// Something of everything, the same every time.
std::vector<api::Approval> someRequests() {
    std::mt19937 random{7};
    const auto pick = [&](int of) { return static_cast<int>(random() % static_cast<unsigned>(of)); };
    const auto person = [&] { return kPeople[static_cast<std::size_t>(pick(static_cast<int>(kPeople.size())))]; };
    const auto team = [&] { return kTeams[static_cast<std::size_t>(pick(static_cast<int>(kTeams.size())))]; };
    std::vector<api::Approval> all;
    for (int i = 0; i < kRequests; ++i) {
        auto& a = all.emplace_back();
        a.id = "RUN." + std::to_string(i + 1);
        a.run = "RUN";
        a.ns = kNamespaces[i % 4 == 0 ? 1 : 0];
        a.workflow = pick(2) ? "pay-rent" : "ship";
        a.task = pick(3) ? "/do/0/ask" : "/do/1/more";
        a.subject = "Number " + std::to_string(i);
        a.risk = static_cast<api::Risk>(pick(3));
        a.requester = pick(3) ? person() : "";
        a.requesterMayDecide = pick(2) != 0;
        a.raisedAt = 1000 + pick(50);
        a.dueAt = pick(2) ? 0 : kThen + pick(7'200'000) - 10'000;
        a.claimedBy = pick(3) ? "" : person();
        for (int n = pick(3); n > 0; --n) {
            pick(2) ? a.candidates.users.push_back(person()) : a.candidates.groups.push_back(team());
        }
        a.escalation.groups = {"chiefs"};
        a.state =
            std::array{api::ApprovalState::waiting, api::ApprovalState::waiting, api::ApprovalState::escalated,
                       api::ApprovalState::approved, api::ApprovalState::rejected}[static_cast<std::size_t>(pick(5))];
        for (int n = pick(3); n > 0; --n) {
            a.decisions.push_back({person(), {}, 2000, api::Outcome::approve, "", {}, "", pick(4) ? "" : person()});
        }
        if (pick(3) == 0) {  // whose right it is, is looked at when it is raised and delegated
            const auto by = a.candidates.users.empty() ? "owner" : a.candidates.users.front();
            a.delegations.push_back({by, a.candidates.groups, person(), 1, kThen + pick(3) - 1, ""});
            if (by == a.requester || a.delegations[0].to == by) {
                a.delegations.clear();
            }
        }
        if (pick(3) == 0) {
            a.snoozed[person()] = kThen + pick(3) - 1;
        }
        a.decidedAt = api::isOpen(a.state) ? 0 : 3000 + pick(100);
    }
    return all;
}

class ApprovalListTest : public testing::Test {
protected:
    void SetUp() override {
        journal = open(file);
        const auto key = journal->reserveRun();
        auto change = creation(key, summary("RUN", api::Phase::waiting));
        change.timers = {{1, 5}};
        change.approvals = requests;
        ASSERT_TRUE(write(*journal, change).ok());
    }
    std::vector<std::string> pages(api::ListApprovals query, const std::string& user,
                                   const std::vector<std::string>& groups) {
        std::vector<std::string> ids;
        query.limit = 7;
        do {
            const auto page = journal->listApprovals(query, user, groups, kThen);
            EXPECT_TRUE(page.ok()) << (page.ok() ? "" : page.error().message);
            for (const auto& item : page.ok() ? page->items : std::vector<api::Approval>()) {
                ids.push_back(item.id);
            }
            query.after = page.ok() ? page->next : "";
        } while (!query.after.empty());
        return ids;
    }
    /// What the rules say, in any order.
    std::vector<std::string> wanted(const api::ListApprovals& query, const std::string& user,
                                    const std::vector<std::string>& groups) const {
        std::vector<std::string> ids;
        for (const auto& a : requests) {
            if (core::belongs(a, query.queue, user, groups, kThen) && core::fits(a, query)) {
                ids.push_back(a.id);
            }
        }
        std::sort(ids.begin(), ids.end());
        return ids;
    }
    void expectScopes() {
        for (const auto& scope :
             {api::NamespaceScope{{kNamespaces[0]}, false}, api::NamespaceScope{{kNamespaces[0]}, true},
              api::NamespaceScope{{}, false}, api::NamespaceScope{{}, true}}) {
            for (const auto& user : {kPeople[0], kPeople[1], std::string("new")}) {
                const std::vector<std::string> groups{"ops"};
                api::ApprovalCounts right;
                for (const auto& a : requests) {
                    if (scope.contains(a.ns)) {
                        core::count(right, a, user, groups, kThen);
                    }
                }
                auto counted = journal->countApprovals(user, groups, kThen, scope).value();
                for (const auto queue : core::openQueues()) {
                    right.byQueue[boost::describe::enum_to_string(queue, "")];
                }
                right.seq = counted.seq;
                EXPECT_EQ(api::toJson(counted), api::toJson(right)) << user << scope.except;
                for (const auto queue : {Queue::open, Queue::mine, Queue::decided, Queue::all, Queue::others}) {
                    api::ListApprovals query;
                    query.queue = queue;
                    query.scope = scope;
                    auto found = pages(query, user, groups);
                    std::sort(found.begin(), found.end());
                    EXPECT_EQ(found, wanted(query, user, groups)) << user << scope.except;
                }
            }
        }
    }
    void expectRules() {
        std::vector<std::string> many{"ops", "chiefs"};
        for (std::size_t i = 0; i < kMaxMergedGroups; ++i) {
            many.push_back("team" + std::to_string(i));
        }
        for (const auto& groups : {std::vector<std::string>{}, {"ops"}, {"finance", "chiefs"}, many}) {
            for (const auto& user :
                 {kPeople[0], kPeople[1], kPeople[3], kPeople[4], std::string("new"), std::string()}) {
                api::ApprovalCounts right;
                for (const auto& a : requests) {
                    core::count(right, a, user, groups, kThen);
                }
                auto counted = journal->countApprovals(user, groups, kThen).value();
                right.seq = counted.seq;
                EXPECT_EQ(api::toJson(counted), api::toJson(right)) << user << groups.size();
                for (const auto queue : {Queue::open, Queue::mine, Queue::decided, Queue::all, Queue::groups,
                                         Queue::unclaimed, Queue::others, Queue::snoozed}) {
                    for (const char* workflow : {"", "ship", "pay*"}) {
                        api::ListApprovals query;
                        query.queue = queue;
                        query.workflow = workflow;
                        query.risk = *workflow ? std::optional(api::Risk::high) : std::nullopt;
                        auto found = pages(query, user, groups);
                        std::sort(found.begin(), found.end());
                        EXPECT_EQ(found, wanted(query, user, groups))
                            << user << groups.size() << boost::describe::enum_to_string(queue, "") << workflow;
                    }
                }
            }
        }
    }

    TemporaryDirectory directory;
    const std::filesystem::path file = directory / "journal.db";
    std::vector<api::Approval> requests = someRequests();
    std::unique_ptr<Journal> journal;
};

TEST_F(ApprovalListTest, QueuesAreWhatTheRulesSay) {
    expectRules();
    expectScopes();
    auto change = step(1, {"decided"});
    for (auto& a : requests) {  // what changes moves
        if (a.state == api::ApprovalState::waiting && a.raisedAt % 3 == 0) {
            a.state = api::ApprovalState::rejected;
            a.decidedAt = 5000;
        } else if (a.state == api::ApprovalState::waiting) {
            a.state = api::ApprovalState::escalated;
            a.snoozed.clear();
            a.claimedBy = a.claimedBy.empty() ? "ann" : "";
        }
        change.approvals.push_back(a);
    }
    ASSERT_TRUE(write(*journal, change).ok());
    expectRules();
    EXPECT_EQ(damage(*journal), "");
}

TEST_F(ApprovalListTest, AJournalOfBeforeGetsItsIndex) {
    journal.reset();
    makeOlder(file, 4);
    {
        Connection connection(file.string(), SQLITE_OPEN_READWRITE, {});
        Statement rows(connection,
                       "SELECT key,run,open,due,json_remove(data,'$.delegations','$.snoozed') FROM approval");
        std::vector<std::tuple<std::int64_t, std::int64_t, std::string>> plain;
        while (rows.row()) {
            plain.emplace_back(rows.integer(0),
                               approvalCrc(rows.integer(1), rows.integer(2), rows.integer(3), rows.text(4)),
                               rows.string(4));
        }
        ASSERT_EQ(plain.size(), static_cast<std::size_t>(kRequests));
        for (const auto& [key, crc, data] : plain) {
            ASSERT_TRUE(connection.prepared("UPDATE approval SET crc=?,data=? WHERE key=?")
                            .with(crc, std::string_view(data), key)
                            .run());
        }
    }
    for (auto& a : requests) {
        a.delegations.clear();
        a.snoozed.clear();
    }
    journal = open(file);
    EXPECT_EQ(damage(*journal), "");
    expectRules();
}

TEST_F(ApprovalListTest, AnIndexThatSaysSomethingElseIsDamage) {
    Connection connection(file.string(), SQLITE_OPEN_READWRITE, {});
    ASSERT_TRUE(connection.execute("DELETE FROM inbox WHERE approval=(SELECT min(approval) FROM inbox)"));
    EXPECT_NE(damage(*journal).find("inbox of approval"), std::string::npos);
}

TEST_F(ApprovalListTest, CountingHasALimit) {
    Connection connection(file.string(), SQLITE_OPEN_READWRITE, {});
    const auto some = countApprovals(connection, "ann", {"ops"}, kThen, 5).value();
    EXPECT_TRUE(some.more);
    EXPECT_EQ(some.byQueue.at("open"), 5);
    const auto all = countApprovals(connection, "ann", {"ops"}, kThen, kRequests).value();
    EXPECT_FALSE(all.more);
    EXPECT_GT(all.byQueue.at("open"), 5);
}

TEST_F(ApprovalListTest, ThePreviousOneIsTheLastApprovedOfTheSameTask) {
    int some = 0;
    int overtaken = 0;  // raised before it, decided after what it is told
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const api::Approval* right = nullptr;
        for (std::size_t j = 0; j < requests.size(); ++j) {
            const auto& other = requests[j];
            const bool before =
                api::isOpen(requests[i].state) || std::pair(other.decidedAt, j) < std::pair(requests[i].decidedAt, i);
            if (before && other.state == api::ApprovalState::approved && other.ns == requests[i].ns &&
                other.workflow == requests[i].workflow && other.task == requests[i].task &&
                (!right || right->decidedAt <= other.decidedAt)) {
                right = &other;
            }
        }
        EXPECT_EQ(core::previousOf(requests[i], requests), right) << requests[i].id;
        overtaken += right && right->raisedAt > requests[i].raisedAt ? 1 : 0;
        const auto found = journal->previousApproval(requests[i].id);
        ASSERT_TRUE(found.ok());
        EXPECT_EQ(found->approval, right ? std::optional(*right) : std::nullopt);
        some += right ? 1 : 0;
    }
    EXPECT_GT(some, 50);
    EXPECT_GT(overtaken, 10);
    EXPECT_EQ(journal->previousApproval("RUN.999").error().code, api::code::kNotFound);
}

}  // namespace
}  // namespace beamline::store::test
