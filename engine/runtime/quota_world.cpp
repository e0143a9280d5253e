// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/quota_world.h"

#include "engine/api/json_codec.h"
#include "engine/runtime/routing_books.h"
#include "engine/runtime/trace_context.h"

namespace beamline::runtime {

namespace {
template <class T>
std::optional<T> readValue(api::Result<T> result) {
    return result.ok() ? std::optional<T>(std::move(result).value()) : std::nullopt;
}

/// Documents of tenants are their own; their data are api::TenantInfo.
constexpr const char* kLimitsKind = "tenant";

std::optional<api::TenantInfo> storedTenant(store::Journal& journal, const std::string& tenant) {
    const auto found = journal.document(kLimitsKind, tenant, tenant, 0);
    if (!found.ok() || !*found || (*found)->removed) {
        return std::nullopt;
    }
    return readValue(api::fromJson<api::TenantInfo>(storedJson((*found)->data), api::Reading::newer));
}

void tellBudget(Feed& feed, const std::string& title, const std::string& text) {
    api::Event event;
    event.kind = api::kNotifyEvent;
    event.at = api::wallClock();
    event.data = boost::json::object{{"title", title}, {"text", text}, {"urgency", "normal"}, {"task", ""}};
    feed.tell(std::move(event));
}

/// Of those who say so of one key, the first one is told that it was.
void sayBeforeOthers(store::Journal& journal, store::Kept fact, const std::function<void(bool)>& done) {
    fact.value = api::newUlid(api::wallClock()) + ' ' + fact.value;
    auto copy = fact;
    journal.keep({std::move(fact)}, [&journal, fact = std::move(copy), done](const api::Result<std::int64_t>& kept) {
        const auto now = kept.ok() ? journal.kept(fact.kind, fact.tenant, fact.key, api::wallClock())
                                   : api::Result<std::optional<store::Kept>>(kept.error());
        done(now.ok() && *now && (*now)->value == fact.value);
    });
}
}  // namespace

UsageWorld usageWorld(const EngineOptions& options, store::Journal& journal) {
    UsageWorld world;
    world.clock = api::wallClock;
    world.node = options.cluster.node;
    if (options.ephemeral) {
        world.keep = [](const auto&, const auto& done) { done(true); };
        world.kept = [](const auto&, const auto&, const auto&) { return std::vector<store::Kept>(); };
        return world;
    }
    world.keep = [&journal](std::vector<store::Kept> facts, std::function<void(bool)> done) {
        journal.keep(std::move(facts), [done = std::move(done)](const auto& stored) { done(stored.ok()); });
    };
    world.kept = [&journal](const std::string& kind, const std::string& from, const std::string& to) {
        return journal.keptBetween(kind, {}, from, to, api::wallClock());
    };
    return world;
}

QuotaWorld quotaWorld(const EngineOptions& options, store::Journal& journal, Problems& problems, Feed& feed,
                      const std::atomic<bool>& stopping) {
    QuotaWorld world;
    world.clock = api::wallClock;
    world.limits = options.tenantLimits;
    if (!world.limits) {
        world.limits = [&journal](const std::string& tenant) { return storedTenant(journal, tenant); };
    }
    world.activeRuns = [&journal] { return readValue(journal.activeByLabel(kTenantLabel)); };
    world.bytes = [&journal, &stopping] {
        return readValue(journal.bytesByLabel(kTenantLabel, [&stopping] { return stopping.load(); }));
    };
    world.policies = [&journal](const std::string& tenant) {
        const auto all = journal.documents(kPolicyKind, tenant);
        return all.ok() ? static_cast<std::int64_t>(all->size()) : 0;
    };
    world.problem = [&problems](const std::string& code, const std::string& text) {
        text.empty() ? problems.remove(code) : problems.set(code, text);
    };
    world.notify = [&feed](const std::string& title, const std::string& text) { tellBudget(feed, title, text); };
    world.first = [&journal](store::Kept fact, const std::function<void(bool)>& done) {
        sayBeforeOthers(journal, std::move(fact), done);
    };
    return world;
}

}  // namespace beamline::runtime
