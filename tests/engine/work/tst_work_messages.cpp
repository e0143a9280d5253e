// SPDX-License-Identifier: Apache-2.0
// Messages between engines and workers, in every shape that the original's programs use.
#include <gtest/gtest.h>

#include "engine/api/json_codec.h"
#include "engine/nats/work_messages.h"
#include "engine/runtime/remote_work.h"

namespace beamline::nats {

TEST(WorkMessages, AnAssignmentComesBackAsItWasSent) {
    blocks::Assignment sent;
    sent.id = "a1";
    sent.type = "thumbnail";
    sent.payload = {{"width", 320}};
    sent.labels = {{"gpu", "yes"}};
    sent.priority = 7;
    sent.deadline = 61'000;
    sent.key = "run/do/0/x:1";
    sent.run = "r";
    sent.trace = "t";
    const auto text = printAssignment(sent, 1'000);
    const auto read = readAssignment(text, 5'000);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(read->id, "a1");
    EXPECT_EQ(read->payload, sent.payload);
    EXPECT_EQ(read->labels, sent.labels);
    EXPECT_EQ(read->priority, 7);
    EXPECT_EQ(read->deadline, 65'000) << "clocks of two machines are not compared";
    EXPECT_EQ(read->key, sent.key);
    const auto json = api::parseJson(text)->as_object();
    for (const auto* name : {"version", "assignment_id", "request_id", "tenant_id", "executor", "job", "options",
                             "correlation", "decision", "metadata"}) {
        EXPECT_TRUE(json.contains(name)) << name;
    }
}

TEST(WorkMessages, ResultsAreReadBareAndEnveloped) {
    const auto bare = readResult(R"({"version":"1","assignment_id":"a","request_id":"a","status":"success",
        "provider_id":"w","job":{"type":"echo"},"output":{"x":1},"latency_ms":12,"cost":0.0})");
    ASSERT_TRUE(bare.ok());
    EXPECT_EQ(boost::json::serialize(std::get<api::Json>(bare->what.result)), R"({"x":1})");
    EXPECT_EQ(bare->what.latencyMs, 12);
    const auto enveloped = readResult(R"({"version":"v1","kind":"exec_result","data":{"version":"1.0",
        "assignment_id":"b","request_id":"b","status":"error","provider_id":"w2","job_type":"http","latency_ms":1,
        "cost":0.0,"error_code":"MISSING_URL","error_message":"url is required"}})");
    ASSERT_TRUE(enveloped.ok());
    EXPECT_EQ(enveloped->id, "b");
    EXPECT_EQ(std::get<api::WorkflowError>(enveloped->what.result).detail, "Worker w2: MISSING_URL: url is required");
    const auto late = readResult(R"({"assignment_id":"c","status":"timeout","provider_id":"w"})");
    ASSERT_TRUE(late.ok());
    EXPECT_NE(std::get<api::WorkflowError>(late->what.result).type.find("timeout"), std::string::npos);
    for (const auto* wrong : {"", "[]", "{}", R"({"assignment_id":"a"})", R"({"assignment_id":5,"status":"success"})",
                              R"({"assignment_id":"a","status":"fine"})", R"({"kind":"x","data":{}})"}) {
        EXPECT_FALSE(readResult(wrong).ok()) << wrong;
    }
}

TEST(WorkMessages, AnAcceptanceSaysWhereTheAssignmentLies) {
    const auto ack = readAck(printAck({"a", "accepted", {}, "w", true, 5'000'000'000}));
    ASSERT_TRUE(ack.ok());
    EXPECT_EQ(ack->place, 5'000'000'000U);
    EXPECT_EQ(readAck(R"({"assignment_id":"a","status":"accepted"})")->place, 0U) << "workers need not say it";
    EXPECT_EQ(readAck(R"({"assignment_id":"a","status":"accepted","place":-7})")->place, 0U);
}

TEST(WorkMessages, HeartbeatsOfBothShapes) {
    const auto small = readHeartbeat(R"({"worker_id":"w","timestamp":1,"status":"draining","load":0.5})");
    ASSERT_TRUE(small.ok());
    EXPECT_EQ(small->state, api::WorkerState::draining);
    EXPECT_EQ(small->pool, "default");
    const auto large = readHeartbeat(R"({"version":"1","worker_id":"w","status":"ready",
        "resources":{"cpu":1,"jobs_in_flight":3},"tenant_id":"t","metadata":{}})");
    ASSERT_TRUE(large.ok());
    EXPECT_EQ(large->inFlight, 3);
    EXPECT_FALSE(readHeartbeat(R"({"status":"ready"})").ok());
    api::WorkerInfo own{"w", "p", {{"a", "b"}}, api::WorkerState::busy, 1, 2, 2, 0, "1"};
    EXPECT_EQ(*readHeartbeat(printHeartbeat(own)), own);
}

TEST(WorkMessages, TheSameAttemptHasTheSameIdAndAnotherOneAnother) {
    const auto id = runtime::assignmentId("run/do/0/ask:1");
    EXPECT_EQ(id, runtime::assignmentId("run/do/0/ask:1"));
    EXPECT_NE(id, runtime::assignmentId("run/do/0/ask:2"));
    EXPECT_EQ(id.size(), 36U);
    EXPECT_EQ(id[14], '8');
}

}  // namespace beamline::nats
