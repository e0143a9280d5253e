// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/access_commands.h"

namespace beamline::ctl {

void addAccessCommands(const AddCommand& add, const Globals& globals, AccessLine& line) {
    add("tenants", "Lists the tenants that you may see", [&] { return tenants(globals); });
    auto& tenantCommand = line.tenant;
    auto* sub = addWithActions(add, "tenant", "Makes, shows, changes, suspends or removes a tenant", tenantCommand,
                               [&] { return tenant(globals, tenantCommand); });
    addWords(sub, tenantCommand, {"show", "put", "suspend", "resume", "remove"}, "ID");
    sub->add_option("--title", tenantCommand.title, "put: for people")->type_name("TEXT");
    repeatedWords(sub->add_option("--namespace", tenantCommand.namespaces,
                                  "put: of workflows, its own; may be repeated; default: that of its id"),
                  "NAME");
    repeatedWords(sub->add_option("--quota", tenantCommand.quotas,
                                  "put: a limit, or its share; 0 sets none; may be repeated: activeRuns=100"),
                  "NAME=NUMBER");
    sub->add_option("--budget", tenantCommand.budget, "put: what its work may cost in a month; 0: no limit")
        ->type_name("AMOUNT");
    sub->add_option("--warn-at", tenantCommand.warnAt, "put: part of the budget that is told of, 0 to 1")
        ->type_name("PART");
    sub->add_flag("--stop", tenantCommand.stop, "put: nothing that costs is started when the budget is spent");
    addKept(sub, tenantCommand, "put: only if this is its revision; 0: only if there is none");

    add("roles", "Lists the roles with what they may do", [&] { return roles(globals); });
    auto& roleCommand = line.role;
    sub = addWithActions(add, "role", "Makes, changes or removes a role", roleCommand,
                         [&] { return role(globals, roleCommand); });
    addWords(sub, roleCommand, {"put", "remove"}, "put: NAME PERMISSION...; remove: NAME");
    sub->add_option("--title", roleCommand.title, "put: for people")->type_name("TEXT");
    addReplaces(sub, roleCommand, "put: only if this is its revision; 0: only if there is none");

    add("members", "Lists who has which roles, in the tenant of --tenant or wherever you may look",
        [&] { return members(globals); });
    sub = addWithActions(add, "member", "Gives somebody roles in the tenant of --tenant, or in all, or takes them",
                         line.member, [&] { return member(globals, line.member); });
    addWords(sub, line.member, {"put", "remove"},
             "put: USER|group:NAME ROLE... in place of those before; remove: USER|group:NAME");
    add("whoami", "Tells as whom you are taken and what you may do", [&] { return whoAmI(globals); });
}

}  // namespace beamline::ctl
