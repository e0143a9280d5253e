// SPDX-License-Identifier: Apache-2.0
#include "engine/core/machine/dry_run.h"

#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {

namespace {
/// Starts it as a dry run.
Driver rehearse(const std::string& body, const char* plan, const char* input = "{}") {
    Driver run(body);
    auto started = run.fact(FactKind::started, 0, json(input));
    started.dryRun = makeData(json(plan));
    run.must(started);
    return run;
}

/// The outcomes that were told, in order: "task function outcome".
std::vector<std::string> told(const Driver& run) {
    std::vector<std::string> out;
    for (const auto& t : run.transitions()) {
        if (t.kind == "task.dry-run") {
            const auto& data = t.data->as_object();
            out.push_back(run.machine().definition().task(t.task).name + " " +
                          std::string(data.at("function").as_string()) + " " +
                          std::string(data.at("outcome").as_string()));
        }
    }
    return out;
}

std::string refusal(const char* plan) {
    auto parsed = parseDryRun(json(plan));
    EXPECT_FALSE(parsed.ok()) << plan;
    return parsed.ok() ? "none" : std::string(parsed.error().detail.at(0).at("pointer").as_string());
}
}  // namespace

TEST(DryRun, AMockAnswersInThePlaceOfTheWorld) {
    auto run = rehearse("do:\n- get:\n    call: work\n    with: {id: 7}\n- use: {set: {got: '${ .name }'}}\n",
                        R"({"mocks": [{"task": "get", "output": {"name": "Rex"}}]})");
    EXPECT_EQ(run.machine().phase(), api::Phase::completed);
    EXPECT_EQ(*run.machine().output(), json(R"({"got": "Rex"})"));
    EXPECT_TRUE(run.calls().empty());
    EXPECT_EQ(told(run), std::vector<std::string>{"get work answered"});
}

TEST(DryRun, WithoutAMockItFaultsPastEveryCatch) {
    auto run = rehearse(
        "do:\n- safe:\n    try:\n    - get: {call: work, with: {id: 7}}\n    catch: {do: [{note: {set: {a: 1}}}]}\n",
        "{}");
    EXPECT_EQ(run.machine().phase(), api::Phase::faulted);
    EXPECT_EQ(told(run), std::vector<std::string>{"get work refused"});
    const auto error = run.machine().summary().error;
    ASSERT_TRUE(error);
    EXPECT_EQ(error->title, "Refused in a dry run");
    EXPECT_EQ(error->instance, "/do/0/safe/try/0/get");
}

TEST(DryRun, MocksAreTakenInOrderAndUsedUp) {
    auto run = rehearse(
        "do:\n- safe:\n    try:\n    - get: {call: work, with: {id: 7}}\n    catch:\n      errors: {with: {type: "
        "https://serverlessworkflow.io/spec/1.0.0/errors/communication}}\n      retry: {delay: PT1H, limit: {attempt: "
        "{count: 5}}}\n",
        R"({"mocks": [{"function": "w*", "error": {"type": "communication", "status": 503}, "times": 2},
                      {"function": "work", "with": {"id": 8}, "output": "other"},
                      {"function": "work", "with": {"id": 7}, "output": "good"}]})");
    EXPECT_EQ(run.machine().phase(), api::Phase::completed);
    EXPECT_EQ(*run.machine().output(), Json("good"));
    EXPECT_EQ(told(run), (std::vector<std::string>{"get work failed", "get work failed", "get work answered"}));
    EXPECT_TRUE(run.timers().empty());
}

TEST(DryRun, NothingLeavesIt) {
    auto run = rehearse(
        "do:\n- say: {emit: {event: {with: {type: a.b, source: /x}}}}\n- pause: {wait: PT1H}\n- aside:\n    run:\n     "
        " "
        "shell: {command: 'rm -r /'}\n      await: false\n- child: {run: {workflow: {namespace: n, name: w, version: "
        "'1.0.0'}}}\n",
        "{}");
    EXPECT_EQ(told(run),
              (std::vector<std::string>{"say emit not published", "pause wait skipped", "aside shell not started"}));
    EXPECT_TRUE(run.published().empty());
    EXPECT_TRUE(run.calls().empty());
    ASSERT_EQ(run.children().size(), 1U);  // which is a dry run too
    EXPECT_TRUE(run.children()[0].dryRun);
}

TEST(DryRun, WaitsCanBeReal) {
    auto run = rehearse("do:\n- pause: {wait: PT1H}\n", R"({"waits": "real"})");
    EXPECT_EQ(run.machine().phase(), api::Phase::waiting);
    EXPECT_EQ(run.timers().size(), 1U);
}

