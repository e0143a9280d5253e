// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/assignment_publisher.h"

#include <random>

#include "engine/nats/library.h"

namespace beamline::nats {

namespace {
double anyFraction() {
    thread_local std::minstd_rand generator{std::random_device{}()};
    return std::uniform_real_distribution<double>(0, 1)(generator);
}

natsStatus publishAssignmentNow(SharedConnection& connection, const OutgoingAssignment& one) {
    natsMsg* raw = nullptr;
    const auto made =
        natsMsg_Create(&raw, one.subject.c_str(), nullptr, one.payload.data(), static_cast<int>(one.payload.size()));
    const Owned<natsMsg> message(raw);
    if (made != NATS_OK) {
        return made;
    }
    const auto header = [&](const char* name, const std::string& value) {
        if (!value.empty() && value.find_first_of("\r\n") == value.npos) {
            natsMsgHeader_Set(raw, name, value.c_str());
        }
    };
    header("Nats-Msg-Id", one.id);
    header("version", "1");
    header("tenant_id", one.tenant);
    header("trace_id", one.trace);
    return natsConnection_PublishMsg(connection.raw(), raw);
}
}  // namespace

AssignmentPublisher::Send sendingOver(std::shared_ptr<SharedConnection> connection) {
    return [connection = std::move(connection)](const std::vector<OutgoingAssignment>& all) {
        std::vector<bool> sent;
        sent.reserve(all.size());
        // What is held for a server that is away may be lost with it, so it does not count as sent.
        const bool there = connection->connected();
        for (const auto& one : all) {
            sent.push_back(there && publishAssignmentNow(*connection, one) == NATS_OK);
        }
        const auto before = connection->reconnects();
        if (!there || !connection->flush(kAssignmentArrives).ok() || connection->reconnects() != before) {
            sent.assign(all.size(), false);
        }
        return sent;
    };
}

AssignmentPublisher::AssignmentPublisher(Send send) : m_send(std::move(send)), m_thread([this] { run(); }) {}

AssignmentPublisher::~AssignmentPublisher() {
    stop(std::chrono::milliseconds(0));
}

api::Result<api::Unit> AssignmentPublisher::add(OutgoingAssignment assignment) {
    const std::lock_guard lock(m_mutex);
    const auto bytes = m_bytes + assignment.payload.size();
    if (m_closed || m_count >= kMaxWaitingAssignments || bytes > kMaxWaitingAssignmentBytes) {
        return api::Error{api::code::kOverloaded,
                          m_closed ? "This router is ending and hands out no more work. Ask again; another one answers."
                                   : "Too much work waits to be handed out (" + std::to_string(m_count) +
                                         " assignments). Ask again when some of it is.",
                          {},
                          true};
    }
    ++m_count;
    m_bytes = bytes;
    m_waiting.emplace(Clock::now(), Waiting{std::move(assignment)});
    m_changed.notify_all();
    return api::Unit{};
}

void AssignmentPublisher::stop(std::chrono::milliseconds limit) {
    {
        std::unique_lock lock(m_mutex);
        m_closed = true;
        m_changed.wait_for(lock, limit, [this] { return m_count == 0; });
        m_ended = true;
        m_changed.notify_all();
    }
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

std::size_t AssignmentPublisher::waiting() const {
    const std::lock_guard lock(m_mutex);
    return m_count;
}

std::vector<AssignmentPublisher::Waiting> AssignmentPublisher::due(std::unique_lock<std::mutex>& lock) {
    std::vector<Waiting> out;
    while (!m_ended && out.empty()) {
        if (m_waiting.empty()) {
            m_changed.wait(lock);
            continue;
        }
        if (const auto next = m_waiting.begin()->first; next > Clock::now()) {
            m_changed.wait_until(lock, next);
            continue;
        }
        const auto now = Clock::now();
        while (!m_waiting.empty() && m_waiting.begin()->first <= now && out.size() < kMaxAssignmentsAtOnce) {
            out.push_back(std::move(m_waiting.begin()->second));
            m_waiting.erase(m_waiting.begin());
        }
    }
    return out;
}

void AssignmentPublisher::settle(Waiting waiting, bool arrived) {
    ++waiting.attempts;
    if (!arrived && waiting.attempts < kAssignmentAttempts) {
        const auto pause = assignmentPause(waiting.attempts, anyFraction());
        m_waiting.emplace(Clock::now() + pause, std::move(waiting));
        return;
    }
    ++(arrived ? m_published : m_failed);
    --m_count;
    m_bytes -= waiting.assignment.payload.size();
}

void AssignmentPublisher::run() {
    std::unique_lock lock(m_mutex);
    while (!m_ended) {
        auto batch = due(lock);
        if (batch.empty()) {
            continue;
        }
        std::vector<OutgoingAssignment> all;
        for (const auto& one : batch) {
            all.push_back(one.assignment);
        }
        lock.unlock();
        const auto arrived = m_send(all);
        lock.lock();
        for (std::size_t i = 0; i < batch.size(); ++i) {
            settle(std::move(batch[i]), i < arrived.size() && arrived[i]);
        }
        m_changed.notify_all();
    }
    m_failed += static_cast<std::int64_t>(m_count);  // nobody will try them again
}

}  // namespace beamline::nats
