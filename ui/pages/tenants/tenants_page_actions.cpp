// SPDX-License-Identifier: Apache-2.0
// What the page Tenants and roles does.
#include <QAction>
#include <QComboBox>
#include <QLineEdit>

#include "engine/api/routing.h"
#include "ui/models/formatting.h"
#include "ui/models/member_model.h"
#include "ui/models/role_model.h"
#include "ui/models/tenant_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/tenants/member_dialog.h"
#include "ui/pages/tenants/role_pane.h"
#include "ui/pages/tenants/tenant_pane.h"
#include "ui/pages/tenants/tenants_page.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/question.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
void setTenantAction(QAction* action, const QString& what, const QString& why) {
    action->setEnabled(why.isEmpty());
    action->setToolTip(why.isEmpty() ? what : why);
}
}  // namespace

QString TenantsPage::whyNotRemove(Part part) const {
    if (part == TenantBook::Tenants) {
        const auto* one = tenant();
        return !one                             ? tr("Select a tenant first.")
               : one->id == api::kDefaultTenant ? tr("The default tenant owns what nobody else does: it stays.")
               : one->use.activeRuns > 0
                   ? tr("%n run(s) of it have not ended.", nullptr, static_cast<int>(one->use.activeRuns))
                   : QString();
    }
    if (part == TenantBook::Roles) {
        const auto* one = role();
        const int members = one ? m_book->membersWith(one->name) : 0;
        return !one           ? tr("Select a role first.")
               : one->builtIn ? tr("A role that is built in stays.")
               : members > 0  ? tr("%n member(s) have it: give them other roles first.", nullptr, members)
                              : QString();
    }
    return member() ? QString() : tr("Select a member first.");
}

void TenantsPage::updateActions() {
    if (!m_tenantPane || !m_rolePane) {
        return;  // it is being built
    }
    const Part part = current();
    const auto why = [this](const char* operation, const QString& other = {}) {
        const QString away = m_session->obstacle(operation);
        return !away.isEmpty() ? away : m_sending ? tr("The engine is being asked…") : other;
    };
    const char* put = part == TenantBook::Tenants ? api::PutTenant::kInfo.name
                      : part == TenantBook::Roles ? api::PutRole::kInfo.name
                                                  : api::PutMember::kInfo.name;
    const char* gone = part == TenantBook::Tenants ? api::RemoveTenant::kInfo.name
                       : part == TenantBook::Roles ? api::RemoveRole::kInfo.name
                                                   : api::PutMember::kInfo.name;
    m_add->setText(part == TenantBook::Tenants ? tr("Add tenant…")
                   : part == TenantBook::Roles ? tr("Add role…")
                                               : tr("Add member…"));
    const bool first = part == TenantBook::Members && m_members->rowCount() == 0;
    setTenantAction(
        m_add,
        part == TenantBook::Tenants ? tr("Make a tenant with namespaces of its own.")
        : part == TenantBook::Roles ? tr("Make a role of permissions that you choose.")
                                    : tr("Give somebody roles."),
        why(put, first ? tr("The first member must be an admin everywhere: add that one below.") : QString()));
    setTenantAction(m_change, tr("Give the member other roles."),
                    why(put, part == TenantBook::Members && !member() ? tr("Select a member first.") : QString()));
    m_change->setVisible(part == TenantBook::Members);
    setTenantAction(m_remove,
                    part == TenantBook::Tenants ? tr("What it owned is the default tenant's then.")
                    : part == TenantBook::Roles ? tr("Nobody has it.")
                                                : tr("Take all roles there away."),
                    why(gone, whyNotRemove(part)));
    const auto* one = tenant();
    m_suspend->setVisible(part == TenantBook::Tenants);
    m_suspend->setText(one && one->suspended ? tr("Resume") : tr("Suspend…"));
    m_suspend->setIcon(Icon::get(one && one->suspended ? QStringLiteral("resume") : QStringLiteral("suspend")));
    setTenantAction(m_suspend,
                    one && one->suspended ? tr("Let its members do again what their roles say.")
                                          : tr("Let its members look, and nothing else."),
                    why(api::PutTenant::kInfo.name, one ? QString() : tr("Select a tenant first.")));
    m_save->setVisible(part != TenantBook::Members);
    setTenantAction(m_save, tr("Tell the engine what is changed here."),
                    part == TenantBook::Tenants ? m_tenantPane->obstacle()
                    : part == TenantBook::Roles ? m_rolePane->obstacle()
                                                : tr("Members are saved in their dialog."));
    if (first) {
        m_sections[TenantBook::Members].stack->note()->setPrimaryObstacle(why(put));
    }
}

