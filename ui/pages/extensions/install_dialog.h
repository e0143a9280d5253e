// SPDX-License-Identifier: Apache-2.0
#pragma once
// A package of an extension before it is installed: what it is, who signed it, and what it asks to be allowed, each to
// be granted by hand. GUI thread only.

#include <QDialog>
#include <QVector>

#include "engine/api/routing_operations.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace beamline::ui {

class Button;
class ContentStack;
class EngineSession;
class InfoBar;
class Pill;

class InstallDialog : public QDialog {
    Q_OBJECT
public:
    static constexpr qint64 kMaxPackageFile = 48 << 20;
    /// By its name.
    static bool isPackage(const QString& path);

    InstallDialog(EngineSession* session, const QString& path, QWidget* parent = nullptr);

Q_SIGNALS:
    void installed(const beamline::api::ExtensionInfo& extension, bool upgraded);

private:
    void build();
    QWidget* buildContent();
    void read();
    void inspect();
    void show(api::PackageReport report);
    void showGrants();
    void judge();
    void install();
    using QDialog::show;

    EngineSession* m_session;
    QString m_path;
    std::string m_package;
    api::PackageReport m_report;
    bool m_known = false;
    bool m_sending = false;
    InfoBar* m_bar;
    ContentStack* m_stack;
    QLabel* m_name;
    Pill* m_version;
    QLabel* m_about;
    QLabel* m_signature;
    QLabel* m_grantTitle;
    QVBoxLayout* m_grantRows;
    QVector<QCheckBox*> m_grants;
    QCheckBox* m_unsigned;
    QLineEdit* m_comment;
    Button* m_install;
};

}  // namespace beamline::ui
