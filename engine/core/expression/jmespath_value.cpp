// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/jmespath_value.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace beamline::core::jmespath {

Type Value::type() const {
    if (m_list) {
        return kArray;
    }
    if (m_expression >= 0) {
        return kExpression;
    }
    switch (json().kind()) {
        case boost::json::kind::null:
            return kNull;
        case boost::json::kind::bool_:
            return kBoolean;
        case boost::json::kind::string:
            return kString;
        case boost::json::kind::array:
            return kArray;
        case boost::json::kind::object:
            return kObject;
        default:
            return kNumber;
    }
}

bool Value::truthy() const {
    switch (type()) {
        case kNull:
            return false;
        case kBoolean:
            return json().get_bool();
        case kString:
            return !json().get_string().empty();
        case kArray:
            return size() > 0;
        case kObject:
            return !json().get_object().empty();
        default:
            return true;
    }
}

Value Value::item(std::size_t index) const {
    return m_list ? (*m_list)[index] : part(json().get_array()[index]);
}

Value makeValue(Json json) {
    return Value(makeData(std::move(json)));
}

Value makeNumber(double number) {
    constexpr double kExact = 9007199254740992.0;  // 2^53
    constexpr double kLargest = std::numeric_limits<double>::max();
    const double finite = std::isnan(number) ? 0.0 : std::clamp(number, -kLargest, kLargest);
    if (std::fabs(finite) <= kExact && std::trunc(finite) == finite) {
        return makeValue(static_cast<std::int64_t>(finite));
    }
    return makeValue(finite);
}

int compareNumbers(const Json& a, const Json& b) {
    if (a.is_int64() && b.is_int64()) {
        return a.get_int64() < b.get_int64() ? -1 : a.get_int64() > b.get_int64();
    }
    if (a.is_uint64() && b.is_uint64()) {
        return a.get_uint64() < b.get_uint64() ? -1 : a.get_uint64() > b.get_uint64();
    }
    const auto x = a.to_number<double>();
    const auto y = b.to_number<double>();
    return x < y ? -1 : x > y;
}

}  // namespace beamline::core::jmespath
