// SPDX-License-Identifier: Apache-2.0
// Pages of runs against a naive oracle: every filter and order, paged to the end, gives what filtering and sorting all
// runs gives.

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/api/run_filter.h"
#include "engine/store/run_conditions.h"
#include "engine/store/run_list.h"
#include "engine/store/run_tally.h"
#include "tests/engine/store/fixture.h"

namespace beamline::store::test {

namespace {

bool contains(const std::string& text, const std::string& needle) {
    return lowered(text).find(lowered(needle)) != std::string::npos;
}

bool matches(const api::RunSummary& s, const api::RunFilter& f) {
    if (!f.phases.empty() && std::find(f.phases.begin(), f.phases.end(), s.phase) == f.phases.end()) {
        return false;
    }
    const bool prefix = f.workflow.ends_with('*');
    const auto stem = prefix ? f.workflow.substr(0, f.workflow.size() - 1) : f.workflow;
    bool good = (f.ns.empty() ? s.ns != "beamline" : s.ns == f.ns) && (!f.scope || f.scope->contains(s.ns)) &&
                (f.error.empty() || f.error == api::errorKey(s)) && (f.version.empty() || s.version == f.version) &&
                (f.workflow.empty() || (prefix ? s.workflow.starts_with(stem) : s.workflow == stem)) &&
                (f.createdFrom == 0 || s.createdAt >= f.createdFrom) && (f.createdTo == 0 || s.createdAt < f.createdTo);
    for (const auto& [name, value] : f.labels) {
        const auto found = s.labels.find(name);
        const bool real = name == api::kDryRunLabel && value == "false";  // no run has that
        good = good && (real ? found == s.labels.end() : found != s.labels.end() && found->second == value);
    }
    bool text = f.text.empty() || contains(s.id, f.text) || contains(s.workflow, f.text) || contains(s.now, f.text);
    for (const auto& [name, value] : s.labels) {
        text = text || contains(name + "=" + value, f.text);
    }
    if (s.error) {
        text = text || contains(s.error->type, f.text) || contains(s.error->title, f.text) ||
               contains(s.error->detail, f.text);
    }
    return good && text;
}

struct Numbered {
    RunKey key = 0;
    api::RunSummary summary;
};

std::vector<std::string> expected(std::vector<Numbered> runs, const api::ListRuns& query) {
    std::erase_if(runs, [&](const Numbered& run) { return !matches(run.summary, query.filter); });
    const auto rank = [&](const Numbered& run) {
        const auto& s = run.summary;
        switch (query.order) {
            case api::RunOrder::updated:
                return std::tuple(std::string(), s.updatedAt, std::int64_t{0}, run.key);
            case api::RunOrder::ended:
                return std::tuple(std::string(), s.endedAt, std::int64_t{0}, run.key);
            case api::RunOrder::workflow:
                return std::tuple(s.workflow, s.createdAt, std::int64_t{0}, run.key);
            case api::RunOrder::phase:
                return std::tuple(std::string(), static_cast<std::int64_t>(s.phase), s.createdAt, run.key);
            case api::RunOrder::created:
                break;
        }
        return std::tuple(std::string(), s.createdAt, std::int64_t{0}, run.key);
    };
    std::sort(runs.begin(), runs.end(),
              [&](const auto& a, const auto& b) { return query.descending ? rank(b) < rank(a) : rank(a) < rank(b); });
    std::vector<std::string> ids;
    for (const auto& run : runs) {
        ids.push_back(run.summary.id);
    }
    return ids;
}

std::vector<std::string> paged(Journal& journal, api::ListRuns query) {
    std::vector<std::string> ids;
    for (int pages = 0; pages < 100'000; ++pages) {
        const auto page = journal.listRuns(query);
        if (!page) {
            ADD_FAILURE() << page.error().message;
            break;
        }
        EXPECT_LE(page->items.size(), static_cast<std::size_t>(query.limit));
        for (const auto& item : page->items) {
            ids.push_back(item.id);
        }
        if (page->next.empty()) {
            return ids;
        }
        query.after = page->next;
    }
    ADD_FAILURE() << "the pages do not end";
    return ids;
}

class Generator {
public:
    explicit Generator(unsigned seed) : m_random(seed) {}
    int below(int n) { return static_cast<int>(m_random() % static_cast<unsigned>(n)); }
    bool oneIn(int n) { return below(n) == 0; }

