// SPDX-License-Identifier: Apache-2.0
#include "ui/models/batch_text.h"

#include "ui/models/formatting.h"

namespace beamline::ui {

using api::BatchAction;
using api::BatchOutcome;
using api::BatchState;

QString BatchText::verb(BatchAction action) {
    switch (action) {
        case BatchAction::cancel:
            return tr("Cancel");
        case BatchAction::suspend:
            return tr("Suspend");
        case BatchAction::resume:
            return tr("Resume");
        case BatchAction::retry:
            return tr("Retry");
        case BatchAction::discard:
            return tr("Discard");
        case BatchAction::rerun:
            return tr("Re-run");
    }
    return tr("Unknown");
}

QString BatchText::title(BatchAction action, qint64 runs) {
    const int n = static_cast<int>(runs);
    switch (action) {
        case BatchAction::cancel:
            return tr("Cancel %n run(s)", nullptr, n);
        case BatchAction::suspend:
            return tr("Suspend %n run(s)", nullptr, n);
        case BatchAction::resume:
            return tr("Resume %n run(s)", nullptr, n);
        case BatchAction::retry:
            return tr("Retry %n run(s)", nullptr, n);
        case BatchAction::discard:
            return tr("Discard %n run(s)", nullptr, n);
        case BatchAction::rerun:
            return tr("Re-run %n run(s)", nullptr, n);
    }
    return tr("%n run(s)", nullptr, n);
}

QString BatchText::about(BatchAction action) {
    switch (action) {
        case BatchAction::cancel:
            return tr("Each ends for good. Work in flight is told to stop and open approvals are withdrawn.");
        case BatchAction::suspend:
            return tr("Each stops before its next task. What is in flight ends and is kept. This can be undone.");
        case BatchAction::resume:
            return tr("Each goes on where it was suspended. This can be undone.");
        case BatchAction::retry:
            return tr("Each goes on at the task that faulted, with the input it had. Completed tasks stand.");
        case BatchAction::discard:
            return tr(
                "Each ends for good as cancelled. Its error and history stay readable; it cannot be retried any "
                "more.");
        case BatchAction::rerun:
            return tr(
                "For each a new run of the same workflow begins, with the input that it had and, when it begins at a "
                "task, with the results of the tasks before.");
    }
    return {};
}

QString BatchText::icon(BatchAction action) {
    switch (action) {
        case BatchAction::cancel:
            return QStringLiteral("cancel");
        case BatchAction::suspend:
            return QStringLiteral("suspend");
        case BatchAction::resume:
            return QStringLiteral("resume");
        case BatchAction::retry:
            return QStringLiteral("retry");
        case BatchAction::discard:
            return QStringLiteral("trash");
        case BatchAction::rerun:
            return QStringLiteral("run");
    }
    return {};
}

bool BatchText::isHard(BatchAction action) {
    return action == BatchAction::cancel || action == BatchAction::discard;
}

QString BatchText::state(BatchState state) {
    switch (state) {
        case BatchState::running:
            return tr("Running");
        case BatchState::paused:
            return tr("Paused");
        case BatchState::completed:
            return tr("Completed");
        case BatchState::stopped:
            return tr("Stopped");
        case BatchState::failed:
            return tr("Failed");
    }
    return tr("Unknown");
}

api::Phase BatchText::phaseOf(BatchState state) {
    switch (state) {
        case BatchState::running:
            return api::Phase::running;
        case BatchState::paused:
            return api::Phase::suspended;
        case BatchState::completed:
            return api::Phase::completed;
        case BatchState::stopped:
            return api::Phase::cancelled;
        case BatchState::failed:
            return api::Phase::faulted;
    }
    return api::Phase::pending;
}

bool BatchText::isOver(BatchState state) {
    return state != BatchState::running && state != BatchState::paused;
}

QString BatchText::result(const api::Batch& batch) {
    const qint64 seen = batch.done + batch.refused + batch.failed;
    QStringList parts;
    if (!isOver(batch.state)) {
        parts << tr("%1 of %2").arg(formatCount(seen), formatCount(batch.total));
    } else {
        parts << tr("%1 done").arg(formatCount(batch.done));
    }
    if (batch.refused > 0) {
        parts << tr("%1 refused").arg(formatCount(batch.refused));
    }
    if (batch.failed > 0) {
        parts << tr("%1 failed").arg(formatCount(batch.failed));
    }
    if (isOver(batch.state) && seen < batch.total) {
        parts << tr("%1 not begun").arg(formatCount(batch.total - seen));
    }
    return parts.join(QStringLiteral(", "));
}

bool BatchText::beginsAgain(BatchAction action) {
    return action == BatchAction::retry || action == BatchAction::rerun;
}

bool BatchText::hasFate(const api::Batch& batch) {
    return isOver(batch.state) && !isHard(batch.action) && batch.done > 0;
}

QString BatchText::fate(const api::Batch& batch, const BatchFate& fate) {
    const QString all = formatCount(batch.done);
    QStringList parts;
    if (const int n = static_cast<int>(fate.faulted); n > 0) {
        parts << (beginsAgain(batch.action) ? tr("%n of %1 faulted again", nullptr, n).arg(all)
                                            : tr("%n of %1 faulted", nullptr, n).arg(all));
    }
    if (const int n = static_cast<int>(fate.cancelled); n > 0) {
        parts << tr("%n of %1 cancelled since", nullptr, n).arg(all);
    }
    return parts.join(QStringLiteral(", "));
}

QString BatchText::fateState(const api::Batch& batch, const BatchFate& fate) {
    if (fate.faulted == 0) {
        return fate.cancelled >= batch.done ? tr("Cancelled since") : tr("Some cancelled");
    }
    const bool all = fate.faulted >= batch.done;
    return beginsAgain(batch.action) ? (all ? tr("Faulted again") : tr("Some faulted again"))
                                     : (all ? tr("Faulted") : tr("Some faulted"));
}

api::Phase BatchText::phaseOf(const api::Batch& batch, const BatchFate& fate) {
    return fate.faulted > 0 ? api::Phase::faulted
           : (fate.cancelled > 0 || batch.done == 0) && batch.state == api::BatchState::completed
               ? api::Phase::cancelled
               : phaseOf(batch.state);
}

QString BatchText::how(const api::Batch& batch) {
    if (batch.action != BatchAction::rerun) {
        return {};
    }
    const auto& [version, task, discard] = batch.rerun;
    QStringList parts;
    parts << (version.empty()                  ? tr("on the version that each ran")
              : version == api::kLatestVersion ? tr("on the latest version")
                                               : tr("on version %1").arg(cutText(version, kShownTitle)));
    parts << (task.empty() || task == "/"  ? tr("from the start")
              : task == api::kRerunAtFault ? tr("from the task that faulted")
                                           : tr("from %1").arg(cutText(task, kShownTitle)));
    if (discard) {
        parts << tr("the faulted ones discarded");
    }
    return parts.join(QStringLiteral(", "));
}

QString BatchText::what(const api::Batch& batch) {
    const QString words = title(batch.action, batch.total);
    return batch.undoes.empty() ? words : tr("Undo: %1").arg(words);
}

QString BatchText::preview(const api::BatchItem& item, BatchAction action) {
    const QString message = cutText(item.message, kShownText);
    return item.outcome != BatchOutcome::pending ? message
           : message.isEmpty()                   ? verb(action)
                                                 : tr("%1, but: %2").arg(verb(action), message);
}

QString BatchText::outcome(const api::BatchItem& item) {
    switch (item.outcome) {
        case BatchOutcome::pending:
            return tr("Not yet");
        case BatchOutcome::done:
            return item.made.empty() ? tr("Done") : tr("Done: new run %1").arg(shortId(toText(item.made)));
        case BatchOutcome::refused:
            return tr("Refused: %1").arg(cutText(item.message, kShownText));
        case BatchOutcome::failed:
            return tr("Failed: %1").arg(cutText(item.message, kShownText));
    }
    return {};
}

}  // namespace beamline::ui
