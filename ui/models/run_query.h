// SPDX-License-Identifier: Apache-2.0
#pragma once
// The filter of runs as people write it, and back: `status:faulted,waiting workflow:invoice* label.team:ops age<2h
// "over 5,000"`. All conditions hold; words that stand together are one text. Dates are local. Pure, any thread.

#include <QString>
#include <QVector>

#include "engine/api/operations.h"

namespace beamline::ui {

inline constexpr qsizetype kMaxQueryLength = 1000;  ///< letters; longer ones are refused unread
inline constexpr int kMaxQueryMistakes = 16;        ///< told at once
inline constexpr qint64 kMaxQueryAgeDays = 3650;

struct QueryMistake {
    qsizetype offset = 0;
    qsizetype length = 0;     ///< at least 1 unless the text is empty
    QString text;             ///< a sentence or two: what is wrong and what to write
    bool unfinished = false;  ///< may become right by more letters at its end
};

struct RunQuery {
    api::RunFilter filter;           ///< to be used when there are no mistakes
    QVector<QueryMistake> mistakes;  ///< in the order of the text
    bool relative = false;           ///< counts from `now`: another filter later

    bool ok() const { return mistakes.isEmpty(); }
};

RunQuery parseRunQuery(const QString& text, api::Timestamp now);

/// The one way to write a filter whose times lie between 1970 and 9999 and whose labels have names. It reads as the
/// same filter at any time.
QString runQueryText(const api::RunFilter& filter);
/// `text` with this condition, or these, in place of what it says of the same.
QString withCondition(const QString& text, const QString& condition);
/// `text` with these phases in place of those it asks for; the rest stays as it was typed.
QString withPhases(const QString& text, const std::vector<api::Phase>& phases);

}  // namespace beamline::ui
