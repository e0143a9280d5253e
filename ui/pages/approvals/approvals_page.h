// SPDX-License-Identifier: Apache-2.0
#pragma once
// The inbox of decisions: what waits for me, what waits for anybody, what was decided. GUI thread only.

#include <QTimer>
#include <array>

#include "engine/api/operations.h"
#include "ui/widgets/page.h"

class QHBoxLayout;
class QListView;
class QListWidget;
class QVBoxLayout;

namespace beamline::ui {

class ApprovalListModel;
class ContentStack;
class DecisionPane;
class EngineSession;
class InfoBar;
class PageHeader;
class SearchField;

class ApprovalsPage : public Page {
    Q_OBJECT
public:
    /// What was just decided stays on view this long before the next request takes its place.
    static constexpr int kDecidedStayMs = 1000;

    explicit ApprovalsPage(EngineSession* session, QWidget* parent = nullptr);

    void showApproval(const QString& id);

    QString title() const override { return tr("Approvals"); }
    QIcon icon() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;
    void focusFilter() override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Queue { Mine, Open, Decided, QueueCount };

    QWidget* buildList();
    void buildQueues();
    void buildOutbox();
    void addStep(const char* id, const QString& text, const QList<QKeySequence>& keys, int by);
    void showQueue(int queue);
    void showState();
    void showFigures();
    void showOutbox();
    void rowsChanged();
    void currentChanged();
    void decided(const api::Approval& approval, api::Outcome outcome);
    bool isStaying() const;
    void selectId(const QString& id);
    ApprovalListModel* model() const { return m_models[static_cast<std::size_t>(m_queue)]; }

    EngineSession* m_session;
    std::array<ApprovalListModel*, QueueCount> m_models{};
    int m_queue = Mine;
    QString m_current;  ///< id of what the pane shows
    QString m_pinned;   ///< asked for by showApproval, wherever it is listed
    bool m_asked = false;
    PageHeader* m_header;
    SearchField* m_search;
    InfoBar* m_bar;
    InfoBar* m_outboxBar;
    QString m_refused;  ///< approval whose decision was not taken, which the bar leads to
    QListWidget* m_queues;
    QHBoxLayout* m_row;
    QVBoxLayout* m_left;  ///< the list, and in narrow windows the queues above it
    QListView* m_list;
    ContentStack* m_stack;
    ContentStack* m_paneStack;
    DecisionPane* m_pane;
    QTimer m_tick;
    QTimer m_stay;
    bool m_rowsLeave = false;  ///< a selection that changes now was not the user's
};

}  // namespace beamline::ui
