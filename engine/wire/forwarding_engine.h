// SPDX-License-Identifier: Apache-2.0
#pragma once
// One node of a cluster as the whole cluster: commands go to the node that has to carry them out, everything else is
// answered here. Every method may be called from any thread.

#include <chrono>
#include <memory>

#include "engine/api/engine.h"

namespace beamline::wire {

inline constexpr std::chrono::milliseconds kForwardPatience{30'000};   ///< for requests without a deadline
inline constexpr std::chrono::milliseconds kLookAgainPatience{5'000};  ///< of a query for what this node has not read
inline constexpr std::chrono::milliseconds kAskAgainFirst{50};    ///< while nobody owns what is asked for; doubles …
inline constexpr std::chrono::milliseconds kAskAgainLast{1'000};  ///< … up to this
inline constexpr std::size_t kMaxForwarded = 10'000;  ///< under way to other nodes or waiting; beyond it kOverloaded

/// What a forwarding engine knows of the cluster. All may be called from any thread and must not block.
struct ForwardingPlaces {
    std::string self;  ///< node
    /// Node that carries on a run; empty: nobody now.
    std::function<std::string(const std::string& run)> ownerOfRun;
    /// Node that does what is done once in a cluster; empty: nobody now.
    std::function<std::string()> ownerOfSystem;
    /// Nodes that own shards, this one too when it does.
    std::function<std::vector<std::string>()> owners;
    /// Null: there is no such node, or it cannot be reached now. It must be that node alone, not its view of the
    /// cluster: requests would go round in circles.
    std::function<std::shared_ptr<api::Engine>(const std::string& node)> engineOf;
    /// Calls back when everything that anybody acknowledged before can be read here. Empty: not needed.
    std::function<void(std::function<void(api::Result<api::Unit>)>)> catchUp;
    /// What health tells besides the node's own problems. Empty: nothing.
    std::function<std::vector<api::HealthProblem>()> problems;
};

/// A command that its node refused because the owner changed meanwhile (api::kMoved), or that did not come there
/// (api::kNotTaken), is sent to who owns it then, until the request's deadline. When a connection breaks under a
/// command that was sent it is not known whether it took effect: it is sent again when a repeat does no harm and gets
/// the same answer (a start with an idempotency key, a decision, a deployment …); otherwise the caller is told.
class ForwardingEngine final : public api::Engine {
public:
    ForwardingEngine(std::shared_ptr<api::Engine> local, ForwardingPlaces places);
    /// As stop(). Not from inside a handler.
    ~ForwardingEngine() override;
    /// Answers what waits for another node, and all commands from now on, with kUnavailable; no other node is looked
    /// for any more. Not from inside a handler.
    void stop();

    void submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) override;
    void query(api::Query query, api::RequestContext context, api::ReplyHandler handler) override;
    std::unique_ptr<api::Subscription> subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink) override;
    api::Health health() const override;

private:
    class Router;
    std::shared_ptr<api::Engine> m_local;
    std::shared_ptr<Router> m_router;
};

}  // namespace beamline::wire
