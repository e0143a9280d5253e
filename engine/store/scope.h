// SPDX-License-Identifier: Apache-2.0
#pragma once
// The namespaces that a question is about as a condition of SQL on a column `ns`. Pure, any thread.

#include "engine/api/operation.h"

namespace beamline::store {

/// What `mark`, a parameter of the statement, stands for in scopeSql().
inline std::string scopeNames(const api::NamespaceScope& scope) {
    return boost::json::serialize(boost::json::array(scope.namespaces.begin(), scope.namespaces.end()));
}

inline std::string scopeSql(const api::NamespaceScope& scope, const std::string& mark) {
    return std::string("ns ") + (scope.except ? "NOT " : "") + "IN (SELECT value FROM json_each(" + mark + "))";
}

}  // namespace beamline::store
