// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/sample_workflow.h"

#include <boost/json.hpp>

namespace beamline::test {

namespace {
constexpr api::Timestamp kMin = 60'000;
constexpr api::Timestamp kHr = 60 * kMin;

std::string ledgerSource(const std::string& version) {
    std::string source = "document:\n  dsl: '1.0.3'\n  namespace: examples\n  name: ledger-sync\n  version: '" +
                         version +
                         "'\n  title: Ledger synchronisation\ninput:\n  schema:\n    document:\n      type: object\n"
                         "      required: [book]\n      properties:\n        book: { type: string }\n"
                         "        month: { type: string }\n        limit: { type: integer, default: 1000 }\n"
                         "schedule:\n  cron: '*/15 6-20 * * 1-5'\ndo:\n  - fetch:\n      call: http\n      with:\n"
                         "        method: get\n        endpoint: https://bank.example.com/v2/statements\n";
    if (version != "1.0.0") {
        source +=
            "  - check:\n      if: ${ .total != .expected }\n      raise:\n        error:\n          type: "
            "sum-differs\n"
            "          status: 409\n";
    }
    source += version == "1.2.0"
                  ? "  - book:\n      call: sql\n      with: { statement: 'INSERT INTO ledger VALUES (?, ?)' }\n"
                    "  - tell:\n      call: notify\n      with: { text: Booked }\n"
                  : "  - book:\n      call: sql\n      with: { statement: 'INSERT INTO ledger VALUES (?)' }\n";
    return source;
}
}  // namespace

api::WorkflowDetail ledgerVersion(const char* version, api::Timestamp deployedAt) {
    api::WorkflowDetail one;
    one.info = {"examples",
                kLedger,
                version,
                "Ledger synchronisation",
                "Takes the bank's statements over into the ledger, every quarter of an hour.",
                "9f2c41d7a08b3e6590c1f7d2e48ab35c6d09718f2b4ea3c5d6e7f80912a3b4e1",
                deployedAt,
                false,
                boost::json::parse(R"({"type":"object","required":["book"],"properties":{"book":{"type":"string"},
                    "month":{"type":"string"},"limit":{"type":"integer","default":1000}}})")};
    one.source = ledgerSource(version);
    one.graph.nodes = {{"/do/0/fetch", "", "fetch", "call", "http · GET /v2/statements"},
                       {"/do/1/check", "", "check", "raise", "sum-differs"},
                       {"/do/2/book", "", "book", "call", "sql"}};
    one.graph.edges = {{"/do/0/fetch", "/do/1/check", ""}, {"/do/1/check", "/do/2/book", ""}};
    return one;
}

api::RunDetail ledgerRun(int number, const char* version, api::Phase phase, api::Timestamp age, api::Timestamp took,
                         const char* input) {
    api::RunDetail detail;
    auto& run = detail.run;
    const std::string digits = std::to_string(kSampleNow - age) + std::to_string(1000 + number);
    run.id = "01HF" + digits + std::string(26 - 4 - digits.size(), 'Z');
    run.ns = "examples";
    run.workflow = kLedger;
    run.version = version;
    run.phase = phase;
    run.createdAt = run.startedAt = kSampleNow - age;
    run.updatedAt = run.startedAt + took;
    run.endedAt = api::isFinal(phase) ? run.updatedAt : 0;
    run.tasksTotal = 3;
    run.tasksDone = phase == api::Phase::completed ? 3 : 1;
    if (phase == api::Phase::faulted) {
        run.error = number % 3 == 0
                        ? api::WorkflowError{"https://serverlessworkflow.io/spec/1.0.0/errors/communication", 503,
                                             "The bank cannot be reached", "", "/do/0/fetch"}
                        : api::WorkflowError{"sum-differs", 409, "The sum differs", "", "/do/1/check"};
    }
    detail.input = boost::json::parse(input);
    return detail;
}

api::Schedule ledgerSchedule() {
    api::Schedule one;
    one.ns = "examples";
    one.workflow = kLedger;
    one.version = "1.2.0";
    one.kind = api::ScheduleKind::cron;
    one.detail = "*/15 6-20 * * 1-5";
    for (int i = 0; i < api::kMaxUpcoming; ++i) {
        one.next.push_back(kSampleNow + 4 * kMin + i * 15 * kMin);
    }
    one.last = kSampleNow - 11 * kMin;
    return one;
}

std::shared_ptr<FixtureEngine> ledgerEngine() {
    using enum api::Phase;
    auto engine = sampleEngine();
    engine->put(ledgerVersion("1.0.0", kSampleNow - 900 * kHr));
    engine->put(ledgerVersion("1.1.0", kSampleNow - 200 * kHr));
    engine->put(ledgerVersion("1.2.0", kSampleNow - 5 * kHr));
    const char* november = R"({"book":"main","month":"2026-11","limit":5000})";
    const char* october = R"({"book":"main","month":"2026-10","limit":5000})";
    const char* savings = R"({"book":"savings","month":"2026-11"})";
    int number = 0;
    const auto add = [&](const char* version, api::Phase phase, api::Timestamp age, api::Timestamp took,
                         const char* input) { engine->put(ledgerRun(number++, version, phase, age, took, input)); };
    add("1.0.0", waiting, 300 * kHr, 0, october);
    add("1.0.0", waiting, 290 * kHr, 0, october);
    add("1.0.0", suspended, 280 * kHr, 0, savings);
    for (int i = 0; i < 12; ++i) {
        add("1.1.0", completed, (40 + 6 * i) * kHr, 40'000 + i * 1'500, october);
    }
    add("1.1.0", faulted, 50 * kHr, 3'000, october);  // 15: the bank
    add("1.1.0", waiting, 30 * kHr, 0, october);      // 16
    for (int i = 0; i < 6; ++i) {
        add("1.2.0", completed, (25 + 30 * i) * kMin, 41'000 + i * 2'000, i % 2 == 0 ? november : savings);
    }
    add("1.2.0", faulted, 200 * kMin, 9'000, november);   // 23: the sum
    add("1.2.0", faulted, 215 * kMin, 2'500, november);   // 24: the bank
    add("1.2.0", cancelled, 230 * kMin, 2'500, savings);  // 25
    add("1.2.0", faulted, 245 * kMin, 8'500, november);   // 26: the sum
    add("1.2.0", running, 11 * kMin, 0, november);        // 27
    engine->put(ledgerSchedule());
    return engine;
}

}  // namespace beamline::test
