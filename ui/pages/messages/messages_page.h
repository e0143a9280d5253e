// SPDX-License-Identifier: Apache-2.0
#pragma once
// Messages sent by hand: written and sent, what became of each, and sent again. GUI thread only.

#include <QPointer>
#include <QTimer>

#include "engine/api/operations.h"
#include "ui/widgets/page.h"

class QDialog;

namespace beamline::ui {

class ChipBar;
class ContentStack;
class EngineSession;
class InfoBar;
class MessageModel;
class MessagePane;
class PageHeader;
class SearchField;
class TableView;

class MessagesPage : public Page {
    Q_OBJECT
public:
    explicit MessagesPage(EngineSession* session, QWidget* parent = nullptr);

    /// Shows this one, also when the list has it far down or not at all.
    void showMessage(const QString& id);

    QString title() const override { return tr("Messages"); }
    QIcon icon() const override;
    QString here() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;
    void focusFilter() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildActions();
    QWidget* buildList();
    void buildTable();
    void filter();
    void seek();
    void showState();
    void inspect();
    void ask(const std::string& id);
    void updateActions();
    void compose(bool again);
    void retry();

    EngineSession* m_session;
    MessageModel* m_model;
    PageHeader* m_header;
    InfoBar* m_bar;
    ContentStack* m_whole = nullptr;  ///< of the page
    ContentStack* m_stack = nullptr;  ///< of the list: the filter stays
    SearchField* m_search = nullptr;
    ChipBar* m_status = nullptr;
    TableView* m_table = nullptr;
    MessagePane* m_pane = nullptr;
    QAction* m_new;
    QAction* m_again;
    QAction* m_retry;
    std::string m_shown;   ///< its contents are in the pane, or asked for
    std::string m_wanted;  ///< to be shown, whatever is selected
    quint64 m_token = 0;
    bool m_sending = false;
    bool m_stale = false;
    bool m_known = false;  ///< there have been some
    QTimer m_tick;
    QPointer<QDialog> m_dialog;
};

}  // namespace beamline::ui
