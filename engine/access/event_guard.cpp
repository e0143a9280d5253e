// SPDX-License-Identifier: Apache-2.0
#include "engine/access/event_guard.h"

#include <array>

#include "engine/api/access.h"

namespace beamline::access {

namespace {

constexpr std::string_view kAccessEvent = "access.changed";

bool isForAll(const std::string& kind) {
    return kind == "engine.health" || kind == api::kGapEvent;
}

/// Which right hears events of this kind; empty: none is needed.
std::string_view permissionFor(std::string_view kind) {
    struct Heard {
        std::string_view kinds;
        std::string_view permission;
    };
    static constexpr std::array<Heard, 7> kHeard{{{"approval.", api::GetApproval::kInfo.permission},
                                                  {"workflow.", api::GetWorkflow::kInfo.permission},
                                                  {"schedule.", api::ListSchedules::kInfo.permission},
                                                  {"policy.", api::GetPolicy::kInfo.permission},
                                                  {"extension.", api::GetExtension::kInfo.permission},
                                                  {"message.", api::GetMessage::kInfo.permission},
                                                  {"access.", ""}}};
    for (const auto& heard : kHeard) {
        if (kind.starts_with(heard.kinds)) {
            return heard.permission;
        }
    }
    return api::GetRun::kInfo.permission;
}

/// The tenant that an event is of by its data; null: it is of none.
const boost::json::string* tenantIn(const api::Event& event) {
    const auto* data = event.ns.empty() && event.run.empty() ? event.data.if_object() : nullptr;
    const auto* tenant = data ? data->if_contains("tenant") : nullptr;
    return tenant ? tenant->if_string() : nullptr;
}

}  // namespace

EventGuard::EventGuard(std::shared_ptr<AccessBook> book, const api::EventFilter& filter)
    : m_book(std::move(book)), m_user(filter.user), m_groups(filter.groups), m_tenant(filter.tenant) {}

void EventGuard::look() {
    auto known = m_book->take();
    if (known == m_known && (m_known || !m_caller)) {
        return;
    }
    m_known = std::move(known);
    m_caller.reset();
    m_batches.clear();
    m_batchOrder.clear();
    if (m_known) {
        if (auto caller = callerOf(*m_known, m_user, m_groups, m_tenant); caller.ok()) {
            m_caller = std::move(*caller);
        }
    }
}

bool EventGuard::may(const std::string& kind) const {
    return m_caller && api::covers(m_caller->permissions, permissionFor(kind));
}

/// Only some of a batch's events tell whose it is.
bool EventGuard::isOwnBatch(const api::Event& event) {
    if (event.summary) {
        const auto label = event.summary->labels.find(kTenantLabel);
        const bool own = label != event.summary->labels.end() && label->second == m_caller->tenant;
        if (m_batches.try_emplace(event.run, own).second) {
            m_batchOrder.push_back(event.run);
        }
        if (m_batchOrder.size() > kMaxRememberedBatches) {
            m_batches.erase(m_batchOrder.front());
            m_batchOrder.pop_front();
        }
    }
    const auto found = m_batches.find(event.run);
    return found != m_batches.end() && found->second;
}

const api::Event* EventGuard::show(const api::Event& event, std::optional<api::Event>& kept) {
    if (isForAll(event.kind)) {
        return &event;
    }
    look();
    if (!may(event.kind)) {
        return nullptr;
    }
    const auto& caller = *m_caller;
    const auto* tenant = tenantIn(event);
    const bool unlimited = caller.ofAll && caller.tenant.empty();
    if (unlimited || (!tenant && !caller.scope)) {
        return &event;
    }
    if (!tenant) {
        const bool seen =
            event.ns == api::kBatchNamespace ? isOwnBatch(event) : !event.ns.empty() && caller.sees(event.ns);
        return seen ? &event : nullptr;
    }
    const std::string_view own = caller.tenant.empty() ? std::string_view(api::kDefaultTenant) : caller.tenant;
    if (std::string_view(*tenant) == own) {
        return &event;
    }
    if (!tenant->empty() || event.kind != kAccessEvent) {
        return nullptr;
    }
    kept = event;  // what holds for all may be their rights, too; whose it is else is not for them
    kept->name.clear();
    kept->data = boost::json::object{{"tenant", caller.tenant}, {"id", ""}};
    return &*kept;
}

}  // namespace beamline::access
