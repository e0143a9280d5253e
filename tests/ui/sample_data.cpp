// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/sample_data.h"

namespace beamline::test {

namespace {

using api::Phase;

constexpr api::Timestamp kSecond = 1000;
constexpr api::Timestamp kMinute = 60 * kSecond;
constexpr api::Timestamp kHour = 60 * kMinute;

api::Json json(const char* text) {
    return boost::json::parse(text);
}

constexpr const char* kInvoiceSource = R"(document:
  dsl: 1.0.3
  namespace: examples
  name: invoice-approval
  version: 0.4.0
  title: Invoice approval
  summary: Reads a CSV of invoices, books small ones and asks finance about large ones.
input:
  schema:
    document:
      type: object
      required: [file]
      properties:
        file: { type: string, title: File, description: CSV with number, supplier and amount }
        limit: { type: number, title: Limit, default: 5000, minimum: 0 }
        currency: { type: string, enum: [EUR, USD, GBP], default: EUR }
        dryRun: { type: boolean, title: Only pretend, default: false }
do:
  - readInvoices:
      call: fs.get
      with: { path: "${ .file }", parse: csv }
  - validate:
      for: { each: row, in: .rows }
      do:
        - check: { set: { ok: "${ .row.amount > 0 }" } }
  - split:
      switch:
        - large: { when: .total > 5000, then: largeOnes }
        - otherwise: { then: bookSmall }
  - largeOnes:
      call: approval
      with:
        subject: "Invoice ${ .number }, ${ .supplier }"
        quorum: 2
        groups: [finance]
      then: writeReport
  - bookSmall:
      call: sql
      with: { statement: INSERT INTO invoices VALUES (?, ?, ?) }
  - writeReport:
      call: fs.put
      with: { path: report.md }
)";

api::Graph invoiceGraph() {
    api::Graph graph;
    graph.nodes = {{"/do/0/readInvoices", "", "readInvoices", "call", "fs.get"},
                   {"/do/1/validate", "", "validate", "for", "for each row"},
                   {"/do/1/validate/do/0/check", "/do/1/validate", "check", "set", ""},
                   {"/do/2/split", "", "split", "switch", "by total"},
                   {"/do/3/largeOnes", "", "largeOnes", "call", "approval"},
                   {"/do/4/bookSmall", "", "bookSmall", "call", "sql"},
                   {"/do/5/writeReport", "", "writeReport", "call", "fs.put"}};
    graph.edges = {{"/do/0/readInvoices", "/do/1/validate", ""},        {"/do/1/validate", "/do/2/split", ""},
                   {"/do/2/split", "/do/3/largeOnes", "total > 5,000"}, {"/do/2/split", "/do/4/bookSmall", "otherwise"},
                   {"/do/3/largeOnes", "/do/5/writeReport", ""},        {"/do/4/bookSmall", "/do/5/writeReport", ""}};
    return graph;
}

struct RunRow {
    const char* id;
    const char* workflow;
    const char* version;
    Phase phase;
    api::Timestamp age;
    api::Timestamp duration;
    int done;
    int total;
    const char* now;
};

// Oldest last, as the page shows them.
constexpr RunRow kRuns[] = {
    {"01HFFK6SY9540QZ8N3WJ5B7RTM", "invoice-approval", "0.4.0", Phase::running, 12300, 12300, 3, 7, "checkTotals"},
    {kWaitingRun, "invoice-approval", "0.4.0", Phase::waiting, 134 * kSecond, 134 * kSecond, 5, 7,
     "approval: over 5,000 EUR"},
    {"01HF1GD1GHCA3T6V9P0MXW8E2K", "endpoint-health", "1.2.1", Phase::running, 151 * kSecond, 151 * kSecond, 14, 46,
     "probe 14 of 46"},
    {"01HF0JQ5NRFB8S1D4Y7C2A6KHX", "data-import", "2.0.0", Phase::faulted, 245 * kSecond, 8100, 6, 10,
     "sql: NOT NULL constraint, row 118"},
    {"01HEZFYH5K0J9R3X6N8TBW1QPD", "folder-backup", "1.0.0", Phase::completed, 9 * kMinute, 62 * kSecond, 5, 5, ""},
    {"01HEYCTVJVWAE4M7K2Z5S9GX0B", "endpoint-health", "1.2.1", Phase::completed, 12 * kMinute, 48900, 46, 46, ""},
    {"01HEXKG252XHY1P8D3V6R0TQNC", "incident-runbook", "0.9.3", Phase::waiting, 880 * kSecond, 880 * kSecond, 4, 8,
     "waits until 22:10"},
    {"01HEWN9C4TCWH7B5J0A8E2ZMKS", "data-import", "2.0.0", Phase::suspended, 1205 * kSecond, 1205 * kSecond, 2, 10,
     "by operator, schema change"},
    {"01HEVBPVMCM63X4G9Q1D7WTR5Y", "invoice-approval", "0.4.0", Phase::completed, 26 * kMinute, 337 * kSecond, 7, 7,
     ""},
    {"01HEUEHF7NBJX0K8S6C3PZ2V4A", "fan-out-files", "1.1.0", Phase::cancelled, 31 * kMinute, 3400, 1, 6, "by operator"},
    {"01HET12P5JM1M7R9D4XW8QB6NE", "invoice-approval", "0.4.0", Phase::completed, 33 * kMinute, 171 * kSecond, 7, 7,
     ""},
    {"01HESJM9T4JCW2Z0H5V3K8YGXP", "endpoint-health", "1.2.1", Phase::completed, 42 * kMinute, 47100, 46, 46, ""},
    {"01HERJ8GRAN0QT7C1M6B9E4SDW", "endpoint-health", "1.2.0", Phase::faulted, 51 * kMinute, 30000, 36, 46,
     "timeout after 30 s at probe"},
    {"01HEQ2XAQQJ6W8P3N0R5K7ZTVH", "fan-out-files", "1.1.0", Phase::completed, 58 * kMinute, 11600, 6, 6, ""},
    {"01HEPDVD7333A9X2G4S1Y6BMCJ", "data-import", "1.9.2", Phase::completed, 64 * kMinute, 36200, 10, 10, ""},
    {"01HEN92ZFM27J5T8Q0W3D7VKXR", "invoice-approval", "0.4.0", Phase::completed, 71 * kMinute, 250 * kSecond, 7, 7,
     ""},
    {"01HEMTCYCFWTZ6E1H9A4P2N8SB", "folder-backup", "1.0.0", Phase::completed, 80 * kMinute, 64 * kSecond, 5, 5, ""},
    {"01HEL2ETWFVDZ3C7X5K0M8R6YQ", "endpoint-health", "1.2.1", Phase::completed, 96 * kMinute, 46800, 46, 46, ""},
    {"01HEKC22GGFDE9S4J1V7T3WPZN", "invoice-approval", "0.3.9", Phase::completed, 2 * kHour, 442 * kSecond, 7, 7, ""},
    {"01HEJTG9M3M7S0B6X8D2Q5AHKR", "data-import", "1.9.2", Phase::completed, 130 * kMinute, 35000, 10, 10, ""},
    {"01HEH2ZR5VDANW7Y4P9E1C6TGM", "fan-out-files", "1.1.0", Phase::completed, 141 * kMinute, 12000, 6, 6, ""},
};

void addRuns(FixtureEngine& engine) {
    for (const auto& row : kRuns) {
        api::RunSummary run;
        run.id = row.id;
        run.ns = "examples";
        run.workflow = row.workflow;
        run.version = row.version;
        run.phase = row.phase;
        run.createdAt = run.startedAt = kSampleNow - row.age;
        run.updatedAt = run.startedAt + row.duration;
        run.endedAt = api::isFinal(row.phase) ? run.updatedAt : 0;
        run.now = row.now;
        run.tasksDone = row.done;
        run.tasksTotal = row.total;
        if (row.phase == Phase::faulted) {
            run.error = api::WorkflowError{"https://serverlessworkflow.io/spec/1.0.0/errors/runtime", 500,
                                           "Task failed", row.now, "/do/2/load"};
        }
        engine.put(run);
    }
    engine.setFaultedToday(2);
}

api::TaskState task(const char* ref, const char* name, const char* type, const char* function, Phase phase,
                    api::Timestamp start, api::Timestamp end) {
    return {ref,   name, type, function, phase, phase == Phase::pending ? 0 : 1, phase == Phase::pending ? 0 : 1,
            start, end};
}

api::TaskAttempt attempt(int number, Phase phase, api::Timestamp from, api::Timestamp to,
                         std::optional<api::WorkflowError> error = {}) {
    api::TaskAttempt one;
    one.attempt = number;
    one.phase = phase;
    one.startedAt = from;
    one.endedAt = to;
    one.error = std::move(error);
    return one;
}

void addWaitingRun(FixtureEngine& engine) {
    const api::Timestamp start = kSampleNow - 134 * kSecond;
    api::RunDetail detail;
    detail.run = engine.runs({}, true)[1];
    detail.graph = invoiceGraph();
    detail.input = json(R"({"file":"invoices-2026-11.csv","limit":5000,"currency":"EUR"})");
    detail.tasks = {
        task("/do/0/readInvoices", "readInvoices", "call", "fs.get", Phase::completed, start + 20, start + 420),
        task("/do/1/validate", "validate", "for", "", Phase::completed, start + 420, start + 3520),
        task("/do/1/validate/do/0/check", "check", "set", "", Phase::completed, start + 3400, start + 3510),
        task("/do/2/split", "split", "switch", "", Phase::completed, start + 3520, start + 3521),
        task("/do/3/largeOnes", "largeOnes", "call", "approval", Phase::waiting, start + 4114, 0),
        task("/do/4/bookSmall", "bookSmall", "call", "sql", Phase::completed, start + 3521, start + 4100),
        task("/do/5/writeReport", "writeReport", "call", "fs.put", Phase::pending, 0, 0),
    };
    detail.tasks[1].iterations = 46;
    detail.tasks[2].iterations = 46;
    engine.put(detail);

    api::TaskDetail large;
    large.state = detail.tasks[4];
    large.input = json(R"({"request":{"subject":"Invoice 2026-0417, Nordwind GmbH","amount":7420.5,"currency":"EUR",
        "lines":[{"text":"Consulting, October","quantity":"16 h","amount":2400},{"text":"Licences 2026/27","quantity":25,"amount":3750},
        {"text":"Travel","amount":1270.5}]},"policy":{"quorum":2,"groups":["finance"],"onExpiry":"reject"}})");
    large.attempts = {attempt(1, Phase::waiting, start + 4114, 0)};
    engine.put(detail.run.id, large);
    api::TaskDetail book;
    book.state = detail.tasks[5];
    book.input = json(R"j({"statement":"INSERT INTO invoices VALUES (?, ?, ?)"})j");
    book.output = json(R"({"rows":38})");
    book.attempts = {attempt(1, Phase::faulted, start + 3521, start + 3600,
                             api::WorkflowError{"https://serverlessworkflow.io/spec/1.0.0/errors/communication", 503,
                                                "Database is busy", "sqlite: database is locked", "/do/4/bookSmall"}),
                     attempt(2, Phase::completed, start + 3800, start + 4100)};
    engine.put(detail.run.id, book);

    const auto entry = [&](const char* kind, std::size_t index, api::Timestamp at, const char* text) {
        api::HistoryEntry e;
        e.kind = kind;
        e.at = start + at;
        e.detail = text;
        e.attempt = 1;
        if (index < detail.tasks.size()) {
            e.task = detail.tasks[index].ref;
            e.name = detail.tasks[index].name;
        }
        engine.put(detail.run.id, e);
    };
    entry("run.created", 99, 0, "by anna, from the console");
    entry("run.started", 99, 20, "");
    entry("task.started", 0, 20, "fs.get");
    entry("task.completed", 0, 420, "46 rows, 3.1 kB");
    entry("task.started", 1, 420, "46 items");
    entry("task.completed", 1, 3520, "46 items, 8 above the limit");
    entry("task.completed", 3, 3521, "both branches");
    entry("task.started", 5, 3521, "attempt 1");
    entry("task.retried", 5, 3600, "database is locked; again in 200 ms");
    entry("task.completed", 5, 4100, "38 rows");
    entry("task.started", 4, 4110, "attempt 1");
    entry("approval.raised", 4, 4114, "2 of finance, due 22:44");
    entry("run.waiting", 99, 4114, "approval: over 5,000 EUR");
}

