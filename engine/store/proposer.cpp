// SPDX-License-Identifier: Apache-2.0
#include "engine/store/proposer.h"

#include <algorithm>

#include "engine/api/moved.h"

namespace beamline::store {

namespace {

api::Error lostLease() {
    return api::movedError("This node does not own the run any more; another one goes on with it. Ask again.");
}

}  // namespace

Proposer::Proposer(std::shared_ptr<Order> order, std::string node, std::string life,
                   std::function<api::Result<core::RunHead>(RunKey)> chainOf)
    : m_order(std::move(order)),
      m_node(std::move(node)),
      m_prefix(m_node + '.' + life + '.'),
      m_chainOf(std::move(chainOf)) {}

std::string Proposer::newId() {
    return m_prefix + std::to_string(++m_last);
}

void Proposer::refuse(const Change& change) {
    if (!change.create) {
        const std::lock_guard lock(m_mutex);
        m_refused.insert(change.run);
    }
}

bool Proposer::mine(const std::string& id) const {
    return id.starts_with(m_prefix);
}

std::optional<api::Error> Proposer::room(std::size_t bytes, bool lease) const {
    if (m_stopped) {
        return api::Error{api::code::kUnavailable, "The engine stops; nothing more is taken.", {}, true};
    }
    if (bytes > kMaxProposalBytes) {
        return api::Error{api::code::kInvalidArgument,
                          "A change of " + std::to_string(bytes) + " bytes is larger than the " +
                              std::to_string(kMaxProposalBytes) +
                              " that a cluster takes at once; make the data smaller.",
                          {},
                          false};
    }
    const bool full = lease ? m_leases >= kMaxPendingLeases
                            : m_pending.size() - m_leases >= kMaxProposals || m_bytes + bytes > kMaxPendingBytes;
    if (full) {
        return api::Error{api::code::kOverloaded,
                          "More was changed than the cluster has taken so far; try again when it has caught up.",
                          {},
                          true};
    }
    return std::nullopt;
}

void Proposer::add(std::string id, Pending pending) {
    m_bytes += pending.data.size();
    m_leases += pending.lease ? 1 : 0;
    pending.number = m_last;
    if (!pending.lease) {
        pending.ticket = ++m_lastTicket;
        m_tickets.insert(pending.ticket);
    }
    m_order->propose(pending.topic, id, pending.data);
    m_pending.emplace(std::move(id), std::move(pending));
}

std::optional<api::Error> Proposer::propose(Change& change, Place place) {
    if (change.facts.size() > kMaxFactsPerChange) {
        return api::Error{api::code::kInvalidArgument,
                          "A step of " + std::to_string(change.facts.size()) +
                              " events is more than a cluster takes at once; let the workflow do less in one step.",
                          {},
                          false};
    }
    const std::lock_guard lock(m_mutex);
    if (!change.create && m_refused.contains(change.run)) {
        return api::Error{
            api::code::kUnavailable, "An earlier change of this run was not stored; it is read anew first.", {}, true};
    }
    auto error = number(change, place);
    if (error && !change.create) {
        m_refused.insert(change.run);
    }
    return error;
}

std::optional<api::Error> Proposer::number(Change& change, Place place) {
    if (auto error = room(0, false)) {
        return error;
    }
    const auto known = m_runs.find(change.run);
    core::RunHead before;
    if (known != m_runs.end()) {
        before = known->second.head;
    } else if (!change.create) {
        const auto head = m_chainOf(change.run);
        if (!head) {
            return head.error();
        }
        before = *head;
    }
    auto after = before;
    for (const auto& fact : change.facts) {
        after = core::advanced(after, fact);
    }
    RunWord word{place.shard, place.epoch, before, false, std::move(change)};
    Record record{m_node, {}, std::move(word)};
    auto data = encode(record);
    change = std::move(std::get<RunWord>(record.word).change);
    if (auto error = room(data.size(), false)) {
        return error;
    }
    auto id = newId();
    auto& run = m_runs[change.run];
    run.head = after;
    run.ids.push_back(id);
    const auto key = change.run;
    change.approvals = {};  // they are in the word; what is kept is what an answer needs
    change.messages = {};
    change.events = {};
    add(std::move(id), {std::move(change), std::to_string(place.shard) + '.' + std::to_string(key), std::move(data),
                        key, std::move(before), std::move(after), false, false, 0, 0});
    return std::nullopt;
}

std::optional<api::Error> Proposer::propose(const std::string& topic, Word word, Job& job, std::optional<Mark> mark) {
    const bool lease = std::holds_alternative<core::LeaseWord>(word) || std::holds_alternative<EraWord>(word);
    auto data = encode({m_node, mark, std::move(word)});
    const std::lock_guard lock(m_mutex);
    if (auto error = room(data.size(), lease)) {
        return error;
    }
    add(newId(), {std::move(job), topic, std::move(data), 0, {}, {}, false, lease, 0, 0});
    return std::nullopt;
}

std::string Proposer::snapshotOf(const std::string& id) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_pending.find(id);
    const auto* change = found == m_pending.end() ? nullptr : std::get_if<Change>(&found->second.job);
    return change ? change->snapshot : std::string();
}

/// Its job; it is not on its way any more.
Job Proposer::take(const std::string& id) {
    const auto found = m_pending.find(id);
    auto pending = std::move(found->second);
    m_pending.erase(found);
    m_bytes -= pending.data.size();
    m_leases -= pending.lease ? 1 : 0;
    m_tickets.erase(pending.ticket);
    if (const auto run = m_runs.find(pending.run); run != m_runs.end()) {
        std::erase(run->second.ids, id);
        if (run->second.ids.empty()) {
            m_runs.erase(run);
        }
    }
    m_settled.notify_all();
    m_order->settle(id);
    return std::move(pending.job);
}

