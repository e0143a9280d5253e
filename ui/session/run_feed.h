// SPDX-License-Identifier: Apache-2.0
#pragma once
// What one run does from now on, with the data of its events: for what is only worth having while somebody looks. GUI
// thread only.

#include <QObject>
#include <QTimer>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/engine.h"
#include "ui/session/event_inbox.h"

namespace beamline::ui {

class EngineSession;

/// What a task has written, as it comes: data {stream: stdout or stderr, text}. Not part of a run's history.
inline constexpr const char* kOutputEvent = "task.output";

/// Ends with its destruction, which must come before that of the session.
class RunFeed : public QObject {
    Q_OBJECT
public:
    static constexpr int kDrainInterval = 100;            ///< ms between two drains at most often
    static constexpr std::size_t kMaxPending = 4096;      ///< more than that undrained is a gap
    static constexpr std::size_t kMaxEventsAtOnce = 512;  ///< the rest waits for the next drain

    RunFeed(EngineSession* session, const std::string& run, QObject* parent = nullptr);
    ~RunFeed() override;
    const std::string& run() const { return m_run; }

Q_SIGNALS:
    /// In order; only events of the run.
    void arrived(const std::vector<beamline::api::Event>& batch);
    /// Events were lost, before the batch that follows.
    void gap();

private:
    void drain();

    std::string m_run;
    EventInbox m_inbox;
    QTimer m_timer;
    std::unique_ptr<api::Subscription> m_subscription;
};

}  // namespace beamline::ui
