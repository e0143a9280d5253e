// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/sample_extensions.h"

#include "engine/api/json_codec.h"

namespace beamline::test {

namespace {
constexpr api::Timestamp kExtensionHour = 3'600'000;

api::Json documentOf(const std::string& text) {
    return api::parseJson(text).value();
}

/// How it does: calls, success, p50, p95, p99.
api::ExtensionInfo figuresOf(std::int64_t calls, double success, double p50, double p95, double p99) {
    api::ExtensionInfo info;
    info.calls = calls;
    info.successRate = success;
    info.p50Ms = p50;
    info.p95Ms = p95;
    info.p99Ms = p99;
    info.health = calls == 0 ? "unknown" : success >= 0.95 ? "healthy" : success >= 0.8 ? "degraded" : "unhealthy";
    info.lastSuccessAt = calls == 0 ? 0 : kSampleNow - 4'000;
    info.author = "anna";
    info.at = kSampleNow - 50 * kExtensionHour;
    return info;
}

constexpr const char* kSupport = R"({
  "version": "1.0",
  "providers": [{"name": "large_model", "weight": 80}, {"name": "small_model", "weight": 20}],
  "pre": [{"id": "normalize_text"}, {"id": "detect_language", "timeout_ms": 150}],
  "validators": [{"id": "pii_guard", "on_fail": "block"},
                 {"id": "jailbreak_check", "on_fail": "warn", "timeout_ms": 200, "retry": 1}],
  "post": [{"id": "mask_pii", "mode": "required", "when": {"tier": ["gold"]}}]
})";

constexpr const char* kNormalizeText = R"({
  "id": "normalize_text", "type": "pre", "version": "1.2.0", "command": ["python3", "main.py"],
  "description": "Brings texts into one form of Unicode, trims them and cuts what is too long.",
  "config": {"form": "NFC", "trim": true, "max_length": 8000},
  "config_schema": {"type": "object", "required": ["form"], "properties": {
    "form": {"type": "string", "title": "Form", "enum": ["NFC", "NFKC"], "description": "NFKC also unites look-alikes."},
    "trim": {"type": "boolean", "title": "Trim blanks", "default": true},
    "max_length": {"type": "integer", "title": "Longest text", "minimum": 1, "maximum": 100000,
                   "description": "In letters; the rest is cut."}}}})";

