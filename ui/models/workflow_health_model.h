// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a workflow did in the last day or week: its runs, how many completed and how long they took, and what failed how
// often. The rows are the kinds of failure. GUI thread.

#include <optional>

#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

struct FailureKind {
    std::string key;  ///< RunGroup::key
    std::string title;
    std::int64_t runs = 0;
    api::Timestamp lastAt = 0;  ///< creation of the newest
    std::string place;          ///< task of the newest, ref
    bool operator==(const FailureKind&) const = default;
};

struct WorkflowFigures {
    std::int64_t runs = 0;
    std::int64_t completed = 0;
    std::int64_t faulted = 0;
    std::int64_t cancelled = 0;
    std::int64_t unended = 0;
    double p50 = 0;  ///< ms that completed runs took; 0: none has
    double p95 = 0;
    bool more = false;  ///< there are more runs than the engine counts at once
    /// Share of the ended runs that completed; nothing when none has ended.
    std::optional<double> success() const;
    bool operator==(const WorkflowFigures&) const = default;
};

class WorkflowHealthModel : public KeyedTable<FailureKind> {
    Q_OBJECT
public:
    enum Columns { ErrorColumn, RunsColumn, LastColumn, ColumnCount };
    enum class Span { Day, Week };
    enum class State { Idle, Loading, Ready, Failed };

    explicit WorkflowHealthModel(EngineSession* session, QObject* parent = nullptr)
        : KeyedTable(parent), m_session(session) {}

    /// Forgets what was known; asks nothing.
    void setWorkflow(const QString& ns, const QString& name);
    void setSpan(Span span);
    Span span() const { return m_span; }
    void refresh();
    State state() const { return m_state; }
    const api::Error& error() const { return m_error; }
    const WorkflowFigures& figures() const { return m_figures; }
    /// Its runs of the span in these phases (none: in all), on the page Runs.
    QString placeOf(const std::vector<api::Phase>& phases) const;
    /// The runs of the span that failed like this row.
    QString placeOf(int row) const;

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void stateChanged();

private:
    api::RunFilter filter() const;
    void ask();
    void take(api::Result<api::RunGroups> reply);
    void takeFailures(api::Result<api::RunGroups> reply);
    void end(State state);

    EngineSession* m_session;
    QString m_ns;
    QString m_name;
    Span m_span = Span::Day;
    State m_state = State::Idle;
    api::Error m_error;
    WorkflowFigures m_figures;
    bool m_asking = false;
    bool m_askAgain = false;
    quint64 m_token = 0;
};

}  // namespace beamline::ui
