// SPDX-License-Identifier: Apache-2.0
#pragma once
// How far what is on the screen can be trusted: a state made of looks at an engine's health and of two clocks. Plain
// values, one thread at a time.

#include <QString>

#include "engine/api/values.h"

namespace beamline::ui {

enum class ConnectionPhase {
    Connecting,     ///< nothing has been answered yet
    Synchronizing,  ///< it answers again; what is shown is being read anew
    Connected,
    Stale,    ///< it does not answer: what is shown is as of `asOf`
    Refused,  ///< it answers, and does not let us in: `reason`
};

struct ConnectionState {
    ConnectionPhase phase = ConnectionPhase::Connecting;
    api::Timestamp asOf = 0;  ///< of Stale, Synchronizing and Refused: when it was known to be true last; 0: never
    QString reason;           ///< what the engine or the network says of it
    bool operator==(const ConnectionState&) const = default;
};

/// "Connected", "Stale", …
QString connectionPhaseText(ConnectionPhase phase);

class ConnectionWatch {
public:
    /// How much the wall clock may go on more than the steady one between two looks: more is sleep, or a clock that was
    /// set. The steady clock stands still while a machine sleeps.
    static constexpr std::int64_t kJumpMs = 5'000;

    struct Instant {
        std::int64_t steadyMs = 0;
        api::Timestamp wall = 0;
    };

    const ConnectionState& state() const { return m_state; }
    /// True: whether all is as shown has to be asked now, and the answer told to probed().
    [[nodiscard]] bool look(const api::Health& health, Instant now);
    void probed(const api::Result<api::Unit>& answer, Instant now);

private:
    void lose(const api::Health& health, Instant now);
    void become(ConnectionPhase phase, api::Timestamp asOf, QString reason);

    ConnectionState m_state;
    Instant m_last;               ///< look
    api::Timestamp m_goodAt = 0;  ///< the last look that found the engine answering
    bool m_looked = false;
};

}  // namespace beamline::ui
