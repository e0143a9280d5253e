// SPDX-License-Identifier: Apache-2.0
// The subjects of the original router, by plain clients of NATS: decisions, dead letters, work, results and usage.
#include <set>

#include "engine/api/ids.h"
#include "engine/nats/work_messages.h"
#include "tests/engine/router/router_fixture.h"

namespace beamline::test {

TEST_F(RouterTest, AGatewayOfTheOriginalGetsADecision) {
    put("default", kOnlyA);
    // As its C gateway writes it: a message, no task, no headers, what is not known as "".
    const auto answer = request("beamline.router.v1.decide",
                                R"({"version":"1","tenant_id":"acme","request_id":"req-1","trace_id":"t-1","run_id":"",
        "message":{"message_id":"","message_type":"chat","payload":{"text":"hello"},"metadata":{}},
        "context":{"user":"u"}})");
    EXPECT_EQ(answer.at("ok"), true) << answer;
    const auto& decision = answer.at("decision").as_object();
    EXPECT_EQ(decision.at("provider_id"), "a");
    EXPECT_EQ(decision.at("reason"), "weighted");
    EXPECT_EQ(decision.at("priority"), 50);
    EXPECT_TRUE(decision.contains("expected_latency_ms"));
    EXPECT_TRUE(decision.contains("expected_cost"));
    EXPECT_EQ(answer.at("context"), (api::Json{{"request_id", "req-1"}, {"trace_id", "t-1"}}));
}

TEST_F(RouterTest, TheTenantOfAHeaderIsTheCallers) {
    put("p", kOnlyA);
    auto body = asked("r1");
    body.erase("tenant_id");
    for (const auto* header : {"tenant_id", "X-Tenant-ID"}) {
        EXPECT_EQ(request("beamline.router.v1.decide", body, {{header, "acme"}}).at("ok"), true) << header;
        const auto other = request("beamline.router.v1.decide", asked("r2"), {{header, "globex"}});
        EXPECT_EQ(codeOf(other), "unauthorized");
        EXPECT_EQ(intakeOf(other), "TENANT_FORBIDDEN");
        EXPECT_EQ(codeOf(request("beamline.router.v1.decide", body, {{header, "globex"}})), "policy_not_found");
    }
    const auto nobody = request("beamline.router.v1.decide", body);
    EXPECT_EQ(intakeOf(nobody), "SCHEMA_VALIDATION_FAILED");
    EXPECT_EQ(nobody.at("error").at("details").at("pointer"), "/tenant_id");
    EXPECT_EQ(nobody.at("context").at("request_id"), "r1");
}

TEST_F(RouterTest, TheVersionOfAHeaderGoesBeforeTheBodys) {
    put("p", kOnlyA);
    EXPECT_EQ(intakeOf(request("beamline.router.v1.decide", asked("r"), {{"version", "2"}})), "VERSION_UNSUPPORTED");
    EXPECT_EQ(request("beamline.router.v1.decide", asked("r", {{"version", "2"}}), {{"version", "1"}}).at("ok"), true);
    EXPECT_EQ(intakeOf(request("beamline.router.v1.decide", asked("r", {{"version", "2"}}))), "VERSION_UNSUPPORTED");
}

TEST_F(RouterTest, WhoGivesNoReplyIsAnsweredBesideTheSubject) {
    put("p", kOnlyA);
    Overheard beside(*m_connection, "beamline.router.v1.decide.reply");
    publish("beamline.router.v1.decide", boost::json::serialize(asked("r1")));
    const auto heard = beside.await(1);
    ASSERT_EQ(heard.size(), 1U);
    EXPECT_EQ(heard[0].json().at("context").at("request_id"), "r1");
}

TEST_F(RouterTest, AnAnswerDoesNotGoIntoTheSystemsOwnSubjects) {
    put("p", kOnlyA);
    Overheard own(*m_connection, "beamline.journal.>");
    publish("beamline.router.v1.decide", boost::json::serialize(asked("r1")), {}, "beamline.journal.v1.x");
    publish("beamline.router.admin.health", "{}", {}, "beamline.journal.v1.x");
    EXPECT_EQ(request("beamline.router.v1.decide", asked("r2")).at("ok"), true);
    EXPECT_EQ(own.count(), 0U);
}

