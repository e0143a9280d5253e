// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/shard_keeper.h"

#include <algorithm>

#include "engine/api/ids.h"

namespace beamline::runtime {

namespace {
core::ShardPlanOptions planOf(const EngineOptions& options) {
    return {options.cluster.node, options.node.lease.count(), options.node.renew.count(), options.node.takesShards};
}

api::Error notTaken(const std::string& about) {
    return {api::code::kUnavailable,
            "The cluster has not taken the word about the " + about + " in time. Look where it is, and try again.",
            {},
            true};
}

api::Error stopsNow() {
    return {api::code::kUnavailable, "This node is stopping. Ask another.", {}, true};
}
}  // namespace

void JournalEars::applied(store::Applied what) {
    const std::lock_guard lock(m_mutex);
    if (m_onApplied) {
        m_onApplied(what);
    } else if (!m_listening) {
        m_applied.push_back(std::move(what));
        if (m_applied.size() > kMaxHeardWords) {  // nobody could make use of each of them
            m_applied = {{m_applied.back().seq, 0, {}, true, true, true, true}};
        }
    }
}

void JournalEars::leased(const core::LeaseWord& word) {
    const std::lock_guard lock(m_mutex);
    if (m_onLeased) {
        m_onLeased(word);
    } else if (!m_listening) {
        m_words.push_back(word);
    }
    while (m_words.size() > kMaxHeardWords) {
        m_words.pop_front();
    }
}

void JournalEars::notice(const std::string& text) {
    const std::lock_guard lock(m_mutex);
    if (m_onNotice) {
        m_onNotice(text);
    } else if (!m_listening) {
        m_notices.push_back(text);
    }
}

void JournalEars::listen(std::function<void(const store::Applied&)> applied,
                         std::function<void(const core::LeaseWord&)> leased,
                         std::function<void(const std::string&)> notice) {
    const std::lock_guard lock(m_mutex);
    m_listening = true;
    m_onApplied = std::move(applied);
    m_onLeased = std::move(leased);
    m_onNotice = std::move(notice);
    for (const auto& text : std::exchange(m_notices, {})) {
        m_onNotice(text);
    }
    for (const auto& what : m_applied) {
        m_onApplied(what);
    }
    for (const auto& word : m_words) {
        m_onLeased(word);
    }
    m_applied.clear();
    m_words.clear();
}

ShardKeeper::ShardKeeper(store::Journal& journal, const EngineOptions& options)
    : m_journal(journal),
      m_node(options.cluster.node),
      m_shards(std::clamp(options.cluster.shards, 1, core::kMaxShards)),
      m_look(std::max<std::chrono::milliseconds>(options.node.renew / 4, std::chrono::milliseconds(5))),
      m_plan(planOf(options), leases(), now()) {}

std::vector<core::Lease> ShardKeeper::leases() const {
    auto all = m_journal.leases();
    all.resize(static_cast<std::size_t>(m_shards));
    return all;
}

std::int64_t ShardKeeper::now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count();
}

void ShardKeeper::start(ShardDuties duties) {
    m_duties = std::move(duties);
    m_thread = std::thread([this] { work(); });
}

void ShardKeeper::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

/// On the journal's thread: what another has claimed is not acted for from here on.
void ShardKeeper::heard(const core::LeaseWord& word) {
    if (word.kind == core::LeaseKind::claim && word.node != m_node && acts(word.shard) &&
        leases()[static_cast<std::size_t>(word.shard)].owner != m_node) {
        m_acts[static_cast<std::size_t>(word.shard)] = false;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_words.push_back(word);
        if (m_words.size() > kMaxHeardWords) {
            m_words.pop_front();
        }
    }
    m_wake.notify_all();
}

void ShardKeeper::startAnew() {
    for (auto& acts : m_acts) {
        acts = false;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_plan.startAnew();
    }
    m_wake.notify_all();
}

void ShardKeeper::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        turn(lock);
        m_wake.wait_for(lock, m_look, [this] { return m_stop || !m_words.empty(); });
    }
    farewell(lock);
}

void ShardKeeper::turn(std::unique_lock<std::mutex>& lock) {
    const std::vector<core::LeaseWord> words(m_words.begin(), m_words.end());
    m_words.clear();
    lookWhetherQuiet();
    const auto stored = leases();
    for (const auto& word : words) {
        m_plan.read(word, stored, now());
    }
    m_plan.wait(m_journal.restoring());  // who goes on with runs has all of them first
    const auto orders = m_plan.step(stored, now(), marks());
    lock.unlock();
    obey(orders, stored);
    lock.lock();
    answerMoves(lock, words);
    answerDrains(lock);
    m_wake.notify_all();
}

void ShardKeeper::obey(const core::ShardOrders& orders, const std::vector<core::Lease>& stored) {
    for (const int shard : orders.stop) {
        m_acts[static_cast<std::size_t>(shard)] = false;
        m_duties.stop(shard);
    }
    for (const int shard : orders.begin) {
        m_acts[static_cast<std::size_t>(shard)] = true;
        m_duties.begin(shard, stored[static_cast<std::size_t>(shard)].delivered);
    }
    for (const int shard : orders.yield) {
        m_duties.hold(shard);
        m_acts[static_cast<std::size_t>(shard)] = false;
        m_duties.yield(shard);
    }
    for (auto word : orders.say) {
        word.at = api::wallClock();
        m_journal.propose(std::move(word));
    }
}

void ShardKeeper::lookWhetherQuiet() {
    for (int shard = 0; shard < m_shards; ++shard) {
        if (m_plan.yields(shard) && m_duties.quiet(shard)) {
            m_plan.quiet(shard, m_duties.delivered(shard));
        }
    }
}

