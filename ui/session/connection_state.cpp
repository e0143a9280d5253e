// SPDX-License-Identifier: Apache-2.0
#include "ui/session/connection_state.h"

#include <QCoreApplication>
#include <algorithm>

namespace beamline::ui {

namespace {
struct ConnectionStateText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::ConnectionStateText)
};
}  // namespace

QString connectionPhaseText(ConnectionPhase phase) {
    switch (phase) {
        case ConnectionPhase::Connecting:
            return ConnectionStateText::tr("Connecting");
        case ConnectionPhase::Synchronizing:
            return ConnectionStateText::tr("Synchronizing");
        case ConnectionPhase::Connected:
            return ConnectionStateText::tr("Connected");
        case ConnectionPhase::Stale:
            return ConnectionStateText::tr("Stale");
        case ConnectionPhase::Refused:
            return ConnectionStateText::tr("Refused");
    }
    return {};
}

void ConnectionWatch::become(ConnectionPhase phase, api::Timestamp asOf, QString reason) {
    m_state = {phase, asOf, std::move(reason)};
}

bool ConnectionWatch::look(const api::Health& health, Instant now) {
    const Instant before = m_last;
    const bool first = !std::exchange(m_looked, true);
    m_last = now;
    const bool jumped = !first && std::abs((now.wall - before.wall) - (now.steadyMs - before.steadyMs)) > kJumpMs;
    if (health.state == api::HealthState::unreachable) {
        lose(health, now);
        return false;
    }
    if (health.state == api::HealthState::starting && m_goodAt == 0) {
        become(ConnectionPhase::Connecting, 0, {});
        return false;
    }
    const auto asOf = m_goodAt;
    if (m_state.phase == ConnectionPhase::Synchronizing) {
        return jumped;  // as long as nothing was answered since
    }
    if (m_state.phase == ConnectionPhase::Stale || m_state.phase == ConnectionPhase::Refused) {
        become(ConnectionPhase::Synchronizing, m_state.asOf, {});
        return true;
    }
    if (jumped && m_state.phase == ConnectionPhase::Connected) {
        // What the engine said of itself last may be from before the sleep.
        become(ConnectionPhase::Synchronizing, asOf,
               ConnectionStateText::tr("This computer has slept, or its clock was set."));
        return true;
    }
    become(ConnectionPhase::Connected, 0, {});
    m_goodAt = now.wall;
    return false;
}

void ConnectionWatch::lose(const api::Health& health, Instant now) {
    const auto* problem = health.problems.empty() ? nullptr : &health.problems.front();
    const QString reason = problem ? QString::fromStdString(problem->message) : QString();
    const bool refused = problem && problem->code == api::code::kForbidden;
    if (!refused && m_goodAt == 0 && !(problem && problem->since != 0)) {
        become(ConnectionPhase::Connecting, 0, reason);
        return;
    }
    api::Timestamp asOf = m_goodAt != 0 ? m_goodAt : now.wall;
    if (problem && problem->since != 0) {
        asOf = std::min(asOf, problem->since);
    }
    become(refused ? ConnectionPhase::Refused : ConnectionPhase::Stale, asOf, reason);
}

void ConnectionWatch::probed(const api::Result<api::Unit>& answer, Instant now) {
    if (m_state.phase != ConnectionPhase::Synchronizing) {
        return;  // lost again meanwhile: the next look that finds it asks anew
    }
    if (answer.ok()) {
        become(ConnectionPhase::Connected, 0, {});
        m_goodAt = now.wall;
        return;
    }
    const bool refused = answer.error().code == api::code::kForbidden;
    become(refused ? ConnectionPhase::Refused : ConnectionPhase::Stale, m_state.asOf,
           QString::fromStdString(answer.error().message));
}

}  // namespace beamline::ui
