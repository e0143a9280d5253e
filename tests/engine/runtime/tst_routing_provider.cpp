// SPDX-License-Identifier: Apache-2.0
// `call: provider`: tasks that are done by whom a policy chooses.
#include "engine/api/json_codec.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

namespace {

/// Providers and stages that do what the test says.
class ProviderScript : public routing::Caller {
public:
    using Function = std::function<Answer(const boost::json::object& request)>;
    Answer call(const routing::Extension& extension, const routing::Instance&, const boost::json::object& request,
                std::chrono::milliseconds, const std::string&) override {
        Function function;
        {
            const std::lock_guard lock(m_mutex);
            ++m_calls[extension.id];
            m_requests.push_back(request);
            function = m_functions[extension.id];
        }
        return function ? function(request)
                        : Answer(routing::CallError{routing::CallError::Kind::unavailable, "nobody listens"});
    }
    void set(const std::string& id, Function function) {
        const std::lock_guard lock(m_mutex);
        m_functions[id] = std::move(function);
    }
    int calls(const std::string& id) {
        const std::lock_guard lock(m_mutex);
        return m_calls[id];
    }
    boost::json::object last() {
        const std::lock_guard lock(m_mutex);
        return m_requests.empty() ? boost::json::object() : m_requests.back();
    }

private:
    std::mutex m_mutex;
    std::map<std::string, Function> m_functions;
    std::map<std::string, int> m_calls;
    std::vector<boost::json::object> m_requests;
};

ProviderScript::Function answering(const std::string& output) {
    return [output](const boost::json::object&) {
        return boost::json::object{{"output", output},
                                   {"usage", {{"prompt_tokens", 12}, {"completion_tokens", 3}}},
                                   {"metadata", {{"model", "m1"}}}};
    };
}

routing::Caller::Answer noAnswer(const boost::json::object&) {
    return routing::CallError{routing::CallError::Kind::unavailable, "it is down"};
}

class RoutingProviderTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        m_options.routing.caller = m_script;
    }
    void putPolicy(const std::string& text) {
        const auto put = call(api::PutPolicy{"default", boost::json::parse(text)});
        ASSERT_TRUE(put.ok()) << put.error().message << boost::json::serialize(put.error().detail);
    }
    void addExtension(const std::string& id, const std::string& type, const std::string& more = {}) {
        const auto put = call(api::PutExtension{boost::json::parse(R"({"id": ")" + id + R"(", "type": ")" + type +
                                                                   R"(", "version": "1.0.0")" + more + "}")});
        ASSERT_TRUE(put.ok()) << put.error().message << boost::json::serialize(put.error().detail);
    }
    /// Runs the task and answers its output, or its error.
    api::Json ask(const std::string& context = "{}", const std::string& timeout = {}) {
        const auto name = "asks" + std::to_string(++m_workflows);
        deploy(name, "  - one: {call: provider, with: {type: chat, payload: {text: 'Good morning'}, context: " +
                         context + (timeout.empty() ? "" : ", timeout: " + timeout) + "}}\n");
        m_run = start(name);
        EXPECT_TRUE(eventually([&] { return detail(m_run).run.endedAt > 0 || detail(m_run).run.error.has_value(); }));
        const auto run = detail(m_run);
        return run.run.error ? api::toJson(*run.run.error) : run.output;
    }
    std::vector<api::RouteDecision> decisions() {
        std::vector<api::RouteDecision> found;
        const auto listed = call(api::ListDecisions{});
        for (const auto& one : listed->items) {
            found.push_back(call(api::GetDecision{one.id})->decision);
        }
        return found;
    }
    std::shared_ptr<ProviderScript> m_script = std::make_shared<ProviderScript>();
    std::string m_run;
    int m_workflows = 0;
};

constexpr const char* kFallback = R"({"version": "1.0", "providers": [{"name": "main_model", "weight": 100}],
    "fallbacks": [{"when": {"status": ["error", "timeout"]}, "retry": 2, "backoff": {"strategy": "fixed", "base_ms": 1, "jitter": false},
                   "to": "spare_model"}]})";
}  // namespace