/// One that is closed may still be there.
bool TenantsPage::isAsking() const {
    return m_dialog && m_dialog->isVisible();
}

void TenantsPage::open(QDialog* dialog) {
    m_bar->hide();
    m_dialog = dialog;
    dialog->open();
}

template <class Op>
void TenantsPage::send(Op op, const QString& what, const QString& done) {
    m_sending = true;
    updateActions();
    m_session->call<Op>(std::move(op), this, [this, what, done](api::Result<typename Op::Reply> reply) {
        m_sending = false;
        if (reply.ok()) {
            m_bar->show(InfoBar::Info, done);
            m_book->refresh();
        } else {
            m_bar->show(InfoBar::Error, QStringLiteral("%1: %2").arg(what, toText(reply.error().message)));
            m_book->refresh();
        }
        updateActions();
    });
}

template <class Op>
void TenantsPage::sendFrom(AskDialog* dialog, Op op, std::function<void(const typename Op::Reply&)> done) {
    dialog->showBusy();
    m_session->call<Op>(std::move(op), dialog,
                        [this, dialog, done = std::move(done)](api::Result<typename Op::Reply> reply) {
                            if (reply.ok()) {
                                done(*reply);
                                dialog->accept();
                            } else {
                                dialog->showError(reply.error());
                            }
                        });
}

void TenantsPage::add() {
    if (isAsking() || !m_add->isEnabled()) {
        return;
    }
    if (current() == TenantBook::Tenants) {
        addTenant();
    } else if (current() == TenantBook::Roles) {
        addRole();
    } else {
        openMember(std::nullopt);
    }
}

void TenantsPage::addTenant() {
    auto* dialog = new AskDialog(tr("Add a tenant"),
                                 tr("A tenant owns namespaces of workflows, with their runs. What it may use is set "
                                    "afterwards, beside the list."),
                                 tr("Add"), Button::Primary, window());
    auto* name = dialog->addLine(tr("Name"), tr("acme"));
    name->setObjectName(QStringLiteral("tenant.name"));
    name->setMaxLength(kMaxTenantName);
    auto* title = dialog->addLine(tr("Title"), tr("As people call it"));
    auto* namespaces = dialog->addLine(tr("Namespaces"), tr("sales, billing"));
    namespaces->setObjectName(QStringLiteral("tenant.own"));
    dialog->setCheck([this, name, namespaces]() -> QString {
        if (const QString wrong = problemOfTenantName(name->text()); !wrong.isEmpty()) {
            return wrong;
        }
        if (m_book->tenant(toUtf8(name->text()))) {
            return tr("There is a tenant of this name.");
        }
        for (const auto& ns : namesOf(namespaces->text())) {
            if (const auto owner = m_book->ownerOf(ns, {}); !owner.empty() && owner != api::kDefaultTenant) {
                return tr("The namespace %1 is owned by %2.").arg(toText(ns), toText(owner));
            }
        }
        return m_session->obstacle(api::PutTenant::kInfo.name);
    });
    connect(dialog, &AskDialog::wanted, this, [this, dialog, name, title, namespaces] {
        api::PutTenant op;
        op.tenant.id = toUtf8(name->text());
        op.tenant.title = toUtf8(title->text().trimmed());
        op.tenant.namespaces = namesOf(namespaces->text());
        op.replaces = 0;
        sendFrom<api::PutTenant>(dialog, std::move(op), [this](const api::TenantReply& reply) {
            m_book->take(reply.tenant);
            showTenant(toText(reply.tenant.id));
            m_bar->show(InfoBar::Info,
                        tr("%1 is there. What it may use has no limits yet.").arg(tenantTitle(reply.tenant)));
        });
    });
    open(dialog);
    name->setFocus();
}

