// SPDX-License-Identifier: Apache-2.0
#pragma once
// zip and tar archives below the file roots, by libarchive. Nothing in an archive is believed: names stay inside the
// target, links and permissions are not taken over, sizes are counted. Any thread; errors come from fault().

#include "engine/blocks/file_access.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxArchiveEntries = 10'000;
inline constexpr std::int64_t kMaxArchiveBytes = std::int64_t{1} << 30;  ///< of the contents, unpacked
inline constexpr std::int64_t kMaxArchiveRatio = 200;                    ///< unpacked to packed …
inline constexpr std::int64_t kArchiveRatioFloor = 16 * 1024 * 1024;     ///< … of contents larger than this
inline constexpr std::size_t kMaxArchiveNameBytes = 1024;

struct ArchiveLimits {
    std::int64_t maxFileBytes = 0;
    std::int64_t maxBytes = kMaxArchiveBytes;
};
struct ArchiveEntry {
    std::string path;  ///< relative, without "." and ".."
    FileStatus status;
};
struct ArchiveContent {
    std::string format;  ///< "zip", "tar", "tar.gz", "tar.xz", "tar.zst"
    std::vector<ArchiveEntry> entries;
};
struct Extraction {
    std::int64_t files = 0;
    std::int64_t bytes = 0;
    std::vector<std::string> skipped;  ///< links, pipes and devices
};
struct ArchiveSource {
    Place place;
    std::string name;  ///< in the archive
};

/// What is in it; reads tar archives to their end.
api::Result<ArchiveContent> listArchive(const FileAccess& files, const Place& archive, const ArchiveLimits& limits,
                                        const Stop& stop);
/// Unpacks beside `to` and then renames: a new folder is there at once. In a folder that exists, files are moved in one
/// by one after it was seen that none is in the way.
api::Result<Extraction> extractArchive(const FileAccess& files, const Place& archive, const Place& to, bool overwrite,
                                       const ArchiveLimits& limits, const Stop& stop);
/// Writes files and folders, with all that is in them; the archive is there at once or not at all.
api::Result<FileStatus> createArchive(const FileAccess& files, const Place& archive, const std::string& format,
                                      const std::vector<ArchiveSource>& sources, bool overwrite,
                                      const ArchiveLimits& limits, const Stop& stop);
/// By the end of the name; empty when it tells nothing.
std::string archiveFormatOf(std::string_view name);
/// The name as a relative path inside; an error when it leads outside, or is no name.
api::Result<std::string> archiveEntryName(std::string_view name);

}  // namespace beamline::blocks
