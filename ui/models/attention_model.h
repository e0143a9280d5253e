// SPDX-License-Identifier: Apache-2.0
#pragma once
// What needs a person now, a few rows of each kind: problems of the engine, faulted runs by their error, approvals by
// when they are due, suspended runs. GUI thread.

#include <QString>
#include <optional>

#include "ui/models/keyed_table.h"
#include "ui/models/overview_facts.h"
#include "ui/models/roles.h"

namespace beamline::ui {

struct Attention {
    enum class Act { Repair, Decide, Resume, Open, ShowAll };
    std::string key;
    std::optional<api::Phase> phase;  ///< absent: a problem of the engine
    QString word;                     ///< of the state
    QString sentence;
    QString toolTip;
    api::Timestamp at = 0;   ///< since when
    api::Timestamp due = 0;  ///< shown in place of `at`
    Act act = Act::Open;
    QString place;     ///< where it is shown
    QString run;       ///< of Resume
    QString actPlace;  ///< where its button leads; empty: to `place`
    bool dryRun = false;
    bool operator==(const Attention&) const = default;
};

class AttentionModel : public KeyedTable<Attention> {
    Q_OBJECT
public:
    enum Columns { StateColumn, SentenceColumn, AgeColumn, ActColumn, ColumnCount };
    static constexpr std::size_t kMaxOfAKind = 3;  ///< a last row says how many more there are, or is the fourth

    using KeyedTable::KeyedTable;

    void show(const OverviewFacts& facts) { merge(rowsOf(facts)); }
    /// Ages have moved on.
    void tick() { tickColumn(AgeColumn); }
    static std::vector<Attention> rowsOf(const OverviewFacts& facts);
    static QString actText(Attention::Act act);

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
};

}  // namespace beamline::ui
