// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/file_sink.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "engine/api/ids.h"

namespace beamline::blocks {

FileSink::FileSink(Place place, PinnedFile target, std::int64_t maxBytes)
    : m_place(std::move(place)), m_target(std::move(target)), m_maxBytes(maxBytes) {
    const auto slash = m_target.path().rfind('/');
    m_part = m_target.path().substr(0, slash + 1) + std::string(kPartPrefix) + api::newUlid(api::wallClock());
}

FileSink::~FileSink() {
    if (m_fd >= 0) {
        ::close(m_fd);
        ::unlink(m_part.c_str());
    }
}

api::Error FileSink::failed(const char* what) const {
    const int code = errno;
    return fault(code == EACCES || code == EPERM ? "authorization" : "runtime",
                 code == EACCES || code == EPERM ? 403 : 500,
                 std::string(what) + " " + m_place.shown + " failed: " + std::strerror(code) + ".");
}

api::Result<api::Unit> FileSink::open() {
    if (m_fd < 0) {
        m_fd = ::open(m_part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    }
    return m_fd < 0 ? api::Result<api::Unit>(failed("Writing")) : api::Unit{};
}

api::Result<api::Unit> FileSink::take(std::string_view bytes) {
    if (auto opened = open(); !opened.ok()) {
        return opened;
    }
    m_bytes += static_cast<std::int64_t>(bytes.size());
    if (m_bytes > m_maxBytes) {
        return fault("runtime", 413,
                     "The content for " + m_place.shown + " has more than the " + std::to_string(m_maxBytes) +
                         " bytes that may be written.");
    }
    m_hash.add(bytes);
    while (!bytes.empty()) {
        const auto written = ::write(m_fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return failed("Writing");
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return api::Unit{};
}

api::Result<api::Json> FileSink::finish() {
    if (auto opened = open(); !opened.ok()) {
        return opened.error();
    }
    if (::fsync(m_fd) != 0 || ::rename(m_part.c_str(), m_target.path().c_str()) != 0) {
        return failed("Writing");
    }
    ::close(m_fd);
    m_fd = -1;
    const auto folder = m_target.path().substr(0, m_target.path().rfind('/'));
    if (const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); directory >= 0) {
        ::fsync(directory);  // the name too is on the disk; what cannot be synced is there all the same
        ::close(directory);
    }
    return api::Json{{"path", m_place.shown}, {"bytes", m_bytes}, {"sha256", m_hash.hex()}};
}

}  // namespace beamline::blocks
