// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/secrets/secrets_page.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/models/formatting.h"
#include "ui/models/secret_list_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/secrets/secret_dialog.h"
#include "ui/pages/secrets/secret_place_delegate.h"
#include "ui/session/engine_session.h"
#include "ui/session/secret_store.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/question.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

using Condition = KeychainCondition::State;

SecretsPage::SecretsPage(EngineSession* session, QWidget* parent)
    : Page(parent), m_session(session), m_store(session->secrets()), m_model(new SecretListModel(session, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(title(), this);
    buildActions();
    m_condition = new InfoBar(this);
    m_condition->setObjectName(QStringLiteral("keychain"));
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("message"));
    buildTable();
    auto* card = new Card(this);
    m_stack = new ContentStack(m_table, card);
    card->addBody(m_stack);
    column->addWidget(m_header);
    column->addWidget(m_condition);
    column->addWidget(m_bar);
    column->addWidget(card, 1);

    connect(m_model, &SecretListModel::stateChanged, this, &SecretsPage::showState);
    connect(m_stack, &ContentStack::retryClicked, this, &SecretsPage::refresh);
    connect(m_stack, &ContentStack::primaryClicked, m_add, &QAction::trigger);
    connect(m_condition, &InfoBar::actionClicked, m_unlock, &QAction::trigger);
    if (m_store) {
        connect(m_store, &SecretStore::changed, this, &SecretsPage::showCondition);
    }
    showCondition();
}

QIcon SecretsPage::icon() const {
    return Icon::get(QStringLiteral("key"));
}

void SecretsPage::buildActions() {
    m_remove =
        addPageAction(this, "secret.remove", tr("Remove…"), QStringLiteral("trash"), QKeySequence(Qt::Key_Delete));
    m_set = addPageAction(this, "secret.set", tr("Set value…"), QStringLiteral("key"), QKeySequence(Qt::Key_E));
    m_add = addPageAction(this, "secret.add", tr("Add secret…"), {}, QKeySequence(Qt::Key_A));
    m_unlock = addPageAction(this, "secret.unlock", tr("Unlock the keychain…"), QStringLiteral("key"));
    connect(m_add, &QAction::triggered, this, [this] { add({}); });
    connect(m_set, &QAction::triggered, this, &SecretsPage::set);
    connect(m_remove, &QAction::triggered, this, &SecretsPage::remove);
    connect(m_unlock, &QAction::triggered, this, [this] { m_store->unlock(); });
    m_header->addWidget(new Button(m_remove, Button::Secondary, this));
    m_header->addWidget(new Button(m_set, Button::Secondary, this));
    m_header->addWidget(new Button(m_add, Button::Primary, this));
}

void SecretsPage::buildTable() {
    m_table = new TableView(this);
    m_table->setObjectName(QStringLiteral("secrets.table"));
    m_table->setAccessibleName(tr("Secrets"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(SecretListModel::NameColumn,
                                      new CellDelegate(TextRole::Mono, Icon::Role::Text, m_table));
    m_table->setItemDelegateForColumn(SecretListModel::PlaceColumn, new SecretPlaceDelegate(m_table));
    m_table->setItemDelegateForColumn(SecretListModel::NeededColumn,
                                      new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    m_table->setColumnWidths({36, 18, 0});
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->installEventFilter(this);
    connect(m_table, &TableView::rowActivated, m_set, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SecretsPage::updateActions);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
        if (m_table->indexAt(position).isValid()) {
            auto* menu = new QMenu(this);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            menu->setToolTipsVisible(true);
            menu->addActions({m_set, m_remove});
            menu->popup(m_table->viewport()->mapToGlobal(position));
        }
    });
}

bool SecretsPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table && event->type() == QEvent::Resize) {
        m_table->setColumnHidden(SecretListModel::NeededColumn, m_table->width() < extent::kWideList);
    }
    return Page::eventFilter(watched, event);
}

/// Whoever comes back from the desktop's own program for passwords may have unlocked it there.
void SecretsPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && m_store && isVisible() && isActiveWindow()) {
        m_store->look();
    }
}

void SecretsPage::activated() {
    refresh();
    m_table->setFocus();
}

void SecretsPage::refresh() {
    if (m_store) {
        m_store->look();
    }
    m_model->refresh();
}

