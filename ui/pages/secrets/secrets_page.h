// SPDX-License-Identifier: Apache-2.0
#pragma once
// Secrets of workflows: which there are, which are missing, and who keeps them. Values go in and are never shown. GUI
// thread only.

#include <QPointer>

#include "ui/widgets/page.h"

class QDialog;

namespace beamline::ui {

class ContentStack;
class EngineSession;
class InfoBar;
class PageHeader;
class SecretListModel;
class SecretStore;
class TableView;

class SecretsPage : public Page {
    Q_OBJECT
public:
    explicit SecretsPage(EngineSession* session, QWidget* parent = nullptr);

    /// Selects it, and asks for its value when it has none.
    void showSecret(const QString& name);

    QString title() const override { return tr("Secrets"); }
    QIcon icon() const override;
    void activated() override;
    void refresh() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void buildActions();
    void buildTable();
    void showState();
    void showCondition();
    void updateActions();
    QString fileAdvice(const QString& name) const;
    QString chosen() const;
    void add(const QString& name);
    void set();
    void remove();
    void openDialog(QDialog* dialog);

    EngineSession* m_session;
    SecretStore* m_store;  ///< null when another process keeps the engine's secrets
    SecretListModel* m_model;
    PageHeader* m_header;
    InfoBar* m_condition;
    InfoBar* m_bar;
    ContentStack* m_stack;
    TableView* m_table;
    QAction* m_add;
    QAction* m_set;
    QAction* m_remove;
    QAction* m_unlock;
    bool m_stale = false;  ///< the bar tells that what is shown is old
    QString m_wanted;      ///< to be shown when the list is there
    QPointer<QDialog> m_dialog;
};

}  // namespace beamline::ui
