// SPDX-License-Identifier: Apache-2.0
#include "ui/models/run_batch_model.h"

#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

RunBatchModel::RunBatchModel(EngineSession* session, Act act, std::vector<api::RunSummary> runs, QObject* parent)
    : QAbstractTableModel(parent), m_session(session), m_act(act) {
    runs.resize(std::min(runs.size(), kMaxRuns));
    for (auto& run : runs) {
        m_rows.push_back({std::move(run), Step::Looking, {}});
    }
}

void RunBatchModel::look() {
    m_next = 0;
    lookOn();
}

void RunBatchModel::lookOn() {
    while (m_session && m_flying < kInFlight && m_next < rowCount() && !m_stopped) {
        const int row = m_next++;
        ++m_flying;
        m_session->call<api::GetRun>(
            {m_rows[static_cast<std::size_t>(row)].run.id}, this, [this, row](api::Result<api::RunDetail> reply) {
                --m_flying;
                if (!reply.ok()) {
                    set(row, Step::Unable, toText(reply.error().message));
                } else if (reply->run.phase != api::Phase::faulted) {
                    set(row, Step::Unable, tr("it is %1 by now").arg(phaseText(reply->run.phase).toLower()));
                } else {
                    set(row, Step::Able);
                }
                lookOn();
            });
    }
    if (m_flying == 0) {
        Q_EMIT looked();
    }
}

void RunBatchModel::start(const std::string& reason) {
    m_reason = reason;
    m_next = 0;
    goOn();
}

void RunBatchModel::goOn() {
    while (m_session && m_flying < kInFlight && m_next < rowCount() && !m_stopped) {
        const int row = m_next++;
        if (stepAt(row) == Step::Able) {
            m_act == Act::Replay ? send<api::RetryRun>(row) : send<api::DiscardRun>(row);
        }
    }
    if (m_flying == 0) {
        Q_EMIT finished();
    }
}

template <class Op>
void RunBatchModel::send(int row) {
    Op op;
    op.run = m_rows[static_cast<std::size_t>(row)].run.id;
    op.reason = m_reason;
    ++m_flying;
    set(row, Step::Doing);
    m_session->call<Op>(std::move(op), this, [this, row](api::Result<api::RunReply> reply) {
        --m_flying;
        reply.ok() ? set(row, Step::Done) : set(row, Step::Failed, toText(reply.error().message));
        goOn();
    });
}

void RunBatchModel::set(int row, Step step, const QString& why) {
    auto& entry = m_rows[static_cast<std::size_t>(row)];
    entry.step = step;
    entry.why = why;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT progressed();
}

int RunBatchModel::count(Step step) const {
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [step](const Row& row) { return row.step == step; }));
}

int RunBatchModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RunBatchModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunBatchModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == RunColumn ? tr("Run") : section == WorkflowColumn ? tr("Workflow") : tr("What happens");
}

QString RunBatchModel::outcome(const Row& row) const {
    const bool replay = m_act == Act::Replay;
    switch (row.step) {
        case Step::Looking:
            return tr("Looking…");
        case Step::Able:
            return !replay ? tr("Discard")
                   : row.run.error && !row.run.error->instance.empty()
                       ? tr("Replay from %1").arg(cutText(row.run.error->instance, kShownTitle))
                       : tr("Replay");
        case Step::Unable:
            return replay ? tr("Cannot be replayed: %1").arg(row.why) : tr("Cannot be discarded: %1").arg(row.why);
        case Step::Doing:
            return replay ? tr("Replaying…") : tr("Discarding…");
        case Step::Done:
            return replay ? tr("Replayed: it goes on") : tr("Discarded");
        case Step::Failed:
            return tr("Failed: %1").arg(row.why);
    }
    return {};
}

QVariant RunBatchModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    const bool dry = isDryRun(row.run) && index.column() == WorkflowColumn;
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            if (dry && role == Qt::AccessibleTextRole) {
                return tr("%1, dry run").arg(toText(row.run.workflow));
            }
            return index.column() == RunColumn        ? shortId(toText(row.run.id))
                   : index.column() == WorkflowColumn ? toText(row.run.workflow)
                                                      : outcome(row);
        case Qt::ToolTipRole:
            if (dry) {
                return toText(row.run.workflow) + QLatin1Char('\n') + dryRunNote();
            }
            return index.column() == RunColumn        ? toText(row.run.id)
                   : index.column() == WorkflowColumn ? toText(row.run.workflow)
                                                      : outcome(row);
        case DryRunRole:
            return isDryRun(row.run);
        case IdRole:
            return toText(row.run.id);
        default:
            return {};
    }
}

}  // namespace beamline::ui