void TenantsPage::addRole() {
    auto* dialog = new AskDialog(tr("Add a role"),
                                 tr("It begins with the permissions of another one; check and uncheck them afterwards, "
                                    "beside the list."),
                                 tr("Add"), Button::Primary, window());
    auto* name = dialog->addLine(tr("Name"), tr("night-shift"));
    name->setObjectName(QStringLiteral("role.name"));
    name->setMaxLength(kMaxTenantName);
    auto* title = dialog->addLine(tr("What it is for"), tr("Watches runs at night"));
    auto* like = new QComboBox(dialog);
    like->setObjectName(QStringLiteral("role.like"));
    like->setAccessibleName(tr("Begins as"));
    like->setMinimumHeight(space::kControl);
    for (const auto& one : m_book->roles()) {
        like->addItem(toText(one.name));
    }
    like->setCurrentText(role() ? toText(role()->name) : QStringLiteral("viewer"));
    dialog->addField(tr("Begins as"), like);
    dialog->setCheck([this, name]() -> QString {
        const QString wrong = problemOfTenantName(name->text());
        return !wrong.isEmpty()                     ? wrong
               : m_book->role(toUtf8(name->text())) ? tr("There is a role of this name.")
                                                    : m_session->obstacle(api::PutRole::kInfo.name);
    });
    connect(dialog, &AskDialog::wanted, this, [this, dialog, name, title, like] {
        const auto* begin = m_book->role(toUtf8(like->currentText()));
        api::PutRole op{toUtf8(name->text()), toUtf8(title->text().trimmed()),
                        begin ? begin->permissions : std::vector<std::string>(), 0};
        sendFrom<api::PutRole>(dialog, std::move(op), [this](const api::RoleReply& reply) {
            m_roles->show(
                [&] {
                    auto all = m_book->roles();
                    all.push_back(reply.role);
                    return all;
                }(),
                m_book->members());
            m_sections[TenantBook::Roles].table->selectRow(m_roles->rowOf(reply.role.name));
            m_bar->show(InfoBar::Info, tr("The role %1 is there.").arg(toText(reply.role.name)));
            m_book->refresh();
        });
    });
    open(dialog);
    name->setFocus();
}

void TenantsPage::openMember(const std::optional<api::MemberInfo>& changed) {
    auto* dialog = new MemberDialog(m_session, *m_book, changed, toUtf8(m_session->tenant()), window());
    connect(dialog, &MemberDialog::stored, this, [this](const api::MemberInfo& stored) {
        m_bar->show(InfoBar::Info, tr("%1 has %2 in %3.")
                                       .arg(cutText(stored.subject, kShownTitle), joinedNames(stored.roles),
                                            whereText(stored.tenant)));
        m_book->refresh();
    });
    open(dialog);
}

/// Enter on a row: where it is changed.
void TenantsPage::change() {
    if (current() == TenantBook::Tenants && tenant()) {
        m_tenantPane->enter();
    } else if (current() == TenantBook::Members && member() && !isAsking() && m_change->isEnabled()) {
        openMember(*member());
    }
}

void TenantsPage::save() {
    if (current() == TenantBook::Tenants) {
        m_tenantPane->save();
    } else if (current() == TenantBook::Roles) {
        m_rolePane->save();
    }
}

