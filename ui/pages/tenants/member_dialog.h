// SPDX-License-Identifier: Apache-2.0
#pragma once
// Gives somebody roles in a tenant, or other roles than before. GUI thread only.

#include "engine/api/operations.h"
#include "ui/pages/approvals/ask_dialog.h"

class QCheckBox;
class QComboBox;

namespace beamline::ui {

class EngineSession;
class TenantBook;

class MemberDialog : public AskDialog {
    Q_OBJECT
public:
    /// Without a `member`: a new one, at first in `tenant`. Of one that is there the roles alone can be changed.
    MemberDialog(EngineSession* session, const TenantBook& book, const std::optional<api::MemberInfo>& member,
                 const std::string& tenant, QWidget* parent);

Q_SIGNALS:
    void stored(const beamline::api::MemberInfo& member);

private:
    void addWhere(const TenantBook& book, const std::string& tenant, bool fixed);
    void addRoles(const TenantBook& book, const std::vector<std::string>& roles);
    std::vector<std::string> chosen() const;
    QString problem() const;
    void send();

    EngineSession* m_session;
    QLineEdit* m_subject;
    QComboBox* m_where = nullptr;
    std::vector<std::pair<std::string, QCheckBox*>> m_roles;
};

}  // namespace beamline::ui
