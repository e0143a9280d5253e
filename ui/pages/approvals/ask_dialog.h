// SPDX-License-Identifier: Apache-2.0
#pragma once
// A few fields and one button that does something with them: stays, with what was typed, until that has succeeded. GUI
// thread only.

#include <QDialog>
#include <functional>

#include "engine/api/result.h"
#include "engine/api/values.h"
#include "ui/widgets/button.h"

class QDateTimeEdit;
class QFormLayout;
class QLineEdit;

namespace beamline::ui {

class InfoBar;

class AskDialog : public QDialog {
    Q_OBJECT
public:
    /// Deletes itself; show it by open().
    AskDialog(const QString& title, const QString& text, const QString& act, Button::Kind kind, QWidget* parent);

    QLineEdit* addLine(const QString& label, const QString& placeholder);
    /// From now until `most` from now, at first `at`.
    QDateTimeEdit* addTime(const QString& label, api::Timestamp at, api::Timestamp most);
    /// One of the caller's; whoever changes it calls check().
    void addField(const QString& label, QWidget* field);
    /// Left of the others: closes nothing.
    Button* addButton(const QString& text);
    /// Says why not yet; empty: it can be done. Asked whenever a field changes.
    void setCheck(std::function<QString()> check);
    void check();
    /// An answer is under way / has not come as wished.
    void showBusy();
    void showError(const api::Error& error);

Q_SIGNALS:
    /// The button was pressed and nothing is in the way.
    void wanted();

private:
    std::function<QString()> m_check;
    QFormLayout* m_form;
    InfoBar* m_bar;
    Button* m_other = nullptr;
    Button* m_act;
    bool m_busy = false;
};

}  // namespace beamline::ui
