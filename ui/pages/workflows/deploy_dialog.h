// SPDX-License-Identifier: Apache-2.0
#pragma once
// The last look before a text is deployed: what differs from a deployed version, and whether the version is a new one.
// GUI thread only.

#include <QDialog>
#include <optional>

#include "engine/api/operations.h"

class QComboBox;
class QLabel;

namespace beamline::ui {

class Button;
class ContentStack;
class DiffView;
class EngineSession;
class InfoBar;
class WorkflowListModel;

class DeployDialog : public QDialog {
    Q_OBJECT
public:
    /// `from`: the version the text came from, shown first when it is there; empty: the latest. `mayDeploy` false: only
    /// to look at.
    DeployDialog(EngineSession* session, const QString& source, const QString& sourceName, const QString& from,
                 bool mayDeploy, QWidget* parent = nullptr);

    const QString& source() const { return m_source; }

Q_SIGNALS:
    /// The text has this version now.
    void sourceChanged(const QString& source);
    void deployed(const beamline::api::DeployReply& reply);
    /// The definition has mistakes; the dialog has closed.
    void refused(const beamline::api::Error& error);

private:
    void build(bool mayDeploy);
    void fillVersions();
    void load(const QString& version);
    void showDiff(const QString& before);
    void judge();
    void raiseVersion();
    QString raised() const;
    void deploy();

    EngineSession* m_session;
    QString m_source;
    QString m_sourceName;
    QString m_ns;
    QString m_name;
    QString m_from;
    std::optional<QString> m_base;  ///< text of the version it is compared with
    quint64 m_token = 0;
    bool m_deploying = false;
    WorkflowListModel* m_versions;
    QLabel* m_about;
    QLabel* m_counts;
    QLabel* m_hint;
    QComboBox* m_choice;
    InfoBar* m_bar;
    ContentStack* m_stack;
    DiffView* m_diff;
    Button* m_deploy;
};

}  // namespace beamline::ui
