// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/file_tree.h"

#include <atomic>

#include "engine/api/ids.h"

namespace beamline::blocks {

namespace {
api::Result<std::int64_t> copyFile(const FileAccess& files, const Place& from, const Place& to, std::int64_t maxBytes,
                                   const CopyOptions& options, const Stop& stop) {
    auto target = files.create(to, {options.createDirectories, maxBytes});
    if (!target.ok()) {
        return target.error();
    }
    const auto read =
        files.stream(from, maxBytes, stop, [&](std::string_view bytes) { return target->write(bytes, stop); });
    if (!read.ok()) {
        return read.error();
    }
    const auto done = target->commit(options.overwrite);
    return done.ok() ? api::Result<std::int64_t>(read->size) : done.error();
}

api::Result<TreeSize> copyInto(const FileAccess& files, const Place& from, const Place& to, const CopyOptions& options,
                               const Stop& stop) {
    const auto entries = files.list(from, {{}, true, false}, stop);
    if (!entries.ok()) {
        return entries.error();
    }
    if (auto made = files.makeDirectory(to); !made.ok()) {
        return made.error();
    }
    TreeSize size;
    for (const auto& entry : *entries) {  // sorted: a folder comes before what is in it
        const auto source = placeIn(from, entry.path);
        if (entry.status.type == FileType::directory) {
            if (auto made = files.makeDirectory(placeIn(to, entry.path)); !made.ok()) {
                return made.error();
            }
            continue;
        }
        if (entry.status.type != FileType::file) {
            return fault("validation", 422,
                         source.shown +
                             " is a link, a pipe, a socket or a device, which cannot be copied; remove it, "
                             "or copy the files beside it one by one.");
        }
        const auto most = std::min(options.maxFileBytes, options.maxTreeBytes - size.bytes);
        const auto bytes = copyFile(files, source, placeIn(to, entry.path), most, options, stop);
        if (!bytes.ok()) {
            return bytes.error();
        }
        size.bytes += *bytes;
        ++size.files;
    }
    return size;
}
}  // namespace

Place placeBeside(const Place& place) {
    static std::atomic<unsigned> count = 0;
    const auto name = std::string(kPartPrefix) + api::newUlid(api::wallClock()) + std::to_string(++count);
    const auto swap = [&](const std::string& path) {
        return (std::filesystem::path(path).parent_path() / name).string();
    };
    return {place.root, swap(place.relative), place.shown};
}

api::Result<TreeSize> copyTree(const FileAccess& files, const Place& from, const Place& to, const CopyOptions& options,
                               const Stop& stop) {
    const auto source = files.status(from);
    if (!source.ok()) {
        return source.error();
    }
    if (source->type != FileType::directory) {
        auto bytes = copyFile(files, from, to, options.maxFileBytes, options, stop);
        return bytes.ok() ? api::Result<TreeSize>(TreeSize{1, *bytes}) : bytes.error();
    }
    if (!options.recursive) {
        return fault("validation", 400,
                     from.shown + " is a folder; set recursive: true to copy it with all that is in it.");
    }
    const auto inner = std::filesystem::path(to.relative).lexically_relative(from.relative);
    if (to.root == from.root && (from.relative == "." || (!inner.empty() && *inner.begin() != ".."))) {
        return fault("validation", 400, from.shown + " cannot be copied into itself.");
    }
    if (const auto there = files.status(to); there.ok()) {
        return fault("validation", 409, to.shown + " exists already; a folder replaces nothing. Choose another name.");
    }
    if (options.createDirectories) {
        const auto parent = std::filesystem::path(to.relative).parent_path().string();
        if (auto made = files.makeDirectory({to.root, parent.empty() ? "." : parent, to.shown}); !made.ok()) {
            return made.error();
        }
    }
    const auto part = placeBeside(to);
    auto copied = copyInto(files, from, part, options, stop);
    if (copied.ok()) {
        const auto moved = files.move(part, to, false, false);
        if (moved.ok()) {
            return copied;
        }
        copied = moved.error();
    }
    (void)files.remove(part, true, Stop({}, {}));  // also when the invocation has to end
    return copied;
}

}  // namespace beamline::blocks
