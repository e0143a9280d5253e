// SPDX-License-Identifier: Apache-2.0
#pragma once
// How far one batch is, with pause, resume, stop and undo. GUI thread only.

#include <QString>
#include <optional>

#include "engine/api/operations.h"
#include "ui/widgets/job_bar.h"

namespace beamline::ui {

class BatchListModel;
class BatchRunsModel;
class Button;
class EngineSession;
class Question;

/// Shows the batch as `model` has it, which its owner keeps live.
class BatchStrip : public JobBar {
    Q_OBJECT
public:
    /// `withDetails`: a button that asks for the batch's page.
    BatchStrip(EngineSession* session, BatchListModel* model, bool withDetails, QWidget* parent = nullptr);

    /// Empty: none, and hidden.
    void setBatch(const QString& id);
    QString batch() const { return m_id; }
    /// What has become of its runs since; live while the strip is seen.
    BatchRunsModel* runs() const { return m_runs; }

Q_SIGNALS:
    void detailsWanted(const QString& batch);
    /// Its runs that are faulted now are wanted.
    void faultedWanted(const QString& batch);
    /// Undoing is a batch of its own, which is now on view.
    void undone(const QString& batch);
    void failed(const QString& what);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void update();
    void control(api::BatchControl control);
    void askAndStop();
    void take(api::BatchControl control, api::Result<api::BatchReply> reply);

    EngineSession* m_session;
    BatchListModel* m_model;
    BatchRunsModel* m_runs;
    QString m_id;
    bool m_sending = false;
    Button* m_pause;
    Button* m_stop;
    Button* m_undo;
    Button* m_faulted;
    Button* m_details = nullptr;
};

}  // namespace beamline::ui
