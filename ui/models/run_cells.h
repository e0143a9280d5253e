// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a run says in each column, exactly: for files, the clipboard and filters. Pure, any thread.

#include <QString>
#include <QStringList>

#include "engine/api/values.h"

namespace beamline::ui {

/// Ids of the columns in the order of RunListModel::Columns, without those of labels: "phase", "workflow", …
const QStringList& runColumnIds();
/// "label.NAME".
bool isLabelColumn(const QString& id);
QString labelColumnId(const QString& label);
QString labelOfColumn(const QString& id);

/// Times in UTC as of ISO 8601, spans in milliseconds, texts as they are; empty when there is nothing.
QString runCellValue(const api::RunSummary& run, const QString& column);
/// The condition of a filter that this cell meets: "status:faulted"; empty when there is none.
QString runCellCondition(const api::RunSummary& run, const QString& column);

}  // namespace beamline::ui
