// SPDX-License-Identifier: Apache-2.0
#pragma once
// The runs that fit a filter, paged by key and kept up to date by events. GUI thread.

#include <QTimer>
#include <unordered_map>
#include <unordered_set>

#include "ui/models/paged_model.h"

namespace beamline::ui {

/// Sorted by creation and without a text condition the model itself puts new and changed runs in their place. Any other
/// question only the engine can answer exactly: there known rows change where they stand, and the list is paged again,
/// at most once per kRefreshInterval, when an event may have changed who belongs into it.
class RunListModel : public PagedModelOf<api::ListRuns> {
    Q_OBJECT

public:
    /// In the order of runColumnIds(); behind them the labels that are shown.
    enum Columns {
        PhaseColumn,
        WorkflowColumn,
        RunColumn,
        StartedColumn,
        DurationColumn,
        ProgressColumn,
        NowColumn,
        VersionColumn,
        NamespaceColumn,
        EndedColumn,
        UpdatedColumn,
        ErrorColumn,
        FirstLabelColumn
    };
    static constexpr int kMaxRows = 20000;           ///< more than that by live growth: begin again with one page
    static constexpr int kRefreshInterval = 1000;    ///< ms
    static constexpr std::size_t kMaxReplay = 8192;  ///< events kept while a page is under way; more: page again

    static constexpr int kMaxWaiting = 100'000;  ///< changed runs that a frozen list counts

    explicit RunListModel(EngineSession* session, QObject* parent = nullptr);

    /// Sets the question and asks it, even if it is the same.
    void setQuery(api::RunFilter filter, api::RunOrder order = api::RunOrder::created, bool descending = true);
    const api::RunFilter& filter() const { return m_filter; }
    api::RunOrder order() const { return m_order; }
    bool isDescending() const { return m_descending; }
    /// A model that nobody sees does not follow events; it catches up by paging again.
    void setLive(bool live);
    /// A frozen list stays as it is and counts the runs that have changed meanwhile; thawed it catches up.
    void setFrozen(bool frozen);
    bool isFrozen() const { return m_frozen; }
    int waiting() const { return static_cast<int>(m_waiting.size()); }
    /// As frozen, for the moment: while a menu is open.
    void setHeld(bool held);
    /// Each gets a column behind the others.
    void setLabelColumns(const QStringList& labels);
    const QStringList& labelColumns() const { return m_labels; }
    QString columnId(int column) const;
    int columnOf(const QString& id) const;  ///< -1: there is none
    /// Ages and durations of these rows have moved on.
    void tick(int firstRow, int lastRow);

    int rowOf(const QString& id) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    static bool matches(const api::RunFilter& filter, const api::RunSummary& run);
    /// The order that a click on the column's header asks for, if the engine has one.
    static std::optional<api::RunOrder> orderOf(int column);

Q_SIGNALS:
    /// Runs that were not there before, on top of the list.
    void arrivedOnTop(int count);
    void waitingChanged();

protected:
    QStringList columnTitles() const override;
    bool isNumberColumn(int column) const override { return column == DurationColumn; }
    api::ListRuns question() const override;
    std::string keyOf(const api::RunSummary& run) const override { return run.id; }
    void pageArrived(const api::RunPage& page) override;
    void pageTaken(int firstRow, api::Seq seq) override;

private:
    struct Stamp {
        api::Seq seq = 0;
        int index = 0;
        auto operator<=>(const Stamp&) const = default;
    };
    struct Change {
        Stamp stamp;
        api::RunSummary run;
    };
    void takeEvents(const std::vector<api::Event>& batch);
    void countWaiting(const std::vector<api::Event>& batch);
    void catchUp();
    void apply(const std::vector<Change>& changes);
    bool applyKnown(int row, const Change& change);
    bool applyUnknown(const Change& change);
    bool placesRows() const { return m_order == api::RunOrder::created && m_filter.text.empty(); }
    bool before(const std::string& a, const std::string& b) const { return m_descending ? a > b : a < b; }
    int placeOf(const std::string& id) const;
    QVariant text(const api::RunSummary& run, int column) const;
    QVariant toolTip(const api::RunSummary& run, int column) const;
    QString labelText(const api::RunSummary& run, int column, qsizetype limit) const;

    api::RunFilter m_filter;
    api::RunOrder m_order = api::RunOrder::created;
    bool m_descending = true;
    bool m_live = true;
    bool m_missed = false;
    bool m_frozen = false;
    bool m_held = false;
    std::unordered_set<std::string> m_waiting;  ///< runs that have changed since it is frozen
    QStringList m_labels;
    std::string m_boundary;   ///< id of the last run of the last page, while there are more
    api::Seq m_firstSeq = 0;  ///< the first page was true then: older news of unknown runs are old
    std::unordered_map<std::string, Stamp> m_stamps;
    std::vector<Change> m_replay;
    bool m_replayOverflow = false;
    QTimer m_refreshTimer;
};

}  // namespace beamline::ui
