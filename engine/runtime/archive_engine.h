// SPDX-License-Identifier: Apache-2.0
#pragma once
// A run in a file, opened as if it were an engine: it answers what was recorded, also how the run was before, and takes
// no commands. Thread-safe like every api::Engine.

#include <filesystem>
#include <memory>

#include "engine/api/engine.h"
#include "engine/core/archive/archive.h"

namespace beamline::runtime {

class ArchiveEngine : public api::Engine {
public:
    explicit ArchiveEngine(core::Archive archive);
    /// Blocks while the file is read. Errors: kNotFound, kUnavailable, and what core::readArchive answers.
    static api::Result<std::shared_ptr<ArchiveEngine>> open(const std::filesystem::path& file);
    /// Waits for the answers under way.
    ~ArchiveEngine() override;

    void submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) override;
    void query(api::Query query, api::RequestContext context, api::ReplyHandler handler) override;
    /// Nothing happens here any more.
    std::unique_ptr<api::Subscription> subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink) override;
    api::Health health() const override;

    const core::Archive& archive() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace beamline::runtime
