// SPDX-License-Identifier: Apache-2.0
#pragma once
// A list of all commands to choose from by typing (Ctrl+K). GUI thread only.

#include <QDialog>
#include <QVector>

class QAction;
class QLineEdit;
class QListWidget;

namespace beamline::ui {

class CommandPalette : public QDialog {
    Q_OBJECT
public:
    /// Starts the chosen command after it has closed. The actions must outlive it.
    CommandPalette(QVector<QAction*> commands, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& text);
    void run();

    QVector<QAction*> m_commands;
    QLineEdit* m_field;
    QListWidget* m_list;
};

}  // namespace beamline::ui
