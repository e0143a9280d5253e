// SPDX-License-Identifier: Apache-2.0
#pragma once
// Has a text validated by the engine while it is being written: when typing rests, one question at a time, and only the
// answer to the newest text counts. GUI thread.

#include <QObject>
#include <QString>
#include <QTimer>
#include <functional>

#include "engine/api/operations.h"

namespace beamline::ui {

class EngineSession;

class WorkflowChecker : public QObject {
    Q_OBJECT
public:
    static constexpr int kRestMs = 300;

    explicit WorkflowChecker(EngineSession* session, QObject* parent = nullptr);

    /// Asked `kRestMs` after the last call, and not before the last answer is there. Call with every change: `text` is
    /// only called when the question is asked.
    void textChanged();
    /// Asks now.
    void check();
    void setText(std::function<QString()> text) { m_text = std::move(text); }
    /// The answer to the newest text has not come yet.
    bool isBusy() const { return m_asking || m_rest.isActive(); }
    /// Forgets what is under way.
    void stop();

Q_SIGNALS:
    void busyChanged();
    /// The answer to the text as it is now.
    void checked(const beamline::api::ValidateReply& reply);
    void failed(const beamline::api::Error& error);

private:
    void ask();
    void answered(quint64 token, api::Result<api::ValidateReply> reply);

    EngineSession* m_session;
    std::function<QString()> m_text;
    QTimer m_rest;
    quint64 m_token = 0;  ///< grows with every change
    bool m_asking = false;
    bool m_again = false;  ///< the text has changed since the question
};

}  // namespace beamline::ui
