// SPDX-License-Identifier: Apache-2.0
// The rules of approval by themselves: raising, who may decide, quorum, hash, form, expiry.
#include "engine/core/approval/due_date.h"
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

api::Result<api::Approval> tryRaise(const char* arguments) {
    api::Approval identity;
    identity.id = "RUN.1";
    identity.requester = "ada";
    return raiseApproval(identity, json(arguments), 1000);
}
api::Approval raised(const char* arguments) {
    auto result = tryRaise(arguments);
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().message);
    return result.ok() ? *result : api::Approval{};
}
api::Decision by(const api::Approval& approval, std::string who, api::Outcome outcome = api::Outcome::approve,
                 std::vector<std::string> groups = {}) {
    return {std::move(who), std::move(groups), 2000, outcome, "", Json(), approval.hash};
}

TEST(Approval, RaisesWithEverything) {
    const auto a = raised(
        R"({"subject":"S","summary":"**m**","risk":"high","requester":"eve","candidates":{"users":["u"],"groups":["g"]},
        "escalation":{"groups":["boss"]},"quorum":2,"requesterMayDecide":false,"due":"PT1H","onExpiry":"escalate","form":{"type":"object"},
        "context":{"k":1},"onApprove":"yes","onReject":"no"})");
    EXPECT_EQ(a.subject, "S");
    EXPECT_EQ(a.risk, api::Risk::high);
    EXPECT_EQ(a.requester, "eve");
    EXPECT_EQ(a.candidates.groups, std::vector<std::string>{"g"});
    EXPECT_EQ(a.quorum, 2);
    EXPECT_FALSE(a.requesterMayDecide);
    EXPECT_EQ(a.raisedAt, 1000);
    EXPECT_EQ(a.dueAt, 3'601'000);
    EXPECT_EQ(a.onExpiry, api::ExpiryAction::escalate);
    EXPECT_EQ(a.hash.size(), 64U);
    EXPECT_EQ(a.hash, approvalHash(a));
    EXPECT_EQ(raised(R"({"subject":"S"})").requester, "ada");
}

TEST(Approval, HashCoversTheRequestAndNotTheCourse) {
    const auto a = raised(R"({"subject":"S","context":{"amount":1}})");
    auto changed = a;
    changed.context = json(R"({"amount":2})");
    EXPECT_NE(approvalHash(changed), a.hash);
    changed = a;
    changed.quorum = 2;
    EXPECT_NE(approvalHash(changed), a.hash);
    auto later = a;
    later.claimedBy = "bob";
    later.comments.push_back({"bob", 1, "hm"});
    later = *decide(later, by(a, "bob"));
    EXPECT_EQ(approvalHash(later), a.hash);
}

TEST(Approval, RefusesBadRequests) {
    for (const char* bad :
         {"[]", "{}", R"({"subject":""})", R"({"subject":5})", R"({"subject":"S","quorum":0})",
          R"({"subject":"S","quorum":101})", R"({"subject":"S","risk":"huge"})", R"({"subject":"S","due":"soon"})",
          R"({"subject":"S","due":"P"})", R"({"subject":"S","onExpiry":"escalate"})",
          R"({"subject":"S","quorum":2,"candidates":{"users":["a","a"]}})",
          R"({"subject":"S","candidates":{"users":["ada"]},"requesterMayDecide":false})",
          R"({"subject":"S","quorum":2,"candidates":{"users":["ada","bob"]},"requesterMayDecide":false})",
          R"({"subject":"S","onExpiry":"reject"})", R"({"subject":"S","onExpiry":"reject","due":null})",
          R"({"subject":"S","onExpiry":"escalate","due":"PT1H"})", R"({"subject":"S","state":"approved"})",
          R"({"subject":"S","decisions":[]})", R"({"subject":"S","form":{"type":"nonsense"}})"}) {
        const auto result = tryRaise(bad);
        ASSERT_FALSE(result.ok()) << bad;
        EXPECT_GT(result.error().message.size(), 15U) << bad;
    }
}

TEST(Approval, AQuorumThatCanBeReachedIsAccepted) {
    for (const char* good :
         {R"({"subject":"S","quorum":3})", R"({"subject":"S","quorum":2,"candidates":{"users":["a"],"groups":["g"]}})",
          R"({"subject":"S","quorum":2,"candidates":{"users":["a"]},"escalation":{"users":["b"]}})",
          R"({"subject":"S","quorum":2,"candidates":{"users":["a"]},"escalation":{"groups":["g"]}})",
          R"({"subject":"S","quorum":2,"candidates":{"users":["ada","a","b"]},"requesterMayDecide":false})"}) {
        EXPECT_TRUE(tryRaise(good).ok()) << good;
    }
}

