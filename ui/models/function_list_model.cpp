// SPDX-License-Identifier: Apache-2.0
#include "ui/models/function_list_model.h"

#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/function_docs.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {
bool holds(const api::FunctionInfo& function, const QString& text) {
    if (toText(function.name).contains(text, Qt::CaseInsensitive) ||
        toText(function.summary).contains(text, Qt::CaseInsensitive)) {
        return true;
    }
    const auto rows = schemaRows(function.input);
    return std::any_of(rows.begin(), rows.end(),
                       [&](const SchemaRow& row) { return row.name.contains(text, Qt::CaseInsensitive); });
}
}  // namespace

FunctionListModel::FunctionListModel(EngineSession* session, QObject* parent)
    : QAbstractTableModel(parent), m_session(session) {}

void FunctionListModel::refresh() {
    if (m_state == State::Loading) {
        return;
    }
    m_state = State::Loading;
    m_session->call<api::ListFunctions>({}, this, [this](api::Result<api::FunctionPage> reply) {
        m_state = reply.ok() ? State::Ready : State::Failed;
        if (reply.ok()) {
            m_all = std::move(reply->items);
            std::stable_sort(m_all.begin(), m_all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        } else {
            m_error = reply.error();
        }
        filter();
        Q_EMIT stateChanged();
    });
    Q_EMIT stateChanged();
}

void FunctionListModel::setFilter(const QString& text) {
    m_text = text;
    filter();
    Q_EMIT stateChanged();
}

void FunctionListModel::filter() {
    beginResetModel();
    m_shown.clear();
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (m_text.isEmpty() || holds(m_all[i], m_text)) {
            m_shown.push_back(static_cast<int>(i));
        }
    }
    endResetModel();
}

int FunctionListModel::rowOf(const QString& name) const {
    for (int row = 0; row < rowCount(); ++row) {
        if (toText(at(row).name) == name) {
            return row;
        }
    }
    return -1;
}

int FunctionListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int FunctionListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 1;
}

QVariant FunctionListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const api::FunctionInfo& function = at(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return toText(function.name);
        case Qt::ToolTipRole:
            return cutText(function.summary, kShownText);
        case Qt::AccessibleTextRole:
            return tr("%1, version %2. %3")
                .arg(toText(function.name), toText(function.version), cutText(function.summary, kShownTitle));
        case IdRole:
            return callName(function, true);
        case VersionRole:
            return toText(function.version);
        default:
            return {};
    }
}

QVariant FunctionListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return orientation == Qt::Horizontal && role == Qt::DisplayRole && section == 0 ? tr("Function") : QVariant();
}

}  // namespace beamline::ui
