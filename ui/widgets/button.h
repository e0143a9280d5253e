// SPDX-License-Identifier: Apache-2.0
#pragma once
// A push button in one of four weights that shows its key. GUI thread only.

#include <QPushButton>

class QAction;

namespace beamline::ui {

class Button : public QPushButton {
    Q_OBJECT
public:
    enum Kind { Secondary, Primary, Danger, Plain };

    explicit Button(const QString& text, Kind kind = Secondary, QWidget* parent = nullptr);
    /// Follows the action: text, icon, enabled, visible, tool tip, key; a click triggers it.
    Button(QAction* action, Kind kind, QWidget* parent = nullptr);

    /// The key to show inside ("N"); the shortcut itself belongs to an action.
    void setKeyHint(const QString& key);
    QString keyHint() const { return m_key; }
    Kind kind() const { return m_kind; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    /// Enter presses it wherever it stands, as in a dialog.
    void keyPressEvent(QKeyEvent* event) override;

private:
    void follow(const QAction& action);

    Kind m_kind;
    QString m_key;
};

}  // namespace beamline::ui
