// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/fixture_access.h"

#include <algorithm>
#include <set>

#include "engine/api/access.h"
#include "engine/api/routing.h"
#include "tests/ui/fixture_paging.h"

namespace beamline::test {

namespace {
constexpr api::Timestamp kRuledAt = 1795470376000;  ///< 2026-11-23 21:46:16 UTC

/// `is`: the revision there is now, 0 for none.
std::optional<api::Error> refuseStale(const std::string& what, std::int64_t is, std::int64_t replaces) {
    if (replaces < 0 || replaces == is) {
        return std::nullopt;
    }
    return api::Error{api::code::kStale,
                      replaces == 0 ? "There is " + what + " already."
                                    : what + " is at revision " + std::to_string(is) + " now, not at " +
                                          std::to_string(replaces) + ".",
                      {},
                      false};
}
}  // namespace

FixtureAccess::FixtureAccess() {
    api::TenantInfo first;
    first.id = api::kDefaultTenant;
    first.revision = 1;
    m_tenants[first.id] = first;
    const auto role = [this](const char* name, std::vector<std::string> permissions) {
        api::RoleInfo one;
        one.name = name;
        one.permissions = std::move(permissions);
        one.builtIn = true;
        m_roles[one.name] = std::move(one);
    };
    role("admin", {"*"});
    role("operator",
         {"run.*", "approval.read", "approval.comment", "workflow.*", "schedule.control", "event.publish", "message.*",
          "policy.read", "route.decide", "extension.read", "engine.read", "usage.read", "tenant.read"});
    role("approver", {"approval.*", "run.read", "workflow.read"});
    role("viewer", {"run.read", "approval.read", "workflow.read", "message.read", "policy.read", "extension.read",
                    "engine.read", "usage.read", "tenant.read", "access.read"});
}

void FixtureAccess::tellChange(const std::string& tenant, const std::string& id) const {
    if (tell) {
        api::Event event;
        event.kind = "access.changed";
        event.data = boost::json::object{{"tenant", tenant}, {"id", id}};
        tell(std::move(event));
    }
}

void FixtureAccess::put(api::TenantInfo tenant) {
    const auto id = tenant.id;
    {
        std::lock_guard lock(m_mutex);
        tenant.revision = m_tenants[id].revision + 1;
        m_tenants[id] = std::move(tenant);
    }
    tellChange(id, id);
}

void FixtureAccess::put(const api::MemberInfo& member) {
    {
        std::lock_guard lock(m_mutex);
        m_members[{member.tenant, member.subject}] = member;
    }
    tellChange(member.tenant, member.subject);
}

void FixtureAccess::setUsage(api::UsageReply usage) {
    std::lock_guard lock(m_mutex);
    m_usage = std::move(usage);
}

void FixtureAccess::setAccess(std::optional<api::AccessReply> access) {
    {
        std::lock_guard lock(m_mutex);
        m_access = std::move(access);
    }
    tellChange({}, {});
}

void FixtureAccess::hear(const api::RequestContext& context) {
    std::lock_guard lock(m_mutex);
    m_context = context;
}

std::optional<api::TenantInfo> FixtureAccess::tenant(const std::string& id) const {
    std::lock_guard lock(m_mutex);
    const auto found = m_tenants.find(id);
    return found == m_tenants.end() ? std::nullopt : std::optional(found->second);
}

std::vector<api::MemberInfo> FixtureAccess::members() const {
    std::lock_guard lock(m_mutex);
    std::vector<api::MemberInfo> all;
    for (const auto& [key, member] : m_members) {
        all.push_back(member);
    }
    return all;
}

std::optional<api::GetUsage> FixtureAccess::asked() const {
    std::lock_guard lock(m_mutex);
    return m_asked;
}

// ---- tenants ------------------------------------------------------------------------------------------------------

FixtureAccess::Answer FixtureAccess::answer(const api::PutTenant& op) {
    api::TenantInfo made = op.tenant;
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_tenants.find(op.tenant.id);
        const auto is = found == m_tenants.end() ? 0 : found->second.revision;
        if (auto stale = refuseStale("The tenant " + op.tenant.id, is, op.replaces)) {
            return *stale;
        }
        for (const auto& [id, other] : m_tenants) {
            for (const auto& ns : op.tenant.namespaces) {
                if (id != made.id && std::count(other.namespaces.begin(), other.namespaces.end(), ns) > 0) {
                    return api::Error{
                        api::code::kConflict, "The namespace " + ns + " belongs to " + id + " already.", {}, false};
                }
            }
        }
        made.revision = is + 1;
        made.at = kRuledAt;
        made.author = m_context.user;
        made.use = found == m_tenants.end() ? api::TenantUse{} : found->second.use;
        m_tenants[made.id] = made;
    }
    tellChange(made.id, made.id);
    return api::Reply(api::TenantReply{made});
}

FixtureAccess::Answer FixtureAccess::answer(const api::RemoveTenant& op) {
    api::TenantInfo gone;
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_tenants.find(op.tenant);
        if (found == m_tenants.end()) {
            return notFound("tenant", op.tenant);
        }
        if (found->second.use.activeRuns > 0) {
            return api::Error{api::code::kConflict,
                              "The tenant " + op.tenant + " has " + std::to_string(found->second.use.activeRuns) +
                                  " runs that have not ended.",
                              {},
                              false};
        }
        gone = found->second;
        m_tenants.erase(found);
    }
    tellChange(gone.id, gone.id);
    return api::Reply(api::TenantReply{gone});
}

