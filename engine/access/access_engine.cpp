// SPDX-License-Identifier: Apache-2.0
#include "engine/access/access_engine.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <unordered_map>

#include "engine/access/event_guard.h"
#include "engine/access/table.h"
#include "engine/api/access.h"

namespace beamline::access {

namespace {

using api::Error;
using api::Result;

/// Nothing has these names: they can be asked for to hear what an engine says of what is not there.
constexpr const char* kNoRun = "00000000000000000000000000";
constexpr const char* kNoNamespace = "beamline-nobody";

Error unreadable() {
    return {api::code::kUnavailable,
            "It cannot be read now who may do what, so nothing is done. Look at the engine's health.",
            {},
            true};
}

Error suspended(const Caller& caller) {
    return {api::code::kForbidden,
            "The tenant " + caller.tenant + " is suspended: its members may look, and nothing else.",
            boost::json::object{{"user", caller.user}, {"tenant", caller.tenant}}, false};
}

/// What an operation is about, as it names it.
template <class Op>
std::string& nameIn(Op& op) {
    constexpr auto kWay = wayOf<Op>();
    if constexpr (kWay == Way::run) {
        return op.run;
    } else if constexpr (kWay == Way::approval) {
        return op.approval;
    } else if constexpr (kWay == Way::batch) {
        return op.batch;
    } else {
        return op.ns;
    }
}

/// Of the same form as `name`, and of nothing that there is.
template <class Op>
std::string nobodyLike(const std::string& name) {
    constexpr auto kWay = wayOf<Op>();
    const auto dot = kWay == Way::approval ? name.rfind('.') : std::string::npos;
    return kWay == Way::place ? kNoNamespace : kNoRun + (dot == std::string::npos ? std::string() : name.substr(dot));
}

void replaceAll(std::string& text, const std::string& what, const std::string& by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
}

/// Subjects on which programs of this system listen, which act on what they hear with rights of their own.
bool isOfTheSystem(const std::string& subject) {
    static constexpr std::string_view kBegin[] = {"beamline.", "caf.", "$", "_INBOX"};
    return std::any_of(std::begin(kBegin), std::end(kBegin), [&](auto begin) { return subject.starts_with(begin); });
}

/// Whose a run is.
struct Place {
    std::string ns;
    std::string tenant;  ///< as whom it was started
};

bool sees(const Caller& caller, const Place& place) {
    return !caller.scope ||
           (place.ns == api::kBatchNamespace ? place.tenant == caller.tenant : caller.scope->contains(place.ns));
}

Place placeOf(const api::RunSummary& run) {
    const auto label = run.labels.find(kTenantLabel);
    return {run.ns, label == run.labels.end() ? std::string() : label->second};
}

/// The tenant in whose name it is asked.
template <class Op>
const std::string& tenantAsked(const Op& op, const api::RequestContext& context) {
    constexpr auto kWay = wayOf<Op>();
    if constexpr (kWay == Way::member) {
        return op.tenant;
    } else if constexpr (kWay == Way::members) {
        return op.tenant.empty() ? context.tenant : op.tenant;
    }
    return context.tenant;
}

/// Why somebody may not ask for this at all.
template <class Op>
std::optional<Error> refusal(const Knowledge& known, const Caller& caller, const Op& op) {
    constexpr auto kWay = wayOf<Op>();
    const char* permission = Op::kInfo.permission;
    if (!api::covers(caller.permissions, permission)) {
        return lacks(caller, permission);
    }
    if (const auto* also = furtherPermission(op); !api::covers(caller.permissions, also)) {
        return lacks(caller, also);
    }
    const bool everywhere = api::covers(caller.everywhere, permission);
    if (kWay == Way::machine && !everywhere) {
        return lacksEverywhere(caller, permission);
    }
    if (kChanges<Op> && caller.looks && !((kWay == Way::machine || kWay == Way::member) && everywhere)) {
        return suspended(caller);
    }
    if constexpr (kWay == Way::member) {
        if (op.tenant.empty() && !everywhere) {
            return lacksEverywhere(caller, permission);
        }
        if (!coversRoles(known, caller.permissions, op.roles)) {
            return Error{api::code::kForbidden, caller.user + " cannot give rights that they do not have themselves.",
                         boost::json::object{{"user", caller.user}, {"tenant", op.tenant}}, false};
        }
    } else if constexpr (std::is_same_v<Op, api::PublishEvent>) {
        if (caller.scope && !caller.ofAll) {  // whoever listens hears it, of whichever tenant
            return Error{api::code::kForbidden,
                         caller.user +
                             " may not publish events: they reach the workflows of all tenants, so only members of "
                             "all may do that.",
                         boost::json::object{{"user", caller.user}, {"permission", permission}}, false};
        }
    } else if constexpr (std::is_same_v<Op, api::SendMessage>) {
        if (!caller.ofAll && isOfTheSystem(op.subject)) {
            return Error{
                api::code::kForbidden,
                "The subject " + op.subject + " belongs to the system; only members of all tenants may publish there.",
                boost::json::object{{"user", caller.user}, {"permission", permission}}, false};
        }
    }
    return std::nullopt;
}

/// Whether somebody has this right in a tenant; in the empty one: everywhere.
bool mayIn(const Knowledge& known, const api::RequestContext& who, const std::string& tenant, const char* permission) {
    const auto caller = callerOf(known, who.user, who.groups, tenant);
    return caller.ok() && api::covers(tenant.empty() ? caller->everywhere : caller->permissions, permission);
}

const std::string& tenantIn(const api::TenantInfo& tenant) {
    return tenant.id;
}
const std::string& tenantIn(const api::MemberInfo& member) {
    return member.tenant;
}

/// Only what the operation is about in the caller's namespaces.
template <class Op>
void narrow(Op& op, const std::optional<api::NamespaceScope>& scope) {
    if constexpr (requires { op.scope; }) {
        op.scope = intersect(op.scope, scope);
    } else {
        op.filter.scope = intersect(op.filter.scope, scope);
    }
}

}  // namespace

class AccessEngine::Gate : public std::enable_shared_from_this<AccessEngine::Gate> {
public:
    Gate(std::shared_ptr<api::Engine> inner, std::shared_ptr<AccessBook> book)
        : m_inner(std::move(inner)), m_book(std::move(book)) {}

