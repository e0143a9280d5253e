// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/command_registry.h"

#include <QWidget>
#include <algorithm>

#include "ui/session/settings.h"

namespace beamline::ui {

namespace {
constexpr int kMaxKeys = 4;  // of one command, whatever a settings file says

/// What lists, fields and forms are walked with cannot start a command.
bool isNeededByControls(const QKeySequence& keys) {
    static const QVector<QKeySequence> kNeeded{
        QKeySequence(Qt::Key_Tab),    QKeySequence(Qt::SHIFT | Qt::Key_Backtab),
        QKeySequence(Qt::Key_Up),     QKeySequence(Qt::Key_Down),
        QKeySequence(Qt::Key_Left),   QKeySequence(Qt::Key_Right),
        QKeySequence(Qt::Key_Home),   QKeySequence(Qt::Key_End),
        QKeySequence(Qt::Key_PageUp), QKeySequence(Qt::Key_PageDown),
        QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter),
        QKeySequence(Qt::Key_Escape), QKeySequence(Qt::Key_Space),
    };
    return kNeeded.contains(keys);
}
}  // namespace

CommandRegistry::CommandRegistry(QWidget* window, Settings* settings)
    : ShortcutBook(window), m_window(window), m_settings(settings) {
    if (settings) {
        connect(settings, &Settings::changed, this, [this](const QString& what) {
            if (what == Settings::kShortcuts) {
                apply();  // by another window
            }
        });
    }
}

QAction* CommandRegistry::add(const QString& id, const QString& text, const QList<QKeySequence>& keys,
                              std::function<void()> run, CommandMenu menu) {
    Q_ASSERT_X(!find(id), "CommandRegistry", "two commands have one id");
    auto* action = new QAction(text, this);
    action->setObjectName(id);
    action->setShortcutContext(Qt::WindowShortcut);
    connect(action, &QAction::triggered, this, std::move(run));
    m_window->addAction(action);
    m_own.append(action);
    m_commands.push_back({id, textOf(*action), menu, {}, keys, {action}});
    apply();
    return action;
}

void CommandRegistry::adopt(const QString& scope, QWidget* page) {
    m_scopeNames.insert(scope, page->accessibleName());
    for (QAction* action : page->actions()) {
        const QString id = action->objectName();
        if (id.isEmpty()) {
            continue;
        }
        if (auto* known = command(id)) {
            known->actions.removeAll(nullptr);
            known->actions.append(action);
            known->scopes.removeAll(scope);
            known->scopes.append(scope);
        } else {
            m_commands.push_back(
                {id, action->text().remove(QLatin1Char('&')), menuOf(id), {scope}, action->shortcuts(), {action}});
        }
    }
    apply();
}

QAction* CommandRegistry::find(const QString& id) const {
    const auto found =
        std::find_if(m_own.begin(), m_own.end(), [&](const QAction* one) { return one->objectName() == id; });
    return found == m_own.end() ? nullptr : *found;
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
    std::for_each(m_own.begin(), m_own.end(), take);
    return result;
}

QVector<QAction*> CommandRegistry::menu(CommandMenu menu, const QWidget* page) const {
    QVector<QAction*> result;
    const auto take = [&](QAction* action) {
        const auto* known = command(action->objectName());
        if (known && known->menu == menu && action->isVisible()) {
            result.append(action);
        }
    };
    std::for_each(m_own.begin(), m_own.end(), take);
    if (page) {
        const auto own = page->actions();
        std::for_each(own.begin(), own.end(), take);
    }
    return result;
}

QString CommandRegistry::menuText(CommandMenu menu) {
    switch (menu) {
        case CommandMenu::File:
            return tr("&File");
        case CommandMenu::Go:
            return tr("&Go");
        case CommandMenu::Run:
            return tr("&Run");
        case CommandMenu::Approvals:
            return tr("&Approvals");
        case CommandMenu::Page:
            return tr("&Page");
        case CommandMenu::View:
            return tr("&View");
        case CommandMenu::Help:
            return tr("&Help");
    }
    return {};
}

/// Of a page's command, by what it acts upon.
CommandMenu CommandRegistry::menuOf(const QString& id) {
    const QString subject = id.section(QLatin1Char('.'), 0, 0);
    return subject == QLatin1String("run") || subject == QLatin1String("runs")             ? CommandMenu::Run
           : subject == QLatin1String("approval") || subject == QLatin1String("approvals") ? CommandMenu::Approvals
                                                                                           : CommandMenu::Page;
}

QString CommandRegistry::textOf(const QAction& action) {
    // A button says "Start…" beside what it starts; in a list of commands that has to be said.
    const QString said = action.property("command").toString();
    QString text = said.isEmpty() ? action.text() : said;
    return text.remove(QLatin1Char('&'));
}

CommandRegistry::Command* CommandRegistry::command(const QString& id) {
    const auto found =
        std::find_if(m_commands.begin(), m_commands.end(), [&](const Command& one) { return one.id == id; });
    return found == m_commands.end() ? nullptr : &*found;
}

const CommandRegistry::Command* CommandRegistry::command(const QString& id) const {
    return const_cast<CommandRegistry*>(this)->command(id);
}

