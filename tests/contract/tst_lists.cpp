// SPDX-License-Identifier: Apache-2.0
// Lists at their edges: every filter, every order, limits, cursors that are not theirs, and pages while the data
// change.

#include <algorithm>
#include <functional>
#include <set>

#include "tests/contract/contract_fixture.h"

namespace beamline::test {
namespace {

using Ids = std::vector<std::string>;

template <class Items>
Ids ids(const Items& items) {
    Ids out;
    for (const auto& item : items) {
        out.push_back(item.id);
    }
    return out;
}

TEST_P(Contract, RunsAreSortedByWhatTheOrderSays) {
    deploy("b-echo", kEcho);
    deploy("a-sleep", kLongWait);
    deploy("c-fault", "  - r: {raise: {error: {type: 'https://fake.com/x', status: 418, title: Teapot}}}\n");
    const auto first = startAndEnd("b-echo");
    const auto second = startAndEnd("a-sleep", "run.waiting");
    const auto third = startAndEnd("c-fault", "run.faulted");
    const auto fourth = startAndEnd("b-echo");
    std::this_thread::sleep_for(std::chrono::milliseconds(5));  // times are whole milliseconds
    must(api::SuspendRun{second, ""});                          // the latest change
    const auto sorted = [&](api::RunOrder order, bool descending) {
        api::ListRuns query;
        query.order = order;
        query.descending = descending;
        return ids(must(query).items);
    };
    EXPECT_EQ(sorted(api::RunOrder::created, false), (Ids{first, second, third, fourth}));
    EXPECT_EQ(sorted(api::RunOrder::created, true), (Ids{fourth, third, second, first}));
    EXPECT_EQ(sorted(api::RunOrder::updated, true).front(), second);
    EXPECT_EQ(sorted(api::RunOrder::workflow, false).front(), second);
    EXPECT_EQ(sorted(api::RunOrder::workflow, true).front(), third);
    const auto ended = sorted(api::RunOrder::ended, true);
    EXPECT_EQ(ended.size(), 4u);
    EXPECT_EQ(ended.back(), second) << "what has not ended comes last";
    const auto byPhase = sorted(api::RunOrder::phase, false);
    std::vector<int> phases;
    for (const auto& id : byPhase) {
        phases.push_back(static_cast<int>(must(api::GetRun{id}).run.phase));
    }
    EXPECT_EQ(std::set<std::string>(byPhase.begin(), byPhase.end()).size(), 4u);
    EXPECT_EQ(std::count(phases.begin(), phases.end(), static_cast<int>(api::Phase::completed)), 2);
    const auto done = std::find(phases.begin(), phases.end(), static_cast<int>(api::Phase::completed));
    EXPECT_EQ(*std::next(done), *done) << "equal phases stand together";
}

TEST_P(Contract, EveryFilterOfRunsCounts) {
    deploy("echo", kEcho);
    deploy("echo", kLongWait, "2.0.0");
    deploy("fault",
           "  - r: {raise: {error: {type: 'https://fake.com/x', status: 418, title: Teapot, detail: 'Short and "
           "Stout'}}}\n");
    api::StartRun old;
    old.ns = "test";
    old.workflow = "echo";
    old.version = "1.0.0";
    old.labels = {{"team", "blue"}, {"city", "Köln"}};
    const auto completed = must(old).run;
    ASSERT_TRUE(waitFor(completed, "run.completed"));
    const auto waiting = startAndEnd("echo", "run.waiting", boost::json::object{}, {{"team", "blue"}});
    const auto faulted = startAndEnd("fault", "run.faulted", boost::json::object{}, {{"team", "red"}});
    const auto only = [&](const std::function<void(api::RunFilter&)>& set) {
        api::ListRuns query;
        query.descending = false;
        set(query.filter);
        return ids(must(query).items);
    };
    EXPECT_EQ(only([](auto& f) {
                  f.phases = {api::Phase::completed, api::Phase::faulted};
              }),
              (Ids{completed, faulted}));
    EXPECT_EQ(only([](auto& f) { f.phases = {api::Phase::suspended}; }), Ids{});
    EXPECT_EQ(only([](auto& f) { f.version = "2.0.0"; }), Ids{waiting});
    EXPECT_EQ(only([](auto& f) { f.ns = "test"; }).size(), 3u);
    EXPECT_EQ(only([](auto& f) { f.workflow = "*"; }).size(), 3u);
    EXPECT_EQ(only([](auto& f) { f.workflow = "ech"; }), Ids{}) << "exact without a star";
    EXPECT_EQ(only([](auto& f) { f.workflow = "ech*"; }), (Ids{completed, waiting}));
    EXPECT_EQ(only([](auto& f) { f.workflow = "%"; }), Ids{}) << "no pattern but the star";
    EXPECT_EQ(only([](auto& f) { f.labels = {{"team", "blue"}}; }), (Ids{completed, waiting}));
    EXPECT_EQ(only([](auto& f) { f.labels = {{"team", "blue"}, {"city", "Köln"}}; }), Ids{completed}) << "all of them";
    EXPECT_EQ(only([](auto& f) { f.labels = {{"team", "green"}}; }), Ids{});
    EXPECT_EQ(only([](auto& f) { f.text = "sHoRt AND"; }), Ids{faulted}) << "in the error, in any case";
    EXPECT_EQ(only([](auto& f) { f.text = "köln"; }).size() + only([](auto& f) { f.text = "Köln"; }).size(), 2u)
        << "in label values";
    EXPECT_EQ(only([](auto& f) { f.text = "Team=bl"; }), (Ids{completed, waiting})) << "and as labels are written";
    EXPECT_EQ(only([](auto& f) { f.text = "nap"; }), Ids{waiting}) << "in what it does now";
    EXPECT_EQ(only([](auto& f) { f.text = "_"; }), Ids{}) << "no pattern either";
    const auto from = must(api::GetRun{waiting}).run.createdAt;
    for (const auto& id : only([&](auto& f) { f.createdFrom = from; })) {
        EXPECT_GE(must(api::GetRun{id}).run.createdAt, from);
    }
    for (const auto& id : only([&](auto& f) { f.createdTo = from; })) {
        EXPECT_LT(must(api::GetRun{id}).run.createdAt, from);
    }
    EXPECT_EQ(only([&](auto& f) { f.createdFrom = from; }).size() + only([&](auto& f) { f.createdTo = from; }).size(),
              3u);
}

TEST_P(Contract, LimitsAreCutAndCursorsBelongToTheirList) {
    deploy("flow", kEcho);
    for (int i = 0; i < 3; ++i) {
        startAndEnd("flow");
    }
    api::ListRuns query;
    for (const int limit : {0, -5, 1}) {
        query.limit = limit;
        EXPECT_EQ(must(query).items.size(), 1u) << limit;
    }
    query.limit = api::kMaxPageSize + 1;
    EXPECT_EQ(must(query).items.size(), 3u);
    EXPECT_TRUE(must(query).next.empty()) << "that was all";
    query.limit = 1;
    const auto cursor = must(query).next;
    ASSERT_FALSE(cursor.empty());
    api::ListRuns other;
    other.order = api::RunOrder::workflow;
    other.after = cursor;
    EXPECT_EQ(refused(other), api::code::kInvalidArgument) << "a cursor of another order";
    api::ListWorkflows workflows;
    workflows.after = cursor;
    EXPECT_EQ(refused(workflows), api::code::kInvalidArgument);
    api::ListApprovals approvals;
    approvals.after = cursor;
    EXPECT_EQ(refused(approvals), api::code::kInvalidArgument);
    api::GetHistory history;
    history.run = must(api::ListRuns{}).items.front().id;
    history.after = cursor;
    EXPECT_EQ(refused(history), api::code::kInvalidArgument);
}

TEST_P(Contract, PagesNeitherRepeatNorLoseWhileDataChange) {
    deploy("flow", kLongWait);
    std::set<std::string> there;
    for (int i = 0; i < 6; ++i) {
        there.insert(startAndEnd("flow", "run.waiting"));
    }
    api::ListRuns query;
    query.limit = 2;
    Ids seen;
    do {
        const auto page = must(query);
        for (const auto& item : page.items) {
            seen.push_back(item.id);
        }
        query.after = page.next;
        // Meanwhile one run is new, and one that was shown and one that was not are at their end.
        startAndEnd("flow", "run.waiting");
        must(api::CancelRun{seen.back(), ""});
        for (const auto& id : there) {
            if (std::find(seen.begin(), seen.end(), id) == seen.end()) {
                must(api::SuspendRun{id, ""});
                must(api::ResumeRun{id, ""});
                break;
            }
        }
    } while (!query.after.empty() && seen.size() < 20);
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()), there)
        << "newest first: what comes later is before the page";
    EXPECT_EQ(seen.size(), there.size()) << "none twice";
}

