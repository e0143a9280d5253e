// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/access_rules.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/api/access.h"
#include "engine/api/text.h"

namespace beamline::runtime {

using api::Error;
namespace code = api::code;

namespace {

constexpr std::size_t kMaxNamespaceBytes = 63;  ///< as of a label of the DNS (specification, "namespace")

Error badAccess(std::string message) {
    return {code::kInvalidArgument, std::move(message), {}, false};
}

Error accessConflict(std::string message) {
    return {code::kConflict, std::move(message), {}, false};
}

Error tooMany(const char* what, std::size_t most) {
    return accessConflict("There are " + std::to_string(most) + " " + what +
                          ", the most that there can be. Remove one first.");
}

bool isName(const std::string& name) {
    return !name.empty() && name.size() <= access::kMaxNameBytes && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    });
}

Refusal refuseName(const char* what, const std::string& name) {
    if (isName(name)) {
        return std::nullopt;
    }
    return badAccess("The name of a " + std::string(what) + " has 1 to " + std::to_string(access::kMaxNameBytes) +
                     " letters and digits of ASCII, '-', '_' and '.'.");
}

bool isLine(const std::string& text, std::size_t most) {
    return text.size() <= most && api::isUtf8(text) &&
           std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

Refusal refuseText(const char* what, const std::string& text, std::size_t most) {
    if (isLine(text, most)) {
        return std::nullopt;
    }
    return badAccess("The " + std::string(what) + " must be one line of at most " + std::to_string(most) +
                     " bytes in UTF-8.");
}

bool isNamespace(const std::string& ns) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !ns.empty() && ns.size() <= kMaxNamespaceBytes && ns.front() != '-' && ns.back() != '-' &&
           std::all_of(ns.begin(), ns.end(), fits);
}

Refusal refuseNamespaces(const access::Knowledge& known, const api::TenantInfo& tenant) {
    const auto& all = tenant.namespaces;
    if (tenant.id == api::kDefaultTenant) {
        return all.empty() ? Refusal()
                           : badAccess("The default tenant owns every namespace that nobody else does. Name none.");
    }
    if (all.size() > access::kMaxNamespacesOfTenant) {
        return badAccess("A tenant owns at most " + std::to_string(access::kMaxNamespacesOfTenant) + " namespaces.");
    }
    if (std::set<std::string>(all.begin(), all.end()).size() != all.size()) {
        return badAccess("A namespace is named twice.");
    }
    for (const auto& ns : all.empty() ? std::vector{tenant.id} : all) {
        if (!all.empty() && !isNamespace(ns)) {
            return badAccess("'" + ns + "' is no namespace: it has 1 to " + std::to_string(kMaxNamespaceBytes) +
                             " small letters, digits and '-', and neither begins nor ends with '-'.");
        }
        if (ns == api::kBatchNamespace) {
            return accessConflict("The namespace '" + ns + "' is the engine's own.");
        }
        if (const auto& owner = known.tenantOf(ns); owner != tenant.id && owner != api::kDefaultTenant) {
            return accessConflict("The namespace '" + ns + "' belongs to the tenant " + owner +
                                  ". Take it away from that one first.");
        }
    }
    return std::nullopt;
}

bool isAmount(double value) {
    return std::isfinite(value) && value >= 0;
}

Refusal refuseQuotas(const api::TenantInfo& tenant) {
    const auto& q = tenant.quotas;
    const bool counts =
        std::min({q.activeRuns, q.runsPerMinute, q.concurrency, q.cpuSeconds, q.storageBytes, q.policies}) >= 0;
    if (!counts || !isAmount(q.tasksPerSecond) || !isAmount(q.decisionsPerSecond)) {
        return badAccess("A quota is a number from 0, which sets no limit.");
    }
    if (q.share < 1 || q.share > api::kMaxTenantShare) {
        return badAccess("The share lies between 1 and " + std::to_string(api::kMaxTenantShare) + ".");
    }
    if (!isAmount(tenant.budget.monthly) || !(tenant.budget.warnAt >= 0 && tenant.budget.warnAt <= 1)) {
        return badAccess("A budget is an amount from 0, which sets no limit, and warns at a part of it, 0 to 1.");
    }
    return std::nullopt;
}

