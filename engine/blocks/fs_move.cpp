// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/fs_move.h"

#include "engine/blocks/arguments.h"
#include "engine/blocks/file_tree.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kFsMoveInput = R"({
  "type": "object",
  "required": ["from", "to"],
  "additionalProperties": false,
  "properties": {
    "from": {"type": "string", "minLength": 1, "maxLength": 4096,
             "description": "The file or folder: relative to the first file root, or absolute and below one of them."},
    "to": {"type": "string", "minLength": 1, "maxLength": 4096,
           "description": "Its new name itself, not that of the folder that it goes into."},
    "overwrite": {"type": "boolean", "default": false, "description": "A file replaces a file that is there, at once."},
    "createDirectories": {"type": "boolean", "default": false, "description": "Creates the folders of `to`."},
    "ifMissing": {"enum": ["fail", "ignore"], "default": "fail",
                  "description": "What happens when `from` does not exist but `to` does, as after a move that was done."}
  }
})";
constexpr std::string_view kFsMoveOutput = R"({
  "type": "object",
  "required": ["path", "moved"],
  "properties": {
    "path": {"type": "string", "description": "Where it is now."},
    "moved": {"type": "boolean", "description": "False when it had been moved before."}
  }
})";
constexpr std::string_view kFsMoveExample = R"(
- setAside:
    call: fs.move
    with:
      from: inbox/order-1.json
      to: done/order-1.json
      createDirectories: true
)";
}  // namespace

FsMove::FsMove(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_info(describe("fs.move", "Moves or renames a file or a folder.", kFsMoveInput, kFsMoveOutput, kFsMoveExample)) {
}

BlockResult FsMove::run(const Invocation& invocation) const {
    return settle(move(invocation.arguments->get_object(), Stop(invocation, m_settings)));
}

api::Result<api::Json> FsMove::move(const boost::json::object& arguments, const Stop& stop) const {
    const auto from = m_files.locate(text(arguments, "from"));
    const auto to = m_files.locate(text(arguments, "to"));
    if (!from.ok() || !to.ok()) {
        return from.ok() ? to.error() : from.error();
    }
    const auto isMissing = [](const auto& status) { return !status.ok() && status.error().detail == api::Json(404); };
    if (text(arguments, "ifMissing") == "ignore" && isMissing(m_files.status(*from)) && m_files.status(*to).ok()) {
        return api::Json{{"path", to->shown}, {"moved", false}};
    }
    const bool overwrite = flag(arguments, "overwrite");
    const auto moved = m_files.move(*from, *to, overwrite, flag(arguments, "createDirectories"));
    if (!moved.ok()) {
        return moved.error();
    }
    if (!*moved) {  // to another file system: first all of the copy, then the original goes
        CopyOptions options;
        options.overwrite = overwrite;
        options.recursive = true;
        options.maxFileBytes = m_settings.maxFileBytes;
        const auto copied = copyTree(m_files, *from, *to, options, stop);
        if (!copied.ok()) {
            return copied.error();
        }
        const auto removed = m_files.remove(*from, true, stop);
        if (!removed.ok()) {
            return removed.error();
        }
    }
    return api::Json{{"path", to->shown}, {"moved", true}};
}

}  // namespace beamline::blocks
