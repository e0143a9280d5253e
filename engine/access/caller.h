// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who asks, as what they are taken, and what they may do. Pure, any thread.

#include <string_view>

#include "engine/access/knowledge.h"

namespace beamline::access {

struct Caller {
    std::string user;
    std::string tenant;                        ///< as which they act; empty: all of them
    bool ofAll = false;                        ///< a member of all, or everybody may do everything
    bool looks = false;                        ///< the tenant is suspended: nothing may be changed
    std::vector<std::string> roles;            ///< there
    std::vector<std::string> permissions;      ///< likewise
    std::vector<std::string> everywhere;       ///< permissions that hold in all tenants and for the machine
    std::optional<api::NamespaceScope> scope;  ///< what they see; nothing: everything

    bool sees(const std::string& ns) const { return !scope || scope->contains(ns); }
};

/// Takes who asks as a member of the tenant that they name; of none: as a member of all, or of the one they are in.
/// kForbidden says that they are no member, or which tenants they can choose from.
api::Result<Caller> callerOf(const Knowledge& known, const std::string& user, const std::vector<std::string>& groups,
                             const std::string& tenant);
/// Tenants that they may ask as, sorted.
std::vector<std::string> tenantsOf(const Knowledge& known, const std::string& user,
                                   const std::vector<std::string>& groups);
/// The answer of GetAccess.
api::AccessReply accessOf(const Knowledge& known, const std::string& user, const std::vector<std::string>& groups,
                          const std::string& tenant);

/// kForbidden, naming user, permission and roles.
api::Error lacks(const Caller& caller, std::string_view permission);
/// The permission does not hold in all tenants, which is needed for what belongs to none.
api::Error lacksEverywhere(const Caller& caller, std::string_view permission);
/// Whether `given` covers all that the roles would give.
bool coversRoles(const Knowledge& known, const std::vector<std::string>& given, const std::vector<std::string>& roles);

}  // namespace beamline::access
