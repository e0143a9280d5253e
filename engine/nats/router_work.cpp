// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/router_work.h"

#include <algorithm>
#include <cmath>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/routing.h"
#include "engine/api/text.h"
#include "engine/nats/work_messages.h"

namespace beamline::nats {

namespace {
using api::Error;
using api::Result;
using boost::json::object;

constexpr std::size_t kMaxOutcomeError = 1'024;
constexpr double kMaxCost = 1e12;

Error noWork(std::string why) {
    return {api::code::kInvalidArgument, std::move(why), {}, false};
}

const object* objectAt(const object& from, std::string_view name) {
    const auto* value = from.if_contains(name);
    return value ? value->if_object() : nullptr;
}
std::string wordAt(const object& from, std::string_view name, std::size_t most = kMaxWorkName) {
    const auto* value = from.if_contains(name);
    const auto* text = value ? value->if_string() : nullptr;
    return text && text->size() <= most ? std::string(*text) : std::string();
}
/// 0 for what is no number that can be.
double amountAt(const object& from, std::string_view name, double most) {
    const auto* value = from.if_contains(name);
    boost::system::error_code failed;
    const double amount = value && value->is_number() ? value->to_number<double>(failed) : 0;
    return failed || !std::isfinite(amount) ? 0 : std::clamp(amount, 0.0, most);
}

/// As a UUID of version 4 looks (RFC 9562), though nothing in it is random.
std::string uuidOf(std::string_view text) {
    auto hex = api::sha256(text).substr(0, 32);
    hex[12] = '4';
    hex[16] = "89ab"[static_cast<unsigned char>(hex[16]) % 4];
    for (const std::size_t at : {20U, 16U, 12U, 8U}) {
        hex.insert(at, 1, '-');
    }
    return hex;
}

/// The task as given, or what a gateway has made a message of.
Result<object> jobOf(const object& request) {
    if (const auto* task = objectAt(request, "task")) {
        return *task;
    }
    const auto* message = objectAt(request, "message");
    if (!message) {
        return noWork("The request has neither a task nor a message: there is nothing to hand out.");
    }
    object job{{"type", wordAt(*message, "message_type")}};
    if (const auto* payload = message->if_contains("payload")) {
        job["payload"] = *payload;
    }
    return job;
}

object optionsOf(const object& request, const object& decision) {
    const auto* priority = decision.if_contains("priority");
    object options{{"priority", priority && priority->is_number() ? *priority : api::Json(0)},
                   {"deadline_ms", assignmentDeadline(amountAt(decision, "expected_latency_ms", kMaxResultMs))},
                   {"retry", {{"max_attempts", 2}, {"backoff_ms", 200}}}};
    if (const auto* own = objectAt(request, "options")) {
        for (const auto& [name, value] : *own) {
            options[name] = value;
        }
    }
    return options;
}

object correlationOf(const object& request) {
    object out;
    for (const auto* name : {"trace_id", "run_id", "flow_id", "step_id"}) {
        if (auto id = wordAt(request, name); !id.empty()) {
            out[name] = std::move(id);
        }
    }
    return out;
}

/// Of the decision when it says which it is: who asks again with the same idempotency key gets the same decision.
std::string assignmentIdOf(const object& request, const object& decision, const std::string& tenant) {
    const auto* metadata = objectAt(decision, "metadata");
    auto of = metadata ? wordAt(*metadata, "decision_id") : std::string();
    of = of.empty() ? wordAt(request, "request_id") : of;
    return of.empty() ? std::string() : uuidOf(tenant + "\n" + of);
}
}  // namespace

std::int64_t assignmentDeadline(double expectedLatencyMs) {
    const double wanted = std::isfinite(expectedLatencyMs) ? expectedLatencyMs * 5 : 0;
    return std::llround(std::clamp(wanted, double{kLeastAssignmentMs}, double{kMostAssignmentMs}));
}

std::chrono::milliseconds assignmentPause(int attempt, double random) {
    constexpr int kMostDoubled = 6;
    const auto base = 100LL << std::clamp(attempt - 1, 0, kMostDoubled);
    return std::chrono::milliseconds(base + static_cast<std::int64_t>(static_cast<double>(base) * 0.1 * random));
}

Result<OutgoingAssignment> makeAssignment(const api::Json& request, const api::Json& decision,
                                          const std::string& tenant, const std::string& subject) {
    const auto* asked = request.if_object();
    const auto* decided = decision.if_object();
    if (!asked || !decided) {
        return noWork("Work is handed out for a request and its decision; one of them is no JSON object.");
    }
    const auto provider = wordAt(*decided, "provider_id", kMaxAssignedProvider);
    if (provider.empty()) {
        return noWork("A provider's name has 1 to " + std::to_string(kMaxAssignedProvider) +
                      " bytes; the decision names none that has.");
    }
    if (tenant.size() > kMaxAssignedTenant) {
        return noWork("The name of the tenant is longer than " + std::to_string(kMaxAssignedTenant) + " bytes.");
    }
    auto job = jobOf(*asked);
    if (!job.ok()) {
        return job.error();
    }
    OutgoingAssignment made{assignmentIdOf(*asked, *decided, tenant),
                            subject.empty() ? kAssignSubject : subject,
                            {},
                            tenant,
                            wordAt(*asked, "trace_id")};
    if (made.id.empty()) {
        return noWork("Neither the decision nor the request has an id, so the work could not be told apart.");
    }
    const auto* metadata = objectAt(*asked, "metadata");
    object out{{"version", "1"},
               {"assignment_id", made.id},
               {"request_id", wordAt(*asked, "request_id")},
               {"executor", {{"provider_id", provider}, {"channel", "nats"}}},
               {"job", std::move(*job)},
               {"options", optionsOf(*asked, *decided)},
               {"correlation", correlationOf(*asked)},
               {"decision", *decided},
               {"metadata", metadata ? *metadata : object()}};
    if (!tenant.empty()) {
        out["tenant_id"] = tenant;
    }
    made.payload = boost::json::serialize(out);
    return made;
}

Result<ToldOutcome> readOutcome(std::string_view text) {
    auto data = dataOfMessage(text);
    if (!data.ok()) {
        return data.error();
    }
    const auto* job = objectAt(*data, "job");
    ToldOutcome told;
    told.assignment = wordAt(*data, "assignment_id");
    told.request = wordAt(*data, "request_id");
    told.tenant = wordAt(*data, "tenant_id");
    told.provider = wordAt(*data, "provider_id");
    told.status = wordAt(*data, "status");
    told.type = job ? wordAt(*job, "type") : wordAt(*data, "job_type");
    told.trace = wordAt(*data, "trace_id");
    told.latencyMs = amountAt(*data, "latency_ms", kMaxResultMs);
    told.cost = amountAt(*data, "cost", kMaxCost);
    if (told.assignment.empty() && told.request.empty()) {
        return noWork("A result needs the assignment_id or request_id that it belongs to.");
    }
    if (told.provider.empty()) {
        return noWork("A result needs the provider_id of who did the work.");
    }
    if (told.status != "success" && told.status != "error" && told.status != "timeout" && told.status != "cancelled") {
        return noWork("The status of a result is success, error, timeout or cancelled.");
    }
    if (told.status != "success") {
        const auto* said = data->if_contains("error_message");
        const auto message = said && said->is_string() ? std::string_view(said->get_string()) : std::string_view();
        const auto errorCode = wordAt(*data, "error_code");
        told.error = api::beginning(
            errorCode + (errorCode.empty() || message.empty() ? "" : ": ") + std::string(message), kMaxOutcomeError);
        told.error = told.error.empty() ? told.status : told.error;
    }
    return told;
}

std::string outcomeKey(const ToldOutcome& outcome) {
    return outcome.tenant + (outcome.assignment.empty() ? "\nr\n" + outcome.request : "\na\n" + outcome.assignment);
}

std::string printUsage(const ToldOutcome& outcome, api::Timestamp now) {
    return boost::json::serialize(object{{"version", "1"},
                                         {"tenant_id", outcome.tenant.empty() ? api::kDefaultTenant : outcome.tenant},
                                         {"provider_id", outcome.provider},
                                         {"event_type", outcome.type},
                                         {"latency_ms", std::llround(outcome.latencyMs)},
                                         {"cost", outcome.cost},
                                         {"status", outcome.status},
                                         {"trace_id", outcome.trace.empty() ? api::Json() : api::Json(outcome.trace)},
                                         {"timestamp", now},
                                         {"assignment_id", outcome.assignment},
                                         {"request_id", outcome.request}});
}

bool RecentOutcomes::add(const std::string& key, api::Timestamp now) {
    while (!m_order.empty() && (m_order.front().first + kResultMemoryMs <= now)) {
        m_keys.erase(m_order.front().second);
        m_order.pop_front();
    }
    if (!m_keys.insert(key).second) {
        return false;
    }
    m_order.emplace_back(now, key);
    if (m_order.size() > kMaxRememberedResults) {
        m_keys.erase(m_order.front().second);
        m_order.pop_front();
    }
    return true;
}

}  // namespace beamline::nats
