// SPDX-License-Identifier: Apache-2.0
// Templates: what is filled in, what is refused, and that data cannot change the structure of the text.

#include "engine/blocks/template_text.h"
#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

class Templates : public BlockTest {
protected:
    std::string fill(std::string_view source, std::string_view data, TemplateFormat format = TemplateFormat::text) {
        const auto parsed = TextTemplate::parse(source, format);
        if (!parsed.ok()) {
            return parsed.error().message;
        }
        const auto text = parsed->render(json(data), Stop(call(nullptr), settings));
        return text.ok() ? *text : text.error().message;
    }
    std::string markdown(std::string_view source, const std::string& value) {
        return fill(source, boost::json::serialize(api::Json{{"x", value}}), TemplateFormat::markdown);
    }
    bool has(const std::string& text, std::string_view part) const { return text.find(part) != text.npos; }
};

TEST_F(Templates, FillInValues) {
    EXPECT_EQ(fill("Hello {{name}}, {{ a.b.1 }} {{n}} {{t}}!", R"({"name":"Ann","a":{"b":[1,2]},"n":1.5,"t":true})"),
              "Hello Ann, 2 1.5 true!");
    EXPECT_EQ(fill("{{.}}", "7"), "7");
    EXPECT_EQ(fill("{{json x}}", R"({"x":{"a":[1,null]}})"), R"({"a":[1,null]})");
    EXPECT_EQ(fill("{{! a remark }}a{{\"{{\"}}b", "{}"), "a{{b");
    EXPECT_EQ(fill("", "{}"), "");
}

TEST_F(Templates, WhatIsMissingIsAnErrorUnlessItMayBe) {
    EXPECT_TRUE(has(fill("a\n  {{b.c}}", R"({"b":{}})"), "line 2, column 3: the data has no b.c"));
    EXPECT_TRUE(has(fill("{{b}}", R"({"b":null})"), "no b"));
    EXPECT_TRUE(has(fill("{{#b}}x{{/b}}", "{}"), "no b"));
    EXPECT_EQ(fill("[{{b?}}][{{b | \"none\"}}][{{#b?}}x{{/b}}{{^b?}}y{{/b?}}]", "{}"), "[][none][y]");
    EXPECT_EQ(fill("[{{b | \"none\"}}]", R"({"b":""})"), "[]") << "empty is not missing";
    EXPECT_TRUE(has(fill("{{b}}", R"({"b":{}})"), "is an object or a list"));
}

TEST_F(Templates, LoopAndAsk) {
    EXPECT_EQ(fill("{{#l}}{{@number}}:{{n}}{{^@last}}, {{/@last}}{{/l}}", R"({"l":[{"n":"a"},{"n":"b"},{"n":"c"}]})"),
              "1:a, 2:b, 3:c");
    EXPECT_EQ(fill("{{#l}}{{.}}{{/l}}{{^l}}none{{/l}}", R"({"l":[]})"), "none");
    EXPECT_EQ(fill("{{#o}}{{a}}{{b}}{{/o}}", R"({"o":{"a":1},"b":2})"), "12") << "outer names are seen";
    EXPECT_EQ(fill("{{#t}}{{b}}{{/t}}{{^f}}no{{/f}}", R"({"t":true,"f":false,"b":2})"), "2no");
    EXPECT_EQ(fill("{{#l}}{{#m}}{{.}}{{/m}};{{/l}}", R"({"l":[{"m":[1,2]},{"m":[3]}]})"), "12;3;");
    EXPECT_EQ(fill("a\n{{#l}}\n- {{.}}\n{{/l}}\nb\n", R"({"l":[1,2]})"), "a\n- 1\n- 2\nb\n")
        << "tags alone on a line leave none";
}

TEST_F(Templates, MistakesNameTheirPlace) {
    const std::pair<const char*, const char*> wrong[] = {
        {"a\nb {{x", "line 2, column 3: the tag that begins here is never closed"},
        {"{{#a}}x", "line 1, column 1: the section {{#a}} is never closed"},
        {"{{#a}}{{/b}}", "line 1, column 7: {{/b}} closes a section, but the open one is {{#a}}"},
        {"{{/b}}", "no section is open"},
        {"{{>part}}", "parts of other files"},
        {"{{=<% %>=}}", "other delimiters"},
        {"{{a b}}", "is no name"},
        {"{{a..b}}", "is no name"},
        {"{{}}", "is no name"},
        {"{{@index}}", "there is no @index"},
        {"{{a | none}}", "a default as a JSON string"},
        {"{{code a}}", "for the format markdown only"},
    };
    for (const auto& [source, message] : wrong) {
        EXPECT_TRUE(has(fill(source, "{}"), message)) << source << ": " << fill(source, "{}");
    }
}

