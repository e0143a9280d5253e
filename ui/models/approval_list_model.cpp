// SPDX-License-Identifier: Apache-2.0
#include "ui/models/approval_list_model.h"

#include "ui/models/approval_change.h"
#include "ui/models/approval_text.h"
#include "ui/models/formatting.h"
#include "ui/session/decision_outbox.h"

namespace beamline::ui {

namespace {

QString dueText(const api::Approval& approval) {
    if (api::isOpen(approval.state)) {
        return approval.dueAt != 0 ? formatDue(approval.dueAt, Clock::now())
                                   : ApprovalListModel::tr("raised %1").arg(formatAge(approval.raisedAt, Clock::now()));
    }
    return formatAge(approval.decidedAt, Clock::now());
}

QString keptText(const KeptDecision& kept, const DecisionOutbox& outbox) {
    const bool approves = kept.decision.outcome == api::Outcome::approve;
    return !kept.problem.empty()                        ? ApprovalListModel::tr("not taken")
           : outbox.isBeingKept(kept.decision.approval) ? ApprovalListModel::tr("being kept…")
           : outbox.isHeld(kept.decision.approval)
               ? (approves ? ApprovalListModel::tr("approving…") : ApprovalListModel::tr("rejecting…"))
               : ApprovalListModel::tr("to be delivered");
}

}  // namespace

ApprovalListModel::ApprovalListModel(EngineSession* session, QObject* parent) : PagedModelOf(session, parent) {
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(kRefreshInterval);
    connect(&m_refreshTimer, &QTimer::timeout, this, [this] { refresh(); });
    connect(session, &EngineSession::gap, this, &ApprovalListModel::touch);
    connect(session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        if (std::any_of(batch.begin(), batch.end(), [](const auto& event) { return !event.approval.empty(); })) {
            touch();
        }
    });
    connect(this, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this](const QModelIndex&, int first, int last) {
        const auto before = m_selected.size();
        for (int row = first; row <= last; ++row) {
            m_selected.remove(idAt(row));
        }
        if (m_selected.size() != before) {
            Q_EMIT selectionChanged();
        }
    });
    if (auto* outbox = session->outbox()) {
        connect(outbox, &DecisionOutbox::changed, this, [this] {
            if (rowCount() > 0) {
                Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {KeptRole, RefusedRole});
            }
        });
    }
}

void ApprovalListModel::setQueue(api::ApprovalQueue queue, const ApprovalQuery& query) {
    m_queue = queue;
    m_query = query;
    m_refreshTimer.stop();
    askAnew();
}

void ApprovalListModel::setLive(bool live) {
    m_live = live;
    if (live && std::exchange(m_missed, false)) {
        refresh();
    }
}

/// Changes that follow each other closely are asked for once.
void ApprovalListModel::touch() {
    if (!m_live || state() == State::Idle) {
        m_missed = true;
    } else if (!m_refreshTimer.isActive()) {
        m_refreshTimer.start();
    }
}

void ApprovalListModel::tick() {
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, DueColumn), index(rowCount() - 1, DueColumn), {Qt::DisplayRole, DueTextRole});
    }
}

void ApprovalListModel::setSelected(int row, bool selected) {
    const QString id = idAt(row);
    if (id.isEmpty() || selected == m_selected.contains(id) || (selected && m_selected.size() >= kMaxSelected)) {
        return;
    }
    selected ? void(m_selected.insert(id)) : void(m_selected.remove(id));
    selectionIsNew();
}

int ApprovalListModel::selectLike(int row) {
    const api::Approval& one = itemAt(row);
    for (int i = 0; i < rowCount() && m_selected.size() < kMaxSelected; ++i) {
        const api::Approval& other = itemAt(i);
        if (other.ns == one.ns && other.workflow == one.workflow && other.task == one.task && other.risk == one.risk) {
            m_selected.insert(idAt(i));
        }
    }
    selectionIsNew();
    return selectedCount();
}

