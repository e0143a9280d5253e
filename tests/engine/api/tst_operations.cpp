// SPDX-License-Identifier: Apache-2.0
// The operation table, and the typed call over it.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "engine/api/engine.h"

namespace beamline::api {
namespace {

template <class List, class Use>
void forEach(Use use) {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, List>>(use);
}

TEST(Operations, HaveOneNameEachAndAPermission) {
    std::set<std::string> names;
    forEach<Operations>([&](auto identity) {
        using Op = typename decltype(identity)::type;
        const std::string name = Op::kInfo.name;
        const std::string permission = Op::kInfo.permission;
        EXPECT_TRUE(names.insert(name).second) << name << " twice";
        // The name is a token of a subject and a path: no dot, no space, no capital.
        EXPECT_TRUE(std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::islower(c) || c == '_'; }))
            << name;
        const bool anybody = std::is_same_v<Op, GetAccess>;  // who asks hears of themselves alone
        EXPECT_EQ(std::count(permission.begin(), permission.end(), '.'), anybody ? 0 : 1) << name << ": " << permission;
    });
    EXPECT_EQ(names.size(), boost::mp11::mp_size<Operations>::value);
}

TEST(Operations, ReadOrWrite) {
    forEach<Queries>([](auto identity) {
        const std::string permission = decltype(identity)::type::kInfo.permission;
        EXPECT_TRUE(permission.empty() || permission.ends_with(".read")) << decltype(identity)::type::kInfo.name;
    });
    forEach<Commands>([](auto identity) {
        const std::string permission = decltype(identity)::type::kInfo.permission;
        EXPECT_NE(permission.substr(permission.find('.')), ".read") << decltype(identity)::type::kInfo.name;
    });
}

/// Answers whatever it is told to, at once.
class Parrot : public Engine {
public:
    void submit(Command, RequestContext, ReplyHandler handler) override { ++commands, handler(answer); }
    void query(Query, RequestContext, ReplyHandler handler) override { ++queries, handler(answer); }
    std::unique_ptr<Subscription> subscribe(EventFilter, Seq, EventSink) override { return nullptr; }
    Health health() const override { return {}; }

    Result<Reply> answer = Error{code::kUnavailable, "Nobody is there.", {}, true};
    int commands = 0;
    int queries = 0;
};

TEST(Call, GoesByTheVerbOfItsRowAndHandsOnTheReply) {
    Parrot engine;
    engine.answer = Reply(StartReply{"R", true});
    EXPECT_EQ(callAndWait(engine, StartRun{}, {})->run, "R");
    EXPECT_EQ(engine.commands, 1);
    engine.answer = Reply(RunCounts{{{"running", 3}}, 0, 9});
    EXPECT_EQ(callAndWait(engine, CountRuns{}, {})->byPhase.at("running"), 3);
    EXPECT_EQ(engine.queries, 1);
}

TEST(Call, HandsOnErrorsAndCatchesForeignReplies) {
    Parrot engine;
    const auto down = callAndWait(engine, CountRuns{}, {});
    ASSERT_FALSE(down.ok());
    EXPECT_EQ(down.error().code, code::kUnavailable);
    EXPECT_TRUE(down.error().retryable);
    engine.answer = Reply(StartReply{});
    const auto wrong = callAndWait(engine, CountRuns{}, {});
    ASSERT_FALSE(wrong.ok());
    EXPECT_EQ(wrong.error().code, code::kInternal);
    EXPECT_NE(wrong.error().message.find("count_runs"), std::string::npos) << wrong.error().message;
}

TEST(Phases, AreFinalOrNot) {
    int finals = 0;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Phase>>(
        [&](auto d) { finals += isFinal(d.value) ? 1 : 0; });
    EXPECT_EQ(finals, 3);
    EXPECT_TRUE(isOpen(ApprovalState::waiting) && isOpen(ApprovalState::escalated));
    EXPECT_FALSE(isOpen(ApprovalState::approved) || isOpen(ApprovalState::expired) || isOpen(ApprovalState::cancelled));
}

}  // namespace
}  // namespace beamline::api
