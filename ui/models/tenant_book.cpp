// SPDX-License-Identifier: Apache-2.0
#include "ui/models/tenant_book.h"

#include <algorithm>

#include "ui/session/engine_session.h"

namespace beamline::ui {

TenantBook::TenantBook(EngineSession* session, QObject* parent) : QObject(parent), m_session(session) {
    m_use.setInterval(kUseInterval);
    connect(&m_use, &QTimer::timeout, this, &TenantBook::askTenants);
    const auto again = [this] {
        if (m_live) {
            refresh();
        } else {
            m_missed = true;
        }
    };
    connect(session, &EngineSession::gap, this, again);
    connect(session, &EngineSession::eventsArrived, this, [again](const std::vector<api::Event>& batch) {
        if (std::any_of(batch.begin(), batch.end(), [](const auto& one) { return one.kind == "access.changed"; })) {
            again();
        }
    });
}

void TenantBook::setLive(bool live) {
    m_live = live;
    if (!live) {
        m_use.stop();
        return;
    }
    m_use.start();
    if (std::exchange(m_missed, false)) {
        refresh();
    } else {
        askTenants();
    }
}

void TenantBook::refresh() {
    m_missed = false;
    askTenants();
    ask<api::ListRoles>(Roles, &TenantBook::m_roles);
    ask<api::ListMembers>(Members, &TenantBook::m_members);
}

void TenantBook::askTenants() {
    ask<api::ListTenants>(Tenants, &TenantBook::m_tenants);
}

template <class Op, class Items>
void TenantBook::ask(Part part, Items TenantBook::*items) {
    auto& asked = m_parts[part];
    const auto token = ++asked.token;
    if (asked.state == State::Idle || (asked.state == State::Failed && (this->*items).empty())) {
        asked.state = State::Loading;
        Q_EMIT changed(part);
    }
    m_session->call<Op>(Op{}, this, [this, part, items, token](api::Result<typename Op::Reply> reply) {
        auto& now = m_parts[part];
        if (token != now.token) {
            return;
        }
        now.state = reply.ok() ? State::Ready : State::Failed;
        if (reply.ok()) {
            this->*items = std::move(reply->items);
        } else {
            now.error = reply.error();
        }
        Q_EMIT changed(part);
    });
}

const api::TenantInfo* TenantBook::tenant(const std::string& id) const {
    const auto found =
        std::find_if(m_tenants.begin(), m_tenants.end(), [&id](const auto& one) { return one.id == id; });
    return found == m_tenants.end() ? nullptr : &*found;
}

const api::RoleInfo* TenantBook::role(const std::string& name) const {
    const auto found =
        std::find_if(m_roles.begin(), m_roles.end(), [&name](const auto& one) { return one.name == name; });
    return found == m_roles.end() ? nullptr : &*found;
}

std::string TenantBook::ownerOf(const std::string& ns, const std::string& except) const {
    for (const auto& one : m_tenants) {
        if (one.id != except && std::count(one.namespaces.begin(), one.namespaces.end(), ns) > 0) {
            return one.id;
        }
    }
    return {};
}

int TenantBook::membersWith(const std::string& role) const {
    return static_cast<int>(std::count_if(m_members.begin(), m_members.end(), [&role](const auto& one) {
        return std::count(one.roles.begin(), one.roles.end(), role) > 0;
    }));
}

void TenantBook::take(const api::TenantInfo& tenant) {
    const auto found =
        std::find_if(m_tenants.begin(), m_tenants.end(), [&tenant](const auto& one) { return one.id == tenant.id; });
    if (found == m_tenants.end()) {
        m_tenants.push_back(tenant);
        std::sort(m_tenants.begin(), m_tenants.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    } else {
        *found = tenant;
    }
    Q_EMIT changed(Tenants);
}

}  // namespace beamline::ui
