// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs an ended run again on a chosen version of its workflow: asks which run, then opens the dialog of a re-run. GUI
// thread only.

#include <QObject>
#include <QPointer>

#include "engine/api/operations.h"

namespace beamline::ui {

class ChooseRunDialog;
class EngineSession;
class RerunDialog;

class RerunOnVersion : public QObject {
    Q_OBJECT
public:
    /// `host`: over whose window the dialogs stand.
    RerunOnVersion(EngineSession* session, QWidget* host);

    void begin(const QString& ns, const QString& workflow, const QString& version);

Q_SIGNALS:
    void started(const QString& run);
    void failed(const QString& what);

private:
    void ask(const QString& run);
    void take(api::RunDetail detail);

    EngineSession* m_session;
    QWidget* m_host;
    QString m_ns;
    QString m_workflow;
    QString m_version;
    QPointer<ChooseRunDialog> m_choice;
    QPointer<RerunDialog> m_dialog;
    quint64 m_token = 0;
};

}  // namespace beamline::ui
