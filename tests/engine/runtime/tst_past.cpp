// SPDX-License-Identifier: Apache-2.0
// What the engine keeps in memory of a run's history tells what the journal tells: the reference is the run's archive,
// which is folded from all facts each time.
#include <random>

#include "engine/core/archive/archive.h"
#include "engine/runtime/archive_engine.h"
#include "engine/runtime/past_cache.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {
namespace {

constexpr const char* kRich =
    "  - all:\n"
    "      for: {each: i, in: '${ [range(.n)] }'}\n"
    "      do:\n"
    "        - safe:\n"
    "            try: [{work: {call: work, with: {i: '${ $i }'}}}]\n"
    "            catch: {retry: {delay: {milliseconds: 1}, limit: {attempt: {count: 3}}}}\n"
    "        - ask: {if: '${ $i % 60 == 50 }', call: approval, with: {subject: 'On with ${ $i }'}}\n"
    "  - many:\n"
    "      for: {each: i, in: '${ [range(200)] }'}\n"
    "      do: [{one: {set: {at: '${ $i }'}}}, {two: {set: {at: '${ .at + 1 }'}}}]\n"
    "  - last: {call: approval, with: {subject: The end}}\n";
constexpr int kRounds = 200;
constexpr std::size_t kLarge = 1'000'000;
constexpr const char* kLargeData =
    "  - all:\n"
    "      for: {each: i, in: '${ [range(.n)] }'}\n"
    "      do: [{large: {call: large, with: {i: '${ $i }'}}}]\n";

class PastTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        m_options.snapshotEvery = 40;
        add("work", [seen = std::make_shared<Seen>()](const blocks::Invocation& invocation) -> blocks::BlockResult {
            const auto i = invocation.arguments->at("i").to_number<int>();
            const std::lock_guard lock(seen->mutex);
            if (i % 17 == 3 && seen->keys.insert(i).second) {
                return core::makeError("communication", "No answer yet.", {});
            }
            return api::Json(boost::json::object{{"i", i}, {"text", std::string(50, 'x')}});
        });
        add("large", [](const blocks::Invocation&) -> blocks::BlockResult {
            return api::Json(boost::json::object{{"text", std::string(kLarge, 'x')}});
        });
    }

    /// The open approval; empty when the run has ended.
    std::string next(const std::string& run) {
        std::string id;
        EXPECT_TRUE(eventually([&] {
            api::ListApprovals query;
            query.run = run;
            const auto page = call(query);
            id = page.ok() && !page->items.empty() ? page->items.front().id : std::string();
            return !id.empty() || api::isFinal(detail(run).run.phase);
        }));
        return id;
    }
    void decide(const std::string& id) {
        const auto approval = call(api::GetApproval{id});
        ASSERT_TRUE(approval.ok());
        ASSERT_TRUE(call(api::DecideApproval{id, api::Outcome::approve, {}, {}, approval->approval.hash}, "bob").ok());
    }

    /// The run is at rest: both are asked the same things.
    void compare(const std::string& run, int questions) {
        const auto exported = call(api::ExportRun{run, {}, true});
        ASSERT_TRUE(exported.ok()) << exported.error().message;
        const auto archive = core::readArchive(exported->archive);
        ASSERT_TRUE(archive.ok()) << archive.error().message;
        runtime::ArchiveEngine told(*archive);
        std::vector<api::HistoryEntry> entries;
        for (const auto& step : archive->steps) {
            entries.insert(entries.end(), step.entries.begin(), step.entries.end());
        }
        for (int i = 0; i < questions; ++i) {
            const auto& some = entries[below(entries.size())];
            const auto asOf = static_cast<std::int64_t>(below(entries.size())) + 1;
            same(told, api::GetRun{run, asOf});
            same(told, api::GetTask{run, some.task.empty() ? "/do/0/all" : some.task,
                                    below(2) == 0 ? 0 : some.iteration, below(3) == 0 ? 0 : asOf});
            api::GetHistory query;
            query.run = run;
            query.descending = below(2) == 0;
            query.withData = below(2) == 0;
            query.limit = static_cast<int>(1 + below(60));
            query.kind = below(3) == 0 ? some.kind : std::string();
            query.task = below(3) == 0 ? some.task : std::string();
            query.from = below(3) == 0 ? some.at : 0;
            query.after = below(3) == 0 ? std::to_string(some.seq) + "." + std::to_string(some.index) : std::string();
            const auto page = same(told, query);
            query.after = page ? page->next : std::string();
            same(told, query);
        }
    }
    template <class Op>
    std::optional<typename Op::Reply> same(api::Engine& told, const Op& question) {
        const auto expected = api::callAndWait(told, question, {});
        auto found = call(question);
        EXPECT_EQ(found.ok(), expected.ok()) << api::printJson(api::toJson(question));
        if (!found.ok() || !expected.ok()) {
            return std::nullopt;
        }
        EXPECT_EQ(api::printJson(api::toJson(*found)), api::printJson(api::toJson(*expected)))
            << Op::kInfo.name << " " << api::printJson(api::toJson(question));
        return std::move(*found);
    }
    std::size_t below(std::size_t limit) { return m_random() % limit; }

    struct Seen {
        std::mutex mutex;
        std::set<int> keys;
    };
    std::mt19937 m_random{2026};
};

