// SPDX-License-Identifier: Apache-2.0
#pragma once
// Decisions on their way to the engine: kept in a file while somebody may still take them back and while the engine
// cannot be reached, then delivered, never called done before the engine says so. GUI thread only; the disk has a
// thread of its own.

#include <QObject>
#include <QString>
#include <QTimer>
#include <boost/iterator/indirect_iterator.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "ui/session/engine_session.h"
#include "ui/session/file_saver.h"

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

/// In the order in which they were taken, one of a request. Copies share them, on any thread: none of them ever
/// changes, another one takes its place.
class KeptDecisions {
public:
    using One = std::shared_ptr<const KeptDecision>;
    using Iterator = boost::indirect_iterator<std::vector<One>::const_iterator>;

    KeptDecisions() = default;
    // Not explicit: none is a list too.
    KeptDecisions(std::vector<KeptDecision> all);

    Iterator begin() const { return Iterator(m_all.begin()); }
    Iterator end() const { return Iterator(m_all.end()); }
    std::size_t size() const { return m_all.size(); }
    bool empty() const { return m_all.empty(); }
    One find(const std::string& approval) const;
    /// Behind all others.
    One add(KeptDecision one);
    /// In the place of the one for the same request, if there is one.
    void change(KeptDecision one);
    /// False: there was none.
    bool remove(const std::string& approval);

private:
    std::vector<One> m_all;
};

class DecisionOutbox : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxKept = 500;  ///< a further one is refused
    /// Before one that an engine which is well did not take for now is sent again; doubles up to the last.
    static constexpr std::chrono::milliseconds kFirstRetry{2'000};
    static constexpr std::chrono::milliseconds kLastRetry{300'000};

    /// `file` is made with its folder when there is something to keep. What cannot be read is put aside and told by
    /// loadProblem(). `write` in place of the disk.
    explicit DecisionOutbox(QString file, QObject* parent = nullptr, FileSaver::Write write = {});

    /// Delivers over `session` while that is well, until it goes. Of several the first that lives.
    void follow(EngineSession* session);

    /// `session` is about to go. If none else is followed, what is held is sent at once: nobody is left to take it
    /// back.
    void leave(const EngineSession* session);

    using Done = std::function<void(const api::Result<api::Unit>&)>;
    /// Is being kept until it is on the disk, in the order in which they are kept: only then it is held, or sent, and
    /// `done` is told, unless it was withdrawn meanwhile or `context` has gone; then lost() tells of what cannot be
    /// kept. Takes the place of one for the same request. For `hold` it is not sent, so that it can be withdrawn; the
    /// disk knows nothing of that: what a crash interrupts was decided and not taken back, and is delivered when the
    /// program is there again. kOverloaded, at once; kUnavailable: the file cannot be written, and what was kept for
    /// that request before stands.
    void keep(const api::Approval& shown, const api::DecideApproval& decision, std::chrono::milliseconds hold,
              const QObject* context, Done done);
    /// Returns when the disk has said of all that is being kept whether it has it.
    void flush() { m_saver->flush(); }
    /// Forgets it, being kept, held, waiting or not taken. False: it is being delivered at this moment.
    bool withdraw(const std::string& approval);
    bool isBeingKept(const std::string& approval) const;
    int beingKept() const { return static_cast<int>(m_keeping.size()); }
    bool isHeld(const std::string& approval) const;
    int held() const { return static_cast<int>(m_holds.size()); }
    /// That was taken last of those being kept or held; null: none is.
    const KeptDecision* lastOpen() const;
    const KeptDecision* find(const std::string& approval) const;
    bool isUnderWay(const std::string& approval) const { return !m_underWay.empty() && m_underWay == approval; }
    const KeptDecisions& all() const { return m_kept; }
    int waiting() const;  ///< those held too, those being kept not
    int conflicts() const;
    const QString& file() const { return m_file; }
    QString loadProblem() const { return m_loadProblem; }

Q_SIGNALS:
    void changed();
    /// The engine has it.
    void delivered(const beamline::api::Approval& approval, beamline::api::Outcome outcome);
    /// The engine did not take it; see KeptDecision::problem.
    void refused(const QString& approval);
    /// It could not be kept, so it is not sent, and who took it is not there any more to hear of it.
    void lost(const beamline::api::Approval& shown, const beamline::api::Error& why);

private:
    struct Hold {
        std::string approval;
        QTimer* timer;
    };
    /// False: who is to be told has gone.
    using Tell = std::function<bool(const api::Result<api::Unit>&)>;
    /// Not on the disk yet, as far as is known.
    struct Keeping {
        std::string approval;
        quint64 number;  ///< of the file that has it
        std::chrono::milliseconds hold;
        KeptDecisions::One kept;
        KeptDecisions::One before;  ///< whose place it took
        std::vector<Tell> tell;
    };
    void load();
    void beginHold(const std::string& approval, std::chrono::milliseconds hold);
    void endHold(const std::string& approval);
    std::optional<Keeping> endKeeping(const std::string& approval);
    quint64 save();
    void saved(quint64 number, const QString& problem);
    void putBack(const Keeping& one);
    void deliver();
    void answered(const std::string& approval, const api::Result<api::ApprovalReply>& reply);
    void conflict(const std::string& approval, const api::Error& error);
    EngineSession* session() const { return m_sessions.empty() ? nullptr : m_sessions.front(); }

    const QString m_file;
    KeptDecisions m_kept;
    std::vector<EngineSession*> m_sessions;
    std::vector<Keeping> m_keeping;  ///< in the order in which they were taken
    std::vector<Hold> m_holds;       ///< likewise
    std::string m_underWay;          ///< approval
    QTimer m_retryTimer;
    std::chrono::milliseconds m_retry = kFirstRetry;
    QString m_loadProblem;
    std::unique_ptr<FileSaver> m_saver;  ///< last: what goes away is on the disk
};

/// What of a request is not as it was, one sentence each.
std::vector<std::string> changesOf(const api::Approval& before, const api::Approval& now);

}  // namespace beamline::ui
