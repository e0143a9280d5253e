// SPDX-License-Identifier: Apache-2.0
#pragma once
// All versions of one policy, newest first. GUI thread.

#include "ui/models/paged_model.h"

namespace beamline::ui {

class PolicyVersionModel : public PagedModelOf<api::ListPolicies> {
    Q_OBJECT
public:
    enum Columns { VersionColumn, AgeColumn, AuthorColumn, CommentColumn };
    /// VersionRole marks the latest.

    explicit PolicyVersionModel(EngineSession* session, QObject* parent = nullptr);

    /// Asks for its versions; those of the one before are gone. Empty: none.
    void setPolicy(const QString& policy);
    int rowOfVersion(std::int64_t version) const;
    /// 0: there is no such row.
    std::int64_t versionAt(int row) const;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

protected:
    api::ListPolicies question() const override;
    std::string keyOf(const api::PolicyInfo& info) const override { return std::to_string(info.version); }
    QStringList columnTitles() const override;

private:
    QString text(const api::PolicyInfo& info, int column) const;

    std::string m_policy;
};

}  // namespace beamline::ui
