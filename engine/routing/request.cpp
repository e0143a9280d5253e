// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/request.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <vector>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/text.h"

namespace beamline::routing {

namespace {
constexpr const char* kSchema = "SCHEMA_VALIDATION_FAILED";
constexpr const char* kVersion = "VERSION_UNSUPPORTED";
constexpr const char* kCorrelation = "CORRELATION_FIELDS_INVALID";
constexpr const char* kIdempotency = "IDEMPOTENCY_VIOLATION";
constexpr const char* kTooSmall = "PAYLOAD_TOO_SMALL";
constexpr const char* kTenant = "TENANT_FORBIDDEN";
constexpr std::size_t kMaxSubjectBytes = 256;
constexpr double kMaxDeadline = 9e15;  ///< exact as a double

bool isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isTraceHex(std::string_view text) {
    return text.size() == 32 && std::all_of(text.begin(), text.end(), isHex);
}

/// RFC 9562, version 4.
bool isUuid4(std::string_view text) {
    if (text.size() != 36) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !isHex(text[i])) {
            return false;
        }
    }
    return text[14] == '4' && std::string_view("89abAB").find(text[19]) != std::string_view::npos;
}

bool isUlid(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz";
    return text.size() == 26 && text[0] >= '0' && text[0] <= '7' &&
           text.find_first_not_of(kDigits) == std::string_view::npos;
}

bool isPlainSubject(std::string_view text) {
    const auto plain = [](char c) { return c > ' ' && c != '*' && c != '>' && c != 0x7f; };
    return !text.empty() && text.size() <= kMaxSubjectBytes && text.front() != '.' && text.back() != '.' &&
           text.find("..") == std::string_view::npos && std::all_of(text.begin(), text.end(), plain);
}

std::string textOfMember(const boost::json::object& object, std::string_view key, std::size_t limit) {
    const auto* value = object.if_contains(key);
    const auto* text = value ? value->if_string() : nullptr;
    return text && text->size() <= limit ? std::string(*text) : std::string();
}

/// Reads one request and remembers every mistake.
class RequestReader {
public:
    RequestReader(const boost::json::object& body, bool ours) : m_body(body), m_ours(ours) {}

    std::variant<Request, IntakeError> read(const std::string& tenant, const std::string& version) {
        m_request.requestId = textOfMember(m_body, "request_id", kMaxRequestIdBytes);
        m_request.traceId = textOfMember(m_body, "trace_id", kMaxRequestIdBytes);
        m_fromGateway = !given("task") && given("message");
        if (auto wrong = versionError(version)) {
            return std::move(*wrong);
        }
        if (auto wrong = tenantError(tenant)) {
            return std::move(*wrong);
        }
        // Its length is looked at once the rest may be read: a text of it is made for that.
        const auto bytes = boost::json::serialize(m_body).size();
        if (bytes > (m_ours ? 2 * kMaxRequestBytes : kMaxRequestBytes)) {
            return error(kSchema, "",
                         "The request has " + std::to_string(bytes) + " bytes; at most " +
                             std::to_string(kMaxRequestBytes) + " are taken. Give a large payload as payload_ref.");
        }
        ids();
        task();
        message();
        flags();
        context();
        if (m_mistakes.empty()) {
            m_request.hash = hash();
            return std::move(m_request);
        }
        return allMistakes();
    }

private:
    struct Mistake {
        const char* intake;
        std::string pointer;
        std::string message;
    };

    IntakeError error(const char* intake, std::string pointer, std::string message) const {
        return {std::string_view(intake) == kTenant ? "unauthorized" : "invalid_request",
                intake,
                std::move(message),
                std::move(pointer),
                m_request.requestId,
                m_request.traceId,
                m_request.tenant,
                nullptr};
    }
    void mistake(const char* intake, std::string pointer, std::string text) {
        m_mistakes.push_back({intake, std::move(pointer), std::move(text)});
    }

