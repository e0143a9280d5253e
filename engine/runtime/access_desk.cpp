// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/access_desk.h"

#include "engine/access/caller.h"
#include "engine/api/ids.h"
#include "engine/api/moved.h"
#include "engine/runtime/access_rules.h"
#include "engine/runtime/quota_keeper.h"

namespace beamline::runtime {

using api::Error;
namespace code = api::code;

namespace {

constexpr const char* kAccessEvent = "access.changed";

Error unreadableAccess() {
    return {
        code::kUnavailable, "Tenants, roles and members cannot be read now. Look at the engine's health.", {}, true};
}

Error stoppingDesk() {
    return {code::kUnavailable, "The engine is stopping. Try again when it has started.", {}, true};
}

Error keptElsewhere() {
    return api::movedError("Tenants, roles and members are kept by another node of the cluster. Ask that one.");
}

api::TenantInfo defaultTenant() {
    api::TenantInfo tenant;
    tenant.id = api::kDefaultTenant;
    return tenant;
}

}  // namespace

AccessDesk::AccessDesk(Services& services, Pool& threads)
    : m_services(services),
      m_threads(threads),
      m_book(std::make_shared<JournalAccess>(services.journal)),
      m_useOf([](const std::string&) { return api::TenantUse(); }) {}

void AccessDesk::stop() {
    std::deque<Turn> waiting;
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        waiting.swap(m_waiting);
    }
    for (const auto& turn : waiting) {
        turn.refused(stoppingDesk());
    }
    m_book->close();
}

void AccessDesk::changed(const std::string& kind) {
    if (kind.empty() || kAccessEvent == kind) {
        m_book->changed();
    }
}

bool AccessDesk::sameTenant(const std::string& run, const std::string& ns) {
    const auto known = m_book->take();
    if (known && !known->separates()) {
        return true;
    }
    const auto found = m_services.journal.runSummaries({run});
    return known && found.ok() && found->front() && known->tenantOf(found->front()->ns) == known->tenantOf(ns);
}

// ---- one change after the other

template <class T>
void AccessDesk::inTurn(const Handler<T>& done,
                        std::function<void(const access::KnowledgePtr& known, Handler<T> answer)> work) {
    if (!m_services.actsFor(core::kSystemShard)) {
        done(keptElsewhere());
        return;
    }
    Turn turn;
    turn.refused = [done](Error error) { done(std::move(error)); };
    turn.work = [done, work = std::move(work)](const access::KnowledgePtr& known, Next next) {
        work(known, [done, next = std::move(next)](api::Result<T> answer) {
            done(std::move(answer));
            next();
        });
    };
    begin(std::move(turn));
}

void AccessDesk::begin(Turn turn) {
    bool stopped = false;
    {
        const std::lock_guard lock(m_mutex);
        stopped = m_stopped;
        if (!stopped && std::exchange(m_busy, true)) {
            m_waiting.push_back(std::move(turn));
            return;
        }
    }
    stopped ? turn.refused(stoppingDesk()) : take(turn);
}

void AccessDesk::take(const Turn& turn) {
    const auto known = m_book->take();
    if (known) {
        turn.work(known, [this] { next(); });
    } else {
        turn.refused(unreadableAccess());
        next();
    }
}

void AccessDesk::next() {
    for (;;) {
        Turn turn;
        {
            const std::lock_guard lock(m_mutex);
            if (m_waiting.empty()) {
                m_busy = false;
                return;
            }
            turn = std::move(m_waiting.front());
            m_waiting.pop_front();
        }
        const auto refused = turn.refused;
        Job job;
        job.run = [this, turn = std::move(turn)] { take(turn); };
        job.dropped = [this, refused] {
            refused(stoppingDesk());
            next();
        };
        if (m_threads.submit(std::move(job))) {
            return;
        }
        refused(stoppingDesk());
    }
}

