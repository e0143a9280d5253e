// SPDX-License-Identifier: Apache-2.0
#pragma once
// A list that grows item by item and is asked about in between: what an interpreter made of the items before is kept,
// so that a question costs what is new. One thread at a time.

#include "engine/core/expression/expression.h"

namespace beamline::core {

class GrowingList {
public:
    void add(const Json& item) { m_list->get_array().push_back(item); }
    const boost::json::array& items() const { return m_list->get_array(); }
    /// The list as it is now; not to be kept while it grows.
    Data data() const { return m_list; }
    /// For good: nothing is added any more.
    Data take() { return std::move(m_list); }
    /// Of the list as a whole. A truth is all that is told: a part of the list would change when it grows.
    api::Result<bool> holds(const ExpressionProgram& program, ExpressionId id, const Scope& scope);

private:
    std::shared_ptr<Json> m_list = std::make_shared<Json>(boost::json::array());
    std::shared_ptr<void> m_converted;  ///< belongs to the program that was asked
};

/// A program that keeps what it made of a list.
class GrowingEvaluator {
public:
    virtual ~GrowingEvaluator() = default;
    virtual api::Result<Data> evaluateGrowing(ExpressionId id, const Data& list, std::shared_ptr<void>& converted,
                                              const Scope& scope) const = 0;
};

/// As a condition: everything but false and null, as in jq.
bool truthy(const Json& value);

}  // namespace beamline::core
