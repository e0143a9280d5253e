// SPDX-License-Identifier: Apache-2.0
// A run as it was, what the engine has done, and archives.

#include <algorithm>
#include <thread>

#include "engine/runtime/archive_engine.h"
#include "tests/contract/contract_fixture.h"

namespace beamline::test {
namespace {

constexpr const char* kSteps =
    "  - first: {set: {name: '${ .name }'}}\n"
    "  - read: {call: jmespath, with: {expression: name, data: '${ . }'}}\n"
    "  - ask: {call: approval, with: {subject: May it go}}\n"
    "  - last: {set: {done: true}}\n";

api::GetRun asOf(const std::string& run, std::int64_t entry) {
    return {run, entry};
}

const api::TaskState& task(const api::RunDetail& run, const std::string& name) {
    return *std::find_if(run.tasks.begin(), run.tasks.end(), [&](const auto& one) { return one.name == name; });
}

TEST_P(Contract, ARunIsToldAsItWasAfterAnyEntryOfItsHistory) {
    deploy("steps", kSteps);
    const auto run = start("steps", {{"name", "Rex"}});
    const auto approval = awaitApproval(run);
    must(api::DecideApproval{approval.id, api::Outcome::approve, {}, {}, approval.hash}, as("bob"));
    ASSERT_TRUE(waitFor(run, "run.completed"));
    const auto entries = must(api::GetHistory{run, false, false, 1'000, {}, {}, {}}).items;
    int done = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto then = must(asOf(run, static_cast<std::int64_t>(i) + 1));
        const auto& entry = entries[i];
        EXPECT_EQ(then.seq, entry.seq);
        EXPECT_GE(then.run.tasksDone, done) << "it only grows";
        done = then.run.tasksDone;
        if (entry.kind == "task.started") {
            EXPECT_EQ(task(then, entry.name).startedAt, entry.at);
            EXPECT_FALSE(api::isFinal(task(then, entry.name).phase)) << entry.name;
        } else if (entry.kind == "task.completed") {
            EXPECT_EQ(task(then, entry.name).phase, api::Phase::completed);
        }
        const bool ended = entry.kind == "run.completed";
        EXPECT_EQ(then.run.phase == api::Phase::completed, ended) << i;
        EXPECT_EQ(then.output.is_null(), !ended) << i;
    }
    const auto raised =
        std::find_if(entries.begin(), entries.end(), [](const auto& entry) { return entry.kind == "approval.raised"; });
    ASSERT_NE(raised, entries.end());
    const auto waiting = must(asOf(run, raised - entries.begin() + 1));
    EXPECT_EQ(waiting.approvals, std::vector<std::string>{approval.id});
    EXPECT_EQ(waiting.run.now, "approval: May it go");
    EXPECT_TRUE(must(asOf(run, 1)).approvals.empty());
    const auto last = must(asOf(run, static_cast<std::int64_t>(entries.size())));
    EXPECT_EQ(api::toJson(last), api::toJson(must(api::GetRun{run})));
    EXPECT_EQ(refused(asOf(run, static_cast<std::int64_t>(entries.size()) + 1)), api::code::kInvalidArgument);
    EXPECT_EQ(refused(asOf(run, -1)), api::code::kInvalidArgument);
    EXPECT_EQ(refused(asOf("nothing", 1)), api::code::kNotFound);
}

TEST_P(Contract, ATaskIsToldAsItWas) {
    deploy("steps", kSteps);
    const auto run = start("steps", {{"name", "Rex"}});
    awaitApproval(run);
    const auto entries = must(api::GetHistory{run, false, false, 1'000, {}, {}, {}}).items;
    const auto place = [&](const std::string& kind) {
        const auto found = std::find_if(entries.begin(), entries.end(),
                                        [&](const auto& entry) { return entry.kind == kind && entry.name == "read"; });
        EXPECT_NE(found, entries.end()) << kind;
        return found - entries.begin() + 1;
    };
    const auto before = must(api::GetTask{run, "/do/1/read", 0, 1});
    EXPECT_EQ(before.state.phase, api::Phase::pending);
    EXPECT_TRUE(before.attempts.empty());
    const auto started = must(api::GetTask{run, "/do/1/read", 0, place("task.started")});
    EXPECT_EQ(started.state.phase, api::Phase::running);
    EXPECT_EQ(started.input, (api::Json{{"name", "Rex"}}));
    EXPECT_TRUE(started.output.is_null());
    EXPECT_EQ(started.attempts.size(), 1u);
    const auto ended = must(api::GetTask{run, "/do/1/read", 0, place("task.completed")});
    EXPECT_EQ(ended.state.phase, api::Phase::completed);
    EXPECT_EQ(ended.output, "Rex");
    EXPECT_EQ(refused(api::GetTask{run, "/do/1/read", 0, 10'000}), api::code::kInvalidArgument);
    EXPECT_EQ(refused(api::GetTask{run, "/do/9/none", 0, 1}), api::code::kNotFound);
}

TEST_P(Contract, AnArchiveTellsWhatTheEngineTells) {
    deploy("steps", kSteps);
    const auto run = start("steps", {{"name", "Rex"}}, {{"team", "blue"}});
    const auto approval = awaitApproval(run);
    const auto text = api::printJson(must(api::ExportRun{run, {}, true}).archive);
    const auto read = core::readArchiveText(text);
    ASSERT_TRUE(read.ok()) << read.error().message;
    runtime::ArchiveEngine archive(*read);
    const auto ask = [&](auto operation) {
        auto reply = api::callAndWait(archive, operation, as("ada"));
        EXPECT_TRUE(reply.ok()) << operation.kInfo.name << ": " << reply.error().message;
        return api::toJson(*reply);
    };
    const auto compare = [&](auto operation) {
        EXPECT_EQ(ask(operation), api::toJson(must(operation))) << operation.kInfo.name;
    };
    const auto entries = must(api::GetHistory{run, false, false, 1'000, {}, {}, {}}).items.size();
    for (std::int64_t n = 0; n <= static_cast<std::int64_t>(entries); ++n) {
        compare(api::GetRun{run, n});
        for (const auto* ref : {"/do/0/first", "/do/1/read", "/do/2/ask"}) {
            compare(api::GetTask{run, ref, 0, n});
        }
    }
    compare(api::GetHistory{run, false, true, 1'000, {}, {}, {}});
    compare(api::GetHistory{run, true, false, 3, {}, {}, {}});
    compare(api::GetHistory{run, true, true, 3, {}, {}, "/do/0/first"});
    api::GetHistory late;
    late.run = run;
    late.from = must(api::GetHistory{run, false, false, 1'000, {}, {}, {}}).items.back().at;
    compare(late);
    late.descending = true;
    compare(late);
    compare(api::GetWorkflow{"test", "steps", "1.0.0"});
    compare(api::GetApproval{approval.id});
    EXPECT_EQ(ask(api::ListRuns{}).at("items").at(0).at("id"), api::Json(run));
    EXPECT_EQ(ask(api::ListApprovals{api::ApprovalQueue::open, run, {}, 10, {}}).at("items").as_array().size(), 1u);
    const auto other = api::callAndWait(archive, api::GetRun{"other"}, as("ada"));
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(other.error().code, api::code::kNotFound);
    const auto changed = api::callAndWait(archive, api::CancelRun{run, {}}, as("ada"));
    ASSERT_FALSE(changed.ok());
    EXPECT_EQ(changed.error().code, api::code::kConflict);
    EXPECT_NE(changed.error().message.find("archive"), std::string::npos);
}

TEST_P(Contract, HistoryIsAskedForByTaskAndFromATime) {
    deploy("nested",
           "  - outer:\n      for: {each: i, in: '${ [1, 2, 3] }'}\n      do: [{in: {set: {x: '${ $i }'}}}]\n"
           "  - outermost: {set: {y: 1}}\n"
           "  - ask: {call: approval, with: {subject: May it go}}\n");
    const auto run = start("nested");
    const auto approval = awaitApproval(run);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));  // so that there is a before and an after
    must(api::DecideApproval{approval.id, api::Outcome::approve, {}, {}, approval.hash}, as("bob"));
    ASSERT_TRUE(waitFor(run, "run.completed"));
    const auto all = must(api::GetHistory{run, false, false, 1'000, {}, {}, {}}).items;
    const auto told = [&](const auto& wanted) {
        std::vector<std::string> keys;
        for (const auto& entry : all) {
            if (wanted(entry)) {
                keys.push_back(std::to_string(entry.seq) + "." + std::to_string(entry.index));
            }
        }
        return keys;
    };
    const auto asked = [&](api::GetHistory query, int limit) {
        std::vector<std::string> keys;
        query.run = run;
        query.limit = limit;
        do {
            const auto page = must(query);
            for (const auto& entry : page.items) {
                keys.push_back(std::to_string(entry.seq) + "." + std::to_string(entry.index));
            }
            query.after = page.next;
        } while (!query.after.empty() && keys.size() <= all.size());
        if (query.descending) {
            std::reverse(keys.begin(), keys.end());
        }
        return keys;
    };
    const auto later = all.back().at;
    for (const bool descending : {false, true}) {
        for (const int limit : {1, 3, 1'000}) {
            api::GetHistory query;
            query.descending = descending;
            query.task = "/do/0/outer";
            EXPECT_EQ(asked(query, limit), told([](const auto& entry) { return entry.task.starts_with("/do/0/"); }));
            query.task = "/do/0/outer/do/0/in";
            EXPECT_EQ(asked(query, limit), told([&](const auto& entry) { return entry.task == query.task; }));
            query.kind = "task.completed";
            EXPECT_EQ(asked(query, limit).size(), 3u);
            query.task = "/do/0/out";  // a part of a name is none
            EXPECT_TRUE(asked(query, limit).empty());
            query = {};
            query.descending = descending;
            query.from = later;
            EXPECT_EQ(asked(query, limit), told([&](const auto& entry) { return descending || entry.at >= later; }));
            query.from = later - 1;
            EXPECT_EQ(asked(query, limit), told([&](const auto& entry) { return descending == (entry.at < later); }));
            query.from = all.front().at - 1;
            EXPECT_EQ(asked(query, limit).size(), descending ? 0u : all.size());
        }
    }
}

TEST_P(Contract, AnArchiveLeavesOutWhatItIsTold) {
    deploy("steps", kSteps);
    const auto run = start("steps", {{"name", "Rex-the-dog"}});
    awaitApproval(run);
    const auto contains = [&](const std::vector<std::string>& names, bool withData) {
        return api::printJson(must(api::ExportRun{run, names, withData}).archive).find("Rex-the-dog") !=
               std::string::npos;
    };
    EXPECT_TRUE(contains({}, true));
    EXPECT_FALSE(contains({"NAME"}, true));
    EXPECT_FALSE(contains({}, false));
    EXPECT_EQ(refused(api::ExportRun{"nothing", {}, true}), api::code::kNotFound);
    EXPECT_EQ(refused(api::ExportRun{run, std::vector<std::string>(core::kMaxRedactedNames + 1, "a"), true}),
              api::code::kInvalidArgument);
}

TEST_P(Contract, WhatAnArchiveRecordedAnswersInADryRun) {
    deploy("writes",
           "  - keep: {call: fs.put, with: {path: kept.txt, content: '${ .text }'}}\n"
           "  - shape: {set: {bytes: '${ .size }'}}\n");
    const auto run = startAndEnd("writes", "run.completed", {{"text", "abc"}});
    const auto read = core::readArchive(must(api::ExportRun{run, {}, true}).archive);
    ASSERT_TRUE(read.ok()) << read.error().message;
    api::StartRun again;
    again.ns = "test";
    again.workflow = "writes";
    again.input = core::rawInputOf(*read);
    again.dryRun = read->mocks;
    const auto rehearsal = must(again).run;
    ASSERT_TRUE(waitFor(rehearsal, "run.completed"));
    EXPECT_EQ(must(api::GetRun{rehearsal}).output, must(api::GetRun{run}).output);
}

TEST_P(Contract, WhatTheEngineHasDoneIsCounted) {
    deploy("flow", kEcho);
    deploy("reads", "  - read: {call: fs.get, with: {path: missing.txt}}\n");
    startAndEnd("flow");
    startAndEnd("flow");
    startAndEnd("reads", "run.faulted");
    const auto reply = must(api::GetStatistics{});
    EXPECT_EQ(reply.step, 60'000);
    ASSERT_FALSE(reply.points.empty());
    EXPECT_LE(reply.points.size(), 2u) << "nothing is known of before the engine's start";
    api::StatisticsPoint sum;
    for (const auto& point : reply.points) {
        sum.runsStarted += point.runsStarted;
        sum.runsCompleted += point.runsCompleted;
        sum.runsFaulted += point.runsFaulted;
        sum.tasks += point.tasks;
        sum.errors += point.errors;
    }
    EXPECT_EQ(sum.runsStarted, 3);
    EXPECT_EQ(sum.runsCompleted, 2);
    EXPECT_EQ(sum.runsFaulted, 1);
    EXPECT_EQ(sum.tasks, 1);
    EXPECT_EQ(sum.errors, 1);
}

}  // namespace
}  // namespace beamline::test