std::map<int, std::int64_t> ShardKeeper::marks() const {
    std::map<int, std::int64_t> result;
    for (int shard = 0; shard < m_shards; ++shard) {
        if (m_plan.owns(shard)) {
            result.emplace(shard, m_duties.delivered(shard));
        }
    }
    return result;
}

void ShardKeeper::farewell(std::unique_lock<std::mutex>& lock) {
    auto words = m_plan.farewell(marks());
    auto moves = std::exchange(m_moves, {});
    auto drains = std::exchange(m_drains, {});
    lock.unlock();
    for (auto& move : moves) {
        move.done(stopsNow());
    }
    for (auto& drain : drains) {
        drain.done(stopsNow());
    }
    for (auto& acts : m_acts) {
        acts = false;
    }
    for (auto& word : words) {
        word.at = api::wallClock();
        m_journal.propose(std::move(word));
    }
    lock.lock();
    m_wake.wait_for(lock, kFarewell, [this] {
        const auto stored = leases();
        return std::none_of(stored.begin(), stored.end(), [this](const auto& lease) { return lease.owner == m_node; });
    });
}

void ShardKeeper::drain(bool on, std::function<void(api::Result<api::Unit>)> done) {
    {
        const std::lock_guard lock(m_mutex);
        m_plan.drain(on);
        if (on) {
            m_drains.push_back({Clock::now() + kMovePatience, std::exchange(done, {})});
        }
    }
    m_wake.notify_all();
    if (done) {
        done(api::Unit{});
    }
}

void ShardKeeper::answerDrains(std::unique_lock<std::mutex>& lock) {
    using Draining = core::ShardPlan::Draining;
    std::vector<Drain> answered;
    const auto state = m_plan.draining();
    std::erase_if(m_drains, [&](auto& drain) {
        const bool ends = state != Draining::asked || Clock::now() > drain.until;
        if (ends) {
            answered.push_back(std::move(drain));
        }
        return ends;
    });
    if (answered.empty()) {
        return;
    }
    if (state == Draining::asked) {
        m_plan.drain(false);
    }
    lock.unlock();
    for (auto& drain : answered) {
        switch (state) {
            case Draining::yes:
                drain.done(api::Unit{});
                break;
            case Draining::asked:
                drain.done(notTaken("node"));
                break;
            case Draining::refused:
                drain.done(api::Error{
                    api::code::kConflict,
                    "No other node of the cluster could take over what this one carries on. Start one first.",
                    {},
                    false});
                break;
            case Draining::no:
                drain.done(api::Error{api::code::kConflict, "The node was told to resume meanwhile.", {}, false});
                break;
        }
    }
    lock.lock();
}

bool ShardKeeper::draining() const {
    const std::lock_guard lock(m_mutex);
    return m_plan.draining() == core::ShardPlan::Draining::yes;
}

bool ShardKeeper::awaitNone(std::chrono::milliseconds patience) {
    std::unique_lock lock(m_mutex);
    return m_wake.wait_for(lock, patience, [this] { return m_plan.owned() == 0; });
}

void ShardKeeper::move(int shard, const std::string& to, std::function<void(api::Result<api::Unit>)> done) {
    if (shard < 0 || shard >= m_shards) {
        done(api::Error{api::code::kNotFound,
                        "There is no shard " + std::to_string(shard) + "; they are numbered from 0 to " +
                            std::to_string(m_shards - 1) + ".",
                        {},
                        false});
        return;
    }
    const auto lease = leases()[static_cast<std::size_t>(shard)];
    std::unique_lock lock(m_mutex);
    const auto nodes = m_plan.nodes(now());
    const auto found = nodes.find(to);
    if (found == nodes.end() || !found->second.takes) {
        lock.unlock();
        done(api::Error{found == nodes.end() ? api::code::kNotFound : api::code::kConflict,
                        found == nodes.end()
                            ? "There is no node '" + to + "' now. Look at the cluster for the names of its nodes."
                            : "The node '" + to + "' takes no shards: it drains, or has no role that carries on runs.",
                        {},
                        false});
        return;
    }
    if (lease.owner == to) {
        lock.unlock();
        done(api::Unit{});
        return;
    }
    m_moves.push_back({shard, to, lease.epoch, Clock::now() + kMovePatience, std::move(done)});
    lock.unlock();
    core::LeaseWord word;
    word.kind = core::LeaseKind::move;
    word.shard = shard;
    word.epoch = lease.epoch;
    word.node = m_node;
    word.to = to;
    word.at = api::wallClock();
    m_journal.propose(std::move(word));
}

void ShardKeeper::answerMoves(std::unique_lock<std::mutex>& lock, const std::vector<core::LeaseWord>& words) {
    std::vector<std::pair<Move, bool>> answered;
    std::erase_if(m_moves, [&](auto& move) {
        const bool read = std::any_of(words.begin(), words.end(), [&](const auto& word) {
            return word.kind == core::LeaseKind::move && word.shard == move.shard && word.to == move.to &&
                   word.epoch == move.epoch && word.node == m_node;
        });
        if (read || Clock::now() > move.until) {
            answered.emplace_back(std::move(move), read);
            return true;
        }
        return false;
    });
    lock.unlock();
    for (auto& [move, read] : answered) {
        read ? move.done(api::Unit{}) : move.done(notTaken("shard"));
    }
    lock.lock();
}

std::vector<ShardKeeper::Heard> ShardKeeper::others() const {
    const std::lock_guard lock(m_mutex);
    std::vector<Heard> result;
    const auto alive = m_plan.nodes(now());
    for (const auto& [name, node] : m_plan.seen()) {
        if (name != m_node) {
            result.push_back({name, node.takes, alive.contains(name), now() - node.heard});
        }
    }
    return result;
}

}  // namespace beamline::runtime