void TenantsPage::suspend() {
    const auto* one = tenant();
    if (isAsking() || !one || !m_suspend->isEnabled()) {
        return;
    }
    api::PutTenant op{*one, {}, one->revision};
    op.tenant.suspended = !one->suspended;
    const QString name = tenantTitle(*one);
    if (one->suspended) {
        send(std::move(op), tr("%1 was not resumed").arg(name), tr("%1 is active again.").arg(name));
        return;
    }
    auto* question = new Question(tr("Suspend %1?").arg(cutText(one->id, kLongestWord)),
                                  tr("Its members may look and do nothing else until it is resumed: no run is started, "
                                     "approved or changed by them. Runs that are under way go on."),
                                  tr("Suspend"), Button::Danger, tr("Leave it"), window());
    connect(question, &QDialog::accepted, this,
            [this, op, name] { send(op, tr("%1 was not suspended").arg(name), tr("%1 is suspended.").arg(name)); });
    open(question);
}

void TenantsPage::remove() {
    if (isAsking() || !m_remove->isEnabled()) {
        return;
    }
    QString title;
    QString text;
    std::function<void()> then;
    if (const auto* one = tenant(); one && current() == TenantBook::Tenants) {
        const QString name = cutText(one->id, kLongestWord);
        title = tr("Remove the tenant %1?").arg(name);
        text =
            tr("Its namespaces, workflows and runs are the default tenant's then, and its members lose their roles in "
               "it. Its quotas and its budget are forgotten.");
        then = [this, id = one->id, name] {
            send(api::RemoveTenant{id, {}}, tr("%1 was not removed").arg(name), tr("%1 is removed.").arg(name));
        };
    } else if (const auto* gone = role(); gone && current() == TenantBook::Roles) {
        const QString name = cutText(gone->name, kLongestWord);
        title = tr("Remove the role %1?").arg(name);
        text = tr("Nobody has it. It cannot be brought back, but made again.");
        then = [this, id = gone->name, name] {
            send(api::RemoveRole{id}, tr("%1 was not removed").arg(name), tr("%1 is removed.").arg(name));
        };
    } else if (const auto* who = member(); who && current() == TenantBook::Members) {
        const QString name = cutText(who->subject, kLongestWord);
        title = tr("Take %1 out?").arg(name);
        text = who->subject == m_session->identity().user
                   ? tr("That is you: you lose %1 in %2, from now on.")
                         .arg(joinedNames(who->roles), whereText(who->tenant))
                   : tr("%1 loses %2 in %3, from now on. Roles elsewhere stay.")
                         .arg(name, joinedNames(who->roles), whereText(who->tenant));
        then = [this, op = api::PutMember{who->tenant, who->subject, {}}, name] {
            send(op, tr("%1 was not taken out").arg(name), tr("%1 is taken out.").arg(name));
        };
    }
    auto* question = new Question(title, text, current() == TenantBook::Members ? tr("Take out") : tr("Remove"),
                                  Button::Danger, tr("Leave it"), window());
    connect(question, &QDialog::accepted, this, std::move(then));
    open(question);
}

/// From then on roles count: whoever does it stays an admin.
void TenantsPage::makeFirst() {
    if (isAsking()) {
        return;
    }
    const auto user = m_session->identity().user;
    const QString name = cutText(user, kLongestWord);
    auto* question = new Question(tr("Make %1 an admin everywhere?").arg(name),
                                  tr("From now on roles count. %1 may do everything in all tenants; everybody else may "
                                     "do nothing until they are added with a role.")
                                      .arg(name),
                                  tr("Make %1 an admin").arg(name), Button::Secondary, tr("Leave it"), window());
    connect(question, &QDialog::accepted, this, [this, user, name] {
        send(api::PutMember{{}, user, {"admin"}}, tr("%1 was not added").arg(name),
             tr("%1 is an admin everywhere. Add the others now.").arg(name));
    });
    open(question);
}

}  // namespace beamline::ui
