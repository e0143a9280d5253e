// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/fs_delete.h"

#include "engine/blocks/arguments.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kFsDeleteInput = R"({
  "type": "object",
  "required": ["path"],
  "additionalProperties": false,
  "properties": {
    "path": {"type": "string", "minLength": 1, "maxLength": 4096,
             "description": "The file or folder: relative to the first file root, or absolute and below one of them."},
    "recursive": {"type": "boolean", "default": false,
                  "description": "Allows a folder, with up to 10,000 entries. Links in it go, what they name stays."},
    "ifMissing": {"enum": ["fail", "ignore"], "default": "ignore",
                  "description": "What happens when there is nothing of that name."}
  }
})";
constexpr std::string_view kFsDeleteOutput = R"({
  "type": "object",
  "required": ["path", "removed"],
  "properties": {
    "path": {"type": "string", "description": "As it was given, normalised."},
    "removed": {"type": "integer", "description": "How many files, links and folders went; 0 when there was nothing."}
  }
})";
constexpr std::string_view kFsDeleteExample = R"(
- cleanUp:
    call: fs.delete
    with:
      path: work/import-7
      recursive: true
)";
}  // namespace

FsDelete::FsDelete(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_info(describe("fs.delete", "Removes a file, or a folder with all that is in it.", kFsDeleteInput,
                      kFsDeleteOutput, kFsDeleteExample)) {}

BlockResult FsDelete::run(const Invocation& invocation) const {
    return settle(remove(invocation.arguments->get_object(), Stop(invocation, m_settings)));
}

api::Result<api::Json> FsDelete::remove(const boost::json::object& arguments, const Stop& stop) const {
    const auto place = m_files.locate(text(arguments, "path"));
    if (!place.ok()) {
        return place.error();
    }
    const auto removed = m_files.remove(*place, flag(arguments, "recursive"), stop);
    if (!removed.ok()) {
        const bool missing = removed.error().detail == api::Json(404);
        if (!missing || text(arguments, "ifMissing", "ignore") != "ignore") {
            return removed.error();
        }
        return api::Json{{"path", place->shown}, {"removed", 0}};
    }
    return api::Json{{"path", place->shown}, {"removed", *removed}};
}

}  // namespace beamline::blocks
