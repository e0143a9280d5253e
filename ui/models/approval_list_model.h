// SPDX-License-Identifier: Apache-2.0
#pragma once
// One queue of approvals, paged by key and kept up to date by events. GUI thread.

#include <QTimer>

#include "ui/models/paged_model.h"

namespace beamline::ui {

class ApprovalListModel : public PagedModelOf<api::ListApprovals> {
    Q_OBJECT

public:
    enum Columns { SubjectColumn, WorkflowColumn, RiskColumn, QuorumColumn, DueColumn, StateColumn };
    enum {
        RiskRole = FirstOwnRole,  ///< int: api::Risk
        StateRole,                ///< int: api::ApprovalState
        QuorumRole,               ///< QString "1/2": approvals given and needed
        DueTextRole,              ///< QString: "due in 3 h", or when it was decided
        OverdueRole,              ///< bool
        KeptRole,                 ///< QString: "to be delivered", "not taken"; empty: nothing is kept for it
        RefusedRole               ///< bool: what is kept was not taken
    };
    static constexpr int kRefreshInterval = 250;  ///< ms

    explicit ApprovalListModel(EngineSession* session, QObject* parent = nullptr);

    void setQueue(api::ApprovalQueue queue, const QString& text = {});
    api::ApprovalQueue queue() const { return m_queue; }
    QString text() const { return QString::fromStdString(m_text); }
    void setLive(bool live);
    /// "due in …" has moved on.
    void tick();

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    /// Approvals given so far.
    static int approvedBy(const api::Approval& approval);

protected:
    QStringList columnTitles() const override;
    api::ListApprovals question() const override;
    std::string keyOf(const api::Approval& approval) const override { return approval.id; }

private:
    void touch();

    api::ApprovalQueue m_queue = api::ApprovalQueue::mine;
    std::string m_text;
    bool m_live = true;
    bool m_missed = false;
    QTimer m_refreshTimer;
};

}  // namespace beamline::ui
