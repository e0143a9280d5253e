// SPDX-License-Identifier: Apache-2.0
// The inbox of approvals: whose queue a request is in, how many there are, and what people do with one besides deciding
// it: delegate, escalate, put off.

#include "engine/api/ids.h"
#include "tests/contract/contract_fixture.h"

namespace beamline::test {
namespace {

using Queue = api::ApprovalQueue;
constexpr api::Timestamp kHour = 3'600'000;

std::string inboxAsks(const std::string& arguments) {
    return "  - ask: {call: approval, with: {subject: Ship it, " + arguments + "}}\n";
}

api::DecideApproval inboxApproves(const api::Approval& approval) {
    return {approval.id, api::Outcome::approve, "because", {}, approval.hash};
}

api::DelegateApproval inboxGives(const api::Approval& approval, std::string to, api::Timestamp until) {
    return {approval.id, std::move(to), until, "on leave"};
}

class InboxContract : public Contract {
protected:
    /// Ids in a queue, in its order, read in pages of two.
    std::vector<std::string> in(Queue queue, const api::RequestContext& who, api::ListApprovals query = {}) {
        query.queue = queue;
        query.limit = 2;
        std::vector<std::string> found;
        do {
            const auto page = must(query, who);
            EXPECT_LE(page.items.size(), 2u);
            for (const auto& item : page.items) {
                found.push_back(item.id);
            }
            query.after = page.next;
        } while (!query.after.empty() && found.size() < 50);
        return found;
    }
    /// That the counts are those of the lists.
    void expectCounted(const api::RequestContext& who) {
        const auto counts = must(api::CountApprovals{}, who);
        EXPECT_FALSE(counts.more);
        for (const auto queue :
             {Queue::open, Queue::mine, Queue::groups, Queue::unclaimed, Queue::others, Queue::snoozed}) {
            const auto* name = boost::describe::enum_to_string(queue, "");
            EXPECT_EQ(counts.byQueue.at(name), static_cast<std::int64_t>(in(queue, who).size())) << who.user << name;
        }
        EXPECT_EQ(counts.byQueue.size(), 6u);
    }
};

TEST_P(InboxContract, QueuesAreThoseOfWhoAsks) {
    deploy("named", inboxAsks("candidates: {users: [bob, zoe], groups: [ops]}, quorum: 2"));
    deploy("anybody", inboxAsks("requesterMayDecide: false, due: PT2H"));
    const auto named = awaitApproval(start("named"));
    const auto open = awaitApproval(start("anybody"));
    using Ids = std::vector<std::string>;
    EXPECT_EQ(in(Queue::mine, as("bob")), (Ids{open.id, named.id})) << "by due date";
    EXPECT_EQ(in(Queue::groups, as("bob")), Ids{});
    EXPECT_EQ(in(Queue::groups, as("eve", {"ops"})), Ids{named.id});
    EXPECT_EQ(in(Queue::mine, as("eve", {"sales"})), Ids{open.id});
    EXPECT_EQ(in(Queue::others, as("ada")), (Ids{open.id, named.id}));
    EXPECT_EQ(in(Queue::mine, as("ada")), Ids{});
    EXPECT_EQ(in(Queue::mine, as("")), Ids{});
    must(api::ClaimApproval{open.id, false}, as("zoe"));
    EXPECT_EQ(in(Queue::unclaimed, as("bob")), Ids{named.id});
    must(inboxApproves(named), as("bob"));
    EXPECT_EQ(in(Queue::mine, as("bob")), Ids{open.id});
    EXPECT_EQ(in(Queue::others, as("bob")), Ids{named.id}) << "it waits for a second one";
    for (const auto& who : {as("bob"), as("zoe"), as("eve", {"ops", "sales"}), as("ada"), as("")}) {
        expectCounted(who);
    }
    const auto counts = must(api::CountApprovals{}, as("zoe"));
    EXPECT_EQ(counts.oldestAt, named.raisedAt);
    EXPECT_EQ(counts.dueSoon, 0);
    must(inboxApproves(open), as("zoe"));
    expectCounted(as("zoe"));
    std::vector<std::string> many;
    for (int i = 0; i < 40; ++i) {
        many.push_back("team" + std::to_string(i));
    }
    many.push_back("ops");
    EXPECT_EQ(in(Queue::groups, as("eve", many)), Ids{named.id}) << "whoever is in many groups";
    expectCounted(as("eve", many));
}

TEST_P(InboxContract, FiltersNarrowEveryQueue) {
    deploy("pay-rent", inboxAsks("risk: high"));
    deploy("pay-wage", inboxAsks("risk: low"));
    deploy("ship", inboxAsks("risk: high"));
    const auto rent = awaitApproval(start("pay-rent"));
    const auto wage = awaitApproval(start("pay-wage"));
    const auto ship = awaitApproval(start("ship"));
    for (const auto queue : {Queue::open, Queue::mine, Queue::unclaimed, Queue::all}) {
        api::ListApprovals query;
        query.workflow = "pay-rent";
        EXPECT_EQ(in(queue, as("bob"), query), std::vector<std::string>{rent.id});
        query.workflow = "pay*";
        EXPECT_EQ(in(queue, as("bob"), query).size(), 2u);
        query.risk = api::Risk::low;
        EXPECT_EQ(in(queue, as("bob"), query), std::vector<std::string>{wage.id});
        query.workflow.clear();
        query.risk = api::Risk::high;
        EXPECT_EQ(in(queue, as("bob"), query).size(), 2u);
        query.run = ship.run;
        EXPECT_EQ(in(queue, as("bob"), query), std::vector<std::string>{ship.id});
    }
    must(inboxApproves(rent), as("bob"));
    api::ListApprovals high;
    high.risk = api::Risk::high;
    EXPECT_EQ(in(Queue::decided, as("bob"), high), std::vector<std::string>{rent.id});
    high.workflow = "ship";
    EXPECT_TRUE(in(Queue::decided, as("bob"), high).empty());
}

TEST_P(InboxContract, ADelegateDecidesAndBothNamesAreKept) {
    deploy("flow", inboxAsks("candidates: {groups: [finance]}"));
    const auto run = start("flow");
    const auto approval = awaitApproval(run);
    const auto until = api::wallClock() + kHour;
    const auto zoe = as("zoe", {"finance"});
    EXPECT_EQ(refused(inboxGives(approval, "bob", until), as("eve")), api::code::kForbidden);
    EXPECT_EQ(refused(inboxGives(approval, "zoe", until), zoe), api::code::kInvalidArgument);
    EXPECT_EQ(refused(inboxGives(approval, "bob", 1), zoe), api::code::kInvalidArgument);
    EXPECT_EQ(refused(inboxGives(approval, "bob", until + 2 * api::kMaxDelegation), zoe), api::code::kInvalidArgument);
    EXPECT_EQ(refused(api::DelegateApproval{"nothing.1", "bob", until, ""}, zoe), api::code::kNotFound);
    EXPECT_EQ(refused(inboxApproves(approval), as("bob")), api::code::kForbidden);
    const auto given = must(inboxGives(approval, "bob", until), zoe).approval;
    ASSERT_EQ(given.delegations.size(), 1u);
    EXPECT_EQ(given.delegations[0].by, "zoe");
    EXPECT_EQ(given.delegations[0].to, "bob");
    EXPECT_EQ(given.delegations[0].until, until);
    EXPECT_EQ(given.delegations[0].comment, "on leave");
    EXPECT_EQ(given.hash, approval.hash);
    EXPECT_TRUE(waitFor(run, "approval.delegated"));
    EXPECT_EQ(in(Queue::mine, as("bob")), std::vector<std::string>{approval.id});
    EXPECT_TRUE(in(Queue::mine, zoe).empty());
    EXPECT_EQ(in(Queue::others, zoe), std::vector<std::string>{approval.id});
    expectCounted(zoe);
    expectCounted(as("bob"));
    EXPECT_EQ(refused(inboxGives(approval, "cy", until), as("bob")), api::code::kForbidden) << "not theirs to give on";
    EXPECT_EQ(must(api::ClaimApproval{approval.id, false}, as("bob")).approval.claimedBy, "bob");
    const auto decided = must(inboxApproves(approval), as("bob")).approval;
    EXPECT_EQ(decided.state, api::ApprovalState::approved);
    EXPECT_EQ(decided.decisions.at(0).by, "bob");
    EXPECT_EQ(decided.decisions.at(0).onBehalfOf, "zoe");
    ASSERT_TRUE(waitFor(run, "run.completed"));
    EXPECT_EQ(must(api::GetRun{run}).output.at("decisions").at(0).at("onBehalfOf"), "zoe");
    api::GetHistory history;
    history.run = run;
    history.kind = "approval.decided";
    const auto told = must(history).items;
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].detail, "bob on behalf of zoe approved: because");
    EXPECT_EQ(refused(inboxGives(approval, "bob", until + 1), zoe), api::code::kConflict);
}

