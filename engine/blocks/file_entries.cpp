// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/file_entries.h"

#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr const char* kTypes[] = {"file", "directory", "link", "other"};  // by FileType
constexpr std::string_view kMark = "\"@entry\"";
constexpr std::string_view kEntry = R"({
  "type": "object",
  "required": ["path", "name", "type", "size", "modified"],
  "properties": {
    "path": {"type": "string", "description": "As fs.get takes it."},
    "name": {"type": "string", "description": "The last part of the path."},
    "type": {"enum": ["file", "directory", "link", "other"], "description": "Links are named and never followed."},
    "size": {"type": "integer", "description": "Bytes; 0 for all but files."},
    "modified": {"type": "string", "description": "UTC, to the second: 2026-01-31T08:00:00Z."},
    "sha256": {"type": "string", "description": "Of the bytes of a file, hex; only when it was asked for."}
  }
})";
}  // namespace

std::string withEntrySchema(std::string_view schema) {
    std::string whole(schema);
    return whole.replace(whole.find(kMark), kMark.size(), kEntry);
}

boost::json::array entriesOf(const std::vector<FileEntry>& entries, const Place& folder) {
    boost::json::array all;
    all.reserve(entries.size());
    for (const auto& entry : entries) {
        boost::json::object object;
        object["path"] = cleanUtf8(placeIn(folder, entry.path).shown);
        object["name"] = cleanUtf8(entry.path.substr(entry.path.rfind('/') + 1));
        object["type"] = kTypes[static_cast<std::size_t>(entry.status.type)];
        object["size"] = entry.status.size;
        object["modified"] = isoTime(entry.status.modified);
        if (!entry.sha256.empty()) {
            object["sha256"] = entry.sha256;
        }
        all.emplace_back(std::move(object));
    }
    return all;
}

}  // namespace beamline::blocks