/// The first of them that there is.
template <class... Refusals>
Refusal firstOf(Refusals... refusals) {
    Refusal first;
    ((first ? void() : void(first = std::move(refusals))), ...);
    return first;
}

bool isPermission(const std::string& permission) {
    const auto& all = api::allPermissions();
    const bool many = permission == "*" || permission.ends_with(".*");
    return std::any_of(all.begin(), all.end(),
                       [&](const auto& one) { return many ? api::covers({permission}, one) : permission == one; });
}

std::string namesOf(const std::vector<api::RoleInfo>& roles) {
    std::string names;
    for (const auto& role : roles) {
        names += (names.empty() ? "" : ", ") + role.name;
    }
    return names;
}

/// Somebody must be left who can mend it.
Refusal refuseWithoutMaster(const access::Knowledge& after) {
    if (after.open() || after.hasMaster()) {
        return std::nullopt;
    }
    return accessConflict(
        "Nobody would be left who may do everything in all tenants. Give somebody the role admin there first.");
}

template <class T, class Same>
void putIn(std::vector<T>& all, T one, const Same& same) {
    std::erase_if(all, same);
    all.push_back(std::move(one));
}

std::vector<api::TenantInfo> tenantsOf(const access::Knowledge& known) {
    std::vector<api::TenantInfo> all;
    for (const auto& [id, tenant] : known.tenants()) {
        all.push_back(tenant);
    }
    return all;
}

std::vector<api::RoleInfo> customRoles(const access::Knowledge& known) {
    auto all = known.roles();
    std::erase_if(all, [](const auto& role) { return role.builtIn; });
    return all;
}

Refusal refuseSubject(const std::string& subject) {
    const bool group = subject.starts_with(access::kGroupSubject);
    if (subject.empty() || (group && subject.size() == access::kGroupSubject.size()) ||
        !isLine(subject, access::kMaxSubjectBytes)) {
        return badAccess("A member is the name of a user, or 'group:' and that of a group, of at most " +
                         std::to_string(access::kMaxSubjectBytes) + " bytes.");
    }
    if (subject.starts_with("run:") || subject.starts_with("schedule:")) {
        return badAccess("Names that begin with 'run:' or 'schedule:' are the engine's own.");
    }
    return std::nullopt;
}

Error unknownTenant(const std::string& tenant) {
    return {code::kNotFound, "There is no tenant '" + tenant + "'. List the tenants, or check the name.", {}, false};
}

Error unknownRole(const std::string& role) {
    return {code::kNotFound, "There is no role '" + role + "'. List the roles, or check the name.", {}, false};
}

}  // namespace

Refusal refuseTenant(const access::Knowledge& known, const api::PutTenant& op) {
    const auto& tenant = op.tenant;
    if (auto wrong = firstOf(refuseName("tenant", tenant.id), refuseText("title", tenant.title, access::kMaxTitleBytes),
                             refuseText("comment", op.comment, access::kMaxRemarkBytes), refuseQuotas(tenant),
                             refuseNamespaces(known, tenant))) {
        return wrong;
    }
    if (!known.tenant(tenant.id) && known.tenants().size() >= access::kMaxTenants) {
        return tooMany("tenants", access::kMaxTenants);
    }
    return std::nullopt;
}

Refusal refuseRemoval(const access::Knowledge& known, const api::RemoveTenant& op) {
    if (op.tenant == api::kDefaultTenant) {
        return accessConflict("The default tenant is always there.");
    }
    if (!known.tenant(op.tenant)) {
        return unknownTenant(op.tenant);
    }
    return refuseText("comment", op.comment, access::kMaxRemarkBytes);
}

