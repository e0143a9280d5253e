// SPDX-License-Identifier: Apache-2.0
#pragma once
// What was used as a file: CSV for reckoning, PDF for people. GUI thread.

#include <QByteArray>
#include <QColor>
#include <QString>

#include "ui/models/usage_model.h"

namespace beamline::ui {

/// RFC 4180: a line of column ids, then one for each key, ended by CR LF, with exact values; names that a spreadsheet
/// would take for formulas are guarded.
QByteArray usageCsv(const UsageBook& book);

/// Title, span, totals, a line of `measure` over time, and the table over as many pages as it takes.
struct UsageInks {
    QColor text = Qt::black;
    QColor pale = Qt::darkGray;
    QColor rule = Qt::lightGray;
    QColor line = Qt::darkBlue;
};
struct UsagePdf {
    QByteArray bytes;
    int pages = 0;
};
UsagePdf usagePdf(const UsageBook& book, UsageMeasure measure, const UsageInks& inks = {});
/// "12 Nov 2026 to 19 Nov 2026".
QString usageRangeText(const UsageBook& book);

}  // namespace beamline::ui
