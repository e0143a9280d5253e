// SPDX-License-Identifier: Apache-2.0
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <random>
#include <thread>

#include "engine/blocks/encoding.h"
#include "engine/blocks/file_access.h"

namespace beamline::blocks {

namespace {
constexpr std::size_t kChunkBytes = 1024 * 1024;
constexpr int kMaxResolveTries = 32;  // the kernel asks to try again when folders are renamed meanwhile
constexpr auto kLockPause = std::chrono::milliseconds(20);

using Resolution = FileAccess::Resolution;

class Fd {
public:
    explicit Fd(int fd = -1) : m_fd(fd) {}
    Fd(Fd&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Fd& operator=(Fd&& other) noexcept {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~Fd() {
        if (m_fd >= 0) {
            const int keep = errno;
            ::close(m_fd);
            errno = keep;
        }
    }
    int get() const { return m_fd; }
    int release() { return std::exchange(m_fd, -1); }
    explicit operator bool() const { return m_fd >= 0; }

private:
    int m_fd;
};

api::Error ioFault(int error, const std::string& doing, const std::string& path) {
    const std::string what = doing + " " + path + " failed: ";
    switch (error) {
        case ENOENT:
            return fault("runtime", 404, what + "there is no such file or folder.");
        case ENOTDIR:
            return fault("validation", 400, what + "a part of the path is a file and not a folder.");
        case ELOOP:
        case EXDEV:
            return fault(
                "authorization", 403,
                what + "the path goes through a symbolic link, and links are not followed; name the file itself.");
        case EACCES:
        case EPERM:
            return fault("authorization", 403,
                         what + "the engine's user may not do this; change the permissions of the file or folder.");
        case EROFS:
            return fault("authorization", 403, what + "the file system is read-only.");
        case ENOSPC:
        case EDQUOT:
            return fault("runtime", 507, what + "no space is left; make room and retry.");
        case ENAMETOOLONG:
            return fault("validation", 400, what + "the name is too long.");
        case ENXIO:
            return fault("validation", 400, what + "it is a pipe, a socket or a device and not a file.");
        default:
            return fault("runtime", 500, what + std::strerror(error) + ".");
    }
}

api::Error notAFile(const struct stat& status, const std::string& path) {
    if (S_ISLNK(status.st_mode)) {
        return ioFault(ELOOP, "Opening", path);
    }
    return fault(
        "validation", 400,
        path + " is " + (S_ISDIR(status.st_mode) ? "a folder" : "a pipe, a socket or a device") + " and not a file.");
}

FileStatus toStatus(const struct stat& status) {
    const auto mode = status.st_mode;
    return {S_ISREG(mode)   ? FileType::file
            : S_ISDIR(mode) ? FileType::directory
            : S_ISLNK(mode) ? FileType::link
                            : FileType::other,
            S_ISREG(mode) ? status.st_size : 0,
            static_cast<api::Timestamp>(status.st_mtim.tv_sec) * 1000 + status.st_mtim.tv_nsec / 1'000'000};
}

/// One step down, never through a link. A link is told apart from a file in the middle of a path by ELOOP.
Fd stepDown(int directory, const std::string& name, int flags) {
    Fd fd(::openat(directory, name.c_str(), flags | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!fd && errno == ENOTDIR) {
        struct stat status {};
        const bool link =
            ::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
        errno = link ? ELOOP : ENOTDIR;
    }
    return fd;
}

Fd openStepwise(int root, const std::filesystem::path& relative, int flags) {
    Fd directory;
    int at = root;
    for (const auto& part : relative.parent_path()) {
        directory = stepDown(at, part.string(), O_PATH);
        if (!directory) {
            return directory;
        }
        at = directory.get();
    }
    const auto name = relative.filename().string();
    return (flags & O_DIRECTORY) != 0 ? stepDown(at, name, flags)
                                      : Fd(::openat(at, name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC));
}

/// `relative` has been normalised: it holds no "..".
Fd openBeneath(int root, const std::string& relative, int flags, Resolution resolution) {
    static std::atomic<bool> unsupported = false;
    if (resolution == Resolution::kernel && !unsupported) {
        struct open_how how {};
        how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC);
        how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS;
        for (int tries = 0; tries < kMaxResolveTries; ++tries) {
            const auto fd = ::syscall(SYS_openat2, root, relative.c_str(), &how, sizeof how);
            if (fd >= 0) {
                return Fd(static_cast<int>(fd));
            }
            if (errno != EAGAIN && errno != EINTR) {
                break;
            }
        }
        if (errno != ENOSYS && errno != EPERM) {  // filters of system calls answer EPERM
            return Fd();
        }
        unsupported = unsupported || errno == ENOSYS;
    }
    return openStepwise(root, relative, flags);
}

Fd openRoot(const std::filesystem::path& root) {
    Fd fd(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!fd && errno == ENOENT) {
        std::error_code ec;
        std::filesystem::create_directories(root, ec);
        fd = Fd(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    }
    return fd;
}

struct OpenFile {
    Fd fd;
    struct stat status {};
};

/// A regular file. It is looked at before it is opened, because opening a device may already do something.
api::Result<OpenFile> openRegular(const Place& place, int flags, Resolution resolution) {
    const Fd root = openRoot(place.root);
    const Fd seen = root ? openBeneath(root.get(), place.relative, O_PATH, resolution) : Fd();
    OpenFile file;
    if (!seen || ::fstat(seen.get(), &file.status) != 0) {
        return ioFault(errno, "Opening", place.shown);
    }
    if (!S_ISREG(file.status.st_mode)) {
        return notAFile(file.status, place.shown);
    }
    // Not blocking: in case it has become a pipe since.
    file.fd = openBeneath(root.get(), place.relative, flags | O_NONBLOCK | O_NOCTTY, resolution);
    if (!file.fd || ::fstat(file.fd.get(), &file.status) != 0) {
        return ioFault(errno, "Opening", place.shown);
    }
    if (!S_ISREG(file.status.st_mode)) {
        return notAFile(file.status, place.shown);
    }
    return file;
}

api::Result<Fd> openDirectory(const Place& place, const std::string& relative, bool create, Resolution resolution) {
    const Fd root = openRoot(place.root);
    if (!root) {
        return ioFault(errno, "Opening the folder", place.root.string());
    }
    Fd directory = openBeneath(root.get(), relative, O_RDONLY | O_DIRECTORY, resolution);
    if (directory) {
        return directory;
    }
    if (errno != ENOENT || !create) {
        const bool link = errno == ELOOP || errno == EXDEV;
        return ioFault(link ? ELOOP : errno, "Opening the folder of", place.shown);
    }
    directory = Fd(::openat(root.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (const auto& part : std::filesystem::path(relative)) {
        Fd next = stepDown(directory.get(), part.string(), O_RDONLY);
        if (!next && errno == ENOENT) {
            if (::mkdirat(directory.get(), part.c_str(), 0777) == 0) {
                ::fsync(directory.get());
            } else if (errno != EEXIST) {
                return ioFault(errno, "Creating the folder of", place.shown);
            }
            next = stepDown(directory.get(), part.string(), O_RDONLY);
        }
        if (!next) {
            return ioFault(errno, "Opening the folder of", place.shown);
        }
        directory = std::move(next);
    }
    return directory;
}

/// Hands every piece to `sink` until the end, or until `maxBytes` are passed.
template <class Sink>
api::Result<api::Unit> readAll(int fd, const std::string& shown, std::int64_t maxBytes, const Stop& stop, Sink sink) {
    std::string buffer(kChunkBytes / 4, '\0');
    for (std::int64_t total = 0;;) {
        if (stop.requested()) {
            return stop.error("Reading " + shown);
        }
        const auto got = ::read(fd, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return ioFault(errno, "Reading", shown);
        }
        if (got == 0) {
            return api::Unit{};
        }
        total += got;
        if (maxBytes >= 0 && total > maxBytes) {
            return fault("runtime", 413,
                         shown + " is larger than the " + std::to_string(maxBytes) + " bytes that may be read.");
        }
        sink(std::string_view(buffer).substr(0, static_cast<std::size_t>(got)));
    }
}

api::Result<api::Unit> writeAll(int fd, const std::string& shown, std::string_view bytes, const Stop& stop) {
    while (!bytes.empty()) {
        if (stop.requested()) {
            return stop.error("Writing " + shown);
        }
        const auto done = ::write(fd, bytes.data(), std::min(bytes.size(), kChunkBytes));
        if (done < 0 && errno != EINTR) {
            return ioFault(errno, "Writing", shown);
        }
        bytes.remove_prefix(done > 0 ? static_cast<std::size_t>(done) : 0);
    }
    return ::fsync(fd) == 0 ? api::Result<api::Unit>(api::Unit{}) : ioFault(errno, "Writing", shown);
}

std::string partName() {
    static thread_local std::mt19937_64 random{std::random_device{}()};
    return std::string(kPartPrefix) + std::to_string(random());
}

api::Result<FileStatus> replaceFile(int directory, const std::string& name, const Place& place, std::string_view bytes,
                                    const Stop& stop) {
    struct stat old {};
    const bool exists = ::fstatat(directory, name.c_str(), &old, AT_SYMLINK_NOFOLLOW) == 0;
    if (exists && !S_ISREG(old.st_mode)) {
        return notAFile(old, place.shown);
    }
    const auto part = partName();
    const Fd fd(::openat(directory, part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!fd) {
        return ioFault(errno, "Writing", place.shown);
    }
    if (exists) {
        ::fchmod(fd.get(), old.st_mode & 0777);
    }
    auto written = writeAll(fd.get(), place.shown, bytes, stop);
    struct stat now {};
    if (written.ok() &&
        (::fstat(fd.get(), &now) != 0 || ::renameat(directory, part.c_str(), directory, name.c_str()) != 0 ||
         ::fsync(directory) != 0)) {
        written = ioFault(errno, "Writing", place.shown);
    }
    if (!written.ok()) {
        ::unlinkat(directory, part.c_str(), 0);
        return written.error();
    }
    return toStatus(now);
}

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
    const auto written = writeAll(fd.get(), place.shown, bytes, stop);
    struct stat now {};
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
        auto read = readAll(fd.get(), entry.path, -1, m_stop, [&](std::string_view bytes) { sum.add(bytes); });
        entry.sha256 = sum.hex();
        return read;
    }

    const Place& m_place;
    const ListOptions& m_options;
    const Stop& m_stop;
};

/// Folder and name of a file; the error when it can be none.
api::Result<std::pair<std::string, std::string>> split(const Place& place) {
    const std::filesystem::path path(place.relative);
    if (place.relative == ".") {
        return fault("validation", 400, place.shown + " is a folder and not a file.");
    }
    return std::pair(path.has_parent_path() ? path.parent_path().string() : std::string("."), path.filename().string());
}
}  // namespace

api::Result<FileContent> FileAccess::read(const Place& place, std::int64_t maxBytes, const Stop& stop) const {
    auto file = openRegular(place, O_RDONLY, m_resolution);
    if (!file.ok()) {
        return file.error();
    }
    FileContent content{toStatus(file->status), {}};
    content.bytes.reserve(static_cast<std::size_t>(std::clamp<std::int64_t>(content.status.size, 0, maxBytes)));
    const auto done = readAll(file->fd.get(), place.shown, maxBytes, stop,
                              [&](std::string_view bytes) { content.bytes.append(bytes); });
    if (!done.ok()) {
        return done.error();
    }
    content.status.size = static_cast<std::int64_t>(content.bytes.size());
    return content;
}

api::Result<FileStatus> FileAccess::write(const Place& place, std::string_view bytes, const WriteOptions& options,
                                          const Stop& stop) const {
    if (static_cast<std::int64_t>(bytes.size()) > options.maxBytes) {
        return fault("runtime", 413,
                     "The content for " + place.shown + " has " + std::to_string(bytes.size()) + " bytes; " +
                         std::to_string(options.maxBytes) + " may be written.");
    }
    const auto parts = split(place);
    if (!parts.ok()) {
        return parts.error();
    }
    const auto directory = openDirectory(place, parts->first, options.createDirectories, m_resolution);
    if (!directory.ok()) {
        return directory.error();
    }
    return options.append ? appendToFile(directory->get(), parts->second, place, bytes, options, stop)
                          : replaceFile(directory->get(), parts->second, place, bytes, stop);
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
    const auto parts = split(place);
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

PinnedFile::PinnedFile(PinnedFile&& other) noexcept
    : m_directory(std::exchange(other.m_directory, -1)), m_path(std::move(other.m_path)) {}

PinnedFile::~PinnedFile() {
    if (m_directory >= 0) {
        ::close(m_directory);
    }
}

}  // namespace beamline::blocks
