// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is known of tenants, roles and members at one moment, and what follows from it for whoever asks. Pure, any
// thread; an object does not change.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/engine.h"

namespace beamline::access {

inline constexpr std::size_t kMaxTenants = 500;
inline constexpr std::size_t kMaxRoles = 200;  ///< besides the built-in ones
inline constexpr std::size_t kMaxMembers = 5'000;
inline constexpr std::size_t kMaxNamespacesOfTenant = 200;
inline constexpr std::size_t kMaxPermissionsOfRole = 100;
inline constexpr std::size_t kMaxRolesOfMember = 20;
inline constexpr std::size_t kMaxNameBytes = 64;  ///< of a tenant and of a role
inline constexpr std::size_t kMaxSubjectBytes = 256;
inline constexpr std::size_t kMaxTitleBytes = 256;
inline constexpr std::size_t kMaxRemarkBytes = 1'024;

inline constexpr const char* kAdminRole = "admin";
inline constexpr const char* kOperatorRole = "operator";
inline constexpr const char* kApproverRole = "approver";
inline constexpr const char* kViewerRole = "viewer";
inline constexpr std::string_view kGroupSubject = "group:";  ///< before the name of a group, where a user could stand
inline constexpr const char* kTenantLabel = "beamline.tenant";  ///< of runs: as whom they were started

/// admin, operator, approver, viewer: with the permissions that there are.
const std::vector<api::RoleInfo>& builtInRoles();

/// Those that are in both; nothing: in all.
std::optional<api::NamespaceScope> intersect(const std::optional<api::NamespaceScope>& a,
                                             const std::optional<api::NamespaceScope>& b);

class Knowledge {
public:
    /// `roles`: besides the built-in ones.
    explicit Knowledge(std::vector<api::TenantInfo> tenants = {}, std::vector<api::RoleInfo> roles = {},
                       std::vector<api::MemberInfo> members = {});

    /// There are no members: everybody may do everything.
    bool open() const { return m_members.empty(); }
    /// There are tenants, so that runs, workflows and what belongs to them are separated.
    bool separates() const { return !m_tenants.empty(); }
    const std::map<std::string, api::TenantInfo>& tenants() const { return m_tenants; }
    /// Null: there is no such one. The default tenant has none unless it was written.
    const api::TenantInfo* tenant(const std::string& id) const;
    /// Names of all, the default one too, sorted.
    std::vector<std::string> tenantNames() const;
    bool isTenant(const std::string& id) const { return id == api::kDefaultTenant || tenant(id); }
    /// Built-in ones first, then by name.
    const std::vector<api::RoleInfo>& roles() const { return m_roles; }
    const api::RoleInfo* role(const std::string& name) const;
    /// By tenant and subject.
    const std::vector<api::MemberInfo>& members() const { return m_members; }
    const api::MemberInfo* member(const std::string& tenant, const std::string& subject) const;
    /// Calls `use` with what this subject is a member of.
    template <class Use>
    void eachOf(const std::string& subject, const Use& use) const {
        const auto [first, last] = m_bySubject.equal_range(subject);
        for (auto it = first; it != last; ++it) {
            use(m_members[it->second]);
        }
    }

    /// Whose the namespace is.
    const std::string& tenantOf(const std::string& ns) const;
    /// That are the tenant's own by its document; the default tenant has all that nobody else owns, and names none.
    std::vector<std::string> namespacesOf(const std::string& tenant) const;
    /// What a tenant sees; nothing: everything, as long as nothing is separated, and for the empty tenant. The engine's
    /// own namespace, in which batches are, is nobody's.
    std::optional<api::NamespaceScope> scopeOf(const std::string& tenant) const;

    /// Those that roles give, sorted, each once; what is no role gives none.
    std::vector<std::string> permissionsOf(const std::vector<std::string>& roles) const;
    /// Whether one of the members may do everything everywhere.
    bool hasMaster() const;
    bool isMaster(const api::MemberInfo& member) const;

private:
    std::map<std::string, api::TenantInfo> m_tenants;
    std::vector<api::RoleInfo> m_roles;
    std::vector<api::MemberInfo> m_members;
    std::multimap<std::string, std::size_t> m_bySubject;  ///< places in m_members
    std::map<std::string, std::string> m_owners;          ///< by namespace
};
using KnowledgePtr = std::shared_ptr<const Knowledge>;

/// Where it is kept up to date. Thread-safe.
class AccessBook {
public:
    virtual ~AccessBook() = default;
    /// As it is now; cheap. Null: it cannot be read, so nobody may do anything.
    virtual KnowledgePtr take() = 0;
};

}  // namespace beamline::access
