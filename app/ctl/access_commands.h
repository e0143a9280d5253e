// SPDX-License-Identifier: Apache-2.0
#pragma once
// The subcommands of tenants, roles and members, and how they are declared to the parser. Each runs to its end and
// answers the exit code. Main thread.

#include "app/ctl/action_line.h"

namespace beamline::ctl {

struct TenantCommand : ActionCommand {
    std::string title;
    std::vector<std::string> namespaces;
    std::vector<std::string> quotas;  ///< NAME=NUMBER, as api::TenantQuotas names them
    double budget = 0;
    double warnAt = 0;
    bool stop = false;
};
struct RoleCommand : ActionCommand {
    std::string title;
};

int tenants(const Globals& globals);
int tenant(const Globals& globals, const TenantCommand& command);
int roles(const Globals& globals);
int role(const Globals& globals, const RoleCommand& command);
/// Of the tenant that --tenant names; without one all that may be seen.
int members(const Globals& globals);
/// In the tenant that --tenant names; without one in all.
int member(const Globals& globals, const ActionCommand& command);
int whoAmI(const Globals& globals);

/// What the parser fills.
struct AccessLine {
    TenantCommand tenant;
    RoleCommand role;
    ActionCommand member;
};
/// `globals` and `line` outlive the parser.
void addAccessCommands(const AddCommand& add, const Globals& globals, AccessLine& line);

}  // namespace beamline::ctl
