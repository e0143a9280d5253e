// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everything that is wrong now, how bad it is, since when, what to do, and the way to its cause. GUI thread only.

#include <QTimer>

#include "ui/widgets/page.h"

class QLabel;

namespace beamline::ui {

class Card;
class ContentStack;
class EngineSession;
class OpenProblemModel;
class PageHeader;
class TableView;

class ProblemsPage : public Page {
    Q_OBJECT
public:
    /// Both must outlive it.
    ProblemsPage(EngineSession* session, OpenProblemModel* model, QWidget* parent = nullptr);

    QString title() const override { return tr("Problems"); }
    QIcon icon() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildActions();
    void buildTable();
    void buildDetail();
    void showState();
    void showDetail();
    void dismiss();
    void copy();

    EngineSession* m_session;
    OpenProblemModel* m_model;
    PageHeader* m_header;
    ContentStack* m_stack;
    TableView* m_table;
    Card* m_detail;
    QLabel* m_message;
    QLabel* m_facts;
    QAction* m_open;
    QAction* m_dismiss;
    QAction* m_copy;
    QTimer m_tick;
};

}  // namespace beamline::ui
