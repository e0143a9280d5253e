// SPDX-License-Identifier: Apache-2.0
// What is read and printed for the original router, its limits, and how assignments are tried again.
#include <gtest/gtest.h>

#include <condition_variable>
#include <limits>

#include "engine/api/json_codec.h"
#include "engine/nats/assignment_publisher.h"
#include "engine/nats/router_messages.h"

namespace beamline::test {

namespace {
using namespace std::chrono_literals;

api::Json parsedText(const std::string& text) {
    const auto json = api::parseJson(text);
    EXPECT_TRUE(json.ok()) << text;
    return json.ok() ? *json : api::Json();
}
const api::Json kDecided{{"provider_id", "a"}, {"expected_latency_ms", 10}, {"metadata", {{"decision_id", "d1"}}}};
const api::Json kAsked{{"request_id", "r1"}, {"task", {{"type", "chat"}}}};

/// A server that is there or not, and remembers what it got.
struct Post {
    std::mutex mutex;
    std::condition_variable changed;
    int refuse = 0;  ///< so many times
    int calls = 0;
    std::vector<std::string> arrived;
    std::vector<bool> send(const std::vector<nats::OutgoingAssignment>& all) {
        const std::lock_guard lock(mutex);
        ++calls;
        const bool takes = refuse-- <= 0;
        for (const auto& one : all) {
            if (takes) {
                arrived.push_back(one.id);
            }
        }
        changed.notify_all();
        return std::vector<bool>(all.size(), takes);
    }
    nats::AssignmentPublisher::Send sender() {
        return [this](const auto& all) { return send(all); };
    }
};

nats::OutgoingAssignment small(const std::string& id) {
    return {id, "s", "{}", "t", ""};
}
}  // namespace

TEST(RouterWork, TheDeadlineIsFiveTimesWhatIsExpectedWithinBounds) {
    EXPECT_EQ(nats::assignmentDeadline(0), 5'000);
    EXPECT_EQ(nats::assignmentDeadline(-1), 5'000);
    EXPECT_EQ(nats::assignmentDeadline(2'000), 10'000);
    EXPECT_EQ(nats::assignmentDeadline(12'001), 60'000);
    EXPECT_EQ(nats::assignmentDeadline(std::numeric_limits<double>::infinity()), 5'000);
}

TEST(RouterWork, PausesDoubleWithATenthOfJitterAtMost) {
    EXPECT_EQ(nats::assignmentPause(1, 0), 100ms);
    EXPECT_EQ(nats::assignmentPause(2, 0), 200ms);
    EXPECT_EQ(nats::assignmentPause(3, 0), 400ms);
    EXPECT_EQ(nats::assignmentPause(2, 0.999), 219ms);
}

TEST(RouterWork, AnAssignmentHasTheSameIdForTheSameDecision) {
    const auto one = nats::makeAssignment(kAsked, kDecided, "acme", "");
    ASSERT_TRUE(one.ok()) << one.error().message;
    EXPECT_EQ(one->subject, "caf.exec.assign.v1");
    EXPECT_EQ(one->id.size(), 36U);
    EXPECT_EQ(one->id[14], '4');
    EXPECT_NE(std::string("89ab").find(one->id[19]), std::string::npos);
    EXPECT_EQ(nats::makeAssignment(kAsked, kDecided, "acme", "x")->id, one->id);
    EXPECT_NE(nats::makeAssignment(kAsked, kDecided, "globex", "")->id, one->id);
}

TEST(RouterWork, AMessageOfAGatewayBecomesAJob) {
    const auto made = nats::makeAssignment(
        parsedText(R"({"request_id":"r","message":{"message_type":"chat","payload":{"text":"x"}}})"), kDecided, "t",
        "");
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(parsedText(made->payload).at("job"), parsedText(R"({"type":"chat","payload":{"text":"x"}})"));
}

TEST(RouterWork, WhatCannotBeHandedOutIsRefused) {
    const auto code = [](const api::Json& request, const api::Json& decision, const std::string& tenant = "t") {
        const auto made = nats::makeAssignment(request, decision, tenant, "");
        return made.ok() ? std::string() : made.error().code;
    };
    EXPECT_EQ(code(kAsked, kDecided), "");
    EXPECT_EQ(code({{"request_id", "r"}}, kDecided), api::code::kInvalidArgument);
    EXPECT_EQ(code(kAsked, 1), api::code::kInvalidArgument);
    EXPECT_EQ(code({{"task", boost::json::object()}}, {{"provider_id", "a"}}), api::code::kInvalidArgument);
    EXPECT_EQ(code(kAsked, {{"provider_id", std::string(nats::kMaxAssignedProvider, 'x')}}), "");
    EXPECT_EQ(code(kAsked, {{"provider_id", std::string(nats::kMaxAssignedProvider + 1, 'x')}}),
              api::code::kInvalidArgument);
    EXPECT_EQ(code(kAsked, kDecided, std::string(nats::kMaxAssignedTenant, 'x')), "");
    EXPECT_EQ(code(kAsked, kDecided, std::string(nats::kMaxAssignedTenant + 1, 'x')), api::code::kInvalidArgument);
}

TEST(RouterWork, ResultsAreReadBareAndInEnvelopes) {
    const std::string bare =
        R"({"assignment_id":"a","provider_id":"p","status":"error","job":{"type":"t"},"latency_ms":5,"cost":0.25,
            "error_code":"E","error_message":"no"})";
    const auto enveloped = R"({"version":"v1","kind":"exec_result","data":)" + bare + "}";
    for (const auto& text : {bare, enveloped}) {
        const auto told = nats::readOutcome(text);
        ASSERT_TRUE(told.ok());
        EXPECT_EQ(told->assignment, "a");
        EXPECT_EQ(told->type, "t");
        EXPECT_EQ(told->latencyMs, 5);
        EXPECT_EQ(told->cost, 0.25);
        EXPECT_EQ(told->error, "E: no");
    }
    const auto wild = nats::readOutcome(
        R"({"request_id":"r","provider_id":"p","status":"timeout","job_type":"t","latency_ms":1e300,"cost":-4})");
    ASSERT_TRUE(wild.ok());
    EXPECT_EQ(wild->latencyMs, static_cast<double>(nats::kMaxResultMs));
    EXPECT_EQ(wild->cost, 0);
    EXPECT_EQ(wild->error, "timeout");
    EXPECT_EQ(parsedText(nats::printUsage(*wild, 9)).at("tenant_id"), "default");
    for (const auto* none :
         {"", "[]", "{}", R"({"assignment_id":"a","status":"success"})", R"({"provider_id":"a","status":"success"})",
          R"({"assignment_id":"a","provider_id":"a","status":"maybe"})"}) {
        EXPECT_FALSE(nats::readOutcome(none).ok()) << none;
    }
}

TEST(RouterWork, RepetitionsAreKnownForAnHourAndNotWithoutLimit) {
    nats::RecentOutcomes recent;
    EXPECT_TRUE(recent.add("a", 1));
    EXPECT_FALSE(recent.add("a", nats::kResultMemoryMs));
    EXPECT_TRUE(recent.add("a", nats::kResultMemoryMs + 1));
    for (std::size_t i = 0; i < nats::kMaxRememberedResults; ++i) {
        EXPECT_TRUE(recent.add(std::to_string(i), nats::kResultMemoryMs + 2));
    }
    EXPECT_EQ(recent.size(), nats::kMaxRememberedResults);
    EXPECT_TRUE(recent.add("a", nats::kResultMemoryMs + 3)) << "the oldest goes first";
    EXPECT_NE(nats::outcomeKey({"a", "", "t"}), nats::outcomeKey({"", "a", "t"}));
    EXPECT_NE(nats::outcomeKey({"a", "", "t"}), nats::outcomeKey({"a", "", "u"}));
}

TEST(AssignmentPublisherTest, TriesThreeTimes) {
    Post post;
    post.refuse = nats::kAssignmentAttempts - 1;
    nats::AssignmentPublisher publisher(post.sender());
    ASSERT_TRUE(publisher.add(small("a")).ok());
    publisher.stop(20s);
    EXPECT_EQ(post.arrived, std::vector<std::string>{"a"});
    EXPECT_EQ(post.calls, nats::kAssignmentAttempts);
    EXPECT_EQ(publisher.published(), 1);
    EXPECT_EQ(publisher.failed(), 0);
    EXPECT_EQ(publisher.add(small("b")).error().code, api::code::kOverloaded) << "it has stopped";
}

TEST(AssignmentPublisherTest, GivesUpAndCounts) {
    Post post;
    post.refuse = 1'000;
    nats::AssignmentPublisher publisher(post.sender());
    ASSERT_TRUE(publisher.add(small("a")).ok());
    publisher.stop(20s);
    EXPECT_EQ(post.calls, nats::kAssignmentAttempts);
    EXPECT_EQ(publisher.published(), 0);
    EXPECT_EQ(publisher.failed(), 1);
}

TEST(AssignmentPublisherTest, TakesOnlySoMany) {
    std::mutex door;
    door.lock();
    Post post;
    nats::AssignmentPublisher publisher([&](const auto& all) {
        const std::lock_guard wait(door);
        return post.send(all);
    });
    for (std::size_t i = 0; i < nats::kMaxWaitingAssignments; ++i) {
        ASSERT_TRUE(publisher.add(small(std::to_string(i))).ok());
    }
    EXPECT_EQ(publisher.waiting(), nats::kMaxWaitingAssignments);
    const auto refused = publisher.add(small("more"));
    EXPECT_EQ(refused.error().code, api::code::kOverloaded);
    EXPECT_TRUE(refused.error().retryable);
    door.unlock();
    publisher.stop(20s);
    EXPECT_EQ(post.arrived.size(), nats::kMaxWaitingAssignments);
}

TEST(AssignmentPublisherTest, TakesOnlySoManyBytes) {
    std::mutex door;
    door.lock();
    Post post;
    nats::AssignmentPublisher publisher([&](const auto& all) {
        const std::lock_guard wait(door);
        return post.send(all);
    });
    auto large = small("large");
    large.payload.resize(nats::kMaxWaitingAssignmentBytes - 1);
    ASSERT_TRUE(publisher.add(std::move(large)).ok());
    EXPECT_FALSE(publisher.add(small("more")).ok());
    door.unlock();
    publisher.stop(20s);
    EXPECT_EQ(post.arrived, std::vector<std::string>{"large"});
}

TEST(RouterSubjects, WorkIsNotHandedOutIntoTheSystemsOwn) {
    for (const auto* good : {"caf.exec.assign.v1", "caf.exec.assign.v1.pool.gpu", "acme.work"}) {
        EXPECT_TRUE(nats::mayAssignTo(good)) << good;
    }
    for (const auto* bad : {"", "caf.exec.assign.", "caf.exec.assign.>", "caf.exec.assign.v1.ack", "caf.exec.result.v1",
                            "beamline.api.v1.start_run", "$JS.API.STREAM.DELETE.X", "a b"}) {
        EXPECT_FALSE(nats::mayAssignTo(bad)) << bad;
    }
    EXPECT_FALSE(nats::mayAssignTo(std::string(nats::kMaxAssignmentSubject + 1, 'x')));
}

TEST(RouterEnvelope, CodesAreThoseOfTheContract) {
    const auto code = [](const char* of) {
        const auto answer = nats::routerError(api::Error{of, "why", {}, false}, {"r", "t", "acme"}, "policy_not_found");
        return std::string(answer.at("error").at("code").as_string());
    };
    EXPECT_EQ(code(api::code::kInvalidArgument), "invalid_request");
    EXPECT_EQ(code(api::code::kInvalidDefinition), "invalid_request");
    EXPECT_EQ(code(api::code::kForbidden), "unauthorized");
    EXPECT_EQ(code(api::code::kNotFound), "policy_not_found");
    EXPECT_EQ(code(api::code::kStale), "conflict");
    EXPECT_EQ(code(api::code::kOverloaded), "service_overloaded");
    for (const auto* of : {api::code::kUnavailable, api::code::kDeadline, api::code::kInternal, "new"}) {
        EXPECT_EQ(code(of), "internal") << of;
    }
    EXPECT_EQ(nats::routerError("internal", "why", {"r", "t", "acme"}),
              parsedText(R"({"ok":false,"error":{"code":"internal","message":"why","intake_error_code":null,
                  "details":{}},"context":{"request_id":"r","trace_id":"t","tenant_id":"acme"}})"));
}

TEST(RouterEnvelope, IdsThatAreTooLongAreLeftOut) {
    const auto ids = nats::idsOf({{"request_id", std::string(nats::kMaxRouterId + 1, 'x')}, {"trace_id", 7}});
    EXPECT_EQ(ids.request + ids.trace + ids.tenant, "");
    const auto read = nats::readDecide(
        boost::json::serialize(boost::json::object{{"tenant_id", std::string(nats::kMaxRouterId + 1, 'x')}}), {});
    ASSERT_TRUE(std::holds_alternative<api::Json>(read));
    EXPECT_EQ(nats::deadLetterReason(std::get<api::Json>(read)), "SCHEMA_VALIDATION_FAILED");
}

TEST(RouterEnvelope, WhatIsTooDeepOrNoTextIsRefused) {
    const auto nested = [](std::size_t depth) {
        return R"({"tenant_id":"t","context":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
    };
    const auto refused = [](const std::string& text, const nats::RequestHeaders& headers) {
        return std::holds_alternative<api::Json>(nats::readDecide(text, headers));
    };
    EXPECT_FALSE(refused(nested(nats::kMaxRouterDepth), {}));
    EXPECT_TRUE(refused(nested(nats::kMaxRouterDepth + 1), {}));
    EXPECT_TRUE(refused("{}", {{"tenant_id", "\xff"}}));
    EXPECT_TRUE(refused("{}", {{"tenant_id", "t"}, {"version", "\xff"}}));
    EXPECT_FALSE(refused("{}", {{"tenant_id", "t"}, {"version", "1"}}));
}

TEST(RouterCircuits, WhatIsBothIsToldOfAsAProvider) {
    api::ExtensionPage extensions;
    api::ExtensionInfo one;
    one.id = "a";
    one.calls = 10;
    one.successRate = 0.7;
    one.circuit = "half_open";
    extensions.items = {one};
    one.id = "b";
    extensions.items.push_back(one);
    api::ProviderPage providers;
    api::ProviderState state;
    state.provider = "a";
    state.circuit = "open";
    state.openedAt = 1'000;
    state.failures = 5;
    state.errorRate = 1;
    providers.items = {state};
    const auto states = nats::circuitStatesJson(extensions, providers).at("states");
    EXPECT_EQ(states.at("a"), parsedText(R"({"kind":"provider","state":"open","opened_at":"1970-01-01T00:00:01Z",
        "failure_count":5,"error_rate":1.0})"));
    EXPECT_EQ(states.at("b").at("state"), "half_open");
    EXPECT_EQ(states.at("b").at("failure_count"), 3);
}

}  // namespace beamline::test
