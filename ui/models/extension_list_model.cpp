// SPDX-License-Identifier: Apache-2.0
#include "ui/models/extension_list_model.h"

#include <algorithm>

#include "ui/models/extension_text.h"
#include "ui/models/formatting.h"

namespace beamline::ui {

ExtensionListModel::ExtensionListModel(EngineSession* session, QObject* parent)
    : KeyedTable(parent), m_session(session) {
    m_timer.setInterval(kHealthInterval);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_asking) {  // a slow engine is not asked twice
            refresh();
        }
    });
    const auto again = [this] {
        if (m_timer.isActive()) {
            refresh();
        }
    };
    connect(session, &EngineSession::gap, this, again);
    connect(session, &EngineSession::accessChanged, this, again);
    connect(session, &EngineSession::eventsArrived, this, [again](const std::vector<api::Event>& batch) {
        if (std::any_of(batch.begin(), batch.end(),
                        [](const api::Event& event) { return event.kind == "extension.changed"; })) {
            again();
        }
    });
}

void ExtensionListModel::setLive(bool live) {
    if (!live) {
        m_timer.stop();
    } else if (!m_timer.isActive()) {
        m_timer.start();
        refresh();
    }
}

void ExtensionListModel::refresh() {
    if (m_asking) {
        m_askAgain = true;  // what made the caller ask may be younger than the answer under way
        return;
    }
    m_asking = true;
    m_askAgain = false;
    if (m_state == State::Idle) {
        m_state = State::Loading;
        Q_EMIT stateChanged();
    }
    m_session->call<api::ListExtensions>({}, this, [this](api::Result<api::ExtensionPage> reply) {
        m_asking = false;
        if (reply.ok()) {
            std::vector<ExtensionRow> rows;
            for (auto& info : reply->items) {
                rows.push_back({info.id, std::move(info)});
            }
            merge(std::move(rows));
            m_error = {};
            m_state = State::Ready;
        } else {
            m_error = reply.error();
            m_state = State::Failed;
        }
        Q_EMIT stateChanged();
        if (m_askAgain) {
            refresh();
        }
    });
}

const api::ExtensionInfo* ExtensionListModel::find(const std::string& id) const {
    const int row = rowOf(id);
    return row < 0 ? nullptr : &rowAt(row).info;
}

int ExtensionListModel::troubledCount() const {
    return static_cast<int>(std::count_if(rows().begin(), rows().end(), [](const ExtensionRow& row) {
        return row.info.enabled && (extensionHealthMark(row.info) == ClusterMark::Bad || row.info.circuit == "open");
    }));
}

int ExtensionListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ExtensionListModel::textOf(const api::ExtensionInfo& info, int column) const {
    switch (column) {
        case NameColumn:
            return cutText(info.id, kShownTitle);
        case HealthColumn:
            return extensionHealthText(info);
        case TypeColumn:
            return extensionTypeText(info.type);
        case SuccessColumn:
            return successText(info);
        case P50Column:
            return latencyText(info, info.p50Ms);
        case P95Column:
            return latencyText(info, info.p95Ms);
        case P99Column:
            return latencyText(info, info.p99Ms);
        case CircuitColumn:
            return circuitText(info.circuit);
        default:
            return cutText(info.lastError, kShownTitle);
    }
}

QVariant ExtensionListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& info = rowAt(index.row()).info;
    switch (role) {
        case Qt::DisplayRole:
            return textOf(info, index.column());
        case Qt::ToolTipRole: {
            const QString trouble = extensionTrouble(info);
            const QString text = index.column() == NameColumn     ? cutText(info.description, kShownText)
                                 : index.column() == HealthColumn ? trouble
                                 : index.column() == ErrorColumn  ? cutText(info.lastError, kShownText)
                                                                  : QString();
            return text.isEmpty() ? QVariant() : text;
        }
        case Qt::TextAlignmentRole:
            return headerData(index.column(), Qt::Horizontal, role);
        case IdRole:
            return toText(info.id);
        case VersionRole:
            return index.column() == NameColumn ? QVariant(cutText(info.version, kLongestWord)) : QVariant();
        case KindRole:
            return static_cast<int>(index.column() == HealthColumn ? extensionHealthMark(info) : ClusterMark::Plain);
        default:
            return {};
    }
}

QVariant ExtensionListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool number = section >= SuccessColumn && section <= P99Column;
        return QVariant(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    }
    const QStringList titles{tr("Extension"),       tr("Health"),          tr("Type"),
                             tr("Success"),         QStringLiteral("p50"), QStringLiteral("p95"),
                             QStringLiteral("p99"), tr("Circuit"),         tr("Last error")};
    return role == Qt::DisplayRole ? QVariant(titles.value(section)) : QVariant();
}

}  // namespace beamline::ui
