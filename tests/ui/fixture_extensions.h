// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the fixture knows of extensions, and what it says of dry runs. Any thread.

#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "engine/api/engine.h"

namespace beamline::test {

/// A registry with revisions. Nothing is called: how an extension does is said by setHealth(), what a package holds by
/// setPackage(), what a stage does in a dry run by setStage().
class FixtureExtensions {
public:
    using Answer = api::Result<api::Reply>;
    using StageAnswer = std::function<api::StageOutcome(const std::string& id, const api::Json& message)>;
    /// Who is told of changes, without the lock.
    std::function<void(api::Event)> tell;

    /// A new revision, made of the registration; figures are those of `info`. Publishes "extension.changed".
    void put(const api::Json& document, api::ExtensionInfo info = {});
    /// How it does from now on. Not told: whoever looks asks.
    void setHealth(const std::string& id, const std::function<void(api::ExtensionInfo&)>& edit);
    void setLog(const std::string& id, std::vector<api::ExtensionLine> lines);
    /// What a file with this text is found to hold.
    void setPackage(const std::string& text, api::PackageReport report);
    /// What the next registration is told to be wrong with; empty: nothing.
    void setProblems(std::vector<api::Problem> problems);
    /// What stages do to messages; without it all of them pass.
    void setStage(StageAnswer answer);
    void setNow(api::Timestamp now);
    std::vector<std::string> ids() const;
    api::ExtensionInfo newest(const std::string& id) const;

    Answer answer(const api::DryRunRoute& op);
    Answer answer(const api::PutExtension& op);
    Answer answer(const api::ControlExtension& op);
    Answer answer(const api::InstallExtension& op);
    Answer answer(const api::ListExtensions& op);
    Answer answer(const api::GetExtension& op);
    Answer answer(const api::InspectPackage& op);
    Answer answer(const api::GetExtensionLog& op);

private:
    struct Revision {
        api::ExtensionInfo info;
        api::Json document;
    };
    using Revisions = std::vector<Revision>;  ///< oldest first
    Answer store(const api::Json& document, api::ExtensionInfo info, std::int64_t replaces);
    void publish(const std::string& id);
    const Revisions* find(const std::string& id) const;  ///< with the lock

    mutable std::mutex m_mutex;
    api::Timestamp m_now = 1795556776000;
    std::map<std::string, Revisions> m_extensions;
    std::map<std::string, std::vector<api::ExtensionLine>> m_logs;
    std::map<std::string, api::PackageReport> m_packages;
    std::vector<api::Problem> m_problems;
    StageAnswer m_stage;
};

}  // namespace beamline::test
