// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who may do what: tenants with what they may use, roles with their permissions, members with their roles; and as whose
// member this window asks. GUI thread only.

#include <QPointer>
#include <array>

#include "engine/api/operations.h"
#include "ui/models/tenant_book.h"
#include "ui/widgets/page.h"

class QComboBox;
class QDialog;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace beamline::ui {

class AskDialog;
class Button;
class ChipBar;
class ContentStack;
class EngineSession;
class InfoBar;
class MemberModel;
class PageHeader;
class RoleModel;
class RolePane;
class TableView;
class TenantModel;
class TenantPane;

class TenantsPage : public Page {
    Q_OBJECT
public:
    explicit TenantsPage(EngineSession* session, QWidget* parent = nullptr);

    /// Selects it, as soon as it is known; says so when there is none.
    void showTenant(const QString& id);

    QString title() const override { return tr("Tenants and roles"); }
    QIcon icon() const override;
    QString here() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using Part = TenantBook::Part;
    struct Section {
        ContentStack* stack = nullptr;
        TableView* table = nullptr;
    };

    void buildActions();
    QWidget* buildIdentity();
    TableView* buildTable(Part part, const char* name, QAbstractItemModel* model, const QString& spoken);
    QWidget* buildTenants();
    QWidget* buildRoles();
    QWidget* buildMembers();
    void connectParts();
    void choose(Part part);
    Part current() const;
    void showPart(Part part);
    void showState(Part part);
    void showSelection(Part part);
    void showIdentity();
    void seek();
    void updateActions();
    QString whyNotRemove(Part part) const;
    const api::TenantInfo* tenant() const;
    const api::RoleInfo* role() const;
    const api::MemberInfo* member() const;
    // ---- tenants_page_actions.cpp
    void add();
    void addTenant();
    void addRole();
    void openMember(const std::optional<api::MemberInfo>& member);
    void change();
    void save();
    void suspend();
    void remove();
    void makeFirst();
    bool isAsking() const;
    void open(QDialog* dialog);
    template <class Op>
    void send(Op op, const QString& what, const QString& done);
    template <class Op>
    void sendFrom(AskDialog* dialog, Op op, std::function<void(const typename Op::Reply&)> done);

    EngineSession* m_session;
    TenantBook* m_book;
    TenantModel* m_tenants;
    RoleModel* m_roles;
    MemberModel* m_members;
    PageHeader* m_header;
    QLabel* m_who = nullptr;
    QLabel* m_asLabel = nullptr;
    QComboBox* m_as = nullptr;
    InfoBar* m_bar;
    ChipBar* m_chips;
    QStackedWidget* m_stack;
    std::array<Section, TenantBook::PartCount> m_sections;
    TenantPane* m_tenantPane = nullptr;
    RolePane* m_rolePane = nullptr;
    QAction* m_add;
    QAction* m_change;
    QAction* m_save;
    QAction* m_suspend;
    QAction* m_remove;
    QString m_wanted;  ///< a tenant, to be selected when the list is there
    bool m_sending = false;
    bool m_stale = false;  ///< the bar says that what is shown is old
    QPointer<QDialog> m_dialog;
};

}  // namespace beamline::ui