    /// What the schema forbids goes first: what is reported of the rest may follow from it.
    IntakeError allMistakes() {
        std::stable_partition(m_mistakes.begin(), m_mistakes.end(),
                              [](const Mistake& of) { return std::string_view(of.intake) == kSchema; });
        std::string text;
        boost::json::array problems;
        for (const auto& of : m_mistakes) {
            text += (text.empty() ? "" : " ") + of.message;
            problems.push_back({{"pointer", of.pointer}, {"message", of.message}, {"intake_error_code", of.intake}});
        }
        auto result = error(m_mistakes.front().intake, m_mistakes.front().pointer, std::move(text));
        result.details = boost::json::object{{"problems", std::move(problems)}};
        return result;
    }

    /// Null, and what a gateway gives as "", is not there.
    const api::Json* given(std::string_view key) const { return given(m_body, key); }
    const api::Json* given(const boost::json::object& object, std::string_view key) const {
        const auto* value = object.if_contains(key);
        const bool nothing =
            !value || value->is_null() || (m_fromGateway && value->is_string() && value->get_string().empty());
        return nothing ? nullptr : value;
    }

    std::optional<IntakeError> versionError(const std::string& version) const {
        const auto* told = version.empty() ? m_body.if_contains("version") : nullptr;
        if (version == "1" || (told && told->is_string() && told->get_string() == "1")) {
            return std::nullopt;
        }
        const auto is = !version.empty() ? "'" + api::beginning(version, 32) + "'"
                        : told           ? api::beginning(boost::json::serialize(*told), 32)
                                         : std::string("not given");
        return error(kVersion, "/version", "The version of the request is " + is + "; it must be the text \"1\".");
    }

    std::optional<IntakeError> tenantError(const std::string& tenant) {
        const auto* told = given("tenant_id");
        const auto* text = told ? told->if_string() : nullptr;
        m_request.tenant = tenant;
        if (!tenant.empty() && text && !text->empty() && std::string_view(*text) != tenant) {
            return error(kTenant, "/tenant_id",
                         "The caller may not ask for another tenant than its own, '" + tenant + "'.");
        }
        if (told && !text) {
            mistake(kSchema, "/tenant_id", "'tenant_id' must be a text.");
        } else if (tenant.empty() && (!text || text->empty())) {
            mistake(kSchema, "/tenant_id", "'tenant_id' is missing: say whose policy is to decide.");
        } else if (tenant.empty()) {
            m_request.tenant = std::string(*text);
        }
        if (m_request.tenant.size() > kMaxTenantBytes) {
            mistake(kSchema, "/tenant_id", "'tenant_id' is longer than " + std::to_string(kMaxTenantBytes) + " bytes.");
            m_request.tenant.clear();
        }
        return std::nullopt;
    }

    /// A text that may be left out.
    std::string text(const boost::json::object& object, std::string_view key, const std::string& above,
                     std::size_t limit) {
        const auto* value = given(object, key);
        if (!value) {
            return {};
        }
        const auto* string = value->if_string();
        if (!string || string->size() > limit) {
            mistake(kSchema, above + "/" + std::string(key),
                    "'" + std::string(key) + "' must be a text of at most " + std::to_string(limit) + " bytes.");
            return {};
        }
        return std::string(*string);
    }
    /// An object that may be left out.
    boost::json::object object(const boost::json::object& in, std::string_view key, const std::string& above) {
        const auto* value = given(in, key);
        if (value && !value->is_object()) {
            mistake(kSchema, above + "/" + std::string(key), "'" + std::string(key) + "' must be an object.");
        }
        return value && value->is_object() ? value->get_object() : boost::json::object();
    }

