// SPDX-License-Identifier: Apache-2.0
#pragma once
// What may become of tenants, roles and members: why a change is refused, with what there is. Pure, any thread.

#include "engine/access/knowledge.h"

namespace beamline::runtime {

using Refusal = std::optional<api::Error>;

Refusal refuseTenant(const access::Knowledge& known, const api::PutTenant& op);
/// Runs aside.
Refusal refuseRemoval(const access::Knowledge& known, const api::RemoveTenant& op);
Refusal refuseRole(const access::Knowledge& known, const api::PutRole& op);
Refusal refuseRemoval(const access::Knowledge& known, const api::RemoveRole& op);
Refusal refuseMember(const access::Knowledge& known, const api::PutMember& op);

}  // namespace beamline::runtime
