// SPDX-License-Identifier: Apache-2.0
#pragma once
// The engine's structured log: one JSON object a line, in a file that is rotated or on stderr. Thread-safe.

#include <boost/describe.hpp>
#include <functional>
#include <mutex>
#include <string>

#include "engine/telemetry/rotating_file.h"

namespace beamline::telemetry {

BOOST_DEFINE_ENUM_CLASS(Level, debug, info, warning, error)

inline constexpr std::size_t kMaxLogMessageBytes = 8 * 1024;  ///< what is longer is cut
inline constexpr std::size_t kMaxLogDataBytes = 64 * 1024;    ///< larger data is left out, its size told

/// An empty file: stderr.
struct LogOptions : RotationOptions {
    Level least = Level::info;  ///< lines below it are not written
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
/// journal.
class Log {
public:
    /// `problem` is told why lines could not be written, once, and with an empty text when it works again; on the
    /// thread that writes.
    explicit Log(LogOptions options, std::function<void(const std::string&)> problem = {});
    void write(const LogRecord& record);
    const LogOptions& options() const { return m_options; }

private:
    bool put(const std::string& line);

    const LogOptions m_options;
    const std::function<void(const std::string&)> m_problem;
    std::mutex m_mutex;
    RotatingFile m_file;
    bool m_broken = false;
};

/// The line as it is written, with its end.
std::string logLine(const LogRecord& record);

}  // namespace beamline::telemetry
