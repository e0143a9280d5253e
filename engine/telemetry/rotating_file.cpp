// SPDX-License-Identifier: Apache-2.0
#include "engine/telemetry/rotating_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <utility>

#include "engine/api/ids.h"

namespace beamline::telemetry {

namespace fs = std::filesystem;

namespace {
constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
constexpr std::int64_t kPart = 64 * 1024;  // of a file that is read from its end
constexpr const char* kNameTime = "%Y%m%dT%H%M%S";

/// Where the line ends that is the last one before `end`, as the offset behind its line feed; 0: there is none.
std::int64_t lineEnd(int fd, std::int64_t end) {
    std::string part(static_cast<std::size_t>(kPart), '\0');
    while (end > 0) {
        const auto begin = std::max<std::int64_t>(0, end - kPart);
        const auto got = ::pread(fd, part.data(), static_cast<std::size_t>(end - begin), begin);
        if (got <= 0) {
            return 0;
        }
        const auto found = std::string_view(part).substr(0, static_cast<std::size_t>(got)).rfind('\n');
        if (found != std::string_view::npos) {
            return begin + static_cast<std::int64_t>(found) + 1;
        }
        end = begin;
    }
    return 0;
}

std::string lastLineOf(const fs::path& file) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat status {};
    std::string line;
    if (fd >= 0 && ::fstat(fd, &status) == 0) {
        const auto end = lineEnd(fd, status.st_size);
        const auto begin = end > 0 ? lineEnd(fd, end - 1) : 0;
        line.resize(static_cast<std::size_t>(end > 0 ? end - 1 - begin : 0));
        const auto got = ::pread(fd, line.data(), line.size(), begin);
        line.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    }
    if (fd >= 0) {
        ::close(fd);
    }
    return line;
}
}  // namespace

std::string utcTime(api::Timestamp at, const char* format) {
    const auto seconds = static_cast<std::time_t>(at / 1000);
    std::tm parts{};
    std::array<char, 32> text{};
    ::gmtime_r(&seconds, &parts);
    std::string whole(text.data(), std::strftime(text.data(), text.size(), format, &parts));
    const auto ms = std::to_string(1000 + at % 1000);
    return whole + '.' + ms.substr(1) + 'Z';
}

bool writeAll(int fd, std::string_view text) {
    while (!text.empty()) {
        const auto done = ::write(fd, text.data(), text.size());
        if (done < 0 && errno != EINTR) {
            return false;
        }
        text.remove_prefix(done > 0 ? static_cast<std::size_t>(done) : 0);
    }
    return true;
}

void RotatingFile::close() {
    if (m_fd >= 0) {
        const int why = errno;
        if (m_options.durable && ::fdatasync(m_fd) != 0) {
            m_unsynced = errno;
        }
        ::close(m_fd);
        errno = why;
    }
    m_fd = -1;
}

bool RotatingFile::open() {
    std::error_code ec;
    fs::create_directories(m_options.file.parent_path(), ec);
    m_fd = ::open(m_options.file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    struct stat status {};
    if (m_fd < 0 || ::fstat(m_fd, &status) != 0) {
        return false;
    }
    m_size = status.st_size;
    // When a file was begun no file system tells for certain; when it was last written all do.
    m_begun = m_size == 0 ? api::wallClock() : static_cast<api::Timestamp>(status.st_mtim.tv_sec) * 1000;
    return mend() && (m_size > 0 || !m_options.durable || syncFolder());
}

/// Without it a file that was made or renamed may have no name after a loss of power.
bool RotatingFile::syncFolder() const {
    const int fd = ::open(m_options.file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    const int why = errno;
    if (fd >= 0) {
        ::close(fd);
    }
    errno = why;
    return synced;
}

/// Takes away a line that has no end.
bool RotatingFile::mend() {
    const auto whole = lineEnd(m_fd, m_size);
    if (whole == m_size) {
        return true;
    }
    m_size = whole;
    return ::ftruncate(m_fd, whole) == 0;
}

std::vector<fs::path> RotatingFile::closed() const {
    std::vector<fs::path> found;
    std::error_code ec;
    const auto prefix = m_options.file.stem().string() + "-";
    for (const auto& entry : fs::directory_iterator(m_options.file.parent_path(), ec)) {
        if (entry.path().filename().string().starts_with(prefix) &&
            entry.path().extension() == m_options.file.extension()) {
            found.push_back(entry.path());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// Closes the file under the name of this moment and removes what is too old or too much.
bool RotatingFile::rotate() {
    auto now = api::wallClock();
    const auto name = [&] {
        return m_options.file.parent_path() /
               (m_options.file.stem().string() + "-" + utcTime(now, kNameTime) + m_options.file.extension().string());
    };
    std::error_code ec;
    while (fs::exists(name(), ec)) {
        ++now;
    }
    close();
    fs::rename(m_options.file, name(), ec);
    forget(now);
    return open();
}

void RotatingFile::forget(api::Timestamp now) {
    const auto files = closed();
    const auto oldest = m_options.file.stem().string() + "-" + utcTime(now - m_options.maxAgeDays * kDayMs, kNameTime);
    std::error_code ec;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const bool tooMany = files.size() - i >= static_cast<std::size_t>(std::max(1, m_options.maxFiles));
        if (tooMany || files[i].filename().string() < oldest) {
            fs::remove(files[i], ec);
        }
    }
}

bool RotatingFile::append(std::string_view text) {
    if (m_fd < 0 && !open()) {
        close();
        return false;
    }
    const auto length = static_cast<std::int64_t>(text.size());
    const bool full =
        m_size > 0 && (m_size + length > m_options.maxBytes || api::wallClock() - m_begun > kMaxOpenFileMs);
    if (full && !rotate()) {
        close();
        return false;
    }
    if (!writeAll(m_fd, text)) {
        close();  // the next open() mends what was written of it
        return false;
    }
    m_size += length;
    return true;
}

bool RotatingFile::sync() {
    if (const int why = std::exchange(m_unsynced, 0); why != 0) {
        errno = why;
        return false;
    }
    return m_fd < 0 || ::fdatasync(m_fd) == 0;
}

std::string RotatingFile::lastLine() {
    auto files = closed();
    files.push_back(m_options.file);
    for (auto file = files.rbegin(); file != files.rend(); ++file) {
        if (auto line = lastLineOf(*file); !line.empty()) {
            return line;
        }
    }
    return {};
}

}  // namespace beamline::telemetry
