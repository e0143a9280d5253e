// SPDX-License-Identifier: Apache-2.0
#pragma once
// Files below configured folders and nothing else: no link, no "..", no device, pipe or socket leads out of them or
// makes a caller hang. Any thread; errors come from fault().

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxPathBytes = 4096;
inline constexpr std::size_t kMaxPathDepth = 64;
inline constexpr std::size_t kMaxListEntries = 10'000;
inline constexpr std::size_t kMaxTreeEntries = 10'000;  ///< of a folder that is copied or removed
inline constexpr std::size_t kMaxWatchedFolders = 1'000;
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
    bool overwrite = true;      ///< without `append`: may replace a file
};
struct ListOptions {
    std::string pattern;  ///< see matchesPattern; empty: everything
    bool recursive = false;
    bool checksum = false;
};

struct CreateOptions {
    bool createDirectories = false;
    std::int64_t maxBytes = 0;
};
struct WatchOptions {
    std::string pattern;  ///< see matchesPattern; empty: every file
    bool recursive = false;
    bool existing = true;      ///< files that are there already count
    std::int64_t waitMs = -1;  ///< how long without a file is no error; -1: until the invocation must end
};
struct WatchResult {
    std::vector<FileEntry> entries;  ///< sorted by path
    bool timedOut = false;
};

/// A file that is being written beside its place: without commit() nothing of it stays. One thread.
class FileWriter {
public:
    struct State;
    explicit FileWriter(std::unique_ptr<State> state);
    FileWriter(FileWriter&&) noexcept;
    FileWriter& operator=(FileWriter&&) = delete;
    ~FileWriter();
    api::Result<api::Unit> write(std::string_view bytes, const Stop& stop);
    /// Syncs it and gives it its name. Status 409 when there is something of that name that may not be replaced.
    api::Result<FileStatus> commit(bool overwrite);

private:
    std::unique_ptr<State> m_state;
};

/// A regular file that was opened to be read. Only for libraries that take descriptors.
class OpenedFile {
public:
    OpenedFile(int descriptor, const FileStatus& status) : m_descriptor(descriptor), m_status(status) {}
    OpenedFile(OpenedFile&& other) noexcept;
    OpenedFile& operator=(OpenedFile&&) = delete;
    ~OpenedFile();
    int descriptor() const { return m_descriptor; }
    const FileStatus& status() const { return m_status; }

private:
    int m_descriptor;
    FileStatus m_status;
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
    /// What is there; links are told and not followed.
    api::Result<FileStatus> status(const Place& place) const;
    /// Hands the pieces of a regular file to `sink` until its end or the sink's first error; -1: of any size.
    using Sink = std::function<api::Result<api::Unit>(std::string_view bytes)>;
    api::Result<FileStatus> stream(const Place& place, std::int64_t maxBytes, const Stop& stop, const Sink& sink) const;
    api::Result<OpenedFile> open(const Place& place) const;
    /// Begins a file. What stands in its place is a regular file, or nothing.
    api::Result<FileWriter> create(const Place& place, const CreateOptions& options) const;
    /// The folder with those above it; it may exist.
    api::Result<api::Unit> makeDirectory(const Place& place) const;
    /// Renames a file or folder; only a file replaces a file. False: it would have to be copied, because the places
    /// are on different file systems.
    api::Result<bool> move(const Place& from, const Place& to, bool overwrite, bool createDirectories) const;
    /// A file, or a link itself; a folder only when `recursive`, with at most kMaxTreeEntries in it. How many went.
    api::Result<std::int64_t> remove(const Place& place, bool recursive, const Stop& stop) const;
    /// Waits until a matching file has been written, moved in or found; holds the thread meanwhile.
    api::Result<WatchResult> watch(const Place& place, const WatchOptions& options, const Stop& stop) const;
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

/// The place of `name` (maybe several parts, already normal) in the folder `place`.
Place placeIn(const Place& place, const std::string& name);

/// `*` and `?` within a name, `**` also across folders; a pattern without '/' is compared with the name alone.
bool matchesPattern(std::string_view pattern, std::string_view path);

}  // namespace beamline::blocks
