// SPDX-License-Identifier: Apache-2.0
#pragma once
// Writes a message and sends it: to a subject, or to the provider that a policy chooses; what came of it is shown
// below, and what was written stays for another try. GUI thread only.

#include <QDialog>
#include <optional>

#include "engine/api/operations.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QRadioButton;
class QSpinBox;

namespace beamline::ui {

class Button;
class EngineSession;
class InfoBar;
class JsonView;

class MessageDialog : public QDialog {
    Q_OBJECT
public:
    /// `like`: what it begins with.
    MessageDialog(EngineSession* session, const std::optional<api::MessageInfo>& like, QWidget* parent);

Q_SIGNALS:
    /// The engine has an id for it, whatever came of it.
    void sent(const QString& id);

protected:
    /// Ctrl+Enter sends, wherever the focus is.
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    QWidget* buildChoice();
    QPlainTextEdit* addText(const char* name, const QString& label, int height);
    void buildOptions();
    QWidget* buildResult();
    void fill(const api::MessageInfo& like);
    void askPolicies();
    void showKind();
    void check();
    api::Result<api::SendMessage> written() const;
    void send();
    void showResult(const api::MessageInfo& message);

    EngineSession* m_session;
    QFormLayout* m_form = nullptr;
    QRadioButton* m_publish = nullptr;
    QRadioButton* m_route = nullptr;
    QLineEdit* m_subject = nullptr;
    QComboBox* m_policy = nullptr;
    QLineEdit* m_type = nullptr;
    QPlainTextEdit* m_payload = nullptr;
    QPlainTextEdit* m_headers = nullptr;
    QCheckBox* m_wait = nullptr;
    QCheckBox* m_decideOnly = nullptr;
    QSpinBox* m_timeout = nullptr;
    QLabel* m_verdict = nullptr;
    InfoBar* m_bar = nullptr;
    QWidget* m_result = nullptr;
    JsonView* m_reply = nullptr;
    Button* m_send = nullptr;
    bool m_sending = false;
};

}  // namespace beamline::ui
