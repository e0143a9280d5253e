// SPDX-License-Identifier: Apache-2.0
#include "ui/models/policy_version_model.h"

#include "ui/models/formatting.h"

namespace beamline::ui {

PolicyVersionModel::PolicyVersionModel(EngineSession* session, QObject* parent) : PagedModelOf(session, parent) {
    const auto again = [this] {
        if (!m_policy.empty()) {
            refresh();
        }
    };
    connect(session, &EngineSession::gap, this, again);
    connect(session, &EngineSession::eventsArrived, this, [again](const std::vector<api::Event>& batch) {
        if (std::any_of(batch.begin(), batch.end(), [](const auto& event) { return event.kind == "policy.changed"; })) {
            again();
        }
    });
}

void PolicyVersionModel::setPolicy(const QString& policy) {
    const auto name = toUtf8(policy);
    if (name == m_policy) {
        return;
    }
    m_policy = name;
    clearRows();
    if (!m_policy.empty()) {
        refresh();
    }
}

api::ListPolicies PolicyVersionModel::question() const {
    api::ListPolicies op;
    op.policy = m_policy;
    op.removed = true;
    return op;
}

QStringList PolicyVersionModel::columnTitles() const {
    return {tr("Version"), tr("Changed"), tr("By"), tr("Comment")};
}

int PolicyVersionModel::rowOfVersion(std::int64_t version) const {
    for (int row = 0; row < rowCount(); ++row) {
        if (itemAt(row).version == version) {
            return row;
        }
    }
    return -1;
}

std::int64_t PolicyVersionModel::versionAt(int row) const {
    return row < 0 || row >= rowCount() ? 0 : itemAt(row).version;
}

QString PolicyVersionModel::text(const api::PolicyInfo& info, int column) const {
    switch (column) {
        case VersionColumn:
            return QString::number(info.version);
        case AgeColumn:
            return formatAge(info.at, Clock::now());
        case AuthorColumn:
            return cutText(info.author, kShownTitle);
        default:
            return info.removed && info.comment.empty() ? tr("Removed")
                   : info.removed                       ? tr("Removed: %1").arg(cutText(info.comment, kShownTitle))
                                                        : cutText(info.comment, kShownTitle);
    }
}

QVariant PolicyVersionModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& info = itemAt(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return text(info, index.column());
        case Qt::ToolTipRole:
            return index.column() == AgeColumn ? formatExact(info.at) : text(info, index.column());
        case VersionRole:
            return index.column() != VersionColumn ? QString()
                   : info.latest                   ? tr("latest")
                   : info.removed                  ? tr("removed")
                                                   : QString();
        case Qt::AccessibleTextRole:
            return index.column() == VersionColumn && info.latest ? tr("%1, latest").arg(info.version)
                                                                  : text(info, index.column());
        case IdRole:
            return QString::number(info.version);
        default:
            return {};
    }
}

}  // namespace beamline::ui
