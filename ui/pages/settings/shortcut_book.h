// SPDX-License-Identifier: Apache-2.0
#pragma once
// The keys of all commands, as the page Settings reads and changes them; the window's registry is one. GUI thread only.

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

namespace beamline::ui {

/// A command and its keys.
struct Shortcut {
    QString id;
    QString text;   ///< without the mark of a menu's letter
    QString where;  ///< the menu it stands in
    QList<QKeySequence> keys;
    bool changed = false;  ///< they are not those it came with
};

class ShortcutBook : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// In the order of the menus.
    virtual QVector<Shortcut> shortcuts() const = 0;
    /// Gives the command these keys and keeps them; none: it has no key. What is refused changes nothing and is
    /// answered by a sentence that names the command in the way; empty: done.
    virtual QString assign(const QString& id, const QList<QKeySequence>& keys) = 0;
    /// The keys it came with; refused like assign().
    virtual QString reset(const QString& id) = 0;
    virtual void resetAll() = 0;

Q_SIGNALS:
    /// There are other commands, or other keys.
    void changed();
};

}  // namespace beamline::ui
