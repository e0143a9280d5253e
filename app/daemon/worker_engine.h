// SPDX-License-Identifier: Apache-2.0
#pragma once
// The port of a process that only works for a cluster: it tells how the worker is, and refuses everything else. Any
// thread.

#include <functional>

#include "engine/api/engine.h"

namespace beamline::daemon {

class WorkerEngine final : public api::Engine {
public:
    /// `health` says how the worker is now; any thread, must not block.
    explicit WorkerEngine(std::function<api::Health()> health) : m_health(std::move(health)) {}
    void submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) override;
    void query(api::Query query, api::RequestContext context, api::ReplyHandler handler) override;
    /// One that never gets anything.
    std::unique_ptr<api::Subscription> subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink) override;
    api::Health health() const override { return m_health(); }

private:
    const std::function<api::Health()> m_health;
};

}  // namespace beamline::daemon