    api::RunSummary run(int n) {
        static const char* const kWorkflows[] = {"orders", "orders-eu", "Invoices", "import"};
        auto s = summary("RUN" + std::to_string(n), static_cast<api::Phase>(below(7)));
        s.ns = oneIn(12) ? "beamline" : oneIn(3) ? "eu" : "default";
        s.workflow = kWorkflows[below(4)];
        s.version = oneIn(2) ? "1.0.0" : "2.0.0";
        s.createdAt = 1'000 + below(50);
        s.updatedAt = 2'000 + below(50);
        s.endedAt = api::isFinal(s.phase) ? 3'000 + below(50) : 0;
        s.now = oneIn(4) ? "until noon" : "Task " + std::to_string(below(9));
        if (oneIn(3)) {
            s.labels["team"] = oneIn(2) ? "red" : "say \"Blue\"";
        }
        if (oneIn(5)) {
            s.labels["Zone"] = "z" + std::to_string(below(3));
        }
        if (oneIn(8)) {
            s.labels[api::kDryRunLabel] = "true";
        }
        if (s.phase == api::Phase::faulted) {
            s.error = api::WorkflowError{"https://errors/timeout", 408, oneIn(3) ? "Too late" : "Timeout",
                                         oneIn(2) ? "after\nnoon" : "no answer", "/do/0"};
        }
        return s;
    }

