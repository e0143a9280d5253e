// SPDX-License-Identifier: Apache-2.0
// Administration of the router over NATS: policies, recorded decisions, extensions, dry runs.
#include "tests/engine/router/router_fixture.h"

namespace beamline::test {

namespace {
const std::string kAdminV1 = "beamline.router.v1.admin.";
const std::string kAdmin = "beamline.router.admin.";
}  // namespace

TEST_F(RouterTest, PoliciesArePutReadListedAndRemoved) {
    const auto document = *api::parseJson(kOnlyA);
    const auto put1 =
        request(kAdmin + "put_policy", api::Json{{"tenant_id", "acme"}, {"policy_id", "p"}, {"policy", document}});
    ASSERT_EQ(put1.at("ok"), true) << put1;
    EXPECT_EQ(put1.at("policy").at("version"), 1);
    EXPECT_EQ(put1.at("policy").at("providers"), (api::Json{"a"}));
    auto named = document.as_object();
    named["policy_id"] = "q";
    EXPECT_EQ(request(kAdmin + "put_policy", api::Json{{"policy", named}}, {{"tenant_id", "acme"}}).at("ok"), true);
    const auto got = request(kAdmin + "get_policy", R"({"tenant_id":"acme","policy_id":"p"})");
    EXPECT_EQ(got.at("policy"), document);
    EXPECT_EQ(got.at("info").at("tenant_id"), "acme");
    const auto listed = request(kAdmin + "list_policy", R"({"tenant_id":"acme","limit":1})");
    ASSERT_EQ(listed.at("policies").as_array().size(), 1U);
    EXPECT_EQ(listed.at("policies").at(0).at("policy_id"), "p");
    const auto rest = request(kAdmin + "list_policy", api::Json{{"tenant_id", "acme"}, {"after", listed.at("next")}});
    EXPECT_EQ(rest.at("policies").at(0).at("policy_id"), "q");
    EXPECT_EQ(request(kAdmin + "list_policy", R"({"tenant_id":"globex"})").at("policies").as_array().size(), 0U);
    EXPECT_EQ(codeOf(request(kAdmin + "delete_policy", R"({"tenant_id":"acme","policy_id":"p","replaces":7})")),
              "conflict");
    const auto gone = request(kAdmin + "delete_policy", R"({"tenant_id":"acme","policy_id":"p"})");
    EXPECT_EQ(gone.at("ok"), true) << gone;
    EXPECT_EQ(codeOf(request(kAdmin + "get_policy", R"({"tenant_id":"acme","policy_id":"p"})")), "policy_not_found");
    EXPECT_EQ(request(kAdmin + "get_policy", R"({"tenant_id":"acme","policy_id":"p","version":1})").at("policy"),
              document);
}

TEST_F(RouterTest, MistakesOfAPolicyAreAllTold) {
    const auto answer = request(
        kAdmin + "put_policy",
        R"({"tenant_id":"acme","policy_id":"p","policy":{"version":7,"providers":[{"name":"A!","weight":-1}]}})");
    EXPECT_EQ(codeOf(answer), "invalid_request");
    EXPECT_GE(answer.at("error").at("details").at("problems").as_array().size(), 3U) << answer;
    const auto checked = request(kAdminV1 + "get_pipeline_complexity", R"({"policy":{"version":7}})");
    EXPECT_EQ(codeOf(checked), "invalid_request");
    EXPECT_GE(checked.at("error").at("details").at("problems").as_array().size(), 1U);
}

TEST_F(RouterTest, WhatCannotBeReadIsRefused) {
    for (const auto* name : {"put_policy", "get_policy", "delete_policy"}) {
        EXPECT_EQ(codeOf(request(kAdmin + name, "{}")), "invalid_request") << name;
    }
    EXPECT_EQ(codeOf(request(kAdmin + "put_policy", R"({"policy":{}})")), "invalid_request");
    EXPECT_EQ(codeOf(request(kAdmin + "put_policy", R"({"policy":{},"policy_id":"p","replaces":-4})")),
              "invalid_request");
    EXPECT_EQ(codeOf(request(kAdmin + "get_policy", R"({"policy_id":"p","version":1.5})")), "invalid_request");
    EXPECT_EQ(codeOf(request(kAdmin + "list_policy", R"({"limit":"x"})")), "invalid_request");
    EXPECT_EQ(codeOf(request(kAdmin + "list_policy", R"({"tenant_id":3})")), "invalid_request");
    EXPECT_EQ(codeOf(request(kAdmin + "list_policy", R"({"tenant_id":"acme"})", {{"tenant_id", "globex"}})),
              "unauthorized");
    EXPECT_EQ(codeOf(request(kAdmin + "get_policy", "garbage")), "invalid_request");
    EXPECT_EQ(codeOf(request(kAdmin + "get_policy", "[]")), "invalid_request");
    EXPECT_EQ(codeOf(request(kAdmin + "fly", "{}")), "invalid_request");
    EXPECT_EQ(codeOf(request(kAdmin + "get_policy", "{}", {{"Beamline-Deadline-Ms", "soon"}})), "invalid_request");
    EXPECT_EQ(codeOf(request("beamline.router.v1.get_decision", "{}")), "invalid_request");
    EXPECT_EQ(codeOf(request("beamline.router.v1.get_decision", R"({"request_id":"none"})")), "not_found");
    EXPECT_EQ(codeOf(request("beamline.router.v1.get_decision", R"({"decision_id":"none"})")), "not_found");
    EXPECT_EQ(codeOf(request(kAdminV1 + "get_pipeline_complexity", R"({"policy_id":"none"})")), "policy_not_found");
    EXPECT_EQ(codeOf(request(kAdminV1 + "dry_run_pipeline", R"({"tenant_id":"acme","policy_id":"none"})")),
              "policy_not_found");
}

TEST_F(RouterTest, RecordedDecisionsAreFoundByTheirIds) {
    put("p", kOnlyA);
    const auto answer = request("beamline.router.v1.decide", asked("r1"));
    ASSERT_EQ(answer.at("ok"), true) << answer;
    request("beamline.router.v1.decide", asked("r10"));
    const auto find = [&](const char* by, const api::Json& id) {
        api::Json found;
        EXPECT_TRUE(eventually([&] {  // it is kept a moment after it is answered
            found = request("beamline.router.v1.get_decision", api::Json{{"tenant_id", "acme"}, {by, id}});
            return found.at("ok") == true;
        })) << by;
        return found;
    };
    for (const auto& found : {find("request_id", "r1"), find("message_id", "r1"),
                              find("decision_id", answer.at("decision").at("metadata").at("decision_id"))}) {
        EXPECT_EQ(found.at("decision"), answer.at("decision"));
        EXPECT_EQ(found.at("context").at("request_id"), "r1");
        EXPECT_EQ(found.at("explanation").at("policy_id"), "p");
        EXPECT_EQ(found.at("explanation").at("policy_version"), 1);
        EXPECT_FALSE(found.at("explanation").at("candidates").as_array().empty());
    }
    EXPECT_EQ(codeOf(request("beamline.router.v1.get_decision", R"({"tenant_id":"globex","request_id":"r1"})")),
              "not_found");
    EXPECT_EQ(codeOf(request("beamline.router.v1.decide", asked("r2", {{"policy_id", "none"}}))), "policy_not_found");
    EXPECT_TRUE(eventually([&] {
        return codeOf(request("beamline.router.v1.get_decision", R"({"tenant_id":"acme","request_id":"r2"})")) ==
               "policy_not_found";
    })) << "what was answered then is answered again";
}

TEST_F(RouterTest, ExtensionsAndPipelinesAreTold) {
    api::RequestContext who;
    who.tenant = "acme";
    ASSERT_TRUE(api::callAndWait(*m_engine, api::PutExtension{*api::parseJson(kGuard)}, who).ok());
    put("p", kGuarded);
    EXPECT_EQ(request("beamline.router.v1.decide", asked("r1")).at("ok"), true);
    const auto tenant = R"({"tenant_id":"acme","policy_id":"p"})";
    const auto health = request(kAdminV1 + "get_extension_health", tenant).at("health").at("guard");
    EXPECT_EQ(health.at("status"), "healthy");
    EXPECT_EQ(health.at("success_rate").to_number<double>(), 1.0);
    EXPECT_TRUE(health.as_object().contains("p50_latency_ms"));
    EXPECT_TRUE(health.at("last_success").is_string());
    EXPECT_TRUE(health.at("last_failure").is_null());
    const auto states = request(kAdminV1 + "get_circuit_breaker_states", tenant).at("states");
    for (const auto* id : {"guard", "a"}) {
        EXPECT_EQ(states.at(id).at("state"), "closed") << id;
        EXPECT_EQ(states.at(id).at("failure_count"), 0) << id;
        EXPECT_EQ(states.at(id).at("error_rate").to_number<double>(), 0) << id;
        EXPECT_TRUE(states.at(id).at("opened_at").is_null()) << id;
    }
    const auto complexity = request(kAdminV1 + "get_pipeline_complexity", tenant);
    EXPECT_EQ(complexity.at("total_extensions"), 1);
    EXPECT_EQ(complexity.at("validators_count"), 1);
    EXPECT_EQ(complexity.at("complexity_level"), "low");
    EXPECT_EQ(complexity.at("recommended_limits").at("max_total"), 4);
    EXPECT_EQ(request(kAdminV1 + "get_extension_health", R"({"tenant_id":"globex"})").at("health").as_object().size(),
              0U);
}

TEST_F(RouterTest, ADryRunTellsWhatWouldBecomeOfAMessage) {
    api::RequestContext who;
    who.tenant = "acme";
    ASSERT_TRUE(api::callAndWait(*m_engine, api::PutExtension{*api::parseJson(kGuard)}, who).ok());
    put("p", kGuarded);
    const auto answer =
        request(kAdminV1 + "dry_run_pipeline", R"({"tenant_id":"acme","policy_id":"p","payload":{"text":"hello"}})");
    ASSERT_EQ(answer.at("ok"), true) << answer;
    const auto& result = answer.at("result");
    EXPECT_EQ(result.at("decision"), (api::Json{{"provider_id", "a"}, {"reason", "weighted"}, {"priority", 50}}));
    EXPECT_EQ(result.at("executed_extensions"),
              *api::parseJson(R"([{"type":"validator","id":"guard","status":"success"}])"));
    EXPECT_EQ(result.at("final_payload"), (api::Json{{"text", "hello"}}));
    const auto other = request(kAdminV1 + "dry_run_pipeline", api::Json{{"tenant_id", "acme"},
                                                                        {"payload", {{"text", "x"}}},
                                                                        {"policy", *api::parseJson(kOnlyA)},
                                                                        {"call_extensions", false}});
    EXPECT_EQ(other.at("result").at("executed_extensions").as_array().size(), 0U) << "a policy that is not stored";
    EXPECT_EQ(codeOf(request(kAdminV1 + "dry_run_pipeline", R"({"tenant_id":"acme","policy_id":"p","payload":7})")),
              "invalid_request");
    EXPECT_EQ(codeOf(request("beamline.router.v1.get_decision", R"({"tenant_id":"acme","request_id":"dry"})")),
              "not_found");
}

}  // namespace beamline::test
