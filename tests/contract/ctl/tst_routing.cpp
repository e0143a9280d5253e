// SPDX-License-Identifier: Apache-2.0
// Policies, decisions and providers at the command line.
#include <set>

#include "tests/contract/ctl/routing_fixture.h"

namespace beamline::test {
namespace {

TEST_F(BeamctlRouting, PoliciesAreStoredShownComparedTakenBackAndRemoved) {
    const auto first = put("p", kOnlyA, {"--comment", "to begin with", "--replaces", "0"});
    EXPECT_EQ(first.code, 0) << first.err;
    EXPECT_EQ(first.out, "p stored, version 1\n");
    EXPECT_EQ(put("p", kOnlyB, {"--replaces", "0"}).code, 2) << "there is one";
    EXPECT_EQ(put("p", kOnlyB, {"--replaces", "1"}).code, 0);
    const auto versions = at({"policies", "p"});
    EXPECT_TRUE(has(versions.out, "to begin with")) << versions.out;
    EXPECT_TRUE(has(versions.out, "current")) << versions.out;
    EXPECT_EQ(json(at({"policy", "show", "p"}).out), json(kOnlyB));
    EXPECT_EQ(json(at({"policy", "show", "p", "--version", "1"}).out), json(kOnlyA));
    EXPECT_EQ(at({"policy", "show", "p", "--version", "9"}).code, 2);

    const auto difference = told({"policy", "diff", "p"});
    EXPECT_GE(difference.as_array().size(), 2U);
    const auto table = at({"policy", "diff", "p", "--from", "2", "--to", "1"});
    EXPECT_EQ(table.code, 0);
    EXPECT_TRUE(has(table.out, "/version")) << table.out;
    EXPECT_TRUE(told({"policy", "diff", "p", file("b.json", kOnlyB)}).as_array().empty());
    EXPECT_EQ(at({"policy", "diff", "p", "b.json", "--to", "1"}).code, 2);

    EXPECT_EQ(at({"policy", "rollback", "p", "2"}).code, 2) << "it is the newest one";
    EXPECT_EQ(at({"policy", "rollback", "p", "first"}).code, 2);
    const auto back = at({"policy", "rollback", "p", "1"});
    EXPECT_EQ(back.out, "p is as in version 1, version 3\n") << back.err;
    EXPECT_EQ(json(at({"policy", "show", "p"}).out), json(kOnlyA));
    EXPECT_EQ(word(told({"policies", "p"}).at("items").at(0).at("comment")), "As version 1");

    EXPECT_EQ(at({"policy", "remove", "p", "--replaces", "1"}).code, 2);
    EXPECT_EQ(at({"policy", "remove", "p", "--comment", "no more"}).code, 0);
    EXPECT_EQ(at({"policy", "remove", "p"}).code, 2) << "it is not there";
    EXPECT_EQ(at({"policy", "remove", "never"}).code, 2);
    EXPECT_EQ(at({"policies", "never"}).code, 2) << "removing what is not there leaves nothing behind";
    EXPECT_EQ(at({"policy", "show", "p"}).code, 2);
    EXPECT_EQ(at({"policy", "show", "p", "--version", "4"}).code, 2) << "that version says that there is none";
    EXPECT_FALSE(has(at({"policies"}).out, "\np "));
    EXPECT_TRUE(has(at({"policies", "--removed"}).out, "removed"));
    EXPECT_EQ(at({"policy", "rollback", "p", "3"}).code, 0) << "and is back";
}

TEST_F(BeamctlRouting, MistakesInPoliciesAreOneLineEachWithFileAndPointer) {
    const auto bad =
        file("bad.json", "{\n  \"version\": 1,\n  \"providers\": [{\"name\": \"A B\", \"weight\": 101}]\n}\n");
    const auto refused = at({"policy", "put", "p", bad});
    EXPECT_EQ(refused.code, 3);
    EXPECT_EQ(refused.out, "");
    const std::regex form("bad\\.json:[0-9]+:[0-9]+: (error|warning): .+ \\(/.*\\)");
    std::set<std::string> places;
    for (const auto& line : lines(refused.err)) {
        EXPECT_TRUE(std::regex_match(line, form)) << line;
        places.insert(line.substr(line.rfind('(')));
    }
    EXPECT_EQ(places,
              (std::set<std::string>{"(/version)", "(/providers)", "(/providers/0/name)", "(/providers/0/weight)"}));
    EXPECT_TRUE(has(refused.err, "bad.json:2:14: ")) << refused.err;
    EXPECT_EQ(at({"policies", "p"}).code, 2) << "nothing was stored";

    const auto good = file("good.json", kOnlyA);
    const auto both = at({"policy", "check", good, bad});
    EXPECT_EQ(both.code, 3);
    EXPECT_TRUE(has(both.out, "good.json: ")) << both.out;
    EXPECT_TRUE(has(both.err, "(/providers/0/weight)")) << both.err;
    const auto checked = at({"policy", "check", good, bad, "-o", "json"});
    EXPECT_TRUE(json(checked.out).at(0).at("valid").as_bool());
    EXPECT_FALSE(json(checked.out).at(1).at("valid").as_bool());
    EXPECT_EQ(at({"policy", "put", "p", "-"}, "{").code, 3);
    EXPECT_EQ(at({"policy", "put", "p", "missing.json"}).code, 2);
    EXPECT_EQ(at({"policy", "check", "missing.json"}).code, 2);
    const auto guarded =
        put("q", R"({"version": "1.0", "providers": [{"name": "a", "weight": 1}], "validators": [{"id": "guard"}]})");
    EXPECT_EQ(guarded.code, 0);
    EXPECT_TRUE(has(guarded.err, "warning: ")) << "there is no such extension yet: " << guarded.err;
}

TEST_F(BeamctlRouting, WhatAnActionIsNotMadeForIsRefused) {
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"policy"},
                                                      {"policy", "fly", "p"},
                                                      {"policy", "put", "p"},
                                                      {"policy", "show", "p", "--comment", "x"},
                                                      {"policy", "simulate", "p", "--since", "soon"},
                                                      {"policy", "show", "p", "--version", "0"},
                                                      {"decide"},
                                                      {"decide", "-", "--policy-file", "x.json"},
                                                      {"decisions", "--since", "soon"},
                                                      {"extension", "enable"},
                                                      {"extension", "enable", "x", "--language", "python"},
                                                      {"extension", "rollback", "x"},
                                                      {"extension", "sign", "x"},
                                                      {"extension", "new", "x"}}) {
        const auto outcome = at(arguments);
        EXPECT_EQ(outcome.code, 2) << arguments.back() << outcome.err;
        EXPECT_EQ(outcome.out, "");
        EXPECT_TRUE(has(outcome.err, "beamctl: ")) << outcome.err;
    }
}

