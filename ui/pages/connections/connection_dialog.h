// SPDX-License-Identifier: Apache-2.0
#pragma once
// Enters a connection or changes one: where it leads, who signs in, how it looks; and tests it before it is kept. GUI
// thread only.

#include <QDialog>
#include <QPointer>
#include <functional>

#include "ui/session/connection_book.h"

class QCheckBox;
class QComboBox;
class QFileDialog;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace beamline::ui {

class Button;
class DiagnosisView;
class InfoBar;

class ConnectionDialog : public QDialog {
    Q_OBJECT
public:
    /// `profile` with an empty id is a new one. Book and opener must outlive the dialog.
    ConnectionDialog(ConnectionBook* book, EngineOpener* opener, ConnectionProfile profile, QWidget* parent = nullptr);

Q_SIGNALS:
    /// It is in the book; `note`: what the user should know of its secret, may be empty.
    void stored(const QString& id, const QString& note);

private:
    void build();
    void buildCredentials();
    void buildTenant(QFormLayout& form);
    void buildLooks(QFormLayout& form);
    void fill();
    void authChanged();
    void check();
    ConnectionProfile entered() const;
    void test();
    void save();
    QLineEdit* fileField(const char* name, const QString& label, const QString& hint, const QString& what);
    Button* chooser(const QString& name, const QString& what, std::function<void(const QString&)> take);
    void takeCredentials(const QString& path);
    void fit();
    QLineEdit* field(const char* name, const QString& label, const QString& hint);

    ConnectionBook* m_book;
    EngineOpener* m_opener;
    const ConnectionProfile m_given;
    const bool m_own;  ///< all of it can be changed; of others the looks alone
    QLineEdit* m_name = nullptr;
    QLineEdit* m_servers = nullptr;
    QComboBox* m_auth = nullptr;
    QLineEdit* m_user = nullptr;
    QLineEdit* m_secret = nullptr;
    QPlainTextEdit* m_credentials = nullptr;
    QLineEdit* m_caFile = nullptr;
    QLineEdit* m_certFile = nullptr;
    QLineEdit* m_keyFile = nullptr;
    QLineEdit* m_tenant = nullptr;
    QComboBox* m_color = nullptr;
    QCheckBox* m_production = nullptr;
    QCheckBox* m_readOnly = nullptr;
    QFormLayout* m_form = nullptr;
    QWidget* m_credentialsRow = nullptr;
    QPointer<QFileDialog> m_files;
    QLabel* m_secretNote = nullptr;
    InfoBar* m_bar = nullptr;
    DiagnosisView* m_diagnosis = nullptr;
    Button* m_test = nullptr;
    Button* m_save = nullptr;
    bool m_testing = false;
};

}  // namespace beamline::ui
