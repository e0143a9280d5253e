// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is wrong with the work itself, for the list of open problems: runs that are faulted, by their error, and
// requests that nobody decided in time. GUI thread.

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <vector>

#include "engine/api/engine.h"

namespace beamline::ui {

class EngineSession;
struct OpenProblem;

/// Asks when something happened, never by the clock: groups of many faulted runs cost the engine time.
class WorkProblems : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxErrors = 20;   ///< kinds of error with an entry each; one entry sums up the others
    static constexpr std::size_t kMaxOverdue = 10;  ///< the same of requests
    static constexpr int kMaxListed = 200;          ///< requests that are looked at, soonest due first
    static constexpr int kEventInterval = 1'000;    ///< ms between two questions for requests at most often
    static constexpr int kGroupInterval = 5'000;    ///< the same of runs, unless the last one is longer ago

    /// `session` must outlive it.
    explicit WorkProblems(EngineSession* session, QObject* parent = nullptr);

    void refresh();
    void addTo(std::vector<OpenProblem>& found, api::Timestamp now) const;
    /// Requests that are overdue and not put off, soonest due first.
    std::vector<const api::Approval*> overdue(api::Timestamp now) const;

Q_SIGNALS:
    void changed();

private:
    void takeEvents(const std::vector<api::Event>& batch);
    static void retry(QTimer& timer, const api::Error& error);
    void askRuns();
    void askApprovals();
    void addErrors(std::vector<OpenProblem>& found) const;
    void addOverdue(std::vector<OpenProblem>& found, api::Timestamp now) const;

    QPointer<EngineSession> m_session;
    api::RunGroups m_errors;
    api::ApprovalPage m_approvals;
    QElapsedTimer m_sinceRuns;
    QTimer m_runTimer;
    QTimer m_approvalTimer;
    quint64 m_runToken = 0;
    quint64 m_approvalToken = 0;
};

}  // namespace beamline::ui
