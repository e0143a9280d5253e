// SPDX-License-Identifier: Apache-2.0
#pragma once
// One queue of approvals, paged by key and kept up to date by events. GUI thread.

#include <QSet>
#include <QTimer>

#include "ui/models/approval_query.h"
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
        KeptRole,                 ///< QString: "approving…", "to be delivered", "not taken"; empty: nothing is kept
        RefusedRole,              ///< bool: what is kept was not taken
        SelectedRole,             ///< bool: it is part of the selection for a batch
        SelectingRole,            ///< bool: something is selected, so that marks are drawn
        ClaimedRole,              ///< QString "carla is at it"; empty: nobody has said so
        AmountRole,               ///< QString "7,420.50 EUR"; empty: it has no single amount
        TogetherRole              ///< QString "one of 12 decided together"; empty: open, or decided by itself
    };
    static constexpr int kRefreshInterval = 250;  ///< ms

    explicit ApprovalListModel(EngineSession* session, QObject* parent = nullptr);

    void setQueue(api::ApprovalQueue queue, const ApprovalQuery& query = {});
    api::ApprovalQueue queue() const { return m_queue; }
    void setLive(bool live);
    /// "due in …" has moved on.
    void tick();

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    static constexpr int kMaxSelected = 500;  ///< a further one is not taken
    /// What leaves the list leaves the selection.
    void setSelected(int row, bool selected);
    bool isSelected(int row) const { return m_selected.contains(idAt(row)); }
    /// Those of the same workflow, task and risk that are loaded; how many there are now.
    int selectLike(int row);
    /// Also of one that has left the list.
    void deselect(const QString& id);
    void clearSelection();
    int selectedCount() const { return static_cast<int>(m_selected.size()); }
    /// In the order of the list.
    std::vector<api::Approval> selected() const;

Q_SIGNALS:
    void selectionChanged();

protected:
    QStringList columnTitles() const override;
    api::ListApprovals question() const override;
    std::string keyOf(const api::Approval& approval) const override { return approval.id; }

private:
    QString accessibleText(const api::Approval& approval) const;
    void touch();
    void selectionIsNew();

    api::ApprovalQueue m_queue = api::ApprovalQueue::mine;
    ApprovalQuery m_query;
    QSet<QString> m_selected;  ///< ids
    bool m_live = true;
    bool m_missed = false;
    QTimer m_refreshTimer;
};

}  // namespace beamline::ui
