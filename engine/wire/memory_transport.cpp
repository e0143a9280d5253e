// SPDX-License-Identifier: Apache-2.0
#include "engine/wire/memory_transport.h"

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/wire/send_queue.h"

namespace beamline::wire {

namespace {

class Hub;

api::Error lost() {
    return api::Error{api::code::kUnavailable, "The connection was closed.", {}, true};
}

/// One end. Its state is guarded by the hub's mutex; handlers run on the hub's thread without it.
class End final : public Connection, public std::enable_shared_from_this<End> {
public:
    End(std::shared_ptr<Hub> hub, const void* owner, bool client);
    ~End() override;
    void start(ConnectionHandlers handlers) override;
    bool send(std::string message, Overflow overflow) override;
    void close() override;
    void finish() override;
    const Limits& limits() const override;

    void deliver();  ///< hub's thread: what the peer has queued
    void closed();   ///< hub's thread

    const std::shared_ptr<Hub> hub;
    const void* const owner;  ///< the listener or connector it belongs to
    const bool client;
    std::weak_ptr<End> peer;
    SendQueue queue;
    bool open = true;
    bool finishing = false;
    bool started = false;
    ConnectionHandlers handlers;
};
using EndPtr = std::shared_ptr<End>;

class Hub final : public MemoryHub {
public:
    explicit Hub(const Limits& connectionLimits) : limits(connectionLimits), m_state(std::make_shared<State>()) {
        std::thread([state = m_state] { run(*state); }).detach();
    }
    // The thread holds its own state only, so the hub may go on any thread, that one included.
    ~Hub() override {
        std::lock_guard lock(m_state->mutex);
        m_state->stopping = true;
        m_state->wake.notify_one();
    }
    std::unique_ptr<Listener> listen() override;
    std::unique_ptr<Connector> connector() override;
    void pauseClients(bool value) override;
    void breakConnections() override {
        breakWhere([](const End&) { return true; });
    }

    void post(std::function<void()> job) {
        std::lock_guard lock(m_state->mutex);
        m_state->jobs.push_back(std::move(job));
        m_state->wake.notify_one();
    }
    void finishJobs() {
        std::promise<void> done;
        post([&] { done.set_value(); });
        done.get_future().wait();
    }
    template <class Predicate>
    void breakWhere(Predicate predicate) {
        for (const auto& end : living()) {
            if (predicate(*end)) {
                end->close();
            }
        }
    }
    std::vector<EndPtr> living() {
        std::vector<EndPtr> all;  // outlives the lock: the last reference to an end may be here
        std::lock_guard lock(mutex);
        for (const auto& weak : ends) {
            if (auto end = weak.lock()) {
                all.push_back(std::move(end));
            }
        }
        return all;
    }

