// SPDX-License-Identifier: Apache-2.0
// Acting in another's place, escalating by hand and putting off: the rules by themselves, in a run, and whose queue a
// request is in.
#include "engine/core/approval/inbox.h"
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

constexpr api::Timestamp kDay = 24 * 3'600'000;
using Queue = api::ApprovalQueue;

api::Approval inboxRaised(const char* arguments) {
    api::Approval identity;
    identity.id = "RUN.1";
    identity.requester = "ada";
    identity.workflow = "pay-out";
    auto result = raiseApproval(identity, json(arguments), 1000);
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().message);
    return result.ok() ? *result : api::Approval{};
}

api::Decision inboxSays(const api::Approval& approval, std::string who, api::Timestamp at = 2000,
                        api::Outcome outcome = api::Outcome::approve) {
    return {std::move(who), {}, at, outcome, "", Json(), approval.hash, ""};
}

api::Delegation inboxGives(std::string by, std::string to, api::Timestamp until = 10'000,
                           std::vector<std::string> groups = {}) {
    return {std::move(by), std::move(groups), std::move(to), 1500, until, "on leave"};
}

std::string codeOf(const api::Result<api::Approval>& result) {
    EXPECT_TRUE(result.ok() || result.error().message.size() > 20) << result.error().message;
    return result.ok() ? "" : result.error().code;
}

