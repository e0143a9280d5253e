// SPDX-License-Identifier: Apache-2.0
#pragma once
// The coming starts of one schedule, in local time and from now. Pure, GUI thread.

#include "engine/api/values.h"
#include "ui/models/keyed_table.h"

namespace beamline::ui {

struct Upcoming {
    std::string key;
    api::Timestamp at = 0;
    bool operator==(const Upcoming&) const = default;
};

class UpcomingModel : public KeyedTable<Upcoming> {
    Q_OBJECT
public:
    enum Columns { TimeColumn, LeftColumn, ColumnCount };

    using KeyedTable::KeyedTable;

    void show(const std::vector<api::Timestamp>& times);
    /// As of now.
    void tick() { tickColumn(LeftColumn); }

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

}  // namespace beamline::ui
