// SPDX-License-Identifier: Apache-2.0
#pragma once
// Gathers all that is known of some faulted runs into one JSON value, for a file. GUI thread.

#include <QObject>
#include <QPointer>
#include <string>
#include <vector>

#include "engine/api/operations.h"

namespace beamline::ui {

class EngineSession;

/// {"runs": [{run, error, task, input, output, history}]}: the run's summary, its error, the failed task with its
/// attempts, the run's input, and what happened, oldest first, with its data.
class DeadLetterExport : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kMaxRuns = 200;       ///< of one file
    static constexpr std::size_t kMaxHistory = 10000;  ///< entries of a run; then "historyCut" is true

    DeadLetterExport(EngineSession* session, std::vector<std::string> runs, QObject* parent = nullptr);
    void start();

Q_SIGNALS:
    void finished(const beamline::api::Json& all);
    /// Nothing is handed out: half an export looks like a whole one.
    void failed(const beamline::api::Error& error);

private:
    void next();
    void takeRun(api::RunDetail detail);
    void askHistory(api::Cursor after);

    QPointer<EngineSession> m_session;
    std::vector<std::string> m_runs;
    std::size_t m_at = 0;
    boost::json::array m_all;
    boost::json::object m_entry;
    boost::json::array m_history;
};

}  // namespace beamline::ui
