// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/command_registry.h"

#include <QWidget>
#include <algorithm>

namespace beamline::ui {

CommandRegistry::CommandRegistry(QWidget* window) : QObject(window), m_window(window) {}

QAction* CommandRegistry::add(const QString& id, const QString& text, const QList<QKeySequence>& keys,
                              std::function<void()> run) {
    Q_ASSERT_X(!find(id), "CommandRegistry", "two commands have one id");
    auto* action = new QAction(text, this);
    action->setObjectName(id);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WindowShortcut);
    connect(action, &QAction::triggered, this, std::move(run));
    m_window->addAction(action);
    m_commands.append(action);
    return action;
}

QAction* CommandRegistry::find(const QString& id) const {
    for (auto* action : m_commands) {
        if (action->objectName() == id) {
            return action;
        }
    }
    return nullptr;
}

QVector<QAction*> CommandRegistry::available(const QWidget* page) const {
    QVector<QAction*> result;
    const auto take = [&result](QAction* action) {
        if (!action->objectName().isEmpty() && action->isEnabled() && action->isVisible()) {
            result.append(action);
        }
    };
    if (page) {
        const auto own = page->actions();
        std::for_each(own.begin(), own.end(), take);
    }
    std::for_each(m_commands.begin(), m_commands.end(), take);
    return result;
}

}  // namespace beamline::ui
