// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/fs_copy.h"

#include "engine/blocks/arguments.h"
#include "engine/blocks/file_tree.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kFsCopyInput = R"({
  "type": "object",
  "required": ["from", "to"],
  "additionalProperties": false,
  "properties": {
    "from": {"type": "string", "minLength": 1, "maxLength": 4096,
             "description": "The file or folder: relative to the first file root, or absolute and below one of them."},
    "to": {"type": "string", "minLength": 1, "maxLength": 4096,
           "description": "The name of the copy itself, not of the folder that it goes into."},
    "recursive": {"type": "boolean", "default": false,
                  "description": "Allows a folder, with up to 10,000 entries; links in it are an error."},
    "overwrite": {"type": "boolean", "default": false, "description": "A file replaces a file that is there, at once."},
    "createDirectories": {"type": "boolean", "default": false, "description": "Creates the folders of `to`."}
  }
})";
constexpr std::string_view kFsCopyOutput = R"({
  "type": "object",
  "required": ["path", "files", "bytes"],
  "properties": {
    "path": {"type": "string", "description": "Of the copy."},
    "files": {"type": "integer", "description": "How many were copied."},
    "bytes": {"type": "integer", "description": "Of all of them."}
  }
})";
constexpr std::string_view kFsCopyExample = R"(
- keepACopy:
    call: fs.copy
    with:
      from: reports/today.pdf
      to: archive/2026/today.pdf
      createDirectories: true
      overwrite: true
)";
}  // namespace

FsCopy::FsCopy(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_info(describe("fs.copy", "Copies a file, or a folder with all that is in it.", kFsCopyInput, kFsCopyOutput,
                      kFsCopyExample)) {}

BlockResult FsCopy::run(const Invocation& invocation) const {
    return settle(copy(invocation.arguments->get_object(), Stop(invocation, m_settings)));
}

api::Result<api::Json> FsCopy::copy(const boost::json::object& arguments, const Stop& stop) const {
    const auto from = m_files.locate(text(arguments, "from"));
    const auto to = m_files.locate(text(arguments, "to"));
    if (!from.ok() || !to.ok()) {
        return from.ok() ? to.error() : from.error();
    }
    CopyOptions options;
    options.overwrite = flag(arguments, "overwrite");
    options.recursive = flag(arguments, "recursive");
    options.createDirectories = flag(arguments, "createDirectories");
    options.maxFileBytes = m_settings.maxFileBytes;
    const auto size = copyTree(m_files, *from, *to, options, stop);
    if (!size.ok()) {
        return size.error();
    }
    return api::Json{{"path", to->shown}, {"files", size->files}, {"bytes", size->bytes}};
}

}  // namespace beamline::blocks
