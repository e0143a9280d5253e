// SPDX-License-Identifier: Apache-2.0
#pragma once
// What failed for good: faulted runs by their error, looked at, mended, replayed, exported or put aside. GUI thread
// only.

#include <QPointer>
#include <QTimer>

#include "engine/api/operations.h"
#include "ui/widgets/page.h"

class QDialog;
class QFileDialog;
class QModelIndex;
class QTreeView;

namespace beamline::ui {

class BatchListModel;
class BatchStrip;
class ContentStack;
class DeadLetterModel;
class EngineSession;
class InfoBar;
class PageHeader;
class SearchField;
class TaskInspector;

class DeadLettersPage : public Page {
    Q_OBJECT
public:
    explicit DeadLettersPage(EngineSession* session, QWidget* parent = nullptr);

    QString title() const override { return tr("Dead letters"); }
    QIcon icon() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;
    void focusFilter() override;
    /// Writes what is known of the selected runs to a file.
    void exportTo(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildActions();
    void buildTree();
    void showState();
    void update();
    void inspect();
    void open();
    void replay();
    void edit();
    void ask(api::BatchAction action);
    void exportSelected();
    void contextMenu(const QPoint& position);
    std::vector<api::RunSummary> selected() const;
    void tell(const QString& text);
    void fail(const QString& what, const api::Error& error);

    EngineSession* m_session;
    DeadLetterModel* m_model;
    BatchListModel* m_batches;
    PageHeader* m_header;
    SearchField* m_search;
    InfoBar* m_bar;
    BatchStrip* m_strip;  ///< the batch that was started last
    ContentStack* m_stack;
    QTreeView* m_tree;
    TaskInspector* m_inspector;
    QAction* m_open;
    QAction* m_replay;
    QAction* m_edit;
    QAction* m_export;
    QAction* m_rerun;
    QAction* m_discard;
    QPointer<QDialog> m_dialog;
    QPointer<QFileDialog> m_files;
    std::string m_inspected;
    quint64 m_token = 0;
    bool m_sending = false;
    bool m_stale = false;  ///< the bar tells that what is shown is old
    QTimer m_tick;
};

}  // namespace beamline::ui
