// SPDX-License-Identifier: Apache-2.0
// Every operation, reply and message survives the wire; what is not understood is named.

#include <gtest/gtest.h>

#include <set>

#include "engine/wire/codec.h"
#include "engine/wire/utf8.h"
#include "tests/engine/wire/random_value.h"

namespace beamline::wire {
namespace {

constexpr int kRounds = 40;

template <class List, class Use>
void forEachType(Use use) {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, List>>(use);
}

template <class T>
T roundTrip(const T& message) {
    auto decoded = decode(encode(message));
    EXPECT_TRUE(decoded.ok()) << decoded.error().message << "\n" << encode(message);
    if (!decoded.ok() || !std::holds_alternative<T>(*decoded)) {
        ADD_FAILURE() << "Another message came back: " << encode(message);
        return {};
    }
    return std::get<T>(*decoded);
}

TEST(Codec, CarriesEveryOperation) {
    test::RandomValue random(1);
    forEachType<api::Operations>([&](auto identity) {
        using Op = typename decltype(identity)::type;
        for (int i = 0; i < kRounds; ++i) {
            const Call call{random.make<std::uint64_t>(), random.make<Op>(), random.make<api::RequestContext>()};
            const auto back = roundTrip(call);
            ASSERT_TRUE(std::holds_alternative<Op>(back.operation)) << Op::kInfo.name;
            EXPECT_EQ(back.id, call.id);
            EXPECT_EQ(operationToJson(back.operation), operationToJson(call.operation)) << Op::kInfo.name;
            EXPECT_EQ(api::toJson(back.context), api::toJson(call.context));
        }
    });
}

TEST(Codec, CarriesEveryReply) {
    test::RandomValue random(2);
    forEachType<api::Operations>([&](auto identity) {
        using Op = typename decltype(identity)::type;
        for (int i = 0; i < kRounds; ++i) {
            const Answer answer{random.make<std::uint64_t>(), Op::kInfo.name, random.make<typename Op::Reply>()};
            const auto back = roundTrip(answer);
            EXPECT_EQ(back.operation, Op::kInfo.name);
            ASSERT_EQ(back.reply.index(), answer.reply.index()) << Op::kInfo.name;
            EXPECT_EQ(replyToJson(back.reply), replyToJson(answer.reply)) << Op::kInfo.name;
        }
    });
}

TEST(Codec, CarriesEveryOtherMessage) {
    test::RandomValue random(3);
    using Plain = boost::mp11::mp_list<Hello, Failure, Subscribe, Unsubscribe, Delivery, AskHealth, TellHealth>;
    forEachType<Plain>([&](auto identity) {
        using T = typename decltype(identity)::type;
        for (int i = 0; i < kRounds; ++i) {
            const auto message = random.make<T>();
            EXPECT_EQ(api::toJson(roundTrip(message)), api::toJson(message));
        }
    });
}

TEST(Codec, NamesAreUniqueAndFitASubject) {
    std::set<std::string> names;
    forEachType<api::Operations>([&](auto identity) {
        const std::string name = decltype(identity)::type::kInfo.name;
        EXPECT_TRUE(names.insert(name).second) << name;
        EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string::npos) << name;
    });
}

TEST(Codec, NamesAnUnknownOperationAndKeepsTheId) {
    const auto decoded = decode(R"({"type":"call","id":7,"operation":"fly_to_the_moon","arguments":{}})");
    ASSERT_FALSE(decoded.ok());
    EXPECT_EQ(decoded.error().code, api::code::kUnsupported);
    EXPECT_NE(decoded.error().message.find("fly_to_the_moon"), std::string::npos);
    EXPECT_EQ(decoded.error().detail, api::Json(std::uint64_t{7}));
}

TEST(Codec, NamesThePlaceOfAWrongMember) {
    const auto decoded = decode(
        R"({"type":"call","id":8,"operation":"list_runs","arguments":{"filter":{"phases":["running","flying"]}}})");
    ASSERT_FALSE(decoded.ok());
    EXPECT_NE(decoded.error().message.find("/filter/phases/1"), std::string::npos) << decoded.error().message;
}

TEST(Codec, LetsUnknownAndMissingMembersPass) {
    const auto decoded =
        decode(R"({"type":"call","id":9,"operation":"get_run","arguments":{"run":"r","later":1},"more":[]})");
    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(std::get<api::GetRun>(std::get<Call>(*decoded).operation).run, "r");
    EXPECT_TRUE(decode(R"({"type":"call","id":9,"operation":"count_runs"})").ok());
}

TEST(Codec, RefusesWhatIsNotAMessage) {
    for (const char* text : {"", "nonsense", "[]", "{}", R"({"type":"unknown"})", R"({"type":"call","id":-1})",
                             R"({"type":"call","id":"x"})",
                             R"({"type":"answer","id":1,"operation":"get_run","value":3})", R"({"type":"event")"}) {
        const auto decoded = decode(text);
        ASSERT_FALSE(decoded.ok()) << text;
        EXPECT_EQ(decoded.error().code, api::code::kInvalidArgument) << text;
    }
}

TEST(Codec, CarriesTheDeepestValueOfThePort) {
    const auto depth = api::kMaxJsonDepth;
    const auto value = api::parseJson(std::string(depth, '[') + std::string(depth, ']'));
    ASSERT_TRUE(value.ok());
    api::HistoryPage page;
    page.items.emplace_back().data = *value;
    EXPECT_EQ(replyToJson(roundTrip(Answer{1, "get_history", page}).reply), replyToJson(page));
    const auto tooDeep = depth + kMaxEnvelopeDepth;
    EXPECT_FALSE(
        decode(R"({"type":"answer","id":1,"value":)" + std::string(tooDeep, '[') + std::string(tooDeep, ']') + "}")
            .ok());
}

TEST(Codec, RepairsBytesThatAreNotUtf8) {
    bool repaired = false;
    const auto bytes = encode(Call{1, api::GetRun{"a\xFF\xC3\x28z"}, {}}, &repaired);
    EXPECT_TRUE(repaired);
    const auto decoded = decode(bytes);
    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(std::get<api::GetRun>(std::get<Call>(*decoded).operation).run, "a\xEF\xBF\xBD\xEF\xBF\xBD(z");
    encode(Call{1, api::GetRun{"é日"}, {}}, &repaired);
    EXPECT_FALSE(repaired);
}

TEST(Utf8, KnowsTheBordersOfTheFormat) {
    for (const char* good : {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEF\xBF\xBF",
                             "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
        std::string text = good;
        EXPECT_FALSE(repairUtf8(text)) << good;
    }
    for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xC2", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE1\x80",
                            "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
        std::string text = bad;
        EXPECT_TRUE(repairUtf8(text)) << bad;
        EXPECT_FALSE(repairUtf8(text)) << bad;
    }
}

TEST(Versions, TheNewestThatBothKnowIsSpoken) {
    EXPECT_EQ(agreed({1, 1}, {1, 0}), 1) << "before there were ranges";
    EXPECT_EQ(agreed({1, 3}, {1, 0}), 1);
    EXPECT_EQ(agreed({1, 3}, {2, 5}), 3);
    EXPECT_EQ(agreed({2, 5}, {1, 3}), 3);
    EXPECT_EQ(agreed({2, 3}, {1, 0}), 0);
    EXPECT_EQ(agreed({1, 1}, {2, 3}), 0);
    EXPECT_EQ(agreed({1, 3}, {3, 2}), 0) << "not a range";
    EXPECT_EQ(agreed({1, 1}, {0, 0}), 0) << "not told";
}

TEST(Versions, WhatIsNewInAnAnswerIsUnknownAndWhatIsNewInARequestIsRefused) {
    const auto answer = decode(
        R"({"type":"answer","id":1,"operation":"get_approval","value":{"approval":{"id":"a","risk":"grave",
            "state":"postponed","new":{"member":1}}}})");
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    const auto& approval = std::get<api::ApprovalReply>(std::get<Answer>(*answer).reply).approval;
    EXPECT_EQ(approval.id, "a");
    EXPECT_EQ(approval.risk, api::kUnknown<api::Risk>);
    EXPECT_FALSE(api::isOpen(approval.state)) << "nobody is asked to decide on it";
    EXPECT_EQ(api::toJson(approval).at("risk"), "unknown");
    const auto health = decode(R"({"type":"tell_health","health":{"state":"meditating","seq":7}})");
    ASSERT_TRUE(health.ok()) << health.error().message;
    EXPECT_EQ(std::get<TellHealth>(*health).health.seq, 7u);
    const auto told = decode(
        R"({"type":"delivery","id":1,"event":{"seq":3,"kind":"run.levitating","run":"r",
            "summary":{"id":"r","phase":"levitating"}}})");
    ASSERT_TRUE(told.ok()) << told.error().message;
    EXPECT_EQ(std::get<Delivery>(*told).event.kind, "run.levitating");
    const auto request =
        decode(R"({"type":"call","id":2,"operation":"control_schedule","arguments":{"action":"explode"}})");
    ASSERT_FALSE(request.ok());
    EXPECT_EQ(request.error().code, api::code::kInvalidArgument);
    const auto unknown = decode(R"({"type":"call","id":2,"operation":"fly_away","arguments":{}})");
    ASSERT_FALSE(unknown.ok());
    EXPECT_EQ(unknown.error().code, api::code::kUnsupported);
}

}  // namespace
}  // namespace beamline::wire
