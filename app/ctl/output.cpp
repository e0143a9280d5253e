// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/output.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <sstream>

namespace beamline::ctl {

namespace {

std::size_t width(const std::string& text) {
    std::size_t count = 0;
    for (const char c : text) {
        count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }
    return count;
}

std::string cut(const std::string& text, std::size_t columns) {
    if (width(text) <= columns || columns < 2) {
        return text;
    }
    std::size_t end = 0;
    for (std::size_t count = 0; end < text.size(); ++end) {
        count += (static_cast<unsigned char>(text[end]) & 0xC0) != 0x80;
        if (count == columns) {
            break;
        }
    }
    return text.substr(0, end) + "…";
}

/// One line, without what would move the cursor of a terminal.
std::size_t terminalWidth() {
    winsize size{};
    return ::isatty(STDOUT_FILENO) && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

}  // namespace

api::Error badRequest(std::string message) {
    return {api::code::kInvalidArgument, std::move(message), {}, false};
}

std::string joined(const std::vector<std::string>& words, const char* between) {
    std::string text;
    for (const auto& word : words) {
        text += (text.empty() ? "" : between) + word;
    }
    return text;
}

std::string cell(std::string text, bool lines) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (std::iscntrl(byte) != 0 && !(lines && byte == '\n')) {
            text[i] = ' ';
        } else if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
            text.replace(i, 2, " ");  // U+0080 to U+009F, which terminals obey, too
        }
    }
    return text;
}

int exitCodeOf(const api::Error& error) {
    using namespace api::code;
    const auto is = [&](const char* code) { return error.code == code; };
    if (is(kInvalidDefinition) || is(kInvalidInput)) {
        return kInvalid;
    }
    if (is(kUnavailable) || is(kOverloaded) || is(kDeadline) || is(kCorrupt)) {
        return kUnreachable;
    }
    return is(api::code::kInternal) ? ctl::kInternal : kUsage;
}

int exitCodeOf(api::Phase phase) {
    return phase == api::Phase::faulted ? kFaulted : phase == api::Phase::cancelled ? kCancelled : kCompleted;
}

void printTable(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& heading : headings) {
        widths.push_back(width(heading));
    }
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width(row[i]));
        }
    }
    const auto terminal = terminalWidth();
    const auto print = [&](const std::vector<std::string>& row) {
        std::string line;
        std::size_t used = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto text = cell(row[i]);
            if (i + 1 == row.size()) {
                line += terminal > used ? cut(text, terminal - used) : text;
            } else {
                line += text + std::string(widths[i] - width(text) + 2, ' ');
                used += widths[i] + 2;
            }
        }
        line.erase(line.find_last_not_of(' ') + 1);
        std::cout << line << '\n';
    };
    const bool bold = terminal > 0;
    std::cout << (bold ? "\033[1m" : "");
    print(headings);
    std::cout << (bold ? "\033[0m" : "");
    for (const auto& row : rows) {
        print(row);
    }
}

void printFields(const std::vector<std::pair<std::string, std::string>>& fields) {
    std::size_t widest = 0;
    for (const auto& [name, value] : fields) {
        widest = std::max(widest, value.empty() ? 0 : width(name));
    }
    for (const auto& [name, value] : fields) {
        if (value.find('\n') != std::string::npos) {
            std::cout << name << ":\n";
            std::istringstream lines(value);
            for (std::string line; std::getline(lines, line);) {
                std::cout << "  " << cell(line) << '\n';
            }
        } else if (!value.empty()) {
            std::cout << name << ": " << std::string(widest - width(name), ' ') << cell(value) << '\n';
        }
    }
}

std::string indented(const api::Json& json) {
    return api::printJson(json, api::JsonLayout::indented);
}

bool terminal() {
    return ::isatty(STDOUT_FILENO) != 0;
}

bool nobodyReads() {
    pollfd out{STDOUT_FILENO, POLLOUT, 0};
    return ::poll(&out, 1, 0) == 1 && (out.revents & (POLLERR | POLLHUP)) != 0;
}

void printJson(const api::Json& json) {
    std::cout << (terminal() ? indented(json) : api::printJson(json)) << std::endl;
}

void note(const std::string& text) {
    std::cerr << "beamctl: " << text << std::endl;
}

void printProblem(const std::string& file, const api::Problem& problem) {
    // What has no text, such as data that was not given, is all at its beginning.
    std::cerr << (file.empty() ? "input" : file) << ':' << std::max(problem.line, 1) << ':'
              << std::max(problem.column, 1) << ": " << api::toJson(problem.severity).as_string().c_str() << ": "
              << problem.message << " (" << (problem.pointer.empty() ? "/" : problem.pointer) << ")\n";
}

int fail(const api::Error& error, const std::string& file, const std::string& text) {
    const int code = exitCodeOf(error);
    if (code == kInvalid) {
        auto problems = api::fromJson<std::vector<api::Problem>>(error.detail);
        if (problems.ok() && !problems->empty()) {
            for (auto& problem : problems.value()) {
                if (const auto place = problem.line == 0 ? locate(text, problem.pointer) : std::nullopt) {
                    std::tie(problem.line, problem.column) = *place;
                }
                printProblem(file, problem);
            }
            return code;
        }
    }
    note(error.message);
    return code;
}

void printWorkflowError(const api::WorkflowError& error) {
    std::cout.flush();
    std::cerr << api::printJson(api::toJson(error)) << std::endl;
}

std::string timeText(api::Timestamp time) {
    if (time == 0) {
        return {};
    }
    const std::time_t seconds = time / 1000;
    std::tm local{};
    ::localtime_r(&seconds, &local);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%F %T", &local);
    return text.data();
}

std::string relativeText(api::Timestamp time, api::Timestamp now) {
    constexpr api::Timestamp kMonth = 30 * 86'400'000LL;
    const auto distance = time > now ? time - now : now - time;
    if (time == 0 || distance > kMonth) {
        return timeText(time).substr(0, 10);
    }
    static constexpr std::pair<api::Timestamp, const char*> kUnits[] = {
        {86'400'000, " d"}, {3'600'000, " h"}, {60'000, " min"}, {1'000, " s"}};
    for (const auto& [unit, name] : kUnits) {
        if (distance >= unit) {
            const auto text = std::to_string(distance / unit) + name;
            return time > now ? "in " + text : text + " ago";
        }
    }
    return "now";
}

std::string rfc3339(api::Timestamp time) {
    const std::time_t seconds = time / 1000;
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%FT%T", &utc);
    std::array<char, 8> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%03dZ", static_cast<int>(time % 1000));
    return std::string(text.data()) + fraction.data();
}

std::string durationText(std::int64_t ms) {
    const auto two = [](std::int64_t big, const char* bigUnit, std::int64_t small, const char* smallUnit) {
        return std::to_string(big) + bigUnit + (small != 0 ? " " + std::to_string(small) + smallUnit : "");
    };
    const auto seconds = ms / 1000;
    if (ms < 1000) {
        return std::to_string(ms) + " ms";
    }
    if (seconds < 60) {
        return std::to_string(seconds) + "." + std::to_string(ms % 1000 / 100) + " s";
    }
    if (seconds < 3600) {
        return two(seconds / 60, " min", seconds % 60, " s");
    }
    if (seconds < 86'400) {
        return two(seconds / 3600, " h", seconds % 3600 / 60, " min");
    }
    return two(seconds / 86'400, " d", seconds % 86'400 / 3600, " h");
}

std::string phaseText(api::Phase phase) {
    return api::toJson(phase).as_string().c_str();
}

}  // namespace beamline::ctl
