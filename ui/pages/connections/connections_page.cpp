// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/connections/connections_page.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/models/connection_list_model.h"
#include "ui/models/formatting.h"
#include "ui/pages/connections/connection_delegate.h"
#include "ui/pages/connections/connection_dialog.h"
#include "ui/pages/connections/diagnosis_view.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/question.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

ConnectionsPage::ConnectionsPage(ConnectionBook* book, EngineOpener* opener, QWidget* parent)
    : Page(parent), m_book(book), m_opener(opener), m_model(new ConnectionListModel(book, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(title(), this);
    buildActions();
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("connections.bar"));
    buildTable();
    auto* card = new Card(this);
    card->addBody(m_table);
    auto* note =
        new QLabel(tr("Contexts are read from the folder of the nats command line and never written. Of them and "
                      "of the embedded engine tenant, colour, production and looking only can be set."),
                   card);
    note->setWordWrap(true);
    note->setProperty("muted", true);
    card->addBody(note, true, 0);
    m_result = new Card(tr("Result of the test"), this);
    m_diagnosis = new DiagnosisView(m_result);
    m_result->addBody(m_diagnosis, true, 0);
    m_result->hide();
    column->addWidget(m_header);
    column->addWidget(m_bar);
    column->addWidget(card, 1);
    column->addWidget(m_result);
    connect(book, &ConnectionBook::changed, this, &ConnectionsPage::updateActions);
    connect(book, &ConnectionBook::windowsChanged, this, &ConnectionsPage::updateActions);
    updateActions();
}

QIcon ConnectionsPage::icon() const {
    return Icon::get(QStringLiteral("connection"));
}

void ConnectionsPage::buildActions() {
    m_remove =
        addPageAction(this, "connection.remove", tr("Remove…"), QStringLiteral("trash"), QKeySequence(Qt::Key_Delete));
    m_edit = addPageAction(this, "connection.edit", tr("Edit…"), {}, QKeySequence(Qt::Key_E));
    m_test = addPageAction(this, "connection.test", tr("Test"), QStringLiteral("check"), QKeySequence(Qt::Key_T));
    m_add = addPageAction(this, "connection.add", tr("Add…"), QStringLiteral("plus"), QKeySequence(Qt::Key_A));
    m_window = addPageAction(this, "connection.window", tr("Open in new window"), {}, QKeySequence(Qt::Key_W));
    m_connect = addPageAction(this, "connection.connect", tr("Connect"), {}, QKeySequence(Qt::Key_C));
    connect(m_add, &QAction::triggered, this, [this] { edit({}); });
    connect(m_edit, &QAction::triggered, this, [this] {
        if (const auto* entry = chosen()) {
            edit(entry->profile);
        }
    });
    connect(m_remove, &QAction::triggered, this, &ConnectionsPage::remove);
    connect(m_test, &QAction::triggered, this, &ConnectionsPage::test);
    for (auto* action : {m_connect, m_window}) {
        connect(action, &QAction::triggered, this, [this, newWindow = action == m_window] {
            if (const auto* entry = chosen()) {
                const std::string id = entry->profile.id;
                Q_EMIT connectRequested(id, newWindow);
            }
        });
    }
    m_header->addWidget(new Button(m_add, Button::Secondary, this));
    m_header->addWidget(new Button(m_test, Button::Secondary, this));
    m_header->addWidget(new Button(m_window, Button::Secondary, this));
    m_header->addWidget(new Button(m_connect, Button::Primary, this));
}

void ConnectionsPage::buildTable() {
    m_table = new TableView(this);
    m_table->setObjectName(QStringLiteral("connections.table"));
    m_table->setAccessibleName(tr("Connections"));
    m_table->setModel(m_model);
    for (int column : {ConnectionListModel::NameColumn, ConnectionListModel::StateColumn}) {
        m_table->setItemDelegateForColumn(column, new ConnectionDelegate(m_table));
    }
    for (int column : {ConnectionListModel::KindColumn, ConnectionListModel::AddressColumn}) {
        m_table->setItemDelegateForColumn(column, new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    }
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &TableView::rowActivated, m_connect, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ConnectionsPage::updateActions);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
        if (m_table->indexAt(position).isValid()) {
            auto* menu = new QMenu(this);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            menu->setToolTipsVisible(true);
            menu->addActions({m_connect, m_window, m_test, m_edit, m_remove});
            menu->popup(m_table->viewport()->mapToGlobal(position));
        }
    });
}

