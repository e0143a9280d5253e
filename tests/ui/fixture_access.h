// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the fixture knows of tenants, roles, members and usage. Any thread.

#include <functional>
#include <mutex>

#include "engine/api/engine.h"

namespace beamline::test {

class FixtureAccess {
public:
    using Answer = api::Result<api::Reply>;
    /// Who is told of changes, without the lock.
    std::function<void(api::Event)> tell;

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
    mutable std::mutex m_mutex;
};

}  // namespace beamline::test
