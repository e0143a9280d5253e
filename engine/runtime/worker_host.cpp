// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/worker_host.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/core/machine/machine.h"
#include "engine/runtime/job_types.h"

namespace beamline::runtime {

namespace {
using namespace std::chrono_literals;
constexpr std::chrono::milliseconds kPatience = 500ms;
constexpr auto kPulse = 200ms;

/// About so much memory.
std::size_t weight(const api::Json& json) {
    std::size_t bytes = sizeof(api::Json);
    if (const auto* text = json.if_string()) {
        bytes += text->size();
    } else if (const auto* list = json.if_array()) {
        for (const auto& one : *list) {
            bytes += weight(one);
        }
    } else if (const auto* object = json.if_object()) {
        for (const auto& [name, value] : *object) {
            bytes += name.size() + weight(value);
        }
    }
    return bytes;
}

std::size_t weight(const blocks::WorkResult& result) {
    if (const auto* error = std::get_if<api::WorkflowError>(&result.result)) {
        return sizeof(result) + error->type.size() + error->title.size() + error->detail.size();
    }
    return sizeof(result) + weight(std::get<api::Json>(result.result));
}

std::unique_ptr<const blocks::Registry> catalogOf(const WorkerOptions& options) {
    auto registry = std::make_unique<blocks::Registry>(options.blocks);
    for (const auto& block : options.extraBlocks) {
        registry->add(block);
    }
    return registry;
}

std::chrono::milliseconds untilOffered(int deliveries) {
    return std::min<std::chrono::milliseconds>(kMaxOtherWorkers,
                                               kOtherWorkers * (1LL << std::clamp(deliveries - 1, 0, 16)));
}
}  // namespace

WorkerHost::WorkerHost(WorkerOptions options, std::unique_ptr<blocks::WorkSource> source)
    : m_options(std::move(options)), m_registry(catalogOf(m_options)), m_source(std::move(source)) {
    m_source->onCancel([this](const std::string& id) { cancelled(id); });
    const int threads = std::clamp(m_options.threads, 1, kMaxWorkerThreads);
    for (int i = 0; i < threads; ++i) {
        m_workers.emplace_back([this] { work(); });
    }
    m_taker = std::thread([this] { take(); });
    m_pulse = std::thread([this] { pulse(); });
}

WorkerHost::~WorkerHost() {
    stop(0ms);
}

void WorkerHost::take() {
    std::unique_lock lock(m_mutex);
    while (!m_draining) {
        const auto threads = static_cast<int>(m_workers.size());
        const bool ahead = m_averageMs < kShortTaskMs;
        const auto room = (ahead ? kMaxTakenAhead : 1) * threads - static_cast<int>(m_tasks.size());
        if (room < (ahead ? kMaxTakenAhead / 2 * threads : 1)) {
            m_room.wait(lock);
            continue;
        }
        lock.unlock();
        auto taken = m_source->next(room, kPatience);
        lock.lock();
        if (!taken.ok()) {
            m_room.wait_for(lock, kPatience);  // it says so where it is connected
            continue;
        }
        for (auto& ticket : *taken) {
            admit(std::move(ticket));
        }
    }
}

/// Under the lock.
void WorkerHost::admit(std::unique_ptr<blocks::WorkTicket> ticket) {
    const auto& assignment = ticket->assignment();
    if (m_unwanted.contains(assignment.id)) {
        ticket->settle();
    } else if (m_draining) {
        ticket->giveBack(0ms);
    } else if (m_tasks.contains(assignment.id)) {
        ticket->renew();  // it is being done; the newest delivery is the one that counts
    } else if (const auto* known = m_done.find(assignment.id); !known && !suits(assignment.labels)) {
        ticket->giveBack(untilOffered(ticket->deliveries()));
    } else {
        auto task = std::make_shared<Task>();
        if (known) {
            task->known = *known;
        } else {
            ticket->accept(m_options.id);
        }
        const auto id = assignment.id;
        task->ticket = std::move(ticket);
        m_tasks.emplace(id, task);
        m_queue.push_back(std::move(task));
        m_wake.notify_one();
    }
}

bool WorkerHost::suits(const api::Labels& wanted) const {
    return std::all_of(wanted.begin(), wanted.end(), [this](const auto& label) {
        const auto found = m_options.labels.find(label.first);
        return found != m_options.labels.end() && found->second == label.second;
    });
}

void WorkerHost::work() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopped || !m_queue.empty(); });
        if (m_queue.empty()) {
            return;
        }
        const auto task = m_queue.front();
        m_queue.pop_front();
        lock.unlock();
        const auto begun = Clock::now();
        carryOut(task);
        lock.lock();
        constexpr double kShare = 0.1;
        m_averageMs += kShare * (std::chrono::duration<double, std::milli>(Clock::now() - begun).count() - m_averageMs);
        ++m_count;
        m_tasks.erase(task->ticket->assignment().id);
        m_room.notify_one();
        m_ended.notify_all();
    }
}

