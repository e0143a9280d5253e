// SPDX-License-Identifier: Apache-2.0
#include "ui/models/cluster_model.h"

#include <algorithm>

#include "ui/models/formatting.h"

namespace beamline::ui {

ClusterModel::ClusterModel(EngineSession* session, QObject* parent) : QObject(parent), m_session(session) {
    m_clusterTimer.setInterval(kClusterInterval);
    m_statisticsTimer.setInterval(kStatisticsInterval);
    connect(&m_clusterTimer, &QTimer::timeout, this, &ClusterModel::askCluster);
    connect(&m_statisticsTimer, &QTimer::timeout, this, &ClusterModel::askStatistics);
    const auto again = [this] {
        if (m_clusterTimer.isActive()) {
            refresh();
        }
    };
    connect(session, &EngineSession::gap, this, again);
    connect(session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        const bool health = std::any_of(batch.begin(), batch.end(),
                                        [](const api::Event& event) { return event.kind == "engine.health"; });
        if (health && m_clusterTimer.isActive()) {
            askCluster();
        }
    });
}

void ClusterModel::setLive(bool live) {
    if (!live) {
        m_clusterTimer.stop();
        m_statisticsTimer.stop();
    } else if (!m_clusterTimer.isActive()) {
        m_clusterTimer.start();
        m_statisticsTimer.start();
        m_missed = m_askingCluster ? kMissed - 1 : 0;  // what is open since the page was left is late
        refresh();
    }
}

void ClusterModel::refresh() {
    askCluster();
    askStatistics();
}

void ClusterModel::askCluster() {
    if (m_askingCluster) {  // a slow engine is not asked twice
        if (m_state == State::Ready && ++m_missed == kMissed) {
            Q_EMIT changed();
        }
        return;
    }
    if (const QString why = m_session->unknownTo(api::GetCluster::kInfo.name); !why.isEmpty()) {
        m_state = State::Failed;
        m_error = {api::code::kInvalidArgument, toUtf8(why), {}, false};
        Q_EMIT changed();
        return;
    }
    m_askingCluster = true;
    if (m_state == State::Idle) {
        m_state = State::Loading;
        Q_EMIT changed();
    }
    m_session->call<api::GetCluster>({}, this, [this, token = m_token](api::Result<api::ClusterReply> reply) {
        m_askingCluster = false;
        m_missed = 0;
        if (token != m_token) {
            return;  // a command has answered since
        }
        if (reply.ok()) {
            take(reply->cluster);
            return;
        }
        m_error = reply.error();
        m_state = m_state == State::Ready ? State::Ready : State::Failed;
        Q_EMIT changed();
    });
}

void ClusterModel::take(const api::ClusterInfo& cluster) {
    ++m_token;
    m_error = {};
    m_cluster = cluster;
    m_missed = 0;
    m_answeredAt = Clock::now();
    m_state = State::Ready;
    Q_EMIT changed();
}

void ClusterModel::askStatistics() {
    if (m_askingStatistics) {
        return;
    }
    m_statisticsProblem = m_session->unknownTo(api::GetStatistics::kInfo.name);
    if (!m_statisticsProblem.isEmpty()) {
        Q_EMIT statisticsChanged();
        return;
    }
    m_askingStatistics = true;
    api::GetStatistics op;
    op.minutes = kMinutes;
    m_session->call<api::GetStatistics>(op, this, [this](api::Result<api::StatisticsReply> reply) {
        m_askingStatistics = false;
        m_statisticsProblem = reply.ok() ? QString() : toText(reply.error().message);
        if (reply.ok()) {
            m_statistics = std::move(*reply);
        }
        Q_EMIT statisticsChanged();
    });
}

}  // namespace beamline::ui
