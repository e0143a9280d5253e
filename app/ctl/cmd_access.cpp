// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <iostream>

#include "app/ctl/access_commands.h"
#include "engine/api/operations.h"

namespace beamline::ctl {

namespace {

constexpr const char* kEverywhere = "(all)";

/// Asks, and hands the answer on, or says what went wrong.
template <class Op, class Use>
int askAccess(const Globals& globals, const Op& op, Client::Directory directory, const Use& use) {
    const auto client = Client::open(globals, directory);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto reply = (*client)->call(op);
    if (!reply.ok()) {
        return fail(reply.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*reply));
    } else {
        use(*reply);
    }
    return kCompleted;
}

std::string numberText(double number) {
    auto text = api::printJson(api::Json(number));
    const auto whole = static_cast<std::int64_t>(number);
    return static_cast<double>(whole) == number ? std::to_string(whole) : text;
}

/// Those that set a limit, "activeRuns 100, share 2".
std::string quotasText(const api::TenantQuotas& quotas) {
    std::string text;
    const api::TenantQuotas none;
    boost::mp11::mp_for_each<boost::describe::describe_members<api::TenantQuotas, boost::describe::mod_public>>(
        [&](auto member) {
            if (quotas.*member.pointer != none.*member.pointer) {
                text += (text.empty() ? "" : ", ") + std::string(member.name) + ' ' +
                        numberText(static_cast<double>(quotas.*member.pointer));
            }
        });
    return text;
}

std::string budgetText(const api::TenantBudget& budget) {
    return budget.monthly <= 0
               ? std::string()
               : numberText(budget.monthly) + " a month" + (budget.stop ? ", then nothing that costs is started" : "");
}

api::Result<api::Unit> setQuota(api::TenantQuotas& quotas, const std::string& word) {
    const auto equals = word.find('=');
    const auto name = word.substr(0, equals);
    double number = 0;
    const auto* end = word.data() + word.size();
    const bool hasNumber = equals != std::string::npos && equals + 1 < word.size() &&
                           std::from_chars(word.data() + equals + 1, end, number).ptr == end;
    bool known = false;
    std::string names;
    boost::mp11::mp_for_each<boost::describe::describe_members<api::TenantQuotas, boost::describe::mod_public>>(
        [&](auto member) {
            names += (names.empty() ? "" : ", ") + std::string(member.name);
            if (name == member.name && hasNumber) {
                known = true;
                quotas.*member.pointer = static_cast<std::remove_cvref_t<decltype(quotas.*member.pointer)>>(number);
            }
        });
    return known ? api::Result<api::Unit>(api::Unit{})
                 : badRequest("\"" + word + "\" is no quota. It is written NAME=NUMBER, with one of " + names + ".");
}

/// As it is now; one of that id that there is not yet when it is not there.
api::Result<api::TenantInfo> tenantNow(Client& client, const std::string& id) {
    const auto page = client.call(api::ListTenants{});
    if (!page.ok()) {
        return page.error();
    }
    const auto found =
        std::find_if(page->items.begin(), page->items.end(), [&](const auto& one) { return one.id == id; });
    if (found != page->items.end()) {
        return *found;
    }
    api::TenantInfo fresh;
    fresh.id = id;
    return fresh;
}

void tellTenant(const api::TenantInfo& one) {
    const auto& use = one.use;
    printFields({{"Tenant", one.id},
                 {"Title", one.title},
                 {"State", one.suspended ? "suspended: its members may look, nothing else" : "active"},
                 {"Namespaces", one.id == api::kDefaultTenant ? "all that nobody else owns"
                                : one.namespaces.empty()      ? one.id
                                                              : joined(one.namespaces)},
                 {"Quotas", quotasText(one.quotas)},
                 {"Budget", budgetText(one.budget)},
                 {"Active runs", std::to_string(use.activeRuns)},
                 {"Tasks", std::to_string(use.tasks)},
                 {"Cost this month", numberText(use.cost)},
                 {"Refused", std::to_string(use.refused)},
                 {"Revision", one.revision > 0 ? std::to_string(one.revision) : std::string()},
                 {"Changed", timeText(one.at)},
                 {"By", one.author}});
}

int storeTenant(const Globals& globals, const TenantCommand& command,
                const std::function<api::Result<api::Unit>(api::TenantInfo&)>& change, bool fresh, const char* what) {
    const auto client = Client::open(globals, fresh ? Client::Directory::made : Client::Directory::existing);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto& id = command.words[0];
    auto now = tenantNow(**client, id);
    if (!now.ok()) {
        return fail(now.error());
    }
    if (!fresh && now->revision == 0 && id != api::kDefaultTenant) {
        note("There is no tenant '" + id + "'. All: beamctl tenants");
        return kUsage;
    }
    if (const auto changed = change(*now); !changed.ok()) {
        return fail(changed.error());
    }
    const auto replaces = command.replaces >= 0 ? command.replaces : now->revision;
    const auto reply = (*client)->call(api::PutTenant{*now, command.comment, replaces});
    if (!reply.ok()) {
        return fail(reply.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*reply));
    } else {
        std::cout << id << ' ' << what << ", revision " << reply->tenant.revision << '\n';
    }
    return kCompleted;
}

