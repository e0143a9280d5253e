// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/sample_rehearsals.h"

namespace beamline::test {

namespace {
using api::Phase;

constexpr api::Timestamp kStart = kSampleNow - 41'000;
constexpr const char* kCommunication = "https://serverlessworkflow.io/spec/1.0.0/errors/communication";
constexpr const char* kOrders = "https://shop.example.com/api/v2/orders?since=2026-11-24T00:00:00Z&page=1";
constexpr const char* kUpsert =
    "INSERT INTO orders (id, customer, total, currency, placed_at, state)\n"
    "VALUES (?, ?, ?, ?, ?, ?)\n"
    "ON CONFLICT (id) DO UPDATE SET total = excluded.total, state = excluded.state,\n"
    "  currency = excluded.currency WHERE orders.state <> 'closed'";

api::TaskState taskOf(const char* ref, const char* name, const char* type, const char* function, Phase phase,
                      int attempt, api::Timestamp from, api::Timestamp to) {
    return {ref, name, type, function, phase, attempt, attempt > 0 ? 1 : 0, from, to};
}

api::RunDetail orderSync(const char* id, Phase phase) {
    api::RunDetail detail;
    auto& run = detail.run;
    run.id = id;
    run.ns = "examples";
    run.workflow = "invoice-approval";
    run.version = "0.4.0";
    run.phase = phase;
    run.createdAt = run.startedAt = kStart;
    run.updatedAt = kStart + 9'300;
    run.endedAt = api::isFinal(phase) ? run.updatedAt : 0;
    run.tasksDone = 4;
    run.tasksTotal = 5;
    detail.input = boost::json::parse(R"({"file":"orders-2026-11.csv"})");
    detail.graph.nodes = {{"/do/0/careful", "", "careful", "try", "2 retries"},
                          {"/do/0/careful/try/0/getOrders", "/do/0/careful", "getOrders", "call", "http"},
                          {"/do/1/store", "", "store", "call", "sql"},
                          {"/do/2/pause", "", "pause", "wait", "5 s"},
                          {"/do/3/tellSales", "", "tellSales", "call", "http"},
                          {"/do/4/announce", "", "announce", "emit", "orders.synced"}};
    detail.graph.edges = {{"/do/0/careful", "/do/1/store", ""},
                          {"/do/1/store", "/do/2/pause", ""},
                          {"/do/2/pause", "/do/3/tellSales", ""},
                          {"/do/3/tellSales", "/do/4/announce", ""}};
    detail.tasks = {
        taskOf("/do/0/careful", "careful", "try", "", Phase::completed, 3, kStart + 10, kStart + 6'900),
        taskOf("/do/0/careful/try/0/getOrders", "getOrders", "call", "http", Phase::completed, 3, kStart + 6'520,
               kStart + 6'900),
        taskOf("/do/1/store", "store", "call", "sql", Phase::completed, 1, kStart + 6'900, kStart + 7'250),
        taskOf("/do/2/pause", "pause", "wait", "", Phase::completed, 1, kStart + 7'250, kStart + 9'000),
        taskOf("/do/3/tellSales", "tellSales", "call", "http", Phase::running, 1, kStart + 9'000, 0),
        taskOf("/do/4/announce", "announce", "emit", "", Phase::pending, 0, 0, 0),
    };
    return detail;
}

void tell(FixtureEngine& engine, const char* run, const char* kind, const api::TaskState& task, api::Timestamp at,
          const char* text, api::Json data = {}) {
    api::HistoryEntry entry;
    entry.kind = kind;
    entry.at = at;
    entry.task = task.ref;
    entry.name = task.name;
    entry.iteration = entry.attempt = 1;
    entry.detail = text;
    entry.data = std::move(data);
    engine.put(run, entry);
}

api::Json rehearsed(const char* function, const char* outcome, const char* arguments, int mock = -1) {
    boost::json::object data{
        {"function", function}, {"outcome", outcome}, {"arguments", boost::json::parse(arguments)}};
    if (mock >= 0) {
        data["mock"] = mock;
    }
    return data;
}

api::Json plan() {
    return boost::json::parse(R"({"mocks": [
        {"task": "/do/0/careful/try/0/getOrders", "function": "http", "error": {"type": "communication", "status": 503}, "times": 1},
        {"task": "/do/0/careful/try/0/getOrders", "function": "http", "output": {"orders": [{"id": "2026-0417", "total": 7420.5}]}},
        {"task": "/do/1/store", "function": "sql", "output": {"rows": 1}}], "waits": "skip"})");
}

/// What both dry runs have come to.
void rehearse(FixtureEngine& engine, const char* id, const api::RunDetail& detail) {
    const auto& tasks = detail.tasks;
    const std::string get = std::string(R"({"method":"get","endpoint":{"uri":")") + kOrders + R"("}})";
    tell(engine, id, "task.started", tasks[1], kStart + 10, "attempt 1");
    tell(engine, id, "task.dry-run", tasks[1], kStart + 20, "http: failed by mock 1",
         rehearsed("http", "failed", get.c_str(), 0));
    tell(engine, id, "task.dry-run", tasks[1], kStart + 40, "http: answered by mock 2",
         rehearsed("http", "answered", get.c_str(), 1));
    tell(engine, id, "task.dry-run", tasks[2], kStart + 60, "sql: answered by mock 3",
         rehearsed(
             "sql", "answered",
             R"j({"connection":"file:orders.db","statement":"INSERT INTO orders (id, customer, total) VALUES (?, ?, ?)",
                  "parameters":["2026-0417","Nordwind GmbH",7420.5]})j",
             2));
    tell(engine, id, "task.dry-run", tasks[3], kStart + 80, "wait: skipped",
         rehearsed("wait", "skipped", R"({"milliseconds":5000})"));
}
}  // namespace

api::TaskDetail orderRequests() {
    api::TaskDetail detail;
    detail.state = orderSync(kOrderRun, Phase::running).tasks[1];
    detail.output = boost::json::parse(R"({"orders":[{"id":"2026-0417","total":7420.5}]})");
    const auto failing = [](int number, api::Timestamp from, int status, const char* title, const char* text,
                            const char* answer) {
        api::TaskAttempt attempt;
        attempt.attempt = number;
        attempt.phase = Phase::faulted;
        attempt.startedAt = from;
        attempt.endedAt = from + 310;
        attempt.error = api::WorkflowError{kCommunication, status, title, text, "/do/0/careful/try/0/getOrders"};
        attempt.exchanges = {{"http", std::string("GET ") + kOrders, answer, true, from + 4, 304'200, 0, 214}};
        attempt.retriedBy = number > 1 ? "/do/0/careful" : "";
        return attempt;
    };
    detail.attempts = {
        failing(1, kStart + 10, 503, "Service unavailable",
                "https://shop.example.com answered 503 Service Unavailable: the shop is being updated, try again in a "
                "minute.",
                "503 Service Unavailable"),
        failing(2, kStart + 2'330, 504, "Gateway timeout", "https://shop.example.com answered 504 Gateway Timeout.",
                "504 Gateway Timeout")};
    api::TaskAttempt good;
    good.attempt = 3;
    good.phase = Phase::completed;
    good.startedAt = kStart + 6'520;
    good.endedAt = kStart + 6'900;
    good.retriedBy = "/do/0/careful";
    good.exchanges = {{"http", "GET https://shop.example.com/api/v2/orders", "301 Moved Permanently", false,
                       kStart + 6'524, 840, 0, 0},
                      {"http", std::string("GET ") + kOrders, "200 OK", false, kStart + 6'530, 212'400, 0, 48'213}};
    detail.attempts.push_back(good);
    return detail;
}

std::shared_ptr<FixtureEngine> outsideEngine() {
    auto engine = sampleEngine();
    const auto detail = orderSync(kOrderRun, Phase::running);
    engine->put(detail);
    engine->put(kOrderRun, orderRequests());
    api::TaskDetail store;
    store.state = detail.tasks[2];
    api::TaskAttempt attempt;
    attempt.phase = Phase::completed;
    attempt.startedAt = detail.tasks[2].startedAt;
    attempt.endedAt = detail.tasks[2].endedAt;
    attempt.exchanges = {{"sql", "BEGIN IMMEDIATE", "done", false, attempt.startedAt, 120, -1, -1},
                         {"sql", kUpsert, "46 rows", false, attempt.startedAt + 1, 18'400, -1, -1},
                         {"sql", "SELECT count(*) AS open FROM orders WHERE state = 'open'", "1 row", false,
                          attempt.startedAt + 20, 95, -1, -1}};
    store.attempts = {attempt};
    engine->put(kOrderRun, store);
    tell(*engine, kOrderRun, "task.started", detail.tasks[1], kStart + 10, "attempt 1");
    tell(*engine, kOrderRun, "task.exchanged", detail.tasks[1], kStart + 320,
         "GET https://shop.example.com/api/v2/orders → 503 Service Unavailable");
    tell(*engine, kOrderRun, "task.retried", detail.tasks[0], kStart + 320, "attempt 2 in 2000 ms");
    tell(*engine, kOrderRun, "task.exchanged", detail.tasks[1], kStart + 6'900,
         "2 exchanges, the last: GET https://shop.example.com/api/v2/orders → 200 OK");
    tell(*engine, kOrderRun, "task.completed", detail.tasks[1], kStart + 6'900, "");
    tell(*engine, kOrderRun, "task.exchanged", detail.tasks[2], kStart + 7'250,
         "3 exchanges, the last: SELECT count(*) AS open FROM orders → 1 row");
    return engine;
}

std::shared_ptr<FixtureEngine> dryRunEngine() {
    auto engine = sampleEngine();
    auto done = orderSync(kDryRun, Phase::completed);
    done.run.labels[api::kDryRunLabel] = "true";
    done.dryRun = plan();
    done.dryRun.at("mocks").get_array().push_back(
        {{"task", "/do/3/tellSales"}, {"function", "http"}, {"output", nullptr}});
    done.tasks[4].phase = done.tasks[5].phase = Phase::completed;
    done.tasks[4].endedAt = kStart + 9'100;
    engine->put(done);
    rehearse(*engine, kDryRun, done);
    const char* post =
        R"({"method":"post","endpoint":"https://hooks.example.com/sales","body":{"text":"46 orders are in","orders":["2026-0417"]}})";
    tell(*engine, kDryRun, "task.dry-run", done.tasks[4], kStart + 90, "http: answered by mock 4",
         rehearsed("http", "answered", post, 3));
    tell(*engine, kDryRun, "task.dry-run", done.tasks[5], kStart + 95, "emit: not published",
         rehearsed("emit", "not published",
                   R"({"type":"com.example.orders.synced","source":"beamline","data":{"count":46}})"));

    auto refused = orderSync(kRefusedRun, Phase::faulted);
    refused.run.labels[api::kDryRunLabel] = "true";
    refused.dryRun = plan();
    refused.run.error = api::WorkflowError{
        "https://serverlessworkflow.io/spec/1.0.0/errors/configuration", 400, "Refused in a dry run",
        "This dry run has no mock for http. Add one for the task /do/3/tellSales to the plan; what would have been "
        "called with stands in its history.",
        "/do/3/tellSales"};
    refused.tasks[4].phase = Phase::faulted;
    engine->put(refused);
    rehearse(*engine, kRefusedRun, refused);
    tell(*engine, kRefusedRun, "task.dry-run", refused.tasks[4], kStart + 90, "http: refused",
         rehearsed("http", "refused", post));
    return engine;
}

}  // namespace beamline::test