TEST_F(PastTest, whatIsKeptOfARunTellsWhatItsArchiveTellsWhileItGoesOn) {
    open();
    deploy("rich", kRich);
    const auto run = start("rich", {{"n", kRounds}});
    for (auto id = next(run); !id.empty(); id = next(run)) {
        compare(run, 6);
        decide(id);
        const auto meanwhile = call(api::GetHistory{run, true, false, 100, {}, {}, {}});  // while it goes on
        ASSERT_TRUE(meanwhile.ok());
        EXPECT_FALSE(meanwhile->items.empty());
    }
    compare(run, 20);
    // Cold again: the newest page comes from the run's end alone, and everything else is folded once.
    reopen();
    const auto newest = call(api::GetHistory{run, true, true, 10, {}, {}, {}});
    ASSERT_TRUE(newest.ok());
    EXPECT_EQ(newest->items.front().kind, "run.completed");
    compare(run, 20);
    // Others take its place.
    for (std::size_t i = 0; i <= runtime::kMaxKeptPasts; ++i) {
        const auto other = start("rich", {{"n", 1}});
        ASSERT_TRUE(await(other, "approval.raised"));
        compare(other, 2);
    }
    compare(run, 5);
}

/// The journal of an engine that is closed.
class PastOfJournal : public PastTest {
protected:
    std::string ended() { return ended("rich", kRich, {kRounds}).front(); }
    /// A run for each number of rounds.
    std::vector<std::string> ended(const std::string& name, const char* tasks, const std::vector<int>& rounds) {
        open();
        deploy(name, tasks);
        std::vector<std::string> runs;
        for (const int n : rounds) {
            runs.push_back(start(name, {{"n", n}}));
            for (auto id = next(runs.back()); !id.empty(); id = next(runs.back())) {
                decide(id);
            }
        }
        close();
        store::JournalOptions options;
        options.file = m_options.dataDir / "journal.db";
        m_journal = std::move(store::Journal::open(options)).value();
        m_registry = std::make_unique<blocks::Registry>(m_options.blocks);
        for (const auto& block : m_options.extraBlocks) {
            m_registry->add(block);
        }
        m_definitions = std::make_unique<runtime::DefinitionCache>(*m_journal, *m_registry);
        return runs;
    }
    void TearDown() override {
        m_definitions.reset();
        m_journal.reset();
        PastTest::TearDown();
    }
    static api::RunDetail tell(const core::Machine& machine) {
        api::RunDetail detail;
        detail.run = machine.summary();
        detail.tasks = machine.tasks();
        return detail;
    }

    std::unique_ptr<store::Journal> m_journal;
    std::unique_ptr<blocks::Registry> m_registry;
    std::unique_ptr<runtime::DefinitionCache> m_definitions;
};

