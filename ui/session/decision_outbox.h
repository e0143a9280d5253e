// SPDX-License-Identifier: Apache-2.0
#pragma once
// Decisions taken while the engine cannot be reached: kept in a file, delivered when it can, never called done before
// the engine says so. GUI thread only.

#include <QObject>
#include <QString>
#include <QTimer>
#include <chrono>
#include <vector>

#include "ui/session/engine_session.h"

namespace beamline::ui {

/// One decision with the request as it was on view, whose hash it is bound to.
struct KeptDecision {
    std::string user;
    api::Timestamp at = 0;
    api::DecideApproval decision;
    api::Approval shown;
    std::string
        seal;  ///< sha256 over the canonical JSON of the members above: a file that was changed is not delivered
    std::string problem;               ///< why it was not taken; empty: it waits
    std::vector<std::string> changes;  ///< of the request since, one sentence each
};
BOOST_DESCRIBE_STRUCT(KeptDecision, (), (user, at, decision, shown, seal, problem, changes))

class DecisionOutbox : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxKept = 500;  ///< a further one is refused
    /// Before one that an engine which is well did not take for now is sent again; doubles up to the last.
    static constexpr std::chrono::milliseconds kFirstRetry{2'000};
    static constexpr std::chrono::milliseconds kLastRetry{300'000};

    /// `file` is made with its folder when there is something to keep. What cannot be read is put aside and told by
    /// loadProblem().
    explicit DecisionOutbox(QString file, QObject* parent = nullptr);

    /// Delivers over `session` while that is well, until it goes. Of several the first that lives.
    void follow(EngineSession* session);

    /// On the disk when it returns. Takes the place of one for the same request. kOverloaded; kUnavailable: the file
    /// cannot be written.
    api::Result<api::Unit> keep(const api::Approval& shown, const api::DecideApproval& decision);
    /// Forgets it, waiting or not taken. False: it is being delivered at this moment.
    bool withdraw(const std::string& approval);
    const KeptDecision* find(const std::string& approval) const;
    bool isUnderWay(const std::string& approval) const { return !m_underWay.empty() && m_underWay == approval; }
    const std::vector<KeptDecision>& all() const { return m_kept; }
    int waiting() const;
    int conflicts() const;
    QString loadProblem() const { return m_loadProblem; }

Q_SIGNALS:
    void changed();
    /// The engine has it.
    void delivered(const beamline::api::Approval& approval, beamline::api::Outcome outcome);
    /// The engine did not take it; see KeptDecision::problem.
    void refused(const QString& approval);

private:
    void load();
    api::Result<api::Unit> save() const;
    void deliver();
    void answered(const std::string& approval, const api::Result<api::ApprovalReply>& reply);
    void conflict(const std::string& approval, const api::Error& error);
    KeptDecision* entry(const std::string& approval);
    EngineSession* session() const { return m_sessions.empty() ? nullptr : m_sessions.front(); }

    const QString m_file;
    std::vector<KeptDecision> m_kept;
    std::vector<EngineSession*> m_sessions;
    std::string m_underWay;  ///< approval
    QTimer m_retryTimer;
    std::chrono::milliseconds m_retry = kFirstRetry;
    QString m_loadProblem;
};

/// What of a request is not as it was, one sentence each.
std::vector<std::string> changesOf(const api::Approval& before, const api::Approval& now);

}  // namespace beamline::ui
