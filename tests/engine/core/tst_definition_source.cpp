// SPDX-License-Identifier: Apache-2.0
// YAML and JSON as they come: what is read, what is refused and where, and that nothing takes the process down.
#include <gtest/gtest.h>

#include "engine/core/definition/source_document.h"

namespace beamline::core {
namespace {

std::string readJson(const std::string& text) {
    const auto document = readSource(text);
    std::string out = document.problems.empty() ? boost::json::serialize(document.json) : "";
    for (const auto& problem : document.problems) {
        out += std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " + problem.pointer + " " +
               problem.message + "\n";
    }
    return out;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) {
        out += text;
    }
    return out;
}

TEST(Source, Values) {
    const std::pair<const char*, const char*> cases[] = {
        {"a: 1", R"({"a":1})"},
        {"a: -9223372036854775808", R"({"a":-9223372036854775808})"},
        {"a: 9223372036854775807", R"({"a":9223372036854775807})"},
        {"a: 18446744073709551615", R"({"a":18446744073709551615})"},
        {"a: 007", R"({"a":7})"},
        {"a: +5", R"({"a":5})"},
        {"a: +-5", R"({"a":"+-5"})"},
        {"a: 0x1F", R"({"a":31})"},
        {"a: 0o17", R"({"a":15})"},
        {"a: 1.5", R"({"a":1.5E0})"},
        {"a: .5", R"({"a":5E-1})"},
        {"a: 1e3", R"({"a":1E3})"},
        {"a: 1.2.3", R"({"a":"1.2.3"})"},
        {"a: 1_000", R"({"a":"1_000"})"},
        {"a: yes", R"({"a":"yes"})"},
        {"a: True", R"({"a":true})"},
        {"a: ~", R"({"a":null})"},
        {"a:", R"({"a":null})"},
        {"a: 'null'", R"({"a":"null"})"},
        {"a: \"1\"", R"({"a":"1"})"},
        {"a: !!str 1", R"({"a":"1"})"},
        {"a: !!int 1", R"({"a":1})"},
        {"a: 2024-01-01", R"({"a":"2024-01-01"})"},
        {"a: |\n  x\n  y\n", R"({"a":"x\ny\n"})"},
        {"a: |-\r\n  x\r\n  y\r\nb: 1\r\n", R"({"a":"x\ny","b":1})"},
        {"a: >\n  x\n  y\n", R"({"a":"x y\n"})"},
        {"\xEF\xBB\xBF"
         "a: 1",
         R"({"a":1})"},
        {"a: &x [1]\nb: *x", R"({"a":[1],"b":[1]})"},
        {"{\"a\": 1, \"b\": [true, null]}", R"({"a":1,"b":[true,null]})"},
        {"{\n\t\"a\": 1\n}", R"({"a":1})"},
        {"{\"a\": \"\\ud83d\\ude00 \\u00e4 \\\\ud83d\"}", "{\"a\":\"\xF0\x9F\x98\x80 \xC3\xA4 \\\\ud83d\"}"},
        {"# only\na: 1 # said\n", R"({"a":1})"},
        {"---\na: 1\n...\n", R"({"a":1})"},
    };
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(readJson(text), expected) << text;
    }
}

