// SPDX-License-Identifier: Apache-2.0
#pragma once
// One thing done to many runs: first what would happen to each, then its progress and what came of it. GUI thread.

#include <QAbstractTableModel>
#include <QPointer>
#include <vector>

#include "engine/api/operations.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class EngineSession;

class RunBatchModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class Act { Replay, Discard };
    enum Columns { RunColumn, WorkflowColumn, OutcomeColumn, ColumnCount };
    enum class Step { Looking, Able, Unable, Doing, Done, Failed };
    static constexpr int kInFlight = 4;            ///< questions and commands under way at a time
    static constexpr std::size_t kMaxRuns = 2000;  ///< more are not taken; as many as the list of dead letters shows

    RunBatchModel(EngineSession* session, Act act, std::vector<api::RunSummary> runs, QObject* parent = nullptr);

    /// Asks the engine how each run is now.
    void look();
    /// Does it to those that are able; call it once, after looked().
    void start(const std::string& reason);
    /// Sends nothing more; what is under way ends.
    void stop() { m_stopped = true; }
    Act act() const { return m_act; }
    int count(Step step) const;
    bool isBusy() const { return m_flying > 0; }
    Step stepAt(int row) const { return m_rows[static_cast<std::size_t>(row)].step; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void looked();
    void progressed();
    void finished();

private:
    struct Row {
        api::RunSummary run;
        Step step = Step::Looking;
        QString why;
    };
    void lookOn();
    void goOn();
    template <class Op>
    void send(int row);
    void set(int row, Step step, const QString& why = {});
    QString outcome(const Row& row) const;

    QPointer<EngineSession> m_session;
    Act m_act;
    std::vector<Row> m_rows;
    std::string m_reason;
    int m_next = 0;
    int m_flying = 0;
    bool m_stopped = false;
};

}  // namespace beamline::ui