TEST_P(InboxContract, ADelegationEndsAndIsTakenBack) {
    deploy("flow", inboxAsks("candidates: {users: [zoe]}"));
    const auto approval = awaitApproval(start("flow"));
    must(inboxGives(approval, "bob", api::wallClock() + kHour), as("zoe"));
    EXPECT_TRUE(must(inboxGives(approval, "", 0), as("zoe")).approval.delegations.empty());
    EXPECT_EQ(refused(inboxApproves(approval), as("bob")), api::code::kForbidden);
    EXPECT_EQ(in(Queue::mine, as("zoe")), std::vector<std::string>{approval.id});
    must(inboxGives(approval, "bob", api::wallClock() + 300), as("zoe"));
    EXPECT_TRUE(in(Queue::mine, as("zoe")).empty());
    EXPECT_TRUE(eventually([&] { return in(Queue::mine, as("zoe")).size() == 1; })) << "it comes back by itself";
    EXPECT_TRUE(in(Queue::mine, as("bob")).empty());
    EXPECT_EQ(refused(inboxApproves(approval), as("bob")), api::code::kForbidden);
    expectCounted(as("zoe"));
    must(inboxApproves(approval), as("zoe"));
}

TEST_P(InboxContract, OnePersonIsOneApprover) {
    deploy("flow", inboxAsks("quorum: 2, candidates: {users: [zoe, cy]}, requesterMayDecide: false"));
    const auto run = start("flow");
    const auto approval = awaitApproval(run);
    const auto until = api::wallClock() + kHour;
    EXPECT_EQ(refused(inboxGives(approval, "ada", until), as("zoe")), api::code::kForbidden) << "who asked";
    must(inboxGives(approval, "bob", until), as("zoe"));
    must(inboxGives(approval, "bob", until), as("cy"));
    EXPECT_EQ(must(inboxApproves(approval), as("bob")).approval.state, api::ApprovalState::waiting);
    EXPECT_EQ(must(inboxApproves(approval), as("bob")).approval.decisions.size(), 1u);
    EXPECT_EQ(must(inboxApproves(approval), as("zoe")).approval.state, api::ApprovalState::waiting);
    EXPECT_EQ(in(Queue::mine, as("cy")), std::vector<std::string>{approval.id}) << "bob can no longer do it for cy";
    EXPECT_EQ(must(inboxApproves(approval), as("cy")).approval.state, api::ApprovalState::approved);
    EXPECT_TRUE(waitFor(run, "run.completed"));
}

