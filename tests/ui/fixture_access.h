// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the fixture knows of tenants, roles, members and usage. Any thread.

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/api/engine.h"

namespace beamline::test {

class FixtureAccess {
public:
    using Answer = api::Result<api::Reply>;

    FixtureAccess();

    /// Who is told of changes, without the lock.
    std::function<void(api::Event)> tell;

    // ---- what it knows --------------------------------------------------------------------------------------------
    /// As the engine has it, with what it uses; its revision counts on.
    void put(api::TenantInfo tenant);
    void put(const api::MemberInfo& member);
    void setUsage(api::UsageReply usage);
    /// In place of what follows from the members; its tenant is the one that is asked as.
    void setAccess(std::optional<api::AccessReply> access);
    /// Who asks from now on.
    void hear(const api::RequestContext& context);
    std::optional<api::TenantInfo> tenant(const std::string& id) const;
    std::vector<api::MemberInfo> members() const;
    /// The last question for the usage.
    std::optional<api::GetUsage> asked() const;

    Answer answer(const api::PutTenant& op);
    Answer answer(const api::RemoveTenant& op);
    Answer answer(const api::PutRole& op);
    Answer answer(const api::RemoveRole& op);
    Answer answer(const api::PutMember& op);
    Answer answer(const api::ListTenants& op);
    Answer answer(const api::ListRoles& op);
    Answer answer(const api::ListMembers& op);
    Answer answer(const api::GetAccess& op);
    Answer answer(const api::GetUsage& op);

private:
    using MemberKey = std::pair<std::string, std::string>;  ///< tenant, subject

    void tellChange(const std::string& tenant, const std::string& id) const;
    std::vector<std::string> rolesIn(const std::string& tenant) const;  ///< of who asks; with the lock
    bool isAdmin(const api::MemberInfo& member) const;                  ///< everywhere; with the lock

    mutable std::mutex m_mutex;
    api::RequestContext m_context;
    std::map<std::string, api::TenantInfo> m_tenants;
    std::map<std::string, api::RoleInfo> m_roles;
    std::map<MemberKey, api::MemberInfo> m_members;
    std::optional<api::AccessReply> m_access;
    std::optional<api::GetUsage> m_asked;
    api::UsageReply m_usage;
};

}  // namespace beamline::test
