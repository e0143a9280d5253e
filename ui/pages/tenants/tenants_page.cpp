// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/tenants/tenants_page.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/member_model.h"
#include "ui/models/role_model.h"
#include "ui/models/tenant_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/tenants/limit_label.h"
#include "ui/pages/tenants/role_pane.h"
#include "ui/pages/tenants/tenant_pane.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
// From which width of the list of tenants a column has room.
constexpr int kRoomForState = 480;
constexpr int kRoomForBudget = 600;
constexpr int kRoomForStorage = 840;
constexpr int kRoomForTasks = 960;
constexpr int kRoomForOwned = 1180;
constexpr int kRoomForPurpose = 560;
constexpr int kRoomForAuthor = 620;
}  // namespace

TenantsPage::TenantsPage(EngineSession* session, QWidget* parent)
    : Page(parent),
      m_session(session),
      m_book(new TenantBook(session, this)),
      m_tenants(new TenantModel(this)),
      m_roles(new RoleModel(this)),
      m_members(new MemberModel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(title(), this);
    buildActions();
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("tenants.message"));
    m_chips = new ChipBar(this);
    m_chips->setObjectName(QStringLiteral("tenants.sections"));
    m_chips->addChip(tr("Tenants"));
    m_chips->addChip(tr("Roles"));
    m_chips->addChip(tr("Members"));
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(buildTenants());
    m_stack->addWidget(buildRoles());
    m_stack->addWidget(buildMembers());
    column->addWidget(m_header);
    column->addWidget(buildIdentity());
    column->addWidget(m_bar);
    column->addWidget(m_chips);
    column->addWidget(m_stack, 1);
    connectParts();
    for (const auto part : {TenantBook::Tenants, TenantBook::Roles, TenantBook::Members}) {
        showPart(part);
    }
    showIdentity();
}

QIcon TenantsPage::icon() const {
    return Icon::get(QStringLiteral("tenants"));
}

void TenantsPage::buildActions() {
    m_remove =
        addPageAction(this, "tenants.remove", tr("Remove…"), QStringLiteral("trash"), QKeySequence(Qt::Key_Delete));
    m_suspend =
        addPageAction(this, "tenants.suspend", tr("Suspend…"), QStringLiteral("suspend"), QKeySequence(Qt::Key_S));
    m_change = addPageAction(this, "tenants.change", tr("Change…"), {}, QKeySequence(Qt::Key_E));
    m_add = addPageAction(this, "tenants.add", tr("Add tenant…"), {}, QKeySequence(Qt::Key_A));
    m_save = addPageAction(this, "tenants.save", tr("Save"), {}, QKeySequence(QKeySequence::Save));
    connect(m_add, &QAction::triggered, this, &TenantsPage::add);
    connect(m_change, &QAction::triggered, this, &TenantsPage::change);
    connect(m_save, &QAction::triggered, this, &TenantsPage::save);
    connect(m_suspend, &QAction::triggered, this, &TenantsPage::suspend);
    connect(m_remove, &QAction::triggered, this, &TenantsPage::remove);
    m_header->addWidget(new Button(m_remove, Button::Secondary, this));
    m_header->addWidget(new Button(m_suspend, Button::Secondary, this));
    m_header->addWidget(new Button(m_change, Button::Secondary, this));
    m_header->addWidget(new Button(m_add, Button::Primary, this));
}

/// Who the user is, and as whose member this window asks.
QWidget* TenantsPage::buildIdentity() {
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k8);
    m_who = new QLabel(line);
    m_who->setObjectName(QStringLiteral("tenants.who"));
    m_who->setTextFormat(Qt::PlainText);
    m_who->setWordWrap(true);
    m_who->setProperty("muted", true);
    m_asLabel = new QLabel(tr("Act as a member of"), line);
    m_as = new QComboBox(line);
    m_as->setObjectName(QStringLiteral("tenants.as"));
    m_as->setAccessibleName(m_asLabel->text());
    constexpr int kLetters = 18;
    m_as->setMinimumContentsLength(kLetters);
    m_asLabel->setBuddy(m_as);
    row->addWidget(m_who, 1);
    row->addWidget(m_asLabel);
    row->addWidget(m_as);
    connect(m_as, &QComboBox::activated, this,
            [this](int index) { m_session->setTenant(m_as->itemData(index).toString()); });
    return line;
}

