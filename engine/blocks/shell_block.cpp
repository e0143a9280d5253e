// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/shell_block.h"

#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/process_call.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kShellExample = R"(
- countWords:
    run:
      shell:
        command: wc -w
        stdin: ${ .text }
)";

/// The first word; of "PASSWORD=… backup" what stands before the value.
std::string commandName(std::string_view command) {
    command.remove_prefix(std::min(command.find_first_not_of(" \t\r\n"), command.size()));
    const auto name = command.substr(0, command.find_first_of(" \t\r\n;|&<>()"));
    const auto value = name.find('=');
    return cleanUtf8(value == name.npos ? name : name.substr(0, value + 1));
}
}  // namespace

ShellBlock::ShellBlock(const BlockSettings& settings)
    : m_settings(settings),
      m_runner(settings.process),
      m_info(
          describe("shell", "Runs a command with /bin/sh; its arguments are $1, $2 and so on.",
                   processSchema(R"("required": ["command"])",
                                 R"("command": {"type": "string", "minLength": 1, "description": "For /bin/sh -c."})"),
                   kProcessOutput, kShellExample)) {}

BlockResult ShellBlock::run(const Invocation& invocation) const {
    const auto& arguments = invocation.arguments->get_object();
    ProcessRequest request;
    request.what = "The shell command";
    request.kind = "shell";
    request.shown = commandName(text(arguments, "command"));
    request.arguments = {"/bin/sh", "-c", text(arguments, "command"), "sh"};
    for (auto& argument : processArguments(arguments)) {
        request.arguments.push_back(std::move(argument));
    }
    request.environment = processEnvironment(arguments);
    request.input = processText(member(arguments, "stdin"));
    auto outcome = m_runner.run(request, Stop(invocation, m_settings), invocation.output);
    return settle(outcome.ok() ? processReturn(request, std::move(*outcome), text(arguments, "return", "stdout"))
                               : outcome.error());
}

}  // namespace beamline::blocks
