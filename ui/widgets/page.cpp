// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/page.h"

#include "ui/widgets/theme.h"

namespace beamline::ui {

QAction* addPageAction(QWidget* page, const char* id, const QString& text, const QString& icon,
                       const QKeySequence& key) {
    auto* action = new QAction(icon.isEmpty() ? QIcon() : Icon::get(icon), text, page);
    action->setObjectName(QString::fromLatin1(id));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setAutoRepeat(false);
    page->addAction(action);
    return action;
}

}  // namespace beamline::ui
