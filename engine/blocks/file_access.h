// SPDX-License-Identifier: Apache-2.0
#pragma once
// Files below configured folders and nothing else: no link, no "..", no device, pipe or socket leads out of them or
// makes a caller hang. Any thread; errors come from fault().

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxPathBytes = 4096;
inline constexpr std::size_t kMaxPathDepth = 64;
inline constexpr std::size_t kMaxListEntries = 10'000;
inline constexpr std::size_t kMaxPatternBytes = 256;
/// Begins the names of files that are still being written; they are not listed.
inline constexpr std::string_view kPartPrefix = ".beamline-part-";

enum class FileType { file, directory, link, other };
struct FileStatus {
    FileType type = FileType::other;
    std::int64_t size = 0;
    api::Timestamp modified = 0;
};
struct FileContent {
    FileStatus status;
    std::string bytes;
};
struct FileEntry {
    std::string path;  ///< below the listed folder
    FileStatus status;
    std::string sha256;  ///< of files, when asked for
};

/// A path that was found to lie below a root by its text; links are the business of whoever opens it.
struct Place {
    std::filesystem::path root;
    std::string relative;  ///< "." is the root itself
    std::string shown;     ///< as people wrote it, normalised
};

struct WriteOptions {
    bool append = false;
    bool createDirectories = false;
    std::int64_t maxBytes = 0;  ///< of the whole file afterwards
};
struct ListOptions {
    std::string pattern;  ///< see matchesPattern; empty: everything
    bool recursive = false;
    bool checksum = false;
};

/// A file named through its already resolved folder: `path` stays true while the pin lives, whatever is renamed.
class PinnedFile {
public:
    PinnedFile(int directory, std::string path) : m_directory(directory), m_path(std::move(path)) {}
    PinnedFile(PinnedFile&& other) noexcept;
    PinnedFile& operator=(PinnedFile&&) = delete;
    ~PinnedFile();
    const std::string& path() const { return m_path; }

private:
    int m_directory;
    std::string m_path;
};

class FileAccess {
public:
    /// Whether the kernel keeps a path below its root in one call, or every step of it is opened without following
    /// links. The second is also what `kernel` becomes on kernels that cannot.
    enum class Resolution { kernel, stepwise };
    explicit FileAccess(std::vector<std::filesystem::path> roots, Resolution resolution = Resolution::kernel);

    /// Relative paths are below the first root; absolute ones must be below one of them.
    api::Result<Place> locate(std::string_view path) const;
    /// The whole regular file.
    api::Result<FileContent> read(const Place& place, std::int64_t maxBytes, const Stop& stop) const;
    /// Replaces the file at once (written beside it, synced, renamed), or appends and syncs.
    api::Result<FileStatus> write(const Place& place, std::string_view bytes, const WriteOptions& options,
                                  const Stop& stop) const;
    /// Sorted by path; links are listed and never followed.
    api::Result<std::vector<FileEntry>> list(const Place& place, const ListOptions& options, const Stop& stop) const;
    /// A regular file, or one that does not exist yet in a folder that does. Only for libraries that take paths.
    api::Result<PinnedFile> pin(const Place& place) const;

private:
    std::vector<std::filesystem::path> m_roots;
    Resolution m_resolution;
};

/// `*` and `?` within a name, `**` also across folders; a pattern without '/' is compared with the name alone.
bool matchesPattern(std::string_view pattern, std::string_view path);

}  // namespace beamline::blocks
