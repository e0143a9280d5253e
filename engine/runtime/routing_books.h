// SPDX-License-Identifier: Apache-2.0
#pragma once
// Policies and extensions as the journal has them, read when they are asked for and kept until they change.
// Thread-safe; reading blocks.

#include <map>
#include <mutex>

#include "engine/routing/router.h"
#include "engine/store/journal.h"

namespace beamline::runtime {

inline constexpr const char* kPolicyKind = "policy";
inline constexpr const char* kExtensionKind = "extension";
inline constexpr std::size_t kMaxPolicies = 100;        ///< of a tenant
inline constexpr std::size_t kMaxExtensions = 200;      ///< likewise
inline constexpr std::size_t kMaxBookEntries = 10'000;  ///< kept in memory; beyond it all are read anew

/// Of a document of the journal; null: it is none.
api::Json storedJson(const std::string& data);
/// In whose name a request comes.
std::string askingTenant(const api::RequestContext& who);

class PolicyBook {
public:
    explicit PolicyBook(store::Journal& journal) : m_journal(journal) {}
    routing::CurrentPolicy find(const std::string& tenant, const std::string& id);
    /// Those of a tenant, by name.
    std::vector<routing::PolicyPtr> all(const std::string& tenant);
    /// Of the first policy with a breaker that names the provider.
    routing::BreakerOptions breakerOf(const std::string& tenant, const std::string& provider);
    /// An empty tenant: anything may have changed.
    void changed(const std::string& tenant, const std::string& id);

private:
    store::Journal& m_journal;
    std::mutex m_mutex;
    std::map<std::pair<std::string, std::string>, routing::CurrentPolicy> m_policies;
    std::map<std::string, std::vector<routing::PolicyPtr>> m_tenants;
};

class ExtensionBook {
public:
    explicit ExtensionBook(store::Journal& journal) : m_journal(journal) {}
    /// That of the tenant, else one that the default tenant shares with it; null: there is none.
    routing::ExtensionPtr find(const std::string& tenant, const std::string& id);
    void changed(const std::string& tenant, const std::string& id);

private:
    routing::ExtensionPtr own(const std::string& tenant, const std::string& id);
    store::Journal& m_journal;
    std::mutex m_mutex;
    std::map<std::pair<std::string, std::string>, routing::ExtensionPtr> m_extensions;
};

}  // namespace beamline::runtime