TEST(Approval, DueDates) {
    const std::pair<const char*, api::Timestamp> good[] = {{R"("PT1S")", 2000},
                                                           {R"({"minutes":1})", 61'000},
                                                           {R"("1970-01-02")", 86'400'000},
                                                           {R"("1970-01-01T00:00:05Z")", 5000},
                                                           {R"("1970-01-01T01:00:05.25+01:00")", 5250},
                                                           {R"("1970-01-01T00:00:05")", 5000},
                                                           {R"("2024-02-29T12:30Z")", 1'709'209'800'000}};
    for (const auto& [text, at] : good) {
        const auto due = dueDate(json(text), 1000);
        ASSERT_TRUE(due.ok()) << text;
        EXPECT_EQ(*due, at) << text;
    }
    for (const char* bad : {R"("")", R"("2023-02-29")", R"("1970-01-01T25:00Z")", R"("1970-01-01T00:00:05X")",
                            R"("1970-13-01")", "5", "[]", R"("1970-01-01T00:00:05.Z")"}) {
        EXPECT_FALSE(dueDate(json(bad), 0).ok()) << bad;
    }
}

TEST(Approval, WhoMayDecide) {
    const auto open = raised(R"({"subject":"S"})");
    EXPECT_TRUE(mayDecide(open, "anybody", {}).ok());
    EXPECT_EQ(mayDecide(open, "", {}).error().code, api::code::kForbidden);
    const auto list =
        raised(R"({"subject":"S","requesterMayDecide":false,"candidates":{"users":["ada","bob"],"groups":["finance"]},
        "escalation":{"users":["chief"]},"onExpiry":"escalate","due":"PT1H"})");
    EXPECT_TRUE(mayDecide(list, "bob", {}).ok());
    EXPECT_TRUE(mayDecide(list, "zoe", {"other", "finance"}).ok());
    EXPECT_EQ(mayDecide(list, "zoe", {"other"}).error().code, api::code::kForbidden);
    EXPECT_EQ(mayDecide(list, "ada", {"finance"}).error().code, api::code::kForbidden)
        << "the requester, though a candidate";
    EXPECT_EQ(mayDecide(list, "chief", {}).error().code, api::code::kForbidden) << "not yet escalated";
    const auto escalated = expire(list, 9'000'000);
    EXPECT_EQ(escalated.state, api::ApprovalState::escalated);
    EXPECT_TRUE(mayDecide(escalated, "chief", {}).ok());
    EXPECT_TRUE(mayDecide(escalated, "bob", {}).ok()) << "in addition, not instead";
    auto done = *decide(list, by(list, "bob"));
    EXPECT_EQ(mayDecide(done, "zoe", {"finance"}).error().code, api::code::kConflict);
}

TEST(Approval, QuorumOfDifferentPeople) {
    auto a = raised(R"({"subject":"S","quorum":2})");
    a = *decide(a, by(a, "bob"));
    EXPECT_EQ(a.state, api::ApprovalState::waiting);
    const auto again = *decide(a, by(a, "bob"));
    EXPECT_EQ(again, a) << "the same word by the same person changes nothing";
    a = *decide(a, by(a, "cy"));
    EXPECT_EQ(a.state, api::ApprovalState::approved);
    EXPECT_EQ(a.decidedAt, 2000);
    EXPECT_EQ(*decide(a, by(a, "cy")), a) << "idempotent after the end, too";
    EXPECT_EQ(decide(a, by(a, "dan")).error().code, api::code::kConflict);
}

TEST(Approval, OneRejectRejects) {
    auto a = raised(R"({"subject":"S","quorum":3})");
    a = *decide(a, by(a, "bob"));
    a = *decide(a, by(a, "bob", api::Outcome::reject));
    EXPECT_EQ(a.state, api::ApprovalState::rejected) << "a change of mind counts";
    EXPECT_EQ(a.decisions.size(), 2U);
}

