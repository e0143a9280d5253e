// SPDX-License-Identifier: Apache-2.0
#pragma once
// Journals of one cluster on a fake order, for tests. Test threads.

#include <condition_variable>

#include "engine/store/sqlite.h"
#include "tests/engine/store/fake_order.h"
#include "tests/engine/store/fixture.h"

namespace beamline::store::test {

inline constexpr int kShards = 4;
inline constexpr auto kLong = std::chrono::seconds(60);  ///< for what has to happen

/// One node: its journal, and what it was told.
class ClusterNode {
public:
    ClusterNode(FakeCluster& cluster, std::string name, std::filesystem::path file, std::string vfs = {})
        : m_cluster(cluster), m_name(std::move(name)), m_file(std::move(file)), m_vfs(std::move(vfs)) {
        start();
    }
    void start() {
        JournalOptions options;
        options.file = m_file;
        options.syncOff = true;
        options.readers = 1;
        options.vfs = m_vfs;
        options.cluster.node = m_name;
        options.cluster.shards = kShards;
        options.cluster.order = m_cluster.order(m_name);
        options.cluster.peers = m_cluster.peers(m_name);
        options.cluster.ownersPatience = m_cluster.ownersPatience;
        options.cluster.applied = [this](Applied applied) { tell([&] { m_applied.push_back(std::move(applied)); }); };
        options.cluster.notice = [this](const std::string& text) { tell([&] { m_notices.push_back(text); }); };
        options.cluster.leased = [this](const core::LeaseWord&) { tell([&] { ++m_leased; }); };
        m_journal = open(std::move(options));
    }
    void stop() { m_journal.reset(); }
    bool running() const { return m_journal != nullptr; }
    Journal& operator*() { return *m_journal; }
    Journal* operator->() { return m_journal.get(); }
    const std::string& name() const { return m_name; }
    const std::filesystem::path& file() const { return m_file; }

    /// Waits until it is so; what this node is told wakes it, and what others do is looked at now and then.
    template <class Test>
    bool await(Test test) {
        const auto until = std::chrono::steady_clock::now() + kLong;
        std::unique_lock lock(m_mutex);
        for (;;) {
            lock.unlock();
            if (test()) {
                return true;
            }
            lock.lock();
            if (std::chrono::steady_clock::now() > until) {
                return false;
            }
            m_told.wait_for(lock, std::chrono::milliseconds(2));
        }
    }
    void claim(int shard) {
        core::LeaseWord word;
        word.kind = core::LeaseKind::claim;
        word.shard = shard;
        word.node = m_name;
        word.epoch = m_journal->leases().at(static_cast<std::size_t>(shard)).epoch + 1;
        word.at = 1;
        m_journal->propose(word);
    }
    /// By a new lease, after all that was said before.
    bool own(int shard) {
        const auto last = m_cluster.last();
        const auto lease = [&] { return m_journal->leases().at(static_cast<std::size_t>(shard)); };
        if (!await([&] { return m_journal->place() >= last; })) {
            return false;
        }
        const auto epoch = lease().epoch;
        claim(shard);
        return await([&] { return lease().epoch > epoch && lease().owner == m_name; });
    }
    bool ownAll() {
        for (int shard = 0; shard < kShards; ++shard) {
            if (!own(shard)) {
                return false;
            }
        }
        return true;
    }
    void renew(std::int64_t delivered = 0) {
        core::LeaseWord word;
        word.kind = core::LeaseKind::renew;
        word.node = m_name;
        const auto leases = m_journal->leases();
        for (int shard = 0; shard < kShards; ++shard) {
            if (const auto& lease = leases.at(static_cast<std::size_t>(shard)); lease.owner == m_name) {
                word.held.push_back({shard, lease.epoch, delivered});
            }
        }
        m_journal->propose(word);
    }
    bool inOrder() const { return m_journal->health().code.empty(); }
    std::vector<std::string> notices() {
        const std::lock_guard lock(m_mutex);
        return m_notices;
    }
    /// Whether a notice has this part.
    bool told(const std::string& part) {
        const auto all = notices();
        return std::any_of(all.begin(), all.end(), [&](const auto& text) { return text.find(part) != text.npos; });
    }
    std::vector<Applied> applied() {
        const std::lock_guard lock(m_mutex);
        return m_applied;
    }

private:
    template <class Change>
    void tell(Change change) {
        {
            const std::lock_guard lock(m_mutex);
            change();
        }
        m_told.notify_all();
    }
    FakeCluster& m_cluster;
    const std::string m_name;
    const std::filesystem::path m_file;
    const std::string m_vfs;
    std::mutex m_mutex;
    std::condition_variable m_told;
    std::vector<Applied> m_applied;
    std::vector<std::string> m_notices;
    int m_leased = 0;
    std::unique_ptr<Journal> m_journal;
};

/// All rows that are the same in all journals of a cluster; the journal must be closed.
inline std::string dump(const std::filesystem::path& file) {
    Connection connection(file.string(), SQLITE_OPEN_READWRITE, {});
    std::string text;
    for (const std::string table : {"event", "run", "label", "timer", "idempotency", "approval", "workflow", "message",
                                    "subscription", "schedule", "shard", "origin", "meta"}) {
        const auto columns = connection.number("SELECT count(*) FROM pragma_table_info('" + table + "')");
        std::string order = "1";
        for (int i = 2; i <= columns; ++i) {
            order += "," + std::to_string(i);
        }
        Statement rows(connection,
                       "SELECT * FROM " + table +
                           (table == "meta" ? " WHERE name NOT IN ('delivered','lane.dead_letters')" : "") +
                           " ORDER BY " + order,
                       false);
        while (rows.row()) {
            text += table;
            for (int i = 0; i < columns; ++i) {
                text += '|';
                text += rows.text(i);
            }
            text += '\n';
        }
    }
    if (const auto failure = connection.takeFailure()) {
        text += failure->what;
    }
    return text;
}

/// The first line that differs, or nothing.
inline std::string difference(const std::string& a, const std::string& b) {
    std::istringstream left(a);
    std::istringstream right(b);
    std::string l;
    std::string r;
    while (true) {
        const bool more = static_cast<bool>(std::getline(left, l));
        const bool other = static_cast<bool>(std::getline(right, r));
        if (!more && !other) {
            return {};
        }
        if (!more || !other || l != r) {
            return (more ? l : "nothing") + "\n   and\n" + (other ? r : "nothing");
        }
    }
}

}  // namespace beamline::store::test
