// SPDX-License-Identifier: Apache-2.0
// Policies, decisions and extensions by the operations of the port, on a real journal.
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

namespace {

/// Answers {status: ok} and the message as it was, or what the test says.
class DeskCaller : public routing::Caller {
public:
    Answer call(const routing::Extension& extension, const routing::Instance&, const boost::json::object&,
                std::chrono::milliseconds, const std::string&) override {
        const std::lock_guard lock(m_mutex);
        ++calls[extension.id];
        if (broken) {
            return routing::CallError{routing::CallError::Kind::unavailable, "nobody listens"};
        }
        return boost::json::object{{"status", "ok"}};
    }
    std::map<std::string, int> calls;
    std::atomic<bool> broken = false;

private:
    std::mutex m_mutex;
};

class RoutingDeskTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        m_options.routing.caller = m_caller;
    }
    template <class Op>
    api::Result<typename Op::Reply> ask(Op op, const std::string& tenant = "acme", const std::string& user = "ann") {
        api::RequestContext context;
        context.user = user;
        context.tenant = tenant;
        return api::callAndWait(*m_engine, std::move(op), std::move(context));
    }
    static api::Json policy(const std::string& text) { return boost::json::parse(text); }
    api::Result<api::PolicyReply> put(const std::string& id, const std::string& text, std::int64_t replaces = -1,
                                      const std::string& tenant = "acme") {
        return ask(api::PutPolicy{id, policy(text), "because", replaces}, tenant);
    }
    api::RouteReply decide(boost::json::object more = {}, const std::string& tenant = "acme") {
        boost::json::object body{{"version", "1"},
                                 {"tenant_id", tenant},
                                 {"request_id", "r" + std::to_string(++m_requests)},
                                 {"policy_id", "p"},
                                 {"task", {{"type", "chat"}, {"payload", {{"text", "hello there"}}}}}};
        for (const auto& [name, value] : more) {
            body[name] = value;
        }
        auto reply = ask(api::DecideRoute{body}, tenant);
        EXPECT_TRUE(reply.ok()) << (reply.ok() ? "" : reply.error().message);
        return reply.ok() ? *reply : api::RouteReply{};
    }
    static std::string providerOf(const api::RouteReply& reply) {
        const auto* decision = reply.response.as_object().if_contains("decision");
        return decision ? std::string(decision->at("provider_id").as_string()) : std::string();
    }
    static std::string errorOf(const api::RouteReply& reply) {
        const auto* error = reply.response.as_object().if_contains("error");
        return error ? std::string(error->at("code").as_string()) : std::string();
    }
    api::RouteDecision recorded(const std::string& id, const std::string& tenant = "acme") {
        std::optional<api::RouteDecision> found;
        EXPECT_TRUE(eventually([&] {
            auto reply = ask(api::GetDecision{id}, tenant);
            if (reply.ok()) {
                found = std::move(reply->decision);
            }
            return found.has_value();
        }));
        return found.value_or(api::RouteDecision{});
    }
    std::shared_ptr<DeskCaller> m_caller = std::make_shared<DeskCaller>();
    int m_requests = 0;
};

constexpr const char* kDeskPolicy =
    R"({"version": "1.0", "providers": [{"name": "a", "weight": 50}, {"name": "b", "weight": 50}]})";
constexpr const char* kDeskOnlyB = R"({"version": "1.1", "providers": [{"name": "b", "weight": 50}]})";
constexpr const char* kDeskSticky = R"({"version": "1.0", "sticky": {"enabled": true, "ttl": "1h"},
    "providers": [{"name": "a", "weight": 50}, {"name": "b", "weight": 50}]})";
constexpr const char* kDeskGuard =
    R"({"id": "guard", "type": "validator", "subject": "beamline.ext.validate.guard.v1", "version": "1.0.0"})";
}  // namespace