TableView* TenantsPage::buildTable(Part part, const char* name, QAbstractItemModel* model, const QString& spoken) {
    auto* table = new TableView(this);
    table->setObjectName(QString::fromLatin1(name));
    table->setAccessibleName(spoken);
    table->setModel(model);
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    table->installEventFilter(this);
    connect(table, &TableView::rowActivated, this, &TenantsPage::change);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this, part] { showSelection(part); });
    connect(table, &QWidget::customContextMenuRequested, this, [this, table](const QPoint& position) {
        if (table->indexAt(position).isValid()) {
            auto* menu = new QMenu(this);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            menu->setToolTipsVisible(true);
            for (QAction* action : {m_change, m_suspend, m_remove}) {
                if (action->isVisible()) {
                    menu->addAction(action);
                }
            }
            menu->popup(table->viewport()->mapToGlobal(position));
        }
    });
    m_sections[part].table = table;
    return table;
}

QWidget* TenantsPage::buildTenants() {
    auto* table = buildTable(TenantBook::Tenants, "tenants.table", m_tenants, tr("Tenants"));
    table->setItemDelegateForColumn(TenantModel::StateColumn, new PhaseDelegate(table));
    for (const int column :
         {TenantModel::RunsColumn, TenantModel::TasksColumn, TenantModel::StorageColumn, TenantModel::BudgetColumn}) {
        table->setItemDelegateForColumn(column, new LimitDelegate(TextRole::Small, Icon::Role::Text2, table));
    }
    table->setItemDelegateForColumn(TenantModel::NamespacesColumn,
                                    new CellDelegate(TextRole::Body, Icon::Role::Text2, table));
    table->setColumnWidths({0, 14, 16, 14, 20, 20, 24});
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    auto* card = new Card(split);
    card->addBody(table);
    card->setMinimumWidth(extent::kListPane);
    m_tenantPane = new TenantPane(m_session, m_book, m_save, split);
    split->addWidget(card);
    split->addWidget(m_tenantPane);
    split->setStretchFactor(0, 1);
    split->setSizes({extent::kWideCards, extent::kForm});
    m_sections[TenantBook::Tenants].stack = new ContentStack(split, this);
    return m_sections[TenantBook::Tenants].stack;
}

QWidget* TenantsPage::buildRoles() {
    auto* table = buildTable(TenantBook::Roles, "roles.table", m_roles, tr("Roles"));
    table->setItemDelegateForColumn(RoleModel::KindColumn, new CellDelegate(TextRole::Body, Icon::Role::Text2, table));
    table->setColumnWidths({0, 30, 22, 10});
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    auto* card = new Card(split);
    card->addBody(table);
    card->setMinimumWidth(extent::kListPane);
    m_rolePane = new RolePane(m_session, m_save, split);
    split->addWidget(card);
    split->addWidget(m_rolePane);
    split->setStretchFactor(0, 1);
    split->setSizes({extent::kWideCards, extent::kForm});
    m_sections[TenantBook::Roles].stack = new ContentStack(split, this);
    return m_sections[TenantBook::Roles].stack;
}

QWidget* TenantsPage::buildMembers() {
    auto* table = buildTable(TenantBook::Members, "members.table", m_members, tr("Members"));
    for (const int column : {MemberModel::SinceColumn, MemberModel::ByColumn}) {
        table->setItemDelegateForColumn(column, new CellDelegate(TextRole::Body, Icon::Role::Text2, table));
    }
    table->setColumnWidths({30, 24, 0, 16, 20});
    auto* card = new Card(this);
    m_sections[TenantBook::Members].stack = new ContentStack(table, card);
    card->addBody(m_sections[TenantBook::Members].stack);
    return card;
}

