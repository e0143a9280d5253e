// SPDX-License-Identifier: Apache-2.0
#pragma once
// One extension looked at closely: how it does, what it may do, its settings, its revisions, what it has written. GUI
// thread only.

#include <QWidget>

#include "engine/api/routing_operations.h"

class QAction;
class QLabel;
class QPlainTextEdit;
class QTextBrowser;

namespace beamline::ui {

class Button;
class EngineSession;
class ExtensionRevisionModel;
class FoldingTabs;
class InfoBar;
class Pill;
class SchemaForm;
class TableView;

class ExtensionPane : public QWidget {
    Q_OBJECT
public:
    explicit ExtensionPane(EngineSession* session, QWidget* parent = nullptr);

    /// The same one again: figures are brought up to date, what is being edited stays. Null: none.
    void show(const api::ExtensionInfo* info);
    const std::string& extension() const { return m_info.id; }
    bool isChanged() const { return m_edited; }
    void updateActions();
    QList<QAction*> commands() const { return {m_saveConfig, m_rollback}; }

Q_SIGNALS:
    /// Something was stored: the list is to be asked again.
    void stored(const QString& what);

private:
    void buildActions();
    QWidget* buildFacts();
    QWidget* buildConfig();
    QWidget* buildRevisions();
    QWidget* buildLog();
    void showFacts();
    void askDetail();
    void takeDetail(api::ExtensionDetail detail);
    void askLog();
    void saveConfig();
    void rollBack();
    void tabChosen();

    EngineSession* m_session;
    ExtensionRevisionModel* m_revisions;
    api::ExtensionInfo m_info;
    api::ExtensionDetail m_detail;  ///< that the form is made of
    bool m_hasDetail = false;
    bool m_edited = false;
    bool m_filling = false;
    bool m_saving = false;
    quint64 m_token = 0;
    QAction* m_saveConfig;
    QAction* m_rollback;
    QLabel* m_name;
    Pill* m_version;
    Pill* m_health;
    InfoBar* m_trouble;
    FoldingTabs* m_tabs;
    QTextBrowser* m_facts;
    QString m_shownFacts;
    InfoBar* m_configBar;
    SchemaForm* m_form;
    TableView* m_revisionTable;
    InfoBar* m_revisionBar;
    QPlainTextEdit* m_log;
    QLabel* m_logNote;
};

}  // namespace beamline::ui
