// SPDX-License-Identifier: Apache-2.0
#pragma once
// Events on their way from an engine thread to the GUI thread: bounded, woken once per drain. Any thread.

#include <functional>
#include <mutex>
#include <vector>

#include "engine/api/engine.h"

namespace beamline::ui {

/// Overflow rule: everything kept is forgotten and the next drain starts with a gap, for pages that must be read again
/// anyway gain nothing from half of what happened.
class EventInbox {
public:
    /// `wake` is called, on the caller's thread, for the first event after a drain that emptied the inbox.
    EventInbox(std::size_t capacity, std::function<void()> wake) : m_capacity(capacity), m_wake(std::move(wake)) {}

    void add(const api::Event& event) {
        bool wake = false;
        {
            std::lock_guard lock(m_mutex);
            wake = m_events.empty() && !m_gap;
            if (event.kind == api::kGapEvent) {
                m_events.clear();
                m_gap = true;
            } else {
                if (m_events.size() >= m_capacity) {
                    m_events.clear();
                    m_gap = true;
                }
                m_events.push_back(event);
            }
        }
        if (wake) {
            m_wake();
        }
    }

    struct Batch {
        bool gap = false;  ///< before the events
        std::vector<api::Event> events;
        bool more = false;
    };
    /// The oldest `limit` events. The caller comes again, unasked, while `more`.
    Batch take(std::size_t limit) {
        std::lock_guard lock(m_mutex);
        Batch batch;
        batch.gap = std::exchange(m_gap, false);
        if (m_events.size() <= limit) {
            batch.events.swap(m_events);
        } else {
            const auto end = m_events.begin() + static_cast<std::ptrdiff_t>(limit);
            batch.events.assign(std::make_move_iterator(m_events.begin()), std::make_move_iterator(end));
            m_events.erase(m_events.begin(), end);
            batch.more = true;
        }
        return batch;
    }

private:
    const std::size_t m_capacity;
    const std::function<void()> m_wake;
    std::mutex m_mutex;
    std::vector<api::Event> m_events;
    bool m_gap = false;
};

}  // namespace beamline::ui
