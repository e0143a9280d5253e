// SPDX-License-Identifier: Apache-2.0
#pragma once
// What beamctl prints: results to stdout as table or JSON, everything else to stderr. Main thread.

#include <optional>
#include <string>
#include <vector>

#include "app/ctl/exit_code.h"
#include "engine/api/json_codec.h"

namespace beamline::ctl {

enum class Format { table, json };

/// Lines of cells below bold headings; the last column is cut to the width of a terminal.
void printTable(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows);
/// "Name: value" lines, aligned; pairs with an empty value are left out. Values of several lines stand below the name.
void printFields(const std::vector<std::pair<std::string, std::string>>& fields);
/// Whether stdout is a terminal.
bool terminal();
/// Whether what stdout goes to has been closed at its other end.
bool nobodyReads();
/// One line, or indented when stdout is a terminal.
void printJson(const api::Json& json);
std::string indented(const api::Json& json);
/// A remark for people, to stderr.
void note(const std::string& text);
/// Text from data as a terminal may have it: control characters are blanks, but for line ends where `lines`.
std::string cell(std::string text, bool lines = false);

/// Prints the error to stderr and answers its exit code. For definitions and inputs it prints one line for each problem
/// with `file` and its place; `text` is the file's content, to find places that are known as JSON pointers only.
int fail(const api::Error& error, const std::string& file = {}, const std::string& text = {});
/// Prints "file:line:column: severity: message (pointer)" to stderr.
void printProblem(const std::string& file, const api::Problem& problem);
/// The last line on stderr of a faulted run.
void printWorkflowError(const api::WorkflowError& error);

/// kInvalidArgument.
api::Error badRequest(std::string message);
/// The words with `between` them.
std::string joined(const std::vector<std::string>& words, const char* between = ", ");
/// Line and column (from 1) of what `pointer` names in JSON text.
std::optional<std::pair<int, int>> locate(const std::string& json, const std::string& pointer);

/// Local time to the second, empty for 0.
std::string timeText(api::Timestamp time);
/// "3 min ago", "in 2 h", the date when it is more than a month away, empty for 0.
std::string relativeText(api::Timestamp time, api::Timestamp now);
/// RFC 3339 in UTC with milliseconds.
std::string rfc3339(api::Timestamp time);
/// "1 h 3 min", "2.4 s".
std::string durationText(std::int64_t ms);
std::string phaseText(api::Phase phase);

}  // namespace beamline::ctl
