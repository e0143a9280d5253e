// SPDX-License-Identifier: Apache-2.0
#include "engine/wire/forwarding_engine.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/api/ids.h"
#include "engine/api/moved.h"

namespace beamline::wire {

namespace {
using Clock = std::chrono::steady_clock;

/// Which node has to do it.
struct Place {
    enum class Kind { here, run, system, anyOwner, node };
    Kind kind = Kind::here;
    std::string name;         ///< run or node
    bool repeatable = false;  ///< sent twice it does no harm, and the second answer is the first
};

std::string runOfApproval(const std::string& approval) {
    return approval.substr(0, approval.rfind('.'));
}

template <class Op>
Place placeOf(const Op& op) {
    using Kind = Place::Kind;
    if constexpr (std::is_same_v<Op, api::StartRun> || std::is_same_v<Op, api::RerunRun> ||
                  std::is_same_v<Op, api::StartBatch>) {
        return {Kind::anyOwner, {}, !op.idempotencyKey.empty()};
    } else if constexpr (std::is_same_v<Op, api::ControlSchedule>) {
        return {Kind::system, {}, op.action != api::ScheduleAction::trigger};
    } else if constexpr (boost::mp11::mp_contains<api::AccessCommands, Op>::value) {
        return {Kind::system, {}, false};
    } else if constexpr (std::is_same_v<Op, api::DeployWorkflow>) {
        return {Kind::system, {}, true};
    } else if constexpr (std::is_same_v<Op, api::ControlNode>) {
        return {Kind::node, op.node, true};
    } else if constexpr (std::is_same_v<Op, api::DecideApproval> || std::is_same_v<Op, api::ClaimApproval> ||
                         std::is_same_v<Op, api::DelegateApproval> || std::is_same_v<Op, api::SnoozeApproval>) {
        return {Kind::run, runOfApproval(op.approval), true};
    } else if constexpr (std::is_same_v<Op, api::ControlBatch>) {
        return {Kind::run, op.batch, false};
    } else if constexpr (std::is_same_v<Op, api::CommentApproval> || std::is_same_v<Op, api::EscalateApproval>) {
        return {Kind::run, runOfApproval(op.approval), false};
    } else if constexpr (std::is_same_v<Op, api::CancelRun> || std::is_same_v<Op, api::SuspendRun> ||
                         std::is_same_v<Op, api::ResumeRun> || std::is_same_v<Op, api::RetryRun> ||
                         std::is_same_v<Op, api::DiscardRun>) {
        return {Kind::run, op.run, false};
    } else {
        return {};
    }
}
}  // namespace

/// Outlives the engine as long as answers are under way.
class ForwardingEngine::Router : public std::enable_shared_from_this<ForwardingEngine::Router> {
public:
    Router(std::shared_ptr<api::Engine> local, ForwardingPlaces places)
        : m_local(std::move(local)), m_places(std::move(places)) {}

    void start() {
        m_thread = std::thread([this] { work(); });
    }

    void stop() {
        Waiting waiting;
        {
            std::lock_guard lock(m_mutex);
            if (m_stop) {
                return;
            }
            m_stop = true;
            waiting.swap(m_waiting);
        }
        m_wake.notify_all();
        m_thread.join();
        for (auto& [at, request] : waiting) {
            if (auto done = takeDone(*request)) {
                finish(*request, std::move(*done));
            } else if (!request->isHeld) {
                finish(*request, stopping());
            }
        }
    }

    void submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) {
        auto place = std::visit([](const auto& op) { return placeOf(op); }, command);
        if (place.kind == Place::Kind::here) {
            m_local->submit(std::move(command), std::move(context), std::move(handler));
            return;
        }
        if (stopped()) {
            handler(stopping());
            return;
        }
        auto seat = takeSeat();
        if (!seat) {
            handler(api::Error{api::code::kOverloaded,
                               std::to_string(kMaxForwarded) +
                                   " requests wait for other nodes, the limit of this one. Try again shortly.",
                               {},
                               true});
            return;
        }
        auto request = std::make_shared<Request>();
        request->seat = std::move(seat);
        request->command = std::move(command);
        const auto now = api::wallClock();
        const auto patience = context.deadline ? std::chrono::milliseconds(context.deadline - now) : kForwardPatience;
        request->until = Clock::now() + patience;
        request->context = std::move(context);
        request->place = std::move(place);
        request->handler = std::move(handler);
        attempt(request);
    }

    /// Answered here; what is not found may only not have been read yet.
    void query(api::Query query, api::RequestContext context, api::ReplyHandler handler) {
        auto request = std::make_shared<Request>();
        request->query = query;
        request->context = context;
        request->handler = std::move(handler);
        m_local->query(std::move(query), std::move(context),
                       [self = shared_from_this(), request](api::Result<api::Reply> reply) {
                           if (reply.ok() || reply.error().code != api::code::kNotFound || !self->m_places.catchUp ||
                               !(request->seat = self->takeSeat())) {
                               request->handler(std::move(reply));
                               return;
                           }
                           request->until = Clock::now() + kLookAgainPatience;
                           self->afterCatchingUp(request, std::move(reply), true);
                       });
    }

