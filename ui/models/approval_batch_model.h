// SPDX-License-Identifier: Apache-2.0
#pragma once
// Many approvals decided alike: which of them can be and why the others cannot, then progress and what came of each.
// Each is decided by itself, bound to its own hash; the record of each says that they were decided together. GUI
// thread.

#include <QAbstractTableModel>
#include <QPointer>
#include <optional>
#include <vector>

#include "engine/api/operations.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class EngineSession;

class ApprovalBatchModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { SubjectColumn, KindColumn, HashColumn, OutcomeColumn, ColumnCount };
    enum class Step { Able, Unable, Doing, Done, Failed };
    static constexpr int kInFlight = 4;                ///< decisions under way at a time
    static constexpr std::size_t kMaxApprovals = 500;  ///< more are not taken

    /// Those that ask the same in one task of one workflow at one risk.
    struct Group {
        QString kind;
        api::Risk risk = api::Risk::low;
        int count = 0;
        int payloads = 0;  ///< different ones: what the decider is shown
    };

    ApprovalBatchModel(EngineSession* session, std::vector<api::Approval> approvals, QObject* parent = nullptr);

    /// By kind and risk, the riskiest first.
    std::vector<Group> groups() const;
    /// Classes that are there, the lowest first. Only one of them is decided at a time.
    std::vector<api::Risk> risks() const;
    std::optional<api::Risk> risk() const { return m_risk; }
    void setRisk(std::optional<api::Risk> risk);
    api::Outcome outcome() const { return m_outcome; }
    void setOutcome(api::Outcome outcome);

    /// The next high risk behind `row` whose name was not typed yet and that could be approved; -1: none.
    int nextToConfirm(int row = -1) const;
    /// True when `typed` is its name: it takes part from now on.
    bool confirm(int row, const QString& typed);

    /// Decides those that are able; call it once.
    void start(const std::string& comment);
    /// Sends nothing more; what is under way ends.
    void stop() { m_stopped = true; }
    int count(Step step) const;
    Step stepAt(int row) const { return m_rows[static_cast<std::size_t>(row)].step; }
    const api::Approval& approvalAt(int row) const { return m_rows[static_cast<std::size_t>(row)].approval; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Which take part.
    void judged();
    void progressed();
    void finished();

private:
    struct Row {
        api::Approval approval;
        std::string payload;
        bool confirmed = false;
        Step step = Step::Able;
        QString why;
    };
    /// Why it takes no part, whether its name was typed or not; empty: nothing is in the way.
    QString hindrance(const Row& row) const;
    void judge();
    void goOn();
    void send(int row);
    void set(int row, Step step, const QString& why = {});

    QPointer<EngineSession> m_session;
    std::vector<Row> m_rows;
    std::optional<api::Risk> m_risk;
    api::Outcome m_outcome = api::Outcome::approve;
    std::string m_comment;
    std::string m_batch;  ///< name of what is decided in one go
    int m_batchSize = 0;
    int m_next = 0;
    int m_flying = 0;
    bool m_started = false;
    bool m_stopped = false;
};

}  // namespace beamline::ui
