// SPDX-License-Identifier: Apache-2.0
#pragma once
// The condition language `when` of policies (contract §2.3). Immutable; any thread.

#include <memory>
#include <string>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/values.h"

namespace beamline::routing {

inline constexpr int kMaxConditionDepth = 10;
inline constexpr std::size_t kMaxConditionTerms = 100;
inline constexpr std::size_t kMaxConditionValues = 1'000;  ///< of a list

/// All of its terms hold. None: it always holds. A term is
/// - "key": value or [values]: what the context has there is one of them (of a list: one of its items is). Keys may be
///   paths ("user.tier"), with or without "context." before them.
/// - "==", "!=", ">", "<", ">=", "<=", "in": [left, right], each a value or {"var": path}. Numbers compare with numbers
///   and texts with texts; between others, and with what is missing, only "!=" is true.
/// - "all": [conditions], "any": [conditions], "not": condition
class Condition {
public:
    /// `context` is what the request says of itself: an object.
    bool holds(const boost::json::object& context) const;
    /// The first term that does not hold, in words: "tier is basic, not premium or gold"; empty: it holds.
    std::string unmet(const boost::json::object& context) const;
    bool always() const { return m_terms.empty(); }

    /// Appends what is wrong with it, with JSON pointers below `pointer`.
    static Condition read(const api::Json& when, const std::string& pointer, std::vector<api::Problem>& problems);

private:
    friend class ConditionReader;
    struct Term;
    std::vector<std::shared_ptr<const Term>> m_terms;
};

}  // namespace beamline::routing
