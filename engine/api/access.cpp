// SPDX-License-Identifier: Apache-2.0
#include "engine/api/access.h"

#include <algorithm>
#include <map>

#include "engine/api/operations.h"

namespace beamline::api {

namespace {
const std::map<std::string_view, std::string_view>& permissionTable() {
    static const auto kTable = [] {
        std::map<std::string_view, std::string_view> made;
        boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Operations>>(
            [&]<class Op>(boost::mp11::mp_identity<Op>) { made.emplace(Op::kInfo.name, Op::kInfo.permission); });
        return made;
    }();
    return kTable;
}
}  // namespace

bool covers(const std::vector<std::string>& given, std::string_view permission) {
    return permission.empty() || std::any_of(given.begin(), given.end(), [&](std::string_view one) {
               return one.ends_with('*') ? permission.starts_with(one.substr(0, one.size() - 1)) : one == permission;
           });
}

std::string_view permissionOf(std::string_view operation) {
    const auto found = permissionTable().find(operation);
    return found == permissionTable().end() ? std::string_view() : found->second;
}

const std::vector<std::string>& allPermissions() {
    static const auto kAll = [] {
        std::vector<std::string> made;
        for (const auto& [operation, permission] : permissionTable()) {
            if (!permission.empty()) {
                made.emplace_back(permission);
            }
        }
        std::sort(made.begin(), made.end());
        made.erase(std::unique(made.begin(), made.end()), made.end());
        return made;
    }();
    return kAll;
}

}  // namespace beamline::api
