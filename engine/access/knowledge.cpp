// SPDX-License-Identifier: Apache-2.0
#include "engine/access/knowledge.h"

#include <algorithm>
#include <set>

#include "engine/api/access.h"

namespace beamline::access {

namespace {

api::RoleInfo builtIn(const char* name, const char* title, std::vector<std::string> permissions) {
    api::RoleInfo role;
    role.name = name;
    role.title = title;
    role.permissions = std::move(permissions);
    role.builtIn = true;
    return role;
}

/// Those of all that there are that begin, or end, so.
std::vector<std::string> permissionsLike(std::initializer_list<std::string_view> words) {
    std::vector<std::string> found;
    for (const auto& one : api::allPermissions()) {
        if (std::any_of(words.begin(), words.end(), [&](std::string_view word) {
                return word.starts_with('.') ? one.ends_with(word) : one.starts_with(word);
            })) {
            found.push_back(one);
        }
    }
    return found;
}

template <class T, class Name>
void sortBy(std::vector<T>& all, Name name) {
    std::sort(all.begin(), all.end(), [&](const T& a, const T& b) { return name(a) < name(b); });
}

}  // namespace

const std::vector<api::RoleInfo>& builtInRoles() {
    static const std::vector<api::RoleInfo> kRoles{
        builtIn(kAdminRole, "Everything", {"*"}),
        builtIn(
            kOperatorRole, "Looks, deploys and starts, steers and decides",
            permissionsLike({".read", "run.", "approval.", "schedule.", "event.", "route.", "message.", "workflow."})),
        builtIn(kApproverRole, "Looks and decides approvals", permissionsLike({".read", "approval."})),
        builtIn(kViewerRole, "Looks", permissionsLike({".read"})),
    };
    return kRoles;
}

std::optional<api::NamespaceScope> intersect(const std::optional<api::NamespaceScope>& a,
                                             const std::optional<api::NamespaceScope>& b) {
    if (!a || !b) {
        return a ? a : b;
    }
    if (a->except && b->except) {
        auto both = *a;
        for (const auto& ns : b->namespaces) {
            if (both.contains(ns)) {
                both.namespaces.push_back(ns);
            }
        }
        return both;
    }
    const auto& named = a->except ? *b : *a;
    const auto& other = a->except ? *a : *b;
    api::NamespaceScope both;
    for (const auto& ns : named.namespaces) {
        if (other.contains(ns)) {
            both.namespaces.push_back(ns);
        }
    }
    return both;
}

Knowledge::Knowledge(std::vector<api::TenantInfo> tenants, std::vector<api::RoleInfo> roles,
                     std::vector<api::MemberInfo> members)
    : m_roles(builtInRoles()) {
    for (auto& tenant : tenants) {
        auto id = tenant.id;
        m_tenants.emplace(std::move(id), std::move(tenant));
    }
    for (const auto& [id, tenant] : m_tenants) {
        for (const auto& ns : namespacesOf(id)) {
            m_owners.emplace(ns, id);
        }
    }
    sortBy(roles, [](const auto& role) { return role.name; });
    m_roles.insert(m_roles.end(), roles.begin(), roles.end());
    for (auto& one : members) {
        if (one.tenant.empty() || isTenant(one.tenant)) {  // of one that is gone nobody is a member
            m_members.push_back(std::move(one));
        }
    }
    sortBy(m_members, [](const auto& one) { return std::tie(one.tenant, one.subject); });
    for (std::size_t i = 0; i < m_members.size(); ++i) {
        m_bySubject.emplace(m_members[i].subject, i);
    }
}

const api::TenantInfo* Knowledge::tenant(const std::string& id) const {
    const auto found = m_tenants.find(id);
    return found == m_tenants.end() ? nullptr : &found->second;
}

std::vector<std::string> Knowledge::tenantNames() const {
    std::set<std::string> names{api::kDefaultTenant};
    for (const auto& [id, tenant] : m_tenants) {
        names.insert(id);
    }
    return {names.begin(), names.end()};
}

const api::RoleInfo* Knowledge::role(const std::string& name) const {
    const auto found = std::find_if(m_roles.begin(), m_roles.end(), [&](const auto& one) { return one.name == name; });
    return found == m_roles.end() ? nullptr : &*found;
}

const api::MemberInfo* Knowledge::member(const std::string& tenant, const std::string& subject) const {
    const auto key = std::tie(tenant, subject);
    const auto found = std::lower_bound(
        m_members.begin(), m_members.end(), key,
        [](const auto& one, const auto& wanted) { return std::tie(one.tenant, one.subject) < wanted; });
    return found == m_members.end() || found->tenant != tenant || found->subject != subject ? nullptr : &*found;
}

const std::string& Knowledge::tenantOf(const std::string& ns) const {
    static const std::string kDefault = api::kDefaultTenant;
    const auto found = m_owners.find(ns);
    return found == m_owners.end() ? kDefault : found->second;
}

std::vector<std::string> Knowledge::namespacesOf(const std::string& id) const {
    const auto* known = tenant(id);
    if (!known || id == api::kDefaultTenant) {
        return {};
    }
    return known->namespaces.empty() ? std::vector{id} : known->namespaces;
}

std::optional<api::NamespaceScope> Knowledge::scopeOf(const std::string& id) const {
    if (!separates() || id.empty()) {
        return std::nullopt;
    }
    if (id != api::kDefaultTenant) {
        return api::NamespaceScope{namespacesOf(id), false};
    }
    api::NamespaceScope rest{{api::kBatchNamespace}, true};
    for (const auto& [ns, owner] : m_owners) {
        rest.namespaces.push_back(ns);
    }
    return rest;
}

std::vector<std::string> Knowledge::permissionsOf(const std::vector<std::string>& names) const {
    std::set<std::string> all;
    for (const auto& name : names) {
        if (const auto* known = role(name)) {
            all.insert(known->permissions.begin(), known->permissions.end());
        }
    }
    return {all.begin(), all.end()};
}

bool Knowledge::isMaster(const api::MemberInfo& member) const {
    const auto given = permissionsOf(member.roles);
    return member.tenant.empty() && std::all_of(api::allPermissions().begin(), api::allPermissions().end(),
                                                [&](const auto& one) { return api::covers(given, one); });
}

bool Knowledge::hasMaster() const {
    return std::any_of(m_members.begin(), m_members.end(), [this](const auto& one) { return isMaster(one); });
}

}  // namespace beamline::access