void WorkerHost::carryOut(const TaskPtr& task) {
    {
        const std::lock_guard lock(m_mutex);
        if (task->unwanted) {  // while it was queued: it must not touch the world
            task->ticket->settle();
            return;
        }
    }
    if (task->known) {
        task->ticket->finish(*task->known);
        return;
    }
    const auto& assignment = task->ticket->assignment();
    const auto begun = Clock::now();
    auto made = result(assignment, task->cancel);
    made.worker = m_options.id;
    made.latencyMs = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun).count();
    {
        const std::lock_guard lock(m_mutex);
        if (task->returned) {
            return;
        }
        if (task->unwanted) {
            task->ticket->settle();
            return;
        }
    }
    if (task->ticket->finish(made)) {
        const std::lock_guard lock(m_mutex);
        m_done.add(assignment.id, std::move(made));
    }
}

const blocks::WorkResult* WorkerHost::Results::find(const std::string& id) const {
    const auto found = m_results.find(id);
    return found == m_results.end() ? nullptr : &found->second.first;
}

void WorkerHost::Results::add(const std::string& id, blocks::WorkResult result) {
    const auto bytes = weight(result);
    if (!m_results.try_emplace(id, std::move(result), bytes).second) {
        return;
    }
    m_order.push_back(id);
    m_bytes += bytes;
    while (m_order.size() > kMaxDoneKept || (m_bytes > kMaxDoneBytes && m_order.size() > 1)) {
        const auto oldest = m_results.find(m_order.front());
        m_bytes -= oldest->second.second;
        m_results.erase(oldest);
        m_order.pop_front();
    }
}

void WorkerHost::Recent::add(const std::string& id) {
    if (!m_ids.insert(id).second) {
        return;
    }
    m_order.push_back(id);
    if (m_order.size() > kMaxDoneKept) {
        m_ids.erase(m_order.front());
        m_order.pop_front();
    }
}

blocks::WorkResult WorkerHost::result(const blocks::Assignment& assignment, const blocks::CancelToken& cancel) const {
    blocks::Invocation invocation;
    invocation.key = assignment.key.empty() ? assignment.id : assignment.key;
    invocation.deadline = assignment.deadline;
    invocation.cancel = cancel;
    invocation.task = assignment.task;
    try {
        return {runJob(*m_registry, assignment.type, assignment.payload, std::move(invocation)), {}, 0};
    } catch (const std::exception& broken) {
        return {core::makeError("runtime", assignment.type + " broke off: " + broken.what(), {}), {}, 0};
    }
}

void WorkerHost::cancelled(const std::string& id) {
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_tasks.find(id); found != m_tasks.end()) {
        found->second->unwanted = true;
        found->second->cancel.cancel();
    }
    m_unwanted.add(id);
}

api::WorkerInfo WorkerHost::info() const {
    api::WorkerInfo info;
    info.id = m_options.id;
    info.pool = m_options.pool;
    info.labels = m_options.labels;
    info.version = BEAMLINE_VERSION;
    const std::lock_guard lock(m_mutex);
    info.capacity = static_cast<int>(m_workers.size());
    info.inFlight = static_cast<int>(std::min(m_tasks.size(), m_workers.size()));
    info.load = info.capacity > 0 ? static_cast<double>(info.inFlight) / info.capacity : 0;
    info.state = m_stopped                        ? api::WorkerState::stopped
                 : m_draining                     ? api::WorkerState::draining
                 : info.inFlight >= info.capacity ? api::WorkerState::busy
                                                  : api::WorkerState::ready;
    return info;
}

bool WorkerHost::alive(std::chrono::milliseconds most) const {
    return Clock::now().time_since_epoch() - Clock::duration(m_round) <= most;
}

/// Heartbeats, and words that tasks are still being done.
void WorkerHost::pulse() {
    auto beat = Clock::time_point::min();
    auto renewed = Clock::now();
    auto said = api::WorkerState::lost;
    std::unique_lock lock(m_mutex);
    while (!m_stopped) {
        lock.unlock();
        const auto now = Clock::now();
        m_round = now.time_since_epoch().count();
        if (const auto self = info(); self.state != said || now - beat >= m_options.heartbeat) {
            m_source->beat(self);
            beat = now;
            said = self.state;
        }
        const bool renew = now - renewed >= m_source->renewEvery();
        lock.lock();
        if (renew) {
            renewed = now;
            for (const auto& [id, task] : m_tasks) {
                task->ticket->renew();
            }
        }
        m_ended.wait_for(lock, kPulse, [this] { return m_stopped; });
    }
}

void WorkerHost::stop(std::chrono::milliseconds limit) {
    {
        std::unique_lock lock(m_mutex);
        if (m_stopped) {
            return;
        }
        m_draining = true;
        m_room.notify_all();
    }
    m_taker.join();
    {
        std::unique_lock lock(m_mutex);
        for (const auto& task : m_queue) {
            task->ticket->giveBack(0ms);
            m_tasks.erase(task->ticket->assignment().id);
        }
        m_queue.clear();
        m_ended.wait_for(lock, limit, [this] { return m_tasks.empty(); });
        for (const auto& [id, task] : m_tasks) {
            if (!task->unwanted) {
                task->returned = true;
                task->ticket->giveBack(0ms);
            }
            task->cancel.cancel();
        }
        m_stopped = true;
    }
    m_wake.notify_all();
    m_ended.notify_all();
    for (auto& worker : m_workers) {
        worker.join();
    }
    m_pulse.join();
    m_source->onCancel({});
    m_source->beat(info());
}

}  // namespace beamline::runtime
