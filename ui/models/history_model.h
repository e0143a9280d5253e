// SPDX-License-Identifier: Apache-2.0
#pragma once
// The event history of one run, newest first, growing on top while the run goes on; or oldest first; or of one kind.
// GUI thread.

#include "ui/models/paged_model.h"

namespace beamline::ui {

class HistoryModel : public PagedModelOf<api::GetHistory> {
    Q_OBJECT

public:
    enum Columns { EventColumn, TaskColumn, AtColumn, DetailColumn };
    enum { TaskRefRole = FirstOwnRole };  ///< QString: JSON pointer of the task, empty for the run itself

    explicit HistoryModel(EngineSession* session, QObject* parent = nullptr);

    /// Shows another run; the rows of the last one go at once. Ask with refresh().
    void setRun(const QString& run);
    /// Only entries of this kind, empty: all. The rows go at once; ask with refresh().
    void setQuery(const QString& kind, bool oldestFirst);
    /// Oldest first a long list does not follow the run: what is new is far below.
    void refresh() override;

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

protected:
    QStringList columnTitles() const override;
    api::GetHistory question() const override;
    std::string keyOf(const api::HistoryEntry& entry) const override;
    bool growsOnTop() const override { return !m_oldestFirst; }
    bool onlyGrows() const override { return true; }

private:
    std::string m_run;
    std::string m_kind;
    bool m_oldestFirst = false;
};

}  // namespace beamline::ui