void TenantsPage::connectParts() {
    connect(m_book, &TenantBook::changed, this, &TenantsPage::showPart);
    connect(m_session, &EngineSession::accessChanged, this, &TenantsPage::showIdentity);
    connect(m_session, &EngineSession::healthChanged, this, &TenantsPage::updateActions);
    connect(m_chips, &ChipBar::currentChanged, this, [this](int chip) { choose(static_cast<Part>(chip)); });
    for (auto& section : m_sections) {
        connect(section.stack, &ContentStack::retryClicked, this, &TenantsPage::refresh);
    }
    connect(m_sections[TenantBook::Members].stack, &ContentStack::primaryClicked, this, &TenantsPage::makeFirst);
    connect(m_tenantPane, &TenantPane::changed, this, &TenantsPage::updateActions);
    connect(m_tenantPane, &TenantPane::stale, m_book, &TenantBook::refresh);
    connect(m_tenantPane, &TenantPane::usageWanted, this, [this] { Q_EMIT navigate(QStringLiteral("usage")); });
    connect(m_tenantPane, &TenantPane::saved, this, [this](const api::TenantInfo& saved) {
        m_bar->show(InfoBar::Info, tr("%1 is saved.").arg(tenantTitle(saved)));
        m_book->take(saved);
    });
    connect(m_rolePane, &RolePane::changed, this, &TenantsPage::updateActions);
    connect(m_rolePane, &RolePane::stale, m_book, &TenantBook::refresh);
    connect(m_rolePane, &RolePane::saved, this, [this](const QString& name) {
        m_bar->show(InfoBar::Info, tr("The role %1 is saved.").arg(name));
        m_book->refresh();
    });
}

bool TenantsPage::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) {
        const auto hide = [watched](TableView* table, int column, int room) {
            if (watched == table) {
                table->setColumnHidden(column, table->width() < room);
            }
        };
        auto* tenants = m_sections[TenantBook::Tenants].table;
        hide(tenants, TenantModel::BudgetColumn, kRoomForBudget);
        hide(tenants, TenantModel::StorageColumn, kRoomForStorage);
        hide(tenants, TenantModel::TasksColumn, kRoomForTasks);
        hide(tenants, TenantModel::NamespacesColumn, kRoomForOwned);
        hide(tenants, TenantModel::StateColumn, kRoomForState);
        hide(m_sections[TenantBook::Roles].table, RoleModel::KindColumn, kRoomForPurpose);
        hide(m_sections[TenantBook::Members].table, MemberModel::ByColumn, kRoomForAuthor);
    }
    return Page::eventFilter(watched, event);
}

void TenantsPage::activated() {
    m_book->setLive(true);
    m_sections[current()].table->setFocus();
}

void TenantsPage::deactivated() {
    m_book->setLive(false);
}

void TenantsPage::refresh() {
    m_book->refresh();
}

QString TenantsPage::here() const {
    const auto* shown = current() == TenantBook::Tenants ? tenant() : nullptr;
    return shown ? QStringLiteral("tenants/") + toText(shown->id) : QString();
}

TenantsPage::Part TenantsPage::current() const {
    return static_cast<Part>(m_stack->currentIndex());
}

void TenantsPage::choose(Part part) {
    m_chips->setCurrent(part);
    m_stack->setCurrentIndex(part);
    updateActions();
}

void TenantsPage::showTenant(const QString& id) {
    choose(TenantBook::Tenants);
    m_wanted = id;
    m_bar->hide();
    if (m_book->state(TenantBook::Tenants) == TenantBook::State::Ready) {
        seek();
    }
}

void TenantsPage::seek() {
    if (m_wanted.isEmpty()) {
        return;
    }
    const QString id = std::exchange(m_wanted, QString());
    const int row = m_tenants->rowOf(toUtf8(id));
    if (row < 0) {
        m_bar->show(InfoBar::Warning,
                    tr("There is no tenant %1 that you may see.").arg(cutText(toUtf8(id), kShownTitle)));
    } else {
        m_sections[TenantBook::Tenants].table->selectRow(row);
    }
}