TEST_F(BeamctlRouting, RequestsAreDecidedExplainedListedAndTriedAgain) {
    ASSERT_EQ(put("p", kOnlyA).code, 0);
    const auto answer = at({"decide", "-"}, request("r1"));
    EXPECT_EQ(answer.code, 0) << answer.err;
    EXPECT_EQ(word(json(answer.out).at("decision").at("provider_id")), "a");
    const auto why = at({"decide", file("r2.json", request("r2")), "--explain"});
    EXPECT_EQ(why.code, 0) << why.err;
    for (const char* part : {"Policy:    p, version 1", "Request:   r2 (chat)", "Steps\n", "select", "Candidates\n",
                             "chosen, had 100 %"}) {
        EXPECT_TRUE(has(why.out, part)) << part << '\n' << why.out;
    }
    const auto both = json(at({"decide", "-", "--explain", "-o", "json"}, request("r3")).out);
    EXPECT_EQ(word(both.at("decision").at("requestId")), "r3");
    EXPECT_TRUE(both.at("response").at("ok").as_bool());

    const auto listed = told({"decisions", "--policy", "p", "--provider", "a"}).at("items").as_array();
    ASSERT_EQ(listed.size(), 3U);
    EXPECT_EQ(word(listed[0].at("requestId")), "r3") << "newest first";
    const auto id = word(listed[0].at("id"));
    EXPECT_TRUE(has(at({"decisions", id}).out, "Candidates\n"));
    EXPECT_EQ(word(told({"decisions", id}).at("id")), id);
    EXPECT_EQ(at({"decisions", "none"}).code, 2);
    EXPECT_EQ(told({"decisions", "--text", "r2"}).at("items").as_array().size(), 1U);
    EXPECT_TRUE(told({"decisions", "--failed"}).at("items").as_array().empty());
    EXPECT_TRUE(told({"decisions", "--until", "1d"}).at("items").as_array().empty());
    EXPECT_TRUE(has(at({"decisions", "--limit", "1"}).err, "--after "));

    const auto providers = at({"providers"});
    EXPECT_TRUE(has(providers.out, "PROVIDER")) << providers.out;
    EXPECT_EQ(word(told({"providers"}).at("items").at(0).at("provider")), "a");

    file("b.json", kOnlyB);
    const auto simulated = told({"policy", "simulate", "p", "b.json"});
    EXPECT_EQ(simulated.at("decisions").as_int64(), 3);
    EXPECT_EQ(simulated.at("changed").as_int64(), 3);
    EXPECT_LT(simulated.at("costAfter").as_double(), simulated.at("costBefore").as_double());
    const auto table = at({"policy", "simulate", "p", "b.json", "--since", "1h"});
    EXPECT_EQ(table.code, 0) << table.err;
    for (const char* part : {"PROVIDER", "Changed:", "3 (100 %)", "1.5 -> 0.75", "Expected latency"}) {
        EXPECT_TRUE(has(table.out, part)) << part << '\n' << table.out;
    }
    EXPECT_EQ(at({"policy", "simulate", "p", "--until", "1d"}).out, "") << "there was nothing then";
    EXPECT_EQ(at({"policy", "simulate", "q"}).code, 2);
    EXPECT_EQ(at({"policy", "simulate", "p", file("bad.json", "{}")}).code, 3);
}