void addApprovals(FixtureEngine& engine) {
    api::Approval invoice;
    invoice.id = kInvoiceApproval;
    invoice.run = kWaitingRun;
    invoice.ns = "examples";
    invoice.workflow = "invoice-approval";
    invoice.version = "0.4.0";
    invoice.task = "/do/3/largeOnes";
    invoice.subject = "Invoice 2026-0417, Nordwind GmbH";
    invoice.summary =
        "| Line | Quantity | Amount |\n| --- | --- | ---: |\n| Consulting, October | 16 h | 2,400.00 |\n"
        "| Licences 2026/27 | 25 | 3,750.00 |\n| Travel | | 1,270.50 |\n";
    invoice.risk = api::Risk::medium;
    invoice.requester = "import job";
    invoice.candidates.groups = {"finance"};
    invoice.quorum = 2;
    invoice.onExpiry = api::ExpiryAction::reject;
    invoice.form = json(R"({"type":"object","required":["costCentre"],"properties":{
        "costCentre":{"type":"string","title":"Cost centre","enum":["4100 Services","4200 Licences","4300 Travel"]},
        "payBy":{"type":"string","format":"date","title":"Pay by"}}})");
    invoice.context =
        json(R"({"number":"2026-0417","supplier":{"name":"Nordwind GmbH","since":2019},"amount":7420.5,"currency":"EUR",
        "lines":[{"text":"Consulting, October","amount":2400},{"text":"Licences 2026/27","amount":3750},{"text":"Travel","amount":1270.5}]})");
    invoice.onApprove = "bookLarge writes 1 row to invoices and writeReport runs.";
    invoice.onReject = "The invoice goes to quarantine.";
    invoice.raisedAt = kSampleNow - 130 * kSecond;
    invoice.dueAt = kSampleNow + 58 * kMinute;
    invoice.hash = "9f2c41d7a08b3e6590c1f7d2e48ab35c6d09718f2b4ea3c5d6e7f80912a3b4e1";
    invoice.decisions = {{"finance-1",
                          {"finance"},
                          kSampleNow - 55 * kSecond,
                          api::Outcome::approve,
                          "matches the order",
                          {},
                          invoice.hash}};
    invoice.comments = {{"bruno", kSampleNow - 90 * kSecond, "Travel was agreed by mail on 3 November."}};
    engine.put(invoice);

    api::Approval backup = invoice;
    backup.id = kBackupApproval;
    backup.run = "01HF9K2M7QPD4N8A1TBX6R3WES";
    backup.workflow = "folder-backup";
    backup.version = "1.0.0";
    backup.task = "/do/4/deleteOld";
    backup.subject = "Delete backup set 2026-08";
    backup.summary =
        "The set has **41 GB** in 1,204 files. Newer sets: 2026-09, 2026-10, 2026-11.\n\nIt cannot be restored "
        "afterwards.";
    backup.risk = api::Risk::high;
    backup.requester = "nightly";
    backup.quorum = 1;
    backup.form = nullptr;
    backup.context = json(R"({"set":"2026-08","files":1204,"bytes":44023414784,"path":"/srv/backup/2026-08"})");
    backup.onApprove = "deleteOld removes the folder.";
    backup.onReject = "The set stays and is asked about again in a month.";
    backup.dueAt = kSampleNow + 3 * kHour + 10 * kMinute;
    backup.decisions.clear();
    backup.comments.clear();
    backup.hash = "1b7dd2a9c03e4f5a6b7c8d9e0f112233445566778899aabbccddeeff00112233";
    engine.put(backup);

    api::Approval import = backup;
    import.id = "01HEWN9C4TCWH7B5J0A8E2ZMKS.2";
    import.workflow = "data-import";
    import.subject = "Import 118 quarantined rows";
    import.summary = "Rows without a customer number.";
    import.risk = api::Risk::low;
    import.dueAt = kSampleNow + 20 * kHour;
    engine.put(import);

    api::Approval restart = backup;
    restart.id = "01HEXKG252XHY1P8D3V6R0TQNC.1";
    restart.workflow = "incident-runbook";
    restart.subject = "Restart payment gateway";
    restart.dueAt = kSampleNow + 12 * kMinute;
    engine.put(restart);

    api::Approval foreign = import;
    foreign.id = "01HET12P5JM1M7R9D4XW8QB6NE.9";
    foreign.subject = "Open the firewall for the auditors";
    foreign.candidates.groups = {"security"};
    foreign.claimedBy = "carla";
    foreign.dueAt = kSampleNow - 4 * kMinute;
    engine.put(foreign);

    api::Approval done = invoice;
    done.id = "01HEVBPVMCM63X4G9Q1D7WTR5Y.1";
    done.subject = "Invoice 2026-0416, Harbour Freight Ltd";
    done.state = api::ApprovalState::approved;
    done.decidedAt = kSampleNow - 22 * kMinute;
    done.decisions.push_back(
        {"anna", {"finance"}, kSampleNow - 22 * kMinute, api::Outcome::approve, "", {}, invoice.hash});
    engine.put(done);
    done.id = "01HET12P5JM1M7R9D4XW8QB6NE.1";
    done.subject = "Invoice 2026-0409, Elbe Druck";
    done.state = api::ApprovalState::rejected;
    done.decidedAt = kSampleNow - 31 * kMinute;
    done.decisions = {
        {"finance-1", {"finance"}, done.decidedAt, api::Outcome::reject, "wrong address", {}, invoice.hash}};
    engine.put(done);
}

