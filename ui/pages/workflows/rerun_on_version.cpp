// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/rerun_on_version.h"

#include <QWidget>

#include "ui/models/formatting.h"
#include "ui/pages/compare/choose_run_dialog.h"
#include "ui/pages/run/rerun_dialog.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

RerunOnVersion::RerunOnVersion(EngineSession* session, QWidget* host)
    : QObject(host), m_session(session), m_host(host) {}

void RerunOnVersion::begin(const QString& ns, const QString& workflow, const QString& version) {
    if (m_choice || m_dialog) {
        return;
    }
    m_ns = ns;
    m_workflow = workflow;
    m_version = version;
    m_choice = new ChooseRunDialog(
        m_session, ns, workflow,
        tr("Choose a run of %1 to re-run on version %2").arg(cutText(toUtf8(workflow), kShownTitle), version),
        tr("Continue…"), m_host->window());
    connect(m_choice, &ChooseRunDialog::chosen, this, &RerunOnVersion::ask);
    m_choice->open();
}

void RerunOnVersion::ask(const QString& run) {
    m_session->call<api::GetRun>(api::GetRun{toUtf8(run)}, this,
                                 [this, token = ++m_token](api::Result<api::RunDetail> reply) {
                                     if (token != m_token) {
                                         return;
                                     }
                                     if (reply.ok()) {
                                         take(std::move(reply.value()));
                                     } else {
                                         Q_EMIT failed(toText(reply.error().message));
                                     }
                                 });
}

/// An id can be written by hand: of any run.
void RerunOnVersion::take(api::RunDetail detail) {
    if (toText(detail.run.ns) != m_ns || toText(detail.run.workflow) != m_workflow) {
        Q_EMIT failed(tr("Run %1 is one of %2. Choose a run of %3.")
                          .arg(shortId(toText(detail.run.id)), cutText(detail.run.workflow, kShownTitle),
                               cutText(toUtf8(m_workflow), kShownTitle)));
        return;
    }
    if (!api::isFinal(detail.run.phase)) {
        Q_EMIT failed(tr("Run %1 has not ended. It can be re-run when it has.").arg(shortId(toText(detail.run.id))));
        return;
    }
    m_dialog = new RerunDialog(m_session, detail, {}, m_host->window());
    m_dialog->preferVersion(m_version);
    connect(m_dialog, &RerunDialog::started, this, &RerunOnVersion::started);
    m_dialog->open();
}

}  // namespace beamline::ui