    api::Engine& inner() { return *m_inner; }
    const std::shared_ptr<AccessBook>& book() const { return m_book; }

    template <class Op>
    void ask(Op op, api::RequestContext who, api::ReplyHandler handler) {
        const auto known = m_book->take();
        if (!known) {
            handler(unreadable());
            return;
        }
        constexpr auto kWay = wayOf<Op>();
        if constexpr (kWay == Way::anybody) {
            forward(std::move(op), std::move(who), std::move(handler));
        } else {
            auto caller = callerOf(*known, who.user, who.groups, tenantAsked(op, who));
            if (!caller.ok()) {
                handler(caller.error());
            } else if (auto refused = refusal(*known, *caller, op)) {
                handler(std::move(*refused));
            } else if constexpr (kWay == Way::tenants || kWay == Way::members) {
                list(known, std::move(op), std::move(who), std::move(handler));
            } else {
                who.tenant = caller->tenant;
                admit(*caller, std::move(op), std::move(who), std::move(handler));
            }
        }
    }

private:
    using CallerPtr = std::shared_ptr<const Caller>;

    template <class Op>
    void forward(Op op, api::RequestContext who, api::ReplyHandler handler) {
        if constexpr (kChanges<Op>) {
            m_inner->submit(std::move(op), std::move(who), std::move(handler));
        } else {
            m_inner->query(std::move(op), std::move(who), std::move(handler));
        }
    }

    /// Keeps what is asked for to what the caller sees.
    template <class Op>
    void admit(const Caller& caller, Op op, api::RequestContext who, api::ReplyHandler handler) {
        constexpr auto kWay = wayOf<Op>();
        if constexpr (kWay == Way::scoped) {
            narrow(op, caller.scope);
        } else if constexpr (kWay == Way::batches) {
            op.tenant = caller.scope ? caller.tenant : op.tenant;
        } else if constexpr (kWay == Way::place) {
            if (!caller.sees(op.ns)) {
                return asOfNothing(std::move(op), std::move(who), std::move(handler));
            }
        } else if constexpr (kWay == Way::run || kWay == Way::approval || kWay == Way::batch || kWay == Way::deploy) {
            if (caller.scope) {
                return find(std::make_shared<const Caller>(caller), std::move(op), std::move(who), std::move(handler));
            }
        }
        forward(std::move(op), std::move(who), std::move(handler));
    }

    /// The answer for what is not there.
    template <class Op>
    void asOfNothing(Op op, api::RequestContext who, api::ReplyHandler handler) {
        const auto name = nameIn(op);
        const auto nobody = nobodyLike<Op>(name);
        nameIn(op) = nobody;
        forward(std::move(op), std::move(who), [name, nobody, handler = std::move(handler)](Result<api::Reply> reply) {
            auto error =
                reply.ok() ? Error{api::code::kNotFound, "There is no '" + nobody + "'.", {}, false} : reply.error();
            replaceAll(error.message, nobody, name);
            handler(std::move(error));
        });
    }

