// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/fixture_access.h"

namespace beamline::test {

FixtureAccess::Answer FixtureAccess::answer(const api::PutTenant&) {
    return api::Error{api::code::kUnsupported, "It knows no tenants.", {}, false};
}

FixtureAccess::Answer FixtureAccess::answer(const api::RemoveTenant&) {
    return api::Error{api::code::kUnsupported, "It knows no tenants.", {}, false};
}

FixtureAccess::Answer FixtureAccess::answer(const api::PutRole&) {
    return api::Error{api::code::kUnsupported, "It knows no tenants.", {}, false};
}

FixtureAccess::Answer FixtureAccess::answer(const api::RemoveRole&) {
    return api::Error{api::code::kUnsupported, "It knows no tenants.", {}, false};
}

FixtureAccess::Answer FixtureAccess::answer(const api::PutMember&) {
    return api::Error{api::code::kUnsupported, "It knows no tenants.", {}, false};
}

FixtureAccess::Answer FixtureAccess::answer(const api::ListTenants&) {
    return api::Error{api::code::kUnsupported, "It knows no tenants.", {}, false};
}

FixtureAccess::Answer FixtureAccess::answer(const api::ListRoles&) {
    return api::Error{api::code::kUnsupported, "It knows no tenants.", {}, false};
}

FixtureAccess::Answer FixtureAccess::answer(const api::ListMembers&) {
    return api::Error{api::code::kUnsupported, "It knows no tenants.", {}, false};
}

FixtureAccess::Answer FixtureAccess::answer(const api::GetAccess&) {
    api::AccessReply reply;
    reply.open = true;
    reply.permissions = {"*"};
    return api::Reply(std::move(reply));
}

FixtureAccess::Answer FixtureAccess::answer(const api::GetUsage&) {
    return api::Error{api::code::kUnsupported, "It knows no tenants.", {}, false};
}

}  // namespace beamline::test
