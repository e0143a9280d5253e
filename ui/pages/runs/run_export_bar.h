// SPDX-License-Identifier: Apache-2.0
#pragma once
// Writes the runs that are listed to a file: asks where, tells how far it is, can be stopped. GUI thread only.

#include <QPointer>

#include "ui/models/run_export.h"
#include "ui/widgets/job_bar.h"

class QFileDialog;

namespace beamline::ui {

class Button;
class EngineSession;

class RunExportBar : public JobBar {
    Q_OBJECT
public:
    explicit RunExportBar(EngineSession* session, QWidget* parent = nullptr);

    /// Asks for a file, then writes all that the question asks for. `total`: how many that are, negative: not known.
    void ask(const api::ListRuns& question, const QStringList& columns, qint64 total);
    /// By the end of its name JSON, otherwise CSV.
    void write(const QString& path);
    bool isBusy() const { return m_work; }

Q_SIGNALS:
    void failed(const QString& what);

private:
    void update();
    void finish();

    EngineSession* m_session;
    api::ListRuns m_question;
    QStringList m_columns;
    qint64 m_total = -1;
    Button* m_cancel;
    QPointer<QFileDialog> m_files;
    QPointer<RunExport> m_work;
};

}  // namespace beamline::ui
