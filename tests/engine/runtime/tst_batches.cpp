// SPDX-License-Identifier: Apache-2.0
// Batches over the end of their engine: they go on, and what they did before they do not do again.
#include "engine/api/ids.h"
#include "engine/runtime/batch_index.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {
namespace {

using api::BatchAction;
using api::BatchOutcome;

class BatchRuns : public EngineTest {
protected:
    std::vector<std::string> faultedRuns(std::size_t count) {
        deploy("bad", "- no: {raise: {error: {type: 'https://example.com/e', status: 500, title: No}}}\n");
        std::vector<std::string> runs;
        for (std::size_t i = 0; i < count; ++i) {
            runs.push_back(start("bad"));
        }
        for (const auto& run : runs) {
            EXPECT_TRUE(await(run, "run.faulted"));
        }
        return runs;
    }
    api::Batch begin(BatchAction action, std::vector<std::string> runs) {
        api::StartBatch op;
        op.action = action;
        op.runs = std::move(runs);
        const auto reply = call(op);
        EXPECT_TRUE(reply.ok()) << (reply.ok() ? "" : reply.error().message);
        return reply.ok() ? reply->batch : api::Batch{};
    }
    api::Batch look() {
        const auto page = call(api::ListBatches{});
        EXPECT_TRUE(page.ok() && !page->items.empty());
        return page.ok() && !page->items.empty() ? page->items.front() : api::Batch{};
    }
    /// That of the engine, which has ended.
    std::unique_ptr<store::Journal> openJournal() {
        close();
        store::JournalOptions options;
        options.file = m_options.dataDir / "journal.db";
        options.readOnly = true;
        auto journal = store::Journal::open(std::move(options));
        EXPECT_TRUE(journal.ok());
        return journal.ok() ? std::move(*journal) : nullptr;
    }
    std::size_t told(const std::string& run, const std::string& kind) {
        api::GetHistory query;
        query.run = run;
        query.kind = kind;
        const auto page = call(query);
        return page.ok() ? page->items.size() : 0;
    }
};

TEST_F(BatchRuns, GoOnAfterTheEngineEndedInTheirMiddleAndDoNothingTwice) {
    open();
    const auto runs = faultedRuns(300);
    // A retried run faults again at once: nothing but its history tells that it had its turn.
    const auto batch = begin(BatchAction::retry, runs);
    for (int i = 0; i < 4; ++i) {
        close(std::chrono::milliseconds(0));
        open();
    }
    ASSERT_TRUE(eventually([&] { return look().state == api::BatchState::completed; }));
    EXPECT_EQ(look().id, batch.id);
    EXPECT_EQ(look().done, 300);
    for (const auto& run : runs) {
        EXPECT_EQ(told(run, "run.resumed"), 1U) << run;
    }
}

TEST_F(BatchRuns, PagesAreReadByWhereTheirRunsAreTold) {
    open();
    const auto bad = faultedRuns(3);
    std::vector<std::string> runs;
    for (std::size_t i = 0; i < 5 * runtime::kBatchChunk + 1; ++i) {
        runs.push_back(i % 100 == 0 ? bad[i / 100] : api::newUlid(1'000));
    }
    std::vector<std::string> batches;
    for (std::size_t i = 0; i <= runtime::kMaxIndexedBatches; ++i) {
        batches.push_back(begin(BatchAction::discard, runs).id);
        ASSERT_TRUE(
            eventually([&] { return look().id == batches.back() && look().state == api::BatchState::completed; }));
    }
    for (const auto outcome : {std::optional<BatchOutcome>(), std::optional(BatchOutcome::done),
                               std::optional(BatchOutcome::refused), std::optional(BatchOutcome::pending)}) {
        std::vector<std::string> all;
        api::ListBatchItems query{batches.front(), outcome, 30, {}};
        do {
            const auto page = call(query);
            ASSERT_TRUE(page.ok());
            for (const auto& item : page->items) {
                all.push_back(item.run);
            }
            query.after = page->next;
        } while (!query.after.empty());
        auto expected = runs;
        std::erase_if(expected, [&](const auto& run) {
            const bool done = std::find(bad.begin(), bad.end(), run) != bad.end();
            return outcome && (*outcome == BatchOutcome::pending || (*outcome == BatchOutcome::done) != done);
        });
        EXPECT_EQ(all, expected);
    }
    const auto journal = openJournal();
    runtime::BatchIndex index;
    const auto chunks = *index.of(*journal, batches.front());
    EXPECT_EQ(chunks->total, runs.size());
    EXPECT_EQ(chunks->runs, nullptr);
    ASSERT_EQ(chunks->told.size(), 6U);
    EXPECT_EQ(chunks->told[2].so.done, 2);
    EXPECT_EQ(chunks->told[2].end(), 150U);
    EXPECT_EQ(runtime::readStep(*journal, *chunks, 5)->items.front().run, runs.back());
    EXPECT_EQ(*index.of(*journal, batches.front()), chunks) << "there was nothing new to be read";
    for (std::size_t i = 1; i < batches.size(); ++i) {
        EXPECT_TRUE(index.of(*journal, batches[i]).ok());
    }
    EXPECT_NE(*index.of(*journal, batches.front()), chunks) << "too many were looked at since";
    EXPECT_FALSE(index.of(*journal, "nothing").ok());
}

TEST_F(BatchRuns, AreReadByTheDefinitionThatTheyBeganWith) {
    // Changing the text of one that was shipped makes its runs unreadable: add another one to the list instead.
    const auto definition = runtime::batchDefinition();
    ASSERT_TRUE(definition);
    EXPECT_EQ(definition->info.digest, "382ecf7ab8cccb57a122b81c8f259fdd71ecc5ada32a6976e59ab3edf5d3c963");
    EXPECT_EQ(runtime::builtInDefinition(definition->info.digest), definition);
    EXPECT_EQ(runtime::builtInDefinition("another"), nullptr);
    const blocks::Registry registry{blocks::BlockSettings{}};
    EXPECT_EQ(registry.find(runtime::kBatchFunction, {}), nullptr) << "no definition of others may call it";
}

}  // namespace
}  // namespace beamline::test
