// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/fs_list.h"

#include "engine/blocks/arguments.h"
#include "engine/blocks/file_entries.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kFsListInput = R"({
  "type": "object",
  "required": ["path"],
  "additionalProperties": false,
  "properties": {
    "path": {"type": "string", "minLength": 1, "maxLength": 4096,
             "description": "The folder: relative to the first file root, or absolute and below one of them."},
    "pattern": {"type": "string", "maxLength": 256,
                "description": "* and ? within a name, ** across folders. Without / it is compared with the name alone."},
    "recursive": {"type": "boolean", "default": false, "description": "Also what lies in folders below; links are not followed."},
    "checksum": {"type": "boolean", "default": false, "description": "Adds the SHA-256 of files."}
  }
})";
constexpr std::string_view kFsListOutput = R"({
  "type": "object",
  "required": ["entries"],
  "properties": {
    "entries": {
      "type": "array",
      "description": "Sorted by path.",
      "items": "@entry"
    }
  }
})";
constexpr std::string_view kFsListExample = R"(
- findReports:
    call: fs.list
    with:
      path: reports
      pattern: "**/*.pdf"
      recursive: true
)";
}  // namespace

FsList::FsList(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_info(describe("fs.list", "Lists a folder, with sizes and times, checksums when asked for.", kFsListInput,
                      withEntrySchema(kFsListOutput), kFsListExample, api::FunctionEffect::reads)) {}

BlockResult FsList::run(const Invocation& invocation) const {
    return settle(list(invocation.arguments->get_object(), Stop(invocation, m_settings)));
}

api::Result<api::Json> FsList::list(const boost::json::object& arguments, const Stop& stop) const {
    const auto place = m_files.locate(text(arguments, "path"));
    if (!place.ok()) {
        return place.error();
    }
    const ListOptions options{text(arguments, "pattern"), flag(arguments, "recursive"), flag(arguments, "checksum")};
    const auto found = m_files.list(*place, options, stop);
    if (!found.ok()) {
        return found.error();
    }
    return api::Json{{"entries", entriesOf(*found, *place)}};
}

}  // namespace beamline::blocks
