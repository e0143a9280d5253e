// SPDX-License-Identifier: Apache-2.0
#pragma once
// The keys that work now, those of the page in front first, over it: whoever asks for a key stays where they are. GUI
// thread only.

#include <QDialog>

class QAction;
class QGridLayout;
class QScrollArea;

namespace beamline::ui {

class CommandRegistry;
class Page;

class KeyHelp : public QDialog {
    Q_OBJECT
public:
    /// `page`: in front, or null. `menusByAlt`: Alt alone shows the menus. Escape and its own key close it.
    KeyHelp(const CommandRegistry& commands, const Page* page, bool menusByAlt, QWidget* parent);

Q_SIGNALS:
    /// The user wants to see the keys of all pages, where they are changed; the dialog has closed.
    void allWanted();

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* section(const QString& title, const QList<QAction*>& actions, bool menusByAlt);
    void addRow(QGridLayout& grid, const QStringList& keys, const QString& text, const QString& whyNot);

    QList<QKeySequence> m_keys;  ///< that show and hide it
    QScrollArea* m_scroll;
};

}  // namespace beamline::ui