TEST_F(BeamctlRouting, ADryRunLeavesNothingBehindAndCanTryAnotherPolicy) {
    ASSERT_EQ(put("p", kOnlyA).code, 0);
    const auto dry = at({"decide", "-", "--dry-run"}, request("r1"));
    EXPECT_EQ(dry.code, 0) << dry.err;
    EXPECT_TRUE(has(dry.out, "Provider: ")) << dry.out;
    const auto other =
        at({"decide", "-", "--dry-run", "--policy-file", file("b.json", kOnlyB), "--explain"}, request("r2"));
    EXPECT_EQ(other.code, 0) << other.err;
    EXPECT_TRUE(has(other.out, "Provider:  b (")) << other.out;
    const auto whole = json(at({"decide", "-", "--dry-run", "-o", "json"}, request("r3")).out);
    EXPECT_EQ(word(whole.at("decision").at("provider")), "a");
    EXPECT_TRUE(told({"decisions"}).at("items").as_array().empty());
    const auto bad =
        at({"decide", "-", "--dry-run", "--policy-file", file("bad.json", R"({"version": 1})")}, request("r4"));
    EXPECT_EQ(bad.code, 3);
    EXPECT_TRUE(has(bad.err, "bad.json:1:")) << bad.err;
}

TEST_F(BeamctlRouting, WhenNobodyCanBeChosenTheLastLineSaysWhy) {
    ASSERT_EQ(put("p", kOnlyA).code, 0);
    for (const auto& wrong : {std::string("{}"), std::regex_replace(request("r1"), std::regex("\"p\""), "\"none\"")}) {
        for (const char* option : {"--explain", "--dry-run"}) {
            const auto outcome = at({"decide", "-", option}, wrong);
            EXPECT_EQ(outcome.code, 4) << option << outcome.err;
            const auto last = json(lines(outcome.err).back());
            EXPECT_TRUE(has(word(last.at("type")), "/routing/")) << outcome.err;
            EXPECT_FALSE(last.at("detail").as_string().empty());
        }
    }
    EXPECT_EQ(at({"decide", "-"}, "{").code, 3) << "this is no JSON";
    EXPECT_TRUE(has(at({"decisions", "--failed"}).out, "policy_not_found"));
}

TEST_F(BeamctlRouting, TenantsSeeNothingOfEachOther) {
    ASSERT_EQ(put("p", kOnlyA, {"--tenant", "acme"}).code, 0);
    EXPECT_TRUE(has(at({"policies", "--tenant", "acme"}).out, "p "));
    EXPECT_FALSE(has(at({"policies"}).out, "\np "));
    ASSERT_EQ(::setenv("BEAMLINE_TENANT", "acme", 1), 0);
    EXPECT_EQ(at({"policy", "show", "p"}).code, 0);
    EXPECT_EQ(at({"decide", "-"}, request("r1", "acme")).code, 0);
    EXPECT_EQ(at({"policy", "show", "p", "--tenant", "other"}).code, 2) << "what is written goes before";
    ::unsetenv("BEAMLINE_TENANT");
}

}  // namespace
}  // namespace beamline::test