FixtureAccess::Answer FixtureAccess::answer(const api::ListTenants&) {
    std::lock_guard lock(m_mutex);
    api::TenantPage page;
    for (const auto& [id, tenant] : m_tenants) {
        page.items.push_back(tenant);
    }
    return api::Reply(std::move(page));
}

// ---- roles and members --------------------------------------------------------------------------------------------

FixtureAccess::Answer FixtureAccess::answer(const api::PutRole& op) {
    api::RoleInfo made;
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_roles.find(op.name);
        if (found != m_roles.end() && found->second.builtIn) {
            return api::Error{api::code::kConflict, "The role " + op.name + " is built in.", {}, false};
        }
        const auto is = found == m_roles.end() ? 0 : found->second.revision;
        if (auto stale = refuseStale("The role " + op.name, is, op.replaces)) {
            return *stale;
        }
        made = {op.name, op.title, op.permissions, false, is + 1, kRuledAt, m_context.user};
        m_roles[op.name] = made;
    }
    tellChange({}, op.name);
    return api::Reply(api::RoleReply{made});
}

FixtureAccess::Answer FixtureAccess::answer(const api::RemoveRole& op) {
    api::RoleInfo gone;
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_roles.find(op.name);
        if (found == m_roles.end()) {
            return notFound("role", op.name);
        }
        for (const auto& [key, member] : m_members) {
            if (std::count(member.roles.begin(), member.roles.end(), op.name) > 0) {
                return api::Error{
                    api::code::kConflict, "The member " + member.subject + " has the role " + op.name + ".", {}, false};
            }
        }
        gone = found->second;
        m_roles.erase(found);
    }
    tellChange({}, op.name);
    return api::Reply(api::RoleReply{gone});
}

FixtureAccess::Answer FixtureAccess::answer(const api::ListRoles&) {
    std::lock_guard lock(m_mutex);
    api::RolePage page;
    for (const bool builtIn : {true, false}) {
        for (const auto& [name, role] : m_roles) {
            if (role.builtIn == builtIn) {
                page.items.push_back(role);
            }
        }
    }
    return api::Reply(std::move(page));
}

bool FixtureAccess::isAdmin(const api::MemberInfo& member) const {
    return member.tenant.empty() && std::any_of(member.roles.begin(), member.roles.end(), [this](const auto& name) {
               const auto role = m_roles.find(name);
               return role != m_roles.end() && api::covers(role->second.permissions, "any.permission");
           });
}

FixtureAccess::Answer FixtureAccess::answer(const api::PutMember& op) {
    const api::MemberInfo made{op.tenant, op.subject, op.roles, kRuledAt, {}};
    {
        std::lock_guard lock(m_mutex);
        auto members = m_members;
        if (op.roles.empty()) {
            members.erase({op.tenant, op.subject});
        } else {
            members[{op.tenant, op.subject}] = made;
        }
        const bool any =
            std::any_of(members.begin(), members.end(), [this](const auto& one) { return isAdmin(one.second); });
        if (!members.empty() && !any) {
            return api::Error{
                api::code::kConflict, "Somebody must be left who may do everything everywhere.", {}, false};
        }
        m_members = std::move(members);
    }
    tellChange(op.tenant, op.subject);
    return api::Reply(api::MemberReply{made});
}

FixtureAccess::Answer FixtureAccess::answer(const api::ListMembers& op) {
    std::lock_guard lock(m_mutex);
    api::MemberPage page;
    for (const auto& [key, member] : m_members) {
        if (op.tenant.empty() || op.tenant == key.first) {
            page.items.push_back(member);
        }
    }
    return api::Reply(std::move(page));
}

std::vector<std::string> FixtureAccess::rolesIn(const std::string& tenant) const {
    std::set<std::string> roles;
    for (const auto& [key, member] : m_members) {
        const bool mine = key.second == m_context.user ||
                          std::any_of(m_context.groups.begin(), m_context.groups.end(),
                                      [&key](const auto& group) { return key.second == "group:" + group; });
        if (mine && (key.first.empty() || key.first == tenant)) {
            roles.insert(member.roles.begin(), member.roles.end());
        }
    }
    return {roles.begin(), roles.end()};
}

FixtureAccess::Answer FixtureAccess::answer(const api::GetAccess&) {
    std::lock_guard lock(m_mutex);
    api::AccessReply reply = m_access.value_or(api::AccessReply());
    reply.user = m_context.user;
    reply.tenant = m_context.tenant;
    if (m_access) {
        return api::Reply(std::move(reply));
    }
    reply.open = m_members.empty();
    reply.roles = rolesIn(m_context.tenant);
    for (const auto& [id, tenant] : m_tenants) {
        if (reply.open || !rolesIn(id).empty()) {
            reply.tenants.push_back(id);
        }
    }
    if (reply.open) {
        reply.permissions = {"*"};
    }
    for (const auto& name : reply.roles) {
        const auto& given = m_roles[name].permissions;
        reply.permissions.insert(reply.permissions.end(), given.begin(), given.end());
    }
    return api::Reply(std::move(reply));
}

FixtureAccess::Answer FixtureAccess::answer(const api::GetUsage& op) {
    std::lock_guard lock(m_mutex);
    m_asked = op;
    return api::Reply(m_usage);
}

}  // namespace beamline::test
