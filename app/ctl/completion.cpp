// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/completion.h"

namespace beamline::ctl {

namespace {

std::string words(const std::vector<std::string>& list) {
    std::string out;
    for (const auto& word : list) {
        out += (out.empty() ? "" : " ") + word;
    }
    return out;
}

std::string shellQuoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) {
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return out + "'";
}

/// A bash pattern that matches the option as it may be written.
std::string pattern(const OptionInfo& option) {
    return option.shortName.empty() ? option.name : option.name + "|" + option.shortName;
}

std::string bash(const std::vector<CommandInfo>& commands) {
    std::vector<std::string> names;
    std::string takingValue;
    std::string cases;
    std::string choices;
    for (const auto& command : commands) {
        if (!command.name.empty()) {
            names.push_back(command.name);
        }
        std::vector<std::string> flags;
        for (const auto& option : command.options) {
            flags.push_back(option.name);
            if (option.takesValue) {
                takingValue += (takingValue.empty() ? "" : "|") + pattern(option);
            }
            if (!option.choices.empty()) {
                choices += "        " + command.name + ":" + option.name +
                           (option.shortName.empty() ? "" : "|" + command.name + ":" + option.shortName) +
                           ") COMPREPLY=($(compgen -W " + shellQuoted(words(option.choices)) +
                           " -- \"$word\")); return ;;\n";
            }
        }
        cases += "        '" + command.name + "') flags=" + shellQuoted(words(flags)) +
                 " words=" + (command.name.empty() ? "$commands" : shellQuoted(words(command.choices))) + " ;;\n";
    }
    return "# bash completion for beamctl; made by: beamctl completion bash\n"
           "_beamctl() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= flags= words= i\n"
           "    local commands=" +
           shellQuoted(words(names)) +
           "\n"
           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
           "        case ${COMP_WORDS[i-1]} in " +
           takingValue +
           ") continue ;; esac\n"
           "        case \" $commands \" in *\" ${COMP_WORDS[i]} \"*) command=${COMP_WORDS[i]}; break ;; esac\n"
           "    done\n"
           "    case $command:$before in\n" +
           choices +
           "    esac\n"
           "    case $before in " +
           takingValue +
           ") COMPREPLY=($(compgen -f -- \"$word\")); return ;; esac\n"
           "    case $command in\n" +
           cases +
           "    esac\n"
           "    if [[ $word == -* ]]; then COMPREPLY=($(compgen -W \"$flags\" -- \"$word\"))\n"
           "    elif [ -n \"$words\" ]; then COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
           "    else COMPREPLY=($(compgen -f -- \"$word\")); fi\n"
           "}\n"
           "complete -o filenames -F _beamctl beamctl\n";
}

/// Text inside the brackets of a zsh specification.
std::string zshText(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    return out;
}

std::string zsh(const std::vector<CommandInfo>& commands) {
    std::string names;
    std::string cases;
    for (const auto& command : commands) {
        if (command.name.empty()) {
            continue;
        }
        names += "        " + shellQuoted(command.name + ":" + command.help) + "\n";
        cases += "        " + command.name + ") _arguments";
        for (const auto& option : command.options) {
            auto spec = option.name + "[" + zshText(option.help) + "]";
            if (option.takesValue) {
                spec += option.choices.empty() ? ":value:_files" : ":value:(" + words(option.choices) + ")";
            }
            cases += " " + shellQuoted(spec);
        }
        cases += " " +
                 shellQuoted(command.choices.empty() ? "*:file:_files" : "1:what:(" + words(command.choices) + ")") +
                 " ;;\n";
    }
    return "#compdef beamctl\n# made by: beamctl completion zsh\n"
           "_beamctl() {\n"
           "    local -a commands=(\n" +
           names +
           "    )\n"
           "    if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
           "    local command=$words[2]\n"
           "    shift words; (( CURRENT-- ))\n"
           "    case $command in\n" +
           cases +
           "    esac\n"
           "}\n"
           "if [ \"$funcstack[1]\" = _beamctl ]; then _beamctl \"$@\"; else compdef _beamctl beamctl; fi\n";
}

std::string fish(const std::vector<CommandInfo>& commands) {
    std::string out = "# fish completion for beamctl; made by: beamctl completion fish\n";
    for (const auto& command : commands) {
        const auto condition =
            command.name.empty() ? "__fish_use_subcommand" : "'__fish_seen_subcommand_from " + command.name + "'";
        if (!command.name.empty()) {
            out += "complete -c beamctl -n __fish_use_subcommand -f -a " + command.name + " -d " +
                   shellQuoted(command.help) + "\n";
        }
        if (!command.choices.empty()) {
            out += "complete -c beamctl -n " + condition + " -f -a " + shellQuoted(words(command.choices)) + "\n";
        }
        for (const auto& option : command.options) {
            out += "complete -c beamctl -n " + condition + " -l " + option.name.substr(2) +
                   (option.takesValue ? " -r" : "") +
                   (option.choices.empty() ? "" : " -f -a " + shellQuoted(words(option.choices))) + " -d " +
                   shellQuoted(option.help) + "\n";
        }
    }
    return out;
}

}  // namespace

std::string completionScript(const std::string& shell, const std::vector<CommandInfo>& commands) {
    return shell == "bash"   ? bash(commands)
           : shell == "zsh"  ? zsh(commands)
           : shell == "fish" ? fish(commands)
                             : std::string();
}

}  // namespace beamline::ctl
