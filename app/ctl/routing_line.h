// SPDX-License-Identifier: Apache-2.0
#pragma once
// Declares the commands of routing to the parser. Main thread.

#include "app/ctl/parser.h"
#include "app/ctl/routing_commands.h"

namespace beamline::ctl {

/// What the parser fills.
struct RoutingLine {
    PoliciesOptions policies;
    PolicyCommand policy;
    DecideRouteOptions decide;
    DecisionsOptions decisions;
    std::string extension;
    ExtensionCommand extensionCommand;
    MessageCommand message;
};
/// `globals` and `line` outlive the parser.
void addRoutingCommands(const AddCommand& add, const Globals& globals, RoutingLine& line);

}  // namespace beamline::ctl
