// SPDX-License-Identifier: Apache-2.0
#pragma once
// Roles: those that are built in, then those that were made; and permissions in people's words. GUI thread.

#include <QStringList>
#include <map>

#include "engine/api/operations.h"
#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"

namespace beamline::ui {

/// "run" of "run.read"; all of it when it has no dot.
QString permissionArea(const std::string& permission);
/// "Runs" for "run".
QString areaText(const QString& area);
/// What a permission of an area lets one do, in one or two words: "look", "steer".
QString permissionText(const std::string& permission);
/// Permissions of an area, looking first, then by their words.
std::map<QString, std::vector<std::string>> permissionAreas();
/// "everything", "7 permissions".
QString permissionsText(const std::vector<std::string>& permissions);

struct RoleRow {
    std::string key;
    api::RoleInfo role;
    int members = 0;
    bool operator==(const RoleRow&) const = default;
};

/// IdRole: the name.
class RoleModel : public KeyedTable<RoleRow> {
    Q_OBJECT
public:
    enum Columns { NameColumn, KindColumn, PermissionsColumn, MembersColumn, ColumnCount };

    using KeyedTable::KeyedTable;

    void show(const std::vector<api::RoleInfo>& roles, const std::vector<api::MemberInfo>& members);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

}  // namespace beamline::ui