void TenantsPage::showPart(Part part) {
    if (part == TenantBook::Tenants) {
        m_tenants->show(m_book->tenants());
    } else if (part == TenantBook::Members) {
        m_members->show(m_book->members(), m_session->identity().user);
    }
    if (part != TenantBook::Tenants) {
        m_roles->show(m_book->roles(), m_book->members());
    }
    showState(part);
    if (part == TenantBook::Tenants && m_book->state(part) == TenantBook::State::Ready) {
        seek();
    }
    showSelection(part);
    const bool counts = m_book->state(part) == TenantBook::State::Ready;
    const qint64 count = part == TenantBook::Tenants ? m_tenants->rowCount()
                         : part == TenantBook::Roles ? m_roles->rowCount()
                                                     : m_members->rowCount();
    m_chips->setCount(part, counts ? count : -1);
}

void TenantsPage::showState(Part part) {
    auto& section = m_sections[part];
    const auto state = m_book->state(part);
    if (section.table->model()->rowCount() > 0) {
        section.stack->showContent();
        if (!section.table->currentIndex().isValid() && m_wanted.isEmpty()) {
            section.table->selectRow(0);
        }
    } else if (state == TenantBook::State::Failed) {
        section.stack->showError(m_book->error(part));
    } else if (state != TenantBook::State::Ready) {
        section.stack->showLoading(tr("Asking the engine…"));
    } else if (part == TenantBook::Members) {
        section.stack->showEmpty(
            QStringLiteral("tenants"), tr("No members yet"),
            tr("While there are no members, everybody who reaches this engine may do everything. The first member must "
               "be an admin everywhere, so that somebody is left who may add the others. From then on everybody else "
               "may do what their roles say, and nothing without one."),
            tr("Make %1 an admin…").arg(cutText(m_session->identity().user, kLongestWord)));
    } else {
        section.stack->showEmpty(QStringLiteral("tenants"), tr("Nothing that you may see"),
                                 tr("Somebody who administers access can give you a role here."));
    }
    if (state == TenantBook::State::Failed && section.table->model()->rowCount() > 0) {
        m_stale = true;
        m_bar->show(InfoBar::Warning,
                    tr("What you see is as of the last answer. %1").arg(toText(m_book->error(part).message)));
    } else if (state == TenantBook::State::Ready && std::exchange(m_stale, false)) {
        m_bar->hide();
    }
}

void TenantsPage::showSelection(Part part) {
    if (part == TenantBook::Tenants) {
        if (const auto* shown = tenant()) {
            m_tenantPane->show(*shown);
        } else {
            m_tenantPane->forget(m_tenantPane->shown());
        }
    } else if (part == TenantBook::Roles) {
        if (const auto* shown = role()) {
            m_rolePane->show(*shown);
        } else {
            m_rolePane->forget(m_rolePane->shown());
        }
    }
    updateActions();
}

const api::TenantInfo* TenantsPage::tenant() const {
    const QModelIndex index = m_sections[TenantBook::Tenants].table->currentIndex();
    return index.isValid() ? &m_tenants->rowAt(index.row()).tenant : nullptr;
}

const api::RoleInfo* TenantsPage::role() const {
    const QModelIndex index = m_sections[TenantBook::Roles].table->currentIndex();
    return index.isValid() ? &m_roles->rowAt(index.row()).role : nullptr;
}

const api::MemberInfo* TenantsPage::member() const {
    const QModelIndex index = m_sections[TenantBook::Members].table->currentIndex();
    return index.isValid() ? &m_members->rowAt(index.row()).member : nullptr;
}

void TenantsPage::showIdentity() {
    m_who->setText(whoYouAre(*m_session));
    const QSignalBlocker block(m_as);
    m_as->clear();
    m_as->addItem(tr("no one tenant"), QString());
    for (const auto& id : m_session->access() ? m_session->access()->tenants : std::vector<std::string>()) {
        m_as->addItem(toText(id), toText(id));
    }
    if (m_as->findData(m_session->tenant()) < 0) {
        m_as->addItem(m_session->tenant(), m_session->tenant());
    }
    m_as->setCurrentIndex(m_as->findData(m_session->tenant()));
    const bool shown = m_as->count() > 2 || !m_session->tenant().isEmpty();
    m_as->setVisible(shown);
    m_asLabel->setVisible(shown);
    m_members->show(m_book->members(), m_session->identity().user);
    updateActions();
}

}  // namespace beamline::ui
