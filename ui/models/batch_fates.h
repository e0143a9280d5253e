// SPDX-License-Identifier: Apache-2.0
#pragma once
// What has become of the runs of the batches that somebody looks at, in numbers. GUI thread.

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/api/operations.h"
#include "ui/models/batch_text.h"

namespace beamline::ui {

class EngineSession;

/// For each the engine has to read what came of all its runs: it is asked for one batch after the other, only for those
/// on view, and again when runs have changed: not more often than every kInterval, and so that the answers to all on
/// view take the engine a kShare of the time.
class BatchFates : public QObject {
    Q_OBJECT
public:
    static constexpr int kInterval = 3000;  ///< ms from a change to asking again for what is known
    static constexpr int kShare = 20;

    explicit BatchFates(EngineSession* session, QObject* parent = nullptr);

    /// Those on view, in this order; of the others what is known stays.
    void see(std::vector<api::Batch> batches);
    /// What nobody sees does not ask; it catches up when it is seen again.
    void setLive(bool live);
    /// Absent: not known, or it has no fate yet (BatchText::hasFate).
    std::optional<BatchFate> of(const api::Batch& batch) const;

Q_SIGNALS:
    void changed(const QString& batch);

private:
    void askNext();
    void startTimer();
    bool isAsking() const;
    void take(const std::string& batch, const api::Result<api::BatchDetail>& reply);
    void takeEvents(const std::vector<api::Event>& batch);
    void forgetAnswers();

    EngineSession* m_session;
    std::vector<std::string> m_seen;
    std::map<std::string, BatchFate> m_fates;
    std::set<std::string> m_fresh;  ///< asked for since anything has changed
    QTimer m_timer;                 ///< of what is known, but may be another now
    QElapsedTimer m_asked;
    qint64 m_took = 0;  ///< ms, of all answers of the last round
    bool m_asking = false;
    bool m_live = false;
    bool m_stale = false;
};

}  // namespace beamline::ui
