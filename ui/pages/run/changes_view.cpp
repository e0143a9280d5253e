// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/changes_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/redaction.h"
#include "ui/models/text_diff.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
QString shownJson(const api::Json& value) {
    return prettyJson(masked(value, defaultSensitiveNames()));
}

/// What an attempt came to: its output, or why there is none.
QString outcomeOf(const api::Json& output, const std::optional<api::WorkflowError>& error) {
    return error ? errorText(*error) : shownJson(output);
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
    connect(m_what, &QComboBox::currentIndexChanged, this, [this] { showDiff(m_inputBefore, m_outputBefore); });
}

void ChangesView::clear() {
    ++m_token;
    m_task.reset();
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
    say(tr("Loading…"));
    m_against->currentData().toInt() == Attempt ? askAttempt() : askIteration();
}

void ChangesView::askIteration() {
    api::GetTask op;
    op.run = toUtf8(m_run);
    op.task = m_task->state.ref;
    op.iteration = m_task->iteration - 1;
    op.asOf = m_asOf;
    m_session->call<api::GetTask>(op, this, [this, token = ++m_token](api::Result<api::TaskDetail> reply) {
        if (token == m_token) {
            reply.ok() ? showDiff(shownJson(reply->input), outcomeOf(reply->output, reply->error))
                       : say(toText(reply.error().message));
        }
    });
}

/// What earlier attempts got only the history says: the latest start of the task that is not the last one.
void ChangesView::askAttempt() {
    const auto& attempts = m_task->attempts;
    const QString outcome = outcomeOf({}, attempts[attempts.size() - 2].error);
    api::GetHistory op;
    op.run = toUtf8(m_run);
    op.kind = "task.started";
    op.descending = op.withData = true;
    op.limit = api::kMaxPageSize;
    m_session->call<api::GetHistory>(op, this, [this, outcome, token = ++m_token](api::Result<api::HistoryPage> reply) {
        if (token != m_token) {
            return;
        }
        if (!reply.ok()) {
            return say(toText(reply.error().message));
        }
        const auto mine = [this](const api::HistoryEntry& entry) {
            return entry.task == m_task->state.ref && entry.iteration == m_task->iteration;
        };
        auto last = std::find_if(reply->items.begin(), reply->items.end(), mine);
        last = last == reply->items.end() ? last : std::find_if(std::next(last), reply->items.end(), mine);
        if (last == reply->items.end()) {  // a `try` starts once: its attempts are those of what is inside
            return showDiff(shownJson(m_task->input), outcome);
        }
        showDiff(shownJson(last->data), outcome);
    });
}

void ChangesView::showDiff(const QString& inputBefore, const QString& outputBefore) {
    m_inputBefore = inputBefore;
    m_outputBefore = outputBefore;
    if (!m_task) {
        return;
    }
    const bool input = m_what->currentIndex() == 0;
    const auto diff = input ? diffOf(inputBefore, shownJson(m_task->input))
                            : diffOf(outputBefore, outcomeOf(m_task->output, m_task->error));
    m_diff->setDiff(diff);
    m_diff->show();
    m_note->setText(diff.added + diff.removed == 0 ? tr("The same as before.")
                                                   : tr("%1, %2.").arg(tr("%n new line(s)", nullptr, diff.added),
                                                                       tr("%n line(s) gone", nullptr, diff.removed)));
}

void ChangesView::say(const QString& text) {
    m_note->setText(text);
    m_diff->hide();
}

}  // namespace beamline::ui