TEST_F(RoutingProviderTest, TheChosenProviderDoesTheTask) {
    open();
    addExtension("main_model", "provider", R"(, "cost_per_call": 0.25)");
    putPolicy(R"({"version": "1.0", "providers": [{"name": "main_model", "weight": 100}]})");
    m_script->set("main_model", answering("Hello!"));
    const auto output = ask("{tier: gold}");
    ASSERT_TRUE(output.is_object()) << output;
    EXPECT_EQ(output.at("provider").as_string(), "main_model");
    EXPECT_EQ(output.at("output").as_string(), "Hello!");
    EXPECT_EQ(output.at("usage").at("completion_tokens").to_number<int>(), 3);
    EXPECT_EQ(output.at("metadata").at("model").as_string(), "m1");
    EXPECT_EQ(output.at("attempts").to_number<int>(), 1);
    const auto asked = m_script->last();
    EXPECT_EQ(asked.at("prompt").as_string(), "Good morning");
    EXPECT_EQ(asked.at("context").at("tier").as_string(), "gold");
    EXPECT_TRUE(asked.at("context").as_object().contains("idempotency_key"));
    ASSERT_TRUE(eventually([&] { return decisions().size() == 1; }));
    EXPECT_EQ(decisions()[0].run, m_run);
    EXPECT_EQ(decisions()[0].id, output.at("decision").as_string());
    const auto provider = call(api::ListProviders{})->items.at(0);
    EXPECT_EQ(provider.calls, 1);
}

TEST_F(RoutingProviderTest, APayloadMayBeATextAndAsShortAsItIs) {
    open();
    addExtension("main_model", "provider");
    putPolicy(R"({"version": "1.0", "providers": [{"name": "main_model", "weight": 100}]})");
    m_script->set("main_model", answering("Hello!"));
    deploy("text", "  - one: {call: provider, with: {type: chat, payload: Hi}}\n");
    const auto run = start("text");
    ASSERT_TRUE(await(run, "run.completed")) << boost::json::serialize(api::toJson(detail(run).run));
    EXPECT_EQ(m_script->last().at("prompt").as_string(), "Hi");
    deploy("short", "  - one: {call: provider, with: {type: chat, payload: {a: 1}}}\n");
    EXPECT_TRUE(await(start("short"), "run.completed"));
}

TEST_F(RoutingProviderTest, AFailingOneIsRetriedThenAnotherIsAsked) {
    open();
    addExtension("main_model", "provider");
    addExtension("spare_model", "provider");
    putPolicy(kFallback);
    m_script->set("main_model", noAnswer);
    m_script->set("spare_model", answering("From the spare one"));
    const auto output = ask();
    ASSERT_TRUE(output.as_object().contains("provider")) << output;
    EXPECT_EQ(output.at("provider").as_string(), "spare_model");
    EXPECT_EQ(output.at("reason").as_string(), "fallback");
    EXPECT_GE(m_script->calls("main_model"), 2) << "it was tried again first";
    ASSERT_TRUE(eventually([&] { return decisions().size() == 1; }));
    const auto steps = decisions()[0].steps;
    EXPECT_GE(std::count_if(steps.begin(), steps.end(), [](const auto& step) { return step.step == "call"; }), 2);
}

TEST_F(RoutingProviderTest, WhenNobodyAnswersTheTaskFailsAndSaysWhy) {
    open();
    addExtension("main_model", "provider");
    putPolicy(R"({"version": "1.0", "providers": [{"name": "main_model", "weight": 100}]})");
    m_script->set("main_model", noAnswer);
    const auto error = ask();
    EXPECT_EQ(error.at("status").to_number<int>(), 503) << error;
    EXPECT_NE(std::string(error.at("detail").as_string()).find("it is down"), std::string::npos) << error;
    putPolicy(R"({"version": "1.0", "providers": [{"name": "nobody", "weight": 100}]})");
    EXPECT_NE(boost::json::serialize(ask()).find("not registered"), std::string::npos);
    ASSERT_TRUE(call(api::DeletePolicy{"default"}).ok());
    EXPECT_NE(boost::json::serialize(ask()).find("There is no policy"), std::string::npos);
}

