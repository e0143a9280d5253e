// SPDX-License-Identifier: Apache-2.0
// Registrations of extensions: the original's records and our own, what follows from what is left out, and every
// mistake by its place.
#include <gtest/gtest.h>

#include "engine/routing/extension.h"

namespace beamline::test {
namespace {
using namespace routing;

/// As in the original's fixtures.
boost::json::object originalRecord() {
    return {{"id", "normalize_text"},
            {"type", "pre"},
            {"subject", "beamline.ext.pre.normalize_text.v1"},
            {"timeout_ms", 100},
            {"retry", 1},
            {"enabled", true},
            {"version", "1.2.0"},
            {"config", {{"lowercase", true}}},
            {"metadata",
             {{"description", "Normalises text"},
              {"author", "platform"},
              {"max_payload_size", 1000},
              {"max_metadata_size", 500},
              {"tags", boost::json::array{"text"}}}}};
}

boost::json::object recordWith(const char* key, api::Json value) {
    auto record = originalRecord();
    record[key] = std::move(value);
    return record;
}

boost::json::object minimal(std::initializer_list<std::pair<const char*, api::Json>> members) {
    boost::json::object record{{"id", "x"}, {"type", "pre"}};
    for (const auto& [key, value] : members) {
        record[key] = value;
    }
    return record;
}

std::vector<std::string> pointersOf(const api::Json& document, api::Severity severity) {
    std::vector<std::string> result;
    for (const auto& problem : readExtension(document).problems) {
        if (problem.severity == severity) {
            result.push_back(problem.pointer);
        }
        EXPECT_FALSE(problem.message.empty());
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}
using Pointers = std::vector<std::string>;
Pointers mistakesOf(const api::Json& document) {
    const auto result = pointersOf(document, api::Severity::error);
    EXPECT_EQ(readExtension(document).extension == nullptr, !result.empty());
    return result;
}
Pointers warningsOf(const api::Json& document) {
    return pointersOf(document, api::Severity::warning);
}

Extension registered(const api::Json& document) {
    const auto reading = readExtension(document);
    for (const auto& problem : reading.problems) {
        ADD_FAILURE() << problem.pointer << ": " << problem.message;
    }
    return reading.extension ? *reading.extension : Extension();
}

TEST(Extension, TheOriginalsRecordIsTakenAsItIs) {
    const auto extension = registered(originalRecord());
    EXPECT_EQ(extension.id, "normalize_text");
    EXPECT_EQ(extension.type, ExtensionType::pre);
    EXPECT_EQ(extension.timeoutMs, 100);
    EXPECT_EQ(extension.retry, 1);
    EXPECT_EQ(extension.version, "1.2.0");
    EXPECT_EQ(extension.config, (api::Json{{"lowercase", true}}));
    EXPECT_EQ(extension.description, "Normalises text");
    EXPECT_EQ(extension.author, "platform");
    EXPECT_EQ(extension.maxPayloadBytes, 1000u);
    EXPECT_EQ(extension.maxMetadataBytes, 500u);
    ASSERT_EQ(extension.instances.size(), 1u);
    EXPECT_EQ(extension.instances[0].transport, Transport::nats);
    EXPECT_EQ(extension.instances[0].subject, "beamline.ext.pre.normalize_text.v1");
    EXPECT_GT(extension.instances[0].weight, 0);
}

TEST(Extension, WhatIsLeftOutHasADefault) {
    const auto extension = registered(minimal({}));
    EXPECT_TRUE(extension.enabled);
    EXPECT_EQ(extension.timeoutMs, kDefaultExtensionTimeoutMs);
    EXPECT_EQ(extension.retry, 0);
    EXPECT_EQ(extension.version, "1.0.0");
    EXPECT_TRUE(extension.config.is_object());
    EXPECT_EQ(extension.maxPayloadBytes, kMaxMessageBytes);
    EXPECT_EQ(extension.maxMetadataBytes, kMaxMetadataBytes);
    EXPECT_EQ(extension.instances.at(0).subject, "beamline.ext.pre.x.v1");
    EXPECT_TRUE(extension.capabilities.payload);
    EXPECT_FALSE(extension.capabilities.network);
    EXPECT_FALSE(extension.sideEffectFree);
    EXPECT_TRUE(extension.signedBy.empty());
}

TEST(Extension, ASubjectIsMadeOfTypeIdAndMajorVersion) {
    const std::pair<const char*, const char*> types[] = {{"pre", "beamline.ext.pre.x.v2"},
                                                         {"validator", "beamline.ext.validate.x.v2"},
                                                         {"validate", "beamline.ext.validate.x.v2"},
                                                         {"post", "beamline.ext.post.x.v2"},
                                                         {"provider", "beamline.provider.x.v2"}};
    for (const auto& [type, subject] : types) {
        EXPECT_EQ(registered(minimal({{"type", type}, {"version", "2.1.0"}})).instances.at(0).subject, subject);
    }
    for (const char* version : {"v2", "2", "2.0", "2.0.0-beta.1", "2.0.0+5"}) {
        EXPECT_EQ(registered(minimal({{"version", version}})).instances.at(0).subject, "beamline.ext.pre.x.v2");
    }
    EXPECT_EQ(registered(minimal({{"subject", "beamline.ext.pre.x.v3"}})).version, "3.0.0");
    EXPECT_EQ(registered(minimal({{"metadata", {{"version", "4.0.0"}}}})).version, "4.0.0");
    for (const char* version : {"x", "1.2.3.4", "1.", "-1", "1-", "99999999999", "1.0 0"}) {
        EXPECT_EQ(mistakesOf(minimal({{"version", version}})), Pointers{"/version"}) << version;
    }
}

TEST(Extension, SubjectsAreThoseOfTheirType) {
    registered(minimal({{"subject", "beamline.extensions.pre.x.v1beta"}}));
    registered(minimal({{"type", "validator"}, {"subject", "beamline.extensions.validator.x.v1"}}));
    registered(minimal({{"type", "provider"}, {"subject", "beamline.provider.x.v1"}}));
    for (const char* subject : {"", "beamline", "beamline.ext.post.x.v1", "beamline.ext.pre.x", "beamline.ext.pre.x.1",
                                "beamline.ext.pre.x.v", "beamline.ext.pre.X.v1", "beamline.ext.pre.*.v1",
                                "beamline.ext.pre.x.y.v1", "beamline.provider.x.v1", "beamline.ext.pre.x.v1beta",
                                "beamline.extensions.post.x.v1", "other.ext.pre.x.v1", "beamline.ext.pre..v1"}) {
        EXPECT_EQ(mistakesOf(minimal({{"subject", subject}})), Pointers{"/subject"}) << subject;
    }
    EXPECT_EQ(mistakesOf(minimal({{"subject", 1}})), Pointers{"/subject"});
    EXPECT_EQ(mistakesOf(minimal({{"type", "validator"}, {"subject", "beamline.ext.validator.x.v1"}})),
              Pointers{"/subject"});
    EXPECT_EQ(warningsOf(minimal({{"subject", "beamline.ext.pre.y.v1"}})), Pointers{"/subject"});
    EXPECT_EQ(warningsOf(minimal({{"subject", "beamline.ext.pre.x.v1"}, {"version", "2.0.0"}})), Pointers{"/subject"});
}

TEST(Extension, TheOriginalsConsoleMayRegisterOne) {
    const boost::json::object record = {{"name", "pii-guard"},
                                        {"type", "validator"},
                                        {"nats_subject", "beamline.extensions.validator.pii-guard.v1"},
                                        {"version", "1.0.0"},
                                        {"health_endpoint", "http://localhost/health"},
                                        {"enabled", false},
                                        {"metadata", {{"author", "me"}, {"docs_url", "x"}}},
                                        {"config", {{"timeout_ms", 30'000}, {"max_retries", 9}}}};
    const auto reading = readExtension(record);
    ASSERT_TRUE(reading.extension);
    EXPECT_EQ(reading.extension->id, "pii-guard");
    EXPECT_EQ(reading.extension->instances.at(0).subject, "beamline.extensions.validator.pii-guard.v1");
    EXPECT_EQ(reading.extension->timeoutMs, kMaxExtensionTimeoutMs) << "it allows more than there is";
    EXPECT_EQ(reading.extension->retry, kMaxExtensionRetries);
    EXPECT_FALSE(reading.extension->enabled);
    EXPECT_EQ(warningsOf(record), (Pointers{"/config/max_retries", "/config/timeout_ms"}));
}

TEST(Extension, LimitsAreThoseOfTheContract) {
    const std::pair<const char*, std::pair<std::int64_t, std::int64_t>> limits[] = {
        {"timeout_ms", {kMinExtensionTimeoutMs, kMaxExtensionTimeoutMs}},
        {"retry", {0, kMaxExtensionRetries}},
        {"max_payload_bytes", {1, kMaxMessageBytes}},
        {"max_metadata_bytes", {1, kMaxMetadataBytes}}};
    for (const auto& [key, range] : limits) {
        registered(minimal({{key, range.first}}));
        registered(minimal({{key, range.second}}));
        const auto pointer = Pointers{std::string("/") + key};
        EXPECT_EQ(mistakesOf(minimal({{key, range.first - 1}})), pointer);
        EXPECT_EQ(mistakesOf(minimal({{key, range.second + 1}})), pointer);
        EXPECT_EQ(mistakesOf(minimal({{key, "10"}})), pointer);
        EXPECT_EQ(mistakesOf(minimal({{key, 1.5}})), pointer);
    }
    EXPECT_EQ(registered(minimal({{"type", "provider"}, {"timeout_ms", kMaxProviderTimeoutMs}})).timeoutMs,
              kMaxProviderTimeoutMs);
    EXPECT_EQ(mistakesOf(minimal({{"type", "provider"}, {"timeout_ms", kMaxProviderTimeoutMs + 1}})),
              Pointers{"/timeout_ms"});
    EXPECT_EQ(mistakesOf(recordWith("metadata", {{"max_payload_size", 0}})), Pointers{"/metadata/max_payload_size"});
    EXPECT_EQ(mistakesOf(minimal({{"description", boost::json::string(5000, 'x')}})), Pointers{"/description"});
    EXPECT_EQ(mistakesOf(minimal({{"config", {{"x", boost::json::string(kMaxExtensionBytes, 'x')}}}})), Pointers{""});
}

TEST(Extension, IdAndTypeAreWords) {
    for (const char* id : {"a-b_9", "x"}) {
        EXPECT_EQ(registered(minimal({{"id", id}})).id, id);
    }
    for (const auto& id : {api::Json(""), api::Json("A"), api::Json("a.b"), api::Json("a b"), api::Json("ü"),
                           api::Json(boost::json::string(129, 'a')), api::Json(7), api::Json()}) {
        EXPECT_EQ(mistakesOf(minimal({{"id", id}})), Pointers{"/id"}) << boost::json::serialize(id);
    }
    for (const auto& type : {api::Json("filter"), api::Json(""), api::Json(1), api::Json()}) {
        EXPECT_EQ(mistakesOf(minimal({{"type", type}})), Pointers{"/type"});
    }
    EXPECT_EQ(mistakesOf(boost::json::array{}), Pointers{""});
}

TEST(Extension, HttpIsForTheMachineItselfOrSecret) {
    for (const char* url :
         {"http://localhost:9000/x?y=1", "http://127.0.0.1", "http://127.9.8.7/x", "http://[::1]:80/",
          "HTTP://LOCALHOST/", "https://example.org", "https://10.0.0.1:8443/a", "https://[2001:db8::1]/"}) {
        const auto extension = registered(minimal({{"url", url}}));
        EXPECT_EQ(extension.instances.at(0).transport, Transport::http) << url;
        EXPECT_EQ(extension.instances.at(0).url, url);
    }
    for (const char* url :
         {"http://example.org", "http://127.0.0.1.example.org", "http://localhost.example.org", "http://10.0.0.1",
          "http://128.0.0.1", "http://127.1", "http://127.0.0.01", "http://[::2]"}) {
        EXPECT_EQ(mistakesOf(minimal({{"url", url}})), Pointers{"/url"}) << url;
        registered(minimal({{"url", url}, {"capabilities", {{"network", true}}}}));
    }
    for (const char* url :
         {"", "x", "ftp://localhost", "http://", "https://", "https:///x", "https://user:pw@localhost/",
          "http://localhost:0", "http://localhost:99999", "http://localhost:x", "https://a b", "https://a\\b",
          "https://[::1", "https://a/#b", "http://127.0.0.1@example.org/", "https://.org", "https://\xC3\xBC.org"}) {
        EXPECT_EQ(mistakesOf(minimal({{"url", url}, {"capabilities", {{"network", true}}}})), Pointers{"/url"}) << url;
    }
    EXPECT_EQ(mistakesOf(minimal({{"url", 1}})), Pointers{"/url"});
    EXPECT_EQ(mistakesOf(minimal({{"transport", "http"}})), Pointers{"/url"});
}

TEST(Extension, AProgramLiesInItsFolderOrIsNamedByItsPath) {
    const auto extension = registered(minimal({{"command", boost::json::array{"bin/run", "--fast"}}}));
    EXPECT_EQ(extension.instances.at(0).transport, Transport::process);
    EXPECT_EQ(extension.instances.at(0).command, (std::vector<std::string>{"bin/run", "--fast"}));
    EXPECT_EQ(extension.instances.at(0).directory, "x");
    EXPECT_EQ(registered(minimal({{"command", "/usr/bin/tool"}, {"directory", "a/b"}})).instances.at(0).directory,
              "a/b");
    for (const auto& command : {api::Json(boost::json::array{}), api::Json(boost::json::array{"../x"}),
                                api::Json(boost::json::array{"/a/../b"}), api::Json(""), api::Json("a/.."),
                                api::Json(7), api::Json(boost::json::string("a\0b", 3))}) {
        EXPECT_EQ(mistakesOf(minimal({{"command", command}})), Pointers{"/command"}) << boost::json::serialize(command);
    }
    EXPECT_EQ(mistakesOf(minimal({{"command", boost::json::array{"a", 7, ""}}})),
              (Pointers{"/command/1", "/command/2"}));
    EXPECT_EQ(mistakesOf(minimal({{"command", boost::json::array(65, "a")}})), Pointers{"/command"});
    EXPECT_EQ(mistakesOf(minimal({{"transport", "process"}})), Pointers{"/command"});
    for (const char* directory : {"/a", "..", "a/../b", ""}) {
        EXPECT_EQ(mistakesOf(minimal({{"command", "a"}, {"directory", directory}})), Pointers{"/directory"});
    }
}

TEST(Extension, ItHasOneAddressOfItsTransport) {
    EXPECT_EQ(mistakesOf(minimal({{"subject", "beamline.ext.pre.x.v1"}, {"url", "https://a"}})), Pointers{"/url"});
    EXPECT_EQ(mistakesOf(minimal({{"transport", "http"}, {"subject", "beamline.ext.pre.x.v1"}})), Pointers{"/subject"});
    EXPECT_EQ(mistakesOf(minimal({{"transport", "ftp"}})), Pointers{"/transport"});
    EXPECT_EQ(mistakesOf(minimal({{"transport", 1}})), Pointers{"/transport"});
    EXPECT_EQ(warningsOf(minimal({{"url", "https://a"}, {"directory", "d"}})), Pointers{"/directory"});
}

TEST(Extension, InstancesShareTheCalls) {
    const auto extension = registered(minimal(
        {{"instances", boost::json::array{boost::json::object{{"id", "a"}, {"subject", "beamline.ext.pre.x.v1"}},
                                          boost::json::object{{"url", "https://b"}, {"weight", 20}},
                                          boost::json::object{{"weight", 0}}}}}));
    ASSERT_EQ(extension.instances.size(), 3u);
    EXPECT_EQ(extension.instances[0].id, "a");
    EXPECT_EQ(extension.instances[0].weight, 100);
    EXPECT_EQ(extension.instances[1].id, "2");
    EXPECT_EQ(extension.instances[1].transport, Transport::http);
    EXPECT_EQ(extension.instances[1].weight, 20);
    EXPECT_EQ(extension.instances[2].subject, "beamline.ext.pre.x.v1");
    const auto with = [](boost::json::array list) { return minimal({{"instances", std::move(list)}}); };
    const boost::json::object a{{"id", "a"}};
    EXPECT_EQ(mistakesOf(with({a, a})), Pointers{"/instances/1/id"});
    EXPECT_EQ(mistakesOf(with({})), Pointers{"/instances"});
    EXPECT_EQ(mistakesOf(with({boost::json::object{{"weight", 0}}})), Pointers{"/instances"});
    EXPECT_EQ(mistakesOf(with({a, 7})), Pointers{"/instances/1"});
    EXPECT_EQ(mistakesOf(with({a, boost::json::object{{"weight", 101}}})), Pointers{"/instances/1/weight"});
    EXPECT_EQ(mistakesOf(with({boost::json::object{{"url", "http://a"}}})), Pointers{"/instances/0/url"});
    boost::json::array many;
    for (std::size_t i = 0; i < kMaxInstances; ++i) {
        many.push_back(boost::json::object{});
    }
    EXPECT_EQ(registered(with(many)).instances.size(), kMaxInstances);
    many.push_back(boost::json::object{});
    EXPECT_EQ(mistakesOf(with(many)), Pointers{"/instances"});
    auto both = with({a});
    both["subject"] = "beamline.ext.pre.x.v1";
    both["transport"] = "tcp";
    EXPECT_EQ(mistakesOf(both), (Pointers{"/subject", "/transport"}));
    both = with({boost::json::object{{"command", "a"}}, boost::json::object{}});
    both["transport"] = "process";
    EXPECT_EQ(mistakesOf(both), Pointers{"/instances/1/command"}) << "the transport is that of all";
    EXPECT_EQ(mistakesOf(minimal({{"instances", 1}})), Pointers{"/instances"});
}

TEST(Extension, CapabilitiesAreWhatIsNamed) {
    const auto extension = registered(minimal({{"capabilities",
                                                {{"network", true},
                                                 {"readable", boost::json::array{"/srv/data"}},
                                                 {"secrets", boost::json::array{"api-key"}},
                                                 {"payload", false},
                                                 {"metadata", false}}}}));
    EXPECT_EQ(extension.capabilities.words(),
              (std::vector<std::string>{"network", "read /srv/data", "secret api-key"}));
    EXPECT_EQ(registered(minimal({})).capabilities.words(), (std::vector<std::string>{"payload", "metadata"}));
    EXPECT_EQ(mistakesOf(minimal({{"capabilities",
                                   {{"network", 1},
                                    {"payload", "no"},
                                    {"readable", boost::json::array{"data", "/a/../b"}},
                                    {"secrets", boost::json::array{"a b"}}}}})),
              (Pointers{"/capabilities/network", "/capabilities/payload", "/capabilities/readable",
                        "/capabilities/secrets"}));
    EXPECT_EQ(mistakesOf(minimal({{"capabilities", boost::json::array{"network"}}})), Pointers{"/capabilities"});
    EXPECT_EQ(mistakesOf(minimal({{"capabilities", {{"secrets", boost::json::array(17, "s")}}}})),
              Pointers{"/capabilities/secrets"});
    EXPECT_EQ(warningsOf(minimal({{"capabilities", {{"root", true}}}})), Pointers{"/capabilities/root"});
}

TEST(Extension, AConfigurationFitsItsSchema) {
    const boost::json::object schema{{"type", "object"},
                                     {"properties", {{"level", {{"type", "integer"}, {"maximum", 3}}}}},
                                     {"additionalProperties", false}};
    auto record = minimal({{"config_schema", schema}, {"config", {{"level", 2}}}});
    const auto extension = registered(record);
    EXPECT_EQ(mergedConfig(extension, {{"level", 3}}), (boost::json::object{{"level", 3}}));
    EXPECT_EQ(mergedConfig(extension, nullptr), (boost::json::object{{"level", 2}}));
    EXPECT_TRUE(checkConfig(extension, {{"level", 3}}).empty());
    ASSERT_EQ(checkConfig(extension, {{"level", 4}}).size(), 1u);
    EXPECT_EQ(checkConfig(extension, {{"level", 4}})[0].pointer, "/level");
    EXPECT_TRUE(checkConfig(registered(minimal({})), {{"level", 4}}).empty()) << "it has no schema";
    record["config"] = {{"level", 9}, {"other", 1}};
    EXPECT_EQ(mistakesOf(record), (Pointers{"/config/level", "/config/other"}));
    record["config"] = nullptr;
    registered(record);
    record["config"] = 1;
    EXPECT_EQ(mistakesOf(record), Pointers{"/config"});
    EXPECT_EQ(mistakesOf(minimal({{"config_schema", {{"type", "thing"}}}})), Pointers{"/config_schema/type"});
    EXPECT_EQ(mistakesOf(minimal({{"config_schema", 1}})), Pointers{"/config_schema"});
}

TEST(Extension, ProvidersHavePricesAndTenantsAreNamed) {
    const auto provider = registered(minimal({{"type", "provider"},
                                              {"cost_per_call", 0.01},
                                              {"cost_per_1k_prompt_tokens", 1},
                                              {"cost_per_1k_completion_tokens", 2},
                                              {"tenants", boost::json::array{"acme"}},
                                              {"side_effect_free", true}}));
    EXPECT_EQ(provider.costPerCall, 0.01);
    EXPECT_EQ(provider.costPerThousandPromptTokens, 1);
    EXPECT_EQ(provider.costPerThousandCompletionTokens, 2);
    EXPECT_TRUE(provider.sideEffectFree);
    EXPECT_TRUE(provider.serves("acme"));
    EXPECT_FALSE(provider.serves("other"));
    EXPECT_TRUE(registered(minimal({})).serves("other"));
    EXPECT_EQ(mistakesOf(minimal({{"type", "provider"}, {"cost_per_call", -1}})), Pointers{"/cost_per_call"});
    EXPECT_EQ(mistakesOf(minimal({{"tenants", "acme"}})), Pointers{"/tenants"});
    EXPECT_EQ(mistakesOf(minimal({{"tenants", boost::json::array{""}}})), Pointers{"/tenants/0"});
    EXPECT_EQ(warningsOf(minimal({{"cost_per_call", 1}})), Pointers{"/cost_per_call"});
}

TEST(Extension, WhatIsNotKnownIsToldAndWhoSignedItIsNotForItToSay) {
    auto record = minimal({{"signed_by", "me"}, {"time/out", 1}});
    EXPECT_EQ(warningsOf(record), (Pointers{"/signed_by", "/time~1out"}));
    EXPECT_TRUE(readExtension(record).extension->signedBy.empty());
    EXPECT_EQ(readExtension(record, "acme").extension->key(), "acme/x");
    EXPECT_EQ(readExtension(record).extension->key(), "x");
}

TEST(Extension, AllMistakesAreToldAtOnce) {
    EXPECT_EQ(
        mistakesOf({{"id", "X"},
                    {"type", "pre"},
                    {"version", "?"},
                    {"timeout_ms", 1},
                    {"retry", 9},
                    {"enabled", 1},
                    {"url", "ftp://x"},
                    {"metadata", 1},
                    {"side_effect_free", "no"}}),
        (Pointers{"/enabled", "/id", "/metadata", "/retry", "/side_effect_free", "/timeout_ms", "/url", "/version"}));
}

}  // namespace
}  // namespace beamline::test
