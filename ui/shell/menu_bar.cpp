// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/menu_bar.h"

#include <QFocusEvent>
#include <QTimer>

#include "ui/shell/command_registry.h"
#include "ui/widgets/page.h"

namespace beamline::ui {

MenuBar::MenuBar(CommandRegistry& commands, std::function<Page*()> front, QWidget* parent)
    : QMenuBar(parent), m_commands(commands), m_front(std::move(front)) {
    setAccessibleName(tr("Menu bar"));
    for (const auto what : {CommandMenu::File, CommandMenu::Go, CommandMenu::Run, CommandMenu::Approvals,
                            CommandMenu::Page, CommandMenu::View, CommandMenu::Help}) {
        auto* menu = addMenu(CommandRegistry::menuText(what));
        menu->setToolTipsVisible(true);
        connect(menu, &QMenu::aboutToShow, this, [this, menu, what] { fill(menu, what); });
        connect(menu, &QMenu::aboutToHide, this, [this] { QTimer::singleShot(0, this, &MenuBar::rest); });
    }
    hide();
}

void MenuBar::fill(QMenu* menu, CommandMenu what) {
    menu->clear();  // the actions are others'
    Page* page = m_front();
    const auto actions = m_commands.menu(what, page);
    QString subject;
    for (QAction* action : actions) {
        const QString next = action->objectName().section(QLatin1Char('.'), 0, 0);
        if (!subject.isEmpty() && next != subject) {
            menu->addSeparator();
        }
        subject = next;
        menu->addAction(action);
    }
    if (actions.isEmpty()) {
        menu->addAction(tr("Nothing to do on this page"))->setEnabled(false);
    }
}

void MenuBar::setLasting(bool lasting) {
    m_lasting = lasting;
    setVisible(lasting);
}

void MenuBar::toggle() {
    if (isVisible() && !m_lasting) {
        hide();
        return;
    }
    show();
    setFocus(Qt::MenuBarFocusReason);
    setActiveAction(actions().first());
}

void MenuBar::focusOutEvent(QFocusEvent* event) {
    QMenuBar::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason) {
        rest();
    }
}

/// Whoever has used it is done with it.
void MenuBar::rest() {
    if (!m_lasting && !activeAction() && !hasFocus()) {
        hide();
    }
}

}  // namespace beamline::ui