    api::ListRuns query() {
        static const char* const kTexts[] = {"noon", "RUN1",    "task 3", "BLUE\"",  "timeout",
                                             "zone", "nothing", "e",      "after\nN"};
        static const char* const kNames[] = {"orders", "orders*", "I*", "none", "*"};
        api::ListRuns q;
        q.order = static_cast<api::RunOrder>(below(5));
        q.descending = oneIn(2);
        q.limit = 1 + below(60);
        for (int i = oneIn(2) ? 1 + below(3) : 0; i > 0; --i) {
            q.filter.phases.push_back(static_cast<api::Phase>(below(7)));
        }
        q.filter.ns = oneIn(9) ? "beamline" : oneIn(5) ? "eu" : "";
        q.filter.workflow = oneIn(3) ? kNames[below(5)] : "";
        q.filter.version = oneIn(6) ? "2.0.0" : "";
        q.filter.createdFrom = oneIn(4) ? 1'000 + below(50) : 0;
        q.filter.createdTo = oneIn(4) ? 1'000 + below(50) : 0;
        if (oneIn(5)) {
            q.filter.labels["team"] = "red";
        }
        if (oneIn(8)) {
            q.filter.labels["Zone"] = "z1";
        }
        if (oneIn(5)) {
            q.filter.labels[api::kDryRunLabel] = oneIn(3) ? "true" : "false";
        }
        if (oneIn(6)) {
            auto failed = run(0);
            failed.phase = api::Phase::faulted;
            failed.error = api::WorkflowError{"https://errors/timeout", 408, "Timeout", {}, "/do/0"};
            q.filter.error = oneIn(8) ? "no key" : api::errorKey(failed);
        }
        q.filter.text = oneIn(3) ? kTexts[below(9)] : "";
        if (oneIn(3)) {
            static const std::vector<std::string> kNamespaces[] = {
                {"eu"}, {"default", "eu", "eu"}, {}, {"beamline"}, {"default", "nowhere"}};
            q.filter.scope = api::NamespaceScope{kNamespaces[below(5)], oneIn(3)};
            for (int i = oneIn(4) ? static_cast<int>(kMaxNamespaceWays) : 0; i > 0; --i) {
                q.filter.scope->namespaces.push_back("more-" + std::to_string(i));
            }
        }
        return q;
    }

private:
    std::mt19937 m_random;
};

/// What is counted is what a list of the same filter holds; what is grouped are the real runs of it.
void compareNumbers(Journal& journal, const std::vector<Numbered>& runs, const api::RunFilter& filter,
                    api::RunGrouping by) {
    std::map<std::string, std::int64_t> byPhase;
    for (int phase = 0; phase < 7; ++phase) {
        byPhase[boost::describe::enum_to_string(static_cast<api::Phase>(phase), "")] = 0;
    }
    api::RunGrouper grouper(by, "team");
    auto real = filter;
    real.labels.try_emplace(api::kDryRunLabel, "false");
    for (const auto& run : runs) {
        if (matches(run.summary, filter)) {
            ++byPhase[boost::describe::enum_to_string(run.summary.phase, "")];
        }
        if (matches(run.summary, real)) {
            grouper.add(run.summary);
        }
    }
    const auto counts = journal.countRuns(filter);
    ASSERT_TRUE(counts.ok()) << counts.error().message;
    if (counts->more) {
        EXPECT_GT(
            std::count_if(runs.begin(), runs.end(), [&](const auto& run) { return matches(run.summary, filter); }),
            runListLimits.counted);
        return;
    }
    EXPECT_EQ(counts->byPhase, byPhase) << boost::json::serialize(api::toJson(filter));
    auto groups = journal.groupRuns({filter, by, "team"});
    ASSERT_TRUE(groups.ok()) << groups.error().message;
    if (groups->more) {  // the journal counts these itself, and not what labels and errors they have
        EXPECT_TRUE(isTallied(filter));
        EXPECT_FALSE(filter.phases.empty() && (by == api::RunGrouping::workflow || by == api::RunGrouping::version));
        return;
    }
    auto expected = std::move(grouper).groups();
    expected.seq = groups->seq;
    EXPECT_EQ(boost::json::serialize(api::toJson(*groups)), boost::json::serialize(api::toJson(expected)))
        << boost::json::serialize(api::toJson(filter));
}

void compareWithOracle(Generator& generator, int runs, int queries) {
    TemporaryDirectory directory;
    auto journal = open(directory / "journal.db");
    std::vector<Numbered> all;
    for (int i = 0; i < runs; ++i) {
        all.push_back({journal->reserveRun(), generator.run(i)});
        journal->write(creation(all.back().key, all.back().summary));
    }
    for (int i = 0; i < runs / 3; ++i) {  // some change afterwards
        auto& run = all[static_cast<std::size_t>(generator.below(runs))];
        const auto next = generator.run(0);
        auto& s = run.summary;
        s.phase = next.phase;
        s.updatedAt = next.updatedAt;
        s.endedAt = next.endedAt;
        s.now = next.now;
        s.error = next.error;
        journal->write(step(run.key, {"x"}, s));
    }
    journal->flush();
    for (int i = 0; i < queries; ++i) {
        const auto query = generator.query();
        ASSERT_EQ(paged(*journal, query), expected(all, query)) << boost::json::serialize(api::toJson(query));
        compareNumbers(*journal, all, query.filter, static_cast<api::RunGrouping>(generator.below(4)));
    }
}

}  // namespace

TEST(RunList, PagesAgreeWithTheOracleWhenAllIsSorted) {
    Generator generator(1);
    compareWithOracle(generator, 400, 400);
}

TEST(RunList, PagesAgreeWithTheOracleWhenIndexesAreWalked) {
    const RunListLimits before = runListLimits;
    // Nothing is few, windows are small, the clock is always past; some filters leave more than are counted.
    runListLimits = {3, 7, 0, 0, 100};
    Generator generator(2);
    compareWithOracle(generator, 300, 300);
    runListLimits = {3, 7, 60'000, 60'000, 100};
    compareWithOracle(generator, 300, 300);
    runListLimits = before;
}

TEST(RunList, TheNewestSoManyAreCountedAndGrouped) {
    const RunListLimits before = runListLimits;
    runListLimits.counted = 10;
    TemporaryDirectory directory;
    auto journal = open(directory / "journal.db");
    for (int i = 0; i < 40; ++i) {
        auto s = summary("R" + std::to_string(i), i % 2 ? api::Phase::completed : api::Phase::running);
        s.createdAt = 1'000 + i;
        s.workflow = i < 20 ? "old" : "new";
        s.ns = i == 39 ? api::kBatchNamespace : "default";
        journal->write(creation(journal->reserveRun(), s));
    }
    journal->flush();
    api::RunFilter filter;
    filter.phases = {api::Phase::running, api::Phase::completed};
    filter.createdFrom = 1;
    auto counts = journal->countRuns(filter);
    EXPECT_TRUE(counts->more);
    EXPECT_EQ(counts->byPhase.at("running"), 5);
    EXPECT_EQ(counts->byPhase.at("completed"), 5);
    const auto groups = journal->groupRuns({filter, api::RunGrouping::workflow, {}});
    EXPECT_TRUE(groups->more);
    ASSERT_EQ(groups->items.size(), 1U) << "the old ones were not looked at";
    EXPECT_EQ(groups->items[0].runs, 10);
    EXPECT_EQ(groups->items[0].latest->id, "R38");
    counts = journal->countRuns();
    EXPECT_FALSE(counts->more) << "without a filter all are known";
    EXPECT_EQ(counts->byPhase.at("completed"), 19) << "a batch is no run of anybody";
    filter.createdFrom = 1'030;
    counts = journal->countRuns(filter);
    EXPECT_FALSE(counts->more);
    EXPECT_EQ(counts->byPhase.at("completed"), 4);
    runListLimits.countMs = -1;
    filter = {};
    filter.text = "nothing like this";
    for (int i = 0; i < 3'000; ++i) {
        journal->write(creation(journal->reserveRun(), summary("S" + std::to_string(i))));
    }
    journal->flush();
    counts = journal->countRuns(filter);
    ASSERT_TRUE(counts.ok()) << counts.error().message;
    EXPECT_TRUE(counts->more) << "the time was over";
    EXPECT_TRUE(journal->listRuns({}).ok()) << "and the connection is good for the next question";
    runListLimits = before;
}

TEST(RunList, NamespacesWorkflowsVersionsAndPhasesAreCountedWhateverTheNumber) {
    const RunListLimits before = runListLimits;
    runListLimits.counted = 10;
    TemporaryDirectory directory;
    auto journal = open(directory / "journal.db");
    std::vector<std::pair<RunKey, api::RunSummary>> all;
    for (int i = 0; i < 90; ++i) {
        auto s = summary("R" + std::to_string(i), api::Phase::running);
        s.createdAt = 1'000 + i;
        s.workflow = i < 60 ? "orders" : "import";
        s.version = i % 3 ? "1.0.0" : "2.0.0";
        s.ns = i % 2 ? "eu" : "default";
        all.emplace_back(journal->reserveRun(), s);
        journal->write(creation(all.back().first, s));
    }
    for (int i = 0; i < 30; ++i) {  // each moves once, and some more often
        auto& [key, s] = all[static_cast<std::size_t>(i)];
        for (const auto phase : {api::Phase::waiting, api::Phase::faulted}) {
            s.phase = phase;
            s.endedAt = api::isFinal(phase) ? 2'000 + i : 0;
            journal->write(step(key, {"x"}, s));
            if (i % 2) {
                break;
            }
        }
    }
    journal->flush();
    const auto counted = [&](const char* ns, const char* workflow, const char* version, const char* phase) {
        api::RunFilter filter;
        filter.ns = ns;
        filter.workflow = workflow;
        filter.version = version;
        const auto counts = journal->countRuns(filter);
        EXPECT_FALSE(counts->more);
        return counts->byPhase.at(phase);
    };
    EXPECT_EQ(counted("", "orders", "", "running"), 30);
    EXPECT_EQ(counted("", "ord*", "", "running"), 30);
    EXPECT_EQ(counted("eu", "", "", "waiting"), 15);
    EXPECT_EQ(counted("default", "orders", "", "faulted"), 15);
    EXPECT_EQ(counted("", "import", "2.0.0", "running"), 10);
    const auto groups = journal->groupRuns({{}, api::RunGrouping::workflow, {}});
    EXPECT_FALSE(groups->more);
    ASSERT_EQ(groups->items.size(), 4U);
    EXPECT_EQ(groups->items[0].key, "default/orders");
    EXPECT_EQ(groups->items[0].runs, 30);
    EXPECT_EQ(groups->items[0].latest->id, "R58");
    EXPECT_EQ(groups->items[0].firstAt, 1'000);
    ASSERT_EQ(journal->prune({0, 5}, 10'000, 1'000).value(), 10);
    EXPECT_EQ(counted("default", "orders", "", "faulted"), 5);
    const auto findings = journal->verify().value();
    for (const auto& finding : findings) {
        EXPECT_EQ(finding.find("tally"), std::string::npos) << finding;  // what is counted is what there is
    }
    runListLimits = before;
}

TEST(RunList, WorkflowsAreGroupedWithoutTheirDryRunsWhateverTheNumber) {
    const RunListLimits before = runListLimits;
    runListLimits.counted = 10;
    TemporaryDirectory directory;
    auto journal = open(directory / "journal.db");
    std::vector<std::pair<RunKey, api::RunSummary>> all;
    for (int i = 0; i < 90; ++i) {  // the oldest and the newest of each workflow are dry
        auto s = summary("R" + std::to_string(i), api::Phase::running);
        s.createdAt = 1'000 + i;
        s.workflow = i < 60 ? "orders" : "import";
        if (i % 3 != 1) {
            s.labels = {{api::kDryRunLabel, "true"}};
        }
        all.emplace_back(journal->reserveRun(), s);
        journal->write(creation(all.back().first, s));
    }
    journal->flush();
    journal.reset();
    journal = open(directory / "journal.db");  // it knows of each run only what the rows tell
    for (int i = 0; i < 30; ++i) {
        auto& [key, s] = all[static_cast<std::size_t>(i)];
        s.phase = api::Phase::completed;
        s.startedAt = 2'000 + i;
        s.endedAt = s.startedAt + (s.labels.empty() ? 100 : 900);
        journal->write(step(key, {"x"}, s));
    }
    journal->flush();
    const auto grouped = [&](const char* dry, api::RunGrouping by = api::RunGrouping::workflow) {
        api::RunFilter filter;
        if (*dry) {
            filter.labels = {{api::kDryRunLabel, dry}};
        }
        auto groups = journal->groupRuns({filter, by, {}});
        EXPECT_TRUE(groups.ok());
        EXPECT_FALSE(groups->more);
        EXPECT_EQ(groups->items.size(), 2U);
        return groups->items;
    };
    for (const auto* dry : {"", "false"}) {
        const auto groups = grouped(dry);
        ASSERT_EQ(groups.size(), 2U);
        EXPECT_EQ(groups[0].key, "default/orders");
        EXPECT_EQ(groups[0].runs, 20);
        EXPECT_EQ(groups[0].byPhase.at("completed"), 10);
        EXPECT_EQ(groups[0].byPhase.at("running"), 10);
        EXPECT_EQ(groups[0].firstAt, 1'001);
        EXPECT_EQ(groups[0].lastAt, 1'058);
        EXPECT_EQ(groups[0].latest->id, "R58");
        EXPECT_EQ(groups[0].p95, 100) << "those of dry runs are no times";
        EXPECT_EQ(groups[1].runs, 10);
        EXPECT_EQ(groups[1].latest->id, "R88");
    }
    EXPECT_EQ(grouped("", api::RunGrouping::version)[0].runs, 20);
    const auto dry = grouped("true");
    EXPECT_EQ(dry[0].runs, 40);
    EXPECT_EQ(dry[0].latest->id, "R59");
    EXPECT_EQ(dry[0].p50, 900);
    const auto counted = [&](const char* value, const char* phase) {
        api::RunFilter filter;
        filter.ns = "default";
        if (*value) {
            filter.labels = {{api::kDryRunLabel, value}};
        }
        const auto counts = journal->countRuns(filter);
        EXPECT_FALSE(counts->more);
        return counts->byPhase.at(phase);
    };
    EXPECT_EQ(counted("", "running"), 60);
    EXPECT_EQ(counted("true", "running"), 40);
    EXPECT_EQ(counted("false", "running"), 20);
    EXPECT_EQ(counted("false", "completed"), 10);
    ASSERT_EQ(journal->prune({0, 5}, 10'000, 1'000).value(), 25);
    EXPECT_EQ(counted("false", "completed"), 0);
    EXPECT_EQ(counted("true", "completed"), 5);
    EXPECT_EQ(damage(*journal), "");  // what is counted is what there is
    runListLimits = before;
}

TEST(RunList, NoQuestionSortsOrScansAllRuns) {
    TemporaryDirectory directory;
    { auto journal = open(directory / "journal.db"); }
    Connection connection((directory / "journal.db").string(), SQLITE_OPEN_READWRITE, {});
    registerFunctions(connection);
    std::vector<std::string> asked;
    sqlite3_trace_v2(
        connection.handle(), SQLITE_TRACE_STMT,
        [](unsigned, void* into, void* statement, void*) {
            static_cast<std::vector<std::string>*>(into)->emplace_back(
                sqlite3_sql(static_cast<sqlite3_stmt*>(statement)));
            return 0;
        },
        &asked);
    const RunListLimits before = runListLimits;
    for (const std::int64_t counted : {api::kMaxCounted, std::int64_t{-1}}) {  // all is few; nothing is
        runListLimits.counted = counted;
        Generator generator(3);
        for (int i = 0; i < 200; ++i) {
            const auto filter = generator.query().filter;
            ASSERT_TRUE(countRuns(connection, filter, 0).ok());
            ASSERT_TRUE(groupRuns(connection, {filter, static_cast<api::RunGrouping>(i % 4), "team"}).ok());
        }
    }
    runListLimits = before;
    sqlite3_trace_v2(connection.handle(), 0, nullptr, nullptr);
    std::sort(asked.begin(), asked.end());
    asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
    EXPECT_GT(asked.size(), 100U);
    for (const auto& sql : asked) {
        Statement plan(connection, "EXPLAIN QUERY PLAN " + sql, false);
        while (plan.row()) {
            const auto line = plan.string(3);
            EXPECT_EQ(line.find("ORDER BY"), std::string::npos) << line << " of " << sql;
            EXPECT_FALSE(line == "SCAN run") << sql;
        }
    }
    EXPECT_FALSE(connection.failed());
}

TEST(RunList, ACursorBelongsToItsListAndOrder) {
    TemporaryDirectory directory;
    auto journal = open(directory / "journal.db");
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(write(*journal, creation(journal->reserveRun(), summary("R" + std::to_string(i)))).ok());
    }
    api::ListRuns query;
    query.limit = 1;
    const auto page = journal->listRuns(query);
    EXPECT_EQ(page->seq, 3U);
    ASSERT_FALSE(page->next.empty());
    query.after = page->next;
    EXPECT_TRUE(journal->listRuns(query).ok());
    query.descending = false;
    EXPECT_EQ(journal->listRuns(query).error().code, api::code::kInvalidArgument);
    query.after = "not hex";
    EXPECT_EQ(journal->listRuns(query).error().code, api::code::kInvalidArgument);
    query.after = "";
    query.limit = -5;
    EXPECT_EQ(journal->listRuns(query)->items.size(), 1U);
}

}  // namespace beamline::store::test
