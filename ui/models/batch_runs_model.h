// SPDX-License-Identifier: Apache-2.0
#pragma once
// What has become of the runs of one batch since: how many are in which phase now, and which. GUI thread.

#include <QAbstractTableModel>
#include <QPointer>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/api/engine.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class EngineSession;

/// Once a batch is over it is told "done" of a run that was begun again and faulted a moment later. How the runs of its
/// items are now is asked for once, a page at a time, and kept up to date by events. An engine that does not tell it
/// has nothing to follow.
class BatchRunsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// As those of BatchItemModel, so that one table can show either.
    enum Columns { RunColumn, WorkflowColumn, PhaseColumn, BeforeColumn, ColumnCount };
    /// What runs are counted by; Removed: the engine has them no longer.
    enum Now { Faulted, Completed, Running, Waiting, Suspended, Cancelled, Removed, NowCount };
    static constexpr std::size_t kMaxFollowed = 10'000;  ///< runs of a batch; of the others isCut() says that there are

    explicit BatchRunsModel(EngineSession* session, QObject* parent = nullptr);

    /// Follows the runs with which `batch` was done: while it works on, or ends runs for good, there is nothing to
    /// follow.
    void setBatch(const api::Batch& batch);
    void clear();
    /// What nobody sees does not ask; it catches up when it is seen again.
    void setLive(bool live);
    void refresh();
    /// The rows are those of this kind; -1: none is wanted.
    void setShown(int now);
    int shown() const { return m_shown; }

    /// All have been asked for.
    bool isKnown() const { return m_known; }
    /// Empty when all went well.
    const api::Error& error() const { return m_error; }
    bool isCut() const { return m_cut; }
    qint64 count(Now now) const { return m_counts[now]; }
    std::vector<std::string> runs(Now now) const;
    /// "32 completed, 8 faulted again"; empty: not known.
    QString text() const;
    /// "Faulted again" of what was begun again.
    QString nowText(Now now) const;
    QString countText(Now now, int runs) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Counts, rows or whether they are known.
    void changed();

private:
    struct Run {
        std::string id;
        std::string workflow;
        std::string error;   ///< as events told it
        std::string before;  ///< of a re-run: the run that was run again
        api::Phase phase = api::Phase::pending;
        api::Phase was = api::Phase::pending;
        Now now = NowCount;  ///< NowCount: not known yet
        api::Seq seq = 0;    ///< of the event that told it last
        int index = 0;
    };
    void forget();
    void askItems(api::Cursor after, std::size_t taken);
    void takeItems(std::vector<api::BatchItem> items, api::Seq seq);
    void fail(const api::Error& error);
    void takeEvents(const std::vector<api::Event>& batch);
    void set(std::size_t at, api::Phase phase, Now now);
    QString text(const Run& run, int column) const;

    QPointer<EngineSession> m_session;
    std::string m_batch;
    api::BatchAction m_action = api::BatchAction::retry;
    std::vector<Run> m_runs;
    std::unordered_map<std::string, std::size_t> m_places;
    std::vector<std::size_t> m_rows;  ///< places of the runs that are shown, in their order
    std::vector<qint64> m_counts;
    int m_shown = -1;
    bool m_live = false;
    bool m_missed = false;  ///< to be asked when it is live
    bool m_known = false;
    bool m_cut = false;
    api::Error m_error;
    quint64 m_token = 0;
};

}  // namespace beamline::ui
