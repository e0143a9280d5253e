// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/routing_desk.h"

#include <algorithm>
#include <charconv>
#include <random>
#include <thread>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/routing/complexity.h"
#include "engine/routing/simulation.h"

namespace beamline::runtime {

using api::Error;
namespace code = api::code;

namespace {

constexpr std::chrono::seconds kRecorderPatience{5};
constexpr const char* kLostDecisions = "decisions_lost";
constexpr const char* kQuarantined = "extension_quarantined";

double randomNumber() {
    thread_local std::mt19937_64 generator{std::random_device{}()};
    return std::uniform_real_distribution<double>(0, 1)(generator);
}

Error mistakes(const std::string& what, const std::vector<api::Problem>& problems) {
    const auto errors = std::count_if(problems.begin(), problems.end(),
                                      [](const auto& p) { return p.severity == api::Severity::error; });
    return {code::kInvalidDefinition,
            what + " has " + std::to_string(errors) + (errors == 1 ? " mistake" : " mistakes") +
                "; nothing was stored. Mend what is listed and try again.",
            api::toJson(problems), false};
}

Error none(const std::string& kind, const std::string& id, std::int64_t version) {
    return {code::kNotFound,
            "There is no " + kind + " '" + id + "'" +
                (version > 0 ? " of version " + std::to_string(version) : std::string()) + ".",
            {},
            false};
}

UsageFigures usedBy(const routing::ProviderAnswer& answer) {
    UsageFigures used;
    used.calls = 1;
    used.failed = answer.ok ? 0 : 1;
    used.tokens = answer.promptTokens + answer.completionTokens;
    used.cost = answer.cost;
    return used;
}

api::Result<api::RouteDecision> decisionOf(const store::StoredDecision& stored) {
    return api::fromJson<api::RouteDecision>(storedJson(stored.data), api::Reading::newer);
}

}  // namespace

RoutingDesk::RoutingDesk(Services& services, std::shared_ptr<routing::Caller> caller, Pool& threads)
    : m_services(services),
      m_policies(services.journal),
      m_extensions(services.journal),
      m_recorder(std::make_shared<DecisionRecorder>(services.journal,
                                                    [this](const std::string& why) {
                                                        auto& problems = m_services.problems;
                                                        why.empty() ? problems.remove(kLostDecisions)
                                                                    : problems.set(kLostDecisions, why);
                                                    })),
      m_caller(std::move(caller)),
      m_threads(threads),
      m_packages(services.options.routing.extensions),
      m_router(std::make_shared<routing::Router>(world())) {
    m_router->extensions().onQuarantine(
        [this](const std::string& key, const std::string&) { tellQuarantine(key, true); });
    m_packages.sweep();
    bringSoon({}, {});
}

/// What it failed with is for those who may see the extension.
void RoutingDesk::tellQuarantine(const std::string& key, bool on) {
    const auto code = std::string(kQuarantined) + "." + key;
    if (on) {
        m_services.problems.set(code,
                                "The extension " + key +
                                    " fails again and again and gets nothing any more. Look at its last error, mend "
                                    "it, then release it from quarantine.");
    } else {
        m_services.problems.remove(code);
    }
}

routing::RouterWorld RoutingDesk::world() {
    routing::RouterWorld world;
    world.clock = api::wallClock;
    world.random = randomNumber;
    world.newId = api::newUlid;
    world.policy = [this, gate = m_gate](const auto& tenant, const auto& id) {
        routing::CurrentPolicy found;
        gate->enter([&] { found = m_policies.find(tenant, id); });
        return found;
    };
    world.extension = [this, gate = m_gate](const auto& tenant, const auto& id) {
        routing::ExtensionPtr found;
        gate->enter([&] { found = m_extensions.find(tenant, id); });
        return found;
    };
    world.caller = m_caller;
    world.pause = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); };
    world.kept = [&journal = m_services.journal, gate = m_gate](const auto& kind, const auto& tenant,
                                                                const auto& key) -> std::optional<std::string> {
        std::optional<std::string> value;
        gate->enter([&] {
            const auto found = journal.kept(kind, tenant, key, api::wallClock());
            value = found.ok() && *found ? std::optional((*found)->value) : std::nullopt;
        });
        return value;
    };
    world.keep = [&journal = m_services.journal, gate = m_gate](std::vector<routing::Fact> facts, auto done) {
        std::vector<store::Kept> kept;
        for (auto& fact : facts) {
            kept.push_back({std::move(fact.kind), std::move(fact.tenant), std::move(fact.key), std::move(fact.value),
                            fact.expires, fact.firstWins});
        }
        const auto stored = [done](const api::Result<std::int64_t>& result) {
            done(result.ok() ? api::Result<api::Unit>(api::Unit{}) : api::Result<api::Unit>(result.error()));
        };
        if (!gate->enter([&] { journal.keep(std::move(kept), stored); })) {
            done(Error{code::kUnavailable, "The engine is stopping.", {}, true});
        }
    };
    world.spawn = [this, &threads = m_threads, gate = m_gate](const std::string& tenant,
                                                              std::function<void(bool)> work) {
        Job job;
        job.run = [work] { work(true); };
        job.dropped = [work] { work(false); };
        bool begun = false;
        gate->enter([&] {
            job.tenant = &m_services.quotas->slot(tenant);
            begun = threads.submit(std::move(job));
        });
        return begun;
    };
    world.record = [this, recorder = m_recorder, gate = m_gate](const api::RouteDecision& decision) {
        gate->enter([&] {
            UsageFigures used;
            used.decisions = 1;
            m_services.usage->add({decision.tenant, workflowOf(decision.run), decision.provider}, used, decision.at);
        });
        recorder->record(decision);
    };
    world.called = [this, gate = m_gate](const api::RouteDecision& decision, const routing::ProviderAnswer& answer) {
        gate->enter([&] {
            m_services.usage->add({decision.tenant, workflowOf(decision.run), answer.provider}, usedBy(answer),
                                  api::wallClock());
        });
    };
    return world;
}

