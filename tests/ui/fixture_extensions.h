// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the fixture knows of extensions, and what it says of dry runs. Any thread.

#include <functional>
#include <mutex>

#include "engine/api/engine.h"

namespace beamline::test {

class FixtureExtensions {
public:
    using Answer = api::Result<api::Reply>;
    /// Who is told of changes, without the lock.
    std::function<void(api::Event)> tell;

    Answer answer(const api::DryRunRoute& op);
    Answer answer(const api::PutExtension& op);
    Answer answer(const api::ControlExtension& op);
    Answer answer(const api::InstallExtension& op);
    Answer answer(const api::ListExtensions& op);
    Answer answer(const api::GetExtension& op);
    Answer answer(const api::InspectPackage& op);
    Answer answer(const api::GetExtensionLog& op);

private:
    mutable std::mutex m_mutex;
};

}  // namespace beamline::test
