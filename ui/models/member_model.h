// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who has which roles where. GUI thread.

#include "engine/api/operations.h"
#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class EngineSession;

/// "You are anna, with the roles operator and viewer in acme."
QString whoYouAre(const EngineSession& session);
/// "all tenants", "acme".
QString whereText(const std::string& tenant);

struct MemberRow {
    QString key;  ///< tenant and subject
    api::MemberInfo member;
    bool you = false;
    bool operator==(const MemberRow&) const = default;
};

/// IdRole: the key.
class MemberModel : public KeyedTable<MemberRow> {
    Q_OBJECT
public:
    enum Columns { WhoColumn, WhereColumn, RolesColumn, SinceColumn, ByColumn, ColumnCount };

    using KeyedTable::KeyedTable;

    static QString keyOf(const api::MemberInfo& member);
    void show(const std::vector<api::MemberInfo>& members, const std::string& user);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const MemberRow& row, int column) const;
};

}  // namespace beamline::ui
