// SPDX-License-Identifier: Apache-2.0
#include "ui/models/dead_letter_export.h"

#include "engine/api/json_codec.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

DeadLetterExport::DeadLetterExport(EngineSession* session, std::vector<std::string> runs, QObject* parent)
    : QObject(parent), m_session(session), m_runs(std::move(runs)) {
    m_runs.resize(std::min(m_runs.size(), kMaxRuns));
}

void DeadLetterExport::start() {
    next();
}

void DeadLetterExport::next() {
    if (!m_session) {
        return;
    }
    if (m_at == m_runs.size()) {
        Q_EMIT finished(boost::json::object{{"runs", std::move(m_all)}});
        return;
    }
    m_session->call<api::GetRun>({m_runs[m_at]}, this, [this](api::Result<api::RunDetail> reply) {
        reply.ok() ? takeRun(std::move(reply.value())) : Q_EMIT failed(reply.error());
    });
}

void DeadLetterExport::takeRun(api::RunDetail detail) {
    m_entry = {{"run", api::toJson(detail.run)},
               {"error", api::toJson(detail.run.error)},
               {"input", std::move(detail.input)},
               {"output", std::move(detail.output)}};
    m_history.clear();
    const auto instance = detail.run.error ? detail.run.error->instance : std::string();
    if (instance.size() < 2) {
        askHistory({});
        return;
    }
    m_session->call<api::GetTask>({m_runs[m_at], instance, 0}, this, [this](api::Result<api::TaskDetail> reply) {
        if (reply.ok()) {  // an error may name what is no task of the definition
            m_entry["task"] = api::toJson(reply.value());
        }
        askHistory({});
    });
}

void DeadLetterExport::askHistory(api::Cursor after) {
    if (!m_session) {
        return;
    }
    api::GetHistory op;
    op.run = m_runs[m_at];
    op.withData = true;
    op.limit = api::kMaxPageSize;
    op.after = std::move(after);
    m_session->call<api::GetHistory>(std::move(op), this, [this](api::Result<api::HistoryPage> reply) {
        if (!reply.ok()) {
            Q_EMIT failed(reply.error());
            return;
        }
        for (const auto& entry : reply->items) {
            m_history.push_back(api::toJson(entry));
        }
        if (!reply->next.empty() && m_history.size() < kMaxHistory) {
            askHistory(reply->next);
            return;
        }
        if (!reply->next.empty()) {
            m_entry["historyCut"] = true;
        }
        m_entry["history"] = std::move(m_history);
        m_all.push_back(std::move(m_entry));
        ++m_at;
        next();
    });
}

}  // namespace beamline::ui