TEST_F(Templates, DataIsNoTemplate) {
    EXPECT_EQ(fill("{{x}}", R"({"x":"{{y}} ${ 1 }","y":"bad"})"), "{{y}} ${ 1 }");
    EXPECT_EQ(fill("{{x | \"{{y}}\"}}", R"({"y":"bad"})"), "{{y}}");
}

TEST_F(Templates, DataStaysInItsPlaceInMarkdown) {
    EXPECT_EQ(markdown("| {{x}} |", "a|b"), "| a\\|b |");
    EXPECT_EQ(markdown("{{x}}", "# head\n\n- item\n    code"), "\\# head \\- item code");
    EXPECT_EQ(markdown("{{x}}", "<script>&amp;[l](u) *b* _i_ `c` ~~s~~ 1. x"),
              "\\<script\\>\\&amp\\;\\[l\\]\\(u\\) \\*b\\* \\_i\\_ \\`c\\` \\~\\~s\\~\\~ 1\\. x");
    EXPECT_EQ(markdown("{{x}}", "  \t indented\\"), "indented\\\\");
    EXPECT_EQ(markdown("{{{x}}} {{&x}}", "*b*"), "*b* *b*") << "only when the author says so";
    EXPECT_EQ(markdown("{{code x}}", "a``b"), "``` a``b ```");
    EXPECT_EQ(markdown("{{block x}}", "a\n```\nb"), "````\na\n```\nb\n````");
}

TEST_F(Templates, ValuesInCodeCannotEndIt) {
    EXPECT_EQ(markdown("`{{x}}`", "a*b"), "`a*b`");
    EXPECT_TRUE(has(markdown("`{{x}}`", "a`b"), "write {{code x}}"));
    EXPECT_TRUE(has(markdown("``a ` {{x}}``", "\n"), "write {{code x}}"));
    EXPECT_EQ(markdown("`a` {{x}}", "*"), "`a` \\*");
    EXPECT_EQ(markdown("\\` {{x}}", "*"), "\\` \\*");
    EXPECT_EQ(markdown("```\n{{x}}\n```\n{{x}}", "*"), "```\n*\n```\n\\*");
    EXPECT_TRUE(has(markdown("~~~\n{{x}}\n~~~", "~~~~"), "write {{block x}}"));
}

TEST_F(Templates, DataStaysTextInHtml) {
    EXPECT_EQ(fill("<p title=\"{{x}}\">", R"({"x":"\"><script>'&"})", TemplateFormat::html),
              "<p title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">");
}

TEST_F(Templates, AreBounded) {
    EXPECT_TRUE(has(fill(std::string(kMaxTemplateBytes + 1, 'a'), "{}"), "at most 262144 bytes"));
    std::string deep;
    for (std::size_t i = 0; i <= kMaxTemplateDepth; ++i) {
        deep += "{{#a}}";
    }
    EXPECT_TRUE(has(fill(deep, "{}"), "nested deeper than 32"));
    boost::json::array many(2000, nullptr);
    const auto list = boost::json::serialize(api::Json{{"l", many}});
    EXPECT_TRUE(has(fill("{{#l}}{{#l}}{{/l}}{{/l}}", list), "1000000")) << "even when nothing is written";
    const auto text = boost::json::serialize(api::Json{{"l", many}, {"t", std::string(3000, 'x')}});
    EXPECT_TRUE(has(fill("{{#l}}{{t}}{{/l}}", text), "longer than 4194304 bytes"));
}

TEST_F(Templates, TheBlockTakesTextOrAFile) {
    put(root / "t.md", "# {{x}}");
    EXPECT_EQ(good("template", {{"path", "t.md"}, {"format", "markdown"}, {"data", {{"x", "a#b"}}}}).at("text"),
              "# a\\#b");
    EXPECT_EQ(good("template", {{"template", "{{x}}"}, {"data", {{"x", "a#b"}}}}).at("text"), "a#b");
    EXPECT_EQ(bad("template", {{"template", "{{x}}"}, {"data", json("{}")}}), "validation 422");
    EXPECT_EQ(bad("template", {{"template", "{{x"}}), "validation 400");
    EXPECT_EQ(bad("template", {{"path", "../t.md"}}), "authorization 403");
    boost::json::array many(600, nullptr);
    auto late = call({{"template", "{{#l}}{{#l}}{{/l}}{{/l}}"}, {"data", {{"l", many}}}});
    late.deadline = 1;
    EXPECT_EQ(bad("template", late), "timeout 408");
}

}  // namespace
}  // namespace beamline::blocks
