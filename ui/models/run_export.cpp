// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_export.h"

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/models/run_cells.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

QByteArray csvField(const QString& text) {
    QString field = text;
    if (!field.isEmpty() && QStringView(u"=+-@\t\r\n").contains(field.front())) {
        field.prepend(u'\'');
    }
    const bool quoted = std::any_of(field.begin(), field.end(), [](QChar c) {
        return c == u'"' || c == u',' || c == u';' || c == u'\r' || c == u'\n' || c == u'\t';
    });
    if (quoted) {
        field.replace(u'"', QStringLiteral("\"\""));
        field = u'"' + field + u'"';
    }
    return field.toUtf8();
}

RunExport::RunExport(EngineSession* session, api::ListRuns question, Format format, QStringList columns,
                     const QString& path, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_question(std::move(question)),
      m_format(format),
      m_columns(std::move(columns)),
      m_file(path) {
    m_columns.removeAll(QStringLiteral("progress"));  // which is for the eye
    if (!m_columns.contains(QStringLiteral("run"))) {
        m_columns.prepend(QStringLiteral("run"));
    }
}

void RunExport::start() {
    QByteArray head = "[";
    if (m_format == Format::Csv) {
        QByteArrayList titles;
        for (const QString& column : m_columns) {
            titles << csvField(column);
        }
        head = titles.join(',') + "\r\n";
    }
    if (!m_file.open(QIODevice::WriteOnly)) {
        m_ended = true;
        Q_EMIT failed(tr("%1 cannot be written: %2. Choose another place.").arg(path(), m_file.errorString()));
    } else if (write(head)) {
        ask();
    }
}

void RunExport::cancel() {
    m_ended = true;
    m_file.cancelWriting();
}

void RunExport::ask() {
    if (!m_session) {
        return;
    }
    m_question.limit = static_cast<int>(std::min<qint64>(kPage, kMaxRuns - m_written));
    m_session->call<api::ListRuns>(m_question, this,
                                   [this](api::Result<api::RunPage> reply) { take(std::move(reply)); });
}

void RunExport::take(api::Result<api::RunPage> reply) {
    if (m_ended) {
        return;
    }
    if (!reply.ok()) {
        cancel();
        Q_EMIT failed(tr("No file was written: after %n run(s) the engine did not answer. %1", nullptr,
                         static_cast<int>(m_written))
                          .arg(toText(reply.error().message)));
        return;
    }
    QByteArray bytes;
    for (const auto& run : reply->items) {
        if (m_format == Format::Json) {
            bytes += m_written == 0 ? "\n" : ",\n";
        }
        bytes += bytesOf(run);
        ++m_written;
    }
    if (!write(bytes)) {
        return;
    }
    m_cut = !reply->next.empty() && m_written >= kMaxRuns;
    if (!reply->next.empty() && !m_cut) {
        m_question.after = reply->next;
        Q_EMIT progressed();
        ask();
        return;
    }
    if (m_format == Format::Json && !write("\n]\n")) {
        return;
    }
    m_ended = true;
    if (m_file.commit()) {
        Q_EMIT finished();
    } else {
        Q_EMIT failed(tr("%1 cannot be written: %2. Choose another place.").arg(path(), m_file.errorString()));
    }
}

QByteArray RunExport::bytesOf(const api::RunSummary& run) const {
    if (m_format == Format::Json) {
        return QByteArray::fromStdString(api::printJson(api::toJson(run)));
    }
    QByteArrayList fields;
    for (const QString& column : m_columns) {
        fields << csvField(runCellValue(run, column));
    }
    return fields.join(',') + "\r\n";
}

bool RunExport::write(const QByteArray& bytes) {
    if (m_file.write(bytes) == bytes.size()) {
        return true;
    }
    const QString why = m_file.errorString();
    cancel();
    Q_EMIT failed(tr("%1 cannot be written: %2. After %n run(s) nothing more fitted; choose another place.", nullptr,
                     static_cast<int>(m_written))
                      .arg(path(), why));
    return false;
}

}  // namespace beamline::ui
