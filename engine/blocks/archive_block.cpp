// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/archive_block.h"

#include <algorithm>

#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kArchiveInput = R"({
  "type": "object",
  "required": ["operation", "path"],
  "additionalProperties": false,
  "properties": {
    "operation": {"enum": ["create", "extract", "list"], "description": "What to do with the archive."},
    "path": {"type": "string", "minLength": 1, "maxLength": 4096,
             "description": "The archive: relative to the first file root, or absolute and below one of them."},
    "format": {"enum": ["zip", "tar", "tar.gz", "tar.xz", "tar.zst"],
               "description": "Of create; by default what the name of the archive ends with. The others see it themselves."},
    "from": {"type": "array", "minItems": 1, "maxItems": 1000,
             "items": {"oneOf": [
               {"type": "string", "minLength": 1},
               {"type": "object", "required": ["path"], "additionalProperties": false,
                "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "A file, or a folder with all that is in it."},
                  "name": {"type": "string", "minLength": 1, "description": "In the archive; by default the last part of the path."}
                }}]},
             "description": "Of create: files and folders, as paths or as {path, name}. Links in them are an error."},
    "to": {"type": "string", "minLength": 1, "maxLength": 4096,
           "description": "Of extract: the folder to unpack into. A new one is there at once, with everything or not at all."},
    "overwrite": {"type": "boolean", "default": false,
                  "description": "create: replaces an archive that is there. extract: files replace files."},
    "maxBytes": {"type": "integer", "minimum": 1, "maximum": 1073741824, "default": 1073741824,
                 "description": "Of all contents, unpacked."}
  },
  "allOf": [
    {"if": {"properties": {"operation": {"const": "create"}}}, "then": {"required": ["from"]}},
    {"if": {"properties": {"operation": {"const": "extract"}}}, "then": {"required": ["to"]}}
  ]
})";
constexpr std::string_view kArchiveOutput = R"({
  "type": "object",
  "required": ["path"],
  "properties": {
    "path": {"type": "string", "description": "create and list: the archive. extract: the folder."},
    "size": {"type": "integer", "description": "Of create: bytes of the archive."},
    "files": {"type": "integer", "description": "Of extract: how many were written."},
    "bytes": {"type": "integer", "description": "Of extract: of all files."},
    "skipped": {"type": "array", "items": {"type": "string"},
                "description": "Of extract: links, pipes and devices, which are never unpacked."},
    "format": {"type": "string", "description": "Of create and list."},
    "entries": {
      "type": "array",
      "description": "Of list, in the order of the archive.",
      "items": {
        "type": "object",
        "required": ["path", "type", "size", "modified"],
        "properties": {
          "path": {"type": "string", "description": "In the archive."},
          "type": {"enum": ["file", "directory", "link", "other"], "description": "Only files and directories are unpacked."},
          "size": {"type": "integer", "description": "Bytes, unpacked, as the archive says."},
          "modified": {"type": "string", "description": "UTC, to the second: 2026-01-31T08:00:00Z."}
        }
      }
    }
  }
})";
constexpr std::string_view kArchiveExample = R"(
- packReports:
    call: archive
    with:
      operation: create
      path: backup/reports.tar.zst
      from:
        - reports
        - path: config/app.json
          name: settings.json
      overwrite: true
)";
constexpr const char* kTypes[] = {"file", "directory", "link", "other"};  // by FileType
}  // namespace

ArchiveBlock::ArchiveBlock(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_info(describe("archive", "Packs, unpacks and lists zip and tar archives.", kArchiveInput, kArchiveOutput,
                      kArchiveExample)) {}

BlockResult ArchiveBlock::run(const Invocation& invocation) const {
    return settle(work(invocation.arguments->get_object(), Stop(invocation, m_settings)));
}

api::Result<api::Json> ArchiveBlock::work(const boost::json::object& arguments, const Stop& stop) const {
    const auto place = m_files.locate(text(arguments, "path"));
    if (!place.ok()) {
        return place.error();
    }
    const ArchiveLimits limits{m_settings.maxFileBytes,
                               std::min(kMaxArchiveBytes, number(arguments, "maxBytes", kMaxArchiveBytes))};
    const auto operation = text(arguments, "operation");
    return operation == "create"    ? create(arguments, *place, limits, stop)
           : operation == "extract" ? extract(arguments, *place, limits, stop)
                                    : list(*place, limits, stop);
}

api::Result<api::Json> ArchiveBlock::create(const boost::json::object& arguments, const Place& archive,
                                            const ArchiveLimits& limits, const Stop& stop) const {
    const auto format = text(arguments, "format", archiveFormatOf(archive.shown));
    if (format.empty()) {
        return fault("validation", 400,
                     "The name " + archive.shown +
                         " does not tell the format; give `format`, or end it with .zip, "
                         ".tar, .tar.gz, .tar.xz or .tar.zst.");
    }
    std::vector<ArchiveSource> sources;
    for (const auto& item : member(arguments, "from").get_array()) {
        const auto* object = item.if_object();
        const auto path = object ? text(*object, "path") : std::string(item.get_string());
        const auto place = m_files.locate(path);
        if (!place.ok()) {
            return place.error();
        }
        const auto own = std::filesystem::path(place->relative).filename().string();
        auto name = object ? text(*object, "name", own) : own;
        if (name != ".") {
            auto clean = archiveEntryName(name);
            if (!clean.ok()) {
                return fault("validation", 400,
                             "The name for " + place->shown + " cannot be used: " + clean.error().message);
            }
            name = std::move(*clean);
        }
        sources.push_back({*place, name == "." ? std::string() : name});
    }
    const auto done = createArchive(m_files, archive, format, sources, flag(arguments, "overwrite"), limits, stop);
    if (!done.ok()) {
        return done.error();
    }
    return api::Json{{"path", archive.shown}, {"size", done->size}, {"format", format}};
}

api::Result<api::Json> ArchiveBlock::extract(const boost::json::object& arguments, const Place& archive,
                                             const ArchiveLimits& limits, const Stop& stop) const {
    const auto to = m_files.locate(text(arguments, "to"));
    if (!to.ok()) {
        return to.error();
    }
    const auto done = extractArchive(m_files, archive, *to, flag(arguments, "overwrite"), limits, stop);
    if (!done.ok()) {
        return done.error();
    }
    return api::Json{{"path", to->shown},
                     {"files", done->files},
                     {"bytes", done->bytes},
                     {"skipped", boost::json::array(done->skipped.begin(), done->skipped.end())}};
}

api::Result<api::Json> ArchiveBlock::list(const Place& archive, const ArchiveLimits& limits, const Stop& stop) const {
    const auto content = listArchive(m_files, archive, limits, stop);
    if (!content.ok()) {
        return content.error();
    }
    boost::json::array entries;
    for (const auto& entry : content->entries) {
        entries.push_back({{"path", entry.path},
                           {"type", kTypes[static_cast<std::size_t>(entry.status.type)]},
                           {"size", entry.status.size},
                           {"modified", isoTime(entry.status.modified)}});
    }
    return api::Json{{"path", archive.shown}, {"format", content->format}, {"entries", std::move(entries)}};
}

}  // namespace beamline::blocks
