// SPDX-License-Identifier: Apache-2.0
#include "engine/telemetry/log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <system_error>
#include <vector>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"

namespace beamline::telemetry {

namespace fs = std::filesystem;

namespace {
constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;

/// UTC to the millisecond; texts of this form are in the order of their times.
std::string timeText(api::Timestamp at, const char* format) {
    const auto seconds = static_cast<std::time_t>(at / 1000);
    std::tm parts{};
    std::array<char, 32> text{};
    ::gmtime_r(&seconds, &parts);
    std::string whole(text.data(), std::strftime(text.data(), text.size(), format, &parts));
    const auto ms = std::to_string(1000 + at % 1000);
    return whole + '.' + ms.substr(1) + 'Z';
}

std::string cut(const std::string& text) {
    if (text.size() <= kMaxLogMessageBytes) {
        return text;
    }
    auto end = kMaxLogMessageBytes;
    while (end > 0 && (text[end] & 0xC0) == 0x80) {
        --end;
    }
    return text.substr(0, end) + "…";
}
}  // namespace

std::string logLine(const LogRecord& record) {
    boost::json::object line;
    line["time"] = timeText(record.at ? record.at : api::wallClock(), "%Y-%m-%dT%H:%M:%S");
    line["level"] = boost::describe::enum_to_string(record.level, "info");
    line["source"] = record.source;
    line["message"] = cut(record.message);
    if (!record.run.empty()) {
        line["run"] = record.run;
    }
    if (!record.task.empty()) {
        line["task"] = record.task;
    }
    if (!record.data.is_null()) {
        const auto size = api::printJson(record.data).size();
        line["data"] = size <= kMaxLogDataBytes ? record.data : api::Json{{"omittedBytes", size}};
    }
    return api::printJson(api::Json(std::move(line))) + '\n';
}

struct Log::Output {
    std::mutex mutex;
    int fd = -1;
    std::int64_t size = 0;
    api::Timestamp begun = 0;
    bool broken = false;

    ~Output() { close(); }
    void close() {
        if (fd > STDERR_FILENO) {
            ::close(fd);
        }
        fd = -1;
    }
    bool open(const LogOptions& options);
    bool rotate(const LogOptions& options);
    bool put(std::string_view line) const;
};

bool Log::Output::open(const LogOptions& options) {
    std::error_code ec;
    fs::create_directories(options.file.parent_path(), ec);
    fd = ::open(options.file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    struct stat status {};
    if (fd < 0 || ::fstat(fd, &status) != 0) {
        return false;
    }
    size = status.st_size;
    // When a file was begun no file system tells for certain; when it was last written all do.
    begun = size == 0 ? api::wallClock() : static_cast<api::Timestamp>(status.st_mtim.tv_sec) * 1000;
    return true;
}

/// Closes the file under the name of this moment and removes what is too old or too much.
bool Log::Output::rotate(const LogOptions& options) {
    const auto stem = options.file.stem().string();
    const auto folder = options.file.parent_path();
    std::error_code ec;
    auto now = api::wallClock();
    const auto name = [&] {
        return folder / (stem + "-" + timeText(now, "%Y%m%dT%H%M%S") + options.file.extension().string());
    };
    while (fs::exists(name(), ec)) {
        ++now;
    }
    close();
    fs::rename(options.file, name(), ec);
    std::vector<fs::path> closed;
    for (const auto& entry : fs::directory_iterator(folder, ec)) {
        const auto own = entry.path().filename().string();
        if (own.starts_with(stem + "-") && entry.path().extension() == options.file.extension()) {
            closed.push_back(entry.path());
        }
    }
    std::sort(closed.begin(), closed.end());
    const auto oldest = stem + "-" + timeText(now - options.maxAgeDays * kDayMs, "%Y%m%dT%H%M%S");
    for (std::size_t i = 0; i < closed.size(); ++i) {
        const bool tooMany = closed.size() - i >= static_cast<std::size_t>(std::max(1, options.maxFiles));
        if (tooMany || closed[i].filename().string() < oldest) {
            fs::remove(closed[i], ec);
        }
    }
    return open(options);
}

bool Log::Output::put(std::string_view line) const {
    while (!line.empty()) {
        const auto done = ::write(fd, line.data(), line.size());
        if (done < 0 && errno != EINTR) {
            return false;
        }
        line.remove_prefix(done > 0 ? static_cast<std::size_t>(done) : 0);
    }
    return true;
}

Log::Log(LogOptions options, std::function<void(const std::string&)> problem)
    : m_options(std::move(options)), m_problem(std::move(problem)), m_output(std::make_unique<Output>()) {
    if (m_options.file.empty()) {
        m_output->fd = STDERR_FILENO;
    }
}

Log::~Log() = default;

void Log::write(const LogRecord& record) {
    if (record.level < m_options.least) {
        return;
    }
    const auto line = logLine(record);
    std::string trouble;
    bool changed = false;
    {
        std::lock_guard lock(m_output->mutex);
        auto& output = *m_output;
        bool good = output.fd >= 0 || output.open(m_options);
        const auto length = static_cast<std::int64_t>(line.size());
        const bool full = output.size > 0 && (output.size + length > m_options.maxBytes ||
                                              api::wallClock() - output.begun > kMaxLogFileAgeMs);
        if (good && !m_options.file.empty() && full) {
            good = output.rotate(m_options);
        }
        good = good && output.put(line);
        if (good) {
            output.size += length;
        } else {
            trouble = std::generic_category().message(errno);
            output.close();
            output.fd = m_options.file.empty() ? STDERR_FILENO : -1;
        }
        changed = output.broken == good;
        output.broken = !good;
    }
    if (changed && m_problem) {
        m_problem(trouble.empty() ? std::string()
                                  : "The log " + m_options.file.string() + " cannot be written (" + trouble +
                                        "). Make room, or mend the rights of its folder.");
    }
}

}  // namespace beamline::telemetry
