// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/definition_cache.h"

#include "engine/core/expression/script_host.h"
#include "engine/runtime/batch_definition.h"
#include "engine/runtime/resources.h"

namespace beamline::runtime {

void DefinitionCache::put(const core::DefinitionPtr& definition) {
    std::lock_guard lock(m_mutex);
    const auto& digest = definition->info.digest;
    if (const auto found = m_byDigest.find(digest); found != m_byDigest.end()) {
        m_recent.splice(m_recent.begin(), m_recent, found->second);
        return;
    }
    m_recent.push_front(definition);
    m_byDigest[digest] = m_recent.begin();
    if (m_recent.size() > kMaxCachedDefinitions) {
        m_byDigest.erase(m_recent.back()->info.digest);
        m_recent.pop_back();
    }
}

api::Result<core::DefinitionPtr> DefinitionCache::parse(const store::StoredWorkflow& stored) {
    KeptResources resources(stored.resources);
    auto parsed = core::parseDefinition(stored.source, m_catalog, &resources);
    if (!parsed.definition) {
        if (const auto why = withoutScripts(stored.source); !why.empty()) {
            return api::Error{api::code::kUnavailable, why, {}, true};
        }
        const auto first = parsed.problems.empty() ? std::string("it cannot be read") : parsed.problems.front().message;
        return api::Error{api::code::kInvalidDefinition,
                          "The deployed workflow " + stored.info.name + " " + stored.info.version +
                              " is not valid for this build: " + first + " Deploy a corrected version.",
                          {},
                          false};
    }
    put(parsed.definition);
    return parsed.definition;
}

/// Why this machine cannot run the JavaScript of a definition now, whatever it says; empty: it can, or there is none.
std::string DefinitionCache::withoutScripts(const std::string& source) const {
    const auto host = m_catalog.scripts();
    if (!host || source.find("javascript") == std::string::npos) {
        return {};
    }
    const auto checked = host->check({"", "1", {"$"}});
    return !checked && checked.error().code == api::code::kUnavailable ? checked.error().message : std::string();
}

api::Result<core::DefinitionPtr> DefinitionCache::byDigest(const std::string& digest) {
    if (auto own = builtInDefinition(digest)) {
        return own;
    }
    {
        std::lock_guard lock(m_mutex);
        if (const auto found = m_byDigest.find(digest); found != m_byDigest.end()) {
            m_recent.splice(m_recent.begin(), m_recent, found->second);
            return *found->second;
        }
    }
    auto stored = m_journal.workflowByDigest(digest);
    if (!stored) {
        return stored.error();
    }
    return parse(*stored);
}

api::Result<core::DefinitionPtr> DefinitionCache::byName(const std::string& ns, const std::string& name,
                                                         const std::string& version) {
    const auto key = ns + '\n' + name + '\n' + version;
    std::string digest;
    std::uint64_t generation = 0;
    {
        std::lock_guard lock(m_mutex);
        generation = m_generation;
        if (const auto found = m_names.find(key); found != m_names.end()) {
            digest = found->second;
        }
    }
    if (!digest.empty()) {
        return byDigest(digest);
    }
    auto stored = m_journal.workflow(ns, name, version);
    if (!stored) {
        return stored.error();
    }
    {
        std::lock_guard lock(m_mutex);
        if (generation == m_generation) {
            if (m_names.size() >= kMaxCachedDefinitions) {
                m_names.clear();
            }
            m_names[key] = stored->info.digest;
        }
    }
    return byDigest(stored->info.digest);
}

void DefinitionCache::forgetNames() {
    std::lock_guard lock(m_mutex);
    m_names.clear();
    ++m_generation;
}

}  // namespace beamline::runtime
