// SPDX-License-Identifier: Apache-2.0
#pragma once
// The deployed workflows, or all versions of one, newest deployment first. GUI thread.

#include "ui/models/paged_model.h"

namespace beamline::ui {

class WorkflowListModel : public PagedModelOf<api::ListWorkflows> {
    Q_OBJECT

public:
    enum Columns { NameColumn, NamespaceColumn, DeployedColumn };

    explicit WorkflowListModel(EngineSession* session, QObject* parent = nullptr);

    /// The latest version of each whose name or title holds `text`.
    void setText(const QString& text);
    /// All versions of one.
    void setWorkflow(const QString& ns, const QString& name);

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    /// "ns/name", or "ns/name/version" while it lists the versions of one.
    std::string keyOf(const api::WorkflowInfo& info) const override;

protected:
    QStringList columnTitles() const override;
    api::ListWorkflows question() const override;

private:
    std::string m_ns;
    std::string m_name;
    std::string m_text;
};

}  // namespace beamline::ui
