// SPDX-License-Identifier: Apache-2.0
// How the journal of another node is taken over, and what only this one had is said once more.

#include <algorithm>

#include "engine/store/follower.h"
#include "engine/store/offers.h"
#include "engine/store/schema.h"

namespace beamline::store {

namespace {

constexpr const char* kReadLess = "read_less";

/// What waits for the word: of the kind that its answer is.
Job offerJob(const Word& word, const std::function<void(const api::Error*)>& done) {
    const auto answered = [done](const auto& result) { done(result.ok() ? nullptr : &result.error()); };
    if (const auto* run = std::get_if<RunWord>(&word)) {
        Change change;
        change.run = run->change.run;
        change.facts = run->change.facts;
        change.done = answered;
        return change;
    }
    if (std::holds_alternative<StoredWorkflow>(word)) {
        return Deployment{{}, answered};
    }
    return Note{{}, answered};
}
}  // namespace

void Follower::takeOver(const Peer& peer) {
    std::string fetching;
    std::stop_token stop;
    {
        const std::lock_guard lock(m_mutex);
        if (m_notBefore && Clock::now() < *m_notBefore) {
            return;
        }
        m_paused = true;
        m_takeOver = "The journal of " + peer.node + " is fetched: it has " + std::to_string(peer.mark.accepted) +
                     " changes to its place " + std::to_string(peer.mark.place) + ".";
        m_fetch = {};
        fetching = m_takeOver;
        stop = m_fetch.get_token();
    }
    notice(fetching);
    showState();
    const auto taken = std::filesystem::path(m_parts.file.string() + ".taken");
    const auto clean = [&] {
        std::error_code ignored;
        for (const char* suffix : {"", "-wal", "-shm", "-journal", ".part"}) {
            std::filesystem::remove(taken.string() + suffix, ignored);
        }
    };
    clean();
    const auto order = this->order();
    const auto fetched = m_parts.options.peers->fetch(peer.node, kJournalFile, taken, stop);
    auto done = fetched ? api::Result<api::Unit>(api::Unit{}) : fetched.error();
    if (done) {
        m_parts.writer.flush(true);  // heads too, to compare with
        done = swapIn(taken, order);
    }
    clean();
    const bool passes = !done && done.error().code == kReadLess;
    {
        const std::lock_guard lock(m_mutex);
        m_paused = false;
        m_takeOver = done ? std::string() : done.error().message;
        m_takeOverPause = done     ? std::chrono::milliseconds(0)
                          : passes ? kFirstTakeOverPause
                                   : std::clamp(2 * m_takeOverPause, kFirstTakeOverPause, kMaxTakeOverPause);
        m_notBefore = done ? std::nullopt : std::optional(Clock::now() + m_takeOverPause);
        if (done) {
            m_outsideSince.reset();
            m_eraAt.reset();
            m_offered.clear();
            m_refusedOffers.clear();
            m_offer = true;
            m_missing.clear();
            m_passedBy = false;
            m_restoring = true;  // until the first look finds nothing
        }
    }
    m_resumed.notify_all();
    notice(done ? "The journal of " + peer.node + " was taken over; what only this one had is told again."
                : "The journal of " + peer.node + " could not be taken over: " + done.error().message);
    if (done) {
        m_parts.proposer.again();
    }
}

api::Result<api::Unit> Follower::swapIn(const std::filesystem::path& taken, const std::string& order) {
    const auto origin = prepareOffers(m_parts.file, taken, m_parts.options.shards);
    if (!origin) {
        return origin.error();
    }
    api::Result<api::Unit> result =
        api::Error{kReadLess, "It was read less far than this one meanwhile; another one is fetched.", {}, true};
    if (origin->id != order) {
        return result;
    }
    m_parts.writer.pause([&](bool writes) {
        auto& writer = m_parts.writer;
        if (!writes || origin->mark.place < writer.acceptor().seen()) {
            return;  // between its place and what was passed by here something would be missing
        }
        Connection from(taken.string(), SQLITE_OPEN_READWRITE, {});
        auto failure = replaceDatabase(from, writer.connection());
        if (!failure) {
            failure = writer.reload(order);
        }
        if (failure) {
            result = toError(*failure, m_parts.file.string());
            writer.stopAccepting(*failure);
            return;
        }
        result = api::Unit{};
        const auto leases = writer.acceptor().view().leases;
        if (m_parts.options.applied) {
            Applied all;
            all.seq = writer.health().seq;
            all.messages = all.workflows = all.schedules = all.documents = all.anew = true;
            m_parts.options.applied(std::move(all));
        }
        for (std::size_t shard = 0; m_parts.options.leased && shard < leases.size(); ++shard) {
            const auto& lease = leases[shard];
            if (!lease.owner.empty()) {
                m_parts.options.leased({core::LeaseKind::claim,
                                        static_cast<int>(shard),
                                        lease.epoch,
                                        lease.owner,
                                        {},
                                        lease.delivered,
                                        lease.since});
            }
        }
    });
    return result;
}

/// What only this journal had is said once more, some at a time.
void Follower::offer() {
    if (!m_parts.standing.view().inside) {
        return;
    }
    const auto left = [this](bool any) {
        if (m_restoring.exchange(any) != any) {
            showState();
        }
    };
    std::set<std::int64_t> known;
    {
        const std::lock_guard lock(m_mutex);
        known = m_offered;
    }
    if (known.size() >= kMaxOffersAtOnce) {
        return;
    }
    auto offers = readOffers(m_parts.file, m_parts.vfs, 0, kMaxOffersAtOnce);
    left(!known.empty() || !offers.empty());
    for (auto& [key, data] : offers) {
        if (known.contains(key) || known.size() >= kMaxOffersAtOnce) {
            continue;
        }
        const auto record = decode(data);
        {
            const std::lock_guard lock(m_mutex);
            m_offered.insert(key);
        }
        known.insert(key);
        auto job = record ? offerJob(record->word, [this, at = key](const api::Error* error) { offered(at, error); })
                          : Job(Note{});
        if (!record) {
            offered(key, nullptr);
        } else if (m_parts.proposer.propose(kOffer, record->word, job)) {
            const std::lock_guard lock(m_mutex);
            m_offered.erase(key);  // there is no room now
        }
    }
}

/// An answer to an offer: it is in the order, or it was refused. One that was not answered stays in the file.
void Follower::offered(std::int64_t key, const api::Error* error) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_stop) {
            return;
        }
        if (error && ++m_refusedOffers[key] < kMaxOfferTrials) {
            m_offered.erase(key);
            return;
        }
    }
    if (error) {
        notice("A change that only this journal had does not fit into the others' any more: " + error->message);
    }
    m_parts.writer.note({[key](Projector& projector) {
                             projector.connection().prepared("DELETE FROM offer WHERE key=?").with(key).run();
                             return key;
                         },
                         [this, key](const api::Result<std::int64_t>&) {
                             const std::lock_guard lock(m_mutex);
                             m_offered.erase(key);
                             m_refusedOffers.erase(key);
                         }});
}

}  // namespace beamline::store
