// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/lane.h"

namespace beamline::runtime {

Lane::Lane(Services& services, std::string name, Receiver receiver)
    : m_services(services), m_name(std::move(name)), m_receiver(std::move(receiver)) {}

Lane::~Lane() {
    stop();
}

void Lane::close(store::Journal& journal, const std::string& name) {
    if (const auto known = journal.lanePosition(name); known.ok() && known->has_value()) {
        journal.closeLane(name);
    }
}

void Lane::start(std::int64_t from) {
    m_from = from;
    m_stop = m_known = false;
    m_news = true;
    m_cancel = {};
    find();  // before any step of a run can write; the thread tries again when that fails
    m_thread = std::thread([this] { work(); });
}

/// Where it stands. False: that cannot be read now, which does not mean that it was never there.
bool Lane::find() {
    const auto known = m_services.journal.lanePosition(m_name);
    if (!known.ok()) {
        return false;
    }
    m_told = known->has_value() ? **known : m_services.journal.newestMessage();
    if (!known->has_value()) {
        m_services.journal.laneAt(m_name, m_told);
    }
    m_taken = std::max(m_told, m_from);
    m_known = true;
    return true;
}

void Lane::stop() {
    {
        std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_cancel.cancel();
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void Lane::drain(Clock::time_point until) {
    std::unique_lock lock(m_mutex);
    m_wake.wait_until(lock, until, [this] { return m_again || (!m_news && !m_busy); });
}

void Lane::wake() {
    {
        std::lock_guard lock(m_mutex);
        m_news = true;
    }
    m_wake.notify_all();
}

void Lane::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        if (m_again) {  // news do not hurry a receiver that is away
            m_wake.wait_for(lock, m_pause, [this] { return m_stop; });
            m_pause = std::min<Clock::duration>(m_pause * 2, kLaneAgainAtMost);
        } else if (m_told < m_taken) {
            m_wake.wait_until(lock, m_toldAt + kLaneToldEvery, [this] { return m_stop || m_news; });
        } else {
            m_wake.wait(lock, [this] { return m_stop || m_news; });
        }
        if (m_stop) {
            break;
        }
        const bool look = m_news || m_again;
        m_news = m_again = false;
        m_busy = true;
        lock.unlock();
        if (look) {
            carry();
        }
        tell(false);
        lock.lock();
        m_busy = false;
        m_wake.notify_all();
    }
    lock.unlock();
    tell(true);
}

/// Reads the next messages and offers them.
void Lane::carry() {
    const bool known = m_known || find();
    auto messages = m_services.journal.messages(m_taken, kMaxLaneRead);
    if (!known || !messages.ok()) {  // health says why
        std::lock_guard lock(m_mutex);
        m_again = true;
        return;
    }
    if (messages->empty()) {
        return;
    }
    // Processes stay longer than what was around them.
    const auto count = static_cast<std::int64_t>(messages->size());
    if (const auto missing = messages->back().position - m_taken - count; missing > 0) {
        m_lost += missing;
        m_services.problems.set("lane_" + m_name + "_lost",
                                "Up to " + std::to_string(m_lost) + " messages of the lane " + m_name +
                                    " were lost: its receiver was away for longer than the journal keeps them.");
    }
    const bool more = messages->size() == static_cast<std::size_t>(kMaxLaneRead);
    const bool all = offer(std::move(*messages));
    m_pause = all ? kLaneAgainAfter : m_pause;
    std::lock_guard lock(m_mutex);
    m_news = m_news || more;
    m_again = !all;
}

/// Whether all of them are done with.
bool Lane::offer(std::vector<store::Message> messages) {
    const auto last = messages.back().position;
    std::erase_if(messages, [this](const auto& message) {
        return message.damaged || !m_receiver.wants(message);  // the messenger tells of damage
    });
    const auto count = messages.size();
    const auto taken = count == 0 ? 0 : m_receiver.take(messages, m_cancel);
    m_taken = taken == count ? last : messages[taken].position - 1;
    return taken == count;
}

/// What is told late is only offered twice after a crash.
void Lane::tell(bool now) {
    if (m_told < m_taken && (now || Clock::now() - m_toldAt >= kLaneToldEvery)) {
        m_toldAt = Clock::now();
        m_told = m_taken;
        m_services.journal.laneAt(m_name, m_told);
    }
}

}  // namespace beamline::runtime
