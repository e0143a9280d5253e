// SPDX-License-Identifier: Apache-2.0
#pragma once
// All versions of one workflow, newest deployment first, with the runs that have not ended on each. GUI thread.

#include <optional>
#include <unordered_map>

#include "ui/models/workflow_list_model.h"

namespace beamline::ui {

/// VersionRole marks the latest. The counts are asked for by countRuns() and stay until it is answered.
class VersionListModel : public WorkflowListModel {
    Q_OBJECT
public:
    enum VersionColumns { VersionColumn, AgeColumn, RunningColumn, WaitingColumn };

    using WorkflowListModel::WorkflowListModel;

    /// Asks for its versions; the runs of the one before are forgotten.
    void showVersionsOf(const QString& ns, const QString& name);
    void countRuns();
    /// Runs of the version that have not ended; nothing when the engine has not said.
    std::optional<std::int64_t> unended(int row) const;
    /// Those, on the page Runs.
    QString placeOf(int row) const;
    int rowOfVersion(const QString& version) const;
    QString versionAt(int row) const;

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void counted();

protected:
    QStringList columnTitles() const override;
    bool isNumberColumn(int column) const override { return column == RunningColumn || column == WaitingColumn; }

private:
    std::optional<std::int64_t> runsAt(int row, const std::vector<api::Phase>& phases) const;
    QString countText(int row, int column) const;
    QString countTip(int row, int column) const;

    QString m_workflowNs;
    QString m_workflow;
    using Counts = std::unordered_map<std::string, std::map<std::string, std::int64_t>>;  ///< by RunGroup::key
    std::optional<Counts> m_counts;
    QString m_whyNot;  ///< the counts are not to be had
    quint64 m_countToken = 0;
};

}  // namespace beamline::ui