void Proposer::sayAgain(const std::string& id) {
    auto node = m_pending.extract(id);
    auto fresh = newId();
    if (const auto run = m_runs.find(node.mapped().run); run != m_runs.end()) {
        std::replace(run->second.ids.begin(), run->second.ids.end(), id, fresh);
    }
    node.key() = fresh;
    node.mapped().gapped = false;
    node.mapped().number = m_last;
    m_order->settle(id);
    m_order->propose(node.mapped().topic, std::move(fresh), node.mapped().data);
    m_pending.insert(std::move(node));
}

/// Those that were read too early, up to the first that may still be read in its turn.
void Proposer::sayGappedAgain(RunKey key) {
    const auto run = m_runs.find(key);
    if (run == m_runs.end()) {
        return;
    }
    const std::vector<std::string> ids(run->second.ids.begin(), run->second.ids.end());
    for (const auto& id : ids) {
        if (!m_pending.at(id).gapped) {
            break;
        }
        sayAgain(id);
    }
}

/// And what was read too early behind it: its predecessor will never be there.
void Proposer::fail(RunKey key, const std::string& id, const api::Error& error, Answered& answered) {
    std::vector<std::string> ids;
    if (key != 0) {
        m_refused.insert(key);
    }
    if (const auto run = m_runs.find(key); run != m_runs.end()) {
        for (auto one = std::find(run->second.ids.begin(), run->second.ids.end(), id);
             one != run->second.ids.end() && (*one == id || m_pending.at(*one).gapped); ++one) {
            ids.push_back(*one);
        }
    } else {
        ids.push_back(id);
    }
    for (const auto& one : ids) {
        answered.emplace_back(take(one), error);
    }
}

std::vector<std::pair<Job, Answer>> Proposer::settle(
    Outcome& outcome, const std::function<bool(const Change&, const core::RunHead&)>& stored) {
    using Kind = Outcome::Kind;
    Answered answered;
    const std::lock_guard lock(m_mutex);
    const auto found = m_pending.find(outcome.id);
    if (found == m_pending.end()) {
        m_order->settle(outcome.id);  // one that was said again under another id
        return answered;
    }
    auto& pending = found->second;
    const auto key = pending.run;
    const auto* change = std::get_if<Change>(&pending.job);
    switch (outcome.kind) {
        case Kind::stored:
        case Kind::joined:
        case Kind::lost:
            answered.emplace_back(take(outcome.id), std::move(outcome.answer));
            sayGappedAgain(key);
            break;
        case Kind::known:
            if (change && stored(*change, pending.before)) {
                answered.emplace_back(take(outcome.id), std::move(outcome.answer));
                sayGappedAgain(key);
            } else {
                fail(key, outcome.id, change && change->create ? runExists() : lostLease(), answered);
            }
            break;
        case Kind::gap: {
            const auto run = m_runs.find(key);
            if (run != m_runs.end() && run->second.ids.front() != outcome.id) {
                pending.gapped = true;
                m_order->settle(outcome.id);
            } else {
                fail(key, outcome.id, lostLease(), answered);
            }
            break;
        }
        case Kind::passed:
            if (pending.lease) {
                take(outcome.id);
            }
            break;
        case Kind::fenced:
            fail(key, outcome.id, lostLease(), answered);
            break;
        case Kind::refused:
        case Kind::garbage:
            fail(
                key, outcome.id,
                std::holds_alternative<api::Error>(outcome.answer) ? std::get<api::Error>(outcome.answer) : lostLease(),
                answered);
            break;
    }
    return answered;
}

void Proposer::again() {
    const std::lock_guard lock(m_mutex);
    std::vector<std::pair<std::uint64_t, std::string>> ids;
    for (const auto& [id, pending] : m_pending) {
        ids.emplace_back(pending.number, id);
    }
    std::sort(ids.begin(), ids.end());
    for (const auto& [number, id] : ids) {
        sayAgain(id);
    }
}

std::vector<Job> Proposer::stop() {
    const std::lock_guard lock(m_mutex);
    m_stopped = true;
    std::vector<std::string> ids;
    for (const auto& [id, pending] : m_pending) {
        ids.push_back(id);
    }
    std::vector<Job> jobs;
    for (const auto& id : ids) {
        jobs.push_back(take(id));
    }
    m_settled.notify_all();
    return jobs;
}

bool Proposer::settled(RunKey run, std::chrono::milliseconds patience) {
    std::unique_lock lock(m_mutex);
    return m_settled.wait_for(lock, patience, [&] { return m_stopped || !m_runs.contains(run); });
}

void Proposer::flush(std::chrono::milliseconds patience) {
    std::unique_lock lock(m_mutex);
    const auto last = m_lastTicket;
    m_settled.wait_for(lock, patience, [&] { return m_stopped || m_tickets.empty() || *m_tickets.begin() > last; });
}

bool Proposer::refuses(RunKey run) const {
    const std::lock_guard lock(m_mutex);
    return m_refused.contains(run);
}

void Proposer::forgive(RunKey run) {
    const std::lock_guard lock(m_mutex);
    m_refused.erase(run);
}

std::size_t Proposer::pending() const {
    const std::lock_guard lock(m_mutex);
    return m_pending.size();
}

}  // namespace beamline::store