/// "namespace/workflow" of a run; empty: there is none.
std::string RoutingDesk::workflowOf(const std::string& run) const {
    const auto found =
        run.empty()
            ? api::Result<std::vector<std::optional<api::RunSummary>>>(std::vector<std::optional<api::RunSummary>>(1))
            : m_services.journal.runSummaries({run});
    return found.ok() && found->front() ? found->front()->ns + '/' + found->front()->workflow : std::string();
}

void RoutingDesk::stop() {
    m_recorder->close(kRecorderPatience);
    m_gate->close();
}

void RoutingDesk::changed(const std::string& kind, const std::string& tenant, const std::string& id) {
    if (kind == kPolicyKind || tenant.empty()) {
        m_policies.changed(tenant, id);
    }
    if (kind == kExtensionKind || tenant.empty()) {
        m_extensions.changed(tenant, id);
        bringSoon(tenant, id);
    }
}

void RoutingDesk::put(store::StoredDocument document, std::int64_t replaces, Handler<std::int64_t> done) {
    if (document.data.size() > store::kMaxDocumentBytes) {
        done(Error{code::kInvalidArgument,
                   "The document is larger than " + std::to_string(store::kMaxDocumentBytes / 1024) + " KiB.",
                   {},
                   false});
        return;
    }
    api::Event event;
    event.kind = document.kind + ".changed";
    event.at = document.at;
    event.name = document.id;
    event.data = boost::json::object{{"tenant", document.tenant}, {"id", document.id}};
    const auto kind = document.kind;
    m_services.journal.putDocument(
        std::move(document), replaces,
        [this, kind, event = std::move(event), done = std::move(done)](api::Result<std::int64_t> version) {
            if (version.ok()) {
                changed(kind, std::string(event.data.at("tenant").as_string()), event.name);
                m_services.feed.publish(std::make_shared<std::vector<api::Event>>(1, event),
                                        m_services.journal.health().seq);
            }
            done(std::move(version));
        });
}

api::Result<store::StoredDocument> RoutingDesk::stored(const char* kind, const std::string& tenant,
                                                       const std::string& id, std::int64_t version, bool removedToo) {
    auto found = m_services.journal.document(kind, tenant, id, version);
    if (!found.ok()) {
        return found.error();
    }
    if (!*found || ((*found)->removed && !removedToo)) {
        return none(kind, id, version);
    }
    return std::move(**found);
}

// ---- policies

api::PolicyInfo RoutingDesk::infoOf(const store::StoredDocument& stored) const {
    api::PolicyInfo info{stored.tenant,
                         stored.id,
                         stored.version,
                         stored.latest,
                         stored.removed,
                         stored.at,
                         stored.author,
                         stored.comment,
                         {},
                         0};
    if (!stored.removed) {
        if (const auto read = routing::readPolicy(storedJson(stored.data), stored.tenant, stored.id).policy) {
            info.providers = read->providerNames();
            info.extensions = static_cast<int>(read->pre.size() + read->validators.size() + read->post.size());
        }
    }
    return info;
}

