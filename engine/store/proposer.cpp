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

/// That of an offer shows it: who reads it may not know it any more.
std::string Proposer::newId(const std::string& topic) {
    return m_prefix + (topic == kOffer ? kOffer : "") + std::to_string(++m_last);
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
    const auto most = std::min(kMaxProposalBytes, m_order->mostBytes());
    if (bytes > most) {
        return api::Error{api::code::kInvalidArgument,
                          "A change of " + std::to_string(bytes) + " bytes is larger than the " + std::to_string(most) +
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

void Proposer::add(Pending pending) {
    const auto ticket = ++m_lastTicket;
    pending.id = newId(pending.topic);
    m_bytes += pending.data.size();
    m_byId.emplace(pending.id, ticket);
    if (pending.lease) {
        ++m_leases;
    } else {
        m_waited.insert(ticket);
    }
    if (pending.run != 0) {
        auto& run = m_runs[pending.run];
        run.head = pending.after;
        run.changes.push_back(ticket);
    }
    m_order->propose(pending.topic, pending.id, pending.data);
    m_pending.emplace(ticket, std::move(pending));
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
    const auto head = known != m_runs.end() ? api::Result(known->second.head) : m_chainOf(change.run);
    if (change.create && head) {
        return runExists();  // said here: when it is read back, it would look like itself said twice
    }
    if (!change.create) {
        if (!head) {
            return head.error();
        }
        before = *head;
        if (change.after && *change.after != before.n) {
            return api::Error{api::code::kUnavailable,
                              "The run has changes that this one does not know of; it is read anew.",
                              {},
                              true};
        }
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
    const auto key = change.run;
    change.approvals = {};  // they are in the word; what is kept is what an answer needs
    change.messages = {};
    change.events = {};
    add({{},
         std::move(change),
         std::to_string(place.shard) + '.' + std::to_string(key),
         std::move(data),
         key,
         std::move(before),
         std::move(after),
         false,
         false});
    return std::nullopt;
}

std::optional<api::Error> Proposer::propose(const std::string& topic, Word word, Job& job, std::optional<Mark> mark) {
    const bool lease = std::holds_alternative<core::LeaseWord>(word) || std::holds_alternative<EraWord>(word);
    auto data = encode({m_node, mark, std::move(word)});
    const std::lock_guard lock(m_mutex);
    if (auto error = room(data.size(), lease)) {
        return error;
    }
    add({{}, std::move(job), topic, std::move(data), 0, {}, {}, false, lease});
    return std::nullopt;
}

std::string Proposer::snapshotOf(const std::string& id) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_byId.find(id);
    const auto* change = found == m_byId.end() ? nullptr : std::get_if<Change>(&m_pending.at(found->second).job);
    return change ? change->snapshot : std::string();
}

/// Its job; it is not on its way any more.
Job Proposer::take(Ticket ticket) {
    auto pending = std::move(m_pending.extract(ticket).mapped());
    m_byId.erase(pending.id);
    m_bytes -= pending.data.size();
    m_leases -= pending.lease ? 1 : 0;
    m_waited.erase(ticket);
    if (const auto run = m_runs.find(pending.run); run != m_runs.end()) {
        std::erase(run->second.changes, ticket);
        if (run->second.changes.empty()) {
            m_runs.erase(run);
        }
    }
    m_settled.notify_all();
    m_order->settle(pending.id);
    return std::move(pending.job);
}

void Proposer::sayAgain(Ticket ticket) {
    auto& pending = m_pending.at(ticket);
    m_order->settle(pending.id);
    m_byId.erase(pending.id);
    pending.id = newId(pending.topic);
    pending.gapped = false;
    m_byId.emplace(pending.id, ticket);
    m_order->propose(pending.topic, pending.id, pending.data);
}

/// Those that were read too early, up to the first that may still be read in its turn.
void Proposer::sayGappedAgain(RunKey key) {
    const auto run = m_runs.find(key);
    if (run == m_runs.end()) {
        return;
    }
    for (const auto ticket : run->second.changes) {
        if (!m_pending.at(ticket).gapped) {
            break;
        }
        sayAgain(ticket);
    }
}

/// And what was read too early behind it: its predecessor will never be there.
void Proposer::fail(Ticket ticket, const api::Error& error, Answered& answered) {
    std::vector<Ticket> tickets{ticket};
    const auto key = m_pending.at(ticket).run;
    if (const auto run = m_runs.find(key); run != m_runs.end()) {
        m_refused.insert(key);
        const auto& changes = run->second.changes;
        for (auto next = std::upper_bound(changes.begin(), changes.end(), ticket);
             next != changes.end() && m_pending.at(*next).gapped; ++next) {
            tickets.push_back(*next);
        }
    }
    for (const auto one : tickets) {
        answered.emplace_back(take(one), error);
    }
}

std::vector<std::pair<Job, Answer>> Proposer::settle(
    Outcome& outcome, const std::function<bool(const Change&, const core::RunHead&)>& stored) {
    using Kind = Outcome::Kind;
    Answered answered;
    const std::lock_guard lock(m_mutex);
    const auto found = m_byId.find(outcome.id);
    outcome.own = !outcome.id.starts_with(m_prefix + kOffer);
    if (found == m_byId.end()) {
        m_order->settle(outcome.id);  // one that was said again under another id
        return answered;
    }
    const auto ticket = found->second;
    auto& pending = m_pending.at(ticket);
    const auto run = m_runs.find(pending.run);
    const auto* change = std::get_if<Change>(&pending.job);
    const auto done = [&, key = pending.run] {
        answered.emplace_back(take(ticket), std::move(outcome.answer));
        sayGappedAgain(key);
    };
    switch (outcome.kind) {
        case Kind::stored:
        case Kind::joined:
        case Kind::lost:
            done();
            break;
        case Kind::known:
            if (change && stored(*change, pending.before)) {
                done();
            } else {
                fail(ticket, change && change->create ? runExists() : lostLease(), answered);
            }
            break;
        case Kind::gap:
            if (run != m_runs.end() && run->second.changes.front() != ticket) {
                pending.gapped = true;
                m_order->settle(outcome.id);
            } else {
                fail(ticket, lostLease(), answered);
            }
            break;
        case Kind::passed:
            if (pending.lease) {
                take(ticket);
            }
            break;
        case Kind::fenced:
            fail(ticket, lostLease(), answered);
            break;
        case Kind::refused:
        case Kind::garbage:
            fail(
                ticket,
                std::holds_alternative<api::Error>(outcome.answer) ? std::get<api::Error>(outcome.answer) : lostLease(),
                answered);
            break;
    }
    return answered;
}

void Proposer::again() {
    const std::lock_guard lock(m_mutex);
    for (const auto& [ticket, pending] : m_pending) {
        sayAgain(ticket);
    }
}

std::vector<Job> Proposer::stop() {
    const std::lock_guard lock(m_mutex);
    m_stopped = true;
    std::vector<Job> jobs;
    while (!m_pending.empty()) {
        jobs.push_back(take(m_pending.begin()->first));
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
    m_settled.wait_for(lock, patience, [&] { return m_stopped || m_waited.empty() || *m_waited.begin() > last; });
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