void AccessDesk::put(store::StoredDocument document, std::int64_t replaces, Handler<std::int64_t> done) {
    auto copy = document;
    m_services.journal.putDocument(
        std::move(document), replaces,
        [this, copy = std::move(copy), done = std::move(done)](const api::Result<std::int64_t>& version) {
            if (!version.ok()) {
                done(version.error());
                return;
            }
            // Not on the journal's thread, which must only queue: what holds from now on is read first.
            const auto tell = [this, copy, done, version] {
                stored(copy);
                done(version);
            };
            Job job;
            job.run = tell;
            job.dropped = tell;
            if (!m_threads.submit(std::move(job))) {
                tell();
            }
        });
}

void AccessDesk::stored(const store::StoredDocument& document) {
    m_book->changed();
    m_book->take();
    m_services.quotas->changed();
    api::Event event;
    event.kind = kAccessEvent;
    event.at = document.at;
    event.name = document.id;
    event.data = boost::json::object{{"tenant", document.tenant}, {"id", document.id}};
    m_services.feed.publish(std::make_shared<std::vector<api::Event>>(1, event), m_services.journal.health().seq);
}

// ---- tenants

api::TenantInfo AccessDesk::withUse(api::TenantInfo tenant) const {
    tenant.use = m_useOf(tenant.id);
    return tenant;
}

void AccessDesk::handle(const api::PutTenant& op, const api::RequestContext& who, Handler<api::TenantReply> done) {
    inTurn<api::TenantReply>(done, [this, op, user = who.user](const auto& known, auto answer) {
        if (auto refused = refuseTenant(*known, op)) {
            answer(std::move(*refused));
            return;
        }
        auto tenant = op.tenant;
        tenant.author = user;
        tenant.at = api::wallClock();
        auto document = documentOf(tenant);
        document.comment = op.comment;
        put(std::move(document), op.replaces, [this, tenant, answer](const api::Result<std::int64_t>& version) mutable {
            if (!version.ok()) {
                answer(version.error());
                return;
            }
            tenant.revision = *version;
            answer(api::TenantReply{withUse(std::move(tenant))});
        });
    });
}

void AccessDesk::removeMembers(std::vector<api::MemberInfo> members, const std::string& author,
                               std::function<void(api::Result<api::Unit>)> done) {
    if (members.empty()) {
        done(api::Unit{});
        return;
    }
    auto document = documentOf(members.back());
    members.pop_back();
    document.removed = true;
    document.author = author;
    document.at = api::wallClock();
    put(std::move(document), -1,
        [this, members = std::move(members), author, done = std::move(done)](const auto& version) mutable {
            version.ok() ? removeMembers(std::move(members), author, std::move(done)) : done(version.error());
        });
}

void AccessDesk::handle(const api::RemoveTenant& op, const api::RequestContext& who, Handler<api::TenantReply> done) {
    inTurn<api::TenantReply>(done, [this, op, user = who.user](const auto& known, auto answer) {
        if (auto refused = refuseRemoval(*known, op)) {
            answer(std::move(*refused));
            return;
        }
        api::RunFilter active;
        active.phases = {api::Phase::pending, api::Phase::running, api::Phase::waiting, api::Phase::suspended};
        active.scope = known->scopeOf(op.tenant);
        const auto counts = m_services.journal.countRuns(active);
        if (!counts.ok()) {
            answer(counts.error());
            return;
        }
        std::int64_t open = 0;
        for (const auto& [phase, count] : counts->byPhase) {
            open += count;
        }
        if (open > 0) {
            answer(Error{code::kConflict,
                         "The tenant " + op.tenant + " has " + std::to_string(open) + (open == 1 ? " run" : " runs") +
                             " that " + (open == 1 ? "has" : "have") + " not ended. Cancel them, or wait.",
                         {},
                         false});
            return;
        }
        std::vector<api::MemberInfo> members;
        for (const auto& member : known->members()) {
            if (member.tenant == op.tenant) {
                members.push_back(member);
            }
        }
        // First its members: they would be back with another tenant of that name.
        removeMembers(std::move(members), user,
                      [this, op, user, tenant = *known->tenant(op.tenant), answer](const auto& removed) mutable {
                          if (!removed.ok()) {
                              answer(removed.error());
                              return;
                          }
                          tenant.author = user;
                          tenant.at = api::wallClock();
                          auto document = documentOf(tenant);
                          document.removed = true;
                          document.comment = op.comment;
                          put(std::move(document), -1, [tenant, answer](const auto& version) mutable {
                              tenant.revision = version.ok() ? *version : tenant.revision;
                              version.ok() ? answer(api::TenantReply{std::move(tenant)}) : answer(version.error());
                          });
                      });
    });
}