int putTenant(const Globals& globals, const TenantCommand& command) {
    return storeTenant(
        globals, command,
        [&](api::TenantInfo& one) -> api::Result<api::Unit> {
            const auto given = [&](const char* name) { return command.given.contains(name); };
            one.title = given("title") ? command.title : one.title;
            one.namespaces = given("namespace") ? command.namespaces : one.namespaces;
            one.budget.monthly = given("budget") ? command.budget : one.budget.monthly;
            one.budget.warnAt = given("warn-at") ? command.warnAt : one.budget.warnAt;
            one.budget.stop = one.budget.stop || command.stop;
            for (const auto& quota : command.quotas) {
                if (const auto set = setQuota(one.quotas, quota); !set.ok()) {
                    return set;
                }
            }
            return api::Unit{};
        },
        true, "stored");
}

int setSuspended(const Globals& globals, const TenantCommand& command) {
    const bool suspend = command.action == "suspend";
    return storeTenant(
        globals, command,
        [&](api::TenantInfo& one) -> api::Result<api::Unit> {
            one.suspended = suspend;
            return api::Unit{};
        },
        false, suspend ? "suspended" : "active");
}

int showTenant(const Globals& globals, const TenantCommand& command) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto now = tenantNow(**client, command.words[0]);
    if (!now.ok()) {
        return fail(now.error());
    }
    if (now->revision == 0 && now->id != api::kDefaultTenant) {
        note("There is no tenant '" + now->id + "'. All: beamctl tenants");
        return kUsage;
    }
    globals.format == Format::json ? printJson(api::toJson(*now)) : tellTenant(*now);
    return kCompleted;
}

int removeTenant(const Globals& globals, const TenantCommand& command) {
    return askAccess(globals, api::RemoveTenant{command.words[0], command.comment}, Client::Directory::existing,
                     [](const api::TenantReply& reply) {
                         std::cout << reply.tenant.id << " removed; what it owned is the default tenant's\n";
                     });
}

int putRole(const Globals& globals, const RoleCommand& command) {
    api::PutRole op;
    op.name = command.words[0];
    op.title = command.title;
    op.permissions.assign(command.words.begin() + 1, command.words.end());
    op.replaces = command.replaces;
    return askAccess(globals, op, Client::Directory::made, [](const api::RoleReply& reply) {
        std::cout << reply.role.name << " stored, revision " << reply.role.revision << '\n';
    });
}

int removeRole(const Globals& globals, const RoleCommand& command) {
    return askAccess(globals, api::RemoveRole{command.words[0]}, Client::Directory::existing,
                     [](const api::RoleReply& reply) { std::cout << reply.role.name << " removed\n"; });
}

std::string whereText(const std::string& tenant) {
    return tenant.empty() ? std::string("all tenants") : "the tenant " + tenant;
}

int putMember(const Globals& globals, const ActionCommand& command) {
    api::PutMember op{globals.tenant, command.words[0], {command.words.begin() + 1, command.words.end()}};
    return askAccess(globals, op, Client::Directory::made, [](const api::MemberReply& reply) {
        std::cout << reply.member.subject << " is " << joined(reply.member.roles) << " in "
                  << whereText(reply.member.tenant) << '\n';
    });
}

int removeMember(const Globals& globals, const ActionCommand& command) {
    return askAccess(globals, api::PutMember{globals.tenant, command.words[0], {}}, Client::Directory::existing,
                     [](const api::MemberReply& reply) {
                         std::cout << reply.member.subject << " is no member of " << whereText(reply.member.tenant)
                                   << " any more\n";
                     });
}

}  // namespace

