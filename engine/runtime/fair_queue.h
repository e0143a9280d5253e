// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who is next, when several ask for more than there is: places are given to those who have had least of them for their
// share (start-time fair queueing, Goyal et al. 1996, over the time that places were held). Pure; one thread at a time.

#include <algorithm>
#include <functional>
#include <list>
#include <map>
#include <vector>

namespace beamline::runtime {

inline constexpr std::size_t kMaxIdleLanes = 64;  ///< beyond it those that nobody stands in are forgotten

/// `Key`: who asks. A lane keeps its items in their order.
template <class Key, class Order, class Item>
class FairQueue {
public:
    using Items = std::map<Order, Item>;
    struct Lane {
        Key key{};
        double share = 1;
        Items items;
        int running = 0;
        double tag = 0;                              ///< what it has had, for its share; whoever has least is next
        double lasts = 1;                            ///< what a place of it is expected to be held for
        int held = 0;                                ///< items that its owner keeps elsewhere
        bool skipped = false;                        ///< while one looks for who is next
        std::list<std::function<void()>> outside{};  ///< those for whom there was no room
    };

    using Next = std::pair<Lane*, typename Items::node_type>;

    /// The lane of `key`, which stays for as long as anything is in it.
    Lane& lane(const Key& key, double share) {
        const auto known = m_lanes.find(key);
        if (known != m_lanes.end()) {
            known->second.share = share;
            return known->second;
        }
        if (m_lanes.size() >= kMaxIdleLanes) {
            std::erase_if(m_lanes, [this](const auto& one) {
                return one.second.items.empty() && one.second.running == 0 && one.second.held == 0 &&
                       one.second.outside.empty() && one.second.tag <= m_time;
            });
        }
        auto& fresh = m_lanes[key];
        fresh.key = key;
        fresh.share = share;
        fresh.tag = m_time;
        fresh.lasts = m_lasts;
        return fresh;
    }
    void push(Lane& lane, typename Items::node_type item) {
        begins(lane);
        lane.items.insert(std::move(item));
        ++m_size;
    }
    void push(Lane& lane, Order order, Item item) {
        begins(lane);
        lane.items.emplace_hint(lane.items.end(), std::move(order), std::move(item));
        ++m_size;
    }
    /// Of those lanes that `may(lane)` allows, the next item; an empty handle: there is none. `may` is asked once for a
    /// lane, for the one that is next.
    template <class May>
    Next take(const May& may) {
        if (m_size == 0) {
            return Next();
        }
        for (auto& [key, one] : m_lanes) {
            one.skipped = one.items.empty();
        }
        for (;;) {
            Lane* next = nullptr;
            for (auto& [key, one] : m_lanes) {
                if (!one.skipped && (!next || one.tag < next->tag)) {
                    next = &one;
                }
            }
            if (!next) {
                return Next();
            }
            if (!may(*next)) {
                next->skipped = true;
                next->tag = std::max(next->tag, m_time);  // nor has who must wait for something else
                continue;
            }
            return Next(next, takeFirst(*next));
        }
    }
    typename Items::node_type takeFirst(Lane& lane) {
        --m_size;
        return lane.items.extract(lane.items.begin());
    }
    /// It holds a place now; what that will come to is charged in advance.
    void began(Lane& lane) {
        m_time = std::max(m_time, lane.tag);
        ++lane.running;
        ++m_running;
        lane.tag += lane.lasts / lane.share;
    }
    /// The place is free again, after it was held for `lasted`; `expected`: Lane::lasts when it began.
    void ended(Lane& lane, double lasted, double expected) {
        --lane.running;
        lane.tag += (lasted - expected) / lane.share;
        lane.lasts += (lasted - lane.lasts) / 8;
        m_lasts += (lasted - m_lasts) / 8;
        if (--m_running == 0 && m_size == 0) {  // nobody was kept from anything by what others have had
            for (const auto& [key, one] : m_lanes) {
                m_time = std::max(m_time, one.tag);
            }
        }
    }
    std::size_t size() const { return m_size; }
    std::size_t lanes() const { return m_lanes.size(); }
    /// Lanes that somebody stands in, or holds a place of.
    std::size_t busyLanes() const {
        return static_cast<std::size_t>(std::count_if(m_lanes.begin(), m_lanes.end(), [](const auto& one) {
            return !one.second.items.empty() || one.second.running > 0;
        }));
    }
    template <class Use>
    void each(const Use& use) {
        for (auto& [key, one] : m_lanes) {
            use(one);
        }
    }
    void clear() {
        for (auto& [key, one] : m_lanes) {
            one.items.clear();
            one.outside.clear();
        }
        m_size = 0;
    }

private:
    /// Who has not asked for a while has saved nothing up.
    void begins(Lane& lane) {
        if (lane.items.empty()) {
            lane.tag = std::max(lane.tag, m_time);
        }
    }

    std::map<Key, Lane> m_lanes;
    std::size_t m_size = 0;
    int m_running = 0;
    double m_time = 0;
    double m_lasts = 1;  ///< of all
};

}  // namespace beamline::runtime
