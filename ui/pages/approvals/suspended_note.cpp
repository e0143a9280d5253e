// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/approvals/suspended_note.h"

#include <algorithm>
#include <utility>

#include "ui/session/engine_session.h"

namespace beamline::ui {

SuspendedNote::SuspendedNote(EngineSession* session, QWidget* parent) : InfoBar(parent), m_session(session) {
    setObjectName(QStringLiteral("approval.suspended"));
    connect(session, &EngineSession::gap, this, &SuspendedNote::ask);
    connect(session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        for (const auto& event : batch) {
            if (event.run == m_run && event.summary) {
                ++m_told;
                m_suspended = event.summary->phase == api::Phase::suspended;
                showState();
            }
        }
    });
    hide();
}

void SuspendedNote::setApproval(const api::Approval& approval) {
    m_open = api::isOpen(approval.state);
    if (std::exchange(m_run, approval.run) != approval.run) {
        m_suspended = false;
        ask();
    }
    showState();
}

/// Of the suspended runs, which are few, the one with this id: a run as a whole may be large.
void SuspendedNote::ask() {
    if (m_run.empty()) {
        return;
    }
    api::ListRuns op;
    op.filter.phases = {api::Phase::suspended};
    op.filter.text = m_run;
    op.limit = 1;
    m_session->call<api::ListRuns>(
        std::move(op), this, [this, run = m_run, told = ++m_told](api::Result<api::RunPage> reply) {
            if (run == m_run && told == m_told && reply.ok()) {
                m_suspended = std::any_of(reply->items.begin(), reply->items.end(),
                                          [&](const api::RunSummary& one) { return one.id == run; });
                showState();
            }
        });
}

void SuspendedNote::showState() {
    if (!m_suspended) {
        hide();
        return;
    }
    show(Warning,
         m_open ? tr("Its run is suspended and stays so, whatever you decide: the decision takes effect when somebody "
                     "resumes the run.")
                : tr("Its run is suspended: what was decided takes effect when somebody resumes it."),
         tr("Open run"), false);
}

}  // namespace beamline::ui
