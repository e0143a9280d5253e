// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the engine has done since it started, in two rings of spans in memory: ten seconds each for an hour, a minute
// each for a day. Thread-safe; the clock is that of what it is told of.

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "engine/api/engine.h"
#include "engine/core/machine/machine.h"

namespace beamline::runtime {

class DefinitionCache;

inline constexpr int kFineSeconds = 10;
inline constexpr std::size_t kMaxFineSpans = 360;
inline constexpr int kCoarseSeconds = 60;
inline constexpr std::size_t kMaxCoarseSpans = 1'440;
/// Of durations: four to each doubling, so a percentile is right to an eighth; longer ones than 24 days count as that.
inline constexpr std::size_t kDurationBuckets = 120;

/// How busy the pools of this node are at a moment.
struct PoolUse {
    int queued = 0;  ///< jobs that wait
    int busy = 0;    ///< most threads that worked at once since the last such look
    int threads = 0;
};

class Statistics {
public:
    /// `since`: nothing is known of before.
    explicit Statistics(api::Timestamp since) : m_since(since) {}

    /// A step of a run of this node that is no dry run. Counted are calls of functions (what computes, waits or asks a
    /// person is no load) and runs. A run has ended once, whatever became of it meanwhile: a fault that is repaired is
    /// taken out of the span that it was counted in. One that is discarded has ended so.
    void see(const core::Definition& definition, const std::string& run, const core::Step& step, api::Timestamp at,
             const PoolUse& use);
    void seePools(const PoolUse& use, api::Timestamp at);
    /// Tasks that wait for workers of other programs now, in the whole cluster; they are queued until the next word.
    void seeWorkQueued(std::int64_t queued, api::Timestamp at);
    /// What a run of another node told when it was applied here, in order; how long its tasks took is known when their
    /// starts were told too.
    void see(const std::vector<api::Event>& events, DefinitionCache& definitions);
    /// Spans begin where their number since 1970 says, so that they stay where they are while time goes on; one that is
    /// as long as all that is asked for ends now.
    api::StatisticsReply read(const api::GetStatistics& query, api::Timestamp now) const;

private:
    struct Span {
        std::int64_t number = -1;  ///< of its kind since 1970
        std::int64_t started = 0;
        std::int64_t completed = 0;
        std::int64_t faulted = 0;
        std::int64_t tasks = 0;
        std::int64_t errors = 0;
        std::int64_t queued = 0;
        std::int64_t busy = 0;
        std::array<std::uint32_t, kDurationBuckets> durations{};
    };
    struct Ring {
        int seconds;
        std::size_t size;
        std::vector<Span> spans{};  ///< made when something is counted
        Span& at(api::Timestamp at);
    };
    template <class Change>
    void count(api::Timestamp at, const Change& change);
    void seeQueued(std::int64_t queued, api::Timestamp at);
    void countRun(const std::string& run, const std::string& kind, api::Timestamp at);
    void keepFault(const std::string& run, api::Timestamp at);
    void takeFaultBack(const std::string& run);
    void countTask(bool failed, api::Timestamp took, api::Timestamp at);
    static void add(Span& sum, const Span& span);
    api::StatisticsPoint point(const Span& sum, api::Timestamp at) const;

    static constexpr std::size_t kMaxStartsKept = 10'000;   ///< of other nodes; beyond it durations are not counted
    static constexpr std::size_t kMaxFaultsKept = 100'000;  ///< of a day; beyond it a repaired one stays counted
    const api::Timestamp m_since;
    std::atomic<std::int64_t> m_workQueued{0};
    std::atomic<int> m_threads{0};
    mutable std::mutex m_mutex;
    Ring m_fine{kFineSeconds, kMaxFineSpans};
    Ring m_coarse{kCoarseSeconds, kMaxCoarseSpans};
    bool isDry(const api::Event& event);

    std::map<std::pair<std::string, std::string>, api::Timestamp> m_starts;  ///< by run and task
    std::set<std::string> m_dryRuns;                                         ///< of other nodes, that have not ended
    std::map<std::string, api::Timestamp> m_faults;                          ///< by run: where its fault is counted
    api::Timestamp m_sweptAt = 0;  ///< when faults of spans that are gone were forgotten
};

}  // namespace beamline::runtime
