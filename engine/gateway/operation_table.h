// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operations of the port by their wire names, with what HTTP has to know of them: how their arguments are read from
// JSON and from texts, and the schemas of both sides. Pure, any thread.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/api/engine.h"

namespace beamline::gateway {

using Call = std::variant<api::Command, api::Query>;

enum class ParameterKind { text, boolean, integer, number, choice, map, json };

/// A member of an operation as a text sets it: in a path or in a query string. Members of members have their own name
/// alone ("phases" for filter.phases).
struct Parameter {
    std::string name;
    std::vector<std::string> place;  ///< from the top of the arguments
    ParameterKind kind = ParameterKind::text;
    bool list = false;                 ///< may come more than once
    std::vector<std::string> choices;  ///< of a choice
    api::Json schema;
};

struct OperationEntry {
    std::string name;
    std::string permission;
    bool command = false;
    std::vector<Parameter> parameters;
    api::Json arguments;  ///< JSON Schema, with references to "#/components/schemas/"
    api::Json reply;      ///< likewise
    /// kInvalidArgument for members that there are not, and for values that do not fit.
    api::Result<Call> (*read)(const api::Json& arguments) = nullptr;

    const Parameter* parameter(std::string_view name) const;
};

/// In the order of api::Operations.
const std::vector<OperationEntry>& operationTable();
/// nullptr: there is none of that name.
const OperationEntry* findOperation(std::string_view name);
/// Every schema that the table refers to, by its name.
const boost::json::object& schemaComponents();

/// Sets one member of the arguments; a list and a map grow. The error names the parameter.
api::Result<api::Unit> setParameter(boost::json::object& arguments, const Parameter& parameter,
                                    const std::string& text);

void send(api::Engine& engine, Call call, api::RequestContext context, api::ReplyHandler handler);
api::Json replyToJson(const api::Reply& reply);

}  // namespace beamline::gateway