TEST_F(RoutingProviderTest, AValidatorStopsItAndAPostProcessorChangesTheAnswer) {
    open();
    addExtension("main_model", "provider");
    addExtension("guard", "validator");
    addExtension("mask", "post");
    putPolicy(R"({"version": "1.0", "providers": [{"name": "main_model", "weight": 100}],
        "validators": [{"id": "guard"}], "post": [{"id": "mask", "mode": "required"}]})");
    m_script->set("main_model", answering("call 555-12-3456"));
    m_script->set("guard", [](const auto&) { return boost::json::object{{"status", "ok"}}; });
    m_script->set("mask", [](const boost::json::object& request) {
        auto message = request.at("payload").as_object();
        message["payload"] = "masked " + std::string(message.at("payload").as_string()).substr(0, 4);
        return boost::json::object{{"payload", message}};
    });
    EXPECT_EQ(ask().at("output").as_string(), "masked call");
    m_script->set("guard", [](const auto&) { return boost::json::object{{"status", "reject"}, {"reason", "pii"}}; });
    const auto error = ask();
    EXPECT_NE(std::string(error.at("type").as_string()).find("authorization"), std::string::npos) << error;
    EXPECT_EQ(m_script->calls("main_model"), 1) << "the provider was not asked";
}

TEST_F(RoutingProviderTest, ASlowOneIsHedgedAndTheFasterAnswerCounts) {
    Gate gate;
    open();
    addExtension("main_model", "provider");
    addExtension("spare_model", "provider");
    putPolicy(R"({"version": "1.0", "hedge": {"enabled": true, "after_ms": 20}, "providers": [
        {"name": "main_model", "weight": 100, "priority": 90}, {"name": "spare_model", "weight": 100, "priority": 10}]})");
    blocks::CancelToken never;
    m_script->set("main_model", [&](const boost::json::object& request) {
        gate.pass(never);
        return answering("late")(request);
    });
    m_script->set("spare_model", answering("in time"));
    const auto output = ask();
    ASSERT_TRUE(output.as_object().contains("provider")) << output;
    EXPECT_EQ(output.at("provider").as_string(), "spare_model");
    EXPECT_EQ(output.at("output").as_string(), "in time");
    gate.open();
    close();
}

TEST_F(RoutingProviderTest, AShadowGetsACopyAndItsAnswerIsThrownAway) {
    open();
    addExtension("main_model", "provider");
    addExtension("new_model", "provider");
    putPolicy(R"({"version": "1.0", "shadow": [{"provider": "new_model", "percent": 100}],
        "providers": [{"name": "main_model", "weight": 100}]})");
    m_script->set("main_model", answering("Hello!"));
    m_script->set("new_model", answering("Hi!"));
    EXPECT_EQ(ask().at("output").as_string(), "Hello!");
    EXPECT_TRUE(eventually([&] { return m_script->calls("new_model") == 1; }));
    EXPECT_TRUE(eventually([&] {
        const auto providers = call(api::ListProviders{});
        return providers->items.size() == 2 && providers->items[1].calls == 1;
    })) << "how it did is measured";
}

TEST_F(RoutingProviderTest, ARunThatIsCancelledDoesNotWaitForItsProvider) {
    Gate gate;
    open();
    addExtension("main_model", "provider");
    putPolicy(R"({"version": "1.0", "providers": [{"name": "main_model", "weight": 100}]})");
    blocks::CancelToken never;
    m_script->set("main_model", [&](const boost::json::object& request) {
        gate.pass(never);
        return answering("late")(request);
    });
    deploy("asks", "  - one: {call: provider, with: {type: chat, payload: {text: 'Good morning'}}}\n");
    const auto run = start("asks");
    ASSERT_TRUE(gate.awaitArrivals(1));
    ASSERT_TRUE(call(api::CancelRun{run, "enough"}).ok());
    EXPECT_TRUE(await(run, "run.cancelled"));
    gate.open();
    close();
}

TEST_F(RoutingProviderTest, ATimeIsKept) {
    open();
    addExtension("main_model", "provider");
    putPolicy(kFallback);
    m_script->set("main_model", [](const boost::json::object&) -> routing::Caller::Answer {
        return routing::CallError{routing::CallError::Kind::timeout, "it did not answer"};
    });
    const auto error = ask("{}", "1");
    EXPECT_TRUE(error.as_object().contains("type")) << error;
}

}  // namespace beamline::test
