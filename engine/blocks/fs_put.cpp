// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/fs_put.h"

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/csv.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kFsPutInput = R"({
  "type": "object",
  "required": ["path", "content"],
  "additionalProperties": false,
  "properties": {
    "path": {"type": "string", "minLength": 1, "maxLength": 4096,
             "description": "The file: relative to the first file root, or absolute and below one of them."},
    "content": {"description": "A string for text and base64, anything for json, rows (objects or arrays) for csv."},
    "as": {"enum": ["text", "base64", "json", "csv", "lines"], "default": "text",
           "description": "What `content` is; json is written indented, csv with a header row for objects, lines as an array of strings."},
    "append": {"type": "boolean", "default": false,
               "description": "Adds to the end. After a crash of the engine the same content may be added twice."},
    "overwrite": {"type": "boolean", "default": true,
                  "description": "false makes a file that is there already an error; not with `append`."},
    "createDirectories": {"type": "boolean", "default": false, "description": "Creates the folders of the path."},
    "delimiter": {"enum": [",", ";", "|", "\t"], "default": ",", "description": "Of csv."}
  }
})";
constexpr std::string_view kFsPutOutput = R"({
  "type": "object",
  "required": ["path", "size", "sha256"],
  "properties": {
    "path": {"type": "string", "description": "As it was given, normalised."},
    "size": {"type": "integer", "description": "Bytes of the whole file."},
    "sha256": {"type": "string", "description": "Of the bytes that were written, hex."}
  }
})";
constexpr std::string_view kFsPutExample = R"(
- saveSummary:
    call: fs.put
    with:
      path: reports/summary.json
      content: '${ {total: .total, at: (now | todate)} }'
      as: json
      createDirectories: true
)";

api::Result<std::string> convert(const boost::json::object& arguments) {
    const auto as = text(arguments, "as", "text");
    const auto& content = member(arguments, "content");
    if (as == "json") {
        return api::printJson(content, api::JsonLayout::indented) + '\n';
    }
    if (as == "csv") {
        return writeCsv(content, text(arguments, "delimiter", ",").front());
    }
    if (const auto* list = content.if_array(); list && as == "lines") {
        std::string out;
        for (const auto& line : *list) {
            if (!line.is_string() || line.get_string().find('\n') != std::string_view::npos) {
                return fault("validation", 400, "Lines are written from an array of strings without line breaks.");
            }
            out.append(std::string_view(line.get_string())).append(1, '\n');
        }
        return out;
    }
    if (!content.is_string() || as == "lines") {
        return fault("validation", 400,
                     "Only a string can be written as " + as + "; write other content as json or csv.");
    }
    const std::string_view given(content.get_string());
    if (as == "text") {
        return std::string(given);
    }
    auto bytes = base64Decode(given);
    return bytes ? api::Result<std::string>(std::move(*bytes))
                 : fault("validation", 400, "The content is not base64 (RFC 4648, with padding, without line breaks).");
}
}  // namespace

FsPut::FsPut(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_info(describe("fs.put", "Writes a file at once, or appends to one, from text, lines, JSON, CSV rows or base64.",
                      kFsPutInput, kFsPutOutput, kFsPutExample)) {}

BlockResult FsPut::run(const Invocation& invocation) const {
    return settle(put(invocation.arguments->get_object(), Stop(invocation, m_settings)));
}

api::Result<api::Json> FsPut::put(const boost::json::object& arguments, const Stop& stop) const {
    const auto place = m_files.locate(text(arguments, "path"));
    if (!place.ok()) {
        return place.error();
    }
    const auto bytes = convert(arguments);
    if (!bytes.ok()) {
        return bytes.error();
    }
    const WriteOptions options{flag(arguments, "append"), flag(arguments, "createDirectories"), m_settings.maxFileBytes,
                               flag(arguments, "overwrite", true)};
    const auto written = m_files.write(*place, *bytes, options, stop);
    if (!written.ok()) {
        return written.error();
    }
    return api::Json{{"path", place->shown}, {"size", written->size}, {"sha256", api::sha256(*bytes)}};
}

}  // namespace beamline::blocks