TEST_P(InboxContract, AnEscalationByHandOpensItToOthersNow) {
    deploy("flow",
           inboxAsks("due: P1D, onExpiry: escalate, candidates: {users: [bob]}, escalation: {groups: [chiefs]}"));
    deploy("plain", inboxAsks("candidates: {users: [bob]}"));
    const auto run = start("flow");
    const auto approval = awaitApproval(run);
    const auto chief = as("eve", {"chiefs"});
    EXPECT_TRUE(in(Queue::mine, chief).empty());
    EXPECT_EQ(refused(api::EscalateApproval{approval.id, ""}, chief), api::code::kForbidden);
    EXPECT_EQ(refused(api::EscalateApproval{approval.id, ""}, as("ada")), api::code::kForbidden);
    const auto escalated = must(api::EscalateApproval{approval.id, "cannot tell"}, as("bob")).approval;
    EXPECT_EQ(escalated.state, api::ApprovalState::escalated);
    ASSERT_EQ(escalated.comments.size(), 1u);
    EXPECT_EQ(escalated.comments[0].text, "cannot tell");
    EXPECT_EQ(escalated.hash, approval.hash);
    EXPECT_TRUE(waitFor(run, "approval.escalated"));
    EXPECT_EQ(in(Queue::groups, chief), std::vector<std::string>{approval.id});
    expectCounted(chief);
    EXPECT_EQ(refused(api::EscalateApproval{approval.id, ""}, as("bob")), api::code::kConflict);
    EXPECT_EQ(refused(api::EscalateApproval{awaitApproval(start("plain")).id, ""}, as("bob")), api::code::kConflict);
    EXPECT_EQ(must(inboxApproves(approval), chief).approval.state, api::ApprovalState::approved);
    EXPECT_TRUE(waitFor(run, "run.completed"));
}

