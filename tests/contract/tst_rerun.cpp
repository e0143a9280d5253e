// SPDX-License-Identifier: Apache-2.0
// Runs that begin at a task of a run before them.

#include <algorithm>
#include <thread>

#include "tests/contract/contract_fixture.h"

namespace beamline::test {
namespace {

api::RerunRun again(const std::string& run, const std::string& task = {}) {
    api::RerunRun rerun;
    rerun.run = run;
    rerun.task = task;
    rerun.reason = "mended";
    return rerun;
}

TEST_P(Contract, AFaultedRunGoesOnAnewWithAnEditedInput) {
    deploy(
        "ships",
        "  - look: {set: {size: 3}}\n"
        "  - bill: {set: {total: '${ .size * 2 }'}}\n"
        "  - ship: {set: {shipped: '${ .total - 1 }'}, input: {schema: {document: {type: object, properties: {total: "
        "{type: number, maximum: 5}}}}}}\n");
    const auto run = startAndEnd("ships", "run.faulted", boost::json::object{}, {{"team", "a"}});
    const auto before = must(api::GetRun{run});
    const auto plan = must(api::PlanRerun{run, "/do/2/ship", {}}).plan;
    EXPECT_EQ(plan.task, "/do/2/ship");
    EXPECT_EQ(plan.name, "ship");
    EXPECT_EQ(plan.input, (api::Json{{"total", 6}}));
    EXPECT_EQ(plan.kept, (std::vector<std::string>{"/do/0/look", "/do/1/bill"}));
    auto command = again(run, "/do/2/ship");
    command.input = api::Json{{"total", "many"}};
    EXPECT_EQ(refused(command), api::code::kInvalidInput);
    command.input = api::Json{{"total", 5}};
    command.idempotencyKey = "once";
    const auto reply = must(command, as("eve"));
    EXPECT_TRUE(reply.created);
    ASSERT_NE(reply.run, run);
    ASSERT_TRUE(waitFor(reply.run, "run.completed"));
    const auto after = must(api::GetRun{reply.run});
    EXPECT_EQ(after.output, (api::Json{{"shipped", 4}}));
    EXPECT_EQ(after.run.labels.at(api::kRerunLabel), run);
    EXPECT_EQ(after.run.labels.at("team"), "a");
    EXPECT_EQ(must(command, as("eve")).run, reply.run);
    EXPECT_FALSE(must(command, as("eve")).created);
    command.input = api::Json{{"total", 4}};
    EXPECT_EQ(refused(command, as("eve")), api::code::kConflict);
    EXPECT_EQ(must(api::GetRun{run}).run, before.run) << "the run before stays as it was";
    const auto history = must(api::GetHistory{reply.run, false, true, 100, {}, {}, {}}).items;
    ASSERT_FALSE(history.empty());
    EXPECT_EQ(history.front().detail, "re-run of " + run + " from ship: mended");
    EXPECT_EQ(std::count_if(history.begin(), history.end(),
                            [&](const auto& entry) { return entry.detail == "taken over from " + run; }),
              2);
    const auto task = must(api::GetTask{reply.run, "/do/1/bill"});
    EXPECT_EQ(task.output, (api::Json{{"total", 6}}));
    EXPECT_EQ(task.attempts.size(), 1u);
}

TEST_P(Contract, ARunAgainCanTakeTheFaultedOneAway) {
    deploy("fails", "  - no: {raise: {error: {type: 'https://x', status: 500, title: no}}}\n");
    const auto run = startAndEnd("fails", "run.faulted");
    auto command = again(run, api::kRerunAtFault);
    command.discard = true;
    command.idempotencyKey = "once";
    EXPECT_EQ(must(api::PlanRerun{run, api::kRerunAtFault, api::kLatestVersion}).plan.task, "/do/0/no");
    const auto next = must(command).run;
    EXPECT_EQ(must(api::GetRun{run}).run.phase, api::Phase::cancelled);
    EXPECT_EQ(must(command).run, next) << "asked twice, done once";
    const auto done = startAndEnd("fails", "run.faulted");
    EXPECT_EQ(refused(again(done, "fault-is-no-task")), api::code::kNotFound);
}

TEST_P(Contract, WhereARunFaultedIsWhereItsErrorWasRaised) {
    deploy("late", "  - nap: {wait: {seconds: 60}}\n", "1.0.0", "timeout: {after: {milliseconds: 50}}\n");
    const auto late = startAndEnd("late", "run.faulted");
    EXPECT_EQ(refused(again(late, api::kRerunAtFault)), api::code::kConflict) << "no task has failed";
    const auto good = (deploy("echoes-well", kEcho), startAndEnd("echoes-well"));
    EXPECT_EQ(refused(again(good, api::kRerunAtFault)), api::code::kConflict) << "nothing has failed";
    deploy("lies",
           "  - a: {set: {n: 1}}\n"
           "  - b: {raise: {error: {type: 'https://x', status: 500, title: no, instance: /do/0/a}}}\n");
    const auto lies = startAndEnd("lies", "run.faulted");
    EXPECT_EQ(must(api::PlanRerun{lies, api::kRerunAtFault, {}}).plan.task, "/do/1/b");
    deploy("loops",
           "  - all:\n"
           "      for: {each: n, in: '${ [1, 2, 3] }'}\n"
           "      do:\n"
           "        - check:\n"
           "            set: {ok: '${ if $n == 2 then error(\"no\") else $n end }'}\n");
    const auto loops = startAndEnd("loops", "run.faulted");
    const auto plan = must(api::PlanRerun{loops, api::kRerunAtFault, {}}).plan;
    EXPECT_EQ(plan.input, (api::Json{{"ok", 1}})) << "of the iteration that failed";
    must(api::DiscardRun{loops, {}});
    const auto discarded = must(api::PlanRerun{loops, api::kRerunAtFault, {}}).plan;
    EXPECT_EQ(discarded.task, plan.task);
    EXPECT_EQ(discarded.input, plan.input);
}

TEST_P(Contract, WhatWasDoneIsNotDoneAgain) {
    deploy("pays",
           "  - keep: {call: fs.put, with: {path: kept.txt, content: '${ .text }'}}\n"
           "  - ask: {call: approval, with: {subject: Pay}}\n"
           "  - out: {set: {by: '${ .decidedBy // .outcome // \"?\" }'}}\n");
    const auto run = start("pays", {{"text", "abc"}});
    const auto approval = awaitApproval(run);
    EXPECT_EQ(refused(again(run, "/do/2/out")), api::code::kConflict) << "it has not ended";
    must(api::DecideApproval{approval.id, api::Outcome::approve, {}, {}, approval.hash}, as("bob"));
    ASSERT_TRUE(waitFor(run, "run.completed"));
    for (const auto& file : std::filesystem::recursive_directory_iterator(directory())) {
        if (file.path().filename() == "kept.txt") {
            std::filesystem::remove(file.path());
            break;
        }
    }
    const auto next = must(again(run, "/do/2/out")).run;
    ASSERT_TRUE(waitFor(next, "run.completed"));
    EXPECT_EQ(must(api::GetRun{next}).output, must(api::GetRun{run}).output);
    for (const auto& file : std::filesystem::recursive_directory_iterator(directory())) {
        EXPECT_NE(file.path().filename(), "kept.txt");
    }
    api::ListApprovals all;
    all.queue = api::ApprovalQueue::all;
    all.run = next;
    EXPECT_TRUE(must(all).items.empty());
}

TEST_P(Contract, WhoApprovedOfTheOldInputIsNotTakenForTheNewOne) {
    deploy("spends",
           "  - ask: {call: approval, with: {subject: Pay, context: '${ .amount }'}, output: {as: '${ $workflow.input "
           "}'}}\n"
           "  - pay: {set: {paid: '${ .amount }'}}\n");
    const auto run = start("spends", {{"amount", 100}});
    const auto first = awaitApproval(run);
    must(api::DecideApproval{first.id, api::Outcome::approve, {}, {}, first.hash}, as("bob"));
    ASSERT_TRUE(waitFor(run, "run.completed"));
    const auto plan = must(api::PlanRerun{run, "/do/1/pay", {}}).plan;
    ASSERT_EQ(plan.warnings.size(), 1U);
    EXPECT_EQ(plan.warnings.front().pointer, "/do/0/ask");
    EXPECT_NE(plan.warnings.front().message.find("of bob is taken over"), std::string::npos);
    auto command = again(run, "/do/1/pay");
    command.input = api::Json{{"amount", 1'000'000}};
    const auto next = must(command, as("eve")).run;
    const auto asked = awaitApproval(next);
    EXPECT_NE(asked.summary.find("1000000"), std::string::npos) << asked.summary;
    must(api::DecideApproval{asked.id, api::Outcome::approve, {}, {}, asked.hash}, as("bob"));
    ASSERT_TRUE(waitFor(next, "run.completed"));
    EXPECT_EQ(must(api::GetRun{next}).output, (api::Json{{"paid", 1'000'000}}));
}

TEST_P(Contract, ThePlanSaysThatDecisionsInAChildAreTakenOverWithIt) {
    deploy("asks", "  - ask: {call: approval, with: {subject: Pay}}\n  - tell: {set: {paid: 7}}\n");
    deploy("pays-by-child",
           "  - pay: {run: {workflow: {namespace: test, name: asks, version: '1.0.0', input: {}}}}\n"
           "  - note: {set: {noted: '${ .paid }'}}\n");
    const auto run = start("pays-by-child");
    api::ListApprovals open;
    open.queue = api::ApprovalQueue::all;
    for (int i = 0; i < 400 && must(open).items.empty(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    ASSERT_EQ(must(open).items.size(), 1U);
    const auto asked = must(open).items.front();
    EXPECT_NE(asked.run, run);
    must(api::DecideApproval{asked.id, api::Outcome::approve, {}, {}, asked.hash}, as("bob"));
    ASSERT_TRUE(waitFor(run, "run.completed"));
    const auto plan = must(api::PlanRerun{run, "/do/1/note", {}}).plan;
    ASSERT_EQ(plan.warnings.size(), 1U);
    EXPECT_EQ(plan.warnings.front().pointer, "/do/0/pay");
    EXPECT_NE(plan.warnings.front().message.find("whatever people decided in it"), std::string::npos)
        << plan.warnings.front().message;
    const auto next = must(again(run, "/do/1/note")).run;
    ASSERT_TRUE(waitFor(next, "run.completed"));
    EXPECT_EQ(must(api::GetRun{next}).output, (api::Json{{"noted", 7}}));
    EXPECT_EQ(must(open).items.size(), 1U) << "nobody was asked again";
    EXPECT_TRUE(must(api::PlanRerun{run, "/do/0/pay", {}}).plan.warnings.empty()) << "there they are asked anew";
}

TEST_P(Contract, ARerunOnANewerVersion) {
    deploy("grows", "  - a: {set: {n: 1}}\n  - b: {raise: {error: {type: 'https://x', status: 500, title: no}}}\n");
    const auto run = startAndEnd("grows", "run.faulted");
    deploy("grows", "  - a: {set: {n: 1}}\n  - b: {set: {sum: '${ .n + 1 }'}}\n", "2.0.0");
    const auto plan = must(api::PlanRerun{run, "/do/1/b", "2.0.0"}).plan;
    EXPECT_EQ(plan.version, "2.0.0");
    EXPECT_EQ(plan.kept, std::vector<std::string>{"/do/0/a"});
    auto command = again(run, "/do/1/b");
    command.version = "2.0.0";
    const auto next = must(command).run;
    ASSERT_TRUE(waitFor(next, "run.completed"));
    const auto detail = must(api::GetRun{next});
    EXPECT_EQ(detail.output, (api::Json{{"sum", 2}}));
    EXPECT_EQ(detail.run.version, "2.0.0");
    command.version = "3.0.0";
    EXPECT_EQ(refused(command), api::code::kNotFound);
}

TEST_P(Contract, ARerunFromTheStart) {
    deploy("echoes", kEcho, "1.0.0", "input: {schema: {document: {type: object, required: [a]}}}\n");
    const auto run = startAndEnd("echoes", "run.completed", {{"a", 1}});
    const auto same = must(again(run)).run;
    ASSERT_TRUE(waitFor(same, "run.completed"));
    EXPECT_EQ(must(api::GetRun{same}).output, (api::Json{{"got", 1}}));
    auto edited = again(run, "/");
    edited.input = api::Json{{"a", 2}};
    const auto other = must(edited).run;
    ASSERT_TRUE(waitFor(other, "run.completed"));
    EXPECT_EQ(must(api::GetRun{other}).output, (api::Json{{"got", 2}}));
    edited.input = api::Json{{"b", 2}};
    EXPECT_EQ(refused(edited), api::code::kInvalidInput);
    EXPECT_EQ(must(api::PlanRerun{run, {}, {}}).plan.input, (api::Json{{"a", 1}}));
}

TEST_P(Contract, RerunsThatCannotBe) {
    deploy("chooses",
           "  - which: {switch: [{a: {when: '${ false }', then: never}}, {rest: {then: done}}]}\n"
           "  - never: {set: {x: 1}}\n"
           "  - done: {set: {y: 1}}\n");
    const auto run = startAndEnd("chooses");
    EXPECT_EQ(refused(again("01HNOSUCHRUN0000000000000", "/do/0/which")), api::code::kNotFound);
    EXPECT_EQ(refused(again(run, "/do/7/none")), api::code::kNotFound);
    EXPECT_EQ(refused(again(run, "/do/1/never")), api::code::kConflict);
    EXPECT_EQ(refused(api::PlanRerun{run, "/do/1/never", {}}), api::code::kConflict);
    api::StartRun start;
    start.ns = "test";
    start.workflow = "chooses";
    start.input = boost::json::object{};
    start.labels[api::kRerunLabel] = run;
    EXPECT_EQ(refused(start), api::code::kInvalidArgument) << "nobody may take it for a re-run";
}

TEST_P(Contract, ADryRunIsRunAgainAsOne) {
    deploy("writes",
           "  - keep: {call: fs.put, with: {path: kept.txt, content: x}}\n"
           "  - shape: {set: {bytes: '${ .size }'}}\n");
    api::StartRun dry;
    dry.ns = "test";
    dry.workflow = "writes";
    dry.input = boost::json::object{};
    dry.dryRun = boost::json::parse(R"({"mocks": [{"function": "fs.*", "output": {"size": 4}}]})");
    const auto run = must(dry).run;
    ASSERT_TRUE(waitFor(run, "run.completed"));
    const auto next = must(again(run, "/do/1/shape")).run;
    ASSERT_TRUE(waitFor(next, "run.completed"));
    const auto detail = must(api::GetRun{next});
    EXPECT_EQ(detail.output, (api::Json{{"bytes", 4}}));
    EXPECT_EQ(detail.run.labels.at(api::kDryRunLabel), "true");
}

}  // namespace
}  // namespace beamline::test
