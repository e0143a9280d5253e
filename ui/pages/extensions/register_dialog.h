// SPDX-License-Identifier: Apache-2.0
#pragma once
// Registers an extension that runs elsewhere, or whose program lies beside the engine, by hand. GUI thread only.

#include <QDialog>

#include "engine/api/routing_operations.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace beamline::ui {

class Button;
class EngineSession;
class InfoBar;

class RegisterDialog : public QDialog {
    Q_OBJECT
public:
    explicit RegisterDialog(EngineSession* session, QWidget* parent = nullptr);

Q_SIGNALS:
    void stored(const beamline::api::ExtensionInfo& extension);

private:
    void build();
    QLineEdit* field(const char* name, const QString& title);
    void suggest();
    void judge();
    void send();
    api::Json document() const;

    EngineSession* m_session;
    bool m_sending = false;
    InfoBar* m_bar;
    QLineEdit* m_id;
    QComboBox* m_type;
    QComboBox* m_transport;
    QLabel* m_addressTitle;
    QLineEdit* m_address;
    QLineEdit* m_version;
    QLineEdit* m_description;
    QSpinBox* m_timeout;
    Button* m_register;
};

}  // namespace beamline::ui
