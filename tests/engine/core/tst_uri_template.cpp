// SPDX-License-Identifier: Apache-2.0
// URI templates (dsl-reference.md, "URI Template").
#include "engine/core/expression/uri_template.h"

#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

std::string expanded(std::string_view text, const char* input) {
    const auto result = expandUriTemplate(text, json(input));
    return result ? *result : result.error().code + ": " + result.error().message;
}

/// The arguments that a call of http gets, or how the run ended.
std::string called(const std::string& endpoint, const char* input) {
    Driver run("do:\n- c: {call: http, with: {method: get, endpoint: " + endpoint + "}}\n");
    run.start(input);
    for (const auto& effect : run.machine().outstanding()) {
        if (const auto* start = std::get_if<StartActivity>(&effect)) {
            return text(start->arguments);
        }
    }
    return run.ending();
}

std::string mistake(const std::string& endpoint) {
    const auto result = parseDefinition(
        "document: {dsl: '1.0.3', namespace: test, name: sample, version: '1.0.0'}\n"
        "do:\n- c: {call: http, with: {method: get, endpoint: " +
            endpoint + "}}\n",
        catalog());
    return result.problems.empty() ? "" : result.problems[0].pointer + " " + result.problems[0].message;
}

TEST(UriTemplate, VariablesAreTopLevelMembersOfAScalarType) {
    EXPECT_EQ(expanded("https://h/v2/pet/{petId}", R"({"petId": 7})"), "https://h/v2/pet/7");
    EXPECT_EQ(expanded("/{a}/{b}{c}?q={a}", R"({"a": "x y/z?", "b": true, "c": 1.5})"),
              "/x%20y%2Fz%3F/true1.5?q=x%20y%2Fz%3F");
    EXPECT_EQ(expanded("/{none}/{nil}/end", R"({"nil": null})"), "///end") << "what is missing is empty";
    EXPECT_EQ(expanded("/{pet.id}", R"({"pet": {"id": 1}, "pet.id": 2})"), "/2") << "names are taken verbatim";
    EXPECT_EQ(expanded("/{n}", R"({"n": "\u00e9"})"), "/%C3%A9");
    EXPECT_EQ(expanded("/{n}", "[1]"), "/");
    EXPECT_EQ(expanded("plain", "{}"), "plain");
}

TEST(UriTemplate, AnObjectOrArrayIsAnError) {
    EXPECT_EQ(expanded("/{o}", R"({"o": {}})").substr(0, 40), "expression: The variable {o} of the URI ");
    EXPECT_EQ(called("'http://h/{o}'", R"({"o": [1]})").substr(0, 7), "faulted");
}

TEST(UriTemplate, OnlyWhatIsWrittenIsExpanded) {
    EXPECT_EQ(called("'http://h/{id}'", R"({"id": "a"})"), R"({"endpoint":"http://h/a","method":"get"})");
    EXPECT_EQ(called("{uri: 'http://h/{id}'}", R"({"id": "a"})"),
              R"({"endpoint":{"uri":"http://h/a"},"method":"get"})");
    EXPECT_EQ(called("'${ .u }'", R"({"u": "http://h/{id}", "id": "a"})"),
              R"({"endpoint":"http://h/{id}","method":"get"})");
}

TEST(UriTemplate, BracesThatAreNoneAreToldAtTheirPlace) {
    EXPECT_EQ(mistake("'http://h/{id}'"), "");
    EXPECT_EQ(mistake("'http://h/{id'").substr(0, 45), "/do/0/c/with/endpoint A brace of this URI has");
    EXPECT_EQ(mistake("{uri: 'http://h/id}'}").substr(0, 49), "/do/0/c/with/endpoint/uri A brace of this URI has");
    EXPECT_NE(mistake("'http://h/{?q}'").find("'{?q}' is no variable"), std::string::npos);
    EXPECT_NE(mistake("'http://h/{}'").find("'{}' is no variable"), std::string::npos);
}

}  // namespace
}  // namespace beamline::core::testing
