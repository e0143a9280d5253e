// SPDX-License-Identifier: Apache-2.0
#include "engine/store/standing.h"

#include <algorithm>

namespace beamline::store {

void Standing::publish(View view, const std::vector<Mark>& marks) {
    std::vector<Done> reached;
    {
        const std::lock_guard lock(m_mutex);
        if (m_view.origin.id != view.origin.id || m_view.origin.base != view.origin.base) {
            m_marks.clear();
        }
        m_view = std::move(view);
        m_heardOf = std::max(m_heardOf, m_view.seen);
        m_marks.insert(m_marks.end(), marks.begin(), marks.end());
        while (m_marks.size() > kMaxMarks) {
            m_marks.pop_front();
        }
        std::erase_if(m_waiting, [&](auto& waiting) {
            const bool there = m_view.inside && waiting.first <= m_view.origin.mark.place;
            if (there) {
                reached.push_back(std::move(waiting.second));
            }
            return there;
        });
    }
    for (const auto& done : reached) {
        done(api::Unit{});
    }
}

void Standing::forgetMarks() {
    const std::lock_guard lock(m_mutex);
    m_marks.clear();
}

void Standing::restart(std::uint64_t newest) {
    std::vector<std::pair<std::uint64_t, Done>> waiting;
    {
        const std::lock_guard lock(m_mutex);
        m_heardOf = newest;
        waiting.swap(m_waiting);
    }
    for (const auto& [place, done] : waiting) {
        done(api::Error{api::code::kUnavailable, "The order of the cluster begins anew; ask again.", {}, true});
    }
}

Standing::View Standing::view() const {
    const std::lock_guard lock(m_mutex);
    return m_view;
}

bool Standing::inside() const {
    const std::lock_guard lock(m_mutex);
    return m_view.inside;
}

bool Standing::owns(int shard, const std::string& node, std::uint64_t* epoch) const {
    const std::lock_guard lock(m_mutex);
    const auto at = static_cast<std::size_t>(shard);
    if (at >= m_view.leases.size() || m_view.leases[at].owner != node) {
        return false;
    }
    if (epoch) {
        *epoch = m_view.leases[at].epoch;
    }
    return true;
}

std::optional<Mark> Standing::markAt(std::uint64_t place) const {
    const std::lock_guard lock(m_mutex);
    const auto& now = m_view.origin.mark;
    if (place == now.place) {
        return now;
    }
    if (place > now.place) {
        return std::nullopt;
    }
    const auto after = std::upper_bound(m_marks.begin(), m_marks.end(), place,
                                        [](std::uint64_t p, const Mark& mark) { return p < mark.place; });
    return after == m_marks.begin() ? std::nullopt : std::optional(*std::prev(after));
}

std::uint64_t Standing::newest() const {
    const std::lock_guard lock(m_mutex);
    return m_heardOf;
}

void Standing::heardOf(std::uint64_t place) {
    const std::lock_guard lock(m_mutex);
    m_heardOf = std::max(m_heardOf, place);
}

void Standing::when(std::uint64_t place, Done done) {
    std::optional<api::Error> error;
    {
        const std::lock_guard lock(m_mutex);
        m_heardOf = std::max(m_heardOf, place);
        if (m_stopped) {
            error = m_stopped;
        } else if (!m_view.inside || place > m_view.origin.mark.place) {
            if (m_waiting.size() < kMaxCatchingUp) {
                m_waiting.emplace_back(place, std::move(done));
                return;
            }
            error = {api::code::kOverloaded,
                     "Too many wait until this node has read what the cluster wrote; try again in a moment.",
                     {},
                     true};
        }
    }
    if (error) {
        done(*error);
    } else {
        done(api::Unit{});
    }
}

void Standing::stop(const api::Error& error) {
    std::vector<std::pair<std::uint64_t, Done>> waiting;
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = error;
        waiting.swap(m_waiting);
    }
    for (const auto& [place, done] : waiting) {
        done(error);
    }
}

}  // namespace beamline::store
