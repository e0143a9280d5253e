// SPDX-License-Identifier: Apache-2.0
#pragma once
// A dialog that gives a run another input and sends it on its way again: what it does, why, the input, and a foot that
// says what is in the way. GUI thread only.

#include <QDialog>

#include "engine/api/operations.h"

class QFormLayout;
class QLineEdit;

namespace beamline::ui {

class Button;
class InfoBar;
class InputEditor;

class InputDialog : public QDialog {
    Q_OBJECT

protected:
    struct Words {
        QString title;
        QString about;
        QString act;
        QString reason;  ///< where it is kept
    };

    /// Parts are called `name`.send, .reason and those of InputEditor.
    InputDialog(const QString& name, QWidget* parent);
    /// Puts everything in its place; `body` holds input(), null: that alone.
    void build(const Words& words, bool dryRun, QWidget* body = nullptr);
    /// Above the reason.
    QFormLayout* form() const { return m_form; }
    InputEditor* input() const { return m_input; }
    InfoBar* bar() const { return m_bar; }
    std::string reason() const;
    /// Empty: it can be sent.
    void setObstacle(const QString& why);
    bool canSend() const;
    /// By the button, Enter in a field, Ctrl+Enter anywhere; also when canSend() is false.
    virtual void send() = 0;

private:
    QFormLayout* m_form;
    InputEditor* m_input;
    InfoBar* m_bar;
    QLineEdit* m_reason;
    Button* m_send;
};

}  // namespace beamline::ui
