// SPDX-License-Identifier: Apache-2.0
// Registrations of extensions and requests for decisions are taken or refused with a reason, and whatever an extension
// answers, the request stays the same one within its limits.

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "engine/api/json_codec.h"
#include "engine/routing/pipeline.h"
#include "engine/routing/provider_call.h"

namespace {
using namespace beamline;
using namespace beamline::routing;

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

void registration(const api::Json& document) {
    const auto reading = readExtension(document);
    bool wrong = false;
    for (const auto& problem : reading.problems) {
        wrong = wrong || problem.severity == api::Severity::error;
        require(!problem.message.empty() && (problem.pointer.empty() || problem.pointer[0] == '/'));
    }
    require((reading.extension == nullptr) == wrong);
    if (!reading.extension) {
        return;
    }
    const auto& extension = *reading.extension;
    require(!extension.id.empty() && !extension.version.empty() && extension.config.is_object());
    require(extension.timeoutMs >= kMinExtensionTimeoutMs && extension.timeoutMs <= kMaxProviderTimeoutMs);
    require(extension.retry >= 0 && extension.retry <= kMaxExtensionRetries);
    require(!extension.instances.empty() && extension.instances.size() <= kMaxInstances);
    for (const auto& instance : extension.instances) {
        require(instance.transport != Transport::nats || instance.subject.starts_with("beamline."));
        require(instance.transport != Transport::http || instance.url.find("://") != std::string::npos);
        require(instance.transport != Transport::process || !instance.command.at(0).empty());
    }
    require(checkConfig(extension, mergedConfig(extension, nullptr)).empty());
}

void request(const api::Json& body) {
    auto result = readRequest(body, "", "");
    if (const auto* error = std::get_if<IntakeError>(&result)) {
        require(!error->code.empty() && !error->intake.empty() && !error->message.empty());
        require(answerOf(*error).at("ok") == false);
        return;
    }
    const auto& read = *std::get_if<Request>(&result);
    require(!read.tenant.empty() && !read.requestId.empty() && !read.policy.empty() && read.hash.size() == 64);
    require(read.context.at("tenant_id") == api::Json(read.tenant) && read.message.contains("payload"));
    auto again = readRequest(body, read.tenant, "1");
    const auto* second = std::get_if<Request>(&again);
    require(second && second->hash == read.hash && second->message == read.message);
}

/// Gives everybody the same answer.
class OneAnswer : public Caller {
public:
    explicit OneAnswer(const boost::json::object& answer) : m_answer(answer) {}
    Answer call(const Extension&, const Instance&, const boost::json::object&, std::chrono::milliseconds,
                const std::string&) override {
        return m_answer;
    }

private:
    const boost::json::object& m_answer;
};

Request sampleRequest() {
    Request sample;
    sample.tenant = "acme";
    sample.requestId = "r";
    sample.message = {{"message_id", "m"}, {"message_type", "chat"}, {"payload", {{"text", "Hello"}}}};
    sample.context = {{"tenant_id", "acme"}, {"request_id", "r"}, {"policy_id", "p"}};
    return sample;
}

ExtensionPtr sampleExtension(const char* type) {
    return readExtension(boost::json::object{{"id", "x"}, {"type", type}}).extension;
}

void answer(const boost::json::object& given) {
    OneAnswer caller(given);
    const auto clock = [] { return api::Timestamp{1'000}; };
    const auto random = [] { return 0.5; };
    const auto pause = [](std::chrono::milliseconds) {};
    for (const auto type : {StageType::pre, StageType::validator, StageType::post}) {
        ExtensionHealth health;
        const ExtensionLookup lookup = [&](const std::string&, const std::string&) {
            return sampleExtension(type == StageType::pre ? "pre" : type == StageType::post ? "post" : "validator");
        };
        Pipeline pipeline(lookup, health, caller, clock, random, pause);
        Policy policy;
        Stage stage;
        stage.type = type;
        stage.id = "x";
        stage.required = true;
        (type == StageType::pre ? policy.pre : type == StageType::post ? policy.post : policy.validators) = {stage};
        auto of = sampleRequest();
        api::RouteDecision decision;
        const auto error = type == StageType::post ? pipeline.after(policy, of, decision, {})
                                                   : pipeline.before(policy, of, decision, {});
        require(decision.stages.size() == 1 && (decision.stages[0].status == "success") == !error);
        require(!error || (!error->code.empty() && !error->message.empty()));
        require(of.message.at("message_id") == "m" && of.context.at("tenant_id") == "acme");
        require(boost::json::serialize(of.context).size() <= kMaxMetadataBytes + 100);
        if (error || type == StageType::validator) {
            require(of.message == sampleRequest().message && of.context == sampleRequest().context);
        }
    }
    ExtensionHealth health;
    const auto provider = sampleExtension("provider");
    const auto result = callProvider(*provider, sampleRequest(), {}, {health, caller, clock, random, pause});
    require(result.cost >= 0 && result.promptTokens >= 0 && result.completionTokens >= 0);
    require(result.ok ? !result.output.is_null() && result.status == "success"
                      : !result.errorCode.empty() && !result.errorMessage.empty());
}

/// As the texts of a registration and the ids of a request.
void words(std::string_view text) {
    for (const char* key : {"id", "version", "subject", "url", "command", "directory"}) {
        boost::json::object document{{"id", "x"}, {"type", "provider"}};
        if (std::string_view(key) == "directory") {
            document["command"] = "run";
        }
        document[key] = text;
        registration(document);
    }
    for (const char* key : {"tenant_id", "request_id", "trace_id", "run_id", "assignment_subject"}) {
        boost::json::object body{
            {"version", "1"}, {"tenant_id", "acme"}, {"request_id", "r"}, {"message", boost::json::object{}}};
        body[key] = text;
        request(body);
    }
    const auto trace = traceparentOf(std::string(text), [] { return 0.5; });
    require(trace.empty() || trace.size() == 55);
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto json = api::parseJson(text);
    if (!json.ok()) {
        words(text.substr(0, 300));
        return 0;
    }
    registration(*json);
    request(*json);
    if (const auto* object = json->if_object()) {
        answer(*object);
    }
    return 0;
}
