// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/policy_difference.h"

#include <algorithm>
#include <map>

#include "engine/routing/condition_term.h"
#include "engine/routing/document_reader.h"

namespace beamline::routing {

namespace {
using boost::json::array;
using boost::json::object;

class Differences {
public:
    void compare(const api::Json& before, const api::Json& after, const std::string& pointer);
    array sorted();

private:
    struct Named {
        std::vector<std::string> order;
        std::map<std::string, const api::Json*> items;
    };

    void add(const std::string& pointer, const api::Json& before, const api::Json& after) {
        m_found.emplace(pointer, std::pair(before, after));
    }
    void members(const object& before, const object& after, const std::string& pointer);
    void lists(const array& before, const array& after, const std::string& pointer);
    void matched(const Named& before, const Named& after, const std::string& pointer);
    void placeByPlace(const array& before, const array& after, const std::string& pointer);
    static std::optional<Named> named(const array& list, std::string_view key);

    std::multimap<std::string, std::pair<api::Json, api::Json>> m_found;
};

/// A null member is as none.
bool isNothing(const api::Json* value) {
    return !value || value->is_null();
}

bool ofPlainValues(const array& list) {
    return std::none_of(list.begin(), list.end(), [](const auto& one) { return one.is_object(); });
}

array namesOf(const std::vector<std::string>& names) {
    array list;
    for (const auto& name : names) {
        list.emplace_back(name);
    }
    return list;
}

void Differences::compare(const api::Json& before, const api::Json& after, const std::string& pointer) {
    if (const auto* was = before.if_object(), *is = after.if_object(); was && is) {
        members(*was, *is, pointer);
    } else if (const auto* old = before.if_array(), *now = after.if_array(); old && now) {
        lists(*old, *now, pointer);
    } else if (!same(before, after)) {
        add(pointer, before, after);
    }
}

void Differences::members(const object& before, const object& after, const std::string& pointer) {
    const api::Json none;
    for (const auto& [key, value] : before) {
        const auto* other = after.if_contains(key);
        compare(value, other ? *other : none, below(pointer, std::string_view(key)));
    }
    for (const auto& [key, value] : after) {
        if (!before.contains(key) && !isNothing(&value)) {
            add(below(pointer, std::string_view(key)), none, value);
        }
    }
}

/// Nothing when the items have no names by this key, or share one.
std::optional<Differences::Named> Differences::named(const array& list, std::string_view key) {
    Named all;
    for (const auto& item : list) {
        const auto* members = item.if_object();
        const auto* value = members ? members->if_contains(key) : nullptr;
        const auto* name = value ? value->if_string() : nullptr;
        if (!name || !all.items.emplace(*name, &item).second) {
            return std::nullopt;
        }
        all.order.emplace_back(*name);
    }
    return all;
}

void Differences::lists(const array& before, const array& after, const std::string& pointer) {
    if (ofPlainValues(before) && ofPlainValues(after)) {
        if (!same(before, after)) {
            add(pointer, before, after);
        }
        return;
    }
    for (const std::string_view key : {"id", "name", "provider", "to"}) {
        const auto was = named(before, key);
        const auto is = named(after, key);
        if (was && is) {
            matched(*was, *is, pointer);
            return;
        }
    }
    placeByPlace(before, after, pointer);
}

void Differences::matched(const Named& before, const Named& after, const std::string& pointer) {
    const api::Json none;
    std::vector<std::string> oldOrder;
    std::vector<std::string> newOrder;
    for (const auto& name : before.order) {
        const auto other = after.items.find(name);
        if (other != after.items.end()) {
            oldOrder.push_back(name);
        }
        compare(*before.items.at(name), other == after.items.end() ? none : *other->second,
                below(pointer, std::string_view(name)));
    }
    for (const auto& name : after.order) {
        if (before.items.contains(name)) {
            newOrder.push_back(name);
        } else {
            add(below(pointer, std::string_view(name)), none, *after.items.at(name));
        }
    }
    if (oldOrder != newOrder) {
        add(pointer, namesOf(oldOrder), namesOf(newOrder));
    }
}

void Differences::placeByPlace(const array& before, const array& after, const std::string& pointer) {
    const api::Json none;
    const auto shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && same(before[head], after[head])) {
        ++head;
    }
    std::size_t tail = 0;
    while (tail < shorter - head && same(before[before.size() - 1 - tail], after[after.size() - 1 - tail])) {
        ++tail;
    }
    for (auto i = head; i < std::max(before.size(), after.size()) - tail; ++i) {
        const bool was = i < before.size() - tail;
        const bool is = i < after.size() - tail;
        compare(was ? before[i] : none, is ? after[i] : none, below(pointer, i));
    }
}

array Differences::sorted() {
    array list;
    for (const auto& [pointer, values] : m_found) {
        object one;
        one["pointer"] = pointer;
        one["before"] = values.first;
        one["after"] = values.second;
        list.emplace_back(std::move(one));
    }
    return list;
}
}  // namespace

array policyDifference(const api::Json& before, const api::Json& after) {
    Differences differences;
    differences.compare(before, after, {});
    return differences.sorted();
}

}  // namespace beamline::routing
