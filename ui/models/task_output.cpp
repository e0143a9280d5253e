// SPDX-License-Identifier: Apache-2.0
#include "ui/models/task_output.h"

#include <QRegularExpression>

#include "ui/models/formatting.h"
#include "ui/session/run_feed.h"

namespace beamline::ui {

namespace {
QString plain(QString text) {
    static const QRegularExpression escapes(
        QStringLiteral("\\x1b(\\[[0-9;?]*[ -/]*[@-~]|\\][^\\x07\\x1b]*(\\x07|\\x1b\\\\)|.)"));
    text.remove(escapes);
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    text.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    text.remove(QChar::Null);
    return text;
}
}  // namespace

bool TaskOutput::take(const api::Event& event) {
    const auto* data = event.kind == kOutputEvent ? event.data.if_object() : nullptr;
    const auto* text = data ? data->if_contains("text") : nullptr;
    if (!text || !text->is_string()) {
        return false;
    }
    const QString ref = toText(event.task);
    if (!m_tasks.contains(ref) && m_tasks.size() >= kMaxTasks) {
        return true;
    }
    const auto* stream = data->if_contains("stream");
    const bool error = stream && stream->is_string() && stream->get_string() == "stderr";
    Task& task = m_tasks[ref];
    QString words = plain(toText(text->get_string()));
    if (words.size() > kMaxLetters) {
        words = words.right(kMaxLetters);
        task.cut = true;
    }
    task.letters += words.size();
    if (!task.pieces.isEmpty() && task.pieces.last().error == error) {
        task.pieces.last().text += words;
    } else {
        task.pieces.append({error, words});
    }
    while (task.letters > kMaxLetters) {
        Piece& oldest = task.pieces.first();
        const auto over = std::min<qsizetype>(task.letters - kMaxLetters, oldest.text.size());
        oldest.text.remove(0, over);
        task.letters -= over;
        task.cut = true;
        if (oldest.text.isEmpty()) {
            task.pieces.removeFirst();
        }
    }
    return true;
}

void TaskOutput::markGap() {
    for (Task& task : m_tasks) {
        task.cut = true;
    }
}

}  // namespace beamline::ui