TEST(Approval, StaleHashAndForm) {
    const auto a =
        raised(R"({"subject":"S","form":{"type":"object","required":["why"],"properties":{"why":{"type":"string"}}}})");
    auto decision = by(a, "bob");
    decision.hash = "old";
    EXPECT_EQ(decide(a, decision).error().code, api::code::kStale);
    decision = by(a, "bob");
    const auto refused = decide(a, decision);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, api::code::kInvalidInput);
    EXPECT_TRUE(refused.error().detail.is_array());
    EXPECT_NE(refused.error().message.find("'why'"), std::string::npos) << refused.error().message;
    decision.data = json(R"({"why":5})");
    const auto wrong = decide(a, decision);
    EXPECT_EQ(wrong.error().code, api::code::kInvalidInput);
    EXPECT_EQ(wrong.error().detail.at(0).at("pointer"), "/why");
    EXPECT_NE(wrong.error().message.find("/why: "), std::string::npos) << wrong.error().message;
    decision.data = json(R"({"why":"fine"})");
    EXPECT_EQ(decide(a, decision)->state, api::ApprovalState::approved);
    EXPECT_EQ(decide(a, by(a, "bob", api::Outcome::reject))->state, api::ApprovalState::rejected)
        << "rejecting needs no form";
    decision.comment.assign(kMaxCommentBytes + 1, 'x');
    EXPECT_EQ(decide(a, decision).error().code, api::code::kInvalidArgument);
}

TEST(Approval, AFormWithoutDataIsAnEmptyOne) {
    const auto optional = raised(R"({"subject":"S","form":{"type":"object","properties":{"note":{"type":"string"}}}})");
    const auto decided = decide(optional, by(optional, "bob"));
    ASSERT_TRUE(decided.ok()) << decided.error().message;
    EXPECT_EQ(decided->state, api::ApprovalState::approved);
    EXPECT_EQ(decided->decisions.at(0).data, json("{}")) << "what was checked is what is kept";
    EXPECT_EQ(*decide(*decided, by(optional, "bob")), *decided) << "said twice";
    EXPECT_TRUE(decide(optional, by(optional, "bob", api::Outcome::reject))->decisions.at(0).data.is_null());
    const auto two = raised(
        R"({"subject":"S","form":{"type":"object","required":["a","b"],"properties":{"c":{"type":"object","properties":{"d~/":{"type":"integer"}}}}}})");
    const auto refused = decide(two, by(two, "bob"));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().detail.get_array().size(), 2U) << "all of them";
    for (const char* name : {"'a'", "'b'"}) {
        EXPECT_NE(refused.error().message.find(name), std::string::npos) << refused.error().message;
    }
    auto deep = by(two, "bob");
    deep.data = json(R"({"a":1,"b":2,"c":{"d~/":"x"}})");
    const auto wrong = decide(two, deep);
    ASSERT_FALSE(wrong.ok());
    const auto problems = api::fromJson<std::vector<api::Problem>>(wrong.error().detail).value();
    EXPECT_TRUE(std::any_of(problems.begin(), problems.end(), [](const auto& p) { return p.pointer == "/c/d~0~1"; }))
        << boost::json::serialize(wrong.error().detail);
}

TEST(Approval, ADecisionAfterTheDueDateIsTooLate) {
    for (const char* action : {"reject", "approve", "fail"}) {
        const auto a = raised((std::string(R"({"subject":"S","due":"PT1S","onExpiry":")") + action + "\"}").c_str());
        auto decision = by(a, "bob");
        decision.at = 1999;
        EXPECT_TRUE(decide(a, decision).ok()) << action;
        decision.at = 2000;
        const auto late = decide(a, decision);
        ASSERT_FALSE(late.ok()) << action;
        EXPECT_EQ(late.error().code, api::code::kConflict);
        EXPECT_NE(late.error().message.find(action), std::string::npos) << late.error().message;
        EXPECT_EQ(decide(expire(a, 2000), decision).error().code, api::code::kConflict);
    }
    for (const char* open : {R"({"subject":"S","due":"PT1S"})",
                             R"({"subject":"S","due":"PT1S","onExpiry":"escalate","escalation":{"users":["x"]}})"}) {
        const auto a = raised(open);
        auto decision = by(a, "bob");
        decision.at = 99'000;
        EXPECT_TRUE(decide(a, decision).ok()) << "stays open: " << open;
    }
}

TEST(Approval, OnePersonCountsOnceHoweverOftenAndAsWhom) {
    auto a = raised(R"({"subject":"S","quorum":2,"due":"PT1S","onExpiry":"escalate","candidates":{"groups":["g","h"]},
        "escalation":{"users":["bob"]}})");
    a = *decide(a, by(a, "bob", api::Outcome::approve, {"g"}));
    EXPECT_EQ(*decide(a, by(a, "bob", api::Outcome::approve, {"h"})), a) << "by another group";
    const auto escalated = expire(a, 9000);
    EXPECT_EQ(*decide(escalated, by(a, "bob")), escalated) << "by the escalation";
    EXPECT_EQ(decide(escalated, by(a, "cy", api::Outcome::approve, {"h"}))->state, api::ApprovalState::approved);
}

