// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the engine says of its machines and of the last hour, asked for only while somebody looks. GUI thread.

#include <QObject>
#include <QTimer>

#include "ui/session/engine_session.h"

namespace beamline::ui {

/// Whether it has a journal and shards; a worker alone has neither.
bool hasEngine(const api::NodeInfo& node);

class ClusterModel : public QObject {
    Q_OBJECT
public:
    static constexpr int kClusterInterval = 2'000;      ///< ms between two questions for the machines
    static constexpr int kStatisticsInterval = 10'000;  ///< and for the charts, whose points are a minute long
    static constexpr int kMinutes = 60;
    static constexpr int kMissed = 2;  ///< questions without an answer until that is said

    enum class State { Idle, Loading, Ready, Failed };

    explicit ClusterModel(EngineSession* session, QObject* parent = nullptr);

    /// Asks at once and then again and again, or stops.
    void setLive(bool live);
    void refresh();

    State state() const { return m_state; }
    /// Of State::Failed; of Ready: what the last question came to, a code that is empty when all is well.
    const api::Error& error() const { return m_error; }
    /// When the last answer came; the engine has not answered later questions when this is not 0.
    api::Timestamp standsSince() const { return m_missed >= kMissed ? m_answeredAt : 0; }
    const api::ClusterInfo& cluster() const { return m_cluster; }
    const api::StatisticsReply& statistics() const { return m_statistics; }
    /// Why there are no charts; empty: there are.
    QString statisticsProblem() const { return m_statisticsProblem; }
    /// What a command answered is newer than the last question's answer.
    void take(const api::ClusterInfo& cluster);

Q_SIGNALS:
    void changed();
    void statisticsChanged();

private:
    void askCluster();
    void askStatistics();

    EngineSession* m_session;
    QTimer m_clusterTimer;
    QTimer m_statisticsTimer;
    State m_state = State::Idle;
    bool m_askingCluster = false;
    bool m_askingStatistics = false;
    int m_token = 0;
    int m_missed = 0;  ///< questions that were due since the one that is open
    api::Timestamp m_answeredAt = 0;
    api::Error m_error;
    api::ClusterInfo m_cluster;
    api::StatisticsReply m_statistics;
    QString m_statisticsProblem;
};

}  // namespace beamline::ui
