// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/open_beneath.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <random>

namespace beamline::blocks {

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
        case EEXIST:
            return fault("validation", 409, what + "it exists already; choose another name, or set overwrite: true.");
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

namespace {
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
}  // namespace

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

api::Result<api::Unit> writeAll(int fd, const std::string& shown, std::string_view bytes, const Stop& stop) {
    while (!bytes.empty()) {
        if (stop.requested()) {
            return stop.error("Writing " + shown);
        }
        const auto done = ::write(fd, bytes.data(), std::min(bytes.size(), kFileChunkBytes));
        if (done < 0 && errno != EINTR) {
            return ioFault(errno, "Writing", shown);
        }
        bytes.remove_prefix(done > 0 ? static_cast<std::size_t>(done) : 0);
    }
    return api::Unit{};
}

std::string partName() {
    static thread_local std::mt19937_64 random{std::random_device{}()};
    return std::string(kPartPrefix) + std::to_string(random());
}

int renameInto(int fromDirectory, const std::string& from, int toDirectory, const std::string& to, bool overwrite) {
    if (overwrite) {
        return ::renameat(fromDirectory, from.c_str(), toDirectory, to.c_str());
    }
    const int done = ::renameat2(fromDirectory, from.c_str(), toDirectory, to.c_str(), RENAME_NOREPLACE);
    if (done == 0 || (errno != EINVAL && errno != ENOSYS)) {
        return done;
    }
    // A file system that does not know the flag: a second name is refused likewise. Folders have no second name.
    if (::linkat(fromDirectory, from.c_str(), toDirectory, to.c_str(), 0) == 0) {
        return ::unlinkat(fromDirectory, from.c_str(), 0);
    }
    struct stat status {};
    if (errno == EEXIST || ::fstatat(toDirectory, to.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return -1;
    }
    return ::renameat(fromDirectory, from.c_str(), toDirectory, to.c_str());
}

api::Result<std::pair<std::string, std::string>> splitPlace(const Place& place) {
    const std::filesystem::path path(place.relative);
    if (place.relative == ".") {
        return fault("validation", 400, place.shown + " is a folder and not a file.");
    }
    return std::pair(path.has_parent_path() ? path.parent_path().string() : std::string("."), path.filename().string());
}

}  // namespace beamline::blocks
