// SPDX-License-Identifier: Apache-2.0
#pragma once
// Every command of the window by its id, its own and those of its pages: what menus and palette list and the keys
// start. Keys can be changed and are kept in the settings. GUI thread only.

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <QPointer>
#include <QVector>
#include <functional>
#include <vector>

#include "ui/pages/settings/shortcut_book.h"

class QWidget;

namespace beamline::ui {

class Settings;

/// Menus of the window, in their order. `Page`: what belongs to the page in front and to no other menu.
enum class CommandMenu { File, Go, Run, Approvals, Page, View, Help };

class CommandRegistry : public ShortcutBook {
    Q_OBJECT
public:
    /// Shortcuts of the commands work in all of `window`. Without `settings` (they outlive the registry) keys are not
    /// kept.
    explicit CommandRegistry(QWidget* window, Settings* settings = nullptr);

    /// A command of the window.
    QAction* add(const QString& id, const QString& text, const QList<QKeySequence>& keys, std::function<void()> run,
                 CommandMenu menu = CommandMenu::File);
    /// Takes in what `page` has in its actions() with an objectName; it ends with the page. Commands of one id are one:
    /// they share their keys. `scope`: the page's place; pages are never in front together, so their keys may be alike.
    /// The page's accessible name is said before commands whose names others have, too.
    void adopt(const QString& scope, QWidget* page);

    QAction* find(const QString& id) const;
    /// What can be started now: the commands of `page` that have an objectName, then the window's own.
    QVector<QAction*> available(const QWidget* page) const;
    /// What stands in a menu while `page` (or none) is in front, also what cannot be started now.
    QVector<QAction*> menu(CommandMenu menu, const QWidget* page) const;
    static QString menuText(CommandMenu menu);
    static CommandMenu menuOf(const QString& id);
    /// What a command is called where it stands alone: without a menu's letter.
    static QString textOf(const QAction& action);

    QVector<Shortcut> shortcuts() const override;
    QString assign(const QString& id, const QList<QKeySequence>& keys) override;
    QString reset(const QString& id) override;
    void resetAll() override;

private:
    struct Command {
        QString id;
        QString text;
        CommandMenu menu;
        QStringList scopes;  ///< none: the whole window
        QList<QKeySequence> keys;
        QVector<QPointer<QAction>> actions;
    };

    Command* command(const QString& id);
    const Command* command(const QString& id) const;
    bool meet(const Command& one, const Command& other) const;
    QString whereOf(const Command& one) const;
    QString nameOf(const Command& one) const;
    QString obstacle(const Command& one, const QList<QKeySequence>& keys) const;
    QList<QKeySequence> kept(const Command& one, bool* own) const;
    QList<QKeySequence> keysOf(const Command& one) const;
    void apply();

    QWidget* m_window;
    Settings* m_settings;
    QVector<QAction*> m_own;  ///< in the order they were added
    std::vector<Command> m_commands;
    QHash<QString, QString> m_scopeNames;
};

}  // namespace beamline::ui
