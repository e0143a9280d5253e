// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/routing_books.h"

#include <algorithm>

#include "engine/api/json_codec.h"

namespace beamline::runtime {

namespace {
/// The latest version; null: there is none now. An error is not to be remembered.
api::Result<std::optional<store::StoredDocument>> newestDocument(store::Journal& journal, const char* kind,
                                                                 const std::string& tenant, const std::string& id) {
    auto found = journal.document(kind, tenant, id, 0);
    if (found.ok() && *found && (*found)->removed) {
        return std::optional<store::StoredDocument>();
    }
    return found;
}
}  // namespace

/// What was stored was read once before; an older engine may have understood it differently.
api::Json storedJson(const std::string& data) {
    auto parsed = api::parseJson(data);
    return parsed.ok() ? std::move(parsed).value() : api::Json();
}

std::string askingTenant(const api::RequestContext& who) {
    return who.tenant.empty() ? api::kDefaultTenant : who.tenant;
}

routing::CurrentPolicy PolicyBook::find(const std::string& tenant, const std::string& id) {
    const std::lock_guard lock(m_mutex);
    const std::pair key(tenant, id);
    if (const auto known = m_policies.find(key); known != m_policies.end()) {
        return known->second;
    }
    routing::CurrentPolicy current;
    const auto stored = newestDocument(m_journal, kPolicyKind, tenant, id);
    if (!stored.ok()) {
        return current;
    }
    if (*stored) {
        current = {routing::readPolicy(storedJson((*stored)->data), tenant, id).policy, (*stored)->version};
    }
    if (m_policies.size() >= kMaxBookEntries) {
        m_policies.clear();
    }
    m_policies[key] = current;
    return current;
}

std::vector<routing::PolicyPtr> PolicyBook::all(const std::string& tenant) {
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_tenants.find(tenant); known != m_tenants.end()) {
        return known->second;
    }
    std::vector<routing::PolicyPtr> found;
    const auto stored = m_journal.documents(kPolicyKind, tenant);
    if (!stored.ok()) {
        return found;  // not kept: the next one asks again
    }
    for (const auto& document : *stored) {
        if (auto policy = routing::readPolicy(storedJson(document.data), tenant, document.id).policy) {
            found.push_back(std::move(policy));
        }
    }
    if (m_tenants.size() >= kMaxBookEntries) {
        m_tenants.clear();
    }
    return m_tenants[tenant] = std::move(found);
}

routing::BreakerOptions PolicyBook::breakerOf(const std::string& tenant, const std::string& provider) {
    for (const auto& policy : all(tenant)) {
        const auto names = policy->providerNames();
        if (policy->breaker.enabled && std::find(names.begin(), names.end(), provider) != names.end()) {
            return policy->breaker;
        }
    }
    return {};
}

void PolicyBook::changed(const std::string& tenant, const std::string& id) {
    const std::lock_guard lock(m_mutex);
    if (tenant.empty()) {
        m_policies.clear();
        m_tenants.clear();
        return;
    }
    m_policies.erase({tenant, id});
    m_tenants.erase(tenant);
}

routing::ExtensionPtr ExtensionBook::own(const std::string& tenant, const std::string& id) {
    const std::lock_guard lock(m_mutex);
    const std::pair key(tenant, id);
    if (const auto known = m_extensions.find(key); known != m_extensions.end()) {
        return known->second;
    }
    routing::ExtensionPtr extension;
    const auto stored = newestDocument(m_journal, kExtensionKind, tenant, id);
    if (!stored.ok()) {
        return nullptr;
    }
    if (*stored) {
        extension = routing::readExtension(storedJson((*stored)->data), tenant).extension;
    }
    if (m_extensions.size() >= kMaxBookEntries) {
        m_extensions.clear();
    }
    return m_extensions[key] = std::move(extension);
}

routing::ExtensionPtr ExtensionBook::find(const std::string& tenant, const std::string& id) {
    if (auto extension = own(tenant, id)) {
        return extension;
    }
    if (tenant == api::kDefaultTenant) {
        return nullptr;
    }
    auto shared = own(api::kDefaultTenant, id);
    return shared && !shared->tenants.empty() && shared->serves(tenant) ? shared : nullptr;
}

void ExtensionBook::changed(const std::string& tenant, const std::string& id) {
    const std::lock_guard lock(m_mutex);
    if (tenant.empty()) {
        m_extensions.clear();
        return;
    }
    m_extensions.erase({tenant, id});
}

}  // namespace beamline::runtime
