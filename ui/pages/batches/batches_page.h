// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everything that was done to many runs at once: who, what, why, and what came of each run. GUI thread only.

#include <QPointer>
#include <QTimer>

#include "engine/api/operations.h"
#include "ui/widgets/page.h"

class QLabel;
class QSplitter;

namespace beamline::ui {

class BatchItemModel;
class BatchListModel;
class BatchRunsModel;
class BatchStrip;
class BulkDialog;
class Button;
class ChipBar;
class ContentStack;
class EngineSession;
class InfoBar;
class PageHeader;
class TableView;

class BatchesPage : public Page {
    Q_OBJECT
public:
    explicit BatchesPage(EngineSession* session, QWidget* parent = nullptr);

    /// Selects this batch, however far down the list it is; says so when there is none.
    void showBatch(const QString& id);
    /// The same, with the runs of it that are faulted now.
    void showFaulted(const QString& id);
    QString shown() const;

    QString title() const override { return tr("Batches"); }
    QIcon icon() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildList();
    QWidget* buildDetails();
    void showState();
    void showItems();
    void seek();
    void inspect();
    void follow();
    void showSeen();
    QWidget* buildSince(QWidget* pane);
    void showOutcome(int chip);
    void showNow(int now);
    void showSince();
    void showNowChips();
    void doAgain(api::BatchAction action);

    EngineSession* m_session;
    BatchListModel* m_model;
    BatchItemModel* m_items;
    PageHeader* m_header;
    InfoBar* m_bar;
    QSplitter* m_split = nullptr;
    ContentStack* m_stack;
    TableView* m_table = nullptr;
    BatchStrip* m_strip = nullptr;
    QLabel* m_about = nullptr;
    ChipBar* m_outcomes = nullptr;
    QWidget* m_since = nullptr;  ///< how the runs are now, and what can be done with them
    ChipBar* m_now = nullptr;
    Button* m_retry = nullptr;
    Button* m_rerun = nullptr;
    QPointer<BulkDialog> m_dialog;
    ContentStack* m_itemStack = nullptr;
    TableView* m_itemTable = nullptr;
    QString m_wanted;         ///< to be selected once it is loaded
    QString m_faultedWanted;  ///< the batch whose faulted runs are to be shown once they are known
    std::optional<api::Batch> m_seen;
    bool m_stale = false;
    QTimer m_tick;
};

}  // namespace beamline::ui