    void ids() {
        if (m_request.requestId.empty()) {
            mistake(kSchema, "/request_id",
                    "'request_id' must be a text of 1 to " + std::to_string(kMaxRequestIdBytes) + " bytes.");
        }
        m_request.policy = text(m_body, "policy_id", "", kMaxRequestIdBytes);
        if (m_request.policy.empty()) {
            m_request.policy = api::kDefaultPolicy;
        }
        if (const auto* trace = given("trace_id")) {
            const bool shaped = isTraceHex(m_request.traceId) || isUuid4(m_request.traceId);
            if (!trace->is_string() || m_request.traceId.empty() || (!shaped && !m_fromGateway)) {
                mistake(kCorrelation, "/trace_id", "'trace_id' must be 32 hexadecimal digits or a UUID of version 4.");
            }
        }
        const std::pair<const char*, std::string*> of[] = {
            {"run_id", &m_request.runId}, {"flow_id", &m_request.flowId}, {"step_id", &m_request.stepId}};
        std::string missing;
        for (const auto& [key, target] : of) {
            const auto* value = given(key);
            const auto* id = value ? value->if_string() : nullptr;
            if (id && (isUuid4(*id) || isUlid(*id))) {
                *target = std::string(*id);
            } else if (value) {
                mistake(kCorrelation, std::string("/") + key,
                        std::string("'") + key + "' must be a UUID of version 4 or a ULID.");
            } else {
                missing = key;
            }
        }
        if (!m_fromGateway && !missing.empty() && (given("run_id") || given("flow_id") || given("step_id"))) {
            mistake(kCorrelation, "/" + missing,
                    "'" + missing + "' is missing: give 'run_id', 'flow_id' and 'step_id', or none of them.");
        }
    }

    void task() {
        const auto* value = given("task");
        if (!value && !given("message")) {
            mistake(kSchema, "/task", "There is neither a 'task' {type, payload} nor a 'message'.");
        }
        if (!value) {
            return;
        }
        const auto* task = value->if_object();
        if (!task) {
            mistake(kSchema, "/task", "'task' must be an object {type, payload}.");
            return;
        }
        m_request.taskType = text(*task, "type", "/task", kMaxRequestIdBytes);
        if (m_request.taskType.empty() && (m_mistakes.empty() || m_mistakes.back().pointer != "/task/type")) {
            mistake(kSchema, "/task/type", "'type' of the task is missing or empty.");
        }
        const auto* payload = given(*task, "payload");
        const auto* reference = given(*task, "payload_ref");
        if (reference && (!reference->is_string() || reference->get_string().empty())) {
            mistake(kSchema, "/task/payload_ref", "'payload_ref' must be a text that is not empty.");
        }
        if (!payload && !reference) {
            mistake(kSchema, "/task/payload", "The task has neither a 'payload' nor a 'payload_ref'.");
        } else if (payload && !payload->is_object() && !(m_ours && payload->is_string())) {
            mistake(kSchema, "/task/payload", "'payload' of the task must be an object.");
        } else if (payload && !m_ours && boost::json::serialize(*payload).size() < kMinTaskPayloadBytes) {
            mistake(kTooSmall, "/task/payload",
                    "'payload' of the task has less than " + std::to_string(kMinTaskPayloadBytes) +
                        " bytes as JSON; there is nothing to do with it.");
        }
        m_request.task = *value;
    }

    /// Given, or made of the task.
    void message() {
        m_metadata = object(m_body, "metadata", "");
        if (const auto* value = given("message")) {
            const auto* message = value->if_object();
            if (!message) {
                mistake(kSchema, "/message",
                        "'message' must be an object {message_id, message_type, payload, metadata}.");
                return;
            }
            givenMessage(*message);
            return;
        }
        m_request.message = {{"message_id", m_request.requestId}, {"message_type", m_request.taskType}};
        const auto* task = m_request.task.if_object();
        if (const auto* payload = task ? given(*task, "payload") : nullptr) {
            m_request.message["payload"] = *payload;
        } else if (const auto* reference = task ? given(*task, "payload_ref") : nullptr) {
            m_request.message["payload"] = boost::json::object{{"payload_ref", *reference}};
        }
        m_request.message["metadata"] = m_metadata;
    }