/// Whether both can be started by key at one time.
bool CommandRegistry::meet(const Command& one, const Command& other) const {
    return &one != &other && (one.scopes.isEmpty() || other.scopes.isEmpty() ||
                              std::any_of(one.scopes.begin(), one.scopes.end(),
                                          [&](const QString& scope) { return other.scopes.contains(scope); }));
}

/// What the settings say of it; `own`: they say something.
QList<QKeySequence> CommandRegistry::kept(const Command& one, bool* own) const {
    const auto text = m_settings ? m_settings->shortcut(one.id) : std::nullopt;
    *own = text.has_value();
    auto keys = text ? QKeySequence::listFromString(*text, QKeySequence::PortableText) : one.keys;
    if (text) {
        keys.removeIf([](const QKeySequence& key) {
            return key.isEmpty() || key[0].key() == Qt::Key_unknown || isNeededByControls(key);
        });
        keys = keys.mid(0, kMaxKeys);
    }
    return keys;
}

QList<QKeySequence> CommandRegistry::keysOf(const Command& one) const {
    const auto alive = std::find_if(one.actions.begin(), one.actions.end(), [](const auto& action) { return action; });
    bool own = false;
    return alive == one.actions.end() ? kept(one, &own) : (*alive)->shortcuts();
}

/// Keys that were chosen win over those that others came with, also in a file that somebody has written by hand.
void CommandRegistry::apply() {
    std::vector<std::pair<const Command*, QList<QKeySequence>>> chosen;
    const auto isFree = [&](const Command& one, const QKeySequence& key) {
        return std::none_of(chosen.begin(), chosen.end(),
                            [&](const auto& other) { return meet(one, *other.first) && other.second.contains(key); });
    };
    for (const bool ofSettings : {true, false}) {
        for (const auto& one : m_commands) {
            bool own = false;
            auto wanted = kept(one, &own);
            if (own != ofSettings) {
                continue;
            }
            wanted.removeIf([&](const QKeySequence& key) { return !isFree(one, key); });
            for (const auto& action : one.actions) {
                if (action && action->shortcuts() != wanted) {
                    action->setShortcuts(wanted);
                }
            }
            if (own) {
                chosen.emplace_back(&one, wanted);
            }
        }
    }
    Q_EMIT changed();
}

QVector<Shortcut> CommandRegistry::shortcuts() const {
    QVector<Shortcut> result;
    for (const auto menu : {CommandMenu::File, CommandMenu::Go, CommandMenu::Run, CommandMenu::Approvals,
                            CommandMenu::Page, CommandMenu::View, CommandMenu::Help}) {
        for (const auto& one : m_commands) {
            if (one.menu == menu && !one.text.isEmpty()) {
                const auto keys = keysOf(one);
                result.append({one.id, nameOf(one), menuText(menu).remove(QLatin1Char('&')), keys, keys != one.keys});
            }
        }
    }
    return result;
}

/// The pages it belongs to, or its menu; of the editor, which is on a page with others, that.
QString CommandRegistry::whereOf(const Command& one) const {
    if (one.id.startsWith(QLatin1String("editor."))) {
        return tr("Editor");
    }
    QStringList names;
    for (const QString& scope : one.scopes) {
        names << m_scopeNames.value(scope);
    }
    return names.isEmpty() ? menuText(one.menu).remove(QLatin1Char('&')) : names.join(QStringLiteral(", "));
}

/// Beside others: two of one name say where they belong.
QString CommandRegistry::nameOf(const Command& one) const {
    const bool alone = std::none_of(m_commands.begin(), m_commands.end(),
                                    [&one](const Command& other) { return &one != &other && other.text == one.text; });
    return alone ? one.text : tr("%1: %2").arg(whereOf(one), one.text);
}

QString CommandRegistry::obstacle(const Command& one, const QList<QKeySequence>& keys) const {
    for (const auto& key : keys) {
        const QString name = key.toString(QKeySequence::NativeText);
        if (isNeededByControls(key) && !one.keys.contains(key)) {
            return tr("%1 moves in lists and forms and cannot start a command. Use it with Ctrl or Alt.").arg(name);
        }
        const auto other = std::find_if(m_commands.begin(), m_commands.end(), [&](const Command& each) {
            return meet(one, each) && keysOf(each).contains(key);
        });
        if (other != m_commands.end()) {
            return tr("%1 is the key of “%2”. Give that another one first, or choose another here.")
                .arg(name, nameOf(*other));
        }
    }
    return {};
}

QString CommandRegistry::assign(const QString& id, const QList<QKeySequence>& keys) {
    const auto* one = command(id);
    if (!one) {
        return tr("There is no command “%1”.").arg(id);
    }
    const QString why = obstacle(*one, keys);
    if (why.isEmpty() && m_settings) {
        m_settings->setShortcut(id, keys == one->keys
                                        ? std::nullopt
                                        : std::optional(QKeySequence::listToString(keys, QKeySequence::PortableText)));
    }
    return why;
}

QString CommandRegistry::reset(const QString& id) {
    const auto* one = command(id);
    return one ? assign(id, one->keys) : QString();
}

void CommandRegistry::resetAll() {
    if (m_settings) {
        m_settings->resetShortcuts();
    }
}

}  // namespace beamline::ui