TEST_F(PastOfJournal, theStatesThatAreKeptOnTheWayChangeNothing) {
    const auto run = ended();
    const auto stored = m_journal->loadRun(*m_journal->findRun(run));
    ASSERT_TRUE(stored.ok());
    const auto definition = m_definitions->byDigest(stored->definitionDigest);
    ASSERT_TRUE(definition.ok());
    constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();
    runtime::PastIndex plain(*m_journal, *definition, *stored, {kNever, kNever});
    runtime::PastIndex dense(*m_journal, *definition, *stored, {1, kNever});
    runtime::PastIndex thinned(*m_journal, *definition, *stored, {1, 8'000});
    for (auto* index : {&plain, &dense, &thinned}) {
        ASSERT_TRUE(index->follow().ok());
    }
    ASSERT_EQ(plain.entries(), dense.entries());
    EXPECT_LT(thinned.stateBytes(), dense.stateBytes());
    for (int i = 0; i < 150; ++i) {
        const auto at = static_cast<std::int64_t>(below(static_cast<std::size_t>(plain.entries()))) + 1;
        const auto expected = api::printJson(api::toJson(*plain.runAfter(at, &PastOfJournal::tell)));
        EXPECT_EQ(api::printJson(api::toJson(*dense.runAfter(at, &PastOfJournal::tell))), expected) << at;
        EXPECT_EQ(api::printJson(api::toJson(*thinned.runAfter(at, &PastOfJournal::tell))), expected) << at;
    }
    api::GetHistory query;
    query.limit = api::kMaxPageSize;
    query.withData = true;
    query.kind = "task.completed";
    const auto expected = api::printJson(api::toJson(**plain.page(query)));
    EXPECT_EQ(api::printJson(api::toJson(**dense.page(query))), expected);
    EXPECT_EQ(api::printJson(api::toJson(**thinned.page(query))), expected);
}

TEST_F(PastOfJournal, largeDataOfFewStepsCountsAndIsNotKept) {
    const int rounds = 16;
    const auto runs = ended("large", kLargeData, {rounds, 1});
    runtime::PastCache pasts(*m_journal, *m_definitions);
    // A moment of the past leaves a second machine behind, which counts when the index is met again.
    const auto look = [&](const std::string& run) {
        std::size_t bytes = 0;
        const auto read = pasts.read(run, [&](runtime::PastIndex& past) {
            bytes = past.bytes();
            EXPECT_LT(past.entries(), 200);
            const auto then = past.runAfter(1, &PastOfJournal::tell);
            return then ? api::Result<api::Unit>(api::Unit{}) : api::Result<api::Unit>(then.error());
        });
        EXPECT_TRUE(read.ok());
        return bytes;
    };
    const auto large = look(runs[0]);
    EXPECT_GT(large, rounds * kLarge);
    EXPECT_EQ(look(runs[0]), large) << "it takes more than all may, and is folded again";
    const auto small = look(runs[1]);
    EXPECT_LT(small, 4 * kLarge);
    EXPECT_GT(look(runs[1]), small) << "it is kept";
}

TEST_F(PastOfJournal, ofARunThatWasRemovedNothingIsTold) {
    const auto run = ended();
    runtime::PastCache pasts(*m_journal, *m_definitions);
    ASSERT_TRUE(pasts.page({run, true, false, 10, {}, {}, {}}).ok());
    ASSERT_TRUE(pasts.page({run, false, false, 10, {}, {}, {}}).ok());
    store::Retention retention;
    retention.maxAgeMs = 1;
    ASSERT_EQ(*m_journal->prune(retention, std::numeric_limits<api::Timestamp>::max() / 2), 1);
    for (const bool descending : {true, false}) {
        const auto page = pasts.page({run, descending, false, 10, {}, {}, {}});
        ASSERT_FALSE(page.ok());
        EXPECT_EQ(page.error().code, api::code::kNotFound);
    }
    const auto asked = pasts.read(run, [](runtime::PastIndex&) { return api::Result<api::Unit>(api::Unit{}); });
    EXPECT_FALSE(asked.ok());
}

}  // namespace
}  // namespace beamline::test
