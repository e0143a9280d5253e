// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs by what they have in common, as a tree: groups as the engine counts them, and below each its runs. GUI thread.

#include <QAbstractItemModel>
#include <QPointer>
#include <QTimer>
#include <QVector>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/engine.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class EngineSession;

using PhaseCounts = QVector<std::pair<int, qint64>>;  ///< api::Phase and how many

/// Which runs belong to a group says the engine: those of an opened one are pages of its list under the narrowed
/// filter. Groups keep their place while news comes and new ones go to the end, so that nothing moves under the
/// reader's hand; a new question puts those with most runs on top.
class RunGroupModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum class State { Idle, Loading, Ready, Failed };
    enum Columns { GroupColumn, PhasesColumn, RunsColumn, LastColumn, TookColumn, NowColumn, ColumnCount };
    enum OwnRoles { CountsRole = FirstOwnRole };   ///< PhaseCounts, of a group
    static constexpr int kPageSize = 100;          ///< runs of an opened group that are asked for at a time
    static constexpr int kRefreshInterval = 2000;  ///< ms between two questions at most often

    explicit RunGroupModel(EngineSession* session, QObject* parent = nullptr);
    ~RunGroupModel() override;

    State state() const { return m_state; }
    const api::Error& error() const { return m_error; }
    /// There are more groups, or more runs, than the engine looked at.
    bool isCut() const { return m_cut; }
    bool isBusy() const { return m_asking || m_askingRuns > 0; }
    void setQuestion(api::RunFilter filter, api::RunGrouping by, const std::string& label = {});
    api::RunGrouping grouping() const { return m_by; }
    /// What nobody sees does not follow events; it catches up when it is seen again.
    void setLive(bool live);
    void refresh();
    /// Ages have moved on.
    void tick();
    /// An opened group follows the news; a closed one forgets its runs.
    void setOpened(const QModelIndex& group, bool opened);

    /// Null for a run.
    const api::RunGroup* groupAt(const QModelIndex& index) const;
    /// Null for a group.
    const api::RunSummary* runAt(const QModelIndex& index) const;
    /// The question narrowed to the group of this row.
    api::RunFilter filterOf(const QModelIndex& index) const;
    QModelIndex indexOf(const QString& id) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void stateChanged();
    /// An answer has been taken over.
    void loaded();

private:
    struct Group {
        api::RunGroup info;
        std::vector<api::RunSummary> runs;
        api::Cursor next;
        bool opened = false;
        bool asked = false;
        bool asking = false;
    };
    void ask();
    void take(api::Result<api::RunGroups> reply);
    void mergeGroups(std::vector<api::RunGroup> groups);
    void askRuns(Group& group, api::Cursor after, int limit);
    void takeRuns(const std::string& key, api::RunPage page, bool first);
    void mergeRuns(Group& group, std::vector<api::RunSummary> runs);
    void takeEvents(const std::vector<api::Event>& batch);
    void touch();
    void setState(State state);
    Group* groupOf(const QModelIndex& index) const;
    int rowOf(const std::string& key) const;
    api::RunFilter narrowed(const std::string& key) const;
    QString text(const api::RunGroup& group, int column) const;
    QString text(const api::RunSummary& run, int column) const;
    QString toolTip(const api::RunGroup& group, int column) const;
    QString toolTip(const api::RunSummary& run, int column) const;
    QVariant groupData(const api::RunGroup& group, int column, int role) const;
    QVariant runData(const api::RunSummary& run, int column, int role) const;

    QPointer<EngineSession> m_session;
    State m_state = State::Idle;
    api::Error m_error;
    api::RunFilter m_filter;
    api::RunGrouping m_by = api::RunGrouping::workflow;
    std::string m_label;
    bool m_live = false;
    bool m_missed = false;
    bool m_asking = false;
    bool m_askAgain = false;
    bool m_cut = false;
    int m_askingRuns = 0;
    quint64 m_token = 0;
    std::vector<std::unique_ptr<Group>> m_groups;
    QTimer m_timer;
};

}  // namespace beamline::ui

Q_DECLARE_METATYPE(beamline::ui::PhaseCounts)
