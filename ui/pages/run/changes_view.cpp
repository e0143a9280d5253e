// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/changes_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/models/formatting.h"
#include "ui/models/redaction.h"
#include "ui/models/text_diff.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
QString shownJson(const api::Json& value, const api::Json& before) {
    return prettyJson(maskedAgainst(value, before, sensitiveNames()));
}
}  // namespace

ChangesView::ChangesView(EngineSession* session, QWidget* parent) : QWidget(parent), m_session(session) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::k8, 0, 0);
    column->setSpacing(space::k8);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(space::k12, 0, space::k12, 0);
    line->setSpacing(space::k8);
    m_what = new QComboBox(this);
    m_what->setAccessibleName(tr("What is compared"));
    m_what->addItems({tr("Input"), tr("Output")});
    m_against = new QComboBox(this);
    m_against->setAccessibleName(tr("Compared with"));
    line->addWidget(m_what);
    line->addWidget(m_against, 1);
    m_note = new QLabel(this);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setProperty("muted", true);
    m_note->setContentsMargins(space::k12, 0, space::k12, 0);
    m_diff = new DiffView(this);
    m_diff->setFrameShape(QFrame::NoFrame);
    m_diff->setProperty("bare", true);
    column->addLayout(line);
    column->addWidget(m_note);
    column->addWidget(m_diff, 1);
    connect(m_against, &QComboBox::currentIndexChanged, this, &ChangesView::ask);
    connect(m_what, &QComboBox::currentIndexChanged, this, [this] { showDiff(); });
}

void ChangesView::clear() {
    ++m_token;
    m_task.reset();
    m_known = false;
    m_diff->setDiff({});
}

void ChangesView::setTask(const QString& run, const api::TaskDetail& task, qint64 asOf) {
    const bool same = m_task && m_run == run && m_asOf == asOf && m_task->state.ref == task.state.ref &&
                      m_task->iteration == task.iteration && m_task->attempts.size() == task.attempts.size() &&
                      m_task->input == task.input && m_task->output == task.output && m_task->error == task.error;
    if (same) {
        return;
    }
    m_run = run;
    m_asOf = asOf;
    m_task = task;
    m_stale = true;
    fillChoice();
    if (isVisible()) {
        ask();
    }
}

void ChangesView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_stale) {
        ask();
    }
}

void ChangesView::fillChoice() {
    const QSignalBlocker block(m_against);
    const QVariant chosen = m_against->currentData();
    m_against->clear();
    if (m_task->attempts.size() > 1) {
        m_against->addItem(tr("The attempt before"), Attempt);
    }
    if (m_task->iteration > 1) {
        m_against->addItem(tr("Iteration %1").arg(m_task->iteration - 1), Iteration);
    }
    m_against->setCurrentIndex(std::max(0, m_against->findData(chosen)));
}

void ChangesView::ask() {
    m_stale = false;
    if (!m_task || m_against->count() == 0) {
        return;
    }
    m_known = false;
    say(tr("Loading…"));
    ++m_token;
    m_against->currentData().toInt() == Attempt ? askAttempt({}, 0, false) : askIteration();
}

void ChangesView::askIteration() {
    api::GetTask op;
    op.run = toUtf8(m_run);
    op.task = m_task->state.ref;
    op.iteration = m_task->iteration - 1;
    op.asOf = m_asOf;
    m_session->call<api::GetTask>(op, this, [this, token = m_token](api::Result<api::TaskDetail> reply) {
        if (token == m_token) {
            reply.ok() ? showBefore(std::move(reply->input), std::move(reply->output), reply->error)
                       : say(toText(reply.error().message));
        }
    });
}

/// What earlier attempts got only the history says: the start before that of the last one. A `try` starts once: its
/// attempts are those of what is inside, and what they got is not told.
void ChangesView::askAttempt(api::Cursor after, std::size_t seen, bool foundLast) {
    api::GetHistory op;
    op.run = toUtf8(m_run);
    op.kind = "task.started";
    op.descending = op.withData = true;
    op.limit = api::kMaxPageSize;
    op.after = std::move(after);
    m_session->call<api::GetHistory>(
        op, this, [this, seen, foundLast, token = m_token](api::Result<api::HistoryPage> reply) mutable {
            if (token != m_token) {
                return;
            }
            if (!reply.ok()) {
                return say(toText(reply.error().message));
            }
            const auto& last = m_task->attempts.back();  // what has begun since is behind asOf
            const auto& before = m_task->attempts[m_task->attempts.size() - 2];
            for (auto& entry : reply->items) {
                if (entry.task != m_task->state.ref || entry.iteration != m_task->iteration ||
                    entry.at > last.startedAt) {
                    continue;
                }
                if (foundLast || entry.at != last.startedAt) {
                    const bool known = foundLast && entry.at == before.startedAt;
                    return showBefore(known ? std::optional(std::move(entry.data)) : std::nullopt, {}, before.error);
                }
                foundLast = true;
            }
            seen += reply->items.size();
            if (reply->next.empty() || seen >= kMaxEntries) {
                return showBefore(std::nullopt, {}, before.error);
            }
            askAttempt(std::move(reply->next), seen, foundLast);
        });
}

void ChangesView::showBefore(std::optional<api::Json> input, api::Json output,
                             const std::optional<api::WorkflowError>& error) {
    m_known = true;
    m_inputBefore = std::move(input);
    m_outputBefore = std::move(output);
    m_errorBefore = error;
    showDiff();
}

void ChangesView::showDiff() {
    if (!m_task || !m_known) {
        return;
    }
    const bool input = m_what->currentIndex() == 0;
    if (input && !m_inputBefore) {
        return say(tr("The history does not say what the attempt before got."));
    }
    const api::Json none;
    const auto& before = input ? *m_inputBefore : m_outputBefore;
    const auto& now = input ? m_task->input : m_task->output;
    const auto text = [input](const std::optional<api::WorkflowError>& error, const api::Json& value,
                              const api::Json& against) {
        return error && !input ? errorText(*error) : shownJson(value, against);
    };
    const auto diff = diffOf(text(m_errorBefore, before, none), text(m_task->error, now, before));
    m_diff->setDiff(diff);
    m_diff->show();
    m_note->setText(diff.added + diff.removed == 0 ? tr("The same as before.") : tr("%1.").arg(linesText(diff)));
}

void ChangesView::say(const QString& text) {
    m_note->setText(text);
    m_diff->hide();
}

}  // namespace beamline::ui
