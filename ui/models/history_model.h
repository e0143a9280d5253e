// SPDX-License-Identifier: Apache-2.0
#pragma once
// The event history of one run, newest first, growing on top while the run goes on. GUI thread.

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

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

protected:
    QStringList columnTitles() const override;
    api::GetHistory question() const override;
    std::string keyOf(const api::HistoryEntry& entry) const override;
    bool growsOnTop() const override { return true; }

private:
    std::string m_run;
};

}  // namespace beamline::ui
