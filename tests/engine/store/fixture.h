// SPDX-License-Identifier: Apache-2.0
#pragma once
// A journal in a directory of its own, and short ways to write runs and wait for their commit. Test threads.

#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <random>

#include "engine/api/ids.h"
#include "engine/store/journal.h"
#include "engine/store/schema.h"

namespace beamline::store::test {

class TemporaryDirectory {
public:
    TemporaryDirectory() {
        static std::mt19937_64 random{std::random_device{}()};
        m_path = std::filesystem::temp_directory_path() / ("beamline-store-" + std::to_string(random()));
        std::filesystem::create_directories(m_path);
    }
    ~TemporaryDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

inline std::unique_ptr<Journal> open(JournalOptions options) {
    auto journal = Journal::open(std::move(options));
    if (!journal) {
        ADD_FAILURE() << journal.error().message;
        return nullptr;
    }
    return std::move(journal).value();
}

inline std::unique_ptr<Journal> open(const std::filesystem::path& file) {
    JournalOptions options;
    options.file = file;
    return open(std::move(options));
}

inline api::RunSummary summary(const std::string& id, api::Phase phase = api::Phase::running) {
    api::RunSummary s;
    s.id = id;
    s.ns = "default";
    s.workflow = "orders";
    s.version = "1.0.0";
    s.phase = phase;
    s.createdAt = 1'000;
    s.updatedAt = 1'000;
    s.now = "working";
    return s;
}

inline Change creation(RunKey key, api::RunSummary s, std::vector<std::string> facts = {"created"}) {
    Change change;
    change.run = key;
    change.create = NewRun{"digest", "tester", 0, {}, {}};
    change.facts = std::move(facts);
    change.row = RunRow{std::move(s), 0};
    return change;
}

inline Change step(RunKey key, std::vector<std::string> facts, std::optional<api::RunSummary> row = {}) {
    Change change;
    change.run = key;
    change.facts = std::move(facts);
    if (row) {
        change.row = RunRow{std::move(*row), 0};
    }
    return change;
}

inline std::future<api::Result<api::Seq>> writing(Journal& journal, Change change) {
    auto promise = std::make_shared<std::promise<api::Result<api::Seq>>>();
    change.done = [promise](api::Result<api::Seq> seq) { promise->set_value(std::move(seq)); };
    journal.write(std::move(change));
    return promise->get_future();
}

inline api::Result<api::Seq> write(Journal& journal, Change change) {
    return writing(journal, std::move(change)).get();
}

inline api::Result<bool> deploy(Journal& journal, StoredWorkflow workflow) {
    std::promise<api::Result<bool>> promise;
    journal.deploy(std::move(workflow),
                   [&promise](api::Result<bool> created) { promise.set_value(std::move(created)); });
    return promise.get_future().get();
}

inline std::vector<std::string> payloads(const api::Result<std::vector<StoredFact>>& facts) {
    std::vector<std::string> texts;
    EXPECT_TRUE(facts.ok()) << (facts.ok() ? "" : facts.error().message);
    for (const auto& fact : facts.ok() ? facts.value() : std::vector<StoredFact>()) {
        texts.push_back(fact.payload);
    }
    return texts;
}

/// verify() as one text, empty when nothing is damaged.
inline std::string damage(Journal& journal) {
    const auto found = journal.verify();
    std::string text = found.ok() ? "" : found.error().message;
    for (const auto& line : found.ok() ? found.value() : std::vector<std::string>()) {
        text += line + "\n";
    }
    return text;
}

/// Makes the journal of nobody one of the format `format` again: its tables, without what came later.
inline void makeOlder(const std::filesystem::path& file, std::size_t format) {
    const auto old = file.string() + ".old";
    {
        Connection to(old, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, {});
        EXPECT_TRUE(migrate(to, old, migrations().first(format)).ok());
        to.execute(("ATTACH '" + file.string() + "' AS new").c_str());
        Statement tables(to,
                         "SELECT name,(SELECT group_concat(name) FROM pragma_table_info(t.name)) FROM sqlite_schema t "
                         "WHERE type='table'",
                         false);
        std::vector<std::string> copies;
        while (tables.row()) {
            copies.push_back("INSERT OR REPLACE INTO main." + tables.string(0) + "(" + tables.string(1) + ") SELECT " +
                             tables.string(1) + " FROM new." + tables.string(0));
        }
        for (const auto& copy : copies) {
            EXPECT_TRUE(to.execute(copy.c_str())) << copy;
        }
    }
    std::filesystem::rename(old, file);
}

}  // namespace beamline::store::test