void addWorkflows(FixtureEngine& engine) {
    const auto add = [&](const char* name, const char* version, const char* title, api::Timestamp age) {
        api::WorkflowDetail workflow;
        workflow.info = {"examples", name, version, title, {}, "5a1c0e", kSampleNow - age, true, {}};
        workflow.source = std::string("document:\n  dsl: 1.0.3\n  namespace: examples\n  name: ") + name +
                          "\n  version: " + version + "\ndo:\n  - only: { set: { ok: true } }\n";
        workflow.graph.nodes = {{"/do/0/only", "", "only", "set", ""}};
        engine.put(workflow);
    };
    add("fan-out-files", "1.1.0", "Fan-out over files", 200 * kHour);
    add("incident-runbook", "0.9.3", "Incident runbook", 150 * kHour);
    add("folder-backup", "1.0.0", "Folder backup", 100 * kHour);
    add("data-import", "1.9.2", "Data import", 90 * kHour);
    add("endpoint-health", "1.2.0", "Endpoint health", 60 * kHour);
    add("invoice-approval", "0.3.9", "Invoice approval", 50 * kHour);
    add("endpoint-health", "1.2.1", "Endpoint health", 30 * kHour);
    add("data-import", "2.0.0", "Data import", 5 * kHour);
    api::WorkflowDetail invoice;
    invoice.info = {"examples",
                    "invoice-approval",
                    "0.4.0",
                    "Invoice approval",
                    "Reads a CSV of invoices, books small ones and asks finance about large ones.",
                    "9f2c41",
                    kSampleNow - 3 * kHour,
                    true,
                    json(R"({"type":"object","required":["file"],"properties":{
                        "file":{"type":"string","title":"File","description":"CSV with number, supplier and amount"},
                        "limit":{"type":"number","title":"Limit","default":5000,"minimum":0,"description":"Above it finance is asked"},
                        "currency":{"type":"string","title":"Currency","enum":["EUR","USD","GBP"],"default":"EUR"},
                        "dryRun":{"type":"boolean","title":"Only pretend","default":false}}})")};
    invoice.source = kInvoiceSource;
    invoice.graph = invoiceGraph();
    engine.put(invoice);
}

}  // namespace

