// SPDX-License-Identifier: Apache-2.0
#pragma once
// The inbox of decisions: what waits for me, for my groups, for others, what I have put off, what was decided. GUI
// thread only.

#include <QElapsedTimer>
#include <QTimer>
#include <array>
#include <optional>

#include "engine/api/operations.h"
#include "ui/models/approval_query.h"
#include "ui/pages/approvals/decision_pane.h"
#include "ui/widgets/page.h"

class QHBoxLayout;
class QLabel;
class QListView;
class QVBoxLayout;

namespace beamline::ui {

class ApprovalListModel;
class ContentStack;
class EngineSession;
class InfoBar;
class PageHeader;
class QueryBar;
class QueueBar;
class Settings;

class ApprovalsPage : public Page {
    Q_OBJECT
public:
    /// A step down this soon after a decision has led on by itself is that step: none is passed over unseen.
    static constexpr int kStepMs = 1000;
    static constexpr int kCountMs = 500;  ///< from news to the next counting

    explicit ApprovalsPage(EngineSession* session, QWidget* parent = nullptr);
    /// What could still be undone is sent: nobody is left to undo it.
    ~ApprovalsPage() override;

    void showApproval(const QString& id);
    /// Filters that were asked before.
    void remember(Settings& settings);
    /// How long a decision can be undone before it is sent, DecisionPane::kUndoWindowMs at first; 0: it is sent at
    /// once.
    void setUndoWindow(int ms);

    QString title() const override { return tr("Approvals"); }
    QIcon icon() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;
    void focusFilter() override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Queue { Mine, Groups, Unclaimed, Others, Snoozed, Decided, Open, QueueCount };

    QWidget* buildHeader();
    QWidget* buildList();
    QWidget* buildSelection(QWidget* parent);
    void buildModels();
    void buildQueues();
    void buildOutbox();
    void buildPane();
    void buildActions();
    QAction* addCommand(const char* id, const QString& text, const QKeySequence& key, const QString& toolTip,
                        void (ApprovalsPage::*run)());
    void contextMenu(const QPoint& position);

    void goDown() { step(1); }
    void goUp() { step(-1); }
    void step(int by);
    void go(int row, DecisionPane::Coming coming);
    void focusList(Qt::FocusReason reason = Qt::ShortcutFocusReason);
    void followFocus();
    void toggleSelected();
    void selectLike();
    void clearSelection();
    void openBatch();
    void undo();

    void ask(int queue);
    void takeFilter(const QString& text);
    void showBatch(const QString& batch);
    QStringList knownWorkflows() const;
    void showQueue(int queue);
    void askCounts();
    void showState();
    void showNothing();
    void tellIgnored(const QString& why);
    void showFigures();
    void showSelection();
    void showOutbox();
    bool showHeld();
    void showEmptyQueue();
    void rowsChanged();
    void findPinned();
    void currentChanged();
    void held(const api::Approval& approval);
    int nextWaiting(const QString& id) const;
    void advance(const QString& from);
    void decided(const api::Approval& approval, api::Outcome outcome);
    void tellDecided(const api::Approval& approval, api::Outcome outcome);
    void selectId(const QString& id);
    void showPane(const api::Approval& approval, DecisionPane::Coming coming = DecisionPane::Coming::ByItself);
    ApprovalListModel* model() const { return m_models[static_cast<std::size_t>(m_queue)]; }

    EngineSession* m_session;
    Settings* m_settings = nullptr;
    std::array<ApprovalListModel*, QueueCount> m_models{};
    std::array<bool, QueueCount> m_asked{};
    int m_queue = Mine;
    ApprovalQuery m_filter;
    std::optional<api::ApprovalCounts> m_counts;
    QString m_current;  ///< id of what the pane shows
    QString m_pinned;   ///< asked for by showApproval, wherever it is listed
    bool m_active = false;
    PageHeader* m_header;
    QueryBar* m_query;
    InfoBar* m_bar;
    InfoBar* m_outboxBar;
    QString m_refused;  ///< approval whose decision was not taken, which the bar leads to
    QueueBar* m_queues;
    QHBoxLayout* m_row;
    QVBoxLayout* m_left;  ///< the list, and in narrow windows the queues above it
    QListView* m_list;
    QWidget* m_selection;
    QLabel* m_selected;
    ContentStack* m_stack;
    ContentStack* m_paneStack;
    DecisionPane* m_pane;
    QAction* m_open;
    QAction* m_select;
    QAction* m_like;
    QAction* m_clear;
    QAction* m_batch;
    QAction* m_undo;
    QTimer m_tick;
    QTimer m_countTimer;
    QElapsedTimer m_advanced;  ///< since a decision has led on to what is on view; invalid: something else has
    DecisionPane::Coming m_coming = DecisionPane::Coming::Chosen;  ///< of what is selected now
    bool m_rowsLeave = false;                                      ///< a selection that changes now was not the user's
    bool m_focusIsLent = false;                                    ///< the queues have it while the list is empty
};

}  // namespace beamline::ui