TEST_P(InboxContract, PutOffItComesBackByItself) {
    deploy("flow", inboxAsks("candidates: {users: [bob, zoe]}, due: PT30M"));
    const auto run = start("flow");
    const auto approval = awaitApproval(run);
    EXPECT_EQ(must(api::CountApprovals{}, as("bob")).dueSoon, 1);
    EXPECT_EQ(refused(api::SnoozeApproval{approval.id, api::wallClock() + kHour}, as("eve")), api::code::kForbidden);
    EXPECT_EQ(refused(api::SnoozeApproval{approval.id, 1}, as("bob")), api::code::kInvalidArgument);
    EXPECT_EQ(refused(api::SnoozeApproval{approval.id, api::wallClock() + 2 * api::kMaxSnooze}, as("bob")),
              api::code::kInvalidArgument);
    const auto off = must(api::SnoozeApproval{approval.id, api::wallClock() + kHour}, as("bob")).approval;
    EXPECT_EQ(off.snoozed.at("bob"), approval.dueAt) << "at the latest when it is due";
    EXPECT_EQ(off.hash, approval.hash);
    EXPECT_TRUE(waitFor(run, "approval.snoozed"));
    EXPECT_TRUE(in(Queue::mine, as("bob")).empty());
    EXPECT_TRUE(in(Queue::unclaimed, as("bob")).empty());
    EXPECT_EQ(in(Queue::snoozed, as("bob")), std::vector<std::string>{approval.id});
    EXPECT_EQ(in(Queue::mine, as("zoe")), std::vector<std::string>{approval.id}) << "for bob alone";
    expectCounted(as("bob"));
    EXPECT_EQ(must(api::CountApprovals{}, as("bob")).dueSoon, 0);
    EXPECT_TRUE(must(api::SnoozeApproval{approval.id, 0}, as("bob")).approval.snoozed.empty());
    EXPECT_EQ(in(Queue::mine, as("bob")), std::vector<std::string>{approval.id});
    must(api::SnoozeApproval{approval.id, api::wallClock() + 300}, as("bob"));
    EXPECT_TRUE(eventually([&] { return in(Queue::mine, as("bob")).size() == 1; }));
    EXPECT_TRUE(in(Queue::snoozed, as("bob")).empty());
    must(inboxApproves(approval), as("bob"));
    EXPECT_EQ(refused(api::SnoozeApproval{approval.id, api::wallClock() + kHour}, as("zoe")), api::code::kConflict);
}

TEST_P(InboxContract, ThePreviousApprovalIsThatOfTheSameTask) {
    const std::string two = inboxAsks("risk: low") + "  - more: {call: approval, with: {subject: More}}\n";
    deploy("flow", two);
    const auto first = awaitApproval(start("flow"));
    EXPECT_FALSE(must(api::GetPreviousApproval{first.id}).approval);
    const auto approved = must(inboxApproves(first), as("bob")).approval;
    EXPECT_EQ(approved.id, first.id) << "and not the next one, which the run has raised by then";
    deploy("flow", two, "2.0.0");
    deploy("other", two);
    const auto rejected = awaitApproval(start("flow"));
    must(api::DecideApproval{rejected.id, api::Outcome::reject, "", {}, rejected.hash});
    const auto now = awaitApproval(start("flow"));
    const auto previous = must(api::GetPreviousApproval{now.id}).approval;
    ASSERT_TRUE(previous) << "of any version";
    EXPECT_EQ(*previous, approved);
    EXPECT_FALSE(must(api::GetPreviousApproval{awaitApproval(start("other")).id}).approval) << "another workflow's";
    EXPECT_FALSE(must(api::GetPreviousApproval{first.id}).approval) << "there was none before";
    EXPECT_EQ(refused(api::GetPreviousApproval{"nothing.1"}), api::code::kNotFound);
}

