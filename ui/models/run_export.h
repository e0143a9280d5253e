// SPDX-License-Identifier: Apache-2.0
#pragma once
// Writes all runs that fit a question to a file, page by page, as CSV or JSON. GUI thread.

#include <QObject>
#include <QPointer>
#include <QSaveFile>
#include <QStringList>

#include "engine/api/operations.h"

namespace beamline::ui {

class EngineSession;

/// A field of CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front.
QByteArray csvField(const QString& text);

/// CSV: a line of column ids, then one for each run, ended by CR LF, with the exact values of runCellValue(). JSON: an
/// array of whole run summaries, as the port tells them. The file appears when all is written, or not at all.
class RunExport : public QObject {
    Q_OBJECT

public:
    enum class Format { Csv, Json };
    static constexpr qint64 kMaxRuns = 100'000;  ///< of one file; isCut() tells when there were more
    static constexpr int kPage = 500;            ///< runs that are asked for and written at a time

    /// `columns` as runColumnIds(), for CSV; the run's id is put in front when it is not among them.
    RunExport(EngineSession* session, api::ListRuns question, Format format, QStringList columns, const QString& path,
              QObject* parent = nullptr);
    void start();
    /// Leaves no file behind.
    void cancel();
    qint64 written() const { return m_written; }
    bool isCut() const { return m_cut; }
    QString path() const { return m_file.fileName(); }

Q_SIGNALS:
    void progressed();
    void finished();
    /// What went wrong and where, one sentence or two; nothing was written.
    void failed(const QString& what);

private:
    void ask();
    void take(api::Result<api::RunPage> reply);
    QByteArray bytesOf(const api::RunSummary& run) const;
    bool write(const QByteArray& bytes);

    QPointer<EngineSession> m_session;
    api::ListRuns m_question;
    Format m_format;
    QStringList m_columns;
    QSaveFile m_file;
    qint64 m_written = 0;
    bool m_cut = false;
    bool m_ended = false;
};

}  // namespace beamline::ui
