// SPDX-License-Identifier: Apache-2.0
#include "ui/models/approval_batch_model.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/api/ids.h"
#include "ui/models/approval_text.h"
#include "ui/models/formatting.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

ApprovalBatchModel::ApprovalBatchModel(EngineSession* session, std::vector<api::Approval> approvals, QObject* parent)
    : QAbstractTableModel(parent), m_session(session) {
    approvals.resize(std::min(approvals.size(), kMaxApprovals));
    for (auto& approval : approvals) {
        auto payload = payloadHash(approval);
        m_rows.push_back({std::move(approval), std::move(payload), false, Step::Able, {}});
    }
    std::stable_sort(m_rows.begin(), m_rows.end(),
                     [](const Row& a, const Row& b) { return a.approval.risk > b.approval.risk; });
    if (const auto all = risks(); all.size() == 1) {
        m_risk = all.front();
    }
    judge();
}

std::vector<ApprovalBatchModel::Group> ApprovalBatchModel::groups() const {
    std::vector<Group> groups;
    std::vector<std::set<std::string>> payloads;
    for (const Row& row : m_rows) {
        const QString kind = approvalKind(row.approval);
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const Group& one) { return one.kind == kind && one.risk == row.approval.risk; });
        if (group == groups.end()) {
            groups.push_back({kind, row.approval.risk, 0, 0});
            payloads.emplace_back();
            group = std::prev(groups.end());
        }
        auto& known = payloads[static_cast<std::size_t>(group - groups.begin())];
        known.insert(row.payload);
        ++group->count;
        group->payloads = static_cast<int>(known.size());
    }
    return groups;
}

std::vector<api::Risk> ApprovalBatchModel::risks() const {
    std::set<api::Risk> risks;
    for (const Row& row : m_rows) {
        risks.insert(row.approval.risk);
    }
    return {risks.begin(), risks.end()};
}

void ApprovalBatchModel::setRisk(std::optional<api::Risk> risk) {
    m_risk = risk;
    judge();
}

void ApprovalBatchModel::setOutcome(api::Outcome outcome) {
    m_outcome = outcome;
    judge();
    if (rowCount() > 0) {  // the words change where the step stays
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

QString ApprovalBatchModel::hindrance(const Row& row) const {
    const api::Approval& approval = row.approval;
    if (!m_risk) {
        return tr("Choose a risk class first.");
    }
    if (approval.risk != *m_risk) {
        return tr("It is %1, another class.").arg(riskText(approval.risk));
    }
    const auto* outbox = m_session ? m_session->outbox() : nullptr;
    if (outbox && outbox->find(approval.id)) {
        return tr("A decision on it is on its way already.");
    }
    if (const QString why = m_session ? whyNot(approval, m_session->identity(), m_outcome) : QString();
        !why.isEmpty()) {
        return why;
    }
    return m_outcome == api::Outcome::approve && needsData(approval)
               ? tr("Its form must be filled in: approve it by itself.")
               : QString();
}

void ApprovalBatchModel::judge() {
    if (m_started) {
        return;
    }
    for (int i = 0; i < rowCount(); ++i) {
        const Row& row = m_rows[static_cast<std::size_t>(i)];
        QString why = hindrance(row);
        if (why.isEmpty() && row.approval.risk == api::Risk::high && m_outcome == api::Outcome::approve &&
            !row.confirmed) {
            why = tr("High risk: its subject has not been typed.");
        }
        set(i, why.isEmpty() ? Step::Able : Step::Unable, why);
    }
    Q_EMIT judged();
}

int ApprovalBatchModel::nextToConfirm(int row) const {
    if (m_outcome != api::Outcome::approve || m_started) {
        return -1;
    }
    for (int step = 1; step <= rowCount(); ++step) {
        const int at = (row + step) % rowCount();
        const Row& one = m_rows[static_cast<std::size_t>(at)];
        if (one.approval.risk == api::Risk::high && !one.confirmed && hindrance(one).isEmpty()) {
            return at;
        }
    }
    return -1;
}

bool ApprovalBatchModel::confirm(int row, const QString& typed) {
    if (row < 0 || row >= rowCount() || !isConfirmation(typed, approvalAt(row))) {
        return false;
    }
    m_rows[static_cast<std::size_t>(row)].confirmed = true;
    judge();
    return true;
}

void ApprovalBatchModel::start(const std::string& comment) {
    m_started = true;
    m_comment = comment;
    if (const int size = count(Step::Able); size > 1) {
        m_batch = api::newUlid(Clock::now());
        m_batchSize = size;
    }
    goOn();
}

/// Keeps kInFlight under way until all are through.
void ApprovalBatchModel::goOn() {
    while (!m_stopped && m_flying < kInFlight && m_next < rowCount()) {
        if (stepAt(m_next) == Step::Able) {
            send(m_next);
        }
        ++m_next;
    }
    Q_EMIT progressed();
    if (m_flying == 0) {
        Q_EMIT finished();
    }
}

void ApprovalBatchModel::send(int row) {
    if (!m_session) {
        return;
    }
    const api::Approval& approval = approvalAt(row);
    api::DecideApproval op;
    op.approval = approval.id;
    op.outcome = m_outcome;
    op.comment = m_comment;
    op.hash = approval.hash;
    op.batch = m_batch;
    op.batchSize = m_batchSize;
    set(row, Step::Doing);
    ++m_flying;
    m_session->call<api::DecideApproval>(std::move(op), this, [this, row](api::Result<api::ApprovalReply> reply) {
        --m_flying;
        reply.ok() ? set(row, Step::Done, approvalStateText(reply->approval.state))
                   : set(row, Step::Failed, toText(reply.error().message));
        goOn();
    });
}

void ApprovalBatchModel::set(int row, Step step, const QString& why) {
    Row& one = m_rows[static_cast<std::size_t>(row)];
    if (one.step != step || one.why != why) {
        one.step = step;
        one.why = why;
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

int ApprovalBatchModel::count(Step step) const {
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [step](const Row& row) { return row.step == step; }));
}

int ApprovalBatchModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ApprovalBatchModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ApprovalBatchModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount) {
        return {};
    }
    const QStringList titles{tr("Subject"), tr("Workflow · task"), tr("Hash"), tr("What happens")};
    return titles[section];
}

QVariant ApprovalBatchModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const bool approves = m_outcome == api::Outcome::approve;
    const auto happens = [&]() -> QString {
        switch (row.step) {
            case Step::Able:
                return approves ? tr("Is approved") : tr("Is rejected");
            case Step::Unable:
                return tr("Not decided: %1").arg(row.why);
            case Step::Doing:
                return approves ? tr("Approving…") : tr("Rejecting…");
            case Step::Done:
                return tr("Done: %1").arg(row.why.toLower());
            case Step::Failed:
                return tr("Failed: %1").arg(row.why);
        }
        return {};
    };
    if (role == IdRole) {
        return toText(row.approval.id);
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (index.column()) {
        case SubjectColumn:
            return cutText(row.approval.subject, kShownTitle);
        case KindColumn:
            return approvalKind(row.approval);
        case HashColumn:
            return role == Qt::ToolTipRole ? hashTip(row.approval) : shortHash(row.approval.hash);
        case OutcomeColumn:
            return cutText(toUtf8(happens()), kShownText);
        default:
            return {};
    }
}

}  // namespace beamline::ui