/// Where it leads tells connections apart: it keeps its room in narrow windows.
void ConnectionsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    const bool wide = width() >= extent::kWideCards;
    m_table->setColumnWidths({wide ? 40 : 28, 14, 0, wide ? 20 : 18});
}

void ConnectionsPage::activated() {
    refresh();
    if (!m_table->currentIndex().isValid()) {
        m_table->selectRow(0);
    }
    m_table->setFocus();
}

void ConnectionsPage::refresh() {
    m_book->setContexts(m_opener->contexts());
}

const ConnectionBook::Entry* ConnectionsPage::chosen() const {
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? m_book->find(toUtf8(index.siblingAtColumn(0).data(IdRole).toString())) : nullptr;
}

void ConnectionsPage::select(const QString& id) {
    m_table->selectRow(m_model->rowOf(id));
}

void ConnectionsPage::updateActions() {
    const auto* entry = chosen();
    const auto set = [](QAction* action, const QString& what, const QString& why) {
        action->setEnabled(why.isEmpty());
        action->setToolTip(why.isEmpty() ? what : why);
    };
    const QString none = entry ? QString() : tr("Select a connection first.");
    const QString unusable = entry ? entry->problem : none;
    const bool own = entry && entry->profile.kind == ConnectionKind::nats;
    const bool open = entry && m_book->windows(entry->profile.id) > 0;
    set(m_connect, tr("Use it in this window."), unusable);
    set(m_window, tr("Use it beside the one of this window."), unusable);
    set(m_test, tr("Try each step of connecting and say what was found."),
        !none.isEmpty() ? none
        : m_testing     ? tr("One is being tested…")
                        : unusable);
    set(m_edit, own ? tr("Change it.") : tr("Give it a tenant or a colour, or mark it as production."), none);
    set(m_remove, tr("Forget it, with its secret."),
        !none.isEmpty() ? none
        : !own          ? tr("The embedded engine and contexts cannot be removed here.")
        : open          ? tr("A window is on it: close that or switch it first.")
                        : QString());
    if (entry && entry->profile.id != m_tested) {
        m_result->hide();
    }
    m_header->setFigures({{formatCount(m_model->rowCount()), tr("to choose from"), {}, false}});
}

void ConnectionsPage::edit(const ConnectionProfile& profile) {
    if (m_dialog) {
        return;
    }
    m_bar->hide();
    auto* dialog = new ConnectionDialog(m_book, m_opener, profile, window());
    m_dialog = dialog;
    connect(dialog, &ConnectionDialog::stored, this, [this](const QString& id, const QString& note) {
        select(id);
        if (!note.isEmpty()) {
            m_bar->show(InfoBar::Warning, note);
        }
    });
    dialog->open();
}

void ConnectionsPage::remove() {
    const auto* entry = chosen();
    if (m_dialog || !entry || !m_remove->isEnabled()) {
        return;
    }
    const std::string id = entry->profile.id;
    const QString name = cutText(entry->profile.name, kLongestWord);
    auto* question = new Question(tr("Remove the connection %1?").arg(name),
                                  tr("Its address and its secret are forgotten. Nothing changes at the other end."),
                                  tr("Remove"), Button::Danger, tr("Keep it"), window());
    m_dialog = question;
    connect(question, &QDialog::accepted, this, [this, id, name] {
        m_book->remove(id);
        m_bar->show(InfoBar::Info, tr("%1 is removed.").arg(name));
    });
    question->open();
}

void ConnectionsPage::test() {
    const auto* entry = chosen();
    if (!entry || m_testing) {
        return;
    }
    m_testing = true;
    m_tested = entry->profile.id;
    m_result->setTitle(tr("Test of %1").arg(cutText(entry->profile.name, kShownTitle)));
    m_diagnosis->showTesting();
    m_result->show();
    updateActions();
    const auto start = [this, profile = entry->profile](const std::string& secret) {
        m_opener->diagnose(profile, secret, this, [this](const std::vector<DiagnosisStep>& steps) {
            m_testing = false;
            m_diagnosis->show(steps);
            updateActions();
        });
    };
    if (!needsSecret(entry->profile)) {
        start({});
        return;
    }
    m_book->secret(entry->profile.id, this,
                   [start](const api::Result<std::string>& kept) { start(kept.ok() ? *kept : std::string()); });
}

}  // namespace beamline::ui
