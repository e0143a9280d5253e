// SPDX-License-Identifier: Apache-2.0
#pragma once
// The filter of approvals as people write it: `workflow:invoice* risk:high "over 5,000"`, `batch:NAME`. All conditions
// hold. Pure, any thread.

#include "ui/models/run_query.h"
#include "ui/models/run_query_completion.h"

namespace beamline::ui {

struct ApprovalQuery {
    std::string text;
    std::string workflow;  ///< exact, or a prefix ending in '*'
    std::optional<api::Risk> risk;
    std::string batch;               ///< of decisions made in one go
    QVector<QueryMistake> mistakes;  ///< in the order of the text

    bool ok() const { return mistakes.isEmpty(); }
    bool isEmpty() const { return text.empty() && workflow.empty() && !risk && batch.empty(); }
};

ApprovalQuery parseApprovalQuery(const QString& text);
/// What may be written at the cursor; `workflows`: names that are known.
QueryCompletions completeApprovalQuery(const QString& text, qsizetype cursor, const QStringList& workflows);

}  // namespace beamline::ui
