// SPDX-License-Identifier: Apache-2.0
// The JSON form of described values: every operation and reply there and back, a reader that forgives what it does not
// know and names the place of what is wrong, and the printers.

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "engine/api/engine.h"
#include "engine/api/json_codec.h"
#include "tests/engine/wire/random_value.h"

namespace beamline::api {
namespace {

constexpr int kRounds = 50;

Json json(std::string_view text) {
    auto parsed = parseJson(text);
    EXPECT_TRUE(parsed.ok()) << text;
    return parsed.ok() ? *parsed : Json();
}

template <class T>
void expectBack(const T& value, const char* what) {
    const auto written = toJson(value);
    const auto back = fromJson<T>(written);
    ASSERT_TRUE(back.ok()) << what << ": " << back.error().message;
    EXPECT_EQ(toJson(*back), written) << what;
}

TEST(JsonCodec, EveryOperationReplyAndEventComesBack) {
    test::RandomValue random(7);
    for (int i = 0; i < kRounds; ++i) {
        boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Operations>>([&](auto identity) {
            using Op = typename decltype(identity)::type;
            expectBack(random.make<Op>(), Op::kInfo.name);
            expectBack(random.make<typename Op::Reply>(), Op::kInfo.name);
        });
        expectBack(random.make<Event>(), "event");
        expectBack(random.make<EventFilter>(), "filter");
        expectBack(random.make<RequestContext>(), "context");
        expectBack(random.make<Health>(), "health");
    }
}

TEST(JsonCodec, WritesMembersAndEnumeratorsByName) {
    RunSummary run;
    run.id = "R";
    run.phase = Phase::waiting;
    const auto written = toJson(run);
    EXPECT_EQ(written.at("phase"), "waiting");
    EXPECT_FALSE(written.get_object().contains("error")) << "an absent optional is left out";
    run.error = WorkflowError{"x", 418, "", "", "/do/0/a"};
    EXPECT_EQ(toJson(run).at("error").at("status"), 418);
    EXPECT_FALSE(toJson(GetApproval{}).get_object().empty());
    EXPECT_FALSE(toJson(Decision{}).get_object().contains("data")) << "null data is left out";
    EXPECT_TRUE(toJson(RunPage{}).get_object().contains("items")) << "inherited members, too";
}

TEST(JsonCodec, ForgivesWhatNeighbouringVersionsDoDifferently) {
    const auto run = fromJson<RunSummary>(json(R"({"id":"R","phase":"faulted","invented":{"later":[1]}})"));
    ASSERT_TRUE(run.ok());
    EXPECT_EQ(run->phase, Phase::faulted);
    EXPECT_EQ(run->createdAt, 0) << "missing members keep their default";
    EXPECT_EQ(fromJson<ListRuns>(json("{}"))->limit, kDefaultPageSize);
    EXPECT_FALSE(fromJson<RunSummary>(json(R"({"error":null})"))->error.has_value());
    EXPECT_EQ(fromJson<Health>(json(R"({"tasksPerSecond":3})"))->tasksPerSecond, 3.0) << "whole numbers are numbers";
    EXPECT_EQ(fromJson<ListRuns>(json(R"({"limit":5.0})"))->limit, 5);
}

template <class T>
void expectRefused(const char* text, const char* pointer, const char* wanted) {
    const auto result = fromJson<T>(json(text));
    ASSERT_FALSE(result.ok()) << text;
    EXPECT_EQ(result.error().code, code::kInvalidArgument);
    EXPECT_EQ(result.error().detail, pointer) << text;
    EXPECT_NE(result.error().message.find(wanted), std::string::npos) << result.error().message;
    EXPECT_NE(result.error().message.find(*pointer ? pointer : "the top"), std::string::npos) << result.error().message;
}

TEST(JsonCodec, NamesThePlaceOfWhatIsWrong) {
    expectRefused<ListRuns>("[]", "", "an object");
    expectRefused<ListRuns>(R"({"limit":"5"})", "/limit", "a number");
    expectRefused<ListRuns>(R"({"limit":1.5})", "/limit", "a number");
    expectRefused<ListRuns>(R"({"limit":5000000000})", "/limit", "in range");
    expectRefused<ListRuns>(R"({"descending":1})", "/descending", "true or false");
    expectRefused<ListRuns>(R"({"order":"size"})", "/order", "known names");
    expectRefused<ListRuns>(R"({"order":null})", "/order", "known names");
    expectRefused<ListRuns>(R"({"filter":{"phases":["running","walking"]}})", "/filter/phases/1", "known names");
    expectRefused<ListRuns>(R"({"filter":{"phases":"running"}})", "/filter/phases", "an array");
    expectRefused<ListRuns>(R"({"filter":{"labels":{"a":"x","b":5}}})", "/filter/labels/b", "a string");
    expectRefused<StartRun>(R"({"labels":[]})", "/labels", "an object");
    expectRefused<StartRun>(R"({"labels":{"a/b~c":5}})", "/labels/a~1b~0c", "a string");
    expectRefused<Approval>(R"({"decisions":[{"by":"a"},{"outcome":5}]})", "/decisions/1/outcome", "known names");
    expectRefused<RunReply>(R"({"run":{"error":{"status":"x"}}})", "/run/error/status", "a number");
    expectRefused<Event>(R"({"seq":-1})", "/seq", "in range");
    expectRefused<RunPage>(R"({"items":[{"id":1},{"id":2}]})", "/items/0/id", "a string");
}

TEST(JsonText, IsParsedStrictly) {
    EXPECT_EQ(json(" \t\r\n{\"a\" : [1, -0.5e1, true, null, \"\\u00e9\"]} \n").at("a").at(1), -5.0);
    for (const char* bad : {"", " ", "{", "[1,]", "{\"a\":1,}", "01", "+1", ".5", "nan", "'a'", "// x\n1", "\"\xFF\"",
                            "\"\x01\"", "1 2", "{} x", "\"\\x\"", "tru"}) {
        const auto parsed = parseJson(bad);
        ASSERT_FALSE(parsed.ok()) << bad;
        EXPECT_EQ(parsed.error().code, code::kInvalidInput);
        EXPECT_NE(parsed.error().message.find("at byte "), std::string::npos) << parsed.error().message;
    }
    EXPECT_NE(parseJson("[1, 2, x]").error().message.find("at byte 7"), std::string::npos);
    EXPECT_NE(parseJson("{} x").error().message.find("at byte 3"), std::string::npos);
}

TEST(JsonText, HasADepthLimit) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_TRUE(parseJson(nested(kMaxJsonDepth)).ok());
    EXPECT_FALSE(parseJson(nested(kMaxJsonDepth + 1)).ok());
    EXPECT_FALSE(parseJson(std::string(1'000'000, '[')).ok());
}

TEST(JsonText, CanonicalFormIsOneTextForOneValue) {
    EXPECT_EQ(canonicalJson(json(R"({"b":[{"d":1,"c":2}],"a":"x","":null,"B":true})")),
              R"({"":null,"B":true,"a":"x","b":[{"c":2,"d":1}]})");
    EXPECT_EQ(canonicalJson(json(R"({"x":1,"y":2})")), canonicalJson(json("{ \"y\" : 2, \"x\" : 1 }")));
    EXPECT_NE(canonicalJson(json("[1,2]")), canonicalJson(json("[2,1]")));
    EXPECT_EQ(canonicalJson(json("[18446744073709551615,-9223372036854775808,0.1,1e2]")),
              "[18446744073709551615,-9223372036854775808,0.1,100]");
}

TEST(JsonText, PrintsShortNumbersAndComesBack) {
    EXPECT_EQ(printJson(json("[2.5,1e300,0.1,-0.75,3.0]")), "[2.5,1e+300,0.1,-0.75,3]");
    EXPECT_EQ(printJson(json(R"({"z":1,"a":{"k":[]},"e":{}})")), R"({"z":1,"a":{"k":[]},"e":{}})") << "order is kept";
    EXPECT_EQ(printJson(json(R"({"a":[1,{"b":2}],"c":{}})"), JsonLayout::indented),
              "{\n  \"a\": [\n    1,\n    {\n      \"b\": 2\n    }\n  ],\n  \"c\": {}\n}");
    const double numbers[] = {0.1 + 0.2, 1.0 / 3, 5e-324, std::numeric_limits<double>::max(), -123456789.123456789};
    for (const double number : numbers) {
        EXPECT_EQ(parseJson(printJson(number))->to_number<double>(), number);
    }
    std::mt19937_64 draw(11);
    for (int i = 0; i < 2000; ++i) {
        const double number = std::uniform_real_distribution<>(-1, 1)(draw);
        EXPECT_EQ(parseJson(boost::json::serialize(Json(number)))->to_number<double>(), number) << "to the last bit";
    }
    test::RandomValue random(3);
    for (int i = 0; i < kRounds; ++i) {
        const auto value = random.make<Approval>();
        EXPECT_EQ(canonicalJson(json(printJson(toJson(value), JsonLayout::indented))), canonicalJson(toJson(value)));
    }
}

TEST(JsonText, WhatIsNoJsonNumberIsPrintedAsJqDoes) {
    EXPECT_EQ(printJson(json("[1e999,-1e999]")), "[1.7976931348623157e+308,-1.7976931348623157e+308]");
    EXPECT_NE(boost::json::serialize(json("1e999")), "1e99999") << "no way of writing it can make what no peer reads";
    EXPECT_EQ(canonicalJson(std::numeric_limits<double>::quiet_NaN()), "null");
    EXPECT_TRUE(parseJson(printJson(std::numeric_limits<double>::infinity())).ok());
}

}  // namespace
}  // namespace beamline::api
