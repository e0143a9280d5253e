// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who may do what: tenants with what they own and how much they may use, roles, members. Plain described values, any
// thread.

#include "engine/api/operation.h"

namespace beamline::api {

// ---- tenants ------------------------------------------------------------------------------------------------------
/// How much a tenant may use; 0 sets no limit.
struct TenantQuotas {
    std::int64_t activeRuns = 0;  ///< that have not ended
    std::int64_t runsPerMinute = 0;
    std::int64_t concurrency = 0;   ///< tasks at once
    double tasksPerSecond = 0;      ///< that start
    std::int64_t cpuSeconds = 0;    ///< of processes of its tasks, in a day (UTC)
    std::int64_t storageBytes = 0;  ///< of what is kept of its runs
    std::int64_t policies = 0;
    double decisionsPerSecond = 0;
    int share = 1;  ///< its part of what many tenants ask for at once, against that of the others; 1 to kMaxTenantShare
    bool operator==(const TenantQuotas&) const = default;
};
BOOST_DESCRIBE_STRUCT(TenantQuotas, (),
                      (activeRuns, runsPerMinute, concurrency, tasksPerSecond, cpuSeconds, storageBytes, policies,
                       decisionsPerSecond, share))
inline constexpr int kMaxTenantShare = 100;
/// What its work may cost in a calendar month (UTC), in the unit that policies use.
struct TenantBudget {
    double monthly = 0;   ///< 0: no limit
    double warnAt = 0.8;  ///< part of it that is told of
    bool stop = false;    ///< when it is spent, nothing that costs is started any more
    bool operator==(const TenantBudget&) const = default;
};
BOOST_DESCRIBE_STRUCT(TenantBudget, (), (monthly, warnAt, stop))
/// What a tenant uses now.
struct TenantUse {
    std::int64_t activeRuns = 0;
    std::int64_t tasks = 0;  ///< that are being done
    double cpuSeconds = 0;   ///< today
    std::int64_t storageBytes = 0;
    std::int64_t policies = 0;
    double cost = 0;           ///< of this month
    std::int64_t refused = 0;  ///< by a quota or the budget, since the engine's start
    bool operator==(const TenantUse&) const = default;
};
BOOST_DESCRIBE_STRUCT(TenantUse, (), (activeRuns, tasks, cpuSeconds, storageBytes, policies, cost, refused))
struct TenantInfo {
    std::string id;
    std::string title;
    std::vector<std::string> namespaces;  ///< of workflows, that are its own; a namespace has one owner
    TenantQuotas quotas;
    TenantBudget budget;
    bool suspended = false;  ///< its members may look, nothing else
    std::int64_t revision = 0;
    Timestamp at = 0;
    std::string author;
    TenantUse use;
    bool operator==(const TenantInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(TenantInfo, (), (id, title, namespaces, quotas, budget, suspended, revision, at, author, use))

struct TenantReply {
    TenantInfo tenant;
};
BOOST_DESCRIBE_STRUCT(TenantReply, (), (tenant))
/// Makes a tenant or changes it; of `tenant` what the engine knows itself (revision, at, author, use) is not read.
struct PutTenant {
    using Reply = TenantReply;
    static constexpr OperationInfo kInfo{"put_tenant", "tenant.admin"};
    TenantInfo tenant = {};
    std::string comment = {};
    std::int64_t replaces = -1;  ///< the revision that it was made from, 0: there must be none; another one is kStale.
                                 ///< -1: whatever is there
};
BOOST_DESCRIBE_STRUCT(PutTenant, (), (tenant, comment, replaces))
/// What it owned is the default tenant's again. kConflict while runs of it have not ended.
struct RemoveTenant {
    using Reply = TenantReply;
    static constexpr OperationInfo kInfo{"remove_tenant", "tenant.admin"};
    std::string tenant = {};
    std::string comment = {};
};
BOOST_DESCRIBE_STRUCT(RemoveTenant, (), (tenant, comment))
BEAMLINE_PAGE(TenantPage, TenantInfo)
/// By id; those that the caller may see. The default tenant is always there.
struct ListTenants {
    using Reply = TenantPage;
    static constexpr OperationInfo kInfo{"list_tenants", "tenant.read"};
};
BOOST_DESCRIBE_STRUCT(ListTenants, (), ())

// ---- roles and members --------------------------------------------------------------------------------------------
/// Permissions are those of the operation table, or begin with one ("run.*"); "*" is all.
struct RoleInfo {
    std::string name;
    std::string title;
    std::vector<std::string> permissions;
    bool builtIn = false;  ///< admin, operator, approver, viewer: they cannot be changed
    std::int64_t revision = 0;
    Timestamp at = 0;
    std::string author;
    bool operator==(const RoleInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(RoleInfo, (), (name, title, permissions, builtIn, revision, at, author))
struct RoleReply {
    RoleInfo role;
};
BOOST_DESCRIBE_STRUCT(RoleReply, (), (role))
struct PutRole {
    using Reply = RoleReply;
    static constexpr OperationInfo kInfo{"put_role", "access.admin"};
    std::string name = {};
    std::string title = {};
    std::vector<std::string> permissions = {};
    std::int64_t replaces = -1;  ///< as PutTenant::replaces
};
BOOST_DESCRIBE_STRUCT(PutRole, (), (name, title, permissions, replaces))
/// kConflict while a member has it.
struct RemoveRole {
    using Reply = RoleReply;
    static constexpr OperationInfo kInfo{"remove_role", "access.admin"};
    std::string name = {};
};
BOOST_DESCRIBE_STRUCT(RemoveRole, (), (name))
BEAMLINE_PAGE(RolePage, RoleInfo)
/// The built-in ones first, then by name.
struct ListRoles {
    using Reply = RolePage;
    static constexpr OperationInfo kInfo{"list_roles", "access.read"};
};
BOOST_DESCRIBE_STRUCT(ListRoles, (), ())

/// Who has which roles where.
struct MemberInfo {
    std::string tenant;   ///< empty: in all of them, and of what belongs to none (nodes, backups)
    std::string subject;  ///< a user's name, or "group:" and a group's
    std::vector<std::string> roles;
    Timestamp at = 0;
    std::string author;
    bool operator==(const MemberInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(MemberInfo, (), (tenant, subject, roles, at, author))
struct MemberReply {
    MemberInfo member;
};
BOOST_DESCRIBE_STRUCT(MemberReply, (), (member))
/// Gives these roles in place of those there were; none takes the member out. While there are no members at all,
/// everybody may do everything; the first must be one that may do everything everywhere, and the last such one stays
/// while there are others (kConflict).
struct PutMember {
    using Reply = MemberReply;
    static constexpr OperationInfo kInfo{"put_member", "access.admin"};
    std::string tenant = {};
    std::string subject = {};
    std::vector<std::string> roles = {};
};
BOOST_DESCRIBE_STRUCT(PutMember, (), (tenant, subject, roles))
BEAMLINE_PAGE(MemberPage, MemberInfo)
/// By tenant and subject.
struct ListMembers {
    using Reply = MemberPage;
    static constexpr OperationInfo kInfo{"list_members", "access.read"};
    std::string tenant = {};  ///< empty: all that the caller may see
};
BOOST_DESCRIBE_STRUCT(ListMembers, (), (tenant))

/// What the caller may do.
struct AccessReply {
    std::string user;
    std::string tenant;                    ///< that was asked as; empty: all
    std::vector<std::string> tenants;      ///< that the caller may ask as
    std::vector<std::string> roles;        ///< there
    std::vector<std::string> permissions;  ///< there, as roles say them
    bool open = false;                     ///< there are no members: everybody may do everything
    bool operator==(const AccessReply&) const = default;
};
BOOST_DESCRIBE_STRUCT(AccessReply, (), (user, tenant, tenants, roles, permissions, open))
/// Anybody may ask.
struct GetAccess {
    using Reply = AccessReply;
    static constexpr OperationInfo kInfo{"get_access", ""};
};
BOOST_DESCRIBE_STRUCT(GetAccess, (), ())

// ---- usage --------------------------------------------------------------------------------------------------------
BOOST_DEFINE_ENUM_CLASS(UsageGroup, tenant, workflow, provider)
/// What was used in a span of time under one key.
struct UsageRow {
    std::string key;           ///< a tenant, "namespace/workflow" or a provider
    Timestamp at = 0;          ///< start of the span
    std::int64_t runs = 0;     ///< started
    std::int64_t tasks = 0;    ///< ended
    std::int64_t faulted = 0;  ///< tasks
    double taskSeconds = 0;
    double cpuSeconds = 0;
    std::int64_t decisions = 0;
    std::int64_t calls = 0;   ///< of providers
    std::int64_t failed = 0;  ///< calls
    std::int64_t tokens = 0;
    double cost = 0;
    bool operator==(const UsageRow&) const = default;
};
BOOST_DESCRIBE_STRUCT(UsageRow, (),
                      (key, at, runs, tasks, faulted, taskSeconds, cpuSeconds, decisions, calls, failed, tokens, cost))
inline constexpr std::size_t kMaxUsageRows = 10'000;
struct UsageReply {
    std::vector<UsageRow> rows;    ///< of the whole span, the dearest first
    std::vector<UsageRow> points;  ///< of each step, oldest first; what was not used is left out
    Timestamp step = 0;            ///< ms; at least an hour
    bool complete = true;          ///< false: there were more than kMaxUsageRows
};
BOOST_DESCRIBE_STRUCT(UsageReply, (), (rows, points, step, complete))
/// Of the caller's tenant; of all for who asks as none.
struct GetUsage {
    using Reply = UsageReply;
    static constexpr OperationInfo kInfo{"get_usage", "usage.read"};
    UsageGroup by = UsageGroup::workflow;
    Timestamp from = 0;
    Timestamp to = 0;    ///< 0: now
    Timestamp step = 0;  ///< ms, 0: an hour; whole hours
};
BOOST_DESCRIBE_STRUCT(GetUsage, (), (by, from, to, step))

using AccessCommands = boost::mp11::mp_list<PutTenant, RemoveTenant, PutRole, RemoveRole, PutMember>;
using AccessQueries = boost::mp11::mp_list<ListTenants, ListRoles, ListMembers, GetAccess, GetUsage>;
template <class Op>
inline constexpr bool kIsAccess =
    boost::mp11::mp_contains<boost::mp11::mp_append<AccessCommands, AccessQueries>, Op>::value;

}  // namespace beamline::api
