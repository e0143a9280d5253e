// SPDX-License-Identifier: Apache-2.0
#include "ui/models/member_model.h"

#include <QCoreApplication>
#include <QLocale>

#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {
struct MemberText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::MemberText)
};
constexpr const char* kGroup = "group:";

QString memberNames(const std::vector<std::string>& names) {
    QStringList all;
    for (const auto& name : names) {
        all << cutText(name, kShownTitle);
    }
    return QLocale().createSeparatedList(all);
}
}  // namespace

QString whereText(const std::string& tenant) {
    return tenant.empty() ? MemberText::tr("all tenants") : cutText(tenant, kShownTitle);
}

QString whoYouAre(const EngineSession& session) {
    const auto& access = session.access();
    const QString user = cutText(access ? access->user : session.identity().user, kShownTitle);
    if (!access) {
        return MemberText::tr("You are %1. What you may do here is not known.").arg(user);
    }
    if (access->open) {
        return MemberText::tr("You are %1. There are no members yet, so everybody may do everything.").arg(user);
    }
    const QString where = access->tenant.empty() ? MemberText::tr("in all tenants")
                                                 : MemberText::tr("in %1").arg(cutText(access->tenant, kShownTitle));
    return access->roles.empty()
               ? MemberText::tr("You are %1, with no role %2.").arg(user, where)
               : MemberText::tr("You are %1, with %n role(s) %2: %3.", nullptr, static_cast<int>(access->roles.size()))
                     .arg(user, where, memberNames(access->roles));
}

QString MemberModel::keyOf(const api::MemberInfo& member) {
    return toText(member.tenant) + QLatin1Char('/') + toText(member.subject);
}

void MemberModel::show(const std::vector<api::MemberInfo>& members, const std::string& user) {
    std::vector<MemberRow> rows;
    for (const auto& member : members) {
        rows.push_back({keyOf(member), member, member.subject == user});
    }
    merge(std::move(rows));
}

int MemberModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString MemberModel::text(const MemberRow& row, int column) const {
    const auto& member = row.member;
    switch (column) {
        case WhoColumn: {
            const QString name = cutText(member.subject, kShownTitle);
            return member.subject.starts_with(kGroup) ? tr("group %1").arg(name.mid(int(qstrlen(kGroup))))
                   : row.you                          ? tr("%1 (you)").arg(name)
                                                      : name;
        }
        case WhereColumn:
            return whereText(member.tenant);
        case RolesColumn:
            return memberNames(member.roles);
        case SinceColumn:
            return formatAge(member.at, Clock::now());
        default:
            return cutText(member.author, kShownTitle);
    }
}

QVariant MemberModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& row = rowAt(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return text(row, index.column());
        case Qt::ToolTipRole:
            return index.column() == SinceColumn ? formatExact(row.member.at)
                   : index.column() == WhereColumn && row.member.tenant.empty()
                       ? tr("In all tenants, and of what belongs to none: nodes, backups")
                       : text(row, index.column());
        case IdRole:
            return row.key;
        default:
            return {};
    }
}

QVariant MemberModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return QStringList{tr("Who"), tr("Where"), tr("Roles"), tr("Since"), tr("By")}.value(section);
}

}  // namespace beamline::ui