TEST_F(RoutingDeskTest, PoliciesHaveVersionsThatAreListedReadAndPutAgain) {
    open();
    const auto first = put("p", kDeskPolicy, 0);
    ASSERT_TRUE(first.ok()) << first.error().message;
    EXPECT_EQ(first->policy.version, 1);
    EXPECT_EQ(first->policy.author, "ann");
    EXPECT_EQ(first->policy.comment, "because");
    EXPECT_EQ(first->policy.providers, (std::vector<std::string>{"a", "b"}));
    ASSERT_TRUE(put("p", kDeskOnlyB, 1).ok());
    EXPECT_EQ(put("p", kDeskPolicy, 1).error().code, api::code::kStale);
    ASSERT_TRUE(put("q", kDeskPolicy).ok());
    reopen();
    auto listed = ask(api::ListPolicies{});
    ASSERT_EQ(listed->items.size(), 2U);
    EXPECT_EQ(listed->items[0].policy, "p");
    EXPECT_EQ(listed->items[0].version, 2);
    const auto versions = ask(api::ListPolicies{"p"});
    ASSERT_EQ(versions->items.size(), 2U);
    EXPECT_FALSE(versions->items[1].latest);
    const auto page = ask(api::ListPolicies{"p", false, 1});
    ASSERT_EQ(page->items.size(), 1U);
    EXPECT_EQ(ask(api::ListPolicies{"p", false, 1, page->next})->items.at(0).version, 1);
    EXPECT_EQ(ask(api::GetPolicy{"p", 1})->document, policy(kDeskPolicy));
    EXPECT_EQ(ask(api::GetPolicy{"p"})->document, policy(kDeskOnlyB));
    EXPECT_EQ(ask(api::GetPolicy{"p", 9}).error().code, api::code::kNotFound);
    EXPECT_EQ(providerOf(decide()), "b");
    ASSERT_TRUE(ask(api::DeletePolicy{"p", "no more"}).ok());
    EXPECT_EQ(errorOf(decide()), "policy_not_found");
    EXPECT_EQ(ask(api::ListPolicies{})->items.size(), 1U);
    EXPECT_EQ(ask(api::ListPolicies{{}, true})->items.size(), 2U);
    EXPECT_EQ(ask(api::GetPolicy{"p", 1})->document, policy(kDeskPolicy)) << "its versions stay";
}

TEST_F(RoutingDeskTest, MistakesAreAllToldWithTheirPlacesAndNothingIsStored) {
    open();
    const auto refused = put("p", R"({"version": 1, "providers": [{"name": "A B", "weight": 101}]})");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, api::code::kInvalidDefinition);
    std::set<std::string> places;
    for (const auto& problem : refused.error().detail.as_array()) {
        places.insert(std::string(problem.at("pointer").as_string()));
    }
    for (const auto* place : {"/version", "/providers/0/name", "/providers/0/weight"}) {
        EXPECT_TRUE(places.contains(place)) << place;
    }
    EXPECT_TRUE(ask(api::ListPolicies{})->items.empty());
    const auto check = ask(api::ValidatePolicy{
        policy(R"({"version": "1.0", "providers": [{"name": "a", "weight": 1}], "validators": [{"id": "guard"}]})")});
    ASSERT_TRUE(check.ok());
    EXPECT_TRUE(check->valid);
    ASSERT_FALSE(check->problems.empty());
    EXPECT_EQ(check->problems.back().pointer, "/validators/0/id") << "there is no such extension yet";
    EXPECT_EQ(check->complexity.validators, 1);
}

TEST_F(RoutingDeskTest, DecisionsAreRecordedWithTheirReasonsAndFoundAgain) {
    open();
    ASSERT_TRUE(put("p", kDeskPolicy).ok());
    const auto reply = decide({{"trace_id", "0af7651916cd43dd8448eb211c80319c"}});
    const auto why = recorded(reply.decision);
    EXPECT_EQ(why.provider, providerOf(reply));
    EXPECT_EQ(why.candidates.size(), 2U);
    EXPECT_FALSE(why.steps.empty());
    EXPECT_EQ(why.policyVersion, 1);
    const auto failed = decide({{"policy_id", "none"}});
    EXPECT_EQ(recorded(failed.decision).errorCode, "policy_not_found");
    for (int i = 0; i < 20; ++i) {
        decide();
    }
    reopen();
    EXPECT_EQ(ask(api::ListDecisions{})->items.size(), 22U);
    EXPECT_EQ(ask(api::ListDecisions{"p"})->items.size(), 21U);
    EXPECT_EQ(ask(api::ListDecisions{{}, {}, "0af7651916cd43dd8448eb211c80319c"})->items.size(), 1U);
    EXPECT_EQ(ask(api::ListDecisions{{}, {}, {}, true})->items.size(), 1U);
    auto page = ask(api::ListDecisions{{}, {}, {}, false, 0, 0, 15});
    ASSERT_EQ(page->items.size(), 15U);
    EXPECT_TRUE(page->items[0].steps.empty()) << "lists are short";
    EXPECT_EQ(ask(api::ListDecisions{{}, {}, {}, false, 0, 0, 15, page->next})->items.size(), 7U);
    const auto providers = ask(api::ListProviders{});
    ASSERT_EQ(providers->items.size(), 2U);
    EXPECT_EQ(providers->items[0].circuit, "closed");
}

