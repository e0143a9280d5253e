// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tenants, roles and members as the journal has them, read again when they change. Thread-safe; reading blocks.

#include <atomic>
#include <mutex>

#include "engine/access/knowledge.h"
#include "engine/store/journal.h"

namespace beamline::runtime {

inline constexpr const char* kTenantKind = "tenant";
inline constexpr const char* kRoleKind = "role";
inline constexpr const char* kMemberKind = "member";

/// Documents of these kinds, to be put.
store::StoredDocument documentOf(const api::TenantInfo& tenant);
store::StoredDocument documentOf(const api::RoleInfo& role);
store::StoredDocument documentOf(const api::MemberInfo& member);

class JournalAccess final : public access::AccessBook {
public:
    explicit JournalAccess(store::Journal& journal) : m_journal(&journal) {}
    access::KnowledgePtr take() override;
    /// Something has changed; the next one that asks reads it.
    void changed();
    /// The journal goes: what is known stays, and nobody may do anything once that is no longer so.
    void close();

private:
    access::KnowledgePtr read() const;
    store::Journal* m_journal;
    std::mutex m_mutex;
    access::KnowledgePtr m_known;
    std::uint64_t m_have = 0;
    std::atomic<std::uint64_t> m_wanted{1};  ///< counts changes; one of the writer's thread must not wait for a reader
};

}  // namespace beamline::runtime