TEST(Approval, Expiry) {
    const std::pair<const char*, api::ApprovalState> cases[] = {{"none", api::ApprovalState::waiting},
                                                                {"reject", api::ApprovalState::rejected},
                                                                {"approve", api::ApprovalState::approved},
                                                                {"fail", api::ApprovalState::expired},
                                                                {"escalate", api::ApprovalState::escalated}};
    for (const auto& [action, state] : cases) {
        const auto a = raised(
            (std::string(R"({"subject":"S","due":"PT1S","escalation":{"users":["x"]},"onExpiry":")") + action + "\"}")
                .c_str());
        const auto after = expire(a, 5000);
        EXPECT_EQ(after.state, state) << action;
        EXPECT_EQ(after.decidedAt, api::isOpen(state) ? 0 : 5000) << action;
        EXPECT_EQ(expire(after, 9000), after) << "once";
    }
}

TEST(Approval, Output) {
    auto a = raised(R"({"subject":"S"})");
    auto decision = by(a, "bob");
    decision.comment = "ok";
    decision.data = json(R"({"k":1})");
    a = *decide(a, decision);
    EXPECT_EQ(
        api::canonicalJson(approvalOutput(a)),
        R"({"comment":"ok","data":{"k":1},"decisions":[{"at":2000,"by":"bob","comment":"ok","data":{"k":1},"outcome":"approve"}],"outcome":"approved"})");
    EXPECT_EQ(approvalOutput(expire(raised(R"({"subject":"S","due":"PT0S","onExpiry":"reject"})"), 1000)).at("outcome"),
              "rejected");
}

TEST(Approval, ArgumentsHaveASchema) {
    const auto schema = compileSchema(approvalFunction().input);
    ASSERT_TRUE(schema.ok()) << schema.error().message;
    EXPECT_TRUE((*schema)
                    ->check(json(R"({"subject":"S","due":{"hours":1},"candidates":{"users":["a"]},"context":[1]})"))
                    .empty());
    EXPECT_FALSE((*schema)->check(json(R"({"subject":"S","quorum":0})")).empty());
    EXPECT_FALSE((*schema)->check(json(R"({"subject":"S","subjct":"S"})")).empty());
}

// ---- in a run ------------------------------------------------------------------------------------------------------

const char* const kAsk =
    "do:\n- ask:\n    call: approval\n    with: {subject: '${ \"Pay \" + (.n | tostring) }', quorum: 2, due: PT1H, "
    "onExpiry: reject}\n"
    "- after: {set: '${ .outcome }'}\n";

TEST(ApprovalInARun, IsDecidedByAQuorum) {
    Driver run{std::string(kAsk)};
    run.start(R"({"n":5})");
    ASSERT_EQ(run.machine().approvals().size(), 1U);
    const auto a = run.machine().approvals()[0];
    EXPECT_EQ(a.id, "RUN.1");
    EXPECT_EQ(a.subject, "Pay 5");
    EXPECT_EQ(a.task, "/do/0/ask");
    EXPECT_EQ(a.workflow, "sample");
    EXPECT_EQ(a.requester, "ada");
    EXPECT_EQ(a.dueAt, 3'610'000);
    EXPECT_EQ(run.machine().phase(), api::Phase::waiting);
    EXPECT_EQ(run.machine().summary().now, "approval: Pay 5");
    EXPECT_EQ(run.timers().size(), 1U);
    auto claim = run.fact(FactKind::claimed, 1);
    claim.by = "bob";
    run.must(claim);
    EXPECT_EQ(run.machine().approvals()[0].claimedBy, "bob");
    auto remark = run.fact(FactKind::commented, 1);
    remark.by = "bob";
    remark.text = "hm";
    run.must(remark);
    EXPECT_EQ(run.machine().approvals()[0].comments.size(), 1U);
    run.must(run.decision(1, "bob"));
    EXPECT_TRUE(run.must(run.decision(1, "bob")).effects.empty()) << "said twice";
    auto stale = run.decision(1, "cy");
    stale.decision->hash = "old";
    EXPECT_EQ(run.apply(stale).error().code, api::code::kStale);
    const auto step = run.must(run.decision(1, "cy"));
    EXPECT_EQ(run.ending(), R"(completed "approved")");
    EXPECT_EQ(run.kinds("approval."),
              (std::vector<std::string>{"approval.raised ask", "approval.claimed ask", "approval.commented ask",
                                        "approval.decided ask", "approval.decided ask", "approval.closed ask"}));
    EXPECT_EQ(run.apply(run.decision(1, "dan")).error().code, api::code::kConflict);
    run.expectReplay();
}

