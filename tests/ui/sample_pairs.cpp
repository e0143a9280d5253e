// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/sample_pairs.h"

#include "tests/ui/sample_data.h"

namespace beamline::test {

namespace {
using api::Phase;

api::RunDetail detailOf(api::Engine& engine, const char* run) {
    auto reply = api::callAndWait(engine, api::GetRun{run, 0}, sampleIdentity());
    return reply.ok() ? std::move(reply.value()) : api::RunDetail();
}

/// The tasks of the invoice sample as a completed run has them, from `start` on.
std::vector<api::TaskState> invoiceTasks(std::vector<api::TaskState> tasks, api::Timestamp start) {
    const api::Timestamp ends[] = {420, 3520, 3510, 3521, 0, 4100, 4300};
    const api::Timestamp starts[] = {20, 420, 3400, 3520, 0, 3521, 4100};
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const bool taken = starts[i] != 0;
        tasks[i].phase = taken ? Phase::completed : Phase::pending;
        tasks[i].attempt = taken ? 1 : 0;
        tasks[i].iterations = !taken ? 0 : i == 1 || i == 2 ? 46 : 1;
        tasks[i].startedAt = taken ? start + starts[i] : 0;
        tasks[i].endedAt = taken ? start + ends[i] : 0;
    }
    return tasks;
}

void addPast(FixtureEngine& engine, const api::RunDetail& detail, const char* kind, std::size_t task, api::Timestamp at,
             int attempt, const char* text, const api::Json& data = {}) {
    api::HistoryEntry entry;
    entry.kind = kind;
    entry.at = detail.run.startedAt + at;
    entry.attempt = attempt;
    entry.iteration = 1;
    entry.detail = text;
    entry.data = data;
    if (task < detail.tasks.size()) {
        entry.task = detail.tasks[task].ref;
        entry.name = detail.tasks[task].name;
    }
    engine.put(detail.run.id, entry);
}

api::RunDetail goodRun(FixtureEngine& engine, const char* id) {
    api::RunDetail detail = detailOf(engine, kWaitingRun);
    const auto runs = engine.runs({}, true);
    for (const auto& run : runs) {
        detail.run = run.id == kGoodRun ? run : detail.run;
    }
    detail.run.id = id;
    detail.run.endedAt = detail.run.updatedAt = detail.run.startedAt + 4300;
    detail.tasks = invoiceTasks(std::move(detail.tasks), detail.run.startedAt);
    detail.output = boost::json::parse(R"({"booked":38,"asked":0,"report":"report.md","currency":"EUR"})");
    engine.put(detail);
    for (std::size_t i = 0; i < detail.tasks.size(); ++i) {
        if (detail.tasks[i].startedAt != 0) {
            const auto from = detail.run.startedAt;
            addPast(engine, detail, "task.started", i, detail.tasks[i].startedAt - from, 1, "");
            addPast(engine, detail, "task.completed", i, detail.tasks[i].endedAt - from, 1, "",
                    boost::json::object{{"rows", i == 5 && std::string(id) == kTwinRun ? 37 : 38}});
        }
    }
    return detail;
}

void addBadRun(FixtureEngine& engine, api::RunDetail detail) {
    auto& run = detail.run;
    run.id = kBadRun;
    run.version = "0.5.0";
    run.phase = Phase::faulted;
    run.createdAt = run.startedAt = kSampleNow - 300'000;
    run.endedAt = run.updatedAt = run.startedAt + 12'700;
    run.now = "sql: the table invoices has no column currency";
    run.error = api::WorkflowError{"https://serverlessworkflow.io/spec/1.0.0/errors/communication", 500,
                                   "The statement failed", run.now, "/do/4/bookSmall"};
    run.labels[api::kRerunLabel] = kGoodRun;
    detail.input.as_object()["limit"] = 1000;
    detail.input.as_object()["apiToken"] = "s3cr3t-of-finance";
    detail.output = nullptr;
    detail.tasks = invoiceTasks(std::move(detail.tasks), run.startedAt);
    detail.tasks[5].phase = Phase::faulted;
    detail.tasks[5].attempt = 3;
    detail.tasks[5].endedAt = run.endedAt;
    detail.tasks[6] = {detail.tasks[6].ref, detail.tasks[6].name, "call", "fs.put", Phase::pending, 0, 0, 0, 0};
    engine.put(run);
    engine.put(detail);
    api::TaskDetail book;
    book.state = detail.tasks[5];
    book.input = boost::json::parse(
        R"j({"statement":"INSERT INTO invoices VALUES (?, ?, ?, ?)","apiToken":"s3cr3t-of-finance"})j");
    book.error = run.error;
    for (int i = 1; i <= 3; ++i) {
        api::TaskAttempt one;
        one.attempt = i;
        one.phase = Phase::faulted;
        one.startedAt = run.startedAt + 3521 + (i - 1) * 3500;
        one.endedAt = one.startedAt + 1200;
        one.error = run.error;
        one.error->detail = i == 3 ? run.error->detail : "sql: the database is locked";
        book.attempts.push_back(one);
        addPast(engine, detail, "task.started", 5, 3521 + (i - 1) * 3500, i, "",
                boost::json::object{{"statement", i == 3 ? "INSERT INTO invoices VALUES (?, ?, ?, ?)"
                                                         : "INSERT INTO invoices VALUES (?, ?, ?)"}});
        addPast(engine, detail, i == 3 ? "task.faulted" : "task.retried", 5, 4721 + (i - 1) * 3500, i,
                i == 3 ? "" : "the database is locked; again in 2.3 s");
    }
    engine.put(run.id, book);
}
}  // namespace

