// SPDX-License-Identifier: Apache-2.0
#pragma once
// Every command of the window by its id: what the palette lists and the shortcuts start. GUI thread only.

#include <QAction>
#include <QKeySequence>
#include <QObject>
#include <QVector>
#include <functional>

class QWidget;

namespace beamline::ui {

class CommandRegistry : public QObject {
    Q_OBJECT
public:
    /// Shortcuts of the commands work in all of `window`.
    explicit CommandRegistry(QWidget* window);

    QAction* add(const QString& id, const QString& text, const QList<QKeySequence>& keys, std::function<void()> run);
    QAction* find(const QString& id) const;
    /// What can be started now: the commands of `page` that have an objectName, then the window's own.
    QVector<QAction*> available(const QWidget* page) const;

private:
    QWidget* m_window;
    QVector<QAction*> m_commands;
};

}  // namespace beamline::ui
