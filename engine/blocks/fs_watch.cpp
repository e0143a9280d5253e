// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/fs_watch.h"

#include "engine/blocks/arguments.h"
#include "engine/blocks/file_entries.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kFsWatchInput = R"({
  "type": "object",
  "required": ["path"],
  "additionalProperties": false,
  "properties": {
    "path": {"type": "string", "minLength": 1, "maxLength": 4096,
             "description": "The folder: relative to the first file root, or absolute and below one of them."},
    "pattern": {"type": "string", "maxLength": 256,
                "description": "* and ? within a name, ** across folders. Without / it is compared with the name alone."},
    "recursive": {"type": "boolean", "default": false,
                  "description": "Also what lies in folders below, up to 1,000 of them; links are not followed."},
    "existing": {"type": "boolean", "default": true,
                 "description": "Files that are there already count; false waits for one that is written or moved in."},
    "timeout": {"type": ["string", "object"],
                "description": "How long to wait, as ISO 8601 or a duration object; without a file the result is empty then. By default until the timeout of the task, which is an error."}
  }
})";
constexpr std::string_view kFsWatchOutput = R"({
  "type": "object",
  "required": ["entries", "timedOut"],
  "properties": {
    "entries": {
      "type": "array",
      "description": "The files that were found, sorted by path. A file counts when its writer has closed it.",
      "items": "@entry"
    },
    "timedOut": {"type": "boolean", "description": "Whether the wait ended without a file."}
  }
})";
constexpr std::string_view kFsWatchExample = R"(
- awaitOrders:
    call: fs.watch
    with:
      path: inbox
      pattern: "*.csv"
      timeout: PT10M
    timeout:
      after: PT11M
)";
}  // namespace

FsWatch::FsWatch(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_info(describe("fs.watch", "Waits until a file appears or changes in a folder.", kFsWatchInput,
                      withEntrySchema(kFsWatchOutput), kFsWatchExample, api::FunctionEffect::reads)) {}

BlockResult FsWatch::run(const Invocation& invocation) const {
    return settle(watch(invocation.arguments->get_object(), Stop(invocation, m_settings)));
}

api::Result<api::Json> FsWatch::watch(const boost::json::object& arguments, const Stop& stop) const {
    const auto place = m_files.locate(text(arguments, "path"));
    if (!place.ok()) {
        return place.error();
    }
    WatchOptions options;
    options.pattern = text(arguments, "pattern");
    options.recursive = flag(arguments, "recursive");
    options.existing = flag(arguments, "existing", true);
    if (const auto& given = member(arguments, "timeout"); !given.is_null()) {
        const auto wait = core::parseDuration(given);
        if (!wait.ok()) {
            return fault("validation", 400, "`timeout` is no duration: " + wait.error().message);
        }
        options.waitMs = *wait;
    }
    const auto found = m_files.watch(*place, options, stop);
    if (!found.ok()) {
        return found.error();
    }
    return api::Json{{"entries", entriesOf(found->entries, *place)}, {"timedOut", found->timedOut}};
}

}  // namespace beamline::blocks