std::shared_ptr<FixtureEngine> pairEngine() {
    auto engine = sampleEngine();
    const auto good = goodRun(*engine, kGoodRun);
    goodRun(*engine, kTwinRun);
    addBadRun(*engine, good);
    auto workflow =
        api::callAndWait(*engine, api::GetWorkflow{"examples", "invoice-approval", "0.4.0"}, sampleIdentity());
    if (workflow.ok()) {
        const std::string before = "(?, ?, ?)";
        workflow->source.replace(workflow->source.find(before), before.size(), "(?, ?, ?, ?)");
        workflow->source.replace(workflow->source.find("0.4.0"), 5, "0.5.0");
        workflow->info.version = "0.5.0";
        workflow->graph.nodes.push_back({"/do/6/tellFinance", "", "tellFinance", "call", "http"});
        engine->put(*workflow);
    }
    return engine;
}

std::shared_ptr<FixtureEngine> rerunEngine() {
    auto engine = pairEngine();
    auto detail = detailOf(*engine, kGoodRun);
    auto& run = detail.run;
    run.id = kAgainRun;
    run.createdAt = run.startedAt = kSampleNow - 60'000;
    run.endedAt = run.updatedAt = run.startedAt + 900;
    run.labels[api::kRerunLabel] = kGoodRun;
    const std::string over = std::string("taken over from ") + kGoodRun;
    addPast(*engine, detail, "run.created", detail.tasks.size(), 0, 0,
            (std::string("re-run of ") + kGoodRun + " from bookSmall: the column is there now").c_str());
    for (std::size_t i = 0; i < detail.tasks.size(); ++i) {
        auto& task = detail.tasks[i];
        if (task.startedAt == 0) {
            continue;
        }
        const bool before = i < 5;
        const api::Timestamp at = before ? 2 : i == 5 ? 3 : 700;
        task.startedAt = run.startedAt + at;
        task.endedAt = before ? task.startedAt : task.startedAt + 200;
        task.iterations = 1;
        addPast(*engine, detail, "task.started", i, at, 1, "");
        addPast(*engine, detail, "task.completed", i, task.endedAt - run.startedAt, 1, before ? over.c_str() : "");
    }
    addPast(*engine, detail, "run.completed", detail.tasks.size(), 900, 0, "");
    engine->put(run);
    engine->put(detail);
    for (const char* id : {kGoodRun, kAgainRun}) {
        api::TaskDetail book;
        book.state = detail.tasks[5];
        book.input = boost::json::object{{"statement", "INSERT INTO invoices VALUES (?, ?, ?)"},
                                         {"batch", std::string(id) == kGoodRun ? 100 : 10}};
        book.output = boost::json::object{{"rows", 38}};
        engine->put(id, book);
    }
    return engine;
}

api::RunDetail largeRun(int tasks, int inside) {
    api::RunDetail detail;
    auto& run = detail.run;
    run.id = kLargeRun;
    run.ns = "examples";
    run.workflow = "nightly-close";
    run.version = "3.0.0";
    run.phase = Phase::running;
    run.createdAt = run.startedAt = kSampleNow - 600'000;
    std::string before;
    const auto add = [&](const std::string& ref, const std::string& parent, const std::string& name, const char* type,
                         int at) {
        detail.graph.nodes.push_back({ref, parent, name, type, type == std::string("call") ? "http" : ""});
        api::TaskState state;
        state.ref = ref;
        state.name = name;
        state.type = type;
        state.phase = at < tasks / 2            ? (at % 97 == 41 ? Phase::faulted : Phase::completed)
                      : at < tasks / 2 + inside ? Phase::running
                                                : Phase::pending;
        state.attempt = state.iterations = state.phase == Phase::pending ? 0 : 1;
        state.startedAt = state.attempt == 0 ? 0 : run.startedAt + at * 100LL;
        state.endedAt = api::isFinal(state.phase) ? state.startedAt + 90 : 0;
        detail.tasks.push_back(std::move(state));
    };
    for (int at = 0, group = 0; at < tasks; ++group) {
        const bool fork = group % 7 == 3;
        const std::string name = (fork ? "fork" : "step") + std::to_string(group);
        const std::string ref = "/do/" + std::to_string(group) + "/" + name;
        add(ref, "", name, fork ? "fork" : "do", at++);
        if (!before.empty()) {
            detail.graph.edges.push_back({before, ref, ""});
        }
        before = ref;
        std::string last;
        for (int i = 0; i < inside && at < tasks; ++i) {
            const std::string child = ref + "/do/" + std::to_string(i) + "/task" + std::to_string(at);
            add(child, ref, "task" + std::to_string(at), "call", at);
            ++at;
            if (!last.empty() && !fork) {
                detail.graph.edges.push_back({last, child, ""});
            }
            last = child;
        }
    }
    run.tasksTotal = tasks;
    run.tasksDone = tasks / 2;
    return detail;
}

}  // namespace beamline::test
