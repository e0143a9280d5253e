// SPDX-License-Identifier: Apache-2.0
#pragma once
// The engine's structured log: one JSON object a line, in a file that is rotated or on stderr. Thread-safe.

#include <boost/describe.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "engine/api/values.h"

namespace beamline::telemetry {

BOOST_DEFINE_ENUM_CLASS(Level, debug, info, warning, error)

inline constexpr std::size_t kMaxLogMessageBytes = 8 * 1024;          ///< what is longer is cut
inline constexpr std::size_t kMaxLogDataBytes = 64 * 1024;            ///< larger data is left out, its size told
inline constexpr std::int64_t kMaxLogFileAgeMs = 24LL * 3600 * 1000;  ///< then the next line begins a new file

struct LogOptions {
    std::filesystem::path file;                ///< empty: stderr
    Level least = Level::info;                 ///< lines below it are not written
    std::int64_t maxBytes = 10 * 1024 * 1024;  ///< of one file
    int maxFiles = 10;                         ///< with the one that is being written
    int maxAgeDays = 30;                       ///< of closed files
};

struct LogRecord {
    Level level = Level::info;
    std::string source;  ///< "engine", "workflow", …: who speaks
    std::string message;
    std::string run;
    std::string task;  ///< reference in the definition
    api::Json data;
    api::Timestamp at = 0;  ///< 0: now
};

/// Written at once and not synced: what the machine loses with its power is the last moment of the log, never of the
/// journal. Closed files are named after the time when they were closed: engine-20260131T080000.123Z.jsonl.
class Log {
public:
    /// `problem` is told why lines could not be written, once, and with an empty text when it works again; on the
    /// thread that writes.
    explicit Log(LogOptions options, std::function<void(const std::string&)> problem = {});
    ~Log();
    void write(const LogRecord& record);
    const LogOptions& options() const { return m_options; }

private:
    struct Output;
    LogOptions m_options;
    std::function<void(const std::string&)> m_problem;
    std::unique_ptr<Output> m_output;
};

/// The line as it is written, with its end.
std::string logLine(const LogRecord& record);

}  // namespace beamline::telemetry
