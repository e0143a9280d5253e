// SPDX-License-Identifier: Apache-2.0
#pragma once
// Parsed definitions by digest. Parsing costs tens of milliseconds (jq compiles its library), so it is done once.
// Thread-safe.

#include <list>
#include <mutex>
#include <unordered_map>

#include "engine/core/definition/definition.h"
#include "engine/store/journal.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxCachedDefinitions = 256;  ///< least recently used ones go first; runs keep theirs

class DefinitionCache {
public:
    DefinitionCache(store::Journal& journal, const core::Catalog& catalog) : m_journal(journal), m_catalog(catalog) {}

    /// Blocking. kNotFound when no such definition was deployed.
    api::Result<core::DefinitionPtr> byDigest(const std::string& digest);
    /// `version` empty: the latest.
    api::Result<core::DefinitionPtr> byName(const std::string& ns, const std::string& name, const std::string& version);
    void put(const core::DefinitionPtr& definition);
    /// A deployment may have changed what "the latest" means.
    void forgetNames();

private:
    api::Result<core::DefinitionPtr> parse(const store::StoredWorkflow& stored);
    std::string withoutScripts(const std::string& source) const;

    store::Journal& m_journal;
    const core::Catalog& m_catalog;
    std::mutex m_mutex;
    std::list<core::DefinitionPtr> m_recent;  ///< most recent first
    std::unordered_map<std::string, std::list<core::DefinitionPtr>::iterator> m_byDigest;
    std::unordered_map<std::string, std::string> m_names;  ///< "ns\nname\nversion" to digest
    std::uint64_t m_generation = 0;
};

}  // namespace beamline::runtime
