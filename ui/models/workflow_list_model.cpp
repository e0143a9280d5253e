// SPDX-License-Identifier: Apache-2.0
#include "ui/models/workflow_list_model.h"

#include "ui/models/formatting.h"

namespace beamline::ui {

WorkflowListModel::WorkflowListModel(EngineSession* session, QObject* parent) : PagedModelOf(session, parent) {
    const auto again = [this] {
        if (state() != State::Idle) {
            refresh();
        }
    };
    connect(session, &EngineSession::gap, this, again);
    connect(session, &EngineSession::eventsArrived, this, [again](const std::vector<api::Event>& batch) {
        if (std::any_of(batch.begin(), batch.end(),
                        [](const auto& event) { return event.kind == "workflow.deployed"; })) {
            again();
        }
    });
}

void WorkflowListModel::setText(const QString& text) {
    m_text = toUtf8(text);
    askAnew();
}

void WorkflowListModel::setWorkflow(const QString& ns, const QString& name) {
    m_ns = toUtf8(ns);
    m_name = toUtf8(name);
    clearRows();
    askAnew();
}

std::string WorkflowListModel::keyOf(const api::WorkflowInfo& info) const {
    return info.ns + "/" + info.name + (m_name.empty() ? std::string() : "/" + info.version);
}

QStringList WorkflowListModel::columnTitles() const {
    return {tr("Workflow"), tr("Namespace"), tr("Deployed")};
}

api::ListWorkflows WorkflowListModel::question() const {
    api::ListWorkflows op;
    op.ns = m_ns;
    op.name = m_name;
    op.text = m_text;
    return op;
}

QVariant WorkflowListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const api::WorkflowInfo& info = itemAt(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == NameColumn        ? toText(info.name)
                   : index.column() == NamespaceColumn ? toText(info.ns)
                                                       : formatAge(info.deployedAt, Clock::now());
        case Qt::ToolTipRole:
            return index.column() == DeployedColumn ? formatExact(info.deployedAt)
                                                    : toText(info.title.empty() ? info.name : info.title);
        case IdRole:
            return toText(keyOf(info));
        case VersionRole:
            return toText(info.version);
        default:
            return {};
    }
}

}  // namespace beamline::ui