TEST_F(RoutingDeskTest, SessionsAndAnswersSurviveARestart) {
    open();
    ASSERT_TRUE(put("p", kDeskSticky).ok());
    const auto first = decide({{"context", {{"session_id", "s"}}}, {"idempotency_key", "k"}});
    for (int i = 0; i < 5; ++i) {
        reopen();
        const auto next = decide({{"context", {{"session_id", "s"}}}});
        EXPECT_EQ(providerOf(next), providerOf(first));
        EXPECT_EQ(next.response.at("decision").at("reason").as_string(), "sticky");
    }
    const auto again = decide({{"context", {{"session_id", "s"}}}, {"idempotency_key", "k"}});
    EXPECT_EQ(again.response.at("decision"), first.response.at("decision"));
}

TEST_F(RoutingDeskTest, OutcomesOpenCircuitsAndAreShown) {
    open();
    ASSERT_TRUE(put("p", R"({"version": "1.0", "circuit_breaker": {"enabled": true, "failure_threshold": 3},
        "providers": [{"name": "a", "weight": 50}, {"name": "b", "weight": 50}]})")
                    .ok());
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(ask(api::ReportOutcome{"a", false, 20, 0, "no answer"}).ok());
    }
    EXPECT_EQ(ask(api::ReportOutcome{"nobody", true, 1, 0, {}}).error().code, api::code::kNotFound);
    EXPECT_EQ(ask(api::ReportOutcome{"a", true, -1, 0, {}}).error().code, api::code::kInvalidArgument);
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(providerOf(decide()), "b");
    }
    const auto providers = ask(api::ListProviders{});
    EXPECT_EQ(providers->items.at(0).circuit, "open");
    EXPECT_EQ(providers->items.at(0).lastError, "no answer");
}

TEST_F(RoutingDeskTest, ATenantSeesAndDoesNothingOfAnother) {
    open();
    ASSERT_TRUE(put("p", kDeskPolicy, -1, "acme").ok());
    ASSERT_TRUE(put("p", kDeskOnlyB, -1, "other").ok());
    ASSERT_TRUE(ask(api::PutExtension{policy(kDeskGuard)}, "acme").ok());
    const auto decision = decide({}, "acme").decision;
    recorded(decision);
    EXPECT_EQ(ask(api::GetPolicy{"p"}, "other")->document, policy(kDeskOnlyB));
    EXPECT_TRUE(ask(api::ListPolicies{}, "third")->items.empty());
    EXPECT_EQ(ask(api::GetPolicy{"p"}, "third").error().code, api::code::kNotFound);
    EXPECT_EQ(ask(api::DeletePolicy{"p"}, "third").error().code, api::code::kNotFound);
    EXPECT_EQ(ask(api::GetDecision{decision}, "other").error().code, api::code::kNotFound);
    EXPECT_TRUE(ask(api::ListDecisions{}, "other")->items.empty());
    EXPECT_TRUE(ask(api::ListExtensions{}, "other")->items.empty());
    EXPECT_EQ(ask(api::GetExtension{"guard"}, "other").error().code, api::code::kNotFound);
    EXPECT_EQ(ask(api::ControlExtension{"guard", api::ExtensionAction::remove}, "other").error().code,
              api::code::kNotFound);
    EXPECT_EQ(ask(api::ReportOutcome{"a", true, 1, 0, {}}, "other").error().code, api::code::kNotFound);
    EXPECT_TRUE(ask(api::ListProviders{}, "third")->items.empty());
    EXPECT_EQ(ask(api::SimulatePolicy{"p"}, "third").error().code, api::code::kNotFound);
    boost::json::object body{{"version", "1"},
                             {"tenant_id", "acme"},
                             {"request_id", "r"},
                             {"policy_id", "p"},
                             {"task", {{"type", "chat"}, {"payload", {{"text", "hello there"}}}}}};
    EXPECT_EQ(ask(api::DecideRoute{body}, "other")->response.at("error").at("code").as_string(), "unauthorized");
    EXPECT_EQ(ask(api::DryRunRoute{body}, "other")->decision.errorCode, "unauthorized");
}