TEST(Source, Refusals) {
    const std::pair<std::string, const char*> cases[] = {
        {"", "1:1  The file is empty"},
        {"# nothing\n", "1:1  The file is empty"},
        {"a: 1\na: 2\n", "2:1 /a The key 'a' stands here twice"},
        {"x: {a: 1, 'a': 2}\n", "1:11 /x/a The key 'a' stands here twice"},
        {"a: 1\n---\nb: 1\n", "3:1  A second document begins here"},
        {"a: &x {b: 1}\nc:\n  <<: *x\n", "3:3 /c/<< Merge keys are not part of YAML 1.2"},
        {"a: !mine 1\n", "1:4 /a The YAML tag '!mine' does not fit"},
        {"a: !!int x\n", "1:4 /a The YAML tag '!!int' does not fit"},
        {"a: !!binary aGk=\n", "The YAML tag '!!binary' does not fit"},
        {"a: *none\n", "1:4  This is neither YAML nor JSON"},
        {"a: &x [*x]\n", "1:8  An alias cannot stand inside of what it names"},
        {"a: 18446744073709551616\n", "1:4 /a The number 18446744073709551616 has too many digits"},
        {"a: -9223372036854775809\n", "has too many digits"},
        {"a: 1e999\n", "1:4 /a The number 1e999 is too large"},
        {"a: .inf\n", "1:4 /a JSON has no number .inf"},
        {"a: .NaN\n", "JSON has no number .NaN"},
        {"[a]: 1\n", "A key must be a plain text"},
        {"a:\n\tb: 1\n", "2:"},
        {"a: [1, 2\n", "This is neither YAML nor JSON"},
        {"a: \xC3\x28\n", "1:4  The text is not UTF-8"},
        {"a: \xED\xA0\x80\n", "not UTF-8"},
        {"a: b\n\xFF\n", "2:1  The text is not UTF-8"},
        {std::string("\xFF\xFE"
                     "a\0:\0",
                     6),
         "1:1  The text is not UTF-8"},
        {std::string("a: b\0c\n", 7), "1:5  A control character (0)"},
        {"\xC3\xA4\xC3\xB6: [\xC3\xA4, !x 1]\n", "1:9 "},
        {",", ""},
        {"a: 1\n,\n", ""},
        {repeated("[", 100'000), "nested more than 256 levels deep"},
        {repeated("- ", 100'000), "nested more than 256 levels deep"},
        {repeated("{a: ", 100'000), "nested more than 256 levels deep"},
        {repeated("? ", 100'000), "nested more than 256 levels deep"},
        {"[" + repeated("1,", kMaxYamlNodes) + "]", "more than 500000 values"},
        {std::string(kMaxSourceBytes + 1, ' '), "larger than 4 MiB"},
    };
    for (const auto& [text, expected] : cases) {
        const auto document = readSource(text);
        ASSERT_FALSE(document.problems.empty()) << text.substr(0, 80);
        EXPECT_NE(readJson(text).find(expected), std::string::npos) << text.substr(0, 80) << "\n"
                                                                    << readJson(text).substr(0, 500);
    }
}

TEST(Source, AliasesCannotExplode) {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const auto before = "*a" + std::to_string(i - 1);
        bomb +=
            "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + repeated(before + ", ", 9) + before + "]\n";
    }
    EXPECT_NE(readJson(bomb).find("once its aliases are expanded"), std::string::npos);
    std::string texts = "a: &a " + std::string(1'000'000, 'x') + "\nb: [" + repeated("*a, ", 1'000) + "]\n";
    EXPECT_NE(readJson(texts).find("once its aliases are expanded"), std::string::npos);
    std::string pointers = "? " + std::string(100'000, 'k') + "\n: {";
    for (int i = 0; i < 2'000; ++i) {
        pointers += "k" + std::to_string(i) + ": 1, ";
    }
    EXPECT_NE(readJson(pointers + "}\n").find("too large"), std::string::npos);
}

TEST(Source, PlacesOfKeysAndValues) {
    const auto document = readSource("a: 1\nb:\n  - x\n  - c: 'long'\n    d: {e: 2}\nf: &f\n  g: 1\nh: *f\ni:\n");
    const auto place = [&](const char* pointer) {
        const auto places = document.placesOf(pointer);
        return std::to_string(places.key.line) + ":" + std::to_string(places.key.column) + " " +
               std::to_string(places.value.line) + ":" + std::to_string(places.value.column);
    };
    EXPECT_EQ(place("/a"), "1:1 1:4");
    EXPECT_EQ(place("/b"), "2:1 2:1");
    EXPECT_EQ(place("/b/0"), "3:5 3:5");
    EXPECT_EQ(place("/b/1/c"), "4:5 4:8");
    EXPECT_EQ(place("/b/1/d/e"), "5:9 5:12");
    EXPECT_EQ(place("/h"), "8:1 8:1");
    EXPECT_EQ(place("/h/g"), "7:3 7:6");
    EXPECT_EQ(place("/i"), "9:1 9:1");
    EXPECT_EQ(place("/b/1/d/missing"), "5:5 5:5");
}

}  // namespace
}  // namespace beamline::core
