// SPDX-License-Identifier: Apache-2.0
#pragma once
// How the *_linux.cpp files of FileAccess open what lies below a root, and nothing else: descriptors, resolution,
// errors of system calls. Any thread. No other file may use it.

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "engine/blocks/file_access.h"

namespace beamline::blocks {

inline constexpr std::size_t kFileChunkBytes = 1024 * 1024;  ///< read and written at once; stops are looked at between
inline constexpr int kMaxResolveTries = 32;  ///< the kernel asks to try again when folders are renamed meanwhile

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

/// What a system call's `errno` means for the author of a workflow; `doing` begins the sentence.
api::Error ioFault(int error, const std::string& doing, const std::string& path);
/// For everything that is neither a regular file nor allowed in its place.
api::Error notAFile(const struct stat& status, const std::string& path);
FileStatus toStatus(const struct stat& status);

/// One step down, never through a link. A link is told apart from a file in the middle of a path by ELOOP.
Fd stepDown(int directory, const std::string& name, int flags);
/// `relative` has been normalised: it holds no "..".
Fd openBeneath(int root, const std::string& relative, int flags, Resolution resolution);
/// Made when it does not exist.
Fd openRoot(const std::filesystem::path& root);

struct OpenFile {
    Fd fd;
    struct stat status {};
};
/// A regular file. It is looked at before it is opened, because opening a device may already do something.
api::Result<OpenFile> openRegular(const Place& place, int flags, Resolution resolution);
/// `relative` below the root of `place`, which gives the name for errors.
api::Result<Fd> openDirectory(const Place& place, const std::string& relative, bool create, Resolution resolution);

/// Hands every piece to `sink` until the end, until it returns false, or until `maxBytes` are passed.
template <class Sink>
api::Result<api::Unit> readAll(int fd, const std::string& shown, std::int64_t maxBytes, const Stop& stop, Sink sink) {
    std::string buffer(kFileChunkBytes / 4, '\0');
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
        if (!sink(std::string_view(buffer).substr(0, static_cast<std::size_t>(got)))) {
            return api::Unit{};
        }
    }
}

/// Writes all of it; no fsync.
api::Result<api::Unit> writeAll(int fd, const std::string& shown, std::string_view bytes, const Stop& stop);
/// A name of its own for what is being written.
std::string partName();
/// Renames; with `overwrite` false it fails with EEXIST when there is something already. 0, or -1 and errno.
int renameInto(int fromDirectory, const std::string& from, int toDirectory, const std::string& to, bool overwrite);
/// Folder and name of a file; the error when it can be none.
api::Result<std::pair<std::string, std::string>> splitPlace(const Place& place);

}  // namespace beamline::blocks