    std::vector<api::HealthProblem> problems() const {
        return m_places.problems ? m_places.problems() : std::vector<api::HealthProblem>();
    }

private:
    struct Request;
    using RequestPtr = std::shared_ptr<Request>;
    using Waiting = std::multimap<Clock::time_point, RequestPtr>;
    using Seat = std::shared_ptr<void>;  ///< one of kMaxForwarded, given back when it goes
    struct Request {
        Seat seat;  ///< until it is answered
        api::Command command;
        std::optional<api::Query> query;  ///< in its place
        api::RequestContext context;
        Place place;
        api::ReplyHandler handler;
        Clock::time_point until;
        std::chrono::milliseconds delay = kAskAgainFirst;
        std::string why;       ///< it could not be done so far
        bool mayHave = false;  ///< it may have taken effect
        bool looked = false;   ///< once more, since something was not found
        // Under the mutex, of one that is done and waits until this node can read it, at most until its deadline.
        bool isHeld = false;
        std::optional<api::Result<api::Reply>> done;
        Waiting::iterator held;
    };

    /// Null: all are taken.
    Seat takeSeat() {
        if (m_seats->fetch_add(1) >= kMaxForwarded) {
            --*m_seats;
            return nullptr;
        }
        return {m_seats.get(), [seats = m_seats](void*) { --*seats; }};
    }

    static api::Error stopping() { return {api::code::kUnavailable, "This node is stopping. Ask another.", {}, true}; }

    bool stopped() {
        const std::lock_guard lock(m_mutex);
        return m_stop;
    }

    /// The answer of a request that is held back, for the one who gives it first.
    std::optional<api::Result<api::Reply>> takeDone(Request& request) {
        const std::lock_guard lock(m_mutex);
        return std::exchange(request.done, std::nullopt);
    }

    void finish(Request& request, api::Result<api::Reply> reply) {
        request.seat.reset();
        const auto handler = std::move(request.handler);
        handler(std::move(reply));
    }

    std::string ownerOf(const Place& place) {
        switch (place.kind) {
            case Place::Kind::run:
                return m_places.ownerOfRun(place.name);
            case Place::Kind::system:
                return m_places.ownerOfSystem();
            case Place::Kind::node:
                return place.name;
            case Place::Kind::anyOwner: {
                const auto owners = m_places.owners();
                if (std::find(owners.begin(), owners.end(), m_places.self) != owners.end()) {
                    return m_places.self;
                }
                return owners.empty() ? std::string() : owners[m_turn++ % owners.size()];
            }
            case Place::Kind::here:
                break;
        }
        return m_places.self;
    }

    void attempt(const RequestPtr& request) {
        if (request->query) {
            m_local->query(*request->query, request->context,
                           [self = shared_from_this(), request](api::Result<api::Reply> reply) {
                               self->finish(*request, std::move(reply));
                           });
            return;
        }
        const auto node = ownerOf(request->place);
        if (node == m_places.self) {
            m_local->submit(request->command, request->context,
                            [self = shared_from_this(), request](api::Result<api::Reply> reply) {
                                self->answered(request, std::move(reply), true);
                            });
            return;
        }
        if (stopped()) {
            finish(*request, stopping());
            return;
        }
        const auto engine = node.empty() ? nullptr : m_places.engineOf(node);
        if (!engine && request->place.kind == Place::Kind::node) {
            finish(*request, api::Error{api::code::kNotFound,
                                        "There is no node '" + node +
                                            "' with an engine that can be reached. Look at the cluster for the names "
                                            "of its nodes; what a worker alone gets is held back with its pool.",
                                        {},
                                        false});
        } else if (!engine) {
            request->why = node.empty() ? "no node carries this on at the moment."
                                        : "the node " + node + " that carries this on cannot be reached.";
            again(request);
        } else {
            // Held until it has answered: its destruction would fail the call.
            engine->submit(request->command, request->context,
                           [self = shared_from_this(), request, node, engine](api::Result<api::Reply> reply) {
                               if (!reply.ok()) {
                                   request->why = "the node " + node + " said: " + reply.error().message;
                               }
                               self->answered(request, std::move(reply), false);
                           });
        }
    }

    void answered(const RequestPtr& request, api::Result<api::Reply> reply, bool local) {
        if (reply.ok()) {
            local || !m_places.catchUp ? finish(*request, std::move(reply))
                                       : afterCatchingUp(request, std::move(reply), false);
            return;
        }
        const auto& error = reply.error();
        if (error.code == api::code::kNotFound && !request->looked && m_places.catchUp) {
            // Another node has maybe told of it before this one has read it.
            request->looked = true;
            local ? afterCatchingUp(request, std::move(reply), true) : again(request);
            return;
        }
        const bool nothing = api::isMoved(error) || (!local && api::isNotTaken(error));
        const bool broken =
            !local && !nothing && (error.code == api::code::kUnavailable || error.code == api::code::kDeadline);
        if (local && request->why.empty()) {
            request->why = "it was answered: " + error.message;
        }
        request->mayHave = request->mayHave || broken;
        if (nothing || (broken && request->place.repeatable)) {
            again(request);
        } else if (broken) {
            finish(*request, unknown(*request));
        } else {
            finish(*request, std::move(reply));
        }
    }

