// SPDX-License-Identifier: Apache-2.0
#include "ui/models/batch_fates.h"

#include <algorithm>

#include "ui/models/batch_text.h"
#include "ui/models/formatting.h"
#include "ui/models/workflow_runs.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

BatchFates::BatchFates(EngineSession* session, QObject* parent) : QObject(parent), m_session(session) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &BatchFates::forgetAnswers);
    connect(session, &EngineSession::eventsArrived, this, &BatchFates::takeEvents);
    connect(session, &EngineSession::gap, this, &BatchFates::forgetAnswers);
}

void BatchFates::see(std::vector<api::Batch> batches) {
    m_seen.clear();
    for (auto& batch : batches) {
        if (BatchText::hasFate(batch)) {
            m_seen.push_back(std::move(batch.id));
        }
    }
    askNext();
}

void BatchFates::setLive(bool live) {
    m_live = live;
    if (!live) {
        m_timer.stop();
    } else if (m_stale) {
        forgetAnswers();
    } else {
        askNext();
    }
}

std::optional<BatchFate> BatchFates::of(const api::Batch& batch) const {
    const auto known = m_fates.find(batch.id);
    return known == m_fates.end() || !BatchText::hasFate(batch) ? std::nullopt : std::optional(known->second);
}

/// Whose runs have changed no event tells, so it may be any of them. The answers stay until there are others.
void BatchFates::takeEvents(const std::vector<api::Event>& batch) {
    const bool any = std::any_of(batch.begin(), batch.end(), [](const api::Event& event) {
        return event.summary && event.ns != api::kBatchNamespace;
    });
    if (any) {
        m_stale = true;
        startTimer();
    }
}

/// A round comes to its end first, else the last ones of it would never be asked for.
void BatchFates::startTimer() {
    if (m_live && m_stale && !m_timer.isActive() && !isAsking()) {
        m_timer.start(static_cast<int>(std::max<qint64>(kInterval, m_took * kShare)));
    }
}

bool BatchFates::isAsking() const {
    return m_asking ||
           std::any_of(m_seen.begin(), m_seen.end(), [this](const auto& id) { return !m_fresh.contains(id); });
}

void BatchFates::forgetAnswers() {
    m_stale = !m_live;
    if (m_live) {
        m_fresh.clear();
        m_took = 0;
        askNext();
    }
}

void BatchFates::askNext() {
    if (!m_live || m_asking || !m_session->unknownTo(api::GetBatch::kInfo.name).isEmpty()) {
        return;
    }
    const auto next =
        std::find_if(m_seen.begin(), m_seen.end(), [this](const auto& id) { return !m_fresh.contains(id); });
    if (next == m_seen.end()) {
        startTimer();
        return;
    }
    m_asking = true;
    m_asked.start();
    m_fresh.insert(*next);
    m_session->call<api::GetBatch>({*next}, this, [this, id = *next](const api::Result<api::BatchDetail>& reply) {
        m_asking = false;
        m_took += m_asked.elapsed();
        take(id, reply);
        askNext();
    });
}

/// Of one that cannot be told nothing is said: the list itself says why.
void BatchFates::take(const std::string& batch, const api::Result<api::BatchDetail>& reply) {
    if (!reply.ok()) {
        return;
    }
    const BatchFate fate{countIn(reply->now, {api::Phase::faulted}), countIn(reply->now, {api::Phase::cancelled})};
    const auto [known, isNew] = m_fates.emplace(batch, fate);
    if (isNew || std::exchange(known->second, fate) != fate) {
        Q_EMIT changed(toText(batch));
    }
}

}  // namespace beamline::ui
