// SPDX-License-Identifier: Apache-2.0
#pragma once
// What has become of the runs of the batches that somebody looks at, as a number each. GUI thread.

#include <QObject>
#include <QTimer>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/api/operations.h"

namespace beamline::ui {

class EngineSession;

/// For each the engine has to read what came of all its runs: it is asked for one batch after the other, only for those
/// on view, and again when runs have changed, not more often than every kInterval.
class BatchFates : public QObject {
    Q_OBJECT
public:
    static constexpr int kInterval = 3000;  ///< ms from a change to asking again for what is known

    explicit BatchFates(EngineSession* session, QObject* parent = nullptr);

    /// Those on view, in this order; of the others what is known stays.
    void see(std::vector<api::Batch> batches);
    /// What nobody sees does not ask; it catches up when it is seen again.
    void setLive(bool live);
    /// How many runs of it are faulted now; absent: not known, or it has no fate yet (BatchText::hasFate).
    std::optional<std::int64_t> faulted(const api::Batch& batch) const;

Q_SIGNALS:
    void changed(const QString& batch);

private:
    void askNext();
    void take(const std::string& batch, const api::Result<api::BatchDetail>& reply);
    void takeEvents(const std::vector<api::Event>& batch);
    void forgetAnswers();

    EngineSession* m_session;
    std::vector<std::string> m_seen;
    std::map<std::string, std::int64_t> m_faulted;
    std::set<std::string> m_fresh;  ///< asked for since anything has changed
    QTimer m_timer;                 ///< of what is known, but may be another now
    bool m_asking = false;
    bool m_live = false;
    bool m_stale = false;
};

}  // namespace beamline::ui
