// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs by workflow, error or label as a tree. Opening a group shows its runs. GUI thread only.

#include <QTreeView>

#include "engine/api/operations.h"

namespace beamline::ui {

class RunGroupModel;

class RunGroupsView : public QTreeView {
    Q_OBJECT
public:
    explicit RunGroupsView(RunGroupModel* model, QWidget* parent = nullptr);

Q_SIGNALS:
    /// Enter or double click on a run; on a group it is opened or closed.
    void runActivated(const QString& run);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void activate(const QModelIndex& index);
    void fetchSeen();

    RunGroupModel* m_model;
};

}  // namespace beamline::ui
