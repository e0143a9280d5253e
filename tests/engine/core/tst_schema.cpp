// SPDX-License-Identifier: Apache-2.0
// JSON Schema: mistakes of schemas with their places, violations of values, and that neither can hang or overflow.
#include <gtest/gtest.h>

#include "engine/core/definition/schema_check.h"
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

std::string mistakes(const Json& schema) {
    std::vector<api::Problem> found;
    std::string out;
    const auto compiled = compileSchema(schema, &found);
    EXPECT_EQ(compiled.ok(), found.empty());
    for (const auto& problem : found) {
        out += problem.pointer + " " + problem.message + "\n";
    }
    return out;
}

std::string violations(const Json& schema, const Json& value) {
    const auto compiled = compileSchema(schema);
    if (!compiled) {
        return compiled.error().message;
    }
    std::string out;
    for (const auto& problem : (*compiled)->check(value)) {
        out += problem.pointer + " " + problem.message + "\n";
    }
    return out;
}

std::string violations(const char* schema, const char* value) {
    return violations(json(schema), json(value));
}

TEST(Schema, MistakesWithPlaces) {
    const std::pair<const char*, const char*> cases[] = {
        {R"([])", " A JSON Schema must be an object."},
        {R"({"type":"text"})", "/type 'type' of a schema must be null, boolean"},
        {R"({"type":[]})", "/type 'type' of a schema"},
        {R"({"properties":[]})", "/properties 'properties' of a schema must be an object of schemas"},
        {R"({"properties":{"a/b":{"minimum":"1"}}})",
         "/properties/a~1b/minimum 'minimum' of a schema must be a number"},
        {R"({"items":[{"maxItems":1.5}]})", "/items/0/maxItems 'maxItems'"},
        {R"({"properties":{"a":3}})", "/properties/a A JSON Schema must be an object"},
        {R"({"required":"a"})", "/required 'required' of a schema must be a list of texts"},
        {R"({"allOf":[]})", "/allOf 'allOf' of a schema must be a list of schemas"},
        {R"({"enum":1})", "/enum 'enum' of a schema must be a list"},
        {R"({"multipleOf":0})", "/multipleOf 'multipleOf' of a schema must be a number above 0"},
        {R"({"pattern":"("})", "/pattern The pattern is not a regular expression"},
        {R"({"pattern":"(a)\\1"})", "/pattern The pattern refers back to a group"},
        {R"({"pattern":"((a{100}){100}){100}"})", "/pattern The pattern repeats or nests too much"},
        {R"({"patternProperties":{"(a+)+$":{}}})", "may have no alternatives, repeat no group"},
        {R"({"patternProperties":{"a*b*c*d*$":{}}})", "may have no alternatives, repeat no group"},
        {R"({"$ref":"http://example.com/schema"})", "/$ref '$ref' must point into the same schema"},
        {R"({"$ref":"other.json#/a"})", "/$ref '$ref' must point"},
        {R"({"properties":{"a":{"$ref":"#/definitions/b"}}})",
         "/properties/a/$ref There is no schema at '#/definitions/b'"},
        {R"({"$ref":"#"})", "refers to itself for the same value"},
        {R"({"definitions":{"a":{"$ref":"#/definitions/b"},"b":{"$ref":"#/definitions/a"}}})",
         "refers to itself for the same value"},
        {R"({"allOf":[{"$ref":"#"}]})", "refers to itself for the same value"},
        {R"({"prefixItems":[]})", "/prefixItems 'prefixItems' is not supported"},
        {R"({"dependencies":{"a":[1]}})", "/dependencies/a A dependency must be"},
    };
    for (const auto& [schema, expected] : cases) {
        EXPECT_NE(mistakes(json(schema)).find(expected), std::string::npos) << schema << "\n" << mistakes(json(schema));
    }
    const auto all = mistakes(json(R"({"type":"x","minLength":-1,"properties":{"a":{"type":"y"}}})"));
    EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 3) << all;
}

TEST(Schema, Violations) {
    const std::tuple<const char*, const char*, const char*> cases[] = {
        {R"({"type":"integer"})", "1", ""},
        {R"({"type":"integer"})", R"("1")", " This must be a whole number, not the text \"1\".\n"},
        {R"({"required":["a"]})", "{}", " Missing required property 'a'.\n"},
        {R"({"properties":{"a":{}},"additionalProperties":false})", R"({"b":1})",
         "/b Unknown property 'b'; known are a.\n"},
        {R"({"properties":{"a":{"type":"object","required":["b"]}}})", R"({"a":{}})",
         "/a Missing required property 'b'.\n"},
        {R"({"pattern":"^.{2}$"})", "\"\xC3\xA4\xC3\xB6\"", ""},
        {R"({"pattern":"^a+$"})", R"("ab")", " The text \"ab\" does not match the pattern \"^a+$\".\n"},
        {R"({"pattern":"^\\w+$"})", "3", ""},
        {R"({"allOf":[{"pattern":"a"}],"pattern":"b"})", R"("a")",
         " The text \"a\" does not match the pattern \"b\".\n"},
        {R"({"format":"date"})", R"("2024-02-29")", ""},
        {R"({"format":"date"})", R"("2023-02-29")", " must be a valid date"},
        {R"({"format":"date-time"})", R"("2024-02-29T23:59:60.5+02:00")", ""},
        {R"({"format":"date-time"})", R"("2024-02-29 12:00:00Z")", " must be a valid date"},
        {R"({"format":"time"})", R"("12:00:00Z")", ""},
        {R"({"uniqueItems":true})", "[1,\"1\",1.5,true,null]", ""},
        {R"({"uniqueItems":true})", "[1,2,1]", " The items must differ from one another.\n"},
        {R"({"uniqueItems":true})", "[1,2,1.0]", " The items must differ from one another.\n"},
        {R"({"uniqueItems":true})", "[{\"a\":1},[1],{\"a\":2}]", ""},
        {R"({"uniqueItems":true})", "[{\"a\":1},2,{\"a\":1}]", " The items must differ from one another.\n"},
        {R"({"$ref":"#/definitions/a b","definitions":{"a b":{"type":"null"}}})", "1",
         " This must be null, not the number 1.\n"},
        {R"({"properties":{"kids":{"items":{"$ref":"#"}},"n":{"type":"integer"}}})",
         R"({"kids":[{"kids":[{"n":"x"}]}]})", "/kids/0/kids/0/n This must be a whole number, not the text"},
        {R"({"patternProperties":{"^x-":{"type":"integer"}}})", R"({"x-a":"b","y":"z"})",
         "/x-a This must be a whole number, not the text \"b\".\n"},
        {R"({"enum":["a",1,null]})", R"("b")", " This must be \"a\", 1 or null, not the text \"b\".\n"},
        {R"({"enum":["a"]})", R"({"a":1})", " This must be \"a\", not an object.\n"},
        {R"({"enum":[{"a":[1]}]})", R"({"a":[1]})", ""},
        {R"({"const":3})", "3.5", " This must be 3, not the number 3.5.\n"},
        {R"({"type":["string","null"]})", "true", " This must be a text or null, not the boolean true.\n"},
        {R"({"anyOf":[{"type":"string"},{"type":"array"}]})", "7",
         " This must be a text or a list, not the number 7.\n"},
        {R"({"oneOf":[{"type":"string"},{"type":"object","required":["uri"]}]})", "{}",
         " Missing required property 'uri'.\n"},
        {R"({"oneOf":[{"minimum":1},{"minimum":2}]})", "3",
         " This fits more than one of the forms that are allowed here; exactly one must fit.\n"},
        {R"({"minimum":1,"maximum":65535})", "70000", " The number 70000 is too large; it must be at most 65535.\n"},
        {R"({"exclusiveMinimum":0.5})", "0.5", " The number 0.5 is too small; it must be above 0.5.\n"},
        {R"({"minLength":1})", R"("")", " The text is empty; it needs at least 1.\n"},
        {R"({"maxLength":2})", "\"\xC3\xA4\xC3\xB6\"", ""},
        {R"({"maxLength":2})", R"("abc")", " The text has 3 characters; it may have at most 2.\n"},
        {R"({"minItems":2})", "[1]", " The list has 1 item; it needs at least 2.\n"},
        {R"({"oneOf":[{"required":["a"]},{"required":["b","c"]}]})", R"({"b":1})",
         " Missing required property: 'a' or 'b', 'c'.\n"},
        {R"({"oneOf":[{"required":["a"]},{"required":["b"]}]})", R"({"a":1,"b":1})",
         " Only one can be given: 'a' or 'b'.\n"},
        {R"({"anyOf":[{"required":["a"]},{"required":["b"]}]})", R"({"a":1,"b":1})", ""},
        {R"({"anyOf":[{"required":["a"]},{"required":["b"]}]})", "3", ""},
        {R"({"oneOf":[{"required":["a"]},{"required":["b"]}]})", "3", " This must be an object, not the number 3.\n"},
        {R"({"additionalProperties":false})", R"({"a":1})", "/a Unknown property 'a'; there can be none.\n"},
        {R"({"not":{"type":"string"}})", R"("a")", " This has a form that is not allowed here.\n"},
        {R"({"multipleOf":2})", "3", "multiple of 2"},
        {R"({"if":{"properties":{"a":{"const":1}}},"then":{"required":["b"]}})", R"({"a":1})",
         "Missing required property 'b'"},
    };
    for (const auto& [schema, value, expected] : cases) {
        const auto said = violations(schema, value);
        EXPECT_EQ(said.substr(0, std::string_view(expected).size()).find(expected) != std::string::npos ||
                      said.find(expected) != std::string::npos,
                  true)
            << schema << " " << value << "\n"
            << said;
        EXPECT_EQ(said.empty(), *expected == '\0') << schema << " " << value << "\n" << said;
    }
}

TEST(Schema, PatternsCannotOverflowOrHang) {
    const Json longText(std::string(1'000'000, 'a'));
    EXPECT_EQ(violations(json(R"({"pattern":"^(a|b)*$"})"), longText), "");
    EXPECT_NE(violations(json(R"({"pattern":"^(a+)+$"})"), Json(std::string(5'000, 'a') + "!")), "");
    EXPECT_NE(violations(json(R"({"pattern":"(.*)(.*)(.*)(.*)(.*)[^a]"})"), Json(std::string(2'000, 'a'))), "");
    EXPECT_NE(violations(json(R"({"pattern":"(a{50}){50}"})"), longText).find("too long"), std::string::npos);
    EXPECT_NE(violations(json(R"({"format":"date"})"), Json(std::string(1'000'000, '1'))), "");
    EXPECT_NE(
        mistakes(Json(boost::json::object{{"pattern", std::string(kMaxPatternLength + 1, 'a')}})).find("longer than"),
        std::string::npos);
    EXPECT_NE(mistakes(Json(boost::json::object{{"pattern", std::string(400, '(') + std::string(400, ')')}}))
                  .find("nests too much"),
              std::string::npos);
    EXPECT_NE(violations(json(R"({"patternProperties":{"^a*$":{}}})"),
                         Json(boost::json::object{{std::string(100'000, 'a'), 1}}))
                  .find("longer than 128 bytes"),
              std::string::npos);
}

TEST(Schema, SizesAreBounded) {
    boost::json::array many;
    for (int i = 0; i < 3'000; ++i) {
        many.push_back(boost::json::object{{"i", i}});
    }
    EXPECT_NE(violations(json(R"({"uniqueItems":true})"), many).find("too many values"), std::string::npos);
    EXPECT_EQ(violations(json(R"({"items":{"type":"object"}})"), many), "");
    const auto said = violations(json(R"({"items":{"type":"string"}})"), many);
    EXPECT_LE(static_cast<std::size_t>(std::count(said.begin(), said.end(), '\n')), kMaxViolations);

    boost::json::object unknown;
    boost::json::array choices;
    for (int i = 0; i < 3'000; ++i) {
        unknown["m" + std::to_string(i)] = i;
        choices.push_back(i);
    }
    const auto members = violations(json(R"({"additionalProperties":false})"), unknown);
    EXPECT_LE(static_cast<std::size_t>(std::count(members.begin(), members.end(), '\n')), kMaxViolations);
    EXPECT_LT(violations(boost::json::object{{"enum", choices}}, Json("x")).size(), 200U);

    Json deep = boost::json::object();
    for (std::size_t i = 0; i < kMaxSchemaDepth + 5; ++i) {
        deep = boost::json::object{{"not", deep}};
    }
    EXPECT_NE(mistakes(deep).find("nested too deeply"), std::string::npos);

    // Two ways into every child: the work doubles with each level of the value.
    Json value = 1;
    for (int i = 0; i < 60; ++i) {
        value = boost::json::object{{"a", value}};
    }
    const auto twice = json(
        R"({"anyOf":[{"properties":{"a":{"$ref":"#"}},"required":["b"]},{"properties":{"a":{"$ref":"#"}},"required":["c"]},{"type":"null"}]})");
    EXPECT_NE(violations(twice, value).find("too large or nested too deeply"), std::string::npos);

    // A chain of references is as deep as a nested schema.
    boost::json::object chain;
    for (int i = 0; i < 5'000; ++i) {
        chain["d" + std::to_string(i)] = boost::json::object{
            {"allOf", boost::json::array{boost::json::object{{"$ref", "#/definitions/d" + std::to_string(i + 1)}}}}};
    }
    chain["d5000"] = boost::json::object{};
    EXPECT_NE(
        mistakes(boost::json::object{{"$ref", "#/definitions/d0"}, {"definitions", chain}}).find("follow one another"),
        std::string::npos);
}

}  // namespace
}  // namespace beamline::core::testing
