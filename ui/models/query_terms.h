// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of a filter as it is typed: conditions such as status:faulted and words, each with its place. What they
// mean run_query.h says. Pure, any thread.

#include <QString>
#include <QVector>

namespace beamline::ui {

/// One of the values behind a key, which stand between commas.
struct QueryValue {
    QString text;  ///< without its quotes
    qsizetype offset = 0;
    qsizetype length = 0;
    bool quoted = false;  ///< at least a part of it: what it holds is meant as it is
    bool star = false;    ///< a * outside of quotes
};

struct QueryTerm {
    qsizetype offset = 0;
    qsizetype length = 0;
    bool negated = false;  ///< opens with - or !
    QString key;           ///< lower-case; "label" for label.NAME; empty: a word
    QString label;         ///< NAME, as written
    QString op;            ///< ":", "<", ">", "<=", ">=", "=" or "!="; empty: a word
    qsizetype keyOffset = 0;
    qsizetype valueOffset = 0;   ///< behind the operator
    QVector<QueryValue> values;  ///< at least one, perhaps empty
    bool open = false;           ///< a quote is not closed

    bool isWord() const { return op.isEmpty(); }
    qsizetype end() const { return offset + length; }
    /// What stands before the value, as it was typed: "label.team:".
    QString head(const QString& text) const { return text.mid(keyOffset, valueOffset - keyOffset); }
};

/// Keys that are followed by a colon, then the one that is compared, then label.
const QStringList& queryKeys();
/// Whatever the text, each of its letters that is no blank between terms belongs to exactly one.
QVector<QueryTerm> queryTerms(const QString& text);
/// Between quotes if it must be.
QString queryValueText(const QString& value, bool mayEndInStar = false);

}  // namespace beamline::ui
