// SPDX-License-Identifier: Apache-2.0
#pragma once
// The run of the sample workflow that one looks at first: whether there is one, what it waits for, and another one when
// it is wanted. The workflow and its invoices are part of the program. GUI thread only.

#include <QObject>
#include <QTimer>
#include <vector>

#include "engine/api/operations.h"

namespace beamline::ui {

class EngineSession;

class SampleRun : public QObject {
    Q_OBJECT
public:
    static constexpr const char* kNamespace = "samples";
    static constexpr const char* kWorkflow = "invoice-approval";
    static constexpr int kAskMs = 150;  ///< from news to the next question

    /// Unknown: the engine has not answered yet. Running: by itself; Waiting: for a decision.
    enum class State { Unknown, Missing, Running, Waiting, Ended };

    /// Asks the engine from now on, whenever there is news of the run. `session` outlives it.
    explicit SampleRun(EngineSession* session, QObject* parent = nullptr);

    /// Whether somebody looks; news are caught up with then. It is at first.
    void setLive(bool live);
    State state() const { return m_state; }
    /// The latest one; its id is empty while there is none.
    const api::RunSummary& run() const { return m_run; }
    QString runPlace() const;
    /// That it waits for; both empty otherwise.
    QString approvalPlace() const;
    QString subject() const { return m_subject; }

    /// Why none can be started from here; empty: it can.
    QString obstacle() const;
    bool isStarting() const { return m_starting; }
    /// Lays the invoices into the engine's files, deploys the workflow and starts a run of it.
    void start();

Q_SIGNALS:
    void changed();
    /// It could not be started; a sentence.
    void failed(const QString& why);

private:
    void touch();
    void ask();
    void take(std::vector<api::RunSummary> runs);
    void askApproval();
    void settle(State state, const api::Approval& approval = {});
    void deploy(const QByteArray& source, const QString& folder);
    void fail(const QString& why);

    EngineSession* m_session;
    State m_state = State::Unknown;
    api::RunSummary m_run;
    QString m_approval;
    QString m_subject;
    bool m_starting = false;
    bool m_live = true;
    bool m_missed = false;  ///< news while nobody looked
    quint64 m_token = 0;
    QTimer m_rest;
};

}  // namespace beamline::ui
