// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/router_admin.h"

#include <algorithm>
#include <map>
#include <optional>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/text.h"
#include "engine/nats/router_service.h"

namespace beamline::nats {

namespace {
using api::Result;
using boost::json::object;
using EnginePtr = std::shared_ptr<api::Engine>;
constexpr const char* kNoPolicy = "policy_not_found";

/// A request under way: what was asked, and to whom the answer goes.
struct Conversation {
    EnginePtr engine;
    RouterCall call;
    RouterAnswer answer;

    void refuse(std::string_view message, std::string_view pointer) const {
        answer(routerError("invalid_request", message, call.ids, {{"pointer", pointer}}));
    }
};
using ConversationPtr = std::shared_ptr<const Conversation>;

template <class Op>
void ask(const ConversationPtr& with, Op op, std::string_view missing,
         std::function<void(typename Op::Reply)> useReply) {
    api::call<Op>(*with->engine, std::move(op), with->call.who,
                  [with, missing, useReply = std::move(useReply)](Result<typename Op::Reply> reply) {
                      if (reply.ok()) {
                          useReply(std::move(*reply));
                      } else {
                          with->answer(routerError(reply.error(), with->call.ids, missing));
                      }
                  });
}

std::string memberText(const object& body, std::string_view name) {
    const auto* value = body.if_contains(name);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string(*text) : std::string();
}

/// Not there, or null: `otherwise`. Nothing: it is no whole number that fits.
std::optional<std::int64_t> memberNumber(const object& body, std::string_view name, std::int64_t otherwise) {
    const auto* value = body.if_contains(name);
    if (!value || value->is_null()) {
        return otherwise;
    }
    boost::system::error_code failed;
    const auto number = value->is_number() ? value->to_number<std::int64_t>(failed) : 0;
    return failed || !value->is_number() || number < 0 ? std::nullopt : std::optional(number);
}

/// Empty, and answered: it is not there.
std::string policyNamed(const ConversationPtr& with) {
    auto name = memberText(with->call.body, "policy_id");
    if (name.empty()) {
        with->refuse("'policy_id' must be a text that is not empty.", "/policy_id");
    }
    return name;
}

/// Nothing, and answered: it cannot be read.
std::optional<std::int64_t> versionNamed(const ConversationPtr& with, const char* name, std::int64_t otherwise) {
    const auto version = memberNumber(with->call.body, name, otherwise);
    if (!version) {
        with->refuse("'" + std::string(name) + "' must be a whole number that is not negative.",
                     "/" + std::string(name));
    }
    return version;
}

// ---- decisions

void tellDecision(const ConversationPtr& with, std::string id) {
    ask<api::GetDecision>(with, {std::move(id)}, "not_found",
                          [with](api::RouteDecisionReply reply) { with->answer(decisionJson(reply.decision)); });
}

void getDecision(const ConversationPtr& with) {
    const auto& body = with->call.body;
    if (auto id = memberText(body, "decision_id"); !id.empty()) {
        tellDecision(with, std::move(id));
        return;
    }
    // A message that names no id of its own has that of its request.
    auto id = memberText(body, "request_id");
    id = id.empty() ? memberText(body, "message_id") : id;
    if (id.empty()) {
        with->refuse("Say which decision: 'decision_id', 'request_id' or 'message_id'.", "/request_id");
        return;
    }
    api::ListDecisions list;
    list.text = id;
    list.limit = kMaxFoundDecisions;
    ask<api::ListDecisions>(with, std::move(list), "not_found", [with, id](const api::RouteDecisionPage& page) {
        const auto found =
            std::find_if(page.items.begin(), page.items.end(), [&](const auto& one) { return one.requestId == id; });
        if (found == page.items.end()) {
            with->answer(routerError(
                "not_found", "There is no decision for the request '" + api::beginning(id, 64) + "'.", with->call.ids));
            return;
        }
        tellDecision(with, found->id);
    });
}

// ---- extensions

void getExtensionHealth(const ConversationPtr& with) {
    ask<api::ListExtensions>(with, {}, "not_found",
                             [with](const api::ExtensionPage& page) { with->answer(extensionHealthJson(page)); });
}

void getCircuitStates(const ConversationPtr& with) {
    ask<api::ListExtensions>(with, {}, "not_found", [with](const api::ExtensionPage& extensions) {
        ask<api::ListProviders>(with, {}, "not_found", [with, extensions](const api::ProviderPage& providers) {
            with->answer(circuitStatesJson(extensions, providers));
        });
    });
}

void dryRun(const ConversationPtr& with) {
    api::DryRunRoute op;
    op.request = dryRunRequest(with->call, "dry-run-" + api::newUlid(api::wallClock()));
    if (const auto* document = with->call.body.if_contains("policy"); document && document->is_object()) {
        op.document = *document;
    }
    if (const auto* calls = with->call.body.if_contains("call_extensions"); calls && calls->is_bool()) {
        op.callExtensions = calls->get_bool();
    }
    ask<api::DryRunRoute>(with, std::move(op), kNoPolicy,
                          [with](const api::DryRunReply& reply) { with->answer(dryRunJson(reply, with->call.ids)); });
}

void getComplexity(const ConversationPtr& with) {
    if (const auto* document = with->call.body.if_contains("policy"); document && document->is_object()) {
        ask<api::ValidatePolicy>(with, {*document}, kNoPolicy, [with](const api::PolicyCheck& check) {
            with->answer(check.valid ? complexityJson(check.complexity)
                                     : routerError("invalid_request", "The policy has mistakes; mend what is listed.",
                                                   with->call.ids, {{"problems", problemsJson(check.problems)}}));
        });
        return;
    }
    if (auto policy = policyNamed(with); !policy.empty()) {
        ask<api::GetPolicy>(with, {std::move(policy), 0}, kNoPolicy, [with](const api::PolicyDetail& detail) {
            with->answer(complexityJson(detail.complexity));
        });
    }
}

// ---- policies

void putPolicy(const ConversationPtr& with) {
    const auto& body = with->call.body;
    const auto* document = body.if_contains("policy");
    if (!document || !document->is_object()) {
        with->refuse("'policy' must be an object: the policy.", "/policy");
        return;
    }
    api::PutPolicy op{memberText(body, "policy_id"), *document, memberText(body, "comment"), -1};
    op.policy = op.policy.empty() ? memberText(document->get_object(), "policy_id") : op.policy;
    if (op.policy.empty()) {
        with->refuse("'policy_id' must be a text that is not empty, here or in the policy.", "/policy_id");
        return;
    }
    const auto replaces = versionNamed(with, "replaces", -1);
    if (!replaces) {
        return;
    }
    op.replaces = *replaces;
    ask<api::PutPolicy>(with, std::move(op), kNoPolicy, [with](const api::PolicyReply& reply) {
        with->answer(
            {{"ok", true}, {"policy", policyInfoJson(reply.policy)}, {"warnings", problemsJson(reply.warnings)}});
    });
}

void getPolicy(const ConversationPtr& with) {
    auto policy = policyNamed(with);
    const auto version = policy.empty() ? std::nullopt : versionNamed(with, "version", 0);
    if (!version) {
        return;
    }
    ask<api::GetPolicy>(with, {std::move(policy), *version}, kNoPolicy, [with](const api::PolicyDetail& detail) {
        with->answer({{"ok", true}, {"policy", detail.document}, {"info", policyInfoJson(detail.info)}});
    });
}

void listPolicies(const ConversationPtr& with) {
    const auto limit = versionNamed(with, "limit", api::kDefaultPageSize);
    if (!limit) {
        return;
    }
    api::ListPolicies op;
    op.limit = static_cast<int>(std::clamp<std::int64_t>(*limit, 1, api::kMaxPageSize));
    op.after = memberText(with->call.body, "after");
    ask<api::ListPolicies>(with, std::move(op), kNoPolicy, [with](const api::PolicyPage& page) {
        boost::json::array policies;
        for (const auto& one : page.items) {
            policies.push_back(policyInfoJson(one));
        }
        object answer{{"ok", true}, {"policies", std::move(policies)}};
        if (!page.next.empty()) {
            answer["next"] = page.next;
        }
        with->answer(std::move(answer));
    });
}

void deletePolicy(const ConversationPtr& with) {
    auto policy = policyNamed(with);
    const auto replaces = policy.empty() ? std::nullopt : versionNamed(with, "replaces", -1);
    if (!replaces) {
        return;
    }
    ask<api::DeletePolicy>(with, {std::move(policy), memberText(with->call.body, "comment"), *replaces}, kNoPolicy,
                           [with](const api::PolicyReply& reply) {
                               with->answer({{"ok", true}, {"policy", policyInfoJson(reply.policy)}});
                           });
}

using Handle = void (*)(const ConversationPtr&);
const std::map<std::string, Handle, std::less<>>& requests() {
    static const auto admin = [](const char* name) { return std::string(kRouterAdmin) + "." + name; };
    static const auto policies = [](const char* name) { return std::string(kPolicyAdmin) + "." + name; };
    static const std::map<std::string, Handle, std::less<>> kRequests{
        {kGetDecisionSubject, getDecision},
        {admin("get_extension_health"), getExtensionHealth},
        {admin("get_circuit_breaker_states"), getCircuitStates},
        {admin("dry_run_pipeline"), dryRun},
        {admin("get_pipeline_complexity"), getComplexity},
        {policies("put_policy"), putPolicy},
        {policies("get_policy"), getPolicy},
        {policies("list_policy"), listPolicies},
        {policies("delete_policy"), deletePolicy},
    };
    return kRequests;
}
}  // namespace

std::vector<std::string> routerAdminSubjects() {
    std::vector<std::string> out;
    for (const auto& [subject, handle] : requests()) {
        out.push_back(subject);
    }
    return out;
}

bool answerRouterRequest(const std::shared_ptr<api::Engine>& engine, std::string_view subject, const RouterCall& call,
                         const RouterAnswer& answer) {
    const auto found = requests().find(subject);
    if (found == requests().end()) {
        return false;
    }
    found->second(std::make_shared<const Conversation>(Conversation{engine, call, answer}));
    return true;
}

}  // namespace beamline::nats