std::vector<api::Problem> RoutingDesk::extensionProblems(const routing::Policy& policy, const std::string& tenant) {
    std::vector<api::Problem> problems;
    const auto look = [&](const std::vector<routing::Stage>& stages, const char* where, routing::ExtensionType type) {
        for (std::size_t i = 0; i < stages.size(); ++i) {
            const auto pointer = std::string("/") + where + "/" + std::to_string(i);
            const auto warn = [&](const std::string& at, const std::string& message) {
                problems.push_back({api::Severity::warning, 0, 0, pointer + at, message});
            };
            const auto extension = m_extensions.find(tenant, stages[i].id);
            if (!extension) {
                warn("/id", "There is no extension '" + stages[i].id + "' yet; register it before requests come.");
            } else if (extension->type != type) {
                warn("/id", "The extension '" + stages[i].id + "' is a " + routing::wordOf(extension->type) +
                                ", not a " + routing::wordOf(type) + ".");
            } else {
                for (auto& problem :
                     routing::checkConfig(*extension, routing::mergedConfig(*extension, stages[i].config))) {
                    warn("/config" + problem.pointer, problem.message);
                }
            }
        }
    };
    look(policy.pre, "pre", routing::ExtensionType::pre);
    look(policy.validators, "validators", routing::ExtensionType::validator);
    look(policy.post, "post", routing::ExtensionType::post);
    return problems;
}

void RoutingDesk::handle(const api::PutPolicy& op, const api::RequestContext& who, Handler<api::PolicyReply> done) {
    const auto tenant = askingTenant(who);
    auto read = routing::readPolicy(op.document, tenant, op.policy);
    if (!read.policy) {
        done(mistakes("The policy '" + op.policy + "'", read.problems));
        return;
    }
    auto warnings = std::move(read.problems);
    const auto found = extensionProblems(*read.policy, tenant);
    warnings.insert(warnings.end(), found.begin(), found.end());
    const auto there = m_policies.all(tenant);
    const bool more = std::none_of(there.begin(), there.end(), [&](const auto& one) { return one->id == op.policy; });
    if (there.size() >= kMaxPolicies && more) {
        done(Error{code::kConflict,
                   "The tenant has " + std::to_string(kMaxPolicies) +
                       " policies, the most that there can be. Remove one first.",
                   {},
                   false});
        return;
    }
    if (auto refused =
            more ? m_services.quotas->admitPolicy(tenant, static_cast<std::int64_t>(there.size())) : std::nullopt) {
        done(std::move(*refused));
        return;
    }
    store::StoredDocument document{kPolicyKind,
                                   tenant,
                                   op.policy,
                                   0,
                                   api::wallClock(),
                                   who.user,
                                   op.comment,
                                   false,
                                   boost::json::serialize(op.document),
                                   true};
    auto copy = document;
    put(std::move(document), op.replaces,
        [this, copy = std::move(copy), warnings = std::move(warnings),
         done = std::move(done)](const api::Result<std::int64_t>& version) mutable {
            if (!version.ok()) {
                done(version.error());
                return;
            }
            copy.version = *version;
            done(api::PolicyReply{infoOf(copy), std::move(warnings)});
        });
}

void RoutingDesk::handle(const api::DeletePolicy& op, const api::RequestContext& who, Handler<api::PolicyReply> done) {
    store::StoredDocument document{kPolicyKind, askingTenant(who), op.policy, 0,      api::wallClock(),
                                   who.user,    op.comment,        true,      "null", true};
    auto copy = document;
    put(std::move(document), op.replaces,
        [this, copy = std::move(copy), done = std::move(done)](const api::Result<std::int64_t>& version) mutable {
            if (!version.ok()) {
                done(version.error());
                return;
            }
            copy.version = *version;
            done(api::PolicyReply{infoOf(copy), {}});
        });
}

void RoutingDesk::handle(const api::ValidatePolicy& op, const api::RequestContext& who,
                         Handler<api::PolicyCheck> done) {
    const auto* object = op.document.if_object();
    const auto* named = object ? object->if_contains("policy_id") : nullptr;
    const auto id = named && named->is_string() ? std::string(named->get_string()) : std::string("policy");
    auto read = routing::readPolicy(op.document, askingTenant(who), id);
    api::PolicyCheck check{read.policy != nullptr, std::move(read.problems), {}};
    if (read.policy) {
        const auto more = extensionProblems(*read.policy, askingTenant(who));
        check.problems.insert(check.problems.end(), more.begin(), more.end());
        check.complexity = routing::complexityOf(*read.policy);
    }
    done(std::move(check));
}

