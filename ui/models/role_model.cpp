// SPDX-License-Identifier: Apache-2.0
#include "ui/models/role_model.h"

#include <QCoreApplication>
#include <algorithm>

#include "engine/api/access.h"
#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
struct RoleText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::RoleText)
};

QString builtInTitle(const std::string& name) {
    return name == "admin"      ? RoleText::tr("may do everything")
           : name == "operator" ? RoleText::tr("runs workflows and keeps them going")
           : name == "approver" ? RoleText::tr("decides approvals")
           : name == "viewer"   ? RoleText::tr("looks, and changes nothing")
                                : QString();
}
}  // namespace

QString permissionArea(const std::string& permission) {
    return toText(permission).section(QLatin1Char('.'), 0, 0);
}

QString areaText(const QString& area) {
    return area == QLatin1String("access")      ? RoleText::tr("Roles and members")
           : area == QLatin1String("approval")  ? RoleText::tr("Approvals")
           : area == QLatin1String("engine")    ? RoleText::tr("Engine and nodes")
           : area == QLatin1String("event")     ? RoleText::tr("Events")
           : area == QLatin1String("extension") ? RoleText::tr("Extensions")
           : area == QLatin1String("message")   ? RoleText::tr("Messages")
           : area == QLatin1String("policy")    ? RoleText::tr("Policies")
           : area == QLatin1String("route")     ? RoleText::tr("Routing")
           : area == QLatin1String("run")       ? RoleText::tr("Runs")
           : area == QLatin1String("schedule")  ? RoleText::tr("Schedules")
           : area == QLatin1String("tenant")    ? RoleText::tr("Tenants")
           : area == QLatin1String("usage")     ? RoleText::tr("Usage")
           : area == QLatin1String("workflow")  ? RoleText::tr("Workflows")
                                                : area;
}

QString permissionText(const std::string& permission) {
    const QString verb = toText(permission).section(QLatin1Char('.'), 1);
    return verb == QLatin1String("read")      ? RoleText::tr("look")
           : verb == QLatin1String("write")   ? RoleText::tr("change")
           : verb == QLatin1String("delete")  ? RoleText::tr("remove")
           : verb == QLatin1String("admin")   ? RoleText::tr("administer")
           : verb == QLatin1String("control") ? RoleText::tr("steer")
           : verb == QLatin1String("start")   ? RoleText::tr("start")
           : verb == QLatin1String("deploy")  ? RoleText::tr("deploy")
           : verb == QLatin1String("decide")  ? RoleText::tr("decide")
           : verb == QLatin1String("comment") ? RoleText::tr("comment")
           : verb == QLatin1String("publish") ? RoleText::tr("publish")
           : verb == QLatin1String("send")    ? RoleText::tr("send")
           : verb == QLatin1String("install") ? RoleText::tr("install")
                                              : verb;
}

std::map<QString, std::vector<std::string>> permissionAreas() {
    std::map<QString, std::vector<std::string>> areas;
    for (const auto& permission : api::allPermissions()) {
        areas[permissionArea(permission)].push_back(permission);
    }
    for (auto& [area, permissions] : areas) {
        std::stable_partition(permissions.begin(), permissions.end(),
                              [](const std::string& one) { return one.ends_with(".read"); });
    }
    return areas;
}

QString permissionsText(const std::vector<std::string>& permissions) {
    if (std::count(permissions.begin(), permissions.end(), "*") > 0) {
        return RoleText::tr("everything");
    }
    const auto& all = api::allPermissions();
    const auto count =
        std::count_if(all.begin(), all.end(), [&](const std::string& one) { return api::covers(permissions, one); });
    return RoleText::tr("%1 of %n permission(s)", nullptr, static_cast<int>(all.size())).arg(count);
}

void RoleModel::show(const std::vector<api::RoleInfo>& roles, const std::vector<api::MemberInfo>& members) {
    std::vector<RoleRow> rows;
    for (const auto& role : roles) {
        const auto count = std::count_if(members.begin(), members.end(), [&role](const auto& member) {
            return std::count(member.roles.begin(), member.roles.end(), role.name) > 0;
        });
        rows.push_back({role.name, role, static_cast<int>(count)});
    }
    merge(std::move(rows));
}

int RoleModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RoleModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& row = rowAt(index.row());
    const QString title = row.role.title.empty() ? builtInTitle(row.role.name) : cutText(row.role.title, kShownTitle);
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == NameColumn          ? toText(row.role.name)
                   : index.column() == KindColumn        ? title
                   : index.column() == PermissionsColumn ? permissionsText(row.role.permissions)
                                                         : formatCount(row.members);
        case Qt::ToolTipRole:
            return index.column() == PermissionsColumn ? toText(row.role.name) + QStringLiteral(": ") +
                                                             cutText(toUtf8([&row] {
                                                                         QStringList all;
                                                                         for (const auto& one : row.role.permissions) {
                                                                             all << toText(one);
                                                                         }
                                                                         return all.join(QStringLiteral(", "));
                                                                     }()),
                                                                     kShownText)
                   : row.role.builtIn ? tr("%1 is built in: it cannot be changed.").arg(toText(row.key))
                                      : title;
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter | (index.column() == MembersColumn ? Qt::AlignRight : Qt::AlignLeft));
        case IdRole:
            return toText(row.role.name);
        default:
            return {};
    }
}

QVariant RoleModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (section == MembersColumn ? Qt::AlignRight : Qt::AlignLeft));
    }
    return role == Qt::DisplayRole
               ? QVariant(QStringList{tr("Role"), tr("What it is for"), tr("May"), tr("Members")}.value(section))
               : QVariant();
}

}  // namespace beamline::ui
