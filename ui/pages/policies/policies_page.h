// SPDX-License-Identifier: Apache-2.0
#pragma once
// The policies of a tenant: which provider does a request, changed, watched and tried. GUI thread only.

#include <QPointer>
#include <functional>

#include "engine/api/result.h"
#include "ui/widgets/page.h"

class QDialog;
class QListView;
class QSplitter;

namespace beamline::ui {

class ContentStack;
class EngineSession;
class InfoBar;
class PageHeader;
class PolicyListModel;
class PolicyPane;
class SearchField;

class PoliciesPage : public Page {
    Q_OBJECT
public:
    explicit PoliciesPage(EngineSession* session, QWidget* parent = nullptr);

    /// Selects it, when it is there; asks before what was written is left.
    void showPolicy(const QString& policy);
    /// And why a request went where it went.
    void showDecision(const QString& policy, const QString& decision);

    QString title() const override { return tr("Policies"); }
    QIcon icon() const override;
    QString here() const override;
    void activated() override;
    void refresh() override;
    void focusFilter() override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildActions();
    QWidget* buildList();
    void showState();
    void showEmpty();
    void selectCurrent();
    /// What is selected is what is on view.
    void selectShown();
    /// Runs `go` when nothing is lost by it, or whoever writes agrees.
    void leaving(const std::function<void()>& go);
    void updateActions();
    void add();
    void duplicate();
    void remove();
    void askName(const QString& heading, const QString& note, const QString& proposed, const api::Json& document);
    void openDialog(QDialog* dialog);

    EngineSession* m_session;
    QSplitter* m_split;
    bool m_arranged = false;
    PolicyListModel* m_model;
    PageHeader* m_header;
    SearchField* m_search;
    InfoBar* m_bar;
    QListView* m_list;
    ContentStack* m_listStack;
    PolicyPane* m_pane;
    QAction* m_new;
    QAction* m_duplicate;
    QAction* m_remove;
    QString m_tenant;
    QString m_wanted;          ///< to be shown when the list is there
    bool m_selecting = false;  ///< the selection follows what is on view
    QPointer<QDialog> m_dialog;
};

}  // namespace beamline::ui