void addRegistered(FixtureEngine& engine) {
    auto& all = engine.extensions;
    all.setNow(kSampleNow - 30 * kExtensionHour);
    auto first = figuresOf(12'040, 0.998, 4, 12, 31);
    first.signedBy = "beamline-examples";
    auto earlier = documentOf(kNormalizeText);
    earlier.as_object()["version"] = "1.1.0";
    all.put(earlier, first);
    all.put(documentOf(kNormalizeText), first);
    all.put(documentOf(R"({"id": "detect_language", "type": "pre", "version": "0.9.1",
                       "subject": "beamline.ext.pre.detect_language.v1",
                       "description": "Writes the language of a text into the context."})"),
            figuresOf(8'377, 0.931, 18, 140, 160));
    all.put(documentOf(R"({"id": "pii_guard", "type": "validator", "version": "2.0.0",
                       "subject": "beamline.ext.validate.pii_guard.v2",
                       "description": "Rejects messages with personal data."})"),
            figuresOf(11'986, 0.999, 6, 19, 44));
    auto lost = figuresOf(412, 0.61, 120, 198, 201);
    lost.quarantine = "20 calls in a row had no answer within 200 ms.";
    lost.circuit = "open";
    lost.lastError = "No answer within 200 ms.";
    lost.lastErrorAt = kSampleNow - 95'000;
    all.put(documentOf(R"({"id": "jailbreak_check", "type": "validator", "version": "1.0.3",
                       "url": "http://checks.example.com/jailbreak", "capabilities": {"network": true},
                       "description": "Looks for attempts to talk a model out of its rules."})"),
            lost);
    all.put(documentOf(R"({"id": "length_limit", "type": "validator", "version": "1.0.0", "enabled": false,
                       "subject": "beamline.ext.validate.length_limit.v1"})"),
            figuresOf(90, 1.0, 1, 2, 2));
    all.put(documentOf(R"({"id": "mask_pii", "type": "post", "version": "1.4.0", "command": ["node", "mask.js"],
                       "description": "Masks personal data in answers."})"),
            figuresOf(9'020, 0.991, 9, 27, 60));
    all.put(documentOf(R"({"id": "cite_sources", "type": "post", "version": "0.1.0",
                       "url": "http://127.0.0.1:8090/cite"})"),
            figuresOf(0, 0, 0, 0, 0));
    all.put(documentOf(R"({"id": "small_model", "type": "provider", "version": "1.0.0",
                       "subject": "beamline.provider.small_model.v1",
                       "capabilities": {"secrets": ["model-token"]}})"),
            figuresOf(1'204, 0.987, 420, 1'900, 4'100));
    all.setNow(kSampleNow);
    all.setLog("normalize_text", {{kSampleNow - 5'000, "1", "ready, Unicode 15.0"},
                                  {kSampleNow - 4'100, "1", "cut a text of 9,120 letters to 8,000"},
                                  {kSampleNow - 900, "1", "cut a text of 8,004 letters to 8,000"}});
}

void addPackages(FixtureEngine& engine) {
    api::PackageReport report;
    report.id = "mask_pii";
    report.type = "post";
    report.version = "1.5.0";
    report.description = "Masks personal data in answers, now also bank accounts of 40 countries.";
    report.capabilities = {"network", "secret registry-token", "payload", "metadata"};
    report.signedBy = "beamline-examples";
    report.fingerprint = "SHA256:8f2c 41aa 90de 7b13 5c60 ee27";
    report.document =
        documentOf(R"({"id": "mask_pii", "type": "post", "version": "1.5.0", "command": ["node", "mask.js"],
                                 "capabilities": {"network": true, "secrets": ["registry-token"]}})");
    engine.extensions.setPackage(kSamplePackage, report);
    api::PackageReport broken;
    broken.id = "broken";
    broken.version = "0.1.0";
    broken.problems = {{api::Severity::error, 0, 0, "/files/0/sha256", "The checksum of main.py does not match."}};
    engine.extensions.setPackage(kBrokenPackage, broken);
}
}  // namespace

api::Json supportPolicy() {
    return documentOf(kSupport);
}

void addExtensions(FixtureEngine& engine) {
    addRegistered(engine);
    addPackages(engine);
    engine.policies.put("default", R"({"version": "1.0", "providers": [{"name": "small_model", "weight": 100}]})",
                        "First one", "anna", kSampleNow - 90 * kExtensionHour);
    engine.policies.put("support", kSupport, "Warn of jailbreaks", "ben", kSampleNow - 3 * kExtensionHour);
    api::PipelineComplexity complexity;
    complexity.total = 5;
    complexity.pre = complexity.validators = 2;
    complexity.post = 1;
    complexity.score = 56;
    complexity.level = "medium";
    complexity.estimatedLatencyMs = 150;
    complexity.maxTotal = 4;
    complexity.maxPre = complexity.maxValidators = complexity.maxPost = 2;
    complexity.warnings = {"5 extensions; 4 are recommended at most."};
    complexity.recommendations = {"Let fewer extensions decide: 2 of them can end a request."};
    engine.policies.setComplexity(complexity);
}

std::shared_ptr<FixtureEngine> extensionEngine() {
    auto engine = sampleEngine();
    addExtensions(*engine);
    return engine;
}

void letStagesWork(FixtureEngine& engine) {
    engine.extensions.setStage([](const std::string& id, const api::Json& message) {
        api::StageOutcome outcome;
        outcome.status = "success";
        outcome.attempts = 1;
        outcome.tookMs = id == "normalize_text" ? 3.2 : id == "pii_guard" ? 6.4 : 11;
        auto after = message.as_object();
        auto* payload = after.if_contains("payload");
        auto* text = payload && payload->is_object() ? payload->get_object().if_contains("text") : nullptr;
        std::string words = text && text->is_string() ? std::string(text->get_string()) : std::string();
        if (id == "normalize_text" && text) {
            words.erase(0, words.find_first_not_of(' '));
            words.erase(words.find_last_not_of(' ') + 1);
            *text = words;
            outcome.after = after;
        } else if (id == "pii_guard" && words.find('@') != std::string::npos) {
            outcome.status = "rejected";
            outcome.error = "The text holds an e-mail address.";
        } else if (id == "jailbreak_check") {
            outcome.status = "circuit_open";
            outcome.attempts = 0;
            outcome.tookMs = 0;
            outcome.error = "It is in quarantine.";
        } else if (id == "mask_pii") {
            after["metadata"].emplace_object()["masked"] = true;
            outcome.after = after;
        }
        return outcome;
    });
}

}  // namespace beamline::test