void RoutingDesk::handle(const api::ListPolicies& op, const api::RequestContext& who, Handler<api::PolicyPage> done) {
    const auto tenant = askingTenant(who);
    const auto limit = std::clamp(op.limit, 1, api::kMaxPageSize);
    api::PolicyPage page;
    page.seq = m_services.journal.health().seq;
    if (!op.policy.empty()) {
        std::int64_t before = 0;
        std::from_chars(op.after.data(), op.after.data() + op.after.size(), before);
        const auto versions = m_services.journal.documentVersions(kPolicyKind, tenant, op.policy, before, limit + 1);
        if (!versions.ok()) {
            done(versions.error());
            return;
        }
        for (const auto& one : *versions) {
            if (static_cast<int>(page.items.size()) == limit) {
                page.next = std::to_string(page.items.back().version);
                break;
            }
            page.items.push_back(infoOf(one));
        }
        done(std::move(page));
        return;
    }
    const auto all = m_services.journal.documents(kPolicyKind, tenant, op.removed);
    if (!all.ok()) {
        done(all.error());
        return;
    }
    for (const auto& one : *all) {
        if (one.id <= op.after) {
            continue;
        }
        if (static_cast<int>(page.items.size()) == limit) {
            page.next = page.items.back().policy;
            break;
        }
        page.items.push_back(infoOf(one));
    }
    done(std::move(page));
}

void RoutingDesk::handle(const api::GetPolicy& op, const api::RequestContext& who, Handler<api::PolicyDetail> done) {
    const auto found = stored(kPolicyKind, askingTenant(who), op.policy, op.version, op.version > 0);
    if (!found.ok()) {
        done(found.error());
        return;
    }
    api::PolicyDetail detail{infoOf(*found), storedJson(found->data), {}};
    if (const auto read = routing::readPolicy(detail.document, found->tenant, found->id).policy) {
        detail.complexity = routing::complexityOf(*read);
    }
    done(std::move(detail));
}

// ---- decisions

void RoutingDesk::handle(const api::DecideRoute& op, const api::RequestContext& who, Handler<api::RouteReply> done) {
    if (auto refused = refusal(op.request, askingTenant(who))) {
        done(api::RouteReply{std::move(*refused), {}});
        return;
    }
    m_router->decide(op.request, askingTenant(who), {},
                     [done = std::move(done)](api::Json answer, const api::RouteDecision& decision) {
                         done(api::RouteReply{std::move(answer), decision.id});
                     });
}

void RoutingDesk::handle(const api::ReportOutcome& op, const api::RequestContext& who, Handler<api::Unit> done) {
    const auto tenant = askingTenant(who);
    const auto policies = m_policies.all(tenant);
    const bool known = std::any_of(policies.begin(), policies.end(), [&](const auto& policy) {
        const auto names = policy->providerNames();
        return std::find(names.begin(), names.end(), op.provider) != names.end();
    });
    if (!known) {
        done(Error{code::kNotFound, "No policy names the provider '" + op.provider + "'.", {}, false});
        return;
    }
    if (!(op.latencyMs >= 0) || !(op.cost >= 0)) {
        done(Error{code::kInvalidArgument, "Latency and cost are not negative.", {}, false});
        return;
    }
    m_router->report(tenant, op.provider, m_policies.breakerOf(tenant, op.provider), op.ok, op.latencyMs, op.cost,
                     op.error);
    UsageFigures used;
    used.calls = 1;
    used.failed = op.ok ? 0 : 1;
    used.cost = op.cost;
    m_services.usage->add({tenant, {}, op.provider}, used, api::wallClock());
    done(api::Unit{});
}

void RoutingDesk::handle(const api::DryRunRoute& op, const api::RequestContext& who, Handler<api::DryRunReply> done) {
    const auto tenant = askingTenant(who);
    routing::PolicyPtr policy;
    if (op.document) {
        const auto* object = op.request.if_object();
        const auto* named = object ? object->if_contains("policy_id") : nullptr;
        auto read = routing::readPolicy(
            *op.document, tenant, named && named->is_string() ? std::string(named->get_string()) : api::kDefaultPolicy);
        if (!read.policy) {
            done(mistakes("The policy", read.problems));
            return;
        }
        policy = std::move(read.policy);
    }
    done(m_router->dryRun(op.request, tenant, policy, op.callExtensions));
}

