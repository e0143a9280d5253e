// SPDX-License-Identifier: Apache-2.0
// start, list, count, get, history, task, cancel, suspend, resume, retry; backup and health.

#include <algorithm>
#include <fstream>
#include <set>

#include "tests/contract/contract_fixture.h"

namespace beamline::test {
namespace {

constexpr const char* kReadsFile = "  - before: {set: {x: 1}}\n  - read: {call: fs.get, with: {path: wanted.txt}}\n";

TEST_P(Contract, ARunCompletesAndTellsWhatItDid) {
    deploy("flow", kEcho);
    const auto run = startAndEnd("flow", "run.completed", {{"a", 42}}, {{"team", "blue"}});
    const auto detail = must(api::GetRun{run});
    EXPECT_EQ(detail.run.phase, api::Phase::completed);
    EXPECT_EQ(detail.run.workflow, "flow");
    EXPECT_EQ(detail.run.version, "1.0.0");
    EXPECT_EQ(detail.run.labels.at("team"), "blue");
    EXPECT_GE(detail.run.endedAt, detail.run.createdAt);
    EXPECT_EQ(detail.input, (api::Json{{"a", 42}}));
    EXPECT_EQ(detail.output, (api::Json{{"got", 42}}));
    ASSERT_EQ(detail.tasks.size(), 1u);
    EXPECT_EQ(detail.tasks[0].ref, "/do/0/echo");
    EXPECT_EQ(detail.tasks[0].phase, api::Phase::completed);
    EXPECT_FALSE(detail.graph.nodes.empty());
    const auto task = must(api::GetTask{run, "/do/0/echo", 0});
    EXPECT_EQ(task.output, (api::Json{{"got", 42}}));
    EXPECT_EQ(task.input, (api::Json{{"a", 42}}));
    ASSERT_EQ(task.attempts.size(), 1u);
}

TEST_P(Contract, WhatDoesNotExistIsNotFound) {
    EXPECT_EQ(refused(api::GetRun{"nothing"}), api::code::kNotFound);
    EXPECT_EQ(refused(api::CancelRun{"nothing", ""}), api::code::kNotFound);
    EXPECT_EQ(refused(api::SuspendRun{"nothing", ""}), api::code::kNotFound);
    EXPECT_EQ(refused(api::ResumeRun{"nothing", ""}), api::code::kNotFound);
    EXPECT_EQ(refused(api::RetryRun{"nothing", ""}), api::code::kNotFound);
    EXPECT_EQ(refused(api::GetTask{"nothing", "/do/0/x", 0}), api::code::kNotFound);
    api::GetHistory history;
    history.run = "nothing";
    EXPECT_EQ(refused(history), api::code::kNotFound);
    EXPECT_EQ(refused(api::GetWorkflow{"test", "nothing", ""}), api::code::kNotFound);
    api::StartRun operation;
    operation.ns = "test";
    operation.workflow = "nothing";
    EXPECT_EQ(refused(operation), api::code::kNotFound);
    deploy("flow", kEcho);
    const auto run = startAndEnd("flow");
    EXPECT_EQ(refused(api::GetTask{run, "/do/7/x", 0}), api::code::kNotFound);
}

TEST_P(Contract, TheInputMustFitTheSchema) {
    deploy(
        "strict", kEcho, "1.0.0",
        "input: {schema: {format: json, document: {type: object, required: [a], properties: {a: {type: integer}}}}}\n");
    api::StartRun operation;
    operation.ns = "test";
    operation.workflow = "strict";
    operation.input = {{"a", "text"}};
    const auto reply = ask(operation);
    ASSERT_FALSE(reply.ok());
    EXPECT_EQ(reply.error().code, api::code::kInvalidInput);
    const auto problems = api::fromJson<std::vector<api::Problem>>(reply.error().detail);
    ASSERT_TRUE(problems.ok() && !problems->empty());
    EXPECT_EQ(problems->front().pointer, "/a");
    EXPECT_TRUE(must(api::ListRuns{}).items.empty()) << "nothing was started";
}

TEST_P(Contract, AnIdempotencyKeyStartsOneRun) {
    deploy("flow", kEcho);
    api::StartRun operation;
    operation.ns = "test";
    operation.workflow = "flow";
    operation.input = {{"a", 1}};
    operation.idempotencyKey = "order-1";
    const auto first = must(operation);
    EXPECT_TRUE(first.created);
    const auto second = must(operation);
    EXPECT_FALSE(second.created);
    EXPECT_EQ(second.run, first.run);
    operation.input = {{"a", 2}};
    EXPECT_EQ(refused(operation), api::code::kConflict);
    operation.idempotencyKey = "order-2";
    EXPECT_NE(must(operation).run, first.run);
    EXPECT_EQ(must(api::ListRuns{}).items.size(), 2u);
}

TEST_P(Contract, AnIdempotencyKeyCoversTheWholeRequestAndOneNamespace) {
    deploy("flow", kEcho);
    api::StartRun operation;
    operation.ns = "test";
    operation.workflow = "flow";
    operation.input = {{"a", 1}};
    operation.labels = {{"team", "blue"}};
    operation.idempotencyKey = "order-1";
    const auto first = must(operation).run;
    auto other = operation;
    other.labels = {{"team", "red"}};
    EXPECT_EQ(refused(other), api::code::kConflict);
    other = operation;
    other.priority = 5;
    EXPECT_EQ(refused(other), api::code::kConflict);
    other = operation;
    other.version = "1.0.0";
    EXPECT_EQ(refused(other), api::code::kConflict);
    EXPECT_EQ(must(operation, as("bob")).run, first) << "whoever repeats it";
    must(api::DeployWorkflow{
        "document: {dsl: '1.0.3', namespace: elsewhere, name: flow, version: '1.0.0'}\ndo:\n" + std::string(kEcho),
        ""});
    other = operation;
    other.ns = "elsewhere";
    EXPECT_NE(must(other).run, first) << "another namespace has its own keys";
    // The newest version asks for more; what was accepted before stays accepted.
    deploy("flow", kEcho, "2.0.0", "input: {schema: {format: json, document: {type: object, required: [b]}}}\n");
    EXPECT_EQ(must(operation).run, first);
    EXPECT_FALSE(must(operation).created);
    operation.idempotencyKey = "order-2";
    EXPECT_EQ(refused(operation), api::code::kInvalidInput);
    ASSERT_TRUE(waitFor(first, "run.completed"));
    operation.idempotencyKey = "order-1";
    EXPECT_EQ(must(operation).run, first) << "also when it has ended";
}

TEST_P(Contract, RequestsThatAreTooMuchAreRefused) {
    deploy("flow", kEcho);
    api::StartRun operation;
    operation.ns = "test";
    operation.workflow = "flow";
    operation.priority = 101;
    EXPECT_EQ(refused(operation), api::code::kInvalidArgument);
    operation.priority = 100;
    EXPECT_FALSE(must(operation).run.empty());
    operation.labels[""] = "x";
    EXPECT_EQ(refused(operation), api::code::kInvalidArgument);
    operation.labels = {{"k", std::string(5000, 'x')}};
    EXPECT_EQ(refused(operation), api::code::kInvalidArgument);
    operation.labels.clear();
    operation.version = "9.9.9";
    EXPECT_EQ(refused(operation), api::code::kNotFound);
    operation.ns = "elsewhere";
    operation.version.clear();
    EXPECT_EQ(refused(operation), api::code::kNotFound);
}

std::vector<std::string> ids(const std::vector<api::RunSummary>& runs) {
    std::vector<std::string> out;
    for (const auto& run : runs) {
        out.push_back(run.id);
    }
    return out;
}

TEST_P(Contract, ListsAreFilteredSortedAndPagedByKey) {
    deploy("echo", kEcho);
    deploy("sleeper", kLongWait);
    std::vector<std::string> echoes;
    for (int i = 0; i < 5; ++i) {
        echoes.push_back(startAndEnd("echo", "run.completed", {{"a", i}}, {{"n", std::to_string(i)}}));
    }
    const auto sleeping = startAndEnd("sleeper", "run.waiting");
    api::ListRuns all;
    const auto newestFirst = ids(must(all).items);
    ASSERT_EQ(newestFirst.size(), 6u);
    EXPECT_EQ(newestFirst.front(), sleeping);
    EXPECT_EQ(newestFirst.back(), echoes.front());
    for (const auto order : {api::RunOrder::created, api::RunOrder::updated, api::RunOrder::ended,
                             api::RunOrder::workflow, api::RunOrder::phase}) {
        for (const bool descending : {true, false}) {
            api::ListRuns query;
            query.order = order;
            query.descending = descending;
            const auto whole = ids(must(query).items);
            EXPECT_EQ(std::set<std::string>(whole.begin(), whole.end()).size(), 6u);
            query.limit = 1;
            std::vector<std::string> paged;
            do {
                const auto page = must(query);
                ASSERT_LE(page.items.size(), 1u);
                for (const auto& item : page.items) {
                    paged.push_back(item.id);
                }
                query.after = page.next;
            } while (!query.after.empty() && paged.size() < 10);
            EXPECT_EQ(paged, whole) << api::toJson(order);
        }
    }
    const auto only = [&](auto set) {
        api::ListRuns query;
        set(query.filter);
        return ids(must(query).items);
    };
    using Ids = std::vector<std::string>;
    EXPECT_EQ(only([](auto& f) { f.phases = {api::Phase::waiting}; }), Ids{sleeping});
    EXPECT_EQ(only([](auto& f) { f.workflow = "sleeper"; }), Ids{sleeping});
    EXPECT_EQ(only([](auto& f) { f.workflow = "ec*"; }).size(), 5u);
    EXPECT_EQ(only([](auto& f) { f.ns = "elsewhere"; }).size(), 0u);
    EXPECT_EQ(only([](auto& f) { f.labels["n"] = "3"; }), Ids{echoes[3]});
    EXPECT_EQ(only([&](auto& f) { f.text = echoes[2]; }), Ids{echoes[2]});
    EXPECT_EQ(only([](auto& f) { f.version = "9.9.9"; }).size(), 0u);
    const auto created = must(api::GetRun{sleeping}).run.createdAt;
    EXPECT_EQ(only([&](auto& f) { f.createdFrom = created + 1; }).size(), 0u);
    EXPECT_EQ(only([&](auto& f) { f.createdTo = created + 1; }).size(), 6u);
    EXPECT_EQ(only([](auto& f) {
                  f.phases = {api::Phase::completed};
                  f.labels["n"] = "1";
                  f.workflow = "sleeper";
              }).size(),
              0u)
        << "all conditions must hold";
    api::ListRuns broken;
    broken.after = "no cursor of ours";
    EXPECT_EQ(refused(broken), api::code::kInvalidArgument);
    const auto counts = must(api::CountRuns{});
    EXPECT_EQ(counts.byPhase.at("completed"), 5);
    EXPECT_EQ(counts.byPhase.at("waiting"), 1);
}

TEST_P(Contract, HistoryIsOrderedPagedAndCarriesDataOnRequest) {
    deploy("flow", "  - one: {set: {x: 1}}\n  - two: {set: {y: '${ .x }'}}\n");
    const auto run = startAndEnd("flow");
    api::GetHistory query;
    query.run = run;
    const auto whole = must(query).items;
    ASSERT_GE(whole.size(), 6u);
    EXPECT_EQ(whole.front().kind, "run.created");
    EXPECT_EQ(whole.back().kind, "run.completed");
    EXPECT_TRUE(std::is_sorted(whole.begin(), whole.end(), [](const auto& a, const auto& b) {
        return std::pair(a.seq, a.index) < std::pair(b.seq, b.index);
    }));
    EXPECT_TRUE(std::all_of(whole.begin(), whole.end(), [](const auto& entry) { return entry.data.is_null(); }));
    query.limit = 3;
    std::vector<std::string> paged;
    do {
        const auto page = must(query);
        for (const auto& entry : page.items) {
            paged.push_back(entry.kind + entry.task);
        }
        query.after = page.next;
    } while (!query.after.empty() && paged.size() < 100);
    std::vector<std::string> kinds;
    for (const auto& entry : whole) {
        kinds.push_back(entry.kind + entry.task);
    }
    EXPECT_EQ(paged, kinds);
    api::GetHistory backwards;
    backwards.run = run;
    backwards.descending = true;
    backwards.withData = true;
    const auto last = must(backwards).items;
    EXPECT_EQ(last.front().kind, "run.completed");
    EXPECT_EQ(last.front().data, (api::Json{{"y", 1}}));
    backwards.after = "no cursor of ours";
    EXPECT_EQ(refused(backwards), api::code::kInvalidArgument);
}

TEST_P(Contract, SuspendAndResume) {
    deploy("flow", kLongWait);
    const auto run = startAndEnd("flow", "run.waiting");
    EXPECT_EQ(refused(api::ResumeRun{run, ""}), api::code::kConflict);
    EXPECT_EQ(must(api::SuspendRun{run, "lunch"}).run.phase, api::Phase::suspended);
    EXPECT_TRUE(waitFor(run, "run.suspended"));
    EXPECT_EQ(refused(api::SuspendRun{run, ""}), api::code::kConflict);
    EXPECT_EQ(must(api::GetRun{run}).run.phase, api::Phase::suspended);
    EXPECT_EQ(must(api::ResumeRun{run, ""}).run.phase, api::Phase::waiting);
    EXPECT_TRUE(waitFor(run, "run.resumed"));
}

TEST_P(Contract, CountsFollowTheRuns) {
    deploy("flow", kLongWait);
    const auto of = [&](const char* phase) {
        const auto counts = must(api::CountRuns{});
        const auto found = counts.byPhase.find(phase);
        return found == counts.byPhase.end() ? 0 : found->second;
    };
    EXPECT_EQ(of("waiting"), 0);
    const auto one = startAndEnd("flow", "run.waiting");
    const auto two = startAndEnd("flow", "run.waiting");
    EXPECT_EQ(of("waiting"), 2);
    must(api::SuspendRun{one, ""});
    EXPECT_EQ(of("suspended"), 1);
    EXPECT_EQ(of("waiting"), 1);
    must(api::CancelRun{two, ""});
    EXPECT_EQ(of("cancelled"), 1);
    EXPECT_EQ(of("waiting"), 0);
    EXPECT_EQ(must(api::CountRuns{}).faultedToday, 0);
    deploy("fault", "  - r: {raise: {error: {type: x, status: 418}}}\n");
    startAndEnd("fault", "run.faulted");
    EXPECT_EQ(must(api::CountRuns{}).faultedToday, 1);
}

TEST_P(Contract, CancelEndsARunForGood) {
    deploy("flow", kLongWait);
    const auto run = startAndEnd("flow", "run.waiting");
    const auto cancelled = must(api::CancelRun{run, "no longer needed"}).run;
    EXPECT_EQ(cancelled.phase, api::Phase::cancelled);
    EXPECT_GT(cancelled.endedAt, 0);
    EXPECT_TRUE(waitFor(run, "run.cancelled"));
    for (const auto& code :
         {refused(api::CancelRun{run, ""}), refused(api::SuspendRun{run, ""}), refused(api::RetryRun{run, ""})}) {
        EXPECT_EQ(code, api::code::kConflict);
    }
}

TEST_P(Contract, ATaskThatFaultsBeforeItStartsShowsItsError) {
    deploy("flow", "  - broken:\n      input: {from: '${ .a.b }'}\n      set: {x: 1}\n");
    const auto run = startAndEnd("flow", "run.faulted", api::Json{{"a", 1}});
    const auto task = must(api::GetTask{run, "/do/0/broken", 0});
    ASSERT_TRUE(task.error.has_value());
    EXPECT_FALSE(task.error->detail.empty());
    ASSERT_EQ(task.attempts.size(), 1u);
    EXPECT_EQ(task.attempts[0].phase, api::Phase::faulted);
    must(api::RetryRun{run, ""});
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (must(api::GetTask{run, "/do/0/broken", 0}).attempts.size() < 2 &&
           std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    const auto again = must(api::GetTask{run, "/do/0/broken", 0});
    ASSERT_EQ(again.attempts.size(), 2u);
    EXPECT_EQ(again.attempts[1].phase, api::Phase::faulted);
    EXPECT_EQ(again.attempts[0].retriedBy, "");
    EXPECT_EQ(again.attempts[1].retriedBy, "/") << "the run was retried";
}

TEST_P(Contract, AnAttemptThatSucceedsInTheEndHasNoError) {
    deploy("heals",
           "  - careful:\n      try:\n        - shaky: {if: '${ .n == 1 }', raise: {error: {type: a, status: 500, "
           "title: t}}}\n      catch: {do: [ok: {set: {fine: true}}]}\n");
    const auto healed = startAndEnd("heals", "run.completed", api::Json{{"n", 1}});
    const auto good = must(api::GetTask{healed, "/do/0/careful", 0});
    EXPECT_FALSE(good.error.has_value());
    ASSERT_EQ(good.attempts.size(), 1u);
    EXPECT_EQ(good.attempts[0].phase, api::Phase::completed);
    EXPECT_FALSE(good.attempts[0].error.has_value());
}

TEST_P(Contract, AttemptsSayWhoCameBackToTheTask) {
    deploy("stubborn",
           "  - careful:\n      try:\n        - shaky: {raise: {error: {type: a, status: 503, title: t}}}\n"
           "      catch: {retry: {delay: {milliseconds: 20}, limit: {attempt: {count: 1}}}}\n");
    const auto run = startAndEnd("stubborn", "run.faulted");
    for (const char* task : {"/do/0/careful", "/do/0/careful/try/0/shaky"}) {
        const auto attempts = must(api::GetTask{run, task, 0}).attempts;
        ASSERT_EQ(attempts.size(), 2u) << task;
        for (const auto& attempt : attempts) {
            EXPECT_EQ(attempt.phase, api::Phase::faulted) << task;
            ASSERT_TRUE(attempt.error.has_value()) << task;
            EXPECT_EQ(attempt.error->status, 503) << task;
        }
        EXPECT_EQ(attempts[0].retriedBy, "") << task;
        EXPECT_EQ(attempts[1].retriedBy, "/do/0/careful") << task;
        EXPECT_EQ(attempts[1].attempt, 2) << task;
        EXPECT_GE(attempts[1].startedAt, attempts[0].endedAt + 20) << task;
    }
}

TEST_P(Contract, ADryRunKeepsItsPlanAndTellsWhatWouldHaveHappened) {
    deploy("writes",
           "  - pause: {wait: {minutes: 5}}\n"
           "  - put: {call: fs.put, with: {path: out.txt, content: hello}}\n");
    api::StartRun operation;
    operation.ns = "test";
    operation.workflow = "writes";
    operation.dryRun = api::Json{{"mocks", boost::json::array{}}};
    const auto run = must(operation).run;
    ASSERT_TRUE(waitFor(run, "run.faulted"));
    EXPECT_EQ(must(api::GetRun{run}).dryRun, operation.dryRun);
    api::GetHistory history;
    history.run = run;
    history.kind = "task.dry-run";
    history.withData = true;
    history.limit = 1;
    const auto first = must(history);
    ASSERT_EQ(first.items.size(), 1u);
    EXPECT_EQ(first.items[0].data.at("outcome"), "skipped");
    ASSERT_FALSE(first.next.empty());
    history.after = first.next;
    const auto second = must(history);
    ASSERT_EQ(second.items.size(), 1u);
    EXPECT_EQ(second.items[0].task, "/do/1/put");
    EXPECT_EQ(second.items[0].data.at("outcome"), "refused");
    EXPECT_EQ(second.items[0].data.at("arguments").at("content"), "hello");
    EXPECT_TRUE(second.next.empty());
    deploy("flow", kEcho);
    EXPECT_TRUE(must(api::GetRun{startAndEnd("flow")}).dryRun.is_null());
}

TEST_P(Contract, RetryTakesAFaultedRunUpWhereItFaulted) {
    deploy("flow", kReadsFile);
    const auto run = startAndEnd("flow", "run.faulted");
    const auto faulted = must(api::GetRun{run});
    EXPECT_EQ(faulted.run.phase, api::Phase::faulted);
    ASSERT_TRUE(faulted.run.error.has_value());
    EXPECT_EQ(faulted.run.error->instance, "/do/1/read");
    EXPECT_TRUE(must(api::GetTask{run, "/do/1/read", 0}).error.has_value());
    std::ofstream(directory() / "files" / "wanted.txt") << "here";
    must(api::RetryRun{run, ""});
    ASSERT_TRUE(waitFor(run, "run.completed"));
    api::GetHistory query;
    query.run = run;
    int befores = 0;
    for (const auto& entry : must(query).items) {
        befores += entry.kind == "task.completed" && entry.task == "/do/0/before";
    }
    EXPECT_EQ(befores, 1) << "what was completed stands";
    EXPECT_FALSE(must(api::GetRun{run}).run.error.has_value());
    EXPECT_EQ(refused(api::RetryRun{run, ""}), api::code::kConflict);
}

TEST_P(Contract, RetryGivesTheFaultedTaskAnotherInput) {
    deploy("flow",
           "  - before: {set: {n: x}}\n  - sum: {input: {from: '${ {m: (.n + 1)} }'}, set: {got: '${ .m }'}}\n");
    const auto run = startAndEnd("flow", "run.faulted");
    const auto point = must(api::GetRun{run}).retry;
    ASSERT_TRUE(point.has_value());
    EXPECT_EQ(point->task, "/do/1/sum");
    EXPECT_EQ(point->input, (api::Json{{"n", "x"}}));
    must(api::RetryRun{run, "mended", api::Json{{"n", 41}}});
    ASSERT_TRUE(waitFor(run, "run.completed"));
    const auto detail = must(api::GetRun{run});
    EXPECT_EQ(detail.output, (api::Json{{"got", 42}}));
    EXPECT_FALSE(detail.retry.has_value());
}

TEST_P(Contract, NullIsAnInputOfARetryAndNothingIsNone) {
    deploy("flow",
           "  - before: {set: {n: 1}}\n  - see: {if: '${ . != null }', raise: {error: {type: x, status: 400}}}\n");
    const auto run = startAndEnd("flow", "run.faulted");
    must(api::RetryRun{run, "", api::Json(nullptr)});
    EXPECT_TRUE(waitFor(run, "run.completed"));
}

TEST_P(Contract, ARetryInTheMiddleOfWorkTakesNoInput) {
    deploy("flow", "  - before: {set: {a: 1}}\n", "1.0.0", "output: {as: '${ .a.b }'}\n");
    const auto run = startAndEnd("flow", "run.faulted");
    EXPECT_FALSE(must(api::GetRun{run}).retry.has_value());
    EXPECT_EQ(refused(api::RetryRun{run, "", api::Json{{"n", 1}}}), api::code::kConflict);
    EXPECT_EQ(must(api::GetRun{run}).run.phase, api::Phase::faulted);
}

TEST_P(Contract, DiscardPutsAFaultedRunAsideAndKeepsItsError) {
    EXPECT_EQ(refused(api::DiscardRun{"nothing", ""}), api::code::kNotFound);
    deploy("flow", kReadsFile);
    const auto run = startAndEnd("flow", "run.faulted");
    const auto gone = must(api::DiscardRun{run, "the file is not coming"}).run;
    EXPECT_EQ(gone.phase, api::Phase::cancelled);
    ASSERT_TRUE(waitFor(run, "run.cancelled"));
    const auto detail = must(api::GetRun{run});
    ASSERT_TRUE(detail.run.error.has_value());
    EXPECT_EQ(detail.run.error->instance, "/do/1/read");
    EXPECT_EQ(must(api::CountRuns{}).byPhase["faulted"], 0);
    EXPECT_EQ(refused(api::RetryRun{run, ""}), api::code::kConflict);
    EXPECT_EQ(refused(api::DiscardRun{run, ""}), api::code::kConflict);
    api::GetHistory query;
    query.run = run;
    EXPECT_EQ(must(query).items.back().detail, "the file is not coming");
}

TEST_P(Contract, BackupCopiesTheJournalOnce) {
    deploy("flow", kEcho);
    startAndEnd("flow");
    const auto path = directory() / "copy.db";
    const auto reply = must(api::BackupEngine{path.string()});
    EXPECT_EQ(reply.path, path.string());
    EXPECT_EQ(static_cast<std::uintmax_t>(reply.bytes), std::filesystem::file_size(path));
    EXPECT_FALSE(refused(api::BackupEngine{path.string()}).empty()) << "an existing file must stay";
    EXPECT_EQ(refused(api::BackupEngine{"relative.db"}), api::code::kInvalidArgument);
}

TEST_P(Contract, HealthTellsTheState) {
    const auto health = engine().health();
    EXPECT_EQ(health.state, api::HealthState::healthy);
    EXPECT_EQ(health.dataDir, std::filesystem::canonical(directory()).string());
    EXPECT_FALSE(health.version.empty());
    EXPECT_FALSE(health.pools.empty());
    deploy("flow", kLongWait);
    startAndEnd("flow", "run.waiting");
    EXPECT_TRUE(eventually([&] { return engine().health().waitingRuns == 1 && engine().health().seq > 0; }));
}

TEST_P(Contract, ADeadlineThatHasPassedIsAnError) {
    auto late = as("ada");
    late.deadline = 1;
    EXPECT_EQ(refused(api::CountRuns{}, late), api::code::kDeadline);
}

}  // namespace
}  // namespace beamline::test
