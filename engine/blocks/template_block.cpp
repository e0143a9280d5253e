// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/template_block.h"

#include "engine/blocks/arguments.h"
#include "engine/blocks/template_text.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kTemplateInput = R"({
  "type": "object",
  "oneOf": [{"required": ["template"]}, {"required": ["path"]}],
  "additionalProperties": false,
  "properties": {
    "template": {"type": "string", "maxLength": 262144,
                 "description": "Mustache: {{name}} is a value, {{#list}}…{{/list}} loops or asks, {{^name}}…{{/name}} is the opposite. What is missing is an error, unless {{name | \"text\"}} gives a default or {{name?}} allows it. {{@number}}, {{@first}}, {{@last}} tell of the loop; {{{name}}} does not escape; {{json name}} takes any value; {{code name}} and {{block name}} make Markdown code."},
    "path": {"type": "string", "minLength": 1, "maxLength": 4096,
             "description": "A file that holds the template: relative to the first file root, or absolute and below one of them."},
    "data": {"default": {}, "description": "What the names stand for; usually an object. It is never read as a template."},
    "format": {"enum": ["text", "markdown", "html"], "default": "text",
               "description": "How values are escaped, so that data cannot change the structure of the text."}
  }
})";
constexpr std::string_view kTemplateOutput = R"({
  "type": "object",
  "required": ["text"],
  "properties": {
    "text": {"type": "string", "description": "The template with the data in it, at most 4 MiB."}
  }
})";
constexpr std::string_view kTemplateExample = R"(
- writeSummary:
    call: template
    with:
      format: markdown
      template: |
        # Orders of {{day}}
        {{#orders}}
        {{@number}}. {{customer}}: {{amount}} {{currency | "EUR"}}
        {{/orders}}
        {{^orders}}
        No orders.
        {{/orders}}
      data:
        day: '2026-01-31'
        orders: ${ .orders }
)";

TemplateFormat formatOf(const std::string& name) {
    return name == "markdown" ? TemplateFormat::markdown : name == "html" ? TemplateFormat::html : TemplateFormat::text;
}
}  // namespace

TemplateBlock::TemplateBlock(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_info(describe("template", "Fills a text, Markdown or HTML template with data.", kTemplateInput, kTemplateOutput,
                      kTemplateExample, api::FunctionEffect::reads)) {}

BlockResult TemplateBlock::run(const Invocation& invocation) const {
    return settle(fill(invocation.arguments->get_object(), Stop(invocation, m_settings)));
}

api::Result<api::Json> TemplateBlock::fill(const boost::json::object& arguments, const Stop& stop) const {
    auto source = text(arguments, "template");
    if (arguments.contains("path")) {
        const auto place = m_files.locate(text(arguments, "path"));
        if (!place.ok()) {
            return place.error();
        }
        auto file = m_files.read(*place, static_cast<std::int64_t>(kMaxTemplateBytes), stop);
        if (!file.ok()) {
            return file.error();
        }
        source = std::move(file->bytes);
    }
    const auto parsed = TextTemplate::parse(source, formatOf(text(arguments, "format", "text")));
    if (!parsed.ok()) {
        return parsed.error();
    }
    auto filled = parsed->render(member(arguments, "data"), stop);
    if (!filled.ok()) {
        return filled.error();
    }
    return api::Json{{"text", std::move(*filled)}};
}

}  // namespace beamline::blocks