    /// So that the caller reads here what it has written there. It is done, also when this node cannot read it yet or
    /// never hears. `anew`: it is asked again then; the answer is for the case that this node does not get that far.
    void afterCatchingUp(const RequestPtr& request, api::Result<api::Reply> reply, bool anew) {
        bool held = false;
        {
            const std::lock_guard lock(m_mutex);
            if (!m_stop) {
                held = request->isHeld = true;
                request->done = std::move(reply);
                request->held = m_waiting.emplace(request->until, request);
                if (request->held == m_waiting.begin()) {
                    m_wake.notify_all();
                }
            }
        }
        if (!held) {
            finish(*request, std::move(reply));
            return;
        }
        m_places.catchUp([self = shared_from_this(), request, anew](const api::Result<api::Unit>& there) {
            std::optional<api::Result<api::Reply>> done;
            {
                const std::lock_guard lock(self->m_mutex);
                done = std::exchange(request->done, std::nullopt);
                if (done && !self->m_stop) {
                    self->m_waiting.erase(request->held);
                    request->isHeld = false;
                }
            }
            if (done && anew && there.ok()) {
                self->attempt(request);
            } else if (done) {
                self->finish(*request, std::move(*done));
            }
        });
    }

    static api::Error unknown(const Request& request) {
        return {api::code::kUnavailable,
                "It is not known whether this was done: " + request.why + " Look before you send it again.",
                {},
                false};
    }

    void again(const RequestPtr& request) {
        const auto at = Clock::now() + request->delay;
        if (at >= request->until) {
            finish(*request, request->mayHave ? unknown(*request)
                                              : api::Error{api::code::kUnavailable,
                                                           "Nothing was done until the deadline: " + request->why +
                                                               " Try again when the cluster has settled.",
                                                           {},
                                                           true});
            return;
        }
        request->delay = std::min(request->delay * 2, kAskAgainLast);
        {
            std::lock_guard lock(m_mutex);
            if (!m_stop) {
                m_waiting.emplace(at, request);
                m_wake.notify_all();
                return;
            }
        }
        finish(*request, stopping());
    }

    void work() {
        std::unique_lock lock(m_mutex);
        while (!m_stop) {
            if (m_waiting.empty()) {
                m_wake.wait(lock);
            } else if (m_waiting.begin()->first > Clock::now()) {
                const auto next = m_waiting.begin()->first;  // whose request may go meanwhile
                m_wake.wait_until(lock, next);
            } else {
                const auto request = m_waiting.begin()->second;
                m_waiting.erase(m_waiting.begin());
                auto done = std::exchange(request->done, std::nullopt);
                lock.unlock();
                done ? finish(*request, std::move(*done)) : attempt(request);
                lock.lock();
            }
        }
    }

    const std::shared_ptr<api::Engine> m_local;
    const ForwardingPlaces m_places;
    const std::shared_ptr<std::atomic<std::size_t>> m_seats = std::make_shared<std::atomic<std::size_t>>(0);  ///< taken
    std::atomic<std::size_t> m_turn{0};
    std::mutex m_mutex;
    std::condition_variable m_wake;
    Waiting m_waiting;
    bool m_stop = false;
    std::thread m_thread;
};

ForwardingEngine::ForwardingEngine(std::shared_ptr<api::Engine> local, ForwardingPlaces places)
    : m_local(local), m_router(std::make_shared<Router>(std::move(local), std::move(places))) {
    m_router->start();
}

ForwardingEngine::~ForwardingEngine() {
    stop();
}

void ForwardingEngine::stop() {
    m_router->stop();
}

void ForwardingEngine::submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) {
    m_router->submit(std::move(command), std::move(context), std::move(handler));
}

void ForwardingEngine::query(api::Query query, api::RequestContext context, api::ReplyHandler handler) {
    m_router->query(std::move(query), std::move(context), std::move(handler));
}

std::unique_ptr<api::Subscription> ForwardingEngine::subscribe(api::EventFilter filter, api::Seq from,
                                                               api::EventSink sink) {
    return m_local->subscribe(std::move(filter), from, std::move(sink));
}

api::Health ForwardingEngine::health() const {
    auto health = m_local->health();
    for (auto& problem : m_router->problems()) {
        health.problems.push_back(std::move(problem));
        health.state = health.state == api::HealthState::healthy ? api::HealthState::degraded : health.state;
    }
    return health;
}

}  // namespace beamline::wire
