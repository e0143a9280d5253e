// SPDX-License-Identifier: Apache-2.0
// The same done to many runs: what is done, refused, paused, stopped and taken back, and what lists show of it.
#include "engine/api/ids.h"
#include "tests/contract/contract_fixture.h"

namespace beamline::test {
namespace {

using api::BatchAction;
using api::BatchControl;
using api::BatchOutcome;
using api::BatchState;
using api::Phase;

class Batches : public Contract {
protected:
    std::vector<std::string> waitingRuns(std::size_t count) {
        std::vector<std::string> runs;
        for (std::size_t i = 0; i < count; ++i) {
            runs.push_back(start("nap"));
        }
        for (const auto& run : runs) {
            EXPECT_TRUE(waitFor(run, "run.waiting"));
        }
        return runs;
    }
    /// Ids of runs that never were: they make a batch long, and cost nothing.
    static std::vector<std::string> strangers(std::size_t count) {
        std::vector<std::string> runs;
        for (std::size_t i = 0; i < count; ++i) {
            runs.push_back(api::newUlid(1'000));
        }
        return runs;
    }
    api::Batch begin(BatchAction action, std::vector<std::string> runs, const std::string& reason = {}) {
        api::StartBatch op;
        op.action = action;
        op.runs = std::move(runs);
        op.reason = reason;
        return must(op).batch;
    }
    api::Batch finish(const api::Batch& batch) {
        EXPECT_TRUE(waitFor(batch.id, "run.completed"));
        return look(batch.id);
    }
    api::Batch doAll(BatchAction action, std::vector<std::string> runs) {
        return finish(begin(action, std::move(runs)));
    }
    api::Batch look(const std::string& id) {
        for (auto& batch : must(api::ListBatches{api::kMaxPageSize, {}}).items) {
            if (batch.id == id) {
                return batch;
            }
        }
        ADD_FAILURE() << "no batch " << id;
        return {};
    }
    std::vector<api::BatchItem> items(const std::string& batch, std::optional<BatchOutcome> outcome = {},
                                      int limit = api::kMaxPageSize) {
        std::vector<api::BatchItem> all;
        api::ListBatchItems query{batch, outcome, limit, {}};
        do {
            auto page = must(query);
            EXPECT_LE(page.items.size(), static_cast<std::size_t>(limit));
            all.insert(all.end(), page.items.begin(), page.items.end());
            query.after = page.next;
        } while (!query.after.empty() && !HasFailure());
        return all;
    }
    Phase phaseOf(const std::string& run) { return must(api::GetRun{run, 0}).run.phase; }
    api::Batch control(const api::Batch& batch, BatchControl what) {
        return must(api::ControlBatch{batch.id, what, "so be it"}).batch;
    }
};

INSTANTIATE_TEST_SUITE_P(Faces, Batches, kFaces, faceName);

constexpr std::size_t kMany = 5'000;

TEST_P(Batches, WhatCannotBeDoneIsRefusedAndTheRestIsDone) {
    deploy("nap", kLongWait);
    deploy("echo", kEcho);
    auto runs = waitingRuns(40);
    for (int i = 0; i < 20; ++i) {
        runs.push_back(startAndEnd("echo"));
    }
    runs.push_back(strangers(1).front());
    runs.push_back(runs.front());  // named twice, done once
    const auto batch = finish(begin(BatchAction::cancel, runs, "the upstream is gone"));
    EXPECT_EQ(batch.total, 61);
    EXPECT_EQ(batch.done, 40);
    EXPECT_EQ(batch.refused, 21);
    EXPECT_EQ(batch.failed, 0);
    EXPECT_EQ(batch.state, BatchState::completed);
    EXPECT_EQ(batch.by, "ada");
    EXPECT_EQ(batch.reason, "the upstream is gone");
    EXPECT_EQ(batch.selection, "61 runs that were chosen");
    EXPECT_GE(batch.endedAt, batch.createdAt);
    EXPECT_EQ(batch.undo, "");

    const auto all = items(batch.id, {}, 25);
    ASSERT_EQ(all.size(), 61U);
    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(all[i].run, runs[i]) << i;
        EXPECT_EQ(all[i].outcome, i < 40 ? BatchOutcome::done : BatchOutcome::refused) << i;
        EXPECT_EQ(all[i].message.empty(), i < 40) << i;
        EXPECT_EQ(all[i].workflow, i < 40 ? "nap" : i < 60 ? "echo" : "") << i;
        EXPECT_EQ(all[i].phase, i < 40 ? Phase::waiting : i < 60 ? Phase::completed : Phase::pending) << i;
    }
    EXPECT_EQ(items(batch.id, BatchOutcome::refused).size(), 21U);
    EXPECT_EQ(items(batch.id, BatchOutcome::pending).size(), 0U);
    EXPECT_EQ(phaseOf(runs[0]), Phase::cancelled);
    EXPECT_EQ(phaseOf(runs[40]), Phase::completed);
    api::GetHistory query;
    query.run = runs[7];
    query.kind = "run.cancelled";
    const auto history = must(query).items;
    ASSERT_EQ(history.size(), 1U);
    EXPECT_EQ(history.front().detail, "the upstream is gone (batch " + batch.id + " of ada)");
}

TEST_P(Batches, APausedOneGoesOnWhereItWas) {
    deploy("nap", kLongWait);
    auto runs = waitingRuns(2);
    auto all = strangers(kMany);
    all.insert(all.begin(), runs[0]);
    all.push_back(runs[1]);
    const auto batch = begin(BatchAction::cancel, all);
    EXPECT_EQ(batch.state, BatchState::running);
    EXPECT_EQ(batch.total, static_cast<std::int64_t>(all.size()));
    EXPECT_EQ(control(batch, BatchControl::pause).state, BatchState::paused);
    const auto paused = look(batch.id);
    EXPECT_EQ(paused.state, BatchState::paused);
    EXPECT_LT(paused.done + paused.refused, paused.total);
    EXPECT_EQ(refused(api::ControlBatch{batch.id, BatchControl::pause, {}}), api::code::kConflict);
    EXPECT_EQ(refused(api::ControlBatch{batch.id, BatchControl::undo, {}}), api::code::kConflict);
    EXPECT_EQ(phaseOf(runs[1]), Phase::waiting);
    EXPECT_EQ(items(batch.id, BatchOutcome::pending).back().run, runs[1]);
    control(batch, BatchControl::resume);
    const auto ended = finish(batch);
    EXPECT_EQ(ended.done, 2);
    EXPECT_EQ(ended.refused, static_cast<std::int64_t>(kMany));
    EXPECT_EQ(phaseOf(runs[1]), Phase::cancelled);
    EXPECT_EQ(refused(api::ControlBatch{batch.id, BatchControl::resume, {}}), api::code::kConflict);
}

TEST_P(Batches, AStoppedOneLeavesWhatItHasNotReached) {
    deploy("nap", kLongWait);
    auto runs = waitingRuns(2);
    auto all = strangers(kMany);
    all.insert(all.begin(), runs[0]);
    all.push_back(runs[1]);
    for (const bool paused : {false, true}) {
        const auto batch = begin(BatchAction::suspend, all);
        if (paused) {
            control(batch, BatchControl::pause);
        }
        const auto stopped = control(batch, BatchControl::stop);
        EXPECT_EQ(stopped.state, BatchState::stopped);
        EXPECT_NE(stopped.endedAt, 0);
        const auto done = items(batch.id, BatchOutcome::done).size();
        const auto refusedOnes = items(batch.id, BatchOutcome::refused).size();
        EXPECT_EQ(static_cast<std::int64_t>(done), stopped.done);
        EXPECT_EQ(static_cast<std::int64_t>(refusedOnes), stopped.refused);
        EXPECT_EQ(done + refusedOnes + items(batch.id, BatchOutcome::pending).size(), all.size());
        EXPECT_LT(done + refusedOnes, all.size());
        EXPECT_EQ(phaseOf(runs[0]), done > 0 || paused ? Phase::suspended : Phase::waiting) << "what is told is true";
        EXPECT_EQ(phaseOf(runs[1]), Phase::waiting);
        EXPECT_EQ(refused(api::ControlBatch{batch.id, BatchControl::stop, {}}), api::code::kConflict);
    }
}

TEST_P(Batches, WhatWasSuspendedIsResumedAgainOnce) {
    deploy("nap", kLongWait);
    deploy("echo", kEcho);
    auto runs = waitingRuns(30);
    runs.push_back(startAndEnd("echo"));
    const auto batch = doAll(BatchAction::suspend, runs);
    EXPECT_EQ(batch.done, 30);
    EXPECT_EQ(batch.undo, "resumes 30 runs");
    EXPECT_EQ(phaseOf(runs[0]), Phase::suspended);
    const auto back = finish(control(batch, BatchControl::undo));
    EXPECT_EQ(back.action, BatchAction::resume);
    EXPECT_EQ(back.undoes, batch.id);
    EXPECT_EQ(back.total, 30);
    EXPECT_EQ(back.done, 30);
    EXPECT_EQ(back.undo, "suspends 30 runs");
    EXPECT_EQ(phaseOf(runs[0]), Phase::waiting);
    const auto undone = look(batch.id);
    EXPECT_EQ(undone.undoneBy, back.id);
    EXPECT_EQ(undone.undo, "");
    EXPECT_EQ(refused(api::ControlBatch{batch.id, BatchControl::undo, {}}), api::code::kConflict);
    const auto cancelled = doAll(BatchAction::cancel, runs);
    EXPECT_EQ(cancelled.undo, "");
    EXPECT_EQ(refused(api::ControlBatch{cancelled.id, BatchControl::undo, {}}), api::code::kConflict);
}

TEST_P(Batches, AFilterChoosesWhenItStarts) {
    deploy("nap", kLongWait);
    deploy("other", kLongWait);
    const auto runs = waitingRuns(5);
    const auto other = start("other");
    api::StartBatch op;
    op.action = BatchAction::cancel;
    op.filter = api::RunFilter{};
    op.filter->workflow = "nap";
    op.selection = "workflow:nap";
    const auto batch = finish(must(op).batch);
    EXPECT_EQ(batch.total, 5);
    EXPECT_EQ(batch.done, 5);
    EXPECT_EQ(batch.selection, "workflow:nap");
    EXPECT_NE(phaseOf(other), Phase::cancelled);
    op.filter->workflow = "nothing";
    EXPECT_EQ(refused(op), api::code::kConflict);
    op.runs = runs;
    EXPECT_EQ(refused(op), api::code::kInvalidArgument) << "both";
    EXPECT_EQ(refused(api::StartBatch{}), api::code::kInvalidArgument) << "neither";
    op.filter.reset();
    op.reason.assign(100'000, 'x');
    EXPECT_EQ(refused(op), api::code::kInvalidArgument);
}

TEST_P(Batches, ErrorsAreRetriedAndDiscarded) {
    deploy("bad", "  - no: {raise: {error: {type: 'https://example.com/e', status: 500, title: No}}}\n");
    std::vector<std::string> runs;
    for (int i = 0; i < 3; ++i) {
        runs.push_back(startAndEnd("bad", "run.faulted"));
    }
    const auto batch = doAll(BatchAction::retry, runs);
    EXPECT_EQ(batch.done, 3);
    for (const auto& run : runs) {
        api::GetHistory query;
        query.run = run;
        query.kind = "run.resumed";
        EXPECT_EQ(must(query).items.size(), 1U);
        EXPECT_TRUE(events().waitFor([&](const auto& all) {
            return std::count_if(all.begin(), all.end(), [&](const auto& event) {
                       return event.run == run && event.kind == "run.faulted";
                   }) == 2;
        }));
    }
    const auto preview = must(api::PreviewBatch{BatchAction::retry, runs, {}});
    EXPECT_EQ(preview.applicable, 3);
    EXPECT_GT(preview.seq, 0);
    using Counts = std::map<std::string, std::int64_t>;
    const auto now = must(api::GetBatch{batch.id});  // "3 done" and yet faulted again
    EXPECT_EQ(now.batch, batch);
    EXPECT_EQ(now.now, (Counts{{"faulted", 3}}));
    EXPECT_GT(now.seq, 0);
    EXPECT_EQ(must(api::GetBatch{batch.id, false}).now, Counts());
    for (const auto& item : items(batch.id)) {
        EXPECT_EQ(item.now, Phase::faulted);
    }
    EXPECT_EQ(doAll(BatchAction::discard, {runs[0], strangers(1).front()}).done, 1);
    EXPECT_EQ(must(api::GetBatch{batch.id}).now, (Counts{{"cancelled", 1}, {"faulted", 2}}));
    EXPECT_EQ(doAll(BatchAction::discard, runs).done, 2);
    EXPECT_EQ(phaseOf(runs[0]), Phase::cancelled);
    EXPECT_EQ(doAll(BatchAction::discard, runs).refused, 3);
}

TEST_P(Batches, EndedRunsAreRunAgainAndTheirItemsSayAsWhat) {
    deploy("echo", kEcho);
    const std::vector<std::string> runs{startAndEnd("echo"), startAndEnd("echo")};
    const auto batch = doAll(BatchAction::rerun, runs);
    EXPECT_EQ(batch.done, 2);
    EXPECT_EQ(batch.undo, "");
    const auto all = items(batch.id);
    ASSERT_EQ(all.size(), 2U);
    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_NE(all[i].made, runs[i]);
        EXPECT_TRUE(waitFor(all[i].made, "run.completed"));
        EXPECT_EQ(must(api::GetRun{all[i].made, 0}).run.labels[api::kRerunLabel], runs[i]);
    }
    EXPECT_EQ(refused(api::RerunRun{batch.id, {}, {}, {}, {}, {}}), api::code::kConflict) << "a batch is not";
}

TEST_P(Batches, FaultedRunsAreMendedByANewVersionFromWhereTheyFaulted) {
    deploy("grows", "  - a: {set: {n: 1}}\n  - b: {raise: {error: {type: 'https://x', status: 500, title: no}}}\n");
    std::vector<std::string> runs;
    for (int i = 0; i < 3; ++i) {
        runs.push_back(startAndEnd("grows", "run.faulted"));
    }
    deploy("echo", kEcho);
    runs.push_back(startAndEnd("echo"));
    const auto preview = [&](const api::BatchRerun& how) {
        return must(api::PreviewBatch{BatchAction::rerun, runs, {}, how});
    };
    const api::BatchRerun how{api::kLatestVersion, api::kRerunAtFault, true};
    EXPECT_EQ(preview({"9.9.9", {}, false}).applicable, 0) << "there is no such version";
    deploy("grows", "  - a: {set: {n: 1}}\n  - b: {set: {sum: '${ .n + 1 }'}}\n", "2.0.0");
    const auto seen = preview(how);
    EXPECT_EQ(seen.applicable, 3);
    EXPECT_NE(seen.items.front().message.find("No error has ended"), std::string::npos) << seen.items.front().message;
    EXPECT_EQ(preview({}).applicable, 4) << "from the start";

    api::StartBatch op;
    op.action = BatchAction::rerun;
    op.runs = runs;
    op.rerun = how;
    const auto batch = finish(must(op).batch);
    EXPECT_EQ(batch.done, 3);
    EXPECT_EQ(batch.refused, 1);
    EXPECT_EQ(batch.rerun, how);
    for (const auto& item : items(batch.id, BatchOutcome::done)) {
        EXPECT_TRUE(waitFor(item.made, "run.completed"));
        const auto made = must(api::GetRun{item.made});
        EXPECT_EQ(made.run.version, "2.0.0");
        EXPECT_EQ(made.output, (api::Json{{"sum", 2}}));
        const auto before = must(api::GetRun{item.run}).run;
        EXPECT_EQ(before.phase, Phase::cancelled) << "nobody has to look at it any more";
        EXPECT_TRUE(before.error) << "and yet it says why it failed";
        api::GetHistory history;
        history.run = item.run;
        history.kind = "run.cancelled";
        const auto entries = must(history).items;
        ASSERT_EQ(entries.size(), 1U);
        EXPECT_NE(entries.front().detail.find("Re-run as " + item.made), std::string::npos) << entries.front().detail;
    }
    EXPECT_EQ(phaseOf(runs.back()), Phase::completed) << "what has not faulted stays";
    const auto again = preview(how);
    EXPECT_NE(again.items.back().message.find("It was re-run already, as 0"), std::string::npos)
        << again.items.back().message;
}

TEST_P(Batches, HowRunsAreRunAgainIsLookedAtForTheFirstOnesAndIsForThatActionAlone) {
    deploy("bad", "  - no: {raise: {error: {type: 'https://example.com/e', status: 500, title: No}}}\n");
    constexpr std::size_t kFurther = 3;
    std::vector<std::string> runs;
    for (std::size_t i = 0; i < api::kMaxPlannedReruns + kFurther; ++i) {
        runs.push_back(start("bad"));
    }
    for (const auto& run : runs) {
        ASSERT_TRUE(waitFor(run, "run.faulted"));
    }
    const auto preview = must(api::PreviewBatch{BatchAction::rerun, runs, {}, {{}, api::kRerunAtFault, false}});
    EXPECT_EQ(preview.applicable, static_cast<std::int64_t>(runs.size()));
    EXPECT_EQ(preview.unplanned, static_cast<std::int64_t>(kFurther));
    api::StartBatch op;
    op.runs = runs;
    op.rerun.discard = true;
    EXPECT_EQ(refused(op), api::code::kInvalidArgument) << "a version for what is cancelled";
    op.action = BatchAction::rerun;
    op.rerun.version = std::string(5'000, '1');
    EXPECT_EQ(refused(op), api::code::kInvalidArgument);
}

TEST_P(Batches, TellTheirProgressByEvents) {
    deploy("nap", kLongWait);
    const auto batch = doAll(BatchAction::cancel, strangers(120));
    EXPECT_EQ(batch.refused, 120);
    EXPECT_TRUE(events().waitFor([&](const auto& all) {
        return std::count_if(all.begin(), all.end(), [&](const auto& event) {
                   return event.run == batch.id && event.ns == api::kBatchNamespace && event.kind == "task.completed";
               }) >= 3;
    })) << "each chunk of it is a task: who follows it need not ask again and again";
}

TEST_P(Batches, APreviewTellsWhatWouldHappen) {
    deploy("nap", kLongWait);
    deploy("echo", kEcho);
    auto runs = waitingRuns(3);
    runs.push_back(startAndEnd("echo"));
    runs.push_back(strangers(1).front());
    const auto preview = must(api::PreviewBatch{BatchAction::suspend, runs, {}});
    EXPECT_EQ(preview.total, 5);
    EXPECT_EQ(preview.applicable, 3);
    ASSERT_EQ(preview.items.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(preview.items[i].outcome, i < 2 ? BatchOutcome::refused : BatchOutcome::pending) << i;
        EXPECT_EQ(preview.items[i].message.empty(), i >= 2) << i;
    }
    EXPECT_EQ(phaseOf(runs[0]), Phase::waiting) << "nothing was done";
    api::PreviewBatch again{BatchAction::rerun, {}, api::RunFilter{}};
    EXPECT_EQ(must(again).applicable, 1);
    EXPECT_EQ(must(api::ListBatches{}).items.size(), 0U);
    EXPECT_EQ(refused(api::PreviewBatch{}), api::code::kInvalidArgument);
}

TEST_P(Batches, TheSameKeyIsOneBatch) {
    deploy("nap", kLongWait);
    api::StartBatch op;
    op.runs = waitingRuns(2);
    op.idempotencyKey = "once";
    const auto first = must(op).batch;
    EXPECT_EQ(must(op).batch.id, first.id);
    op.reason = "another";
    EXPECT_EQ(refused(op), api::code::kConflict);
    EXPECT_EQ(must(api::ListBatches{}).items.size(), 1U);
}

TEST_P(Batches, ListsOfRunsLeaveThemOut) {
    deploy("nap", kLongWait);
    const auto runs = waitingRuns(3);
    const auto batch = doAll(BatchAction::suspend, runs);
    const auto again = doAll(BatchAction::resume, runs);
    EXPECT_EQ(must(api::ListRuns{}).items.size(), 3U);
    api::ListRuns completed;
    completed.filter.phases = {Phase::completed};
    EXPECT_EQ(must(completed).items.size(), 0U);
    completed.filter.ns = api::kBatchNamespace;
    EXPECT_EQ(must(completed).items.size(), 2U) << "who asks for them gets them";
    EXPECT_EQ(must(api::CountRuns{}).byPhase["completed"], 0);
    EXPECT_EQ(must(api::ListWorkflows{}).items.size(), 1U);
    for (const auto& point : must(api::GetStatistics{}).points) {
        EXPECT_EQ(point.runsCompleted, 0);
    }
    const auto batches = must(api::ListBatches{1, {}});
    ASSERT_EQ(batches.items.size(), 1U);
    EXPECT_EQ(batches.items.front().id, again.id) << "newest first";
    const auto rest = must(api::ListBatches{1, batches.next});
    ASSERT_EQ(rest.items.size(), 1U);
    EXPECT_EQ(rest.items.front().id, batch.id);

    EXPECT_EQ(refused(api::ListBatchItems{runs[0], {}, 10, {}}), api::code::kNotFound) << "a run that is none";
    EXPECT_EQ(refused(api::GetBatch{runs[0]}), api::code::kNotFound);
    EXPECT_EQ(refused(api::ControlBatch{runs[0], BatchControl::stop, {}}), api::code::kNotFound);
    EXPECT_EQ(doAll(BatchAction::cancel, {batch.id}).refused, 1) << "nor is a batch a run like others";
    api::DeployWorkflow mine;
    mine.source =
        "document: {dsl: '1.0.3', namespace: beamline, name: batch, version: '2.0.0'}\ndo:\n" + std::string(kEcho);
    EXPECT_EQ(refused(mine), api::code::kInvalidDefinition);
    mine.source =
        "document: {dsl: '1.0.3', namespace: mine, name: batch, version: '2.0.0'}\n"
        "do:\n- a: {call: beamline-batch, with: {}}\n";
    EXPECT_EQ(refused(mine), api::code::kInvalidDefinition);
}

}  // namespace
}  // namespace beamline::test
