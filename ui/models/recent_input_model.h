// SPDX-License-Identifier: Apache-2.0
#pragma once
// The last inputs that runs of a workflow got, each once: looked at and taken for another start. GUI thread.

#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

/// An input with the newest run that had it.
struct RecentInput {
    std::string key;  ///< id of that run
    api::Json input;
    QString text;  ///< the input on one line, cut
    api::RunSummary run;
    int times = 1;  ///< among the runs looked at
    bool operator==(const RecentInput&) const = default;
};

/// PhaseRole and DryRunRole are those of the newest run.
class RecentInputModel : public KeyedTable<RecentInput> {
    Q_OBJECT
public:
    static constexpr int kMaxRecentInputs = 8;
    static constexpr int kMaxRunsLookedAt = 24;  ///< newest first; older ones are not asked for their input
    enum Columns { InputColumn, PhaseColumn, StartedColumn, ColumnCount };
    enum class State { Idle, Loading, Ready, Failed };

    explicit RecentInputModel(EngineSession* session, QObject* parent = nullptr)
        : KeyedTable(parent), m_session(session) {}

    /// Forgets what was known; asks nothing.
    void setWorkflow(const QString& ns, const QString& name);
    void refresh();
    State state() const { return m_state; }
    const api::Error& error() const { return m_error; }

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void stateChanged();

private:
    void askNext();
    void take(api::RunDetail detail);
    void end(State state);

    EngineSession* m_session;
    QString m_ns;
    QString m_name;
    State m_state = State::Idle;
    api::Error m_error;
    std::vector<std::string> m_left;   ///< runs to be asked, oldest first
    std::vector<RecentInput> m_found;  ///< newest first
    bool m_asking = false;
    quint64 m_token = 0;
};

}  // namespace beamline::ui
