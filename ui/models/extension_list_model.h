// SPDX-License-Identifier: Apache-2.0
#pragma once
// Extensions as they are registered, by id, with how they do; or all revisions of one. GUI thread.

#include <QTimer>

#include "ui/models/keyed_table.h"
#include "ui/models/roles.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

struct ExtensionRow {
    std::string key;  ///< id
    api::ExtensionInfo info;
    bool operator==(const ExtensionRow&) const = default;
};

/// IdRole: the id. VersionRole of the name. KindRole of the health: int(ClusterMark).
class ExtensionListModel : public KeyedTable<ExtensionRow> {
    Q_OBJECT
public:
    static constexpr int kHealthInterval = 5'000;  ///< ms between two questions while somebody looks
    enum Columns {
        NameColumn,
        HealthColumn,
        TypeColumn,
        SuccessColumn,
        P50Column,
        P95Column,
        P99Column,
        CircuitColumn,
        ErrorColumn,
        ColumnCount
    };
    enum class State { Idle, Loading, Ready, Failed };

    explicit ExtensionListModel(EngineSession* session, QObject* parent = nullptr);

    /// Asks at once and then again and again, and when something changes; or stops.
    void setLive(bool live);
    void refresh();
    State state() const { return m_state; }
    /// An answer is under way.
    bool isBusy() const { return m_asking || m_askAgain; }
    /// Of State::Failed; rows from before stay.
    const api::Error& error() const { return m_error; }
    /// Null: there is none of this id.
    const api::ExtensionInfo* find(const std::string& id) const;
    /// Those that need somebody: in quarantine, unhealthy, or with an open circuit.
    int troubledCount() const;

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Also when an answer changed nothing.
    void stateChanged();

private:
    QVariant textOf(const api::ExtensionInfo& info, int column) const;

    EngineSession* m_session;
    QTimer m_timer;
    State m_state = State::Idle;
    api::Error m_error;
    bool m_asking = false;
    bool m_askAgain = false;
};

}  // namespace beamline::ui