void SecretsPage::showSecret(const QString& name) {
    m_wanted = name;
    if (m_model->state() == SecretListModel::State::Ready) {
        showState();
    }
}

QString SecretsPage::chosen() const {
    return m_table->currentIndex().siblingAtColumn(0).data(IdRole).toString();
}

QString SecretsPage::fileAdvice(const QString& name) const {
    const bool known = m_store || !m_session->health().dataDir.empty();
    return tr("put its value into the file %1/%2, readable by its owner alone (chmod 600)")
        .arg(known ? secretFolder(*m_session) : tr("DATA-DIRECTORY/secrets"), name);
}

void SecretsPage::showState() {
    using State = SecretListModel::State;
    if (m_model->rowCount() > 0) {
        m_stack->showContent();
        if (!m_table->currentIndex().isValid()) {
            m_table->selectRow(0);
        }
    } else if (m_model->state() == State::Failed) {
        m_stack->showError(m_model->error());
    } else if (m_model->state() != State::Ready) {
        m_stack->showLoading(tr("Loading secrets…"));
    } else {
        const auto state = m_store ? m_store->condition().state : Condition::Absent;
        const bool keeps = state != Condition::Absent && state != Condition::Locked;
        m_stack->showEmpty(QStringLiteral("key"), tr("No secrets"),
                           tr("Passwords and tokens that workflows use. A workflow lists their names below "
                              "“use: secrets:” and reads them as $secrets.NAME; values are put in place when a call "
                              "is made, and no run, log or history holds them."),
                           keeps ? tr("Add secret…") : QString());
    }
    if (m_model->state() == State::Failed && m_model->rowCount() > 0) {
        m_stale = true;
        m_bar->show(
            InfoBar::Warning,
            tr("Which workflows need these is as of the last answer. %1").arg(toText(m_model->error().message)));
    } else if (m_model->state() == State::Ready && std::exchange(m_stale, false)) {
        m_bar->hide();
    }
    const int missing = m_model->count(SecretPlace::Missing) + m_model->count(SecretPlace::Refused);
    QVector<PageHeader::Figure> figures{{formatCount(m_model->rowCount()), tr("in all"), {}, false}};
    if (missing > 0) {
        figures << PageHeader::Figure{formatCount(missing), tr("without a value"), {}, false};
    }
    m_header->setFigures(figures);
    if (m_model->state() == State::Ready && !m_wanted.isEmpty()) {
        const QString name = std::exchange(m_wanted, QString());
        const int row = m_model->rowOf(name);
        if (row >= 0) {
            m_table->selectRow(row);
        }
        if (row < 0 && isSecretName(name)) {
            add(name);  // an older version of a workflow may need it
        } else if (row >= 0 && m_model->at(row).place == SecretPlace::Missing) {
            set();
        }
    }
    updateActions();
}

/// Who keeps the values, when that is not an open keychain.
void SecretsPage::showCondition() {
    const QString anyFile = fileAdvice(tr("NAME"));
    if (!m_store) {
        m_condition->show(
            InfoBar::Info,
            tr("This engine belongs to another process, which reads secrets from its keychain or from files. To add "
               "a file there: as the user it runs as, %1. A new value counts from the next call.")
                .arg(anyFile),
            {}, false);
    } else if (m_store->condition().state == Condition::Locked) {
        m_condition->show(
            InfoBar::Warning,
            tr("The keychain is locked: what is in it can be neither read nor changed. Starts that need it are "
               "refused, and calls under way fail."),
            m_store->isUnlocking() ? QString() : tr("Unlock…"), false);
    } else if (m_store->condition().state == Condition::Absent) {
        m_condition->show(InfoBar::Warning, tr("%1 For a file: %2.").arg(keychainText(m_store->condition()), anyFile),
                          {}, false);
    } else {
        m_condition->hide();
    }
    updateActions();
}