TEST(ApprovalInARun, ExpiresByItsAction) {
    const std::pair<const char*, const char*> cases[] = {{"reject", R"(completed "rejected")"},
                                                         {"approve", R"(completed "approved")"},
                                                         {"fail", "faulted timeout 408 /do/0/ask"}};
    for (const auto& [action, ending] : cases) {
        Driver run(std::string("do:\n- ask: {call: approval, with: {subject: S, due: PT1H, onExpiry: ") + action +
                   "}}\n- after: {set: '${ .outcome }'}\n");
        run.start();
        run.toEnd();
        EXPECT_EQ(run.ending(), ending);
        run.expectReplay();
    }
}

TEST(ApprovalInARun, WithoutExpiryHasNoTimer) {
    Driver run(std::string("do:\n- ask: {call: approval, with: {subject: S, due: PT1H}}\n"));
    run.start();
    EXPECT_TRUE(run.timers().empty());
}

TEST(ApprovalInARun, Escalates) {
    Driver run(
        std::string("do:\n- ask: {call: approval, with: {subject: S, due: PT1H, onExpiry: escalate, candidates: "
                    "{users: [bob]}, escalation: {users: [chief]}}}\n"));
    run.start();
    EXPECT_EQ(run.apply(run.decision(1, "chief")).error().code, api::code::kForbidden);
    run.toEnd();
    ASSERT_EQ(run.machine().approvals().size(), 1U);
    EXPECT_EQ(run.machine().approvals()[0].state, api::ApprovalState::escalated);
    EXPECT_TRUE(run.timers().empty());
    run.must(run.decision(1, "chief"));
    EXPECT_EQ(run.ending().substr(0, 9), "completed");
}

TEST(ApprovalInARun, IsWithdrawnByTimeoutAndCancel) {
    Driver late(std::string("do:\n- ask: {call: approval, with: {subject: S}, timeout: {after: {seconds: 1}}}\n"));
    late.start();
    late.toEnd();
    EXPECT_EQ(late.ending(), "faulted timeout 408 /do/0/ask");
    EXPECT_EQ(late.kinds("approval."), (std::vector<std::string>{"approval.raised ask", "approval.closed ask"}));
    Driver race(
        std::string("do:\n- f:\n    fork:\n      compete: true\n      branches:\n      - ask: {call: approval, with: "
                    "{subject: S}}\n      - w: {wait: PT1S}\n"));
    race.start();
    race.toEnd();
    EXPECT_EQ(race.ending(), "completed {}");
}

TEST(ApprovalInARun, DecidedWhileSuspendedActsAtResume) {
    Driver run{std::string(kAsk)};
    run.start(R"({"n":5})");
    run.control(FactKind::suspended);
    run.must(run.decision(1, "bob"));
    EXPECT_EQ(run.machine().approvals()[0].decisions.size(), 1U);
    run.must(run.decision(1, "cy", api::Outcome::reject, "no"));
    EXPECT_EQ(run.machine().phase(), api::Phase::suspended);
    EXPECT_TRUE(run.machine().approvals().empty());
    EXPECT_TRUE(run.timers().empty());
    run.control(FactKind::resumed);
    EXPECT_EQ(run.ending(), R"(completed "rejected")");
    run.expectReplay();
}

TEST(ApprovalInARun, DueWhileSuspendedActsAtResumeUnlessDecided) {
    for (const bool decidedToo : {false, true}) {
        Driver run{std::string(kAsk)};
        run.start(R"({"n":5})");
        run.control(FactKind::suspended);
        run.fire(run.timers().begin()->first);
        if (decidedToo) {
            run.must(run.decision(1, "bob"));
            run.must(run.decision(1, "cy"));
        }
        run.control(FactKind::resumed);
        EXPECT_EQ(run.ending(), decidedToo ? R"(completed "approved")" : R"(completed "rejected")");
        run.expectReplay();
    }
}

