// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/access_books.h"

#include "engine/api/json_codec.h"
#include "engine/runtime/routing_books.h"

namespace beamline::runtime {

namespace {

store::StoredDocument accessDocument(const char* kind, const std::string& tenant, const std::string& id,
                                     const std::string& author, api::Timestamp at, const api::Json& data) {
    return {kind, tenant, id, 0, at, author, {}, false, boost::json::serialize(data), true};
}

template <class Info>
std::optional<Info> infoIn(const store::StoredDocument& stored) {
    auto info = api::fromJson<Info>(storedJson(stored.data), api::Reading::newer);
    if (!info.ok()) {
        return std::nullopt;
    }
    info->at = stored.at;
    info->author = stored.author;
    if constexpr (requires { info->revision; }) {
        info->revision = stored.version;
    }
    return std::move(*info);
}

/// False: something of it cannot be read. To leave that out could give away what it protects.
template <class Info>
bool readAll(store::Journal& journal, const char* kind, std::vector<Info>& all) {
    const auto stored = journal.documents(kind, {});
    if (!stored.ok()) {
        return false;
    }
    for (const auto& document : *stored) {
        auto info = infoIn<Info>(document);
        if (!info) {
            return false;
        }
        all.push_back(std::move(*info));
    }
    return true;
}

}  // namespace

store::StoredDocument documentOf(const api::TenantInfo& tenant) {
    auto copy = tenant;
    copy.use = {};
    copy.revision = 0;
    copy.at = 0;
    copy.author.clear();
    return accessDocument(kTenantKind, tenant.id, tenant.id, tenant.author, tenant.at, api::toJson(copy));
}

store::StoredDocument documentOf(const api::RoleInfo& role) {
    auto copy = role;
    copy.builtIn = false;
    copy.revision = 0;
    copy.at = 0;
    copy.author.clear();
    return accessDocument(kRoleKind, {}, role.name, role.author, role.at, api::toJson(copy));
}

store::StoredDocument documentOf(const api::MemberInfo& member) {
    auto copy = member;
    copy.at = 0;
    copy.author.clear();
    return accessDocument(kMemberKind, member.tenant, member.subject, member.author, member.at, api::toJson(copy));
}

access::KnowledgePtr JournalAccess::read() const {
    std::vector<api::TenantInfo> tenants;
    std::vector<api::RoleInfo> roles;
    std::vector<api::MemberInfo> members;
    if (!m_journal || !readAll(*m_journal, kTenantKind, tenants) || !readAll(*m_journal, kRoleKind, roles) ||
        !readAll(*m_journal, kMemberKind, members)) {
        return nullptr;
    }
    return std::make_shared<const access::Knowledge>(std::move(tenants), std::move(roles), std::move(members));
}

access::KnowledgePtr JournalAccess::take() {
    const std::lock_guard lock(m_mutex);
    const std::uint64_t wanted = m_wanted;
    if (m_have != wanted) {
        m_known = read();
        m_have = m_known ? wanted : m_have;
    }
    return m_known;
}

void JournalAccess::changed() {
    ++m_wanted;
}

void JournalAccess::close() {
    const std::lock_guard lock(m_mutex);
    m_journal = nullptr;
}

}  // namespace beamline::runtime
