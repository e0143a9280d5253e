// SPDX-License-Identifier: Apache-2.0
#pragma once
// What `shell`, `script` and `container` have in common: their arguments read, and what comes of a process
// (dsl-reference, "Run" and "Process Result"). Pure, any thread.

#include "engine/blocks/process.h"

namespace beamline::blocks {

/// A text as it is, nothing for null, everything else as JSON.
std::string processText(const api::Json& value);
/// A list, or a map whose members become "key" and "key=value" (DSL 1.0.0 wrote it so).
std::vector<std::string> processArguments(const boost::json::object& arguments);
std::map<std::string, std::string> processEnvironment(const boost::json::object& arguments);

/// What `return` asks for. An exit code that is not 0 is told by `code`, `all` and `stderr`; for `stdout`, which is the
/// default, and `none` it is an error of type runtime with the end of stderr: nobody would see it otherwise.
/// stdout and stderr are what the process wrote, with the last newline. `none` gives null.
api::Result<api::Json> processReturn(const ProcessRequest& request, ProcessOutcome outcome, std::string_view kind);

/// The schema of `return`, and of what the three give.
inline constexpr std::string_view kReturnSchema = R"({"enum": ["stdout", "stderr", "code", "all", "none"],
    "default": "stdout", "description": "With stdout and none an exit code other than 0 is an error."})";
inline constexpr std::string_view kProcessOutput = R"({
  "description": "As `return` says: text, exit code, {code, stdout, stderr} or null; a script may return any value."
})";
/// Schemas of stdin, arguments and environment; `description` of arguments differs.
std::string processSchema(std::string_view required, std::string_view own);

}  // namespace beamline::blocks
