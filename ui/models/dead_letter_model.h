// SPDX-License-Identifier: Apache-2.0
#pragma once
// The faulted runs as a tree: what went wrong, and below it the runs in which it did. GUI thread.

#include <QAbstractItemModel>
#include <QPointer>
#include <QTimer>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/engine.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class EngineSession;

/// Runs belong together when workflow, task, type and title of the error are the same. The text filters in the engine's
/// query. Groups keep their place while news comes, new ones go on top, so that nothing moves under the reader's hand.
class DeadLetterModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum class State { Idle, Loading, Ready, Failed };
    enum Columns { ErrorColumn, WorkflowColumn, TaskColumn, RunsColumn, FirstColumn, LastColumn, ColumnCount };
    static constexpr std::size_t kMaxRuns = 2000;  ///< newest ones; isCut() tells when there are more
    static constexpr int kRefreshInterval = 1000;  ///< ms between two questions at most often

    explicit DeadLetterModel(EngineSession* session, QObject* parent = nullptr);
    ~DeadLetterModel() override;

    State state() const { return m_state; }
    const api::Error& error() const { return m_error; }
    bool isCut() const { return m_cut; }
    int runCount() const;
    const QString& text() const { return m_text; }
    void setText(const QString& text);
    /// What nobody sees does not follow events; it catches up when it is seen again.
    void setLive(bool live);
    void refresh();
    /// Ages have moved on.
    void tick();

    /// Of a run or null for a group.
    const api::RunSummary* runAt(const QModelIndex& index) const;
    /// The run itself, or all of a group, newest fault first.
    std::vector<api::RunSummary> runsAt(const QModelIndex& index) const;
    QModelIndex indexOf(const QString& run) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void stateChanged();
    /// An answer has been taken over.
    void loaded();

private:
    struct Group {
        std::string key;
        std::vector<api::RunSummary> runs;
    };
    void ask(api::Cursor after);
    void take(api::Result<api::RunPage> reply);
    void takeEvents(const std::vector<api::Event>& batch);
    void touch();
    void merge();
    void mergeRuns(int row, std::vector<api::RunSummary> runs);
    void setState(State state);
    const Group* groupOf(const QModelIndex& index) const;
    QString text(const api::RunSummary& run, int column) const;
    QString text(const Group& group, int column) const;
    QString toolTip(const api::RunSummary& run, int column) const;

    QPointer<EngineSession> m_session;
    State m_state = State::Idle;
    api::Error m_error;
    QString m_text;
    bool m_live = false;
    bool m_missed = false;
    bool m_asking = false;
    bool m_askAgain = false;
    bool m_cut = false;
    quint64 m_token = 0;
    std::vector<api::RunSummary> m_arriving;
    std::vector<std::unique_ptr<Group>> m_groups;
    QTimer m_timer;
};

}  // namespace beamline::ui