Refusal refuseRole(const access::Knowledge& known, const api::PutRole& op) {
    if (auto wrong = firstOf(refuseName("role", op.name), refuseText("title", op.title, access::kMaxTitleBytes))) {
        return wrong;
    }
    const auto* before = known.role(op.name);
    if (before && before->builtIn) {
        return accessConflict("The role " + op.name + " is built in and stays as it is. Take another name.");
    }
    if (op.permissions.empty() || op.permissions.size() > access::kMaxPermissionsOfRole) {
        return badAccess("A role has from 1 to " + std::to_string(access::kMaxPermissionsOfRole) + " permissions.");
    }
    for (const auto& permission : op.permissions) {
        if (!isPermission(permission)) {
            return badAccess("'" + permission + "' is no permission. There are: " + [] {
                std::string all = "*";
                for (const auto& one : api::allPermissions()) {
                    all += ", " + one;
                }
                return all;
            }() + ".");
        }
    }
    auto roles = customRoles(known);
    if (!before && roles.size() >= access::kMaxRoles) {
        return tooMany("roles", access::kMaxRoles);
    }
    api::RoleInfo role;
    role.name = op.name;
    role.permissions = op.permissions;
    putIn(roles, std::move(role), [&](const auto& one) { return one.name == op.name; });
    return refuseWithoutMaster(access::Knowledge(tenantsOf(known), std::move(roles), known.members()));
}

Refusal refuseRemoval(const access::Knowledge& known, const api::RemoveRole& op) {
    const auto* role = known.role(op.name);
    if (!role) {
        return unknownRole(op.name);
    }
    if (role->builtIn) {
        return accessConflict("The role " + op.name + " is built in and stays.");
    }
    for (const auto& member : known.members()) {
        if (std::find(member.roles.begin(), member.roles.end(), op.name) != member.roles.end()) {
            return accessConflict("The role " + op.name + " is that of " + member.subject +
                                  (member.tenant.empty() ? " in all tenants" : " in the tenant " + member.tenant) +
                                  ". Take it from its members first.");
        }
    }
    return std::nullopt;
}

Refusal refuseMember(const access::Knowledge& known, const api::PutMember& op) {
    if (auto wrong = refuseSubject(op.subject)) {
        return wrong;
    }
    if (!op.tenant.empty() && !known.isTenant(op.tenant)) {
        return unknownTenant(op.tenant);
    }
    if (op.roles.size() > access::kMaxRolesOfMember) {
        return badAccess("A member has at most " + std::to_string(access::kMaxRolesOfMember) + " roles.");
    }
    for (const auto& role : op.roles) {
        if (!known.role(role)) {
            return badAccess("There is no role '" + role + "'. There are: " + namesOf(known.roles()) + ".");
        }
    }
    const auto* before = known.member(op.tenant, op.subject);
    if (op.roles.empty() && !before) {
        return Error{code::kNotFound,
                     op.subject + " is no member " +
                         (op.tenant.empty() ? std::string("of all tenants") : "of the tenant " + op.tenant) + ".",
                     {},
                     false};
    }
    if (!op.roles.empty() && !before && known.members().size() >= access::kMaxMembers) {
        return tooMany("members", access::kMaxMembers);
    }
    const auto same = [&](const auto& one) { return one.tenant == op.tenant && one.subject == op.subject; };
    auto members = known.members();
    std::erase_if(members, same);
    if (!op.roles.empty()) {
        members.push_back({op.tenant, op.subject, op.roles, 0, {}});
    }
    const access::Knowledge after(tenantsOf(known), customRoles(known), std::move(members));
    if (known.open() && !after.hasMaster()) {
        return accessConflict(
            "While there are no members everybody may do everything; the first must be one that may, in all tenants. "
            "Give somebody the role admin in all of them.");
    }
    return refuseWithoutMaster(after);
}

}  // namespace beamline::runtime
