// SPDX-License-Identifier: Apache-2.0
#pragma once
// The registered extensions with how they do, and what is done with one: enabled or not, released, removed. GUI thread
// only.

#include <QPointer>
#include <QWidget>

#include "engine/api/routing_operations.h"

class QAction;
class QDialog;
class QStackedWidget;

namespace beamline::ui {

class ContentStack;
class EngineSession;
class ExtensionListModel;
class ExtensionPane;
class InfoBar;
class TableView;

class ExtensionRegistry : public QWidget {
    Q_OBJECT
public:
    ExtensionRegistry(EngineSession* session, ExtensionListModel* model, QWidget* parent = nullptr);

    /// Selects it once it is known.
    void showExtension(const QString& id);
    QString chosen() const;
    void setLive(bool live);
    void enter();
    void tell(const QString& what);

Q_SIGNALS:
    void installAsked();
    void registerAsked();
    void chosenChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildActions();
    void buildTable();
    void showState();
    void showChosen();
    void updateActions();
    void control(api::ExtensionAction action, const QString& done);
    void remove();
    void openMenu(const QPoint& position);

    EngineSession* m_session;
    ExtensionListModel* m_model;
    InfoBar* m_bar;
    ContentStack* m_stack;
    TableView* m_table;
    QStackedWidget* m_side;
    ExtensionPane* m_pane;
    QAction* m_enable;
    QAction* m_release;
    QAction* m_remove;
    QString m_wanted;
    bool m_live = false;
    bool m_sending = false;
    bool m_stale = false;
    QPointer<QDialog> m_dialog;
};

}  // namespace beamline::ui
