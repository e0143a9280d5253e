// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/fs_get.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/csv.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::size_t kMaxLines = 1'000'000;

constexpr std::string_view kFsGetInput = R"({
  "type": "object",
  "required": ["path"],
  "additionalProperties": false,
  "properties": {
    "path": {"type": "string", "minLength": 1, "maxLength": 4096,
             "description": "The file: relative to the first file root, or absolute and below one of them."},
    "as": {"enum": ["text", "base64", "json", "csv", "lines"], "default": "text",
           "description": "csv gives objects of strings named by the header row; lines an array of strings."},
    "maxBytes": {"type": "integer", "minimum": 1, "description": "Refuse larger files; never above the engine's limit."},
    "delimiter": {"enum": [",", ";", "|", "\t"], "default": ",", "description": "Of csv."},
    "header": {"type": "boolean", "default": true,
               "description": "Of csv: false gives one array per row, the first row included."}
  }
})";
constexpr std::string_view kFsGetOutput = R"({
  "type": "object",
  "required": ["path", "size", "modified", "sha256", "content"],
  "properties": {
    "path": {"type": "string", "description": "As it was given, normalised."},
    "size": {"type": "integer", "description": "Bytes."},
    "modified": {"type": "string", "description": "UTC, to the second: 2026-01-31T08:00:00Z."},
    "sha256": {"type": "string", "description": "Of the bytes of the file, hex."},
    "content": {"description": "By `as`: a string, an array of strings, rows, or whatever the JSON says."}
  }
})";
constexpr std::string_view kFsGetExample = R"(
- readOrders:
    call: fs.get
    with:
      path: orders/today.csv
      as: csv
      delimiter: ";"
)";

api::Result<api::Json> splitLines(std::string_view bytes, const std::string& shown) {
    boost::json::array lines;
    while (!bytes.empty()) {
        if (lines.size() == kMaxLines) {
            return fault(
                "runtime", 413,
                shown + " has more than " + std::to_string(kMaxLines) + " lines; split it, or read it as text.");
        }
        const auto end = bytes.find('\n');
        auto line = bytes.substr(0, end);
        line.remove_suffix(line.ends_with('\r') ? 1 : 0);
        lines.emplace_back(line);
        bytes.remove_prefix(end == bytes.npos ? bytes.size() : end + 1);
    }
    return api::Json(std::move(lines));
}

api::Result<api::Json> convert(std::string_view bytes, const boost::json::object& arguments, const std::string& shown) {
    const auto as = text(arguments, "as", "text");
    if (as == "base64") {
        return api::Json(base64Encode(bytes));
    }
    if (!isUtf8(bytes)) {
        return fault("validation", 422, shown + " is not UTF-8 text; convert it, or read it as base64.");
    }
    if (as == "csv") {
        return parseCsv(bytes, text(arguments, "delimiter", ",").front(), flag(arguments, "header", true), shown);
    }
    if (as == "text") {
        return api::Json(bytes);
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
    }
    if (as == "lines") {
        return splitLines(bytes, shown);
    }
    auto json = api::parseJson(bytes);
    return json.ok() ? json : fault("validation", 422, shown + " is not JSON: " + json.error().message);
}
}  // namespace

FsGet::FsGet(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_info(describe("fs.get", "Reads a file as text, lines, JSON, CSV or base64, with its size and SHA-256.",
                      kFsGetInput, kFsGetOutput, kFsGetExample, api::FunctionEffect::reads)) {}

BlockResult FsGet::run(const Invocation& invocation) const {
    return settle(get(invocation.arguments->get_object(), Stop(invocation, m_settings)));
}

api::Result<api::Json> FsGet::get(const boost::json::object& arguments, const Stop& stop) const {
    const auto place = m_files.locate(text(arguments, "path"));
    if (!place.ok()) {
        return place.error();
    }
    const auto limit = std::min(m_settings.maxFileBytes, number(arguments, "maxBytes", m_settings.maxFileBytes));
    const auto file = m_files.read(*place, limit, stop);
    if (!file.ok()) {
        return file.error();
    }
    auto content = convert(file->bytes, arguments, place->shown);
    if (!content.ok()) {
        return content.error();
    }
    boost::json::object result;
    result["path"] = place->shown;
    result["size"] = file->status.size;
    result["modified"] = isoTime(file->status.modified);
    result["sha256"] = api::sha256(file->bytes);
    result["content"] = std::move(*content);
    return api::Json(std::move(result));
}

}  // namespace beamline::blocks