int tenants(const Globals& globals) {
    return askAccess(globals, api::ListTenants{}, Client::Directory::existing, [](const api::TenantPage& page) {
        std::vector<std::vector<std::string>> rows;
        for (const auto& one : page.items) {
            rows.push_back({one.id, one.suspended ? "suspended" : "", std::to_string(one.use.activeRuns),
                            one.id == api::kDefaultTenant ? ""
                            : one.namespaces.empty()      ? one.id
                                                          : joined(one.namespaces),
                            quotasText(one.quotas), one.title});
        }
        printTable({"TENANT", "STATE", "RUNS", "NAMESPACES", "QUOTAS", "TITLE"}, rows);
    });
}

int tenant(const Globals& globals, const TenantCommand& command) {
    static const std::vector<Action<TenantCommand>> actions{
        {"show", 1, 1, {}, "ID", showTenant},
        {"put",
         1,
         1,
         {"title", "namespace", "quota", "budget", "warn-at", "stop", "comment", "replaces"},
         "ID [--title TEXT] [--namespace NAME]... [--quota NAME=NUMBER]... [--budget AMOUNT] [--warn-at PART] [--stop]",
         putTenant},
        {"suspend", 1, 1, {"comment"}, "ID [--comment TEXT]", setSuspended},
        {"resume", 1, 1, {"comment"}, "ID [--comment TEXT]", setSuspended},
        {"remove", 1, 1, {"comment"}, "ID [--comment TEXT]", removeTenant},
    };
    return runAction(globals, command, "tenant", actions);
}

int roles(const Globals& globals) {
    return askAccess(globals, api::ListRoles{}, Client::Directory::existing, [](const api::RolePage& page) {
        std::vector<std::vector<std::string>> rows;
        for (const auto& one : page.items) {
            rows.push_back({one.name, one.builtIn ? "built in" : "", one.title, joined(one.permissions)});
        }
        printTable({"ROLE", "KIND", "TITLE", "PERMISSIONS"}, rows);
    });
}

int role(const Globals& globals, const RoleCommand& command) {
    static const std::vector<Action<RoleCommand>> actions{
        {"put", 2, 1000, {"title", "replaces"}, "NAME PERMISSION... [--title TEXT] [--replaces N]", putRole},
        {"remove", 1, 1, {}, "NAME", removeRole},
    };
    return runAction(globals, command, "role", actions);
}

int members(const Globals& globals) {
    return askAccess(globals, api::ListMembers{globals.tenant}, Client::Directory::existing,
                     [](const api::MemberPage& page) {
                         std::vector<std::vector<std::string>> rows;
                         for (const auto& one : page.items) {
                             rows.push_back({one.tenant.empty() ? kEverywhere : one.tenant, one.subject,
                                             joined(one.roles), timeText(one.at), one.author});
                         }
                         printTable({"TENANT", "MEMBER", "ROLES", "SINCE", "BY"}, rows);
                         if (page.items.empty()) {
                             note(
                                 "There are no members. Without any, everybody may do everything; the first: beamctl "
                                 "member put NAME admin");
                         }
                     });
}

int member(const Globals& globals, const ActionCommand& command) {
    static const std::vector<Action<ActionCommand>> actions{
        {"put", 2, 1000, {}, "USER|group:NAME ROLE...", putMember},
        {"remove", 1, 1, {}, "USER|group:NAME", removeMember},
    };
    return runAction(globals, command, "member", actions);
}

int whoAmI(const Globals& globals) {
    return askAccess(globals, api::GetAccess{}, Client::Directory::existing, [](const api::AccessReply& reply) {
        printFields({{"User", reply.user},
                     {"Tenant", reply.tenant.empty() && !reply.permissions.empty() ? kEverywhere : reply.tenant},
                     {"Tenants", joined(reply.tenants)},
                     {"Roles", joined(reply.roles)},
                     {"Permissions", reply.open ? "everything: there are no members" : joined(reply.permissions)}});
        if (!reply.open && reply.permissions.empty()) {
            note(reply.tenants.empty() ? "You are no member here. Ask an administrator for a role."
                                       : "Say as which tenant to ask: --tenant NAME");
        }
    });
}

}  // namespace beamline::ctl
