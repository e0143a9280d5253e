// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/run_export_bar.h"

#include <QFileDialog>

#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"

namespace beamline::ui {

RunExportBar::RunExportBar(EngineSession* session, QWidget* parent)
    : JobBar(parent), m_session(session), m_cancel(new Button(tr("Cancel"), Button::Secondary, this)) {
    m_cancel->setObjectName(QStringLiteral("export.cancel"));
    addButton(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_work) {
            m_work->cancel();
            delete m_work;
            show(tr("The export was cancelled. No file was written."), -1, api::Phase::cancelled);
            finish();
        }
    });
}

void RunExportBar::ask(const api::ListRuns& question, const QStringList& columns, qint64 total) {
    if (m_files || m_work) {
        return;
    }
    m_question = question;
    m_columns = columns;
    m_total = total;
    m_files = new QFileDialog(window(), tr("Export runs"), {}, tr("CSV (*.csv);;JSON (*.json)"));
    m_files->setObjectName(QStringLiteral("runs.exportFiles"));
    m_files->setAttribute(Qt::WA_DeleteOnClose);
    m_files->setAcceptMode(QFileDialog::AcceptSave);
    m_files->setDefaultSuffix(QStringLiteral("csv"));
    m_files->selectFile(QStringLiteral("runs.csv"));
    connect(m_files, &QFileDialog::filterSelected, m_files, [files = m_files.data()](const QString& filter) {
        files->setDefaultSuffix(filter.contains(QLatin1String("json")) ? QStringLiteral("json")
                                                                       : QStringLiteral("csv"));
    });
    connect(m_files, &QFileDialog::fileSelected, this, &RunExportBar::write);
    m_files->open();
}

void RunExportBar::write(const QString& path) {
    const auto format =
        path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) ? RunExport::Format::Json : RunExport::Format::Csv;
    m_work = new RunExport(m_session, m_question, format, m_columns, path, this);
    connect(m_work, &RunExport::progressed, this, &RunExportBar::update);
    connect(m_work, &RunExport::failed, this, [this](const QString& what) {
        m_work->deleteLater();
        m_work.clear();
        hide();
        Q_EMIT failed(what);
    });
    connect(m_work, &RunExport::finished, this, [this] {
        const QString done =
            tr("%n run(s) exported to %1.", nullptr, static_cast<int>(m_work->written())).arg(m_work->path());
        show(m_work->isCut() ? QStringLiteral("%1 %2").arg(done, tr("There are more: a file takes at most %1. Narrow "
                                                                    "the filter for the rest.")
                                                                     .arg(formatCount(RunExport::kMaxRuns)))
                             : done,
             -1, api::Phase::completed);
        m_work->deleteLater();
        m_work.clear();
        finish();
    });
    m_cancel->show();
    setClosable(false);
    update();
    m_work->start();
}

void RunExportBar::update() {
    if (!m_work) {
        return;
    }
    const qint64 written = m_work->written();
    show(m_total > 0 ? tr("Exporting runs: %1 of %2").arg(formatCount(written), formatCount(m_total))
                     : tr("Exporting runs: %1").arg(formatCount(written)),
         m_total > 0 ? static_cast<double>(written) / static_cast<double>(m_total) : 0.0, api::Phase::running);
}

void RunExportBar::finish() {
    m_cancel->hide();
    setClosable(true);
}

}  // namespace beamline::ui
