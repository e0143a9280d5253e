// SPDX-License-Identifier: Apache-2.0
#pragma once
// Has a policy validated by the engine while it is being written: when typing rests, one question at a time, and only
// the answer to the newest document counts. GUI thread.

#include <QObject>
#include <QTimer>

#include "engine/api/operations.h"

namespace beamline::ui {

class EngineSession;

class PolicyChecker : public QObject {
    Q_OBJECT
public:
    static constexpr int kRestMs = 300;

    explicit PolicyChecker(EngineSession* session, QObject* parent = nullptr);

    /// Asked `kRestMs` after the last call, and not before the last answer is there.
    void check(const api::Json& document);
    /// Forgets what is under way.
    void stop();
    bool isBusy() const { return m_asking || m_rest.isActive(); }

Q_SIGNALS:
    void busyChanged();
    /// The answer to the document as it is now.
    void checked(const beamline::api::PolicyCheck& check);
    void failed(const beamline::api::Error& error);

private:
    void ask();

    EngineSession* m_session;
    QTimer m_rest;
    api::Json m_document;
    quint64 m_token = 0;  ///< grows with every change
    bool m_asking = false;
    bool m_again = false;  ///< the document has changed since the question
};

}  // namespace beamline::ui