    void givenMessage(const boost::json::object& message) {
        const auto id = text(message, "message_id", "/message", kMaxRequestIdBytes);
        const auto type = text(message, "message_type", "/message", kMaxRequestIdBytes);
        if (m_request.taskType.empty()) {
            m_request.taskType = type;
        }
        m_request.message = message;
        m_request.message["message_id"] = id.empty() ? m_request.requestId : id;
        m_request.message["message_type"] = type.empty() ? m_request.taskType : type;
        const auto* payload = given(message, "payload");
        if (payload && !payload->is_object() && !payload->is_string()) {
            mistake(kSchema, "/message/payload", "'payload' of the message must be an object or a text.");
        }
        m_request.message["payload"] = payload ? *payload : api::Json(boost::json::object());
        // A gateway moves the metadata of the request into the message.
        m_messageMetadata = object(message, "metadata", "/message");
        m_request.message["metadata"] = m_messageMetadata.empty() ? m_metadata : m_messageMetadata;
    }

    void flags() {
        if (const auto* key = given("idempotency_key")) {
            const auto* string = key->if_string();
            if (!string || string->empty() || string->size() > kMaxIdempotencyKeyBytes) {
                mistake(
                    kIdempotency, "/idempotency_key",
                    "'idempotency_key' must be a text of 1 to " + std::to_string(kMaxIdempotencyKeyBytes) + " bytes.");
            } else {
                m_request.idempotencyKey = std::string(*string);
            }
        }
        if (const auto* push = given("push_assignment")) {
            const bool yes = *push == api::Json(true) || *push == api::Json("true") || *push == api::Json(1);
            const bool no = *push == api::Json(false) || *push == api::Json("false") || *push == api::Json(0);
            m_request.pushAssignment = yes;
            if (!yes && !no) {
                mistake(kSchema, "/push_assignment", "'push_assignment' must be true or false.");
            }
        }
        m_request.assignmentSubject = text(m_body, "assignment_subject", "", kMaxSubjectBytes);
        if (!m_request.assignmentSubject.empty() && !isPlainSubject(m_request.assignmentSubject)) {
            mistake(kSchema, "/assignment_subject",
                    "'assignment_subject' must be a subject without wildcards and white space.");
        }
        m_request.options = object(m_body, "options", "");
    }

    /// The context wins over metadata, those over constraints; nothing wins over what the request is.
    void context() {
        const auto context = object(m_body, "context", "");
        const auto constraints = object(m_body, "constraints", "");
        auto& merged = m_request.context;
        for (const auto* part : std::initializer_list<const boost::json::object*>{&constraints, &m_messageMetadata,
                                                                                  &m_metadata, &context}) {
            for (const auto& member : *part) {
                merged[member.key()] = member.value();
            }
        }
        if (const auto* deadline = merged.if_contains("deadline"); deadline && deadline->is_number()) {
            const double at = deadline->to_number<double>();
            m_request.deadline = at > 0 && at < kMaxDeadline ? static_cast<std::int64_t>(at) : 0;
        }
        merged["tenant_id"] = m_request.tenant;
        merged["task_type"] = m_request.taskType;
        merged["request_id"] = m_request.requestId;
        merged["policy_id"] = m_request.policy;
        merged["payload_bytes"] = payloadBytes(m_request.message);
        // What extensions get of it must not be more than they take, either.
        const auto parts = boost::json::serialize(m_metadata).size() + boost::json::serialize(context).size() +
                           boost::json::serialize(constraints).size() +
                           boost::json::serialize(m_messageMetadata).size();
        const auto bytes = std::max(parts, boost::json::serialize(merged).size());
        if (bytes > kMaxRequestMetadataBytes) {
            mistake(kSchema, "/metadata",
                    "Metadata, constraints and context have " + std::to_string(bytes) + " bytes together; at most " +
                        std::to_string(kMaxRequestMetadataBytes) + " are taken.");
        }
    }