TEST_P(InboxContract, ThePreviousApprovalIsTheOneThatWasDecidedLast) {
    deploy("flow", inboxAsks("risk: low"));
    const auto first = awaitApproval(start("flow"));
    const auto second = awaitApproval(start("flow"));
    const auto third = awaitApproval(start("flow"));
    EXPECT_FALSE(must(api::GetPreviousApproval{first.id}).approval);
    const auto later = must(inboxApproves(second), as("bob")).approval;
    EXPECT_EQ(must(api::GetPreviousApproval{first.id}).approval, later) << "raised after it, and approved before";
    EXPECT_EQ(must(api::GetPreviousApproval{third.id}).approval, later);
    ASSERT_TRUE(eventually([&] { return api::wallClock() > later.decidedAt; }));
    const auto last = must(inboxApproves(first), as("bob")).approval;
    EXPECT_EQ(must(api::GetPreviousApproval{third.id}).approval, last) << "asked again, it is another by now";
    EXPECT_EQ(must(api::GetPreviousApproval{first.id}).approval, later) << "what was known when it was decided";
    EXPECT_FALSE(must(api::GetPreviousApproval{second.id}).approval) << "nothing was decided before";
}

TEST_P(InboxContract, DecisionsOfOneGoAreToldAsSuch) {
    deploy("flow", inboxAsks("risk: low"));
    std::vector<api::Approval> asked;
    for (int i = 0; i < 3; ++i) {
        asked.push_back(awaitApproval(start("flow")));
    }
    for (int i = 0; i < 2; ++i) {
        auto decide = inboxApproves(asked.at(static_cast<std::size_t>(i)));
        decide.batch = "friday";
        decide.batchSize = 2;
        const auto decided = must(decide, as("bob")).approval;
        ASSERT_EQ(decided.decisions.size(), 1u);
        EXPECT_EQ(decided.decisions[0].batch, "friday");
        EXPECT_EQ(decided.decisions[0].batchSize, 2);
    }
    const auto alone = must(inboxApproves(asked[2]), as("bob")).approval;
    EXPECT_EQ(alone.decisions.at(0).batch, "");
    api::ListApprovals query;
    query.batch = "friday";
    auto found = in(Queue::decided, as("zoe"), query);
    std::sort(found.begin(), found.end());
    auto wanted = std::vector{asked[0].id, asked[1].id};
    std::sort(wanted.begin(), wanted.end());
    EXPECT_EQ(found, wanted);
    query.batch = "monday";
    EXPECT_TRUE(in(Queue::decided, as("zoe"), query).empty());
    std::string told;
    api::GetHistory past;
    past.run = asked[0].run;
    for (const auto& entry : must(past).items) {
        told += entry.kind == "approval.decided" ? entry.detail : "";
    }
    EXPECT_EQ(told, "bob approved (one of 2 decided together, batch friday): because");
}

TEST_P(InboxContract, ABatchHasANameAndASize) {
    deploy("flow", inboxAsks("risk: low"));
    const auto approval = awaitApproval(start("flow"));
    auto decide = inboxApproves(approval);
    decide.batch = std::string(api::kMaxBatchBytes + 1, 'b');
    decide.batchSize = 1;
    EXPECT_EQ(refused(decide, as("bob")), api::code::kInvalidArgument);
    decide.batch = "b";
    for (const int size : {-1, 0, api::kMaxBatchSize + 1}) {
        decide.batchSize = size;
        EXPECT_EQ(refused(decide, as("bob")), api::code::kInvalidArgument) << size;
    }
    decide.batch.clear();
    decide.batchSize = 3;
    EXPECT_EQ(refused(decide, as("bob")), api::code::kInvalidArgument);
    decide.batchSize = 0;
    EXPECT_EQ(must(decide, as("bob")).approval.state, api::ApprovalState::approved);
}

std::string inboxFaceName(const testing::TestParamInfo<Face>& face) {
    constexpr const char* kNames[] = {"embedded", "memory", "socket", "nats", "natsCluster"};
    return kNames[static_cast<std::size_t>(face.param)];
}
INSTANTIATE_TEST_SUITE_P(Faces, InboxContract,
                         testing::Values(Face::embedded, Face::memory, Face::socket, Face::nats, Face::natsCluster),
                         inboxFaceName);

}  // namespace
}  // namespace beamline::test
