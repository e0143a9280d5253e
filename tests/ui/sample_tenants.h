// SPDX-License-Identifier: Apache-2.0
#pragma once
// Some tenants with roles, members, messages and what they used, over the sample evening. Any thread.

#include "tests/ui/sample_data.h"

namespace beamline::test {

/// default, acme (near its budget), globex (suspended, out of storage).
void putTenants(FixtureEngine& engine);
/// anna is an admin, ben an operator of acme, the group finance approves; and a role of the house.
void putMembers(FixtureEngine& engine);
/// A week of usage of three keys.
api::UsageReply sampleUsage(const std::vector<std::string>& keys, api::Timestamp step = 6 * 3'600'000);
/// Published, routed, failed and repeated.
void putMessages(FixtureEngine& engine);
/// The sample evening with all of that.
std::shared_ptr<FixtureEngine> tenantEngine();

}  // namespace beamline::test
