// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/tenants/member_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/member_model.h"
#include "ui/models/role_model.h"
#include "ui/models/tenant_book.h"
#include "ui/models/tenant_text.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kMostSubject = 256;  // letters
}

MemberDialog::MemberDialog(EngineSession* session, const TenantBook& book, const std::optional<api::MemberInfo>& member,
                           const std::string& tenant, QWidget* parent)
    : AskDialog(member ? tr("Change the roles of %1").arg(cutText(member->subject, kShownTitle)) : tr("Add a member"),
                member
                    ? tr("These roles take the place of those there were.")
                    : tr("A member is a user, or a group with “group:” before its name. Roles in all tenants are also "
                         "those of what belongs to none: nodes and backups."),
                member ? tr("Change") : tr("Add"), Button::Primary, parent),
      m_session(session),
      m_subject(addLine(tr("User or group"), tr("anna, group:finance"))) {
    m_subject->setObjectName(QStringLiteral("member.subject"));
    m_subject->setMaxLength(kMostSubject);
    if (member) {
        m_subject->setText(toText(member->subject));
        m_subject->setReadOnly(true);
    }
    addWhere(book, member ? member->tenant : tenant, member.has_value());
    addRoles(book, member ? member->roles : std::vector<std::string>());
    setCheck([this] { return problem(); });
    connect(this, &AskDialog::wanted, this, &MemberDialog::send);
}

void MemberDialog::addWhere(const TenantBook& book, const std::string& tenant, bool fixed) {
    m_where = new QComboBox(this);
    m_where->setObjectName(QStringLiteral("member.where"));
    m_where->setAccessibleName(tr("Where"));
    m_where->setMinimumHeight(space::kControl);
    m_where->addItem(whereText({}), QString());
    for (const auto& one : book.tenants()) {
        m_where->addItem(tenantTitle(one), toText(one.id));
    }
    if (m_where->findData(toText(tenant)) < 0) {
        m_where->addItem(whereText(tenant), toText(tenant));
    }
    m_where->setCurrentIndex(m_where->findData(toText(tenant)));
    m_where->setEnabled(!fixed);
    m_where->setToolTip(fixed ? tr("Add the member there to give roles in another tenant.") : QString());
    addField(tr("Where"), m_where);
    connect(m_where, &QComboBox::currentIndexChanged, this, &AskDialog::check);
}

void MemberDialog::addRoles(const TenantBook& book, const std::vector<std::string>& roles) {
    auto* holder = new QWidget(this);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, space::k4, 0, 0);
    column->setSpacing(space::k8);
    const auto add = [&](const std::string& name, const QString& toolTip) {
        auto* box = new QCheckBox(cutText(name, kShownTitle), holder);
        box->setObjectName(QStringLiteral("member.role.") + toText(name));
        box->setToolTip(toolTip);
        box->setChecked(std::count(roles.begin(), roles.end(), name) > 0);
        column->addWidget(box);
        m_roles.emplace_back(name, box);
        connect(box, &QCheckBox::toggled, this, &AskDialog::check);
    };
    for (const auto& role : book.roles()) {
        add(role.name, tr("May %1").arg(permissionsText(role.permissions)));
    }
    for (const auto& name : roles) {  // that the list does not have (any more)
        if (!book.role(name)) {
            add(name, tr("This role is not in the list of roles."));
        }
    }
    addField(tr("Roles"), holder);
}

std::vector<std::string> MemberDialog::chosen() const {
    std::vector<std::string> names;
    for (const auto& [name, box] : m_roles) {
        if (box->isChecked()) {
            names.push_back(name);
        }
    }
    return names;
}

QString MemberDialog::problem() const {
    const QString away = m_session->obstacle(api::PutMember::kInfo.name);
    const QString subject = m_subject->text().trimmed();
    return !away.isEmpty()                                           ? away
           : subject.isEmpty() || subject == QLatin1String("group:") ? tr("Name a user or a group first.")
           : chosen().empty()                                        ? tr("Choose at least one role.")
                                                                     : QString();
}

void MemberDialog::send() {
    api::PutMember op{toUtf8(m_where->currentData().toString()), toUtf8(m_subject->text().trimmed()), chosen()};
    showBusy();
    m_session->call<api::PutMember>(std::move(op), this, [this](api::Result<api::MemberReply> reply) {
        if (reply.ok()) {
            Q_EMIT stored(reply->member);
            accept();
        } else {
            showError(reply.error());
        }
    });
}

}  // namespace beamline::ui