    /// Goes on when what the operation names belongs to the caller.
    template <class Op>
    void find(const CallerPtr& caller, Op op, api::RequestContext who, api::ReplyHandler handler) {
        constexpr auto kWay = wayOf<Op>();
        auto decide = [self = shared_from_this(), caller, op, who, handler](const Result<Place>& place) {
            if (!place.ok() && place.error().code != api::code::kNotFound) {
                handler(place.error());
            } else if (place.ok() && sees(*caller, *place)) {
                self->forward(op, who, handler);
            } else if constexpr (kWay == Way::deploy) {
                handler(Error{api::code::kForbidden,
                              "The tenant " + caller->tenant + " has no namespace '" + place->ns +
                                  "', so nothing can be deployed there.",
                              boost::json::object{{"user", caller->user}, {"namespace", place->ns}}, false});
            } else {
                self->asOfNothing(op, who, handler);
            }
        };
        if constexpr (kWay == Way::run) {
            placeOfRun(op.run, who, std::move(decide));
        } else if constexpr (kWay == Way::approval) {
            const api::GetApproval wanted{op.approval};
            lookUp(wanted, who, std::move(decide), [](const api::ApprovalReply& r) {
                return Place{r.approval.ns, {}};
            });
        } else if constexpr (kWay == Way::batch) {
            const api::GetBatch wanted{op.batch, false};
            lookUp(wanted, who, std::move(decide), [](const api::BatchDetail& r) {
                return Place{api::kBatchNamespace, r.batch.tenant};
            });
        } else {
            placeOfSource(*caller, op, who, std::move(decide));
        }
    }

    template <class Op, class Read>
    void lookUp(Op wanted, const api::RequestContext& who, std::function<void(const Result<Place>&)> decide,
                Read read) {
        api::call<Op>(*m_inner, std::move(wanted), who, [decide = std::move(decide), read](const auto& reply) {
            decide(reply.ok() ? Result<Place>(read(*reply)) : Result<Place>(reply.error()));
        });
    }

    /// A run stays where it is, so it is looked for once.
    void placeOfRun(const std::string& run, const api::RequestContext& who,
                    std::function<void(const Result<Place>&)> decide) {
        std::optional<Place> there;
        {
            const std::lock_guard lock(m_mutex);
            if (const auto found = m_places.find(run); found != m_places.end()) {
                there = found->second;
            }
        }
        if (there) {
            decide(*there);
            return;
        }
        lookUp(api::GetRun{run, 0}, who, std::move(decide),
               [self = shared_from_this(), run](const api::RunDetail& detail) {
                   auto place = access::placeOf(detail.run);
                   const std::lock_guard lock(self->m_mutex);
                   if (self->m_places.size() >= kMaxRememberedRuns) {
                       self->m_places.clear();
                   }
                   self->m_places[run] = place;
                   return place;
               });
    }

    /// What cannot be read is for the engine to refuse.
    void placeOfSource(const Caller& caller, const api::DeployWorkflow& op, const api::RequestContext& who,
                       std::function<void(const Result<Place>&)> decide) {
        lookUp(api::ValidateWorkflow{op.source}, who, std::move(decide),
               [own = ownNamespace(caller)](const api::ValidateReply& reply) {
                   return Place{reply.workflow.ns.empty() && !reply.valid ? own : reply.workflow.ns, {}};
               });
    }

    /// One that the caller sees.
    static std::string ownNamespace(const Caller& caller) {
        return caller.scope->except               ? std::string(kNoNamespace)
               : caller.scope->namespaces.empty() ? std::string()
                                                  : caller.scope->namespaces.front();
    }

    /// Those of which the caller may know.
    template <class Op>
    void list(const KnowledgePtr& known, Op op, api::RequestContext who, api::ReplyHandler handler) {
        forward(std::move(op), who, [known, who, handler = std::move(handler)](Result<api::Reply> reply) {
            using Page = typename Op::Reply;
            if (auto* page = reply.ok() ? std::get_if<Page>(&reply.value()) : nullptr) {
                std::map<std::string, bool> may;
                std::erase_if(page->items, [&](const auto& item) {
                    const auto& tenant = tenantIn(item);
                    if (!may.contains(tenant)) {
                        may[tenant] = mayIn(*known, who, tenant, Op::kInfo.permission);
                    }
                    return !may[tenant];
                });
            }
            handler(std::move(reply));
        });
    }

    const std::shared_ptr<api::Engine> m_inner;
    const std::shared_ptr<AccessBook> m_book;
    std::mutex m_mutex;
    std::unordered_map<std::string, Place> m_places;
};

AccessEngine::AccessEngine(std::shared_ptr<api::Engine> inner, std::shared_ptr<AccessBook> book)
    : m_gate(std::make_shared<Gate>(std::move(inner), std::move(book))) {}

void AccessEngine::submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) {
    std::visit([&](auto& op) { m_gate->ask(std::move(op), std::move(context), std::move(handler)); }, command);
}

void AccessEngine::query(api::Query query, api::RequestContext context, api::ReplyHandler handler) {
    std::visit([&](auto& op) { m_gate->ask(std::move(op), std::move(context), std::move(handler)); }, query);
}

std::unique_ptr<api::Subscription> AccessEngine::subscribe(api::EventFilter filter, api::Seq from,
                                                           api::EventSink sink) {
    auto guard = std::make_shared<EventGuard>(m_gate->book(), filter);
    return m_gate->inner().subscribe(std::move(filter), from, [guard, sink = std::move(sink)](const api::Event& event) {
        std::optional<api::Event> kept;
        if (const auto* shown = guard->show(event, kept)) {
            sink(*shown);
        }
    });
}

api::Health AccessEngine::health() const {
    return m_gate->inner().health();
}

}  // namespace beamline::access
