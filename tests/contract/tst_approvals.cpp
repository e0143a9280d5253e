// SPDX-License-Identifier: Apache-2.0
// list, get, claim, decide and comment approvals; the policy is enforced by the engine, whoever asks.

#include <set>

#include "tests/contract/contract_fixture.h"

namespace beamline::test {
namespace {

/// A workflow with one approval and these arguments (YAML flow style, without braces).
std::string asks(const std::string& arguments) {
    return "  - ask: {call: approval, with: {subject: Ship it, " + arguments + "}}\n";
}

api::DecideApproval decision(const api::Approval& approval, api::Outcome outcome = api::Outcome::approve,
                             api::Json data = {}) {
    return {approval.id, outcome, "because", std::move(data), approval.hash};
}

TEST_P(Contract, AnApprovalIsRaisedListedAndDecided) {
    deploy("flow", asks("summary: '**now**', risk: high, context: {amount: 3}, onApprove: It ships."));
    const auto run = start("flow");
    const auto approval = awaitApproval(run);
    EXPECT_EQ(approval.subject, "Ship it");
    EXPECT_EQ(approval.risk, api::Risk::high);
    EXPECT_EQ(approval.requester, "ada");
    EXPECT_EQ(approval.context, (api::Json{{"amount", 3}}));
    EXPECT_EQ(approval.task, "/do/0/ask");
    EXPECT_EQ(approval.hash.size(), 64u);
    EXPECT_EQ(must(api::GetApproval{approval.id}).approval, approval);
    EXPECT_EQ(must(api::GetRun{run}).approvals, std::vector<std::string>{approval.id});
    const auto decided = must(decision(approval), as("bob", {"ops"})).approval;
    EXPECT_EQ(decided.state, api::ApprovalState::approved);
    ASSERT_EQ(decided.decisions.size(), 1u);
    EXPECT_EQ(decided.decisions[0].by, "bob");
    EXPECT_EQ(decided.decisions[0].groups, std::vector<std::string>{"ops"});
    EXPECT_EQ(decided.decisions[0].comment, "because");
    EXPECT_EQ(decided.decisions[0].hash, approval.hash);
    ASSERT_TRUE(waitFor(run, "run.completed"));
    EXPECT_TRUE(waitFor(run, "approval.decided"));
    EXPECT_EQ(must(api::GetRun{run}).output.at("outcome"), "approved");
}

TEST_P(Contract, ARejectionIsAnAnswerToo) {
    deploy("flow", asks("risk: low"));
    const auto run = start("flow");
    EXPECT_EQ(must(decision(awaitApproval(run), api::Outcome::reject)).approval.state, api::ApprovalState::rejected);
    ASSERT_TRUE(waitFor(run, "run.completed"));
    EXPECT_EQ(must(api::GetRun{run}).output.at("outcome"), "rejected");
}

TEST_P(Contract, AQuorumNeedsDifferentPeople) {
    deploy("flow", asks("quorum: 2"));
    const auto run = start("flow");
    const auto approval = awaitApproval(run);
    EXPECT_EQ(must(decision(approval), as("bob")).approval.state, api::ApprovalState::waiting);
    EXPECT_EQ(must(decision(approval), as("bob")).approval.decisions.size(), 1u) << "the same again changes nothing";
    api::ListApprovals mine;
    mine.queue = api::ApprovalQueue::mine;
    EXPECT_EQ(must(mine, as("bob")).items.size(), 0u) << "it waits for others now";
    EXPECT_EQ(must(mine, as("eve")).items.size(), 1u);
    EXPECT_EQ(must(decision(approval), as("eve")).approval.state, api::ApprovalState::approved);
    EXPECT_TRUE(waitFor(run, "run.completed"));
}

TEST_P(Contract, OneRejectionEndsAQuorum) {
    deploy("flow", asks("quorum: 2"));
    const auto approval = awaitApproval(start("flow"));
    must(decision(approval), as("bob"));
    EXPECT_EQ(must(decision(approval, api::Outcome::reject), as("eve")).approval.state, api::ApprovalState::rejected);
}

TEST_P(Contract, TheHashBindsADecisionToWhatWasSeen) {
    deploy("flow", asks("risk: low"));
    const auto approval = awaitApproval(start("flow"));
    auto stale = decision(approval);
    stale.hash = std::string(64, '0');
    EXPECT_EQ(refused(stale), api::code::kStale);
    stale.hash.clear();
    EXPECT_EQ(refused(stale), api::code::kStale);
    EXPECT_EQ(must(api::GetApproval{approval.id}).approval.state, api::ApprovalState::waiting);
}

TEST_P(Contract, TheRequesterMayBeExcluded) {
    deploy("flow", asks("requesterMayDecide: false"));
    const auto approval = awaitApproval(start("flow"));
    EXPECT_EQ(refused(decision(approval), as("ada")), api::code::kForbidden);
    EXPECT_EQ(refused(decision(approval), as("")), api::code::kForbidden) << "nobody has no say";
    EXPECT_EQ(must(decision(approval), as("bob")).approval.state, api::ApprovalState::approved);
}

TEST_P(Contract, OnlyCandidatesDecideAndSeeItAsTheirs) {
    deploy("flow", asks("candidates: {users: [bob], groups: [finance]}"));
    const auto approval = awaitApproval(start("flow"));
    EXPECT_EQ(refused(decision(approval), as("eve", {"sales"})), api::code::kForbidden);
    api::ListApprovals mine;
    mine.queue = api::ApprovalQueue::mine;
    EXPECT_EQ(must(mine, as("eve", {"sales"})).items.size(), 0u);
    EXPECT_EQ(must(mine, as("bob")).items.size(), 1u);
    EXPECT_EQ(must(mine, as("eve", {"finance"})).items.size(), 1u);
    EXPECT_EQ(must(decision(approval), as("eve", {"finance"})).approval.state, api::ApprovalState::approved);
    EXPECT_EQ(must(mine, as("bob")).items.size(), 0u);
}

TEST_P(Contract, TheFormMustBeFilledIn) {
    deploy("flow", asks("form: {type: object, required: [centre], properties: {centre: {type: string}}}"));
    const auto run = start("flow");
    const auto approval = awaitApproval(run);
    EXPECT_EQ(refused(decision(approval)), api::code::kInvalidInput);
    EXPECT_EQ(refused(decision(approval, api::Outcome::approve, {{"centre", 7}})), api::code::kInvalidInput);
    must(decision(approval, api::Outcome::approve, {{"centre", "R&D"}}));
    ASSERT_TRUE(waitFor(run, "run.completed"));
    EXPECT_EQ(must(api::GetRun{run}).output.at("data"), (api::Json{{"centre", "R&D"}}));
}

TEST_P(Contract, AFormThatRequiresNothingNeedsNoData) {
    deploy("flow", asks("form: {type: object, properties: {note: {type: string}}}"));
    const auto run = start("flow");
    must(decision(awaitApproval(run)));
    ASSERT_TRUE(waitFor(run, "run.completed"));
    EXPECT_EQ(must(api::GetRun{run}).output.at("data"), api::Json(boost::json::object{}));
}

TEST_P(Contract, WhatIsWrongInAFormHasItsPlace) {
    deploy("flow", asks("form: {type: object, required: [centre], properties: {sum: {type: integer}}}"));
    const auto approval = awaitApproval(start("flow"));
    const auto reply = ask(decision(approval, api::Outcome::approve, {{"sum", "x"}}));
    ASSERT_FALSE(reply.ok());
    const auto problems = api::fromJson<std::vector<api::Problem>>(reply.error().detail);
    ASSERT_TRUE(problems.ok());
    std::set<std::string> places;
    for (const auto& problem : *problems) {
        places.insert(problem.pointer);
    }
    EXPECT_EQ(places.count("/sum"), 1u);
    EXPECT_NE(reply.error().message.find("'centre'"), std::string::npos) << reply.error().message;
    EXPECT_TRUE(must(api::GetApproval{approval.id}).approval.decisions.empty());
}

TEST_P(Contract, OnlyWhoMayDecideClaims) {
    deploy("flow", asks("candidates: {groups: [finance]}, requesterMayDecide: false"));
    const auto approval = awaitApproval(start("flow"));
    EXPECT_EQ(refused(api::ClaimApproval{approval.id, false}, as("eve", {"sales"})), api::code::kForbidden);
    EXPECT_EQ(refused(api::ClaimApproval{approval.id, false}, as("ada", {"finance"})), api::code::kForbidden);
    EXPECT_EQ(must(api::ClaimApproval{approval.id, false}, as("bob", {"finance"})).approval.claimedBy, "bob");
    EXPECT_EQ(refused(api::ClaimApproval{approval.id, false}, as("")), api::code::kForbidden) << "nobody frees nothing";
    EXPECT_EQ(must(api::GetApproval{approval.id}).approval.claimedBy, "bob");
}

TEST_P(Contract, ClaimsWarnAndDoNotLock) {
    deploy("flow", asks("risk: low"));
    const auto run = start("flow");
    const auto approval = awaitApproval(run);
    EXPECT_EQ(must(api::ClaimApproval{approval.id, false}, as("bob")).approval.claimedBy, "bob");
    EXPECT_EQ(must(api::ClaimApproval{approval.id, false}, as("eve")).approval.claimedBy, "eve");
    EXPECT_TRUE(waitFor(run, "approval.claimed"));
    EXPECT_EQ(must(api::ClaimApproval{approval.id, true}, as("eve")).approval.claimedBy, "");
    must(api::ClaimApproval{approval.id, false}, as("bob"));
    EXPECT_EQ(must(decision(approval), as("eve")).approval.state, api::ApprovalState::approved);
    EXPECT_EQ(refused(api::ClaimApproval{approval.id, false}), api::code::kConflict);
}

TEST_P(Contract, CommentsAreKeptAndChangeNoHash) {
    deploy("flow", asks("risk: low"));
    const auto run = start("flow");
    const auto approval = awaitApproval(run);
    const auto commented = must(api::CommentApproval{approval.id, "is this urgent?"}, as("bob")).approval;
    ASSERT_EQ(commented.comments.size(), 1u);
    EXPECT_EQ(commented.comments[0].by, "bob");
    EXPECT_EQ(commented.comments[0].text, "is this urgent?");
    EXPECT_EQ(commented.hash, approval.hash);
    EXPECT_TRUE(waitFor(run, "approval.commented"));
    EXPECT_EQ(refused(api::CommentApproval{approval.id, std::string(70 * 1024, 'x')}), api::code::kInvalidArgument);
    EXPECT_EQ(refused(api::CommentApproval{approval.id, ""}), api::code::kInvalidArgument);
    EXPECT_EQ(refused(api::CommentApproval{approval.id, "boo"}, as("")), api::code::kForbidden);
}

TEST_P(Contract, ClosedAndUnknownApprovalsAreRefused) {
    deploy("flow", asks("risk: low"));
    const auto run = start("flow");
    const auto approval = awaitApproval(run);
    must(decision(approval), as("bob"));
    EXPECT_EQ(refused(decision(approval), as("eve")), api::code::kConflict);
    EXPECT_EQ(refused(decision(approval, api::Outcome::reject), as("bob")), api::code::kConflict);
    EXPECT_EQ(refused(api::GetApproval{"nothing.1"}), api::code::kNotFound);
    EXPECT_EQ(refused(api::ClaimApproval{"nothing.1", false}), api::code::kNotFound);
    EXPECT_EQ(refused(api::CommentApproval{"nothing", "x"}), api::code::kNotFound);
    api::DecideApproval unknown;
    unknown.approval = run + ".999";
    EXPECT_EQ(refused(unknown), api::code::kNotFound);
}

TEST_P(Contract, CancellingARunWithdrawsItsApproval) {
    deploy("flow", asks("risk: low"));
    const auto run = start("flow");
    const auto approval = awaitApproval(run);
    must(api::CancelRun{run, ""});
    EXPECT_EQ(must(api::GetApproval{approval.id}).approval.state, api::ApprovalState::cancelled);
    EXPECT_EQ(refused(decision(approval)), api::code::kConflict);
    api::ListApprovals open;
    EXPECT_TRUE(must(open).items.empty());
}

TEST_P(Contract, ApprovalListsAreQueuesPagedByKey) {
    deploy("flow", asks("risk: low, context: '${ .a }'"));
    std::vector<std::string> ids;
    for (int i = 0; i < 5; ++i) {
        ids.push_back(awaitApproval(start("flow", {{"a", i}})).id);
    }
    const auto pages = [&](api::ApprovalQueue queue) {
        api::ListApprovals query;
        query.queue = queue;
        query.limit = 2;
        std::vector<std::string> found;
        do {
            const auto page = must(query);
            EXPECT_LE(page.items.size(), 2u);
            for (const auto& item : page.items) {
                found.push_back(item.id);
            }
            query.after = page.next;
        } while (!query.after.empty() && found.size() < 20);
        return found;
    };
    EXPECT_EQ(pages(api::ApprovalQueue::open), ids) << "without due dates, the oldest first";
    const auto first = must(api::GetApproval{ids[0]}).approval;
    must(decision(first));
    const auto second = must(api::GetApproval{ids[1]}).approval;
    must(decision(second, api::Outcome::reject));
    EXPECT_EQ(pages(api::ApprovalQueue::decided), (std::vector<std::string>{ids[1], ids[0]})) << "newest first";
    EXPECT_EQ(pages(api::ApprovalQueue::open).size(), 3u);
    EXPECT_EQ(pages(api::ApprovalQueue::all).size(), 5u);
    api::ListApprovals text;
    text.text = "ship";
    EXPECT_EQ(must(text).items.size(), 3u);
    text.text = "sink";
    EXPECT_EQ(must(text).items.size(), 0u);
}

TEST_P(Contract, ADecisionMayBeSentAgainWhenItsAnswerWasLost) {
    deploy("flow", asks(""));
    const auto run = start("flow");
    const auto approval = awaitApproval(run);
    must(decision(approval), as("bob"));
    ASSERT_TRUE(waitFor(run, "run.completed"));
    const auto again = must(decision(approval), as("bob")).approval;
    EXPECT_EQ(again.state, api::ApprovalState::approved);
    EXPECT_EQ(again.decisions.size(), 1u);
    EXPECT_EQ(refused(decision(approval, api::Outcome::reject), as("bob")), api::code::kConflict);
    EXPECT_EQ(refused(decision(approval), as("eve")), api::code::kConflict);
}

TEST_P(Contract, ADecisionSentSeveralTimesAtOnceIsOneDecision) {
    deploy("flow", asks(""));
    for (int round = 0; round < 5; ++round) {
        const auto approval = awaitApproval(start("flow"));
        std::vector<std::future<api::Result<api::ApprovalReply>>> answers;
        for (int i = 0; i < 4; ++i) {
            auto promise = std::make_shared<std::promise<api::Result<api::ApprovalReply>>>();
            answers.push_back(promise->get_future());
            api::call<api::DecideApproval>(engine(), decision(approval), as("bob"),
                                           [promise](auto reply) { promise->set_value(std::move(reply)); });
        }
        for (auto& answer : answers) {
            const auto reply = answer.get();
            ASSERT_TRUE(reply.ok()) << reply.error().code << ": " << reply.error().message;
            EXPECT_EQ(reply->approval.state, api::ApprovalState::approved);
            EXPECT_EQ(reply->approval.decisions.size(), 1u);
        }
    }
}

TEST_P(Contract, ADueDateThatPassesActs) {
    deploy("flow", asks("due: PT0.05S, onExpiry: reject"));
    const auto run = start("flow");
    ASSERT_TRUE(waitFor(run, "run.completed"));
    EXPECT_EQ(must(api::GetRun{run}).output.at("outcome"), "rejected");
    api::ListApprovals decided;
    decided.queue = api::ApprovalQueue::decided;
    ASSERT_EQ(must(decided).items.size(), 1u);
    EXPECT_EQ(must(decided).items[0].state, api::ApprovalState::rejected);
    EXPECT_TRUE(must(decided).items[0].decisions.empty()) << "nobody did";
}

TEST_P(Contract, AnEscalationOpensItToOthers) {
    deploy("flow",
           asks("due: PT0.05S, onExpiry: escalate, candidates: {users: [bob]}, escalation: {groups: [managers]}"));
    const auto run = start("flow");
    const auto approval = awaitApproval(run);
    ASSERT_TRUE(eventually(
        [&] { return must(api::GetApproval{approval.id}).approval.state == api::ApprovalState::escalated; }));
    EXPECT_EQ(refused(decision(approval), as("eve")), api::code::kForbidden);
    EXPECT_EQ(must(decision(approval), as("eve", {"managers"})).approval.state, api::ApprovalState::approved);
    EXPECT_TRUE(waitFor(run, "run.completed"));
}

}  // namespace
}  // namespace beamline::test