TEST(ApprovalInARun, BadRequestsFault) {
    Driver run(std::string("do:\n- ask: {call: approval, with: {subject: '${ .missing }'}}\n"));
    run.start();
    EXPECT_EQ(run.ending(), "faulted validation 400 /do/0/ask");
    Driver wide(
        std::string("do:\n- ask: {call: approval, with: {subject: S, quorum: '${ 3 }', candidates: {users: [a]}}}\n"));
    wide.start();
    EXPECT_EQ(wide.ending(), "faulted validation 400 /do/0/ask");
}

TEST(ApprovalInARun, WithAnEmptyFormGoesOn) {
    Driver run(
        std::string("do:\n- ask: {call: approval, with: {subject: S, form: {type: object, properties: {note: {type: "
                    "string}}}}}\n- after: {set: '${ [.outcome, .data, .data.note] }'}\n"));
    run.start();
    run.must(run.decision(1, "bob"));
    EXPECT_EQ(run.ending(), R"(completed ["approved",{},null])");
    run.expectReplay();
}

TEST(ApprovalInARun, IsNotDecidedWhenItsTimerIsLate) {
    Driver run{std::string(kAsk)};
    run.start(R"({"n":5})");
    const auto due = run.timers().begin()->second;
    run.must(run.decision(1, "bob"));
    run.setNow(due);
    EXPECT_EQ(run.apply(run.decision(1, "cy")).error().code, api::code::kConflict);
    run.toEnd();
    EXPECT_EQ(run.ending(), R"(completed "rejected")");
    run.expectReplay();
}

TEST(ApprovalInARun, AsksAgainInEveryAttemptAndKeepsTheOld) {
    Driver run(std::string(
        "do:\n- t:\n    try:\n    - ask: {call: approval, with: {subject: S, due: PT1S, onExpiry: fail}}\n    catch: "
        "{retry: {limit: {attempt: {count: 1}}}, do: [{h: {set: '${ $error.status }'}}]}\n"));
    run.start();
    const auto first = run.machine().approvals()[0].id;
    run.setNow(run.timers().begin()->second);
    run.fire(run.timers().begin()->first);
    ASSERT_EQ(run.machine().approvals().size(), 1U);
    EXPECT_NE(run.machine().approvals()[0].id, first);
    run.toEnd();
    EXPECT_EQ(run.ending(), "completed 408");
    EXPECT_EQ(run.kinds("approval.closed").size(), 2U);
    run.expectReplay();
}

TEST(ApprovalInARun, DetailsAreWholeCharacters) {
    Driver run(std::string("do:\n- ask: {call: approval, with: {subject: S}}\n"));
    run.start();
    std::string comment = "x";
    for (int i = 0; i < 100; ++i) {
        comment += "\xE2\x82\xAC";
    }
    run.must(run.decision(1, "bob", api::Outcome::approve, comment));
    const auto& all = run.transitions();
    const auto decided = std::find_if(all.begin(), all.end(), [](auto& t) { return t.kind == "approval.decided"; });
    ASSERT_NE(decided, all.end());
    EXPECT_TRUE(api::parseJson(boost::json::serialize(Json(decided->detail))).ok()) << "UTF-8 to the end";
    EXPECT_LT(decided->detail.size(), 230U);
}

TEST(ApprovalInARun, CommentsNeedANameAndAText) {
    Driver run(std::string("do:\n- ask: {call: approval, with: {subject: S}}\n"));
    run.start();
    auto remark = run.fact(FactKind::commented, 1);
    remark.text = "hm";
    EXPECT_EQ(run.apply(remark).error().code, api::code::kForbidden);
    remark.by = "bob";
    remark.text.clear();
    EXPECT_EQ(run.apply(remark).error().code, api::code::kInvalidArgument);
}

TEST(ApprovalInARun, CommentsAreLimited) {
    Driver run(std::string("do:\n- ask: {call: approval, with: {subject: S}}\n"));
    run.start();
    auto remark = run.fact(FactKind::commented, 1);
    remark.by = "bob";
    remark.text.assign(kMaxCommentBytes + 1, 'x');
    EXPECT_EQ(run.apply(remark).error().code, api::code::kInvalidArgument);
    Machine bare(define("do:\n- ask: {call: approval, with: {subject: S}}\n"), {"RUN", 1, {}, "ada"});
    ASSERT_TRUE(bare.apply(run.fact(FactKind::started)).ok());
    remark.text = "x";
    for (std::size_t i = 0; i < kMaxApprovalComments; ++i) {
        ASSERT_TRUE(bare.apply(remark).ok());
    }
    EXPECT_EQ(bare.apply(remark).error().code, api::code::kConflict);
}

}  // namespace
}  // namespace beamline::core::testing
