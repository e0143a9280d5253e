// SPDX-License-Identifier: Apache-2.0
#include "engine/access/caller.h"

#include <algorithm>
#include <set>

#include "engine/api/access.h"

namespace beamline::access {

namespace {

constexpr std::size_t kMaxNamedTenants = 10;  ///< in a message

std::string nameOf(const std::string& user) {
    return user.empty() ? std::string("Somebody without a name") : user;
}

std::string listOf(const std::vector<std::string>& words, const char* none) {
    std::string text;
    for (std::size_t i = 0; i < words.size() && i < kMaxNamedTenants; ++i) {
        text += (i == 0 ? "" : ", ") + words[i];
    }
    return words.empty() ? none : text + (words.size() > kMaxNamedTenants ? ", …" : "");
}

api::Error forbidden(std::string message, api::Json detail) {
    return {api::code::kForbidden, std::move(message), std::move(detail), false};
}

/// The roles that somebody has, by tenant; those of all under the empty one.
using RolesBy = std::map<std::string, std::set<std::string>>;

RolesBy rolesOf(const Knowledge& known, const std::string& user, const std::vector<std::string>& groups) {
    std::set<std::string> subjects;
    if (!user.empty() && !user.starts_with(kGroupSubject)) {
        subjects.insert(user);
    }
    for (const auto& group : groups) {
        subjects.insert(std::string(kGroupSubject) + group);
    }
    RolesBy roles;
    for (const auto& subject : subjects) {
        known.eachOf(subject, [&](const api::MemberInfo& member) {
            roles[member.tenant].insert(member.roles.begin(), member.roles.end());
        });
    }
    return roles;
}

std::vector<std::string> choicesOf(const Knowledge& known, const RolesBy& roles) {
    if (known.open() || roles.contains({})) {
        return known.tenantNames();
    }
    std::vector<std::string> names;
    for (const auto& [tenant, given] : roles) {
        names.push_back(tenant);
    }
    return names;
}

api::Result<std::string> chosenTenant(const RolesBy& roles, const std::string& user, const std::string& asked) {
    if (roles.contains({}) || (!asked.empty() && roles.contains(asked))) {
        return asked;
    }
    std::vector<std::string> choices;
    for (const auto& [tenant, given] : roles) {
        choices.push_back(tenant);
    }
    const boost::json::object detail{{"user", user}, {"tenants", boost::json::array(choices.begin(), choices.end())}};
    if (choices.empty()) {
        return forbidden(nameOf(user) + " is no member here. Ask an administrator for a role.", detail);
    }
    if (!asked.empty()) {
        return forbidden(
            nameOf(user) + " is no member of the tenant " + asked + ". They can ask as: " + listOf(choices, "") + ".",
            detail);
    }
    if (choices.size() > 1) {
        return forbidden(
            nameOf(user) + " is a member of several tenants. Say as which to ask: " + listOf(choices, "") + ".",
            detail);
    }
    return choices.front();
}

}  // namespace

api::Result<Caller> callerOf(const Knowledge& known, const std::string& user, const std::vector<std::string>& groups,
                             const std::string& tenant) {
    Caller caller;
    caller.user = user;
    if (known.open()) {
        caller.tenant = tenant;
        caller.ofAll = true;
        caller.permissions = caller.everywhere = {"*"};
    } else {
        const auto roles = rolesOf(known, user, groups);
        auto chosen = chosenTenant(roles, user, tenant);
        if (!chosen.ok()) {
            return chosen.error();
        }
        caller.tenant = std::move(*chosen);
        std::set<std::string> there;
        if (const auto all = roles.find({}); all != roles.end()) {
            caller.ofAll = true;
            caller.everywhere = known.permissionsOf({all->second.begin(), all->second.end()});
            there = all->second;
        }
        if (const auto own = roles.find(caller.tenant); own != roles.end()) {
            there.insert(own->second.begin(), own->second.end());
        }
        caller.roles.assign(there.begin(), there.end());
        caller.permissions = known.permissionsOf(caller.roles);
    }
    const auto* acting = known.tenant(caller.tenant);
    caller.looks = acting && acting->suspended;
    caller.scope = known.scopeOf(caller.tenant);
    return caller;
}

std::vector<std::string> tenantsOf(const Knowledge& known, const std::string& user,
                                   const std::vector<std::string>& groups) {
    return choicesOf(known, rolesOf(known, user, groups));
}

api::AccessReply accessOf(const Knowledge& known, const std::string& user, const std::vector<std::string>& groups,
                          const std::string& tenant) {
    api::AccessReply reply;
    reply.user = user;
    reply.open = known.open();
    reply.tenants = tenantsOf(known, user, groups);
    if (auto caller = callerOf(known, user, groups, tenant); caller.ok()) {
        reply.tenant = std::move(caller->tenant);
        reply.roles = std::move(caller->roles);
        reply.permissions = std::move(caller->permissions);
    }
    return reply;
}

api::Error lacks(const Caller& caller, std::string_view permission) {
    const auto where = caller.tenant.empty() ? std::string() : " in the tenant " + caller.tenant;
    return forbidden(nameOf(caller.user) + " may not do this" + where + ": it needs the permission " +
                         std::string(permission) + ", which these roles do not give: " + listOf(caller.roles, "none") +
                         ".",
                     {{"permission", permission},
                      {"user", caller.user},
                      {"tenant", caller.tenant},
                      {"roles", boost::json::array(caller.roles.begin(), caller.roles.end())}});
}

api::Error lacksEverywhere(const Caller& caller, std::string_view permission) {
    return forbidden(nameOf(caller.user) + " may not do this: what belongs to no tenant needs the permission " +
                         std::string(permission) + " in all of them. Their roles: " + listOf(caller.roles, "none") +
                         ".",
                     {{"permission", permission},
                      {"user", caller.user},
                      {"tenant", ""},
                      {"roles", boost::json::array(caller.roles.begin(), caller.roles.end())}});
}

bool coversRoles(const Knowledge& known, const std::vector<std::string>& given, const std::vector<std::string>& roles) {
    const auto wanted = known.permissionsOf(roles);
    return std::all_of(api::allPermissions().begin(), api::allPermissions().end(),
                       [&](const auto& one) { return !api::covers(wanted, one) || api::covers(given, one); });
}

}  // namespace beamline::access
