// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/csv_block.h"

#include "engine/blocks/arguments.h"
#include "engine/blocks/csv.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kCsvInput = R"({
  "type": "object",
  "required": ["operation"],
  "additionalProperties": false,
  "properties": {
    "operation": {"enum": ["parse", "format"], "description": "parse makes rows of text, format makes text of rows."},
    "text": {"type": "string", "description": "Of parse: the table as RFC 4180 writes it; a byte order mark is passed over."},
    "path": {"type": "string", "minLength": 1, "maxLength": 4096,
             "description": "Of parse: a UTF-8 file that holds the table, in place of `text`."},
    "rows": {"type": "array", "items": {"type": ["object", "array"]},
             "description": "Of format: objects, or arrays, of scalars. null becomes an empty field."},
    "header": {"type": "boolean", "default": true,
               "description": "parse: the first row names the columns. format: writes the names of the columns first."},
    "columns": {"type": "array", "minItems": 1, "maxItems": 1000, "items": {"type": "string", "minLength": 1},
                "description": "parse: names of the columns, in place of those in the text. format: which members of the objects, in this order; by default those of the first object."},
    "delimiter": {"type": "string", "default": ",", "pattern": "^[\\t -!#-~]$", "description": "One ASCII character between fields."},
    "types": {"type": "object", "additionalProperties": {"enum": ["string", "integer", "number", "boolean"]},
              "description": "Of parse: what columns hold, by name (or by number from 1, when they have none). An empty field that is no string becomes null; what does not fit is an error that names its place."},
    "lineEnd": {"enum": ["crlf", "lf"], "default": "crlf", "description": "Of format; RFC 4180 wants crlf."}
  },
  "allOf": [
    {"if": {"properties": {"operation": {"const": "format"}}},
     "then": {"required": ["rows"]},
     "else": {"oneOf": [{"required": ["text"]}, {"required": ["path"]}]}}
  ]
})";
constexpr std::string_view kCsvOutput = R"({
  "type": "object",
  "properties": {
    "rows": {"type": "array", "description": "Of parse: one object per row, or one array where columns have no names."},
    "columns": {"type": "array", "items": {"type": "string"}, "description": "Of parse: the names, in order; empty without names."},
    "text": {"type": "string", "description": "Of format."},
    "count": {"type": "integer", "description": "How many rows, the header not counted."}
  }
})";
constexpr std::string_view kCsvExample = R"(
- readPrices:
    call: csv
    with:
      operation: parse
      text: |
        item;price;inStock
        "Lamp; small";9.50;true
      delimiter: ";"
      types:
        price: number
        inStock: boolean
)";

CsvOptions optionsOf(const boost::json::object& arguments) {
    CsvOptions options;
    options.delimiter = text(arguments, "delimiter", ",").front();
    options.header = flag(arguments, "header", true);
    options.lineFeedOnly = text(arguments, "lineEnd") == "lf";
    if (const auto* columns = member(arguments, "columns").if_array()) {
        for (const auto& name : *columns) {
            options.columns.emplace_back(name.get_string());
        }
    }
    if (const auto* types = member(arguments, "types").if_object()) {
        options.types = *types;
    }
    return options;
}
}  // namespace

CsvBlock::CsvBlock(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_info(describe("csv", "Reads and writes tables as comma-separated text.", kCsvInput, kCsvOutput, kCsvExample,
                      api::FunctionEffect::reads)) {}

BlockResult CsvBlock::run(const Invocation& invocation) const {
    const auto& arguments = invocation.arguments->get_object();
    if (text(arguments, "operation") == "parse") {
        return settle(parse(arguments, Stop(invocation, m_settings)));
    }
    const auto& rows = member(arguments, "rows");
    auto written = writeCsv(rows, optionsOf(arguments));
    return settle(written.ok() ? api::Result<api::Json>(
                                     api::Json{{"text", std::move(*written)}, {"count", rows.get_array().size()}})
                               : written.error());
}

api::Result<api::Json> CsvBlock::parse(const boost::json::object& arguments, const Stop& stop) const {
    auto table = text(arguments, "text");
    std::string shown = "The text";
    if (arguments.contains("path")) {
        const auto place = m_files.locate(text(arguments, "path"));
        if (!place.ok()) {
            return place.error();
        }
        auto file = m_files.read(*place, m_settings.maxFileBytes, stop);
        if (!file.ok()) {
            return file.error();
        }
        shown = place->shown;
        table = std::move(file->bytes);
        if (!isUtf8(table)) {
            return fault("validation", 422, shown + " is not UTF-8 text; convert it first.");
        }
    }
    auto parsed = parseCsvTable(table, optionsOf(arguments), shown);
    if (!parsed.ok()) {
        return parsed.error();
    }
    const auto count = parsed->rows.size();
    return api::Json{{"rows", std::move(parsed->rows)},
                     {"columns", boost::json::array(parsed->columns.begin(), parsed->columns.end())},
                     {"count", count}};
}

}  // namespace beamline::blocks
