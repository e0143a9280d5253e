// SPDX-License-Identifier: Apache-2.0
#pragma once
// The list of everything that can be gone to or started, to choose from by typing (Ctrl+K). GUI thread only.

#include <QDialog>

#include "ui/shell/palette_model.h"

class QLabel;
class QLineEdit;
class QListView;

namespace beamline::ui {

class CommandPalette : public QDialog {
    Q_OBJECT
public:
    /// Starts what was chosen after it has closed. Owns the model.
    CommandPalette(PaletteModel* model, QWidget* parent);

Q_SIGNALS:
    void chosen(const QString& entry);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showRows();
    void move(int by);
    void press();
    void run();

    PaletteModel* m_model;
    QLineEdit* m_field;
    QListView* m_list;
    QLabel* m_hint;
    QString m_current;       ///< the entry that is selected, wherever answers of the engine put it
    bool m_moved = false;    ///< it was gone to by key or mouse; otherwise the first one is meant
    bool m_pressed = false;  ///< Enter, before the engine has answered
};

}  // namespace beamline::ui
