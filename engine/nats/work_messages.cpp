// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/work_messages.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/text.h"
#include "engine/core/machine/machine.h"
#include "engine/nats/cluster_streams.h"

namespace beamline::nats {

namespace {
using api::Error;
using api::Result;
using boost::json::object;
constexpr std::string_view kConsumerIs = "pool-";

Error unreadable(const std::string& why) {
    return {api::code::kInvalidArgument, why, {}, false};
}

const object& part(const object& from, std::string_view name) {
    static const object none;
    const auto* value = from.if_contains(name);
    return value && value->is_object() ? value->get_object() : none;
}
std::string textOf(const object& from, std::string_view name) {
    const auto* value = from.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}
std::string nameOf(const object& from, std::string_view name) {
    auto text = textOf(from, name);
    return text.size() > kMaxWorkName ? std::string() : text;
}
double numberOf(const object& from, std::string_view name) {
    boost::system::error_code ec;
    const auto* value = from.if_contains(name);
    const auto number = value && value->is_number() ? value->to_number<double>(ec) : 0;
    return ec ? 0 : number;
}
std::int64_t countOf(const object& from, std::string_view name) {
    return static_cast<std::int64_t>(std::clamp(numberOf(from, name), -9e15, 9e15));
}
std::string printed(const object& json) {
    return boost::json::serialize(json);
}
api::Labels labelsOf(const object& from) {
    api::Labels out;
    for (const auto& [name, value] : from) {
        if (value.is_string()) {
            out[name] = value.get_string();
        }
    }
    return out;
}
object jsonOf(const api::Labels& labels) {
    object out;
    for (const auto& [name, value] : labels) {
        out[name] = value;
    }
    return out;
}

api::WorkflowError errorOf(const object& data, const std::string& status, const std::string& worker) {
    const auto* whole = data.if_contains("error");
    if (whole && whole->is_object()) {
        if (auto error = api::fromJson<api::WorkflowError>(*whole); error.ok() && !error->type.empty()) {
            error->instance.clear();
            return *error;
        }
    }
    const auto code = textOf(data, "error_code");
    auto said = textOf(data, "error_message");
    if (said.empty()) {
        said = status == "timeout"     ? "It was not done in time."
               : status == "cancelled" ? "It was cancelled there."
                                       : "It did not say why.";
    }
    return core::makeError(status == "timeout" ? "timeout" : "runtime",
                           "Worker " + worker + (code.empty() ? ": " : ": " + code + ": ") + said, {});
}
}  // namespace

Result<boost::json::object> dataOfMessage(std::string_view text) {
    auto json = api::parseJson(text);
    if (!json.ok()) {
        return json.error();
    }
    auto* found = json->if_object();
    if (!found) {
        return unreadable("The message is no JSON object.");
    }
    auto* data = found->if_contains("data");
    if (data && data->is_object() && found->contains("kind")) {
        return object(std::move(data->get_object()));
    }
    return std::move(*found);
}

std::string poolSubject(const std::string& pool) {
    return pool == blocks::kDefaultPool ? kAssignSubject : std::string(kWorkSubject) + "." + pool;
}

std::string poolConsumer(const std::string& pool) {
    return std::string(kConsumerIs) + pool;
}

std::string poolOfConsumer(const std::string& consumer) {
    return consumer.starts_with(kConsumerIs) ? consumer.substr(kConsumerIs.size()) : std::string();
}

std::string printAssignment(const blocks::Assignment& assignment, api::Timestamp now) {
    object options{{"priority", assignment.priority}, {"retry", {{"max_attempts", 1}, {"backoff_ms", 0}}}};
    if (assignment.deadline != 0) {
        options["deadline_ms"] = std::max<std::int64_t>(assignment.deadline - now, 1);
    }
    object correlation{{"run_id", assignment.run}, {"flow_id", assignment.workflow}, {"step_id", assignment.task}};
    if (!assignment.trace.empty()) {
        correlation["trace_id"] = assignment.trace;
    }
    object out{{"version", "1"},
               {"assignment_id", assignment.id},
               {"request_id", assignment.id},
               {"tenant_id", assignment.tenant.empty() ? "default" : assignment.tenant},
               {"executor", {{"provider_id", assignment.pool}, {"channel", "nats"}}},
               {"job", {{"type", assignment.type}, {"payload", assignment.payload}}},
               {"options", std::move(options)},
               {"correlation", std::move(correlation)},
               {"decision",
                {{"provider_id", assignment.pool},
                 {"priority", assignment.priority},
                 {"expected_latency_ms", 0},
                 {"expected_cost", 0.0},
                 {"reason", "pool"}}},
               {"metadata", {{"labels", jsonOf(assignment.labels)}, {"idempotency_key", assignment.key}}}};
    return printed(out);
}

Result<blocks::Assignment> readAssignment(std::string_view text, api::Timestamp now) {
    const auto data = dataOfMessage(text);
    if (!data.ok()) {
        return data.error();
    }
    const auto& job = part(*data, "job");
    const auto& correlation = part(*data, "correlation");
    const auto& metadata = part(*data, "metadata");
    blocks::Assignment made;
    made.id = nameOf(*data, "assignment_id");
    made.type = textOf(job, "type");
    if (made.id.empty() || made.type.empty()) {
        return unreadable("An assignment needs an assignment_id and a job with a type.");
    }
    if (const auto* payload = job.if_contains("payload")) {
        made.payload = *payload;
    }
    made.pool = textOf(part(*data, "executor"), "provider_id");
    made.tenant = textOf(*data, "tenant_id");
    made.labels = labelsOf(part(metadata, "labels"));
    made.key = textOf(metadata, "idempotency_key");
    made.priority =
        static_cast<int>(std::clamp<std::int64_t>(countOf(part(*data, "options"), "priority"), -1000, 1000));
    const auto allowed = countOf(part(*data, "options"), "deadline_ms");
    made.deadline = allowed > 0 ? now + allowed : 0;
    made.run = textOf(correlation, "run_id");
    made.workflow = textOf(correlation, "flow_id");
    made.task = textOf(correlation, "step_id");
    made.trace = textOf(correlation, "trace_id");
    return made;
}

std::string printResult(const blocks::Assignment& assignment, const blocks::WorkResult& result) {
    object out{{"version", "1"},
               {"assignment_id", assignment.id},
               {"request_id", assignment.id},
               {"tenant_id", assignment.tenant.empty() ? "default" : assignment.tenant},
               {"provider_id", result.worker},
               {"job", {{"type", assignment.type}}},
               {"latency_ms", result.latencyMs},
               {"cost", 0.0},
               {"timestamp", api::wallClock()}};
    if (!assignment.trace.empty()) {
        out["trace_id"] = assignment.trace;
    }
    if (const auto* output = std::get_if<api::Json>(&result.result)) {
        out["status"] = "success";
        out["output"] = *output;
        return printed(out);
    }
    const auto& error = std::get<api::WorkflowError>(result.result);
    out["status"] = core::sameErrorType(error.type, "timeout") ? "timeout" : "error";
    out["error_code"] = error.title;
    out["error_message"] = error.detail;
    out["error"] = api::toJson(error);
    return printed(out);
}

Result<ToldResult> readResult(std::string_view text) {
    const auto data = dataOfMessage(text);
    if (!data.ok()) {
        return data.error();
    }
    ToldResult told;
    told.id = nameOf(*data, "assignment_id");
    told.what.worker = nameOf(*data, "provider_id");
    told.what.latencyMs = std::max<std::int64_t>(countOf(*data, "latency_ms"), 0);
    const auto status = textOf(*data, "status");
    if (told.id.empty()) {
        return unreadable("A result needs the assignment_id that it belongs to.");
    }
    if (status == "success") {
        const auto* output = data->if_contains("output");
        told.what.result = output ? *output : api::Json();
    } else if (status == "error" || status == "timeout" || status == "cancelled") {
        told.what.result = errorOf(*data, status, told.what.worker);
    } else {
        return unreadable("The status of a result is success, error, timeout or cancelled.");
    }
    return told;
}

std::string printAck(const ToldAck& ack) {
    object out{{"version", "1"},
               {"assignment_id", ack.id},
               {"status", ack.status},
               {"provider_id", ack.worker},
               {"settles", ack.settles}};
    if (ack.place != 0) {
        out["place"] = ack.place;
    }
    if (!ack.reason.empty()) {
        out["reason"] = ack.reason;
    }
    return printed(out);
}

Result<ToldAck> readAck(std::string_view text) {
    const auto data = dataOfMessage(text);
    if (!data.ok()) {
        return data.error();
    }
    ToldAck ack{nameOf(*data, "assignment_id"), textOf(*data, "status"), textOf(*data, "reason"),
                nameOf(*data, "provider_id")};
    if (ack.worker.empty()) {
        ack.worker = nameOf(*data, "worker_id");
    }
    if (ack.reason.empty()) {
        ack.reason = textOf(*data, "message");
    }
    const auto* settles = data->if_contains("settles");
    ack.settles = settles && settles->is_bool() && settles->get_bool();
    ack.place = static_cast<std::uint64_t>(std::max<std::int64_t>(countOf(*data, "place"), 0));
    if (ack.id.empty() || (ack.status != "accepted" && ack.status != "rejected" && ack.status != "error")) {
        return unreadable("An acknowledgement needs an assignment_id, and the status accepted, rejected or error.");
    }
    return ack;
}

std::string printHeartbeat(const api::WorkerInfo& worker) {
    const auto* status = worker.state == api::WorkerState::busy       ? "busy"
                         : worker.state == api::WorkerState::draining ? "draining"
                         : worker.state == api::WorkerState::stopped  ? "stopped"
                                                                      : "idle";
    return printed({{"worker_id", worker.id},
                    {"timestamp", api::wallClock()},
                    {"status", status},
                    {"load", worker.load},
                    {"pool", worker.pool},
                    {"labels", jsonOf(worker.labels)},
                    {"in_flight", worker.inFlight},
                    {"capacity", worker.capacity},
                    {"version", worker.version}});
}

Result<api::WorkerInfo> readHeartbeat(std::string_view text) {
    const auto data = dataOfMessage(text);
    if (!data.ok()) {
        return data.error();
    }
    api::WorkerInfo worker;
    worker.id = nameOf(*data, "worker_id");
    if (worker.id.empty()) {
        return unreadable("A heartbeat needs a worker_id.");
    }
    const auto status = textOf(*data, "status");
    worker.state = status == "busy"       ? api::WorkerState::busy
                   : status == "draining" ? api::WorkerState::draining
                   : status == "stopped"  ? api::WorkerState::stopped
                                          : api::WorkerState::ready;
    worker.pool = nameOf(*data, "pool");
    worker.pool = worker.pool.empty() ? blocks::kDefaultPool : worker.pool;
    worker.labels = labelsOf(part(*data, "labels"));
    worker.load = std::clamp(numberOf(*data, "load"), 0.0, 1.0);
    const auto& resources = part(*data, "resources");
    const auto inFlight =
        resources.contains("jobs_in_flight") ? countOf(resources, "jobs_in_flight") : countOf(*data, "in_flight");
    worker.inFlight = static_cast<int>(std::clamp<std::int64_t>(inFlight, 0, 1'000'000));
    worker.capacity = static_cast<int>(std::clamp<std::int64_t>(countOf(*data, "capacity"), 0, 1'000'000));
    worker.version = api::beginning(textOf(*data, "version"), kMaxWorkName);
    return worker;
}

std::string printCancel(const std::string& id) {
    return printed({{"assignment_id", id}});
}

std::string readCancel(std::string_view text) {
    const auto data = dataOfMessage(text);
    return data.ok() ? nameOf(*data, "assignment_id") : std::string();
}

std::string printDeadLetter(const blocks::Assignment& assignment, const std::string& reason, api::Timestamp now) {
    object out{{"original_subject", poolSubject(assignment.pool)},
               {"msg_id", assignment.id},
               {"reason", reason},
               {"error_code", "MAX_DELIVERIES"},
               {"timestamp", now},
               {"tenant_id", assignment.tenant.empty() ? "default" : assignment.tenant},
               {"message", boost::json::parse(printAssignment(assignment, now))}};
    if (!assignment.trace.empty()) {
        out["trace_id"] = assignment.trace;
    }
    return printed(out);
}

}  // namespace beamline::nats