void ApprovalListModel::deselect(const QString& id) {
    if (m_selected.remove(id)) {
        selectionIsNew();
    }
}

void ApprovalListModel::clearSelection() {
    if (!m_selected.isEmpty()) {
        m_selected.clear();
        selectionIsNew();
    }
}

std::vector<api::Approval> ApprovalListModel::selected() const {
    std::vector<api::Approval> all;
    for (int row = 0; row < rowCount(); ++row) {
        if (isSelected(row)) {
            all.push_back(itemAt(row));
        }
    }
    return all;
}

void ApprovalListModel::selectionIsNew() {
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {SelectedRole, SelectingRole});
    }
    Q_EMIT selectionChanged();
}

QStringList ApprovalListModel::columnTitles() const {
    return {tr("Subject"), tr("Workflow"), tr("Risk"), tr("Approvals"), tr("Due"), tr("State")};
}

api::ListApprovals ApprovalListModel::question() const {
    api::ListApprovals op;
    op.queue = m_queue;
    op.text = m_query.text;
    op.workflow = m_query.workflow;
    op.risk = m_query.risk;
    op.batch = m_query.batch;
    return op;
}

QString ApprovalListModel::accessibleText(const api::Approval& approval) const {
    QStringList parts{cutText(approval.subject, kShownTitle), approvalStateText(approval.state),
                      riskText(approval.risk), dueText(approval)};
    if (const QString together = togetherText(approval); !together.isEmpty()) {
        parts << together;
    }
    const QString all = parts.join(QStringLiteral(", "));
    return m_selected.contains(toText(approval.id)) ? tr("Selected: %1").arg(all) : all;
}

QVariant ApprovalListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const api::Approval& approval = itemAt(index.row());
    const auto* outbox = session()->outbox();
    const auto* kept = outbox ? outbox->find(approval.id) : nullptr;
    const QString quorum = QStringLiteral("%1/%2").arg(approvalsGiven(approval)).arg(approval.quorum);
    switch (role) {
        case Qt::DisplayRole:
            switch (index.column()) {
                case SubjectColumn:
                    return cutText(approval.subject, kShownTitle);
                case WorkflowColumn:
                    return cutText(approval.workflow, kShownTitle);
                case RiskColumn:
                    return riskText(approval.risk);
                case QuorumColumn:
                    return quorum;
                case DueColumn:
                    return dueText(approval);
                case StateColumn:
                    return approvalStateText(approval.state);
                default:
                    return {};
            }
        case KeptRole:
            return kept ? keptText(*kept, *outbox) : QString();
        case SelectedRole:
            return m_selected.contains(toText(approval.id));
        case SelectingRole:
            return !m_selected.isEmpty();
        case ClaimedRole:
            return approval.claimedBy.empty() || !api::isOpen(approval.state) ? QString()
                   : session() && approval.claimedBy == session()->identity().user
                       ? tr("you are at it")
                       : tr("%1 is at it").arg(cutText(approval.claimedBy, kShownTitle));
        case TogetherRole:
            return api::isOpen(approval.state) ? QString() : togetherText(approval);
        case AmountRole: {
            const auto amount = amountChange(approval.context, nullptr);
            return amount ? amount->amount : QString();
        }
        case RefusedRole:
            return kept && !kept->problem.empty();
        case Qt::AccessibleTextRole:
            return accessibleText(approval);
        case Qt::ToolTipRole:
            return cutText(approval.subject, kShownText);
        case IdRole:
            return toText(approval.id);
        case VersionRole:
            return toText(approval.version);
        case RiskRole:
            return static_cast<int>(approval.risk);
        case StateRole:
            return static_cast<int>(approval.state);
        case QuorumRole:
            return quorum;
        case DueTextRole:
            return dueText(approval);
        case OverdueRole:
            return api::isOpen(approval.state) && approval.dueAt != 0 && approval.dueAt < Clock::now();
        default:
            return {};
    }
}

}  // namespace beamline::ui
