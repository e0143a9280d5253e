// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a JMESPath expression works on: parts of its input by reference, and arrays of such parts that are not copied
// before the end. A plain value, one thread at a time.

#include <memory>
#include <string_view>
#include <vector>

#include "engine/core/expression/expression.h"

namespace beamline::core::jmespath {

/// Bits, for what a function takes.
enum Type : unsigned {
    kNull = 1,
    kBoolean = 2,
    kNumber = 4,
    kString = 8,
    kArray = 16,
    kObject = 32,
    kExpression = 64,
    kAny = kNull | kBoolean | kNumber | kString | kArray | kObject
};

class Value;
using Values = std::vector<Value>;

class Value {
public:
    Value() = default;  ///< null
    explicit Value(Data data) : m_data(std::move(data)) {}
    explicit Value(Values list) : m_list(std::make_shared<const Values>(std::move(list))) {}
    /// `&expression`: the node that a function evaluates on values of its own.
    static Value expression(int node) {
        Value value;
        value.m_expression = node;
        return value;
    }

    Type type() const;
    bool isNull() const { return type() == kNull; }
    bool isArray() const { return type() == kArray; }
    /// False, null and what is empty are not (specification, "Or Expressions").
    bool truthy() const;
    /// Whether the elements stand in a list of their own; json() is for what does not.
    bool isList() const { return m_list != nullptr; }
    const Json& json() const { return m_data ? *m_data : *nullData(); }
    const Data& data() const { return m_data ? m_data : nullData(); }
    std::string_view text() const { return {json().get_string().data(), json().get_string().size()}; }
    int expression() const { return m_expression; }

    /// Of an array.
    std::size_t size() const { return m_list ? m_list->size() : json().get_array().size(); }
    Value item(std::size_t index) const;
    /// A part of this value's JSON, which lives as long as the part does.
    Value part(const Json& json) const { return Value(Data(m_data, &json)); }

private:
    Data m_data;
    std::shared_ptr<const Values> m_list;
    int m_expression = -1;
};

Value makeValue(Json json);
/// As integers where that loses nothing; what is too large is the largest there is.
Value makeNumber(double number);
/// Exact for integers.
int compareNumbers(const Json& a, const Json& b);

}  // namespace beamline::core::jmespath