void AccessDesk::handle(const api::ListTenants&, const api::RequestContext&, Handler<api::TenantPage> done) {
    const auto known = m_book->take();
    if (!known) {
        done(unreadableAccess());
        return;
    }
    api::TenantPage page;
    page.seq = m_services.journal.health().seq;
    for (const auto& name : known->tenantNames()) {
        const auto* tenant = known->tenant(name);
        page.items.push_back(withUse(tenant ? *tenant : defaultTenant()));
    }
    done(std::move(page));
}

// ---- roles

void AccessDesk::handle(const api::PutRole& op, const api::RequestContext& who, Handler<api::RoleReply> done) {
    inTurn<api::RoleReply>(done, [this, op, user = who.user](const auto& known, auto answer) {
        if (auto refused = refuseRole(*known, op)) {
            answer(std::move(*refused));
            return;
        }
        api::RoleInfo role{op.name, op.title, op.permissions, false, 0, api::wallClock(), user};
        put(documentOf(role), op.replaces, [role, answer](const auto& version) mutable {
            role.revision = version.ok() ? *version : 0;
            version.ok() ? answer(api::RoleReply{std::move(role)}) : answer(version.error());
        });
    });
}

void AccessDesk::handle(const api::RemoveRole& op, const api::RequestContext& who, Handler<api::RoleReply> done) {
    inTurn<api::RoleReply>(done, [this, op, user = who.user](const auto& known, auto answer) {
        if (auto refused = refuseRemoval(*known, op)) {
            answer(std::move(*refused));
            return;
        }
        auto role = *known->role(op.name);
        role.author = user;
        role.at = api::wallClock();
        auto document = documentOf(role);
        document.removed = true;
        put(std::move(document), -1, [role, answer](const auto& version) mutable {
            role.revision = version.ok() ? *version : role.revision;
            version.ok() ? answer(api::RoleReply{std::move(role)}) : answer(version.error());
        });
    });
}

void AccessDesk::handle(const api::ListRoles&, const api::RequestContext&, Handler<api::RolePage> done) {
    const auto known = m_book->take();
    if (!known) {
        done(unreadableAccess());
        return;
    }
    api::RolePage page;
    page.items = known->roles();
    page.seq = m_services.journal.health().seq;
    done(std::move(page));
}

// ---- members

void AccessDesk::handle(const api::PutMember& op, const api::RequestContext& who, Handler<api::MemberReply> done) {
    inTurn<api::MemberReply>(done, [this, op, user = who.user](const auto& known, auto answer) {
        if (auto refused = refuseMember(*known, op)) {
            answer(std::move(*refused));
            return;
        }
        api::MemberInfo member{op.tenant, op.subject, op.roles, api::wallClock(), user};
        std::sort(member.roles.begin(), member.roles.end());
        member.roles.erase(std::unique(member.roles.begin(), member.roles.end()), member.roles.end());
        auto document = documentOf(member);
        document.removed = member.roles.empty();
        put(std::move(document), -1, [member, answer](const auto& version) mutable {
            version.ok() ? answer(api::MemberReply{std::move(member)}) : answer(version.error());
        });
    });
}

void AccessDesk::handle(const api::ListMembers& op, const api::RequestContext&, Handler<api::MemberPage> done) {
    const auto known = m_book->take();
    if (!known) {
        done(unreadableAccess());
        return;
    }
    api::MemberPage page;
    page.seq = m_services.journal.health().seq;
    for (const auto& member : known->members()) {
        if (op.tenant.empty() || member.tenant == op.tenant) {
            page.items.push_back(member);
        }
    }
    done(std::move(page));
}

void AccessDesk::handle(const api::GetAccess&, const api::RequestContext& who, Handler<api::AccessReply> done) {
    const auto known = m_book->take();
    known ? done(access::accessOf(*known, who.user, who.groups, who.tenant)) : done(unreadableAccess());
}

}  // namespace beamline::runtime