    const Limits limits;
    std::mutex mutex;
    bool paused = false;
    const void* listener = nullptr;
    std::function<void(ConnectionPtr)> accept;
    std::vector<std::weak_ptr<End>> ends;

private:
    struct State {
        std::mutex mutex;
        std::condition_variable wake;
        std::deque<std::function<void()>> jobs;
        bool stopping = false;
    };
    static void run(State& state) {
        std::unique_lock lock(state.mutex);
        while (!state.stopping || !state.jobs.empty()) {
            if (state.jobs.empty()) {
                state.wake.wait(lock);
                continue;
            }
            auto job = std::move(state.jobs.front());
            state.jobs.pop_front();
            lock.unlock();
            job();
            job = nullptr;
            lock.lock();
        }
    }
    const std::shared_ptr<State> m_state;
};

End::End(std::shared_ptr<Hub> hub_, const void* owner_, bool client_)
    : hub(std::move(hub_)), owner(owner_), client(client_), queue(hub->limits) {}

End::~End() {
    if (const auto other = peer.lock()) {
        other->close();
    }
}

const Limits& End::limits() const {
    return hub->limits;
}

void End::start(ConnectionHandlers newHandlers) {
    {
        std::lock_guard lock(hub->mutex);
        handlers = std::move(newHandlers);
        started = true;
    }
    hub->post([self = shared_from_this()] {
        self->deliver();
        bool wasClosed = false;
        {
            std::lock_guard lock(self->hub->mutex);
            wasClosed = !self->open;
        }
        if (wasClosed) {
            self->closed();
        }
    });
}

bool End::send(std::string message, Overflow overflow) {
    auto pushed = SendQueue::Push::refused;
    {
        std::lock_guard lock(hub->mutex);
        if (!open || finishing || message.empty() || message.size() > hub->limits.message) {
            return false;
        }
        pushed = queue.push(std::move(message), overflow);
    }
    if (pushed == SendQueue::Push::exceeded) {
        close();
    } else if (pushed == SendQueue::Push::queued) {
        if (auto other = peer.lock()) {
            hub->post([other] { other->deliver(); });
        }
    }
    return pushed == SendQueue::Push::queued;
}

void End::close() {
    for (const auto& end : {shared_from_this(), peer.lock()}) {
        if (!end) {
            continue;
        }
        {
            std::lock_guard lock(hub->mutex);
            if (!end->open) {
                continue;
            }
            end->open = false;
        }
        hub->post([end] { end->closed(); });
    }
}

void End::finish() {
    bool isSent = false;
    {
        std::lock_guard lock(hub->mutex);
        finishing = true;
        isSent = queue.empty();
    }
    if (isSent) {
        close();
    }
}

void End::deliver() {
    const auto from = peer.lock();
    for (;;) {
        std::string message;
        bool drained = false;
        bool finished = false;
        {
            std::lock_guard lock(hub->mutex);
            if (!from || !open || !started || (client && hub->paused) || from->queue.empty()) {
                return;
            }
            message = from->queue.take();
            drained = from->queue.sent(message.size()) && from->handlers.onDrained;
            finished = from->finishing && from->queue.empty();
        }
        handlers.onMessage(std::move(message));
        if (finished) {
            from->close();
            return;
        }
        if (drained) {
            from->handlers.onDrained();
        }
    }
}

void End::closed() {
    ConnectionHandlers last;
    {
        std::lock_guard lock(hub->mutex);
        std::swap(last, handlers);
    }
    if (last.onClosed) {
        last.onClosed(lost());
    }
}

class MemoryListener final : public Listener {
public:
    explicit MemoryListener(std::shared_ptr<Hub> hub) : m_hub(std::move(hub)) {}
    ~MemoryListener() override {
        stopAccepting();
        m_hub->breakWhere([this](const End& end) { return end.owner == this; });
        m_hub->finishJobs();
    }
    void start(std::function<void(ConnectionPtr)> accept) override {
        std::lock_guard lock(m_hub->mutex);
        m_hub->accept = std::move(accept);
        m_hub->listener = this;
    }
    void stopAccepting() override {
        std::lock_guard lock(m_hub->mutex);
        if (m_hub->listener == this) {
            m_hub->accept = nullptr;
            m_hub->listener = nullptr;
        }
    }

private:
    const std::shared_ptr<Hub> m_hub;
};

class MemoryConnector final : public Connector {
public:
    explicit MemoryConnector(std::shared_ptr<Hub> hub) : m_hub(std::move(hub)) {}
    ~MemoryConnector() override {
        m_hub->breakWhere([this](const End& end) { return end.owner == this; });
        m_hub->finishJobs();
    }
    api::Result<ConnectionPtr> connect() override {
        std::lock_guard lock(m_hub->mutex);
        if (!m_hub->accept) {
            return api::Error{api::code::kUnavailable, "No engine is served here. Start it first.", {}, true};
        }
        auto ours = std::make_shared<End>(m_hub, this, true);
        auto theirs = std::make_shared<End>(m_hub, m_hub->listener, false);
        ours->peer = theirs;
        theirs->peer = ours;
        std::erase_if(m_hub->ends, [](const auto& end) { return end.expired(); });
        m_hub->ends.push_back(ours);
        m_hub->ends.push_back(theirs);
        m_hub->post([theirs, hub = m_hub] {
            std::function<void(ConnectionPtr)> accept;
            {
                std::lock_guard inner(hub->mutex);
                accept = hub->listener == theirs->owner ? hub->accept : nullptr;
            }
            if (accept) {
                accept(theirs);
            } else {
                theirs->close();
            }
        });
        return ConnectionPtr(ours);
    }

private:
    const std::shared_ptr<Hub> m_hub;
};

std::unique_ptr<Listener> Hub::listen() {
    return std::make_unique<MemoryListener>(std::static_pointer_cast<Hub>(shared_from_this()));
}

std::unique_ptr<Connector> Hub::connector() {
    return std::make_unique<MemoryConnector>(std::static_pointer_cast<Hub>(shared_from_this()));
}

void Hub::pauseClients(bool value) {
    {
        std::lock_guard lock(mutex);
        paused = value;
    }
    for (const auto& end : living()) {
        if (end->client) {
            post([end] { end->deliver(); });
        }
    }
}

}  // namespace

std::shared_ptr<MemoryHub> MemoryHub::create(Limits limits) {
    return std::make_shared<Hub>(limits);
}

}  // namespace beamline::wire
