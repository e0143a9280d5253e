// SPDX-License-Identifier: Apache-2.0
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <thread>

#include "engine/blocks/encoding.h"
#include "engine/blocks/open_beneath.h"

namespace beamline::blocks {

namespace {
constexpr auto kLockPause = std::chrono::milliseconds(20);

api::Result<FileStatus> appendToFile(int directory, const std::string& name, const Place& place, std::string_view bytes,
                                     const WriteOptions& options, const Stop& stop) {
    struct stat before {};
    const bool exists = ::fstatat(directory, name.c_str(), &before, AT_SYMLINK_NOFOLLOW) == 0;
    if (exists && !S_ISREG(before.st_mode)) {
        return notAFile(before, place.shown);
    }
    const Fd fd(::openat(directory, name.c_str(),
                         O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0666));
    if (!fd) {
        return ioFault(errno, "Writing", place.shown);
    }
    while (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {  // so that two tasks never mix their lines
        if (stop.requested()) {
            return stop.error("Waiting for the other writer of " + place.shown);
        }
        std::this_thread::sleep_for(kLockPause);
    }
    if (::fstat(fd.get(), &before) != 0 || !S_ISREG(before.st_mode)) {
        return notAFile(before, place.shown);
    }
    if (before.st_size + static_cast<std::int64_t>(bytes.size()) > options.maxBytes) {
        return fault("runtime", 413,
                     place.shown + " would become larger than the " + std::to_string(options.maxBytes) +
                         " bytes a file may have; begin a new file.");
    }
    auto written = writeAll(fd.get(), place.shown, bytes, stop);
    struct stat now {};
    if (written.ok() && ::fsync(fd.get()) != 0) {
        written = ioFault(errno, "Writing", place.shown);
    }
    if (!written.ok()) {
        (void)!::ftruncate(fd.get(), before.st_size);  // half a record is worse than none
        return written.error();
    }
    if (::fstat(fd.get(), &now) != 0 || (!exists && ::fsync(directory) != 0)) {
        return ioFault(errno, "Writing", place.shown);
    }
    return toStatus(now);
}

/// Walks a tree by open folders, so that nothing renamed meanwhile can lead elsewhere.
class Lister {
public:
    Lister(const Place& place, const ListOptions& options, const Stop& stop)
        : m_place(place), m_options(options), m_stop(stop) {}

    api::Result<api::Unit> walk(Fd directory, const std::string& prefix, std::size_t depth) {
        const int fd = directory.get();
        const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(fd), ::closedir);
        if (!stream) {
            return ioFault(errno, "Listing", m_place.shown);
        }
        directory.release();
        for (;;) {
            if (m_stop.requested()) {
                return m_stop.error("Listing " + m_place.shown);
            }
            errno = 0;
            const auto* item = ::readdir(stream.get());
            if (!item) {
                return errno == 0 ? api::Result<api::Unit>(api::Unit{}) : ioFault(errno, "Listing", m_place.shown);
            }
            const std::string name = item->d_name;
            if (name == "." || name == ".." || name.starts_with(kPartPrefix)) {
                continue;
            }
            if (auto done = visit(fd, name, prefix, depth); !done.ok()) {
                return done;
            }
        }
    }

    std::vector<FileEntry> entries;

private:
    api::Result<api::Unit> visit(int directory, const std::string& name, const std::string& prefix, std::size_t depth) {
        FileEntry entry{prefix + name, {}, {}};
        struct stat status {};
        if (::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
            return errno == ENOENT ? api::Result<api::Unit>(api::Unit{})  // gone since it was read
                                   : ioFault(errno, "Listing", entry.path);
        }
        entry.status = toStatus(status);
        if (matchesPattern(m_options.pattern, entry.path)) {
            if (entries.size() == kMaxListEntries) {
                return fault("runtime", 413,
                             m_place.shown + " has more than " + std::to_string(kMaxListEntries) +
                                 " entries; use a pattern, or list its folders one by one.");
            }
            if (m_options.checksum && entry.status.type == FileType::file) {
                if (auto sum = checksum(directory, name, entry); !sum.ok()) {
                    return sum;
                }
            }
            entries.push_back(entry);
        }
        if (!m_options.recursive || entry.status.type != FileType::directory) {
            return api::Unit{};
        }
        if (depth >= kMaxPathDepth) {
            return fault("runtime", 413,
                         "The folders in " + m_place.shown + " are nested deeper than " +
                             std::to_string(kMaxPathDepth) + "; list " + entry.path + " by itself.");
        }
        Fd next = stepDown(directory, name, O_RDONLY);
        if (!next) {
            return errno == ENOENT || errno == ELOOP || errno == ENOTDIR ? api::Result<api::Unit>(api::Unit{})
                                                                         : ioFault(errno, "Listing", entry.path);
        }
        return walk(std::move(next), entry.path + "/", depth + 1);
    }

    api::Result<api::Unit> checksum(int directory, const std::string& name, FileEntry& entry) {
        const Fd fd(::openat(directory, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
        struct stat status {};
        if (!fd || ::fstat(fd.get(), &status) != 0) {
            return ioFault(errno, "Reading", entry.path);
        }
        if (!S_ISREG(status.st_mode)) {
            return notAFile(status, entry.path);
        }
        Sha256 sum;
        auto read = readAll(fd.get(), entry.path, -1, m_stop, [&](std::string_view bytes) {
            sum.add(bytes);
            return true;
        });
        entry.sha256 = sum.hex();
        return read;
    }

    const Place& m_place;
    const ListOptions& m_options;
    const Stop& m_stop;
};

}  // namespace

api::Result<FileContent> FileAccess::read(const Place& place, std::int64_t maxBytes, const Stop& stop) const {
    auto file = openRegular(place, O_RDONLY, m_resolution);
    if (!file.ok()) {
        return file.error();
    }
    FileContent content{toStatus(file->status), {}};
    content.bytes.reserve(static_cast<std::size_t>(std::clamp<std::int64_t>(content.status.size, 0, maxBytes)));
    const auto done = readAll(file->fd.get(), place.shown, maxBytes, stop, [&](std::string_view bytes) {
        content.bytes.append(bytes);
        return true;
    });
    if (!done.ok()) {
        return done.error();
    }
    content.status.size = static_cast<std::int64_t>(content.bytes.size());
    return content;
}

api::Result<FileStatus> FileAccess::stream(const Place& place, std::int64_t maxBytes, const Stop& stop,
                                           const Sink& sink) const {
    auto file = openRegular(place, O_RDONLY, m_resolution);
    if (!file.ok()) {
        return file.error();
    }
    auto status = toStatus(file->status);
    status.size = 0;
    api::Result<api::Unit> taken = api::Unit{};
    const auto done = readAll(file->fd.get(), place.shown, maxBytes, stop, [&](std::string_view bytes) {
        status.size += static_cast<std::int64_t>(bytes.size());
        taken = sink(bytes);
        return taken.ok();
    });
    return !taken.ok() ? taken.error() : !done.ok() ? done.error() : api::Result<FileStatus>(status);
}

api::Result<FileStatus> FileAccess::write(const Place& place, std::string_view bytes, const WriteOptions& options,
                                          const Stop& stop) const {
    if (static_cast<std::int64_t>(bytes.size()) > options.maxBytes) {
        return fault("runtime", 413,
                     "The content for " + place.shown + " has " + std::to_string(bytes.size()) + " bytes; " +
                         std::to_string(options.maxBytes) + " may be written.");
    }
    if (!options.append) {
        auto file = create(place, {options.createDirectories, options.maxBytes});
        if (!file.ok()) {
            return file.error();
        }
        const auto written = file->write(bytes, stop);
        return written.ok() ? file->commit(options.overwrite) : written.error();
    }
    const auto parts = splitPlace(place);
    if (!parts.ok()) {
        return parts.error();
    }
    const auto directory = openDirectory(place, parts->first, options.createDirectories, m_resolution);
    if (!directory.ok()) {
        return directory.error();
    }
    return appendToFile(directory->get(), parts->second, place, bytes, options, stop);
}

api::Result<std::vector<FileEntry>> FileAccess::list(const Place& place, const ListOptions& options,
                                                     const Stop& stop) const {
    auto directory = openDirectory(place, place.relative, false, m_resolution);
    if (!directory.ok()) {
        return directory.error();
    }
    Lister lister(place, options, stop);
    const auto done = lister.walk(std::move(*directory), "", 1);
    if (!done.ok()) {
        return done.error();
    }
    std::sort(lister.entries.begin(), lister.entries.end(),
              [](const FileEntry& a, const FileEntry& b) { return a.path < b.path; });
    return std::move(lister.entries);
}

api::Result<PinnedFile> FileAccess::pin(const Place& place) const {
    const auto parts = splitPlace(place);
    if (!parts.ok()) {
        return parts.error();
    }
    auto directory = openDirectory(place, parts->first, false, m_resolution);
    if (!directory.ok()) {
        return directory.error();
    }
    struct stat status {};
    if (::fstatat(directory->get(), parts->second.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
        if (!S_ISREG(status.st_mode)) {
            return notAFile(status, place.shown);
        }
    } else if (errno != ENOENT) {
        return ioFault(errno, "Opening", place.shown);
    }
    const int fd = directory->release();
    return PinnedFile(fd, "/proc/self/fd/" + std::to_string(fd) + "/" + parts->second);
}

api::Result<OpenedFile> FileAccess::open(const Place& place) const {
    auto file = openRegular(place, O_RDONLY, m_resolution);
    if (!file.ok()) {
        return file.error();
    }
    const auto status = toStatus(file->status);
    return OpenedFile(file->fd.release(), status);
}

OpenedFile::OpenedFile(OpenedFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_status(other.m_status) {}

OpenedFile::~OpenedFile() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

PinnedFile::PinnedFile(PinnedFile&& other) noexcept
    : m_directory(std::exchange(other.m_directory, -1)), m_path(std::move(other.m_path)) {}

PinnedFile::~PinnedFile() {
    if (m_directory >= 0) {
        ::close(m_directory);
    }
}

}  // namespace beamline::blocks