TEST_F(RouterTest, WhatTheIntakeRefusesGoesToTheDeadLetters) {
    put("p", kOnlyA);
    Overheard letters(*m_connection, "beamline.router.v1.decide.dlq");
    const auto schema = boost::json::serialize(asked("r1", {{"task", 7}}));
    const std::string garbage = "\xff not JSON";
    std::vector<std::pair<std::string, std::string>> refused{
        {schema, "SCHEMA_VALIDATION_FAILED"},
        {garbage, "SCHEMA_VALIDATION_FAILED"},
        {"[1]", "SCHEMA_VALIDATION_FAILED"},
        {boost::json::serialize(asked("r2", {{"version", "9"}})), "VERSION_UNSUPPORTED"},
        {boost::json::serialize(asked("r3", {{"run_id", "x"}})), "CORRELATION_FIELDS_INVALID"},
        {boost::json::serialize(asked("r4", {{"tenant_id", "globex"}})), "TENANT_FORBIDDEN"}};
    for (const auto& [payload, reason] : refused) {
        EXPECT_EQ(intakeOf(request("beamline.router.v1.decide", payload, {{"tenant_id", "acme"}})), reason) << payload;
    }
    // These two are not: the client mends them.
    EXPECT_EQ(intakeOf(request("beamline.router.v1.decide", asked("r5", {{"idempotency_key", ""}}))),
              "IDEMPOTENCY_VIOLATION");
    EXPECT_EQ(intakeOf(request("beamline.router.v1.decide",
                               asked("r6", {{"task", {{"type", "x"}, {"payload", boost::json::object()}}}}))),
              "PAYLOAD_TOO_SMALL");
    EXPECT_EQ(codeOf(request("beamline.router.v1.decide", asked("r7", {{"policy_id", "none"}}))), "policy_not_found");
    const auto heard = letters.await(refused.size());
    ASSERT_EQ(heard.size(), refused.size());
    std::set<std::string> hashes;
    for (const auto& letter : heard) {
        const auto json = letter.json();
        EXPECT_EQ(letter.headers.at("x-original-subject"), "beamline.router.v1.decide");
        EXPECT_EQ(json.at("validation_error").at("code"), api::Json(letter.headers.at("x-dlq-reason")));
        EXPECT_EQ(json.at("validation_error").at("severity"), "error");
        EXPECT_FALSE(json.at("validation_error").at("message").as_string().empty());
        EXPECT_EQ(json.at("original_subject"), "beamline.router.v1.decide");
        EXPECT_EQ(json.at("router_node_id"), "n1");
        EXPECT_GT(json.at("received_at").as_int64(), 0);
        hashes.insert(std::string(json.at("original_payload_hash").as_string()));
    }
    for (const auto& [payload, reason] : refused) {
        EXPECT_TRUE(hashes.contains(api::sha256(payload))) << reason;
    }
    EXPECT_EQ(m_router->figures().deadLetters, static_cast<std::int64_t>(refused.size()));
}

