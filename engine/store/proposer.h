// SPDX-License-Identifier: Apache-2.0
#pragma once
// What this node has proposed to a cluster's order and not read back yet: numbers the changes of runs, keeps what waits
// for them, and says a change once more that was read before its predecessor. Any thread.

#include <condition_variable>
#include <deque>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "engine/store/jobs.h"

namespace beamline::store {

inline constexpr std::size_t kMaxPendingBytes = 256u << 20;  ///< of all that is proposed; beyond it kOverloaded
inline constexpr std::size_t kMaxPendingLeases = 4'096;      ///< words about leases have room of their own

inline constexpr const char* kOffer = "offer";  ///< topic of what is said once more; the engine here hears of it too

class Proposer {
public:
    struct Place {
        int shard = 0;
        std::uint64_t epoch = 0;
    };
    /// `chainOf`: of a run as committed. `life`: a name that no other life of any node has.
    Proposer(std::shared_ptr<Order> order, std::string node, std::string life,
             std::function<api::Result<core::RunHead>(RunKey)> chainOf);

    /// Takes the change when it is proposed; else it is left and the error told.
    std::optional<api::Error> propose(Change& change, Place place);
    /// Takes `job`, which is answered when the word is read back; else it is left and the error told.
    std::optional<api::Error> propose(const std::string& topic, Word word, Job& job, std::optional<Mark> mark = {});
    /// It was not proposed: none that follows it is.
    void refuse(const Change& change);

    /// What the change wanted to be kept beside its facts, when it is this node's.
    std::string snapshotOf(const std::string& id) const;
    bool mine(const std::string& id) const;
    /// It was read back, and what became of it is on the disk. `stored` tells of a change whose place is taken whether
    /// it is the one that took it. What is to be answered now is given back, with the answer.
    std::vector<std::pair<Job, Answer>> settle(Outcome& outcome,
                                               const std::function<bool(const Change&, const core::RunHead&)>& stored);
    /// Proposes everything that was not read back once more, since it may have been passed by.
    void again();
    /// Gives up all of it.
    std::vector<Job> stop();
    /// Waits until nothing of the run is on its way; false: it still is.
    bool settled(RunKey run, std::chrono::milliseconds patience);
    /// Waits until all that was proposed before is settled, but for words about leases.
    void flush(std::chrono::milliseconds patience);
    /// A change of this run was not stored, and so is no later one until forgive(): its chain has no holes.
    bool refuses(RunKey run) const;
    void forgive(RunKey run);
    std::size_t pending() const;

private:
    using Ticket = std::uint64_t;  ///< of a proposal, in their order; stays when it is said again under another id
    struct Pending {
        std::string id;
        Job job;
        std::string topic;
        std::string data;
        RunKey run = 0;
        core::RunHead before;
        core::RunHead after;
        bool gapped = false;  ///< read before its predecessor, which is still on its way
        bool lease = false;
    };
    struct Run {
        core::RunHead head;          ///< when all of them are stored
        std::deque<Ticket> changes;  ///< in order
    };
    using Answered = std::vector<std::pair<Job, Answer>>;

    std::optional<api::Error> number(Change& change, Place place);
    std::optional<api::Error> room(std::size_t bytes, bool lease) const;
    std::string newId(const std::string& topic);
    void add(Pending pending);
    /// Under a new id: the order may remember the old one and take it for the same.
    void sayAgain(Ticket ticket);
    void sayGappedAgain(RunKey run);
    Job take(Ticket ticket);
    void fail(Ticket ticket, const api::Error& error, Answered& answered);

    const std::shared_ptr<Order> m_order;
    const std::string m_node;
    const std::string m_prefix;
    const std::function<api::Result<core::RunHead>(RunKey)> m_chainOf;
    mutable std::mutex m_mutex;
    std::condition_variable m_settled;
    std::map<Ticket, Pending> m_pending;
    std::unordered_map<std::string, Ticket> m_byId;
    std::unordered_map<RunKey, Run> m_runs;
    std::unordered_set<RunKey> m_refused;
    std::size_t m_bytes = 0;
    std::size_t m_leases = 0;
    std::uint64_t m_last = 0;
    Ticket m_lastTicket = 0;
    std::set<Ticket> m_waited;  ///< those that flush() waits for
    bool m_stopped = false;
};

}  // namespace beamline::store
