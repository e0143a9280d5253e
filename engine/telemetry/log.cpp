// SPDX-License-Identifier: Apache-2.0
#include "engine/telemetry/log.h"

#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"

namespace beamline::telemetry {

namespace {
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
    line["time"] = utcTime(record.at ? record.at : api::wallClock());
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

Log::Log(LogOptions options, std::function<void(const std::string&)> problem)
    : m_options(std::move(options)), m_problem(std::move(problem)), m_file(m_options) {}

bool Log::put(const std::string& line) {
    return m_options.file.empty() ? writeAll(STDERR_FILENO, line) : m_file.append(line);
}

void Log::write(const LogRecord& record) {
    if (record.level < m_options.least) {
        return;
    }
    const auto line = logLine(record);
    std::string trouble;
    bool changed = false;
    {
        std::lock_guard lock(m_mutex);
        const bool good = put(line);
        if (!good) {
            trouble = std::generic_category().message(errno);
        }
        changed = m_broken == good;
        m_broken = !good;
    }
    if (changed && m_problem) {
        m_problem(trouble.empty() ? std::string()
                                  : "The log " + m_options.file.string() + " cannot be written (" + trouble +
                                        "). Make room, or mend the rights of its folder.");
    }
}

}  // namespace beamline::telemetry
