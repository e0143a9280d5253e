// SPDX-License-Identifier: Apache-2.0
#pragma once
// What can be done to the runs that are selected: a bar below the list, its actions, and the batch that was started
// last. GUI thread only.

#include <QPointer>
#include <QWidget>
#include <functional>

#include "ui/pages/runs/bulk_dialog.h"

class QAction;
class QBoxLayout;
class QLabel;

namespace beamline::ui {

class BatchListModel;
class BatchStrip;
class Button;
class EngineSession;
class RunActions;

class RunBulk : public QWidget {
    Q_OBJECT
public:
    /// `single`: the actions of one run. All actions are added to `host`.
    RunBulk(EngineSession* session, RunActions* single, QWidget* host);

    /// What is selected now; `one`: it is this run, which has actions of its own.
    void setSelection(RunSelection selection, const api::RunSummary* one = nullptr);
    const RunSelection& selection() const { return m_selection; }
    /// Why nothing can be done to what is selected ("Select runs, or one group."); empty: it can.
    void setObstacle(const QString& why);
    /// Puts the focus on what does this, so that the next key does it. False: it cannot be done.
    bool offer(api::BatchAction action);
    /// How many there are that could be taken in place of what is selected; negative: none more.
    void setAllThere(qint64 count, bool more);
    /// Where the batch that was started last is shown; at first the newest that works.
    BatchStrip* strip() const { return m_strip; }
    void setActive(bool active);
    QSize minimumSizeHint() const override;
    QList<QAction*> bulkActions() const { return m_actions; }
    /// Those of them that `single` has not.
    QList<QAction*> furtherActions() const;

Q_SIGNALS:
    void allWanted();
    void cleared();
    void detailsWanted(const QString& batch);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildSingle(RunActions& single);
    QString whyNot(api::BatchAction action) const;
    QString whyNone(api::BatchAction action) const;
    void fit();
    void update();
    void ask(api::BatchAction action);
    void seek();

    EngineSession* m_session;
    BatchListModel* m_batches;
    BatchStrip* m_strip;
    QBoxLayout* m_rows;
    QBoxLayout* m_buttons;
    QLabel* m_text;
    Button* m_all;
    Button* m_clear;
    QList<QAction*> m_actions;  ///< of many, in the order of kBulkActions
    QWidget* m_singleButtons;
    QWidget* m_bulkButtons;
    QAction* m_selectAll;
    RunSelection m_selection;
    std::optional<api::Phase> m_single;  ///< of the one run that is selected
    qint64 m_there = -1;
    bool m_more = false;
    QString m_why;
    bool m_sought = false;  ///< a batch that works since before
    QPointer<BulkDialog> m_dialog;
};

}  // namespace beamline::ui
