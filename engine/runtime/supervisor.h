// SPDX-License-Identifier: Apache-2.0
#pragma once
// Knows the resident runs: routes to them, brings them into memory when something happens to them, and lets them go
// when they only wait. One per engine; everything that enters a run from outside passes here, which makes forgetting an
// actor safe.

#include <chrono>
#include <deque>
#include <unordered_map>

#include "engine/runtime/messages.h"

namespace beamline::runtime {

inline constexpr int kRecoveryBatch = 500;       ///< runs brought back at once after a restart
inline constexpr int kMaxTimerBacklog = 10'000;  ///< beyond it the timers hold back
inline constexpr int kTickMs = 500;
inline constexpr int kMaxStrandedMs = 30'000;  ///< between two trials of a run that cannot go on

class Supervisor : public caf::event_based_actor {
public:
    Supervisor(caf::actor_config& config, Services& services);
    caf::behavior make_behavior() override;

private:
    struct Resident {
        caf::actor actor;
        std::uint64_t sent = 0;
    };
    Resident& resident(store::RunKey key);
    bool full() const { return m_resident.size() >= static_cast<std::size_t>(m_services.options.maxResidentRuns); }
    void onStart(StartMessage& message);
    void onTimers(const TimersDue& message);
    void onIdle(const Idle& message);
    void deliverTimer(const store::DueTimer& timer);
    void drainBacklog();
    void recover();
    void tick();
    void keepTicking();
    void onLost(const Lost& message);
    void takeUpLost();
    void onShardYields(int shard);
    void onShardStops(int shard);
    void onRunChanged(store::RunKey key);
    /// A resident run has gone: its shard may have come to its end.
    void gone(store::RunKey key);
    void endPatience();

    Services& m_services;
    std::unordered_map<store::RunKey, Resident> m_resident;
    std::deque<store::DueTimer> m_backlog;
    struct Trial {
        std::optional<core::Fact> fact;
        std::chrono::steady_clock::time_point at;
    };
    std::unordered_map<store::RunKey, Trial> m_lost;  ///< to be brought back when the journal accepts again
    /// A shard that another node gets.
    struct Yielding {
        std::chrono::steady_clock::time_point until;
        std::size_t runs = 0;  ///< in memory
    };
    std::unordered_map<int, Yielding> m_yielding;
    store::RunKey m_recovered = 0;
    bool m_recovering = false;
    bool m_ticking = false;
};

}  // namespace beamline::runtime
