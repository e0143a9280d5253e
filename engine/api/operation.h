// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every operation of the port has: a wire name, a permission, pages by cursor. Plain described values, any thread.

#include <algorithm>
#include <boost/mp11.hpp>
#include <optional>
#include <variant>

#include "engine/api/cluster.h"

namespace beamline::api {

inline constexpr int kMaxPageSize = 1000;  ///< larger limits are cut to this
inline constexpr int kDefaultPageSize = 100;

/// What an operation is called and who may do it; `name` is the last token of its wire subject.
struct OperationInfo {
    const char* name;
    const char* permission;
};

/// Position in a sorted list: opaque to callers, made by the engine; empty means "from the start".
using Cursor = std::string;

template <class T>
struct Page {
    std::vector<T> items;
    Cursor next;  ///< empty: this was the last page
    Seq seq = 0;  ///< the page is true at this Seq; subscribe from it
};
#define BEAMLINE_PAGE(name, type) \
    struct name : Page<type> {};  \
    BOOST_DESCRIBE_STRUCT(name, (), (items, next, seq))

/// Of which namespaces of workflows a question is.
struct NamespaceScope {
    std::vector<std::string> namespaces;
    bool except = false;  ///< all but these
    bool contains(const std::string& ns) const {
        return (std::find(namespaces.begin(), namespaces.end(), ns) != namespaces.end()) != except;
    }
    bool operator==(const NamespaceScope&) const = default;
};
BOOST_DESCRIBE_STRUCT(NamespaceScope, (), (namespaces, except))

}  // namespace beamline::api