    /// Who asks again has new ids and a new deadline, but wants the same.
    std::string hash() const {
        auto asked = m_body;
        for (const char* key : {"version", "request_id", "trace_id", "idempotency_key"}) {
            asked.erase(key);
        }
        for (const char* key : {"context", "metadata", "constraints"}) {
            auto* part = asked.if_contains(key);
            if (part && part->is_object()) {
                part->get_object().erase("deadline");
            }
        }
        asked["tenant_id"] = m_request.tenant;
        asked["policy_id"] = m_request.policy;
        asked["push_assignment"] = m_request.pushAssignment;
        return api::sha256(api::canonicalJson(asked));
    }

    const boost::json::object& m_body;
    const bool m_ours;
    bool m_fromGateway = false;
    Request m_request;
    boost::json::object m_metadata;
    boost::json::object m_messageMetadata;
    std::vector<Mistake> m_mistakes;
};

boost::json::object answerContext(const std::string& requestId, const std::string& traceId) {
    boost::json::object context{{"request_id", requestId}};
    if (!traceId.empty()) {
        context["trace_id"] = traceId;
    }
    return context;
}
}  // namespace

std::size_t payloadBytes(const boost::json::object& message) {
    const auto* payload = message.if_contains("payload");
    return payload ? boost::json::serialize(*payload).size() : 0;
}

std::variant<Request, IntakeError> readRequest(const api::Json& body, const std::string& tenant,
                                               const std::string& version, bool ours) {
    const auto* object = body.if_object();
    if (!object) {
        return IntakeError{
            "invalid_request", kSchema, "The request must be a JSON object.", "", "", "", tenant, nullptr};
    }
    return RequestReader(*object, ours).read(tenant, version);
}

api::Json answerOf(const api::RouteDecision& decision) {
    if (!decision.errorCode.empty()) {
        return errorAnswer(decision.errorCode, decision.errorMessage, decision.requestId, decision.traceId);
    }
    boost::json::array executed;
    for (const auto& stage : decision.stages) {
        if (stage.status != "skipped" && stage.status != "not_run") {
            executed.push_back({{"type", stage.type}, {"id", stage.id}, {"status", stage.status}});
        }
    }
    boost::json::object metadata{{"executed_extensions", std::move(executed)}, {"decision_id", decision.id}};
    if (!decision.hedge.empty()) {
        metadata["hedge"] = {{"provider_id", decision.hedge}, {"after_ms", decision.hedgeAfterMs}};
    }
    if (!decision.shadows.empty()) {
        metadata["shadows"] = api::toJson(decision.shadows);
    }
    const double latency = std::isfinite(decision.expectedLatencyMs) ? decision.expectedLatencyMs : 0;
    return {{"ok", true},
            {"decision",
             {{"provider_id", decision.provider},
              {"priority", decision.priority},
              {"expected_latency_ms", std::llround(std::clamp(latency, 0.0, kMaxDeadline))},  // whole ones by contract
              {"expected_cost", decision.expectedCost},
              {"reason", decision.reason},
              {"metadata", std::move(metadata)}}},
            {"context", answerContext(decision.requestId, decision.traceId)}};
}

api::Json answerOf(const IntakeError& error) {
    auto details = error.details.is_object() ? error.details.get_object() : boost::json::object();
    if (!error.pointer.empty()) {
        details["pointer"] = error.pointer;
    }
    auto answer = errorAnswer(error.code, error.message, error.requestId, error.traceId, std::move(details));
    auto& members = answer.get_object();
    if (!error.intake.empty()) {
        members["error"].get_object()["intake_error_code"] = error.intake;
    }
    if (!error.tenant.empty()) {
        members["context"].get_object()["tenant_id"] = error.tenant;
    }
    return answer;
}

api::Json errorAnswer(const std::string& code, const std::string& message, const std::string& requestId,
                      const std::string& traceId, api::Json details) {
    if (!details.is_object()) {
        details = boost::json::object();
    }
    return {{"ok", false},
            {"error",
             {{"code", code}, {"message", message}, {"intake_error_code", nullptr}, {"details", std::move(details)}}},
            {"context", answerContext(requestId, traceId)}};
}

}  // namespace beamline::routing