TEST(Delegation, TheDelegateDecidesInTheirPlaceUntilThen) {
    auto a = inboxRaised(R"({"subject":"S","candidates":{"groups":["finance"]}})");
    EXPECT_EQ(decidesFor(a, "bob", {}, 1500).error().code, api::code::kForbidden);
    a = *delegate(a, inboxGives("zoe", "bob", 10'000, {"finance"}));
    EXPECT_EQ(*decidesFor(a, "bob", {}, 1500), "zoe");
    EXPECT_EQ(*decidesFor(a, "bob", {"finance"}, 1500), "") << "in their own right, when they have one";
    EXPECT_EQ(*decidesFor(a, "zoe", {"finance"}, 1500), "") << "who delegates still may";
    EXPECT_EQ(decidesFor(a, "bob", {}, 10'000).error().code, api::code::kForbidden) << "over";
    EXPECT_NE(decidesFor(a, "bob", {}, 10'000).error().message.find("over"), std::string::npos);
    EXPECT_EQ(codeOf(decide(a, inboxSays(a, "bob", 10'000))), api::code::kForbidden);
    const auto decided = decide(a, inboxSays(a, "bob"));
    ASSERT_TRUE(decided.ok()) << decided.error().message;
    EXPECT_EQ(decided->state, api::ApprovalState::approved);
    EXPECT_EQ(decided->decisions.at(0).by, "bob");
    EXPECT_EQ(decided->decisions.at(0).onBehalfOf, "zoe");
    EXPECT_EQ(*decide(*decided, inboxSays(a, "bob", 99'000)), *decided) << "sent again when its answer was lost";
    EXPECT_EQ(approvalHash(*decided), a.hash);
    EXPECT_EQ(approvalOutput(*decided).at("decisions").at(0).at("onBehalfOf"), "zoe");
    auto forged = inboxSays(a, "zoe");
    forged.groups = {"finance"};
    forged.onBehalfOf = "chief";
    EXPECT_EQ(decide(a, forged)->decisions.at(0).onBehalfOf, "") << "told by the rules, not by who decides";
}

TEST(Delegation, IsReplacedTakenBackAndSaidTwice) {
    auto a = inboxRaised(R"({"subject":"S","candidates":{"users":["zoe"]}})");
    a.claimedBy = "zoe";
    a.snoozed["zoe"] = 5000;
    a = *delegate(a, inboxGives("zoe", "bob"));
    EXPECT_EQ(a.claimedBy, "") << "they are no longer at it";
    EXPECT_TRUE(a.snoozed.empty());
    EXPECT_EQ(*delegate(a, inboxGives("zoe", "bob")), a);
    a = *delegate(a, inboxGives("zoe", "cy"));
    ASSERT_EQ(a.delegations.size(), 1U);
    EXPECT_FALSE(decidesFor(a, "bob", {}, 1600).ok());
    EXPECT_EQ(*decidesFor(a, "cy", {}, 1600), "zoe");
    a = *delegate(a, inboxGives("zoe", ""));
    EXPECT_TRUE(a.delegations.empty());
    EXPECT_EQ(*delegate(a, inboxGives("zoe", "")), a) << "there is nothing to take back";
    EXPECT_EQ(*delegate(a, inboxGives("eve", "")), a);
}

TEST(Delegation, NeedsARightOfOnesOwn) {
    const auto a =
        *delegate(inboxRaised(R"({"subject":"S","candidates":{"users":["zoe"]}})"), inboxGives("zoe", "bob"));
    EXPECT_EQ(codeOf(delegate(a, inboxGives("eve", "cy"))), api::code::kForbidden);
    EXPECT_EQ(codeOf(delegate(a, inboxGives("", "cy"))), api::code::kForbidden);
    const auto on = delegate(a, inboxGives("bob", "cy"));
    EXPECT_EQ(codeOf(on), api::code::kForbidden);
    EXPECT_NE(on.error().message.find("delegate it on"), std::string::npos) << on.error().message;
    EXPECT_EQ(codeOf(delegate(*decide(a, inboxSays(a, "bob")), inboxGives("zoe", "cy"))), api::code::kConflict);
}

TEST(Delegation, RefusesWhatMakesNoSense) {
    const auto a = inboxRaised(R"({"subject":"S","quorum":3})");
    EXPECT_EQ(codeOf(delegate(a, inboxGives("zoe", "zoe"))), api::code::kInvalidArgument);
    EXPECT_EQ(codeOf(delegate(a, inboxGives("zoe", "bob", 1500))), api::code::kInvalidArgument);
    EXPECT_EQ(codeOf(delegate(a, inboxGives("zoe", "bob", 1500 + api::kMaxDelegation))), "");
    EXPECT_EQ(codeOf(delegate(a, inboxGives("zoe", "bob", 1501 + api::kMaxDelegation))), api::code::kInvalidArgument);
    EXPECT_EQ(codeOf(delegate(a, inboxGives("zoe", std::string(kMaxUserBytes + 1, 'x')))), api::code::kInvalidArgument);
    auto wordy = inboxGives("zoe", "bob");
    wordy.comment.assign(kMaxCommentBytes + 1, 'x');
    EXPECT_EQ(codeOf(delegate(a, wordy)), api::code::kInvalidArgument);
    const auto given = *delegate(a, inboxGives("zoe", "bob"));
    EXPECT_EQ(codeOf(delegate(given, inboxGives("bob", "zoe"))), api::code::kConflict) << "it would wait for nobody";
    auto full = a;
    for (std::size_t i = 0; i < kMaxApprovalDelegations; ++i) {
        full.delegations.push_back(inboxGives("user" + std::to_string(i), "bob"));
    }
    EXPECT_EQ(codeOf(delegate(full, inboxGives("zoe", "bob"))), api::code::kConflict);
    for (auto& old : full.delegations) {
        old.until = 1000;
    }
    EXPECT_EQ(delegate(full, inboxGives("zoe", "bob"))->delegations.size(), 1U) << "what is over makes room";
}

TEST(Delegation, FourEyesHoldForBoth) {
    const auto a =
        inboxRaised(R"({"subject":"S","requesterMayDecide":false,"candidates":{"users":["ada","bob","zoe"]}})");
    EXPECT_EQ(codeOf(delegate(a, inboxGives("ada", "cy"))), api::code::kForbidden)
        << "the requester has no right to give";
    EXPECT_EQ(codeOf(delegate(a, inboxGives("zoe", "ada"))), api::code::kForbidden) << "nor may they get one";
    auto smuggled = a;
    smuggled.delegations.push_back(inboxGives("zoe", "ada"));
    EXPECT_EQ(codeOf(decide(smuggled, inboxSays(a, "ada"))), api::code::kForbidden);
    smuggled.delegations = {inboxGives("ada", "cy")};
    EXPECT_EQ(codeOf(decide(smuggled, inboxSays(a, "cy"))), api::code::kForbidden);
    const auto allowed = inboxRaised(R"({"subject":"S","candidates":{"users":["zoe"]}})");
    EXPECT_EQ(codeOf(delegate(allowed, inboxGives("zoe", "ada"))), "") << "unless requesters may";
}

TEST(Delegation, OnePersonIsOneApproverWhoeverTheyActFor) {
    const auto two = inboxRaised(R"({"subject":"S","quorum":2,"candidates":{"users":["zoe","cy","dan"]}})");
    auto a = *delegate(*delegate(two, inboxGives("zoe", "bob")), inboxGives("cy", "bob"));
    a = *decide(a, inboxSays(a, "bob"));
    EXPECT_EQ(a.state, api::ApprovalState::waiting);
    EXPECT_EQ(a.decisions.at(0).onBehalfOf, "zoe");
    ASSERT_EQ(a.delegations.size(), 1U) << "what cy delegated to bob is cy's again";
    EXPECT_TRUE(standingOf(a, "cy", {}, 2000).waits());
    EXPECT_EQ(*decide(a, inboxSays(a, "bob")), a);
    auto again = inboxSays(a, "bob");
    again.comment = "and once more";
    EXPECT_EQ(decide(a, again)->state, api::ApprovalState::waiting);
    EXPECT_EQ(decide(a, inboxSays(a, "zoe"))->state, api::ApprovalState::waiting) << "zoe's word was bob's";
    EXPECT_EQ(codeOf(delegate(a, inboxGives("dan", "bob"))), api::code::kConflict);
    EXPECT_EQ(codeOf(delegate(a, inboxGives("dan", "zoe"))), api::code::kConflict);
    EXPECT_EQ(codeOf(delegate(a, inboxGives("zoe", "eve"))), api::code::kConflict);
    EXPECT_EQ(decide(a, inboxSays(a, "cy"))->state, api::ApprovalState::approved);

    auto own = *delegate(two, inboxGives("zoe", "cy"));
    own = *decide(own, inboxSays(own, "cy"));
    EXPECT_EQ(own.decisions.at(0).onBehalfOf, "") << "cy decides as cy";
    EXPECT_TRUE(own.delegations.empty()) << "and zoe's word is zoe's again";
    EXPECT_EQ(decide(own, inboxSays(own, "zoe"))->state, api::ApprovalState::approved);

    auto both = *delegate(two, inboxGives("zoe", "bob"));
    both = *decide(both, inboxSays(both, "zoe"));
    EXPECT_EQ(codeOf(decide(both, inboxSays(both, "bob"))), api::code::kForbidden) << "zoe has decided in person";

    auto chain = *delegate(*delegate(two, inboxGives("zoe", "cy")), inboxGives("cy", "bob"));
    chain = *decide(chain, inboxSays(chain, "bob"));
    EXPECT_EQ(chain.decisions.at(0).onBehalfOf, "cy");
    EXPECT_TRUE(standingOf(chain, "zoe", {}, 2000).waits()) << "cy can no longer decide for zoe";
}

TEST(Delegation, AnyRejectionRejects) {
    auto a = inboxRaised(R"({"subject":"S","quorum":2,"candidates":{"users":["zoe","cy"]}})");
    a = *delegate(a, inboxGives("zoe", "bob"));
    a = *decide(a, inboxSays(a, "bob"));
    a = *decide(a, inboxSays(a, "bob", 2000, api::Outcome::reject));
    EXPECT_EQ(a.state, api::ApprovalState::rejected);
    EXPECT_EQ(a.decisions.at(1).onBehalfOf, "zoe");
}

TEST(Escalation, ByHandOpensItOnce) {
    const auto none = inboxRaised(R"({"subject":"S"})");
    EXPECT_EQ(codeOf(escalate(none, {"bob", 1500, ""})), api::code::kConflict);
    const auto a = inboxRaised(R"({"subject":"S","candidates":{"users":["bob"]},"escalation":{"users":["chief"]}})");
    const auto quiet = *escalate(a, {"bob", 1500, ""});
    EXPECT_EQ(quiet.state, api::ApprovalState::escalated);
    EXPECT_TRUE(quiet.comments.empty());
    EXPECT_TRUE(mayDecide(quiet, "chief", {}).ok());
    EXPECT_EQ(escalate(a, {"bob", 1500, "please"})->comments.at(0).text, "please");
    EXPECT_EQ(codeOf(escalate(quiet, {"bob", 1500, ""})), api::code::kConflict);
    EXPECT_EQ(codeOf(escalate(*decide(a, inboxSays(a, "bob")), {"bob", 1500, ""})), api::code::kConflict);
    EXPECT_EQ(codeOf(escalate(a, {"bob", 1500, std::string(kMaxCommentBytes + 1, 'x')})), api::code::kInvalidArgument);
}

TEST(Snooze, EndsByItselfAndAtTheLatestWhenDue) {
    const auto a = inboxRaised(R"({"subject":"S","due":"PT1H"})");
    const auto off = *snooze(a, "bob", 60'000, 1500);
    EXPECT_EQ(off.snoozed, (std::map<std::string, api::Timestamp>{{"bob", 60'000}}));
    EXPECT_FALSE(belongs(off, Queue::mine, "bob", {}, 59'999));
    EXPECT_TRUE(belongs(off, Queue::snoozed, "bob", {}, 59'999));
    EXPECT_TRUE(belongs(off, Queue::mine, "bob", {}, 60'000));
    EXPECT_FALSE(belongs(off, Queue::snoozed, "bob", {}, 60'000));
    EXPECT_TRUE(belongs(off, Queue::mine, "cy", {}, 2000)) << "for bob alone";
    EXPECT_EQ(snooze(a, "bob", kDay, 1500)->snoozed.at("bob"), a.dueAt);
    EXPECT_TRUE(snooze(off, "bob", 0, 1500)->snoozed.empty());
    EXPECT_EQ(*snooze(a, "bob", 0, 1500), a);
    EXPECT_EQ(approvalHash(off), a.hash);
}

TEST(Snooze, HasLimits) {
    const auto a = inboxRaised(R"({"subject":"S"})");
    EXPECT_EQ(codeOf(snooze(a, "", 5000, 1500)), api::code::kForbidden);
    EXPECT_EQ(codeOf(snooze(a, "bob", 1500, 1500)), api::code::kInvalidArgument);
    EXPECT_EQ(codeOf(snooze(a, "bob", 1500 + api::kMaxSnooze, 1500)), "");
    EXPECT_EQ(codeOf(snooze(a, "bob", 1501 + api::kMaxSnooze, 1500)), api::code::kInvalidArgument);
    EXPECT_EQ(codeOf(snooze(inboxRaised(R"({"subject":"S","due":"PT1S"})"), "bob", 9000, 2000)), api::code::kConflict);
    auto full = a;
    for (std::size_t i = 0; i < kMaxApprovalSnoozes; ++i) {
        full.snoozed["user" + std::to_string(i)] = 5000;
    }
    EXPECT_EQ(codeOf(snooze(full, "bob", 9000, 1500)), api::code::kConflict);
    EXPECT_EQ(codeOf(snooze(full, "user0", 9000, 1500)), "");
    EXPECT_EQ(snooze(full, "bob", 9000, 5000)->snoozed.size(), 1U) << "what is over makes room";
}

TEST(Inbox, QueuesOfAPerson) {
    const auto in = [](const api::Approval& a, const std::string& user, const std::vector<std::string>& groups = {}) {
        std::string queues;
        for (const auto queue : openQueues()) {
            if (queue != Queue::open && belongs(a, queue, user, groups, 2000)) {
                queues += std::string(queues.empty() ? "" : " ") + boost::describe::enum_to_string(queue, "");
            }
        }
        return queues;
    };
    auto a = inboxRaised(R"({"subject":"S","quorum":2,"candidates":{"users":["bob","zoe"],"groups":["ops"]},
        "escalation":{"groups":["chiefs"]}})");
    EXPECT_EQ(in(a, "bob"), "mine unclaimed");
    EXPECT_EQ(in(a, "eve", {"ops"}), "mine groups unclaimed");
    EXPECT_EQ(in(a, "eve", {"sales", "chiefs"}), "");
    EXPECT_EQ(in(a, ""), "");
    EXPECT_EQ(in(a, "ada"), "others") << "who asked waits for others";
    a.claimedBy = "eve";
    EXPECT_EQ(in(a, "bob"), "mine");
    a = *delegate(a, inboxGives("bob", "guest"));
    EXPECT_EQ(in(a, "bob"), "others");
    EXPECT_EQ(in(a, "guest"), "mine");
    a = *decide(a, inboxSays(a, "guest"));
    EXPECT_EQ(in(a, "guest"), "others");
    EXPECT_EQ(in(a, "bob"), "others");
    a = *snooze(a, "zoe", 9000, 1500);
    EXPECT_EQ(in(a, "zoe"), "snoozed");
    EXPECT_EQ(in(*escalate(a, {"zoe", 1500, ""}), "eve", {"chiefs"}), "mine groups");
    EXPECT_EQ(in(*decide(a, inboxSays(a, "zoe")), "zoe"), "") << "it is closed";
}

TEST(Inbox, Filters) {
    const auto a = inboxRaised(R"({"subject":"Pay the rent","risk":"high"})");
    const auto fit = [&](const char* workflow, std::optional<api::Risk> risk, const char* text = "") {
        api::ListApprovals query;
        query.workflow = workflow;
        query.risk = risk;
        query.text = text;
        return fits(a, query);
    };
    EXPECT_TRUE(fit("", {}));
    EXPECT_TRUE(fit("pay-out", api::Risk::high, "RENT"));
    EXPECT_TRUE(fit("pay*", {}));
    EXPECT_TRUE(fit("*", {}));
    EXPECT_FALSE(fit("pay", {}));
    EXPECT_FALSE(fit("out*", {}));
    EXPECT_FALSE(fit("", api::Risk::low));
    EXPECT_FALSE(fit("", {}, "wage"));
}

// ---- in a run ------------------------------------------------------------------------------------------------------

Fact inboxFact(Driver& run, FactKind kind, const std::string& by) {
    auto fact = run.fact(kind, 1);
    fact.by = by;
    return fact;
}

Fact inboxDelegates(Driver& run, const std::string& by, const std::string& to) {
    auto fact = inboxFact(run, FactKind::delegated, by);
    fact.delegation = api::Delegation{by, {}, to, fact.at, fact.at + kDay, "on leave"};
    return fact;
}

TEST(InboxInARun, IsPartOfItsPast) {
    Driver run(
        std::string("do:\n- ask: {call: approval, with: {subject: S, due: P2D, onExpiry: reject, candidates: "
                    "{users: [zoe]}, escalation: {users: [chief]}}}\n- after: {set: '${ .decisions[0] }'}\n"));
    run.start();
    run.must(inboxDelegates(run, "zoe", "bob"));
    EXPECT_TRUE(run.must(inboxDelegates(run, "zoe", "bob")).transitions.empty()) << "said twice";
    auto later = inboxFact(run, FactKind::snoozed, "bob");
    later.until = later.at + 5000;
    run.must(later);
    later.until = 0;
    run.must(later);
    auto up = inboxFact(run, FactKind::escalated, "bob");
    up.text = "cannot tell";
    run.must(up);
    EXPECT_EQ(run.apply(up).error().code, api::code::kConflict);
    EXPECT_EQ(run.timers().size(), 1U) << "the due date rejects all the same";
    const auto now = run.machine().approvals().at(0);
    EXPECT_EQ(now.state, api::ApprovalState::escalated);
    EXPECT_EQ(now.delegations.at(0).to, "bob");
    EXPECT_EQ(now.comments.at(0).text, "cannot tell");
    run.must(run.decision(1, "bob"));
    EXPECT_EQ(run.ending().substr(0, 9), "completed");
    EXPECT_NE(run.ending().find(R"("onBehalfOf":"zoe")"), std::string::npos) << run.ending();
    std::vector<std::string> told;
    for (const auto& transition : run.transitions()) {
        if (transition.kind.starts_with("approval.")) {
            told.push_back(transition.kind + " " + transition.detail);
        }
    }
    ASSERT_EQ(told.size(), 7U);
    EXPECT_TRUE(told[1].starts_with("approval.delegated zoe to bob until 19")) << told[1];
    EXPECT_TRUE(told[1].ends_with(": on leave")) << told[1];
    EXPECT_TRUE(told[2].starts_with("approval.snoozed bob until 19")) << told[2];
    EXPECT_EQ(told[3], "approval.snoozed bob no longer");
    EXPECT_EQ(told[4], "approval.escalated bob: cannot tell");
    EXPECT_EQ(told[5].substr(0, 46), "approval.decided bob on behalf of zoe approved");
    run.expectReplay();
}

TEST(InboxInARun, EscalatedByHandItsDueDateEscalatesNoMore) {
    Driver run(
        std::string("do:\n- ask: {call: approval, with: {subject: S, due: PT1H, onExpiry: escalate, candidates: "
                    "{users: [bob]}, escalation: {users: [chief]}}}\n"));
    run.start();
    EXPECT_EQ(run.timers().size(), 1U);
    run.must(inboxFact(run, FactKind::escalated, "bob"));
    EXPECT_TRUE(run.timers().empty());
    run.must(run.decision(1, "chief"));
    EXPECT_EQ(run.kinds("approval."), (std::vector<std::string>{"approval.raised ask", "approval.escalated ask",
                                                                "approval.decided ask", "approval.closed ask"}));
    run.expectReplay();
}

TEST(InboxInARun, RefusalsChangeNothing) {
    Driver run(std::string("do:\n- ask: {call: approval, with: {subject: S, candidates: {users: [zoe]}}}\n"));
    run.start();
    const auto before = run.machine().approvals().at(0);
    EXPECT_EQ(run.apply(inboxDelegates(run, "eve", "bob")).error().code, api::code::kForbidden);
    EXPECT_EQ(run.apply(inboxFact(run, FactKind::delegated, "zoe")).ok(), true) << "without one: taken back";
    EXPECT_EQ(run.apply(inboxFact(run, FactKind::escalated, "zoe")).error().code, api::code::kConflict);
    auto early = inboxFact(run, FactKind::snoozed, "zoe");
    early.until = 1;
    EXPECT_EQ(run.apply(early).error().code, api::code::kInvalidArgument);
    EXPECT_EQ(run.machine().approvals().at(0), before);
    auto gone = inboxDelegates(run, "zoe", "bob");
    gone.activity = 7;
    EXPECT_EQ(run.apply(gone).error().code, api::code::kConflict);
}

TEST(InboxInARun, WhatWasWrittenBeforeIsReadAndKeepsItsHash) {
    Driver run(std::string("do:\n- ask: {call: approval, with: {subject: S}}\n"));
    run.start();
    auto snapshot = run.machine().snapshot();
    const auto hash = run.machine().approvals().at(0).hash;
    EXPECT_EQ(hash, approvalHash(run.machine().approvals().at(0)));
    int approvals = 0;
    for (auto& frame : snapshot.get_object().at("frames").get_array()) {
        if (auto* approval = frame.get_object().if_contains("approval")) {
            EXPECT_TRUE(approval->get_object().erase("delegations"));
            EXPECT_TRUE(approval->get_object().erase("snoozed"));
            ++approvals;
        }
    }
    ASSERT_EQ(approvals, 1);
    auto restored = Machine::restore(define("do:\n- ask: {call: approval, with: {subject: S}}\n"), snapshot);
    ASSERT_TRUE(restored.ok()) << restored.error().message;
    EXPECT_EQ(restored->approvals(), run.machine().approvals());
    const auto fact = decodeFact(
        R"({"k":"decided","t":20000,"a":1,"c":{"by":"bob","groups":[],"at":20000,"outcome":"approve","comment":"","hash":")" +
        hash + "\"}}");
    ASSERT_TRUE(fact.ok()) << fact.error().message;
    EXPECT_TRUE(restored->apply(*fact).ok());
    const auto output = boost::json::serialize(*restored->output());
    EXPECT_EQ(output.find("onBehalfOf"), std::string::npos) << output;
}

}  // namespace
}  // namespace beamline::core::testing
