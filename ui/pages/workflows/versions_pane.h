// SPDX-License-Identifier: Apache-2.0
#pragma once
// All versions of a workflow: who still runs on each, and what one changed since another. GUI thread only.

#include <QHash>
#include <QSet>
#include <QWidget>

#include "engine/api/operations.h"

class QComboBox;
class QHBoxLayout;
class QLabel;

namespace beamline::ui {

class Button;
class ContentStack;
class DiffView;
class EngineSession;
class RerunOnVersion;
class TableView;
class VersionListModel;

class VersionsPane : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMaxKeptSources = 8;  ///< a version does not change: what was read is not asked for again

    VersionsPane(EngineSession* session, VersionListModel* model, QWidget* parent = nullptr);

    /// Another workflow: what was read is forgotten. The model is told by others.
    void setWorkflow(const QString& ns, const QString& name);
    /// The sources may be had now.
    void refresh();

Q_SIGNALS:
    void showAsked(const QString& version);
    void editAsked(const QString& version);
    void startAsked(const QString& version);
    void navigate(const QString& place);
    /// What could not be done, in a sentence.
    void failed(const QString& what);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildList();
    QWidget* buildDifference();
    void showVersions();
    void choose();
    void showRuns();
    void showTitle();
    void placeRuns();
    QString shortVersion() const;  ///< of the chosen one, with room for what stands around it
    void updateButtons();
    void fillBase();
    void compare();
    void ask(const QString& version);
    void showDifference(const QString& before, const QString& after);

    EngineSession* m_session;
    VersionListModel* m_model;
    QString m_ns;
    QString m_name;
    QString m_chosen;
    QHash<QString, QString> m_sources;
    QSet<QString> m_asked;
    quint64 m_token = 0;  ///< of the workflow
    TableView* m_table;
    ContentStack* m_list;
    QLabel* m_title;
    QComboBox* m_base;
    QLabel* m_counts;
    ContentStack* m_stack;
    DiffView* m_diff;
    QHBoxLayout* m_buttons;
    QHBoxLayout* m_below;  ///< for m_runs, where m_buttons have no room for it
    Button* m_runs;
    Button* m_edit;
    Button* m_start;
    Button* m_rerun;
    RerunOnVersion* m_again;
};

}  // namespace beamline::ui