void RoutingDesk::handle(const api::SimulatePolicy& op, const api::RequestContext& who,
                         Handler<api::SimulationReply> done) {
    const auto tenant = askingTenant(who);
    routing::PolicyPtr policy;
    if (op.document) {
        auto read = routing::readPolicy(*op.document, tenant, op.policy);
        if (!read.policy) {
            done(mistakes("The policy '" + op.policy + "'", read.problems));
            return;
        }
        policy = std::move(read.policy);
    } else {
        policy = m_policies.find(tenant, op.policy).policy;
    }
    if (!policy) {
        done(none(kPolicyKind, op.policy, 0));
        return;
    }
    store::DecisionQuery query;
    query.tenant = tenant;
    query.policy = op.policy;
    query.from = op.from;
    query.to = op.to > 0 ? op.to : std::numeric_limits<api::Timestamp>::max();
    query.oldestFirst = true;
    query.limit = static_cast<int>(store::kMaxDecisionsAtOnce);
    std::optional<Error> failed;
    store::DecisionRows page;
    std::size_t at = 0;
    bool last = false;
    const auto next = [&]() -> std::optional<api::RouteDecision> {
        for (;;) {
            if (at == page.rows.size()) {
                if (last) {
                    return std::nullopt;
                }
                auto rows = m_services.journal.decisions(query);
                if (!rows.ok()) {
                    failed = rows.error();
                    return std::nullopt;
                }
                page = std::move(rows).value();
                at = 0;
                query.before = page.next;
                last = page.next == 0;
                continue;
            }
            auto decision = decisionOf(page.rows[at++]);
            if (decision.ok() && !decision->policy.empty()) {
                return std::move(decision).value();
            }
        }
    };
    auto reply = routing::simulate(*policy, next, static_cast<std::uint64_t>(op.from));
    failed ? done(*failed) : done(std::move(reply));
}

void RoutingDesk::handle(const api::ListDecisions& op, const api::RequestContext& who,
                         Handler<api::RouteDecisionPage> done) {
    store::DecisionQuery query{askingTenant(who), op.policy, op.provider, op.text, op.failedOnly, op.from};
    query.to = op.to > 0 ? op.to : query.to;
    query.limit = std::clamp(op.limit, 1, api::kMaxPageSize);
    std::from_chars(op.after.data(), op.after.data() + op.after.size(), query.before);
    const auto rows = m_services.journal.decisions(query);
    if (!rows.ok()) {
        done(rows.error());
        return;
    }
    api::RouteDecisionPage page;
    page.seq = m_services.journal.health().seq;
    page.next = rows->next > 0 ? std::to_string(rows->next) : std::string();
    for (const auto& row : rows->rows) {
        if (auto decision = decisionOf(row); decision.ok()) {
            decision->candidates.clear();
            decision->steps.clear();
            decision->stages.clear();
            decision->context = nullptr;
            page.items.push_back(std::move(decision).value());
        }
    }
    done(std::move(page));
}

void RoutingDesk::handle(const api::GetDecision& op, const api::RequestContext& who,
                         Handler<api::RouteDecisionReply> done) {
    const auto row = m_services.journal.decision(askingTenant(who), op.decision);
    if (!row.ok() || !*row) {
        done(row.ok() ? none("decision", op.decision, 0) : row.error());
        return;
    }
    auto decision = decisionOf(**row);
    decision.ok() ? done(api::RouteDecisionReply{std::move(decision).value()}) : done(decision.error());
}

void RoutingDesk::handle(const api::ListProviders&, const api::RequestContext& who, Handler<api::ProviderPage> done) {
    const auto tenant = askingTenant(who);
    std::map<std::string, api::ProviderState> states;
    for (const auto& policy : m_policies.all(tenant)) {
        for (const auto& name : policy->providerNames()) {
            auto& state = states[name];
            state.tenant = tenant;
            state.provider = name;
            state.circuit = routing::wordOf(routing::CircuitState::closed);
        }
    }
    for (auto& state : m_router->providers().list(tenant, api::wallClock())) {
        if (const auto known = states.find(state.provider); known != states.end()) {
            known->second = std::move(state);
        }
    }
    api::ProviderPage page;
    page.seq = m_services.journal.health().seq;
    for (auto& [name, state] : states) {
        page.items.push_back(std::move(state));
    }
    done(std::move(page));
}

}  // namespace beamline::runtime