api::RequestContext sampleIdentity() {
    return {kSampleUser, {"finance"}, 0, "console", {}, {}};
}

std::shared_ptr<FixtureEngine> sampleEngine() {
    auto engine = std::make_shared<FixtureEngine>();
    engine->setNow(kSampleNow);
    addRuns(*engine);
    addWaitingRun(*engine);
    addApprovals(*engine);
    addWorkflows(*engine);
    api::Health health = engine->health();
    health.tasksPerSecond = 38;
    health.activeRuns = 2;
    health.waitingRuns = 2;
    health.startedAt = kSampleNow - 5 * kHour;
    engine->setHealth(health);
    return engine;
}

std::shared_ptr<FixtureEngine> deadLetterEngine() {
    auto engine = sampleEngine();
    const auto dead = [&](const char* id, api::Timestamp age, bool takesInput) {
        api::RunDetail detail;
        auto& run = detail.run;
        run.id = id;
        run.ns = "examples";
        run.workflow = "charge-customers";
        run.version = "2.1.0";
        run.phase = Phase::faulted;
        run.createdAt = run.startedAt = kSampleNow - age - 4000;
        run.updatedAt = run.endedAt = kSampleNow - age;
        run.tasksDone = 1;
        run.tasksTotal = 3;
        run.now = "POST https://payments.example.com/v2/charges answered 422: the amount must be a number";
        run.error = api::WorkflowError{"https://serverlessworkflow.io/spec/1.0.0/errors/communication", 422,
                                       "Unprocessable content", run.now, "/do/1/charge"};
        detail.input = json(R"({"customer":"Nordwind GmbH","amount":"7,420.50","currency":"EUR"})");
        detail.tasks = {
            task("/do/0/load", "load", "call", "sql", Phase::completed, run.startedAt, run.startedAt + 900),
            task("/do/1/charge", "charge", "call", "http", Phase::faulted, run.startedAt + 900, run.endedAt),
            task("/do/2/thank", "thank", "call", "http", Phase::pending, 0, 0),
        };
        if (takesInput) {
            detail.retry = api::RetryPoint{
                "/do/1/charge",
                json(R"({"customer":"Nordwind GmbH","amount":"7,420.50","currency":"EUR","apiToken":"tok_s3cr3t"})")};
        }
        engine->put(run);
        engine->put(detail);
        api::TaskDetail charge;
        charge.state = detail.tasks[1];
        charge.input = detail.input;
        charge.error = run.error;
        charge.attempts = {attempt(1, Phase::faulted, run.startedAt + 900, run.endedAt, run.error)};
        engine->put(run.id, charge);
    };
    dead(kDeadRun, 3 * kMinute, true);
    dead("01HF1H8Q2TBCD4FG6HJ8KM0NPQ", 17 * kMinute, false);
    dead("01HF1G4N7VWXY2Z5A8B1C4D7EF", 29 * kMinute, true);
    dead("01HF1F1K3RSTV9W2X5Y8Z1A4BC", 58 * kMinute, true);
    return engine;
}

void settleWork(FixtureEngine& engine) {
    api::RunFilter faulted;
    faulted.phases = {api::Phase::faulted};
    for (auto run : engine.runs(faulted, true)) {
        run.phase = api::Phase::cancelled;
        engine.put(run);
    }
    const auto open = api::callAndWait(engine, api::ListApprovals{}, sampleIdentity());
    for (auto approval : open.ok() ? open->items : std::vector<api::Approval>()) {
        if (approval.dueAt != 0 && approval.dueAt < kSampleNow) {
            approval.state = api::ApprovalState::expired;
            engine.put(approval, "approval.closed");
        }
    }
}

}  // namespace beamline::test
