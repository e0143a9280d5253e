// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is kept by an id until there is no more room: then the oldest goes. Not thread-safe.

#include <cstdint>
#include <map>
#include <string>

namespace beamline::nats {

template <class Value>
class OldestFirst {
public:
    /// As the newest, in the place of what was there.
    void put(const std::string& id, Value value) {
        erase(id);
        m_order[++m_number] = id;
        m_values.insert_or_assign(id, std::pair(m_number, std::move(value)));
    }
    /// Null: not there.
    const Value* find(const std::string& id) const {
        const auto found = m_values.find(id);
        return found == m_values.end() ? nullptr : &found->second.second;
    }
    void erase(const std::string& id) {
        if (const auto found = m_values.find(id); found != m_values.end()) {
            m_order.erase(found->second.first);
            m_values.erase(found);
        }
    }
    /// There must be one.
    Value takeOldest() {
        const auto found = m_values.find(m_order.begin()->second);
        auto value = std::move(found->second.second);
        m_order.erase(m_order.begin());
        m_values.erase(found);
        return value;
    }
    std::size_t size() const { return m_values.size(); }

private:
    std::map<std::string, std::pair<std::uint64_t, Value>> m_values;
    std::map<std::uint64_t, std::string> m_order;
    std::uint64_t m_number = 0;
};

}  // namespace beamline::nats
