// SPDX-License-Identifier: Apache-2.0
#include "ui/models/extension_revision_model.h"

#include "ui/models/formatting.h"

namespace beamline::ui {

void ExtensionRevisionModel::show(const std::string& extension) {
    if (m_extension != extension) {
        m_extension = extension;
        merge({});
    }
    const auto token = ++m_token;
    if (extension.empty()) {
        return;
    }
    m_session->call<api::ListExtensions>({extension}, this, [this, token](api::Result<api::ExtensionPage> reply) {
        if (token != m_token) {
            return;
        }
        m_error = reply.ok() ? api::Error() : reply.error();
        if (reply.ok()) {
            std::vector<ExtensionRevision> rows;
            for (auto& info : reply->items) {
                rows.push_back({std::to_string(info.revision), info, rows.empty()});
            }
            merge(std::move(rows));
        }
        Q_EMIT loaded();
    });
}

QVariant ExtensionRevisionModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& row = rowAt(index.row());
    const auto& info = row.info;
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == RevisionColumn
                       ? (row.newest ? tr("%1, current").arg(info.revision) : QString::number(info.revision))
                   : index.column() == AtColumn     ? formatAge(info.at, Clock::now())
                   : index.column() == AuthorColumn ? cutText(info.author, kShownTitle)
                   : info.signedBy.empty()          ? tr("Not signed")
                                                    : cutText(info.signedBy, kShownTitle);
        case Qt::ToolTipRole:
            return index.column() == AtColumn ? QVariant(formatExact(info.at)) : QVariant();
        case VersionRole:
            return index.column() == RevisionColumn ? QVariant(cutText(info.version, kLongestWord)) : QVariant();
        case IdRole:
            return toText(row.key);
        default:
            return {};
    }
}

QVariant ExtensionRevisionModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    const QStringList titles{tr("Revision"), tr("Since"), tr("By"), tr("Signed by")};
    return titles.value(section);
}

}  // namespace beamline::ui
