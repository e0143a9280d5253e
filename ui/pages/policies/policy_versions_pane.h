// SPDX-License-Identifier: Apache-2.0
#pragma once
// All versions of a policy, what one changed since another, and the way back to one. GUI thread only.

#include <QHash>
#include <QPointer>
#include <QWidget>

#include "engine/api/operations.h"

class QAction;
class QComboBox;
class QLabel;

namespace beamline::ui {

class ContentStack;
class DiffView;
class EngineSession;
class PolicySaveDialog;
class PolicyVersionModel;
class TableView;

class PolicyVersionsPane : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMaxKept = 16;  ///< documents; a version does not change, so none is asked for twice

    /// `rollback` is its action, which is also the page's.
    PolicyVersionsPane(EngineSession* session, QAction* rollback, QWidget* parent = nullptr);

    void setPolicy(const QString& policy);
    void refresh();
    /// `why` nothing can be rolled back, whatever is chosen; empty: it can.
    void setObstacle(const QString& why);

Q_SIGNALS:
    void rolledBack(const beamline::api::PolicyReply& reply);
    void failed(const QString& what);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildList();
    QWidget* buildDifference();
    void showVersions();
    void choose();
    void fillBase();
    void compare();
    void ask(std::int64_t version);
    void rollBack();
    void updateAction();
    QString textOf(std::int64_t version) const;
    std::int64_t base() const;

    EngineSession* m_session;
    PolicyVersionModel* m_model;
    QAction* m_rollback;
    QString m_policy;
    QString m_obstacle;
    std::int64_t m_chosen = 0;
    QHash<std::int64_t, api::Json> m_documents;
    quint64 m_token = 0;  ///< of the policy
    TableView* m_table;
    ContentStack* m_list;
    QLabel* m_title;
    QComboBox* m_base;
    QLabel* m_counts;
    ContentStack* m_stack;
    DiffView* m_diff;
    QPointer<PolicySaveDialog> m_dialog;
};

}  // namespace beamline::ui
