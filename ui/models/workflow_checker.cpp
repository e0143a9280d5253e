// SPDX-License-Identifier: Apache-2.0
#include "ui/models/workflow_checker.h"

#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

WorkflowChecker::WorkflowChecker(EngineSession* session, QObject* parent) : QObject(parent), m_session(session) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &WorkflowChecker::ask);
}

void WorkflowChecker::textChanged() {
    const bool before = isBusy();
    ++m_token;
    m_again = m_asking;
    m_rest.start();
    if (!before) {
        Q_EMIT busyChanged();
    }
}

void WorkflowChecker::check() {
    ++m_token;
    m_rest.stop();
    ask();
}

void WorkflowChecker::stop() {
    ++m_token;
    m_rest.stop();
    m_again = false;
}

void WorkflowChecker::ask() {
    if (m_asking) {
        m_again = true;
        return;
    }
    m_asking = true;
    m_again = false;
    api::ValidateWorkflow op;
    op.source = toUtf8(m_text ? m_text() : QString());
    m_session->call<api::ValidateWorkflow>(
        std::move(op), this,
        [this, token = m_token](api::Result<api::ValidateReply> reply) { answered(token, std::move(reply)); });
    Q_EMIT busyChanged();
}

void WorkflowChecker::answered(quint64 token, api::Result<api::ValidateReply> reply) {
    m_asking = false;
    if (token != m_token) {  // of a text that is no more
        if (m_again && !m_rest.isActive()) {
            ask();
        }
        Q_EMIT busyChanged();
        return;
    }
    if (reply.ok()) {
        Q_EMIT checked(reply.value());
    } else {
        Q_EMIT failed(reply.error());
    }
    Q_EMIT busyChanged();
}

}  // namespace beamline::ui
