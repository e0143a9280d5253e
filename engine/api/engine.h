// SPDX-License-Identifier: Apache-2.0
#pragma once
// The port: four non-blocking verbs, callable from any thread. Nothing above it can tell an embedded engine from a
// remote one.

#include <functional>
#include <future>
#include <memory>

#include "engine/api/operations.h"

namespace beamline::api {

/// Who asks, and how long they wait.
struct RequestContext {
    std::string user;
    std::vector<std::string> groups;
    Timestamp deadline = 0;  ///< 0: the engine's default
    std::string client;      ///< program name for the audit: "console", "beamctl"
    std::string tenant;      ///< empty: the only one
    std::string trace;       ///< W3C traceparent of what asks; empty: none
};
BOOST_DESCRIBE_STRUCT(RequestContext, (), (user, groups, deadline, client, tenant, trace))

/// One durable change, as published after its commit. `kind` is open: readers show what they do not know.
/// Run kinds:
/// run.{created,started,waiting,running,suspended,resumed,correlation-started,correlation-completed,cancelled,
/// faulted,completed}; task kinds: task.{created,started,event,retried,completed,faulted,cancelled,skipped};
/// approval.{raised,claimed,commented,delegated,snoozed,escalated,decided,closed}; workflow.deployed; schedule.changed;
/// policy.changed, extension.changed, access.changed, message.sent: with data {tenant, id};
/// engine.health; notify: a workflow tells who watches all runs in that moment, with data {title, text, urgency, task,
/// run?}, and nothing of it is kept; and feed.gap: events were lost to this subscriber, page again.
struct Event {
    Seq seq = 0;
    int index = 0;
    Timestamp at = 0;
    std::string kind;
    std::string run;
    std::string ns;
    std::string workflow;
    std::string version;
    std::string task;  ///< ref
    std::string name;
    int iteration = 0;
    int attempt = 0;
    std::string approval;
    std::optional<RunSummary> summary;  ///< on run.* kinds
    Json data;                          ///< output or error; only with EventFilter::withData
};
BOOST_DESCRIBE_STRUCT(Event, (),
                      (seq, index, at, kind, run, ns, workflow, version, task, name, iteration, attempt, approval,
                       summary, data))
inline constexpr const char* kGapEvent = "feed.gap";
/// A line that the process of a task has written, data {stream, text}. It is told while it happens, to whoever asks for
/// data, is stored nowhere, and may be lost; its Seq is that of something before it. From another node of a cluster it
/// may come a moment before or after what the task itself does.
inline constexpr const char* kOutputEvent = "task.output";
inline constexpr const char* kNotifyEvent = "notify";

struct EventFilter {
    std::string run;        ///< empty: all
    bool tasks = true;      ///< also task.* kinds
    bool withData = false;  ///< fill Event::data
    /// Who asks, as in RequestContext: what serves an engine to others sets it. Nothing of a tenant is told to those
    /// who may not see it.
    std::string user = {};
    std::vector<std::string> groups = {};
    std::string tenant = {};
};
BOOST_DESCRIBE_STRUCT(EventFilter, (), (run, tasks, withData, user, groups, tenant))

/// Called on an engine thread, in order of Seq; must not block: queue and return.
using EventSink = std::function<void(const Event&)>;

/// Ends with its destruction, after which the sink is not called again. Must not be destroyed from inside the sink.
class Subscription {
public:
    virtual ~Subscription() = default;
};

/// Called exactly once, on an engine thread (or at once, on the caller's). The alternative is that of the operation.
using ReplyHandler = std::function<void(Result<Reply>)>;

class Engine {
public:
    virtual ~Engine() = default;

    /// Changes something. The reply comes after the change is on stable storage.
    virtual void submit(Command command, RequestContext context, ReplyHandler handler) = 0;
    /// Reads. Answers stay true to one Seq per reply.
    virtual void query(Query query, RequestContext context, ReplyHandler handler) = 0;
    /// Events after `from`, then live ones. What is no longer in memory, or too much for a slow sink, becomes one
    /// feed.gap.
    virtual std::unique_ptr<Subscription> subscribe(EventFilter filter, Seq from, EventSink sink) = 0;
    /// A recent snapshot; never blocks on the engine's work.
    virtual Health health() const = 0;
};

/// What call() answers when the reply is not that of the operation. Not inline: g++ 12 warns falsely of the
/// concatenation.
Error wrongReply(const char* operation);

/// Sends `op` by the verb its table row belongs to and hands on the typed reply.
template <class Op>
void call(Engine& engine, Op op, RequestContext context, std::function<void(Result<typename Op::Reply>)> handler) {
    ReplyHandler typed = [handler = std::move(handler)](Result<Reply> reply) {
        if (!reply.ok()) {
            handler(reply.error());
        } else if (auto* value = std::get_if<typename Op::Reply>(&reply.value())) {
            handler(std::move(*value));
        } else {
            handler(wrongReply(Op::kInfo.name));
        }
    };
    if constexpr (boost::mp11::mp_contains<Commands, Op>::value) {
        engine.submit(std::move(op), std::move(context), std::move(typed));
    } else {
        engine.query(std::move(op), std::move(context), std::move(typed));
    }
}

/// The same, waiting. For programs without an event loop and for tests; never on an engine's or the GUI thread.
template <class Op>
Result<typename Op::Reply> callAndWait(Engine& engine, Op op, RequestContext context) {
    auto promise = std::make_shared<std::promise<Result<typename Op::Reply>>>();
    auto future = promise->get_future();
    call<Op>(engine, std::move(op), std::move(context),
             [promise](Result<typename Op::Reply> r) { promise->set_value(std::move(r)); });
    return future.get();
}

}  // namespace beamline::api