TEST_P(Contract, ApprovalsAreFilteredByRunAndSortedByDueDate) {
    const auto ask = [](const std::string& more) {
        return "  - ask: {call: approval, with: {subject: Pay the bill" + more + "}}\n";
    };
    deploy("later", ask(", due: PT5H"));
    deploy("sooner", ask(", due: PT1H"));
    deploy("never", ask(""));
    const auto never = awaitApproval(start("never"));
    const auto later = awaitApproval(start("later"));
    const auto sooner = awaitApproval(start("sooner"));
    api::ListApprovals open;
    EXPECT_EQ(ids(must(open).items), (Ids{sooner.id, later.id, never.id})) << "by due date, then age";
    open.run = later.run;
    EXPECT_EQ(ids(must(open).items), Ids{later.id});
    open.run = "nothing";
    EXPECT_TRUE(must(open).items.empty());
    open = {};
    open.text = "THE BILL";
    EXPECT_EQ(must(open).items.size(), 3u);
    open.after = "no cursor of ours";
    EXPECT_EQ(refused(open), api::code::kInvalidArgument);
}

TEST_P(Contract, WorkflowsComeNewestFirstAndRefuseForeignCursors) {
    for (const char* name : {"one", "two", "three"}) {
        deploy(name, kEcho);
    }
    deploy("one", kLongWait, "1.1.0");
    api::ListWorkflows query;
    const auto all = must(query).items;
    ASSERT_EQ(all.size(), 3u);
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                               [](const auto& a, const auto& b) { return a.deployedAt > b.deployedAt; }));
    EXPECT_TRUE(std::all_of(all.begin(), all.end(), [](const auto& item) { return item.latest; }));
    query.ns = "test";
    query.name = "one";
    query.limit = 1;
    const auto newest = must(query);
    ASSERT_EQ(newest.items.size(), 1u);
    EXPECT_EQ(newest.items[0].version, "1.1.0");
    query.after = newest.next;
    const auto older = must(query);
    ASSERT_EQ(older.items.size(), 1u);
    EXPECT_EQ(older.items[0].version, "1.0.0");
    EXPECT_FALSE(older.items[0].latest);
    query.after = "no cursor of ours";
    EXPECT_EQ(refused(query), api::code::kInvalidArgument);
}