void SecretsPage::updateActions() {
    const auto state = m_store ? m_store->condition().state : Condition::Absent;
    const QString why = !m_store ? tr("This engine's secrets are kept by its owner, in its keychain or in files.")
                        : state == Condition::Absent ? tr("There is no keychain to keep it in.")
                        : state == Condition::Locked ? tr("Unlock the keychain first.")
                                                     : QString();
    const auto enable = [](QAction* action, const QString& what, const QString& reason) {
        action->setEnabled(reason.isEmpty());
        action->setToolTip(reason.isEmpty() ? what : reason);
    };
    const QModelIndex index = m_table->currentIndex();
    const QString name = chosen();
    const auto place = index.isValid() ? m_model->at(index.row()).place : SecretPlace::Missing;
    const QString none = index.isValid() ? QString() : tr("Select a secret first.");
    enable(m_add, tr("Keep a value under a new name."), why);
    m_set->setText(place == SecretPlace::Keychain ? tr("Replace value…") : tr("Set value…"));
    enable(m_set, tr("Give %1 a value.").arg(name), why.isEmpty() ? none : why);
    const QString others = place == SecretPlace::Keychain ? QString()
                           : place == SecretPlace::Missing
                               ? tr("It has no value that could be removed.")
                               : tr("Its value is a file: remove %1/%2.").arg(secretFolder(*m_session), name);
    enable(m_remove, tr("Remove %1 from the keychain.").arg(name),
           !why.isEmpty()    ? why
           : !none.isEmpty() ? none
                             : others);
    m_unlock->setEnabled(m_store && state == Condition::Locked && !m_store->isUnlocking());
    m_set->setProperty("command", tr("Set the value of %1…").arg(name));
    m_remove->setProperty("command", tr("Remove %1…").arg(name));
}

void SecretsPage::openDialog(QDialog* dialog) {
    m_bar->hide();
    m_dialog = dialog;
    dialog->open();
}

void SecretsPage::add(const QString& name) {
    if (m_dialog || !m_add->isEnabled()) {
        return;
    }
    auto* dialog = new SecretDialog(m_store, SecretDialog::Task::Add, name, {}, window());
    connect(dialog, &SecretDialog::stored, this, [this](const QString& stored) {
        m_bar->show(InfoBar::Info, tr("%1 is in the keychain.").arg(stored));
        m_table->selectRow(m_model->rowOf(stored));
    });
    openDialog(dialog);
}

void SecretsPage::set() {
    const QString name = chosen();
    if (m_dialog || !m_set->isEnabled()) {
        return;
    }
    const auto& row = m_model->at(m_table->currentIndex().row());
    const bool kept = row.place == SecretPlace::Keychain;
    const bool file = row.place == SecretPlace::File || row.place == SecretPlace::Refused;
    auto* dialog =
        new SecretDialog(m_store, kept ? SecretDialog::Task::Replace : SecretDialog::Task::Set, name,
                         kept   ? tr("The value that is there is not shown. Runs use the new one from their next call.")
                         : file ? tr("There is a file of this name. From now on the keychain's value is used.")
                                : QString(),
                         window());
    connect(dialog, &SecretDialog::stored, this,
            [this](const QString& stored) { m_bar->show(InfoBar::Info, tr("%1 is in the keychain.").arg(stored)); });
    openDialog(dialog);
}

void SecretsPage::remove() {
    const QString name = chosen();
    if (m_dialog || !m_remove->isEnabled()) {
        return;
    }
    const auto needed = m_model->at(m_table->currentIndex().row()).neededBy;
    constexpr int kMaxNamed = 5;
    const QString who = needed.mid(0, kMaxNamed).join(QStringLiteral(", ")) +
                        (needed.size() > kMaxNamed ? QStringLiteral(", …") : QString());
    const QString gone = tr("Its value is deleted from the keychain and cannot be brought back.");
    const QString hit = !needed.isEmpty()    ? tr("Runs of %1 fail at their next call.").arg(who)
                        : m_model->isWhole() ? tr("No deployed workflow needs it.")
                                             : tr("Whether a deployed workflow needs it is not known now.");
    auto* question = new Question(tr("Remove the secret %1?").arg(cutText(toUtf8(name), kLongestWord)),
                                  gone + QLatin1Char(' ') + hit, tr("Remove"), Button::Danger, tr("Keep it"), window());
    connect(question, &QDialog::accepted, this, [this, name] {
        m_store->remove(name, [page = QPointer(this), name](const api::Result<api::Unit>& result) {
            if (page) {
                result.ok() ? page->m_bar->show(InfoBar::Info, tr("%1 is removed.").arg(name))
                            : page->m_bar->show(InfoBar::Error, toText(result.error().message));
            }
        });
    });
    openDialog(question);
}

}  // namespace beamline::ui