TEST_F(RouterTest, ARequestIsAtMostAMebibyte) {
    put("p", kOnlyA);
    const auto fits = asked("r1", {{"task", {{"type", "x"}, {"payload", {{"text", std::string(900'000, 'x')}}}}}});
    EXPECT_EQ(request("beamline.router.v1.decide", fits).at("ok"), true);
    const std::string large(nats::kMaxRouterRequestBytes + 1, ' ');
    EXPECT_EQ(intakeOf(request("beamline.router.v1.decide", large)), "SCHEMA_VALIDATION_FAILED");
    EXPECT_EQ(intakeOf(request("beamline.router.admin.get_policy", large)), "SCHEMA_VALIDATION_FAILED");
}

TEST_F(RouterTest, AnEngineThatIsGoneIsAnInternalError) {
    put("p", kOnlyA);
    m_engine->stop(0ms);
    const auto answer = request("beamline.router.v1.decide", asked("r1"));
    EXPECT_EQ(answer.at("ok"), false);
    EXPECT_EQ(codeOf(answer), "internal");
    EXPECT_FALSE(answer.at("error").at("message").as_string().empty());
    EXPECT_EQ(answer.at("context"), (api::Json{{"request_id", "r1"}, {"tenant_id", "acme"}}));
}

TEST_F(RouterTest, TwoRoutersShareTheRequestsAndTheResults) {
    put("p", kOnlyA);
    const auto other = serve("n2");
    Overheard answers(*m_connection, "beamline.router.v1.decide.reply");
    Overheard usage(*m_connection, "beamline.usage.v1.metered");
    constexpr std::size_t kMany = 200;
    for (std::size_t i = 0; i < kMany; ++i) {
        publish("beamline.router.v1.decide", boost::json::serialize(asked("r" + std::to_string(i))));
        publish("caf.exec.result.v1", result("a" + std::to_string(i), "a"));
    }
    EXPECT_EQ(answers.await(kMany).size(), kMany);
    EXPECT_EQ(usage.await(kMany).size(), kMany);
    const auto mine = m_router->figures();
    const auto theirs = other->figures();
    EXPECT_EQ(mine.results + theirs.results, static_cast<std::int64_t>(kMany));
    EXPECT_GT(mine.results, 0);
    EXPECT_GT(theirs.results, 0);
    request("beamline.router.admin.health", "");  // behind all that was published
    EXPECT_EQ(answers.count(), kMany) << "each is answered once";
    EXPECT_EQ(usage.count(), kMany) << "each is metered once";
}

TEST_F(RouterTest, ResultsAreMeteredOnceAndTeachTheBreakers) {
    put("p", kOnlyA);
    Overheard usage(*m_connection, "beamline.usage.v1.metered");
    publish("caf.exec.result.v1", result("1", "a"));
    publish("caf.exec.result.v1", result("1", "a"));
    publish("caf.exec.result.v1",
            R"({"version":"v1","kind":"exec_result","data":)" + result("2", "worker-7", "cancelled") + "}");
    publish("caf.exec.result.v1", "garbage");
    publish("caf.exec.result.v1", R"({"assignment_id":"x","provider_id":"a","status":"maybe"})");
    api::RequestContext who;
    who.tenant = "acme";
    ASSERT_TRUE(eventually([&] {
        const auto page = api::callAndWait(*m_engine, api::ListProviders{}, who);
        return page.ok() && !page->items.empty() && page->items[0].calls == 1;
    }));
    publish("caf.exec.result.v1", result("3", "a", "error"));
    publish("caf.exec.result.v1", result("4", "a", "timeout"));
    const auto heard = usage.await(4);
    ASSERT_EQ(heard.size(), 4U);
    EXPECT_EQ(heard[0].json().at("latency_ms"), 12);
    EXPECT_EQ(heard[0].json().at("cost").to_number<double>(), 0.5);
    EXPECT_EQ(heard[0].json().at("tenant_id"), "acme");
    EXPECT_EQ(heard[0].json().at("provider_id"), "a");
    EXPECT_EQ(heard[0].json().at("event_type"), "chat");
    EXPECT_EQ(heard[0].json().at("status"), "success");
    EXPECT_EQ(heard[0].json().at("assignment_id"), "1");
    EXPECT_EQ(heard[0].json().at("request_id"), "r-1");
    EXPECT_TRUE(heard[0].headers.contains("nats-msg-id"));
    EXPECT_EQ(heard[1].json().at("provider_id"), "worker-7");
    EXPECT_EQ(m_router->figures().resultsRepeated, 1);
    EXPECT_EQ(m_router->figures().resultsRefused, 2);
    EXPECT_TRUE(eventually([&] {
        const auto states =
            request("beamline.router.v1.admin.get_circuit_breaker_states", R"({"tenant_id":"acme"})").at("states");
        return states.at("a").at("state") == "open" && states.as_object().size() == 1;
    })) << "two failures open it, and a worker is no provider";
    EXPECT_EQ(codeOf(request("beamline.router.v1.decide", asked("r1"))), "decision_failed");
}

TEST_F(RouterTest, WorkIsHandedOutAndFollowedToItsResult) {
    put("p", kOnlyA);
    Overheard usage(*m_connection, "beamline.usage.v1.metered");
    // A worker of the original: it answers in an envelope, with its own name.
    const auto workers = connect();
    Overheard seen(*workers, "caf.exec.assign.v1");
    const auto listening = nats::Listening::open(*workers, "caf.exec.assign.v1", "", [&](natsMsg* message) {
        const auto work = nats::readAssignment(nats::dataOf(message), 1);
        ASSERT_TRUE(work.ok()) << work.error().message;
        const auto told = R"({"version":"v1","kind":"exec_result","data":)" + result(work->id, "a") + "}";
        natsConnection_Publish(workers->raw(), "caf.exec.result.v1", told.data(), static_cast<int>(told.size()));
    });
    ASSERT_TRUE(listening.ok());
    ASSERT_TRUE(workers->flush(10s).ok());
    const auto answer =
        request("beamline.router.v1.decide", asked("r1", {{"push_assignment", "true"},
                                                          {"options", {{"priority", 7}}},
                                                          {"metadata", {{"user", "u"}}},
                                                          {"trace_id", "4bf92f3577b34da6a3ce929d0e0e4736"}}));
    ASSERT_EQ(answer.at("ok"), true) << answer;
    const auto id = answer.at("decision").at("metadata").at("assignment_id");
    const auto heard = seen.await(1);
    ASSERT_EQ(heard.size(), 1U);
    const auto work = heard[0].json();
    EXPECT_EQ(work.at("version"), "1");
    EXPECT_EQ(work.at("assignment_id"), id);
    EXPECT_EQ(work.at("request_id"), "r1");
    EXPECT_EQ(work.at("tenant_id"), "acme");
    EXPECT_EQ(work.at("executor"), (api::Json{{"provider_id", "a"}, {"channel", "nats"}}));
    EXPECT_EQ(work.at("job"), asked("").at("task"));
    EXPECT_EQ(work.at("options").at("priority"), 7) << "what the request says wins";
    EXPECT_EQ(work.at("options").at("deadline_ms"), 5'000);
    EXPECT_EQ(work.at("options").at("retry"), (api::Json{{"max_attempts", 2}, {"backoff_ms", 200}}));
    EXPECT_EQ(work.at("correlation").at("trace_id"), "4bf92f3577b34da6a3ce929d0e0e4736");
    EXPECT_EQ(work.at("decision").at("provider_id"), "a");
    EXPECT_EQ(work.at("metadata"), (api::Json{{"user", "u"}}));
    EXPECT_EQ(heard[0].headers.at("tenant_id"), "acme");
    EXPECT_EQ(heard[0].headers.at("version"), "1");
    EXPECT_EQ(heard[0].headers.at("trace_id"), "4bf92f3577b34da6a3ce929d0e0e4736");
    EXPECT_EQ(heard[0].headers.at("nats-msg-id"), id.as_string());
    const auto metered = usage.await(1);
    ASSERT_EQ(metered.size(), 1U);
    EXPECT_EQ(metered[0].json().at("assignment_id"), id);
    EXPECT_TRUE(eventually([&] { return m_router->figures().assignments == 1; }));
}

TEST_F(RouterTest, WorkGoesWhereTheRequestSaysUnlessThatIsTheSystemsOwn) {
    put("p", kOnlyA);
    Overheard elsewhere(*m_connection, "caf.exec.assign.v1.gpu");
    Overheard usual(*m_connection, "caf.exec.assign.v1");
    for (const auto& push : {api::Json(true), api::Json(1)}) {
        const auto answer =
            request("beamline.router.v1.decide",
                    asked("r1", {{"push_assignment", push}, {"assignment_subject", "caf.exec.assign.v1.gpu"}}));
        EXPECT_EQ(answer.at("ok"), true) << answer;
    }
    EXPECT_EQ(elsewhere.await(2).size(), 2U);
    for (const auto* subject :
         {"beamline.journal.v1.x", "caf.exec.assign.v1.ack", "caf.exec.result.v1", "$JS.API.STREAM.DELETE.X", "a.>"}) {
        const auto refused = request("beamline.router.v1.decide",
                                     asked("r2", {{"push_assignment", true}, {"assignment_subject", subject}}));
        EXPECT_EQ(intakeOf(refused), "SCHEMA_VALIDATION_FAILED") << subject;
    }
    EXPECT_EQ(request("beamline.router.v1.decide", asked("r3", {{"push_assignment", false}})).at("ok"), true);
    EXPECT_EQ(
        codeOf(request("beamline.router.v1.decide", asked("r4", {{"push_assignment", true}, {"policy_id", "none"}}))),
        "policy_not_found");
    EXPECT_TRUE(eventually([&] { return m_router->figures().assignmentsWaiting == 0; }));
    EXPECT_EQ(usual.count(), 0U);
}

TEST_F(RouterTest, WhoAsksAgainGetsTheSameAssignment) {
    put("p", kPolicy);
    const boost::json::object again{{"push_assignment", true}, {"idempotency_key", "k"}};
    const auto first = request("beamline.router.v1.decide", asked("r1", again));
    const auto second = request("beamline.router.v1.decide", asked("r2", again));
    ASSERT_EQ(first.at("ok"), true) << first;
    EXPECT_EQ(first.at("decision"), second.at("decision")) << "so a worker can tell that it has it";
    EXPECT_EQ(intakeOf(request("beamline.router.v1.decide", asked("r3", {{"idempotency_key", "k"}}))),
              "IDEMPOTENCY_VIOLATION");
}

TEST_F(RouterTest, ADecisionCanBeHandedOutByTheProgram) {
    Overheard usual(*m_connection, "caf.exec.assign.v1");
    const api::Json decision{{"provider_id", "a"}, {"priority", 50}, {"expected_latency_ms", 3'000}};
    const auto made = m_router->publishAssignment(asked("r1"), decision);
    ASSERT_TRUE(made.ok()) << made.error().message;
    const auto heard = usual.await(1);
    ASSERT_EQ(heard.size(), 1U);
    EXPECT_EQ(heard[0].json().at("options").at("deadline_ms"), 15'000);
    EXPECT_EQ(m_router->publishAssignment(7, decision).error().code, api::code::kInvalidArgument);
    EXPECT_EQ(m_router->publishAssignment(asked("r1"), {{"ok", true}}).error().code, api::code::kInvalidArgument);
    EXPECT_EQ(m_router->publishAssignment(asked("r1", {{"assignment_subject", "$SYS.x"}}), decision).error().code,
              api::code::kInvalidArgument);
    const auto huge = asked("r1", {{"metadata", {{"x", std::string(5'000'000, 'x')}}}});
    EXPECT_EQ(m_router->publishAssignment(huge, decision).error().code, api::code::kInvalidArgument);
}

TEST_F(RouterTest, AnAssignmentThatDoesNotArriveIsTriedAndCounted) {
    m_server->stop();
    ASSERT_TRUE(eventually([&] { return !m_connection->connected(); }));
    ASSERT_TRUE(m_router->publishAssignment(asked("r1"), {{"provider_id", "a"}}).ok()) << "nobody waits for it";
    EXPECT_TRUE(eventually([&] { return m_router->figures().assignmentsFailed == 1; }));
    EXPECT_EQ(m_router->figures().assignmentsWaiting, 0);
}

TEST_F(RouterTest, ItTellsAboutItself) {
    put("p", kOnlyA);
    request("beamline.router.v1.decide", asked("r1"));
    request("beamline.router.v1.decide", "no");
    const auto info = request("$SRV.INFO.beamline-router", "");
    EXPECT_EQ(info.at("type"), "io.nats.micro.v1.info_response");
    EXPECT_EQ(info.at("metadata"), (api::Json{{"cluster", "prod"}, {"node", "n1"}}));
    std::set<std::string> subjects;
    for (const auto& endpoint : info.at("endpoints").as_array()) {
        subjects.insert(std::string(endpoint.at("subject").as_string()));
        EXPECT_EQ(endpoint.at("queue_group"), "beamline-router");
    }
    const std::set<std::string> all{"beamline.router.v1.decide",
                                    "beamline.router.v1.get_decision",
                                    "beamline.router.v1.admin.get_extension_health",
                                    "beamline.router.v1.admin.get_circuit_breaker_states",
                                    "beamline.router.v1.admin.dry_run_pipeline",
                                    "beamline.router.v1.admin.get_pipeline_complexity",
                                    "beamline.router.admin.put_policy",
                                    "beamline.router.admin.get_policy",
                                    "beamline.router.admin.list_policy",
                                    "beamline.router.admin.delete_policy",
                                    "beamline.router.admin.health"};
    EXPECT_EQ(subjects, all);
    EXPECT_EQ(request("$SRV.PING", "").at("name"), "beamline-router");
    const auto statistics = request("$SRV.STATS.beamline-router", "");
    for (const auto& endpoint : statistics.at("endpoints").as_array()) {
        const bool decides = endpoint.at("name") == "decide";
        EXPECT_EQ(endpoint.at("num_requests"), decides ? 2 : 0);
        EXPECT_EQ(endpoint.at("num_errors"), decides ? 1 : 0);
    }
    const auto health = request("beamline.router.admin.health", "");
    EXPECT_EQ(health.at("ok"), true);
    EXPECT_EQ(health.at("status"), "healthy");
    EXPECT_EQ(health.at("node"), "n1");
    EXPECT_EQ(health.at("dead_letters"), 1);
}

}  // namespace beamline::test
