// SPDX-License-Identifier: Apache-2.0
// `foreach` of a subscription to messages: a call for each, its tasks before the next; and what `$authorization` says.
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

using Strings = std::vector<std::string>;

const std::string kSubscription =
    "do:\n- sub:\n    call: asyncapi\n    with:\n      document: {endpoint: d.yaml}\n      operation: o\n"
    "      subscription:\n        filter: '${ .payload != $context.last }'\n        consume: {amount: 3}\n"
    "        foreach:\n          item: m\n          at: n\n          do:\n          - add: {call: work, with: {m: '${ "
    "$m.payload }', "
    "n: '${ $n }'}}\n          output: {as: .m}\n          export: {as: '${ {last: .} }'}\n";

Json message(int payload, bool last = false) {
    return boost::json::object{{"message", boost::json::object{{"payload", payload}}}, {"last", last}};
}

std::string turnOf(const Driver& run) {
    const auto id = run.callOf("sub");
    if (id == 0) {
        return "none";
    }
    const auto& start = run.calls().at(id);
    return std::to_string(start.turn->taken) + " " + text(start.turn->message) + " " + text(start.scope->context);
}

TEST(Messages, ComeOneByOne) {
    Driver run(kSubscription);
    run.start("{}");
    EXPECT_EQ(turnOf(run), "0 - {}");
    EXPECT_EQ(run.calls().begin()->second.turn->since, 10'000);
    run.succeed(run.callOf("sub"), message(7));
    EXPECT_EQ(turnOf(run), "none") << "the tasks of the first come first";
    EXPECT_EQ(text(run.calls().begin()->second.arguments), R"({"m":7,"n":0})");
    run.answer(run.callOf("add"));
    EXPECT_EQ(turnOf(run), R"(1 {"payload":7} {"last":7})") << "expressions see what the tasks exported";
    run.succeed(run.callOf("sub"), message(8));
    run.crash(false);
    run.answer(run.callOf("add"));
    run.succeed(run.callOf("sub"), message(9, true));
    run.answer(run.callOf("add"));
    EXPECT_EQ(run.ending(), "completed [7,8,9]");
    for (const auto& line : run.log()) {
        EXPECT_EQ(line.find(" close"), line.npos) << line;
    }
    run.expectReplay();
}

TEST(Messages, EndWithoutAnother) {
    Driver run(kSubscription);
    run.start("{}");
    run.succeed(run.callOf("sub"), json(R"({"last":true})"));
    EXPECT_EQ(run.ending(), "completed []");
}

TEST(Messages, WithoutTasksOrExpressions) {
    Driver run(
        "do:\n- sub: {call: asyncapi, with: {document: {endpoint: d}, operation: o, subscription: {consume: "
        "{amount: 2}, foreach: {output: {as: '${ [$index, .payload, $item.payload] }'}}}}}\n");
    run.start("{}");
    run.succeed(run.callOf("sub"), message(1));
    EXPECT_FALSE(run.calls().at(run.callOf("sub")).turn->message) << "nobody asks about it";
    run.succeed(run.callOf("sub"), message(2, true));
    EXPECT_EQ(run.ending(), "completed [[0,1,1],[1,2,2]]");
}

bool closes(const Driver& run) {
    return std::any_of(run.log().begin(), run.log().end(),
                       [](const auto& line) { return line.find(" close detached") != line.npos; });
}

TEST(Messages, AreClosedWhenNobodyWantsMore) {
    Driver cancelled(kSubscription);
    cancelled.start("{}");
    cancelled.succeed(cancelled.callOf("sub"), message(1));
    EXPECT_FALSE(closes(cancelled));
    cancelled.control(FactKind::cancelled);
    EXPECT_TRUE(closes(cancelled));

    Driver late(
        "do:\n- t:\n    try:\n    - sub:\n        call: asyncapi\n        with: {document: {endpoint: d}, "
        "operation: o, subscription: {consume: {amount: 2}, foreach: {do: [{nap: {wait: PT1H}}]}}}\n        "
        "timeout: {after: PT1S}\n    catch: {do: [{h: {set: '${ $error.status }'}}]}\n");
    late.start("{}");
    late.succeed(late.callOf("sub"), message(1));
    late.toEnd();
    EXPECT_EQ(late.ending(), "completed 408");
    EXPECT_TRUE(closes(late));
}

TEST(Messages, ARetryGoesOnBehindWhatWasDone) {
    Driver run(kSubscription);
    run.start("{}");
    run.succeed(run.callOf("sub"), message(1));
    run.answer(run.callOf("add"));
    run.fail(run.callOf("sub"), makeError("communication", "gone", {}));
    EXPECT_EQ(run.ending(), "faulted communication 500 /do/0/sub");
    run.control(FactKind::retried);
    EXPECT_EQ(turnOf(run), R"(1 {"payload":1} {"last":1})");
    run.succeed(run.callOf("sub"), message(2, true));
    run.answer(run.callOf("add"));
    EXPECT_EQ(run.ending(), "completed [1,2]");
    run.expectReplay();

    Driver anew(kSubscription);
    anew.start("{}");
    anew.fail(anew.callOf("sub"), makeError("communication", "gone", {}));
    EXPECT_TRUE(anew.machine().retryPoint().has_value()) << "it has not begun: another input may help";
}

TEST(Messages, AreHeldWhileSuspended) {
    Driver run(kSubscription);
    run.start("{}");
    run.control(FactKind::suspended);
    run.succeed(run.callOf("sub"), message(1, true));
    EXPECT_EQ(run.callOf("add"), 0U);
    run.control(FactKind::resumed);
    run.answer(run.callOf("add"));
    EXPECT_EQ(run.ending(), "completed [1]");
}

TEST(Messages, AreNoneOfHttp) {
    const auto parsed = parseDefinition(
        "document: {dsl: '1.0.3', namespace: t, name: n, version: '1.0.0'}\n"
        "do: [{a: {call: asyncapi, with: {document: {endpoint: d}, operation: o, protocol: http, subscription: "
        "{consume: "
        "{amount: 1}}}}}]\n",
        catalog());
    ASSERT_EQ(parsed.problems.size(), 1U);
    EXPECT_EQ(parsed.problems[0].pointer, "/do/0/a/with/protocol");
    EXPECT_NE(parsed.problems[0].message.find("does not say how a subscriber gets its messages"), std::string::npos);
}

Fact startedWith(const Driver& run, const char* secrets) {
    auto fact = run.fact(FactKind::started, 0, json("{}"));
    fact.secrets = makeData(json(secrets));
    return fact;
}

TEST(Authorization, IsDescribedWhereTheSpecificationSays) {
    Driver run(
        "use: {secrets: [s]}\ndo:\n- get:\n    if: '${ $authorization == null }'\n    input: {from: '${ "
        "[$authorization, "
        "$secrets] }'}\n    call: http\n    with: {method: get, endpoint: {uri: 'http://x', authentication: {oauth2: "
        "{authority: 'http://y', grant: client_credentials, client: {id: i}}}}, headers: {x: '${ $authorization.scheme "
        "}', y: "
        "'${ \"is \\($authorization.parameter)\" }'}, body: '${ . }'}\n    output: {as: '${ [$authorization.scheme, "
        "$authorization.parameter] }'}\n    export: {as: '${ {kept: $authorization.scheme} }'}\n- next: {set: '${ {a: "
        "$authorization, before: ., kept: $context.kept} }'}\n");
    run.must(startedWith(run, R"({"":"NONCE","s":"[s]"})"));
    const auto& start = run.calls().begin()->second;
    EXPECT_EQ(text(makeData(start.arguments->at("headers"))),
              R"({"x":"Bearer","y":"is [authorization /do/0/get NONCE]"})");
    EXPECT_EQ(text(makeData(start.arguments->at("body"))), R"([null,{"s":"[s]"}])")
        << "nor is the word's seed a secret";
    EXPECT_EQ(run.machine().authorizationWord(start.task), "[authorization /do/0/get NONCE]");
    run.succeed(run.callOf("get"), 1);
    EXPECT_EQ(run.ending(),
              R"(completed {"a":null,"before":["Bearer","[authorization /do/0/get NONCE]"],"kept":"Bearer"})");
}

TEST(Authorization, HasTheSchemeOfItsKind) {
    const std::pair<const char*, const char*> kinds[] = {
        {"basic: {username: u, password: p}", R"({"scheme":"Basic","parameter":"[authorization /do/0/get N]"})"},
        {"bearer: token", R"({"scheme":"Bearer","parameter":"[authorization /do/0/get N]"})"},
        {"digest: {username: u, password: p}", R"({"scheme":"Digest","parameter":null})"},
        {"certificate: {certificate: c}", "null"},
    };
    for (const auto& [kind, expected] : kinds) {
        Driver run(
            "use: {authentications: {named: {" + std::string(kind) +
            "}}}\ndo:\n- get: {call: http, with: {method: get, endpoint: {uri: 'http://x', authentication: {use: "
            "named}}}, output: {as: '${ $authorization }'}}\n");
        run.must(startedWith(run, R"({"":"N"})"));
        run.succeed(run.callOf("get"), 1);
        EXPECT_EQ(run.output(), expected) << kind;
    }
    Driver none(
        "do:\n- get: {call: http, with: {method: get, endpoint: 'http://x'}, output: {as: '${ $authorization }'}}\n");
    none.must(startedWith(none, R"({"":"N"})"));
    none.succeed(none.callOf("get"), 1);
    EXPECT_EQ(none.output(), "null");
}

TEST(Authorization, CostsNothingWhereNobodyAsks) {
    EXPECT_FALSE(
        define("do:\n- get: {call: http, with: {method: get, endpoint: {uri: 'http://x', authentication: {bearer: "
               "t}}}}\n")
            ->authorization);
}

}  // namespace
}  // namespace beamline::core::testing
