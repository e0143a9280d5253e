// SPDX-License-Identifier: Apache-2.0
#pragma once
// The menus of the window, each filled when it is opened with what the page in front has. Hidden until Alt is pressed,
// unless it is to stay. GUI thread only.

#include <QMenuBar>
#include <functional>
#include <vector>

namespace beamline::ui {

class CommandRegistry;
class Page;
enum class CommandMenu;

class MenuBar : public QMenuBar {
    Q_OBJECT
public:
    /// `front`: the page in front, or null.
    MenuBar(CommandRegistry& commands, std::function<Page*()> front, QWidget* parent);

    /// Shown always, or only while it is used.
    void setLasting(bool lasting);
    /// For who has pressed Alt alone: shows it with its first menu marked, or hides it again.
    void toggle();

protected:
    void focusOutEvent(QFocusEvent* event) override;

private:
    void fill(QMenu* menu, CommandMenu what);
    void rest();

    CommandRegistry& m_commands;
    std::function<Page*()> m_front;
    bool m_lasting = false;
};

}  // namespace beamline::ui