TEST_F(RoutingDeskTest, ExtensionsAreRegisteredSwitchedRolledBackAndRemoved) {
    open();
    const auto wrong = ask(api::PutExtension{policy(R"({"id": "G!", "type": "guard"})")});
    ASSERT_FALSE(wrong.ok());
    EXPECT_EQ(wrong.error().code, api::code::kInvalidDefinition);
    EXPECT_GE(wrong.error().detail.as_array().size(), 2U);
    const auto put1 = ask(api::PutExtension{policy(kDeskGuard), "first", 0});
    ASSERT_TRUE(put1.ok()) << put1.error().message;
    EXPECT_EQ(put1->extension.revision, 1);
    EXPECT_EQ(put1->extension.address, "beamline.ext.validate.guard.v1");
    EXPECT_EQ(put1->extension.health, "unknown");
    ASSERT_TRUE(
        put("p", R"({"version": "1.0", "validators": [{"id": "guard"}], "providers": [{"name": "a", "weight": 1}]})")
            .ok());
    EXPECT_EQ(providerOf(decide()), "a");
    EXPECT_EQ(m_caller->calls["guard"], 1);
    EXPECT_EQ(ask(api::GetExtension{"guard"})->info.health, "healthy");
    EXPECT_EQ(ask(api::ControlExtension{"guard", api::ExtensionAction::disable})->extension.revision, 2);
    EXPECT_EQ(errorOf(decide()), "validator_blocked") << "a stage that cannot be done follows its on_fail";
    EXPECT_EQ(m_caller->calls["guard"], 1);
    ASSERT_TRUE(ask(api::ControlExtension{"guard", api::ExtensionAction::rollback, 1}).ok());
    EXPECT_EQ(providerOf(decide()), "a");
    EXPECT_EQ(ask(api::ListExtensions{"guard"})->items.size(), 3U);
    EXPECT_EQ(ask(api::ControlExtension{"guard", api::ExtensionAction::rollback, 9}).error().code,
              api::code::kNotFound);
    EXPECT_EQ(ask(api::ControlExtension{"guard", api::ExtensionAction::rollback}).error().code,
              api::code::kInvalidArgument);
    ASSERT_TRUE(ask(api::ControlExtension{"guard", api::ExtensionAction::remove}).ok());
    EXPECT_TRUE(ask(api::ListExtensions{})->items.empty());
    EXPECT_EQ(ask(api::ControlExtension{"guard", api::ExtensionAction::enable}).error().code, api::code::kNotFound);
}

TEST_F(RoutingDeskTest, ADryRunTriesAPolicyThatIsNotStoredAndLeavesNothing) {
    open();
    ASSERT_TRUE(put("p", kDeskPolicy).ok());
    boost::json::object body{{"version", "1"},
                             {"tenant_id", "acme"},
                             {"request_id", "r"},
                             {"policy_id", "p"},
                             {"task", {{"type", "chat"}, {"payload", {{"text", "hello there"}}}}}};
    const auto tried = ask(api::DryRunRoute{body, policy(kDeskOnlyB)});
    ASSERT_TRUE(tried.ok()) << tried.error().message;
    EXPECT_EQ(tried->decision.provider, "b");
    EXPECT_EQ(tried->message.at("message_type").as_string(), "chat");
    EXPECT_EQ(ask(api::DryRunRoute{body, policy("{}")}).error().code, api::code::kInvalidDefinition);
    EXPECT_EQ(ask(api::DryRunRoute{body})->decision.policyVersion, 1);
    EXPECT_TRUE(ask(api::ListDecisions{})->items.empty());
}

TEST_F(RoutingDeskTest, APolicyIsSimulatedOnWhatWasRecorded) {
    open();
    ASSERT_TRUE(put("p", kDeskPolicy).ok());
    std::string last;
    for (int i = 0; i < 100; ++i) {
        last = decide().decision;
    }
    recorded(last);
    const auto same = ask(api::SimulatePolicy{"p"});
    ASSERT_TRUE(same.ok()) << same.error().message;
    EXPECT_EQ(same->decisions, 100);
    const auto moved = ask(api::SimulatePolicy{"p", policy(kDeskOnlyB)});
    ASSERT_EQ(moved->shares.size(), 2U);
    EXPECT_EQ(moved->shares[0].after, 0);
    EXPECT_EQ(moved->shares[1].after, 100);
    EXPECT_EQ(moved->changed, moved->shares[0].before);
    EXPECT_EQ(ask(api::SimulatePolicy{"p", policy("{}")}).error().code, api::code::kInvalidDefinition);
}

TEST_F(RoutingDeskTest, ManyDecisionsAtOnceAreAllAnsweredAndKept) {
    open();
    ASSERT_TRUE(put("p", kDeskPolicy).ok());
    constexpr int kEach = 200;
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < kEach; ++i) {
                boost::json::object body{{"version", "1"},
                                         {"tenant_id", "acme"},
                                         {"request_id", std::to_string(t) + "." + std::to_string(i)},
                                         {"policy_id", "p"},
                                         {"task", {{"type", "chat"}, {"payload", {{"text", "hello there"}}}}}};
                const auto reply = ask(api::DecideRoute{body});
                good += reply.ok() && reply->response.at("ok").as_bool() ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(good, 4 * kEach);
    close();
    open();
    EXPECT_EQ(ask(api::ListDecisions{{}, {}, {}, false, 0, 0, 1000})->items.size(), 4U * kEach);
}

}  // namespace beamline::test
