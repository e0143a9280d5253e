// SPDX-License-Identifier: Apache-2.0
#pragma once
// Completion scripts for shells, made from what the command line takes. Main thread.

#include <string>
#include <vector>

namespace beamline::ctl {

struct OptionInfo {
    std::string name;       ///< "--input"
    std::string shortName;  ///< "-o", or empty
    std::string help;       ///< one line
    bool takesValue = false;
    std::vector<std::string> choices;  ///< empty: anything, files are offered
};
struct CommandInfo {
    std::string name;  ///< empty: the program itself, before a command is named
    std::string help;
    std::vector<OptionInfo> options;   ///< those given everywhere included
    std::vector<std::string> choices;  ///< of its argument; empty: files are offered
};

/// `shell` is bash, zsh or fish; empty otherwise.
std::string completionScript(const std::string& shell, const std::vector<CommandInfo>& commands);

}  // namespace beamline::ctl
