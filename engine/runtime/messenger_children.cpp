// SPDX-License-Identifier: Apache-2.0
// What of the messenger is about child runs and their parents, and the messages that steps make.
#include <charconv>

#include "engine/api/json_codec.h"
#include "engine/runtime/access_desk.h"
#include "engine/runtime/messenger.h"
#include "engine/runtime/trace_context.h"

namespace beamline::runtime {

namespace {
constexpr std::string_view kParent = "run:";

std::string textOf(const api::Json& object, const char* name) {
    const auto* value = object.as_object().if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}
}  // namespace

store::Message eventMessage(const api::Json& event, api::Timestamp at) {
    store::Message message;
    message.kind = store::MessageKind::event;
    message.at = at;
    message.type = textOf(event, "type");
    message.key = textOf(event, "source") + '\n' + textOf(event, "id");
    message.data = boost::json::serialize(event);
    return message;
}

namespace {
/// How many runs wait for this one, each for the next.
std::int64_t depthOf(const core::RunIdentity& run) {
    const auto label = run.labels.find(kDepthLabel);
    std::int64_t depth = 0;
    if (label != run.labels.end()) {
        std::from_chars(label->second.data(), label->second.data() + label->second.size(), depth);
    }
    return depth;
}
}  // namespace

store::Message childMessage(const core::StartChild& start, const core::RunIdentity& parent, store::RunKey key,
                            api::Timestamp at) {
    store::Message message;
    message.kind = store::MessageKind::startChild;
    message.at = at;
    message.run = key;
    message.activity = start.activity;
    boost::json::object data{{"parent", parent.id},
                             {"depth", start.activity == 0 ? 0 : depthOf(parent) + 1},
                             {"starter", core::starterOf(parent.startedBy)},
                             {"ns", start.ns},
                             {"workflow", start.workflow},
                             {"version", start.version},
                             {"input", *start.input},
                             {"key", start.key},
                             {"dryRun", start.dryRun ? *start.dryRun : api::Json()}};
    if (auto tenant = tenantOf(parent.labels); !tenant.empty()) {
        data["tenant"] = std::move(tenant);
    }
    if (auto trace = childTrace(traceOf(parent.labels), start.key); !trace.empty()) {
        data["trace"] = std::move(trace);
    }
    message.data = boost::json::serialize(data);
    return message;
}

std::optional<store::Message> endMessage(const core::Machine& machine, const core::RunIdentity& identity,
                                         api::Timestamp at) {
    const auto parent = core::parentOf(identity.startedBy);
    if (!parent || parent->second == 0) {
        return std::nullopt;
    }
    boost::json::object data{{"parent", parent->first}};
    const auto phase = machine.phase();
    if (phase == api::Phase::completed) {
        data["output"] = *machine.output();
    } else if (const auto error = machine.summary().error; phase == api::Phase::faulted && error) {
        data["error"] = api::toJson(*error);
    } else {
        data["error"] = api::toJson(core::makeError("runtime", "The child run " + identity.id + " was cancelled.", {}));
    }
    store::Message message;
    message.kind = store::MessageKind::childEnded;
    message.at = at;
    message.activity = parent->second;
    message.data = boost::json::serialize(data);
    return message;
}

std::string parentName(const std::string& run, core::ActivityId activity, const std::string& starter) {
    return std::string(kParent) + run + '.' + std::to_string(activity) + ' ' + starter;
}

bool isEngineName(const std::string& user) {
    return user.starts_with(kParent) || user.starts_with("schedule:");
}

/// Refusals that nothing but the receiver itself can change; everything else may pass.
bool Messenger::isFinalAnswer(const api::Error& error) {
    return error.code == api::code::kConflict || error.code == api::code::kNotFound ||
           error.code == api::code::kInvalidArgument;
}

int Messenger::parentShard(const store::Message& message) const {
    if (!m_services.clustered()) {
        return 0;
    }
    const auto data = api::parseJson(message.data);
    return m_services.shardOf(data && data->is_object() ? core::runKeyOf(textOf(*data, "parent")) : 0);
}

void Messenger::deliverEnd(const store::Message& message) {
    auto data = api::parseJson(message.data);
    if (!data || !data->is_object()) {
        return;
    }
    const auto parent = m_services.journal.findRun(textOf(*data, "parent"));
    if (!parent.ok()) {
        if (!isFinalAnswer(parent.error())) {
            later(message.position, parentShard(message), [this, message] { deliverEnd(message); });
        }
        return;  // it is gone: nobody waits
    }
    core::Fact fact;
    fact.activity = message.activity;
    if (const auto* failure = data->get_object().if_contains("error")) {
        fact.kind = core::FactKind::failed;
        auto error = api::fromJson<api::WorkflowError>(*failure);
        fact.error = error ? *error : core::makeError("runtime", "The child run failed.", {});
        fact.error->instance.clear();
    } else {
        fact.kind = core::FactKind::succeeded;
        fact.data = core::makeData(data->get_object()["output"]);
    }
    post(message.position, {*parent, message.activity}, std::move(fact));
}

void Messenger::startChild(const store::Message& message) {
    auto data = api::parseJson(message.data);
    if (!data || !data->is_object()) {
        return;
    }
    api::StartRun start;
    start.ns = textOf(*data, "ns");
    start.workflow = textOf(*data, "workflow");
    start.version = textOf(*data, "version");
    start.idempotencyKey = textOf(*data, "key");
    const auto parent = textOf(*data, "parent");
    start.labels["parent"] = parent;
    const auto* depth = data->get_object().if_contains("depth");
    if (depth && depth->is_int64() && depth->get_int64() > 0) {
        start.labels[kDepthLabel] = std::to_string(depth->get_int64());
        if (depth->get_int64() > kMaxNestedRuns) {
            childStarted(message, start.ns + "/" + start.workflow,
                         api::Error{api::code::kInvalidArgument,
                                    "more than " + std::to_string(kMaxNestedRuns) +
                                        " runs would wait for each other; a workflow that starts itself does not end.",
                                    {},
                                    false});
            return;
        }
    }
    if (!m_services.access->sameTenant(parent, start.ns)) {
        childStarted(message, start.ns + "/" + start.workflow,
                     api::Error{api::code::kNotFound,
                                "Workflow " + start.ns + "/" + start.workflow +
                                    " is not known; list what there is, or check the name.",
                                {},
                                false});
        return;
    }
    start.input = std::move(data->get_object()["input"]);
    start.dryRun = std::move(data->get_object()["dryRun"]);
    api::RequestContext context;
    context.user = parentName(parent, message.activity, textOf(*data, "starter"));
    context.client = "workflow";
    context.tenant = textOf(*data, "tenant");
    context.trace = textOf(*data, "trace");
    const auto shard = m_services.shardOf(message.run);
    const auto slip = opened(message.position, shard);
    {
        std::lock_guard lock(m_mutex);
        m_starting.emplace(start.ns, start.idempotencyKey);
    }
    m_commands.start(start, context, shard,
                     [this, message, slip, child = Child(start.ns, start.idempotencyKey),
                      name = start.ns + "/" + start.workflow](const api::Result<api::StartReply>& reply) {
                         const bool passes = !reply.ok() && (reply.error().code == api::code::kUnavailable ||
                                                             reply.error().code == api::code::kOverloaded);
                         if (passes && m_services.actsFor(slip.shard)) {
                             later(message.position, slip.shard, [this, message] { startChild(message); });
                         } else {
                             {
                                 std::lock_guard lock(m_mutex);
                                 m_starting.erase(child);
                             }
                             if (!passes) {
                                 childStarted(message, name, reply);
                             }
                         }
                         closed(slip);
                     });
}

void Messenger::childStarted(const store::Message& message, const std::string& name,
                             const api::Result<api::StartReply>& reply) {
    if (reply.ok()) {
        return;
    }
    const auto why = name + " could not be started: " + reply.error().message;
    if (message.activity == 0) {
        m_services.problems.put("child_not_started", why);
        return;
    }
    core::Fact fact;
    fact.kind = core::FactKind::failed;
    fact.activity = message.activity;
    fact.error =
        core::makeError(reply.error().code == api::code::kInvalidInput ? "validation" : "configuration", why, {});
    post(message.position, {message.run, message.activity}, std::move(fact));
}

void Messenger::cancelChild(const store::Message& message) {
    const auto data = api::parseJson(message.data);
    if (!data || !data->is_object()) {
        return;
    }
    const Child child(textOf(*data, "ns"), textOf(*data, "key"));
    const auto shard = m_services.shardOf(message.run);
    const auto again = [this, message, shard] {
        later(message.position, shard, [this, message] { cancelChild(message); });
    };
    bool starting = false;
    {
        std::lock_guard lock(m_mutex);
        starting = m_starting.contains(child);
    }
    const auto found = starting ? api::Result<std::optional<std::pair<std::string, std::string>>>(std::nullopt)
                                : m_services.journal.findIdempotent(child.first, child.second);
    if (starting || !found.ok()) {
        again();
        return;
    }
    if (!found->has_value()) {
        return;
    }
    api::CancelRun cancel;
    cancel.run = (*found)->first;
    cancel.reason = "the task that waited for it ended";
    const auto slip = opened(message.position, shard);
    m_commands.handle(cancel, {}, [this, slip, again](const api::Result<api::RunReply>& reply) {
        if (!reply.ok() && !isFinalAnswer(reply.error()) && m_services.actsFor(slip.shard)) {
            again();
        }
        closed(slip);
    });
}

}  // namespace beamline::runtime