TEST(DryRun, PeopleEventsAndChildrenCanBeMocked) {
    auto run = rehearse(
        "do:\n- ask: {call: approval, with: {subject: s}}\n- hear: {listen: {to: {one: {with: {type: a.b}}}}}\n- "
        "child: "
        "{run: {workflow: {namespace: n, name: w, version: '1.0.0'}}}\n- own: {call: mine, with: {x: 1}}\n"
        "use: {functions: {mine: {call: work}}}\n",
        R"({"mocks": [{"function": "approval", "output": {"outcome": "approved"}},
                      {"function": "listen", "output": [1]}, {"function": "n/w", "output": 2},
                      {"function": "mine", "output": 3}]})");
    EXPECT_EQ(run.machine().phase(), api::Phase::completed);
    EXPECT_EQ(*run.machine().output(), Json(3));
    EXPECT_TRUE(run.machine().approvals().empty());
    EXPECT_TRUE(run.subscriptions().empty());
    EXPECT_TRUE(run.children().empty());
}

TEST(DryRun, AListenerWithoutAMockWaitsAndSaysSo) {
    auto run = rehearse("do:\n- hear: {listen: {to: {one: {with: {type: a.b}}}}}\n", "{}");
    EXPECT_EQ(told(run), std::vector<std::string>{"hear listen waiting"});
    EXPECT_EQ(run.event(R"({"specversion": "1.0", "id": "1", "source": "/x", "type": "a.b", "data": 7})"), 1);
    EXPECT_EQ(*run.machine().output(), json("[7]"));
}

TEST(DryRun, ArgumentsAreChecked) {
    auto run = rehearse("do:\n- go: {run: {shell: {command: '${ 1 }'}}}\n",
                        R"({"mocks": [{"function": "shell", "output": "x"}]})");
    EXPECT_EQ(run.machine().phase(), api::Phase::faulted);
    EXPECT_TRUE(sameErrorType(run.machine().summary().error->type, errorType("validation")));
    EXPECT_TRUE(told(run).empty());
}

TEST(DryRun, APlanNamesWhatIsWrong) {
    EXPECT_EQ(refusal("[]"), "");
    EXPECT_EQ(refusal(R"({"mock": []})"), "/mock");
    EXPECT_EQ(refusal(R"({"waits": "never"})"), "/waits");
    EXPECT_EQ(refusal(R"({"mocks": [1]})"), "/mocks/0");
    EXPECT_EQ(refusal(R"({"mocks": [{"output": 1}]})"), "/mocks/0");
    EXPECT_EQ(refusal(R"({"mocks": [{"task": "a"}]})"), "/mocks/0");
    EXPECT_EQ(refusal(R"({"mocks": [{"task": "a", "output": 1, "error": {"type": "timeout"}}]})"), "/mocks/0");
    EXPECT_EQ(refusal(R"({"mocks": [{"task": "a", "error": {}}]})"), "/mocks/0/error");
    EXPECT_EQ(refusal(R"({"mocks": [{"task": "a", "error": {"type": "bogus"}}]})"), "/mocks/0/error/type");
    EXPECT_EQ(refusal(R"({"mocks": [{"task": "a", "error": {"type": "timeout", "status": "x"}}]})"),
              "/mocks/0/error/status");
    EXPECT_EQ(refusal(R"({"mocks": [{"task": "", "output": 1}]})"), "/mocks/0/task");
    EXPECT_EQ(refusal(R"({"mocks": [{"task": "a", "output": 1, "times": 0}]})"), "/mocks/0/times");
    EXPECT_EQ(refusal(R"({"mocks": [{"task": "a", "answer": 1}]})"), "/mocks/0/answer");
    Json many = json(R"({"mocks": []})");
    many.as_object()["mocks"].as_array().resize(kMaxMocks + 1, json(R"({"task": "a", "output": 1})"));
    EXPECT_FALSE(parseDryRun(many).ok());
    many.as_object()["mocks"].as_array().pop_back();
    EXPECT_TRUE(parseDryRun(many).ok());
}

TEST(DryRun, WhatWouldBeRefusedIsSuggested) {
    const auto definition = define(
        "do:\n- get: {call: work}\n- set: {set: {a: 1}}\n- ask: {call: approval, with: {subject: s}}\n- aside: {run: "
        "{shell: {command: x}, await: false}}\n- hear: {listen: {to: {one: {with: {type: a.b}}}}}\n");
    const auto plan = suggestMocks(*definition);
    EXPECT_EQ(plan, json(R"({"mocks": [{"task": "/do/0/get", "function": "work", "output": null},
                                       {"task": "/do/2/ask", "function": "approval", "output": null},
                                       {"task": "/do/4/hear", "function": "listen", "output": []}],
                             "waits": "skip"})"));
    EXPECT_TRUE(parseDryRun(plan).ok());
}

}  // namespace beamline::core::testing
