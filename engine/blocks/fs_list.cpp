// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/fs_list.h"

#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kInput = R"({
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
constexpr std::string_view kOutput = R"({
  "type": "object",
  "required": ["entries"],
  "properties": {
    "entries": {
      "type": "array",
      "description": "Sorted by path.",
      "items": {
        "type": "object",
        "required": ["path", "name", "type", "size", "modified"],
        "properties": {
          "path": {"type": "string", "description": "As fs.get takes it."},
          "name": {"type": "string"},
          "type": {"enum": ["file", "directory", "link", "other"]},
          "size": {"type": "integer", "description": "Bytes; 0 for all but files."},
          "modified": {"type": "string", "description": "UTC, to the second: 2026-01-31T08:00:00Z."},
          "sha256": {"type": "string"}
        }
      }
    }
  }
})";
constexpr const char* kTypes[] = {"file", "directory", "link", "other"};  // by FileType
}  // namespace

FsList::FsList(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_info(describe("fs.list", "Lists a folder, with sizes and times, checksums when asked for.", kInput, kOutput)) {}

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
    const auto prefix = place->shown == "." ? std::string() : place->shown == "/" ? place->shown : place->shown + "/";
    boost::json::array entries;
    entries.reserve(found->size());
    for (const auto& entry : *found) {
        boost::json::object object;
        object["path"] = cleanUtf8(prefix + entry.path);
        object["name"] = cleanUtf8(entry.path.substr(entry.path.rfind('/') + 1));
        object["type"] = kTypes[static_cast<std::size_t>(entry.status.type)];
        object["size"] = entry.status.size;
        object["modified"] = isoTime(entry.status.modified);
        if (!entry.sha256.empty()) {
            object["sha256"] = entry.sha256;
        }
        entries.emplace_back(std::move(object));
    }
    return api::Json{{"entries", std::move(entries)}};
}

}  // namespace beamline::blocks
