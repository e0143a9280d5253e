// SPDX-License-Identifier: Apache-2.0
#pragma once
// Parses definitions that are deployed or validated, together with the external resources that they name. Thread-safe.

#include "engine/runtime/pool.h"
#include "engine/runtime/resources.h"

namespace beamline::runtime {

inline constexpr int kReaderThreads = 4;   ///< definitions whose resources are read at once …
inline constexpr int kMaxUnreadable = 64;  ///< … and that wait for it; beyond these kOverloaded

/// What parsing gave, and what was read for it, as StoredWorkflow::resources.
struct ReadDefinition {
    core::ParseResult parsed;
    std::string resources;
};

class DefinitionReader {
public:
    using Done = std::function<void(api::Result<ReadDefinition>)>;

    DefinitionReader(const blocks::BlockSettings& settings, const core::Catalog& catalog);
    /// `required`: a resource that cannot be read is an error of the definition. `done` is called on this thread when
    /// the definition names no resources, else on one of the reader's own: a slow server holds up nobody but those who
    /// read from servers too.
    void read(std::string source, bool required, Done done);
    /// Breaks off what is being read. Answers kUnavailable, now and from here on.
    void stop();

private:
    const blocks::BlockSettings& m_settings;
    const core::Catalog& m_catalog;
    blocks::CancelToken m_cancel;
    Pool m_pool;
};

}  // namespace beamline::runtime
