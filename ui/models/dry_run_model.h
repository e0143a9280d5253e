// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a dry run would have done to the world, in that order, and what answered in the place of the world. GUI thread.

#include "ui/models/paged_model.h"

namespace beamline::ui {

inline constexpr const char* kDryRunEntry = "task.dry-run";  ///< HistoryEntry::kind

class DryRunModel : public PagedModelOf<api::GetHistory> {
    Q_OBJECT
public:
    enum Columns { TaskColumn, WhatColumn, AnswerColumn };
    enum { TaskRefRole = FirstOwnRole };  ///< QString: reference of the task
    /// PhaseRole: how it ended, for the icon and colour of the answer.

    explicit DryRunModel(EngineSession* session, QObject* parent = nullptr);

    /// Shows another run; the rows of the last one go at once. Ask with refresh().
    void setRun(const QString& run);
    const api::Json& argumentsAt(int row) const;
    std::string keyOf(const api::HistoryEntry& entry) const override;

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

protected:
    QStringList columnTitles() const override;
    api::GetHistory question() const override;

private:
    std::string m_run;
};

/// Whether what the entry tells of had no mock, which ended its run.
bool wasRefused(const api::HistoryEntry& entry);
/// The plan with a mock more, for what was refused there; its output is to be filled in.
api::Json planWithMock(api::Json plan, const api::HistoryEntry& refused);
/// A function with the essential of its arguments on one line: "http POST https://example.com/orders".
QString callSummary(const std::string& function, const api::Json& arguments);

}  // namespace beamline::ui
