// SPDX-License-Identifier: Apache-2.0
#include "ui/models/policy_checker.h"

#include "ui/session/engine_session.h"

namespace beamline::ui {

PolicyChecker::PolicyChecker(EngineSession* session, QObject* parent) : QObject(parent), m_session(session) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &PolicyChecker::ask);
}

void PolicyChecker::check(const api::Json& document) {
    m_document = document;
    ++m_token;
    m_rest.start();
    Q_EMIT busyChanged();
}

void PolicyChecker::stop() {
    ++m_token;
    m_rest.stop();
    m_again = false;
    Q_EMIT busyChanged();
}

void PolicyChecker::ask() {
    if (m_asking) {
        m_again = true;
        return;
    }
    m_asking = true;
    m_again = false;
    m_session->call<api::ValidatePolicy>(
        {m_document}, this, [this, token = m_token](const api::Result<api::PolicyCheck>& reply) {
            m_asking = false;
            if (token == m_token) {
                reply.ok() ? Q_EMIT checked(reply.value()) : Q_EMIT failed(reply.error());
            } else if (m_again) {
                ask();
            }
            Q_EMIT busyChanged();
        });
}

}  // namespace beamline::ui