TEST_P(Contract, HistoryPagesBothWaysWithoutOverlap) {
    deploy("flow", "  - loop:\n      for: {in: '${ [range(5)] }'}\n      do:\n        - a: {set: {x: '${ $item }'}}\n");
    const auto run = startAndEnd("flow");
    const auto pages = [&](bool descending, int limit) {
        api::GetHistory query;
        query.run = run;
        query.descending = descending;
        query.limit = limit;
        std::vector<std::pair<api::Seq, int>> keys;
        do {
            const auto page = must(query);
            EXPECT_LE(page.items.size(), static_cast<std::size_t>(limit));
            for (const auto& entry : page.items) {
                keys.emplace_back(entry.seq, entry.index);
            }
            query.after = page.next;
        } while (!query.after.empty() && keys.size() < 200);
        return keys;
    };
    const auto whole = pages(false, 1000);
    EXPECT_EQ(whole.size(), 2u + 2u + 5u * 3u + 2u);
    auto backwards = pages(true, 3);
    std::reverse(backwards.begin(), backwards.end());
    EXPECT_EQ(backwards, whole);
    EXPECT_EQ(pages(false, 4), whole);
    const auto task = must(api::GetTask{run, "/do/0/loop/do/0/a", 2});
    EXPECT_EQ(task.iteration, 2);
    EXPECT_EQ(task.output, (api::Json{{"x", 1}}));
    EXPECT_EQ(must(api::GetTask{run, "/do/0/loop/do/0/a", 0}).output, (api::Json{{"x", 4}})) << "0 is the latest";
    EXPECT_TRUE(must(api::GetTask{run, "/do/0/loop/do/0/a", 9}).attempts.empty()) << "not come to yet";
}

}  // namespace
}  // namespace beamline::test
