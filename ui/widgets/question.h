// SPDX-License-Identifier: Apache-2.0
#pragma once
// Asks before something that cannot be undone: what happens, a button that names it, and the safe one as default.
// GUI thread only.

#include <QDialog>

#include "ui/widgets/button.h"

class QLabel;

namespace beamline::ui {

class Question : public QDialog {
    Q_OBJECT
public:
    /// accepted(): `act`, in the looks of `kind`; rejected(): `keep`, Enter, Escape. Deletes itself; show it by open().
    Question(const QString& title, const QString& text, const QString& act, Button::Kind kind, const QString& keep,
             QWidget* parent);
    QString title() const;
    QString text() const;

private:
    QLabel* m_title;
    QLabel* m_text;
};

}  // namespace beamline::ui
