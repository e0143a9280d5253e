// SPDX-License-Identifier: Apache-2.0
#pragma once
// What may be written at the cursor of a filter of runs: keys, statuses, times, and names that a provider knows. Pure,
// any thread.

#include <functional>

#include "ui/models/completion.h"

namespace beamline::ui {

/// Values that are known of "workflow", "namespace", "version", "label" (names of labels) and "label.NAME".
using QueryValues = std::function<QStringList(const QString& key)>;

struct QueryCompletions {
    static constexpr int kMaxItems = 50;

    qsizetype offset = 0;  ///< what the chosen one takes the place of
    qsizetype length = 0;
    QVector<Completion> items;
};

/// Those that begin with what stands before the cursor, then those that hold it. None when it is complete.
QueryCompletions completeRunQuery(const QString& text, qsizetype cursor, const QueryValues& values);

}  // namespace beamline::ui
