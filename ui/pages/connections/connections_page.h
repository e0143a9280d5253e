// SPDX-License-Identifier: Apache-2.0
#pragma once
// All connections the console can open: enter, test, connect, here or in a window of its own. Needs no engine. GUI
// thread only.

#include <QPointer>

#include "ui/session/connection_book.h"
#include "ui/widgets/page.h"

class QDialog;
class QLabel;

namespace beamline::ui {

class Card;
class ConnectionListModel;
class DiagnosisView;
class InfoBar;
class PageHeader;
class TableView;

class ConnectionsPage : public Page {
    Q_OBJECT
public:
    /// Both must outlive the page.
    ConnectionsPage(ConnectionBook* book, EngineOpener* opener, QWidget* parent = nullptr);

    QString title() const override { return tr("Connections"); }
    QIcon icon() const override;
    void activated() override;
    void refresh() override;

Q_SIGNALS:
    void connectRequested(const std::string& id, bool newWindow);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildActions();
    void buildTable();
    void updateActions();
    const ConnectionBook::Entry* chosen() const;
    void edit(const ConnectionProfile& profile);
    void remove();
    void test();
    void select(const QString& id);

    ConnectionBook* m_book;
    EngineOpener* m_opener;
    ConnectionListModel* m_model;
    PageHeader* m_header;
    InfoBar* m_bar;
    TableView* m_table;
    Card* m_result;
    DiagnosisView* m_diagnosis;
    std::string m_tested;  ///< whose result is shown
    bool m_testing = false;
    QAction* m_connect;
    QAction* m_window;
    QAction* m_test;
    QAction* m_add;
    QAction* m_edit;
    QAction* m_remove;
    QPointer<QDialog> m_dialog;
};

}  // namespace beamline::ui
