// SPDX-License-Identifier: Apache-2.0
#pragma once
// The event history of one run, newest first, growing on top while the run goes on; or oldest first; or of one kind, of
// one task, from a moment on. GUI thread.

#include "ui/models/paged_model.h"

namespace beamline::ui {

/// What of a history is shown; as it is, all of it.
struct HistoryQuery {
    QString kind;             ///< of entries; empty: any
    QString task;             ///< JSON pointer: entries of this task and of those within it; empty: of all
    api::Timestamp from = 0;  ///< the first row: the newest entry not after it, oldest first the oldest not before it
    bool oldestFirst = false;
    bool operator==(const HistoryQuery&) const = default;
};

class HistoryModel : public PagedModelOf<api::GetHistory> {
    Q_OBJECT

public:
    enum Columns { EventColumn, TaskColumn, AtColumn, DetailColumn };
    enum { TaskRefRole = FirstOwnRole };  ///< QString: JSON pointer of the task, empty for the run itself

    explicit HistoryModel(EngineSession* session, QObject* parent = nullptr);

    /// Shows another run; the rows of the last one go at once. Ask with refresh().
    void setRun(const QString& run);
    /// The rows go at once; ask with refresh().
    void setQuery(HistoryQuery query);
    const HistoryQuery& query() const { return m_query; }
    /// Oldest first a long list does not follow the run: what is new is far below. Nor does what ends at a moment.
    void refresh() override;

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

protected:
    QStringList columnTitles() const override;
    api::GetHistory question() const override;
    std::string keyOf(const api::HistoryEntry& entry) const override;
    bool growsOnTop() const override { return !m_query.oldestFirst; }
    bool onlyGrows() const override { return true; }

private:
    std::string m_run;
    HistoryQuery m_query;
};

}  // namespace beamline::ui
