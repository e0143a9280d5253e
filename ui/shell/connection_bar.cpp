// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/connection_bar.h"

#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

ConnectionBar::ConnectionBar(QWidget* parent) : InfoBar(parent) {
    setObjectName(QStringLiteral("connection.bar"));
    constexpr int kAgeMs = 1000;
    m_age.setInterval(kAgeMs);
    connect(&m_age, &QTimer::timeout, this, &ConnectionBar::update);
    connect(this, &InfoBar::actionClicked, this, &ConnectionBar::reconnectRequested);
    connect(this, &InfoBar::closed, this, [this] {
        m_dismissed.clear();
        for (const auto& problem : m_session ? m_session->health().problems : std::vector<api::HealthProblem>()) {
            m_dismissed.push_back(problem.code);
        }
    });
}

void ConnectionBar::follow(EngineSession* session) {
    m_session = session;
    m_dismissed.clear();
    m_lost = false;
    m_age.stop();
    hide();
    if (session) {
        connect(session, &EngineSession::healthChanged, this, &ConnectionBar::update);
        update();
    }
}

/// What is left on the screen of a lost engine is old: the bar says how old, and cannot be closed.
QString ConnectionBar::stateText() const {
    const auto& state = m_session->connection();
    const QString time = formatTime(state.asOf, Clock::now()).section(QLatin1Char('.'), 0, 0);
    const QString asOf = state.asOf == 0
                             ? QString()
                             : tr("What you see is as of %1, %2.").arg(time, formatAge(state.asOf, Clock::now()));
    const QString reason = state.reason.isEmpty() ? tr("The engine cannot be reached.") : state.reason;
    switch (state.phase) {
        case ConnectionPhase::Connecting:
            return state.reason.isEmpty() ? tr("Connecting: the engine has not answered yet.")
                                          : tr("Connecting: the engine has not answered yet. %1").arg(state.reason);
        case ConnectionPhase::Synchronizing:
            return tr("Synchronizing: everything is being read anew. %1 %2").arg(state.reason, asOf).simplified();
        case ConnectionPhase::Stale:
            return QStringLiteral("%1 %2").arg(reason, asOf).trimmed();
        case ConnectionPhase::Refused:
            return tr("Refused: %1 %2").arg(reason, asOf).trimmed();
        case ConnectionPhase::Connected:
            break;
    }
    return {};
}

void ConnectionBar::update() {
    if (!m_session) {
        return;
    }
    const auto phase = m_session->connection().phase;
    const bool lost = phase == ConnectionPhase::Stale || phase == ConnectionPhase::Refused;
    const bool ages = phase != ConnectionPhase::Connected;
    if (ages != m_age.isActive()) {
        ages ? m_age.start() : m_age.stop();
    }
    if (ages) {
        m_lost = true;
        show(lost ? Error : Info, stateText(), lost ? tr("Reconnect") : QString(), false);
        return;
    }
    showProblem();
}

void ConnectionBar::showProblem() {
    const auto& health = m_session->health();
    const bool was = std::exchange(m_lost, false);
    const auto news = std::find_if(health.problems.begin(), health.problems.end(), [this](const auto& problem) {
        return std::find(m_dismissed.begin(), m_dismissed.end(), problem.code) == m_dismissed.end();
    });
    if (news != health.problems.end()) {
        show(health.state == api::HealthState::refusing ? Error : Warning, toText(news->message));
    } else if (health.problems.empty() || was) {
        hide();
        if (health.problems.empty()) {
            m_dismissed.clear();
        }
    }
}

}  // namespace beamline::ui
