// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operations of tenants, roles, members and usage. Changes are made one after the other, each looked at with what
// those before it left. Any thread; answers come on the journal's or a pool's.

#include <deque>

#include "engine/runtime/access_books.h"
#include "engine/runtime/services.h"

namespace beamline::runtime {

class AccessDesk {
public:
    template <class T>
    using Handler = std::function<void(api::Result<T>)>;
    /// What a tenant uses now. Must not block for long.
    using UseOf = std::function<api::TenantUse(const std::string& tenant)>;

    AccessDesk(Services& services, Pool& threads);
    /// Changes that wait are answered that the engine stops; the journal is not read any more.
    void stop();

    /// Who knows it says so, before anybody asks.
    void setUse(UseOf use) { m_useOf = std::move(use); }

    void handle(const api::PutTenant& op, const api::RequestContext& who, Handler<api::TenantReply> done);
    void handle(const api::RemoveTenant& op, const api::RequestContext& who, Handler<api::TenantReply> done);
    void handle(const api::ListTenants& op, const api::RequestContext& who, Handler<api::TenantPage> done);
    void handle(const api::PutRole& op, const api::RequestContext& who, Handler<api::RoleReply> done);
    void handle(const api::RemoveRole& op, const api::RequestContext& who, Handler<api::RoleReply> done);
    void handle(const api::ListRoles& op, const api::RequestContext& who, Handler<api::RolePage> done);
    void handle(const api::PutMember& op, const api::RequestContext& who, Handler<api::MemberReply> done);
    void handle(const api::ListMembers& op, const api::RequestContext& who, Handler<api::MemberPage> done);
    void handle(const api::GetAccess& op, const api::RequestContext& who, Handler<api::AccessReply> done);

    const std::shared_ptr<JournalAccess>& book() const { return m_book; }
    /// Whether what belongs to the run may reach into the namespace: a tenant's runs start none of another's workflows.
    bool sameTenant(const std::string& run, const std::string& ns);
    /// Another node has changed a document of this kind; any may have changed when it is empty.
    void changed(const std::string& kind);

private:
    using Next = std::function<void()>;
    /// One change: `work` gets what there is now, and calls `next` when it has been answered; `refused` answers in its
    /// place.
    struct Turn {
        std::function<void(const access::KnowledgePtr& known, Next next)> work;
        std::function<void(api::Error)> refused;
    };

    template <class T>
    void inTurn(const Handler<T>& done, std::function<void(const access::KnowledgePtr& known, Handler<T> answer)> work);
    void begin(Turn turn);
    void take(const Turn& turn);
    void next();
    /// Stores it, takes it into account, tells the feed, answers the version on a thread of the pool.
    void put(store::StoredDocument document, std::int64_t replaces, Handler<std::int64_t> done);
    void stored(const store::StoredDocument& document);
    void removeMembers(std::vector<api::MemberInfo> members, const std::string& author,
                       std::function<void(api::Result<api::Unit>)> done);
    api::TenantInfo withUse(api::TenantInfo tenant) const;

    Services& m_services;
    Pool& m_threads;
    const std::shared_ptr<JournalAccess> m_book;
    UseOf m_useOf;
    std::mutex m_mutex;
    bool m_busy = false;  // from here on: under the mutex
    bool m_stopped = false;
    std::deque<Turn> m_waiting;
};

}  // namespace beamline::runtime
