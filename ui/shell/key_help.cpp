// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/key_help.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/pages/content_stack.h"
#include "ui/shell/command_registry.h"
#include "ui/widgets/button.h"
#include "ui/widgets/page.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
/// In the order of the menus; what has no key is left out.
QList<QAction*> withKeys(const CommandRegistry& commands, const Page* page, bool ofPage) {
    QList<QAction*> result;
    const QList<QAction*> own = page ? page->actions() : QList<QAction*>();
    for (const auto menu : {CommandMenu::File, CommandMenu::Go, CommandMenu::Run, CommandMenu::Approvals,
                            CommandMenu::Page, CommandMenu::View, CommandMenu::Help}) {
        for (QAction* action : commands.menu(menu, page)) {
            if (!action->shortcuts().isEmpty() && own.contains(action) == ofPage) {
                result << action;
            }
        }
    }
    return result;
}

QLabel* keyWords(const QString& text, TextRole role, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(Theme::current().font(role));
    return label;
}
}  // namespace

KeyHelp::KeyHelp(const CommandRegistry& commands, const Page* page, bool menusByAlt, QWidget* parent)
    : QDialog(parent) {
    constexpr QSize kKeyHelp(820, 760);
    setWindowTitle(tr("Keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* body = new QWidget;
    auto* columns = new QHBoxLayout(body);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::k24);
    if (page) {
        columns->addWidget(section(tr("On this page: %1").arg(page->title()), withKeys(commands, page, true), false),
                           1);
    }
    columns->addWidget(section(tr("On every page"), withKeys(commands, page, false), menusByAlt), 1);
    auto* all = new Button(tr("All keys, and change them…"), Button::Secondary, this);
    all->setObjectName(QStringLiteral("keys.all"));
    auto* close = new Button(tr("Close"), Button::Primary, this);
    close->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    buttons->addWidget(all);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::k24, space::k24, space::k24, space::k16);
    column->setSpacing(space::k16);
    m_scroll = qobject_cast<QScrollArea*>(scrolledPage(body, this));
    column->addWidget(m_scroll, 1);
    column->addLayout(buttons);
    resize(kKeyHelp.boundedTo(parent->window()->size()));
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(all, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT allWanted();
    });
    if (const auto* own = commands.find(QStringLiteral("help.shortcuts"))) {
        m_keys = own->shortcuts();
    }
    for (Button* button : {all, close}) {
        button->installEventFilter(this);
    }
    close->setFocus();
}

/// The key that brought it takes it away. As a shortcut it would be the command's own, too, and mean neither.
bool KeyHelp::event(QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress) {
        return QDialog::event(event);
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    const auto plain = key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);  // Shift is how some write "?"
    if (!m_keys.contains(QKeySequence(key->keyCombination())) &&
        !m_keys.contains(QKeySequence(QKeyCombination(plain, Qt::Key(key->key()))))) {
        return QDialog::event(event);
    }
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        reject();
    }
    return true;
}

/// The buttons have the focus, and the list is what is read.
bool KeyHelp::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        auto* bar = m_scroll->verticalScrollBar();
        switch (static_cast<QKeyEvent*>(event)->key()) {
            case Qt::Key_Down:
                bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
                return true;
            case Qt::Key_Up:
                bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
                return true;
            case Qt::Key_PageDown:
                bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
                return true;
            case Qt::Key_PageUp:
                bar->triggerAction(QAbstractSlider::SliderPageStepSub);
                return true;
            default:
                break;
        }
    }
    return QDialog::eventFilter(watched, event);
}

QWidget* KeyHelp::section(const QString& title, const QList<QAction*>& actions, bool menusByAlt) {
    auto* holder = new QWidget(this);
    auto* grid = new QGridLayout(holder);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::k12);
    grid->setVerticalSpacing(space::k8);
    grid->setColumnStretch(1, 1);
    grid->addWidget(keyWords(title, TextRole::Heading, holder), 0, 0, 1, 2);
    for (const QAction* action : actions) {
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts()) {
            keys << key.toString(QKeySequence::NativeText);
        }
        addRow(*grid, keys, CommandRegistry::textOf(*action), action->isEnabled() ? QString() : action->toolTip());
    }
    if (menusByAlt) {
        addRow(*grid, {QStringLiteral("Alt")}, tr("Show the menus"), {});
    }
    if (actions.isEmpty() && !menusByAlt) {
        auto* none = keyWords(tr("It has no keys of its own."), TextRole::Body, holder);
        none->setProperty("muted", true);
        grid->addWidget(none, 1, 0, 1, 2);
    }
    grid->setRowStretch(grid->rowCount(), 1);
    return holder;
}

/// `whyNot`: it cannot be started now.
void KeyHelp::addRow(QGridLayout& grid, const QStringList& keys, const QString& text, const QString& whyNot) {
    QWidget* holder = grid.parentWidget();
    const int row = grid.rowCount();
    auto* badges = new QHBoxLayout;
    badges->setSpacing(space::k4);
    for (const QString& key : keys) {
        badges->addWidget(new Pill(key, Pill::Badge, holder));
    }
    badges->addStretch(1);
    auto* words = keyWords(text, TextRole::Body, holder);
    words->setAccessibleName(tr("%1: %2").arg(keys.join(QStringLiteral(", ")), text));
    words->setProperty("muted", !whyNot.isEmpty());
    words->setToolTip(whyNot);
    grid.addLayout(badges, row, 0, Qt::AlignTop);
    grid.addWidget(words, row, 1, Qt::AlignTop);
}

}  // namespace beamline::ui
