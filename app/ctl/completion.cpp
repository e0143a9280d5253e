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

std::string bash(const std::vector<CommandInfo>& commands) {
    std::vector<std::string> names;
    std::string options;
    std::string choices;
    for (const auto& command : commands) {
        names.push_back(command.name);
        std::vector<std::string> flags;
        for (const auto& option : command.options) {
            flags.push_back(option.name);
            if (!option.choices.empty()) {
                choices += "        " + command.name + ":" + option.name + ") COMPREPLY=($(compgen -W " +
                           shellQuoted(words(option.choices)) + " -- \"$word\")); return ;;\n";
            }
        }
        options += "        " + command.name + ") flags=" + shellQuoted(words(flags)) + " ;;\n";
    }
    return "# bash completion for beamctl; made by: beamctl completion bash\n"
           "_beamctl() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= flags= i\n"
           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
           "        case \" " +
           words(names) +
           " \" in *\" ${COMP_WORDS[i]} \"*) command=${COMP_WORDS[i]}; break ;; esac\n"
           "    done\n"
           "    if [ -z \"$command\" ]; then COMPREPLY=($(compgen -W " +
           shellQuoted(words(names)) +
           " -- \"$word\")); return; fi\n"
           "    case $command:$before in\n" +
           choices +
           "    esac\n"
           "    case $command in\n" +
           options +
           "    esac\n"
           "    if [[ $word == -* ]]; then COMPREPLY=($(compgen -W \"$flags\" -- \"$word\")); else "
           "COMPREPLY=($(compgen -f -- \"$word\")); fi\n"
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
        names += "        " + shellQuoted(command.name + ":" + command.help) + "\n";
        cases += "        " + command.name + ") _arguments";
        for (const auto& option : command.options) {
            auto spec = option.name + "[" + zshText(option.help) + "]";
            if (option.takesValue) {
                spec += option.choices.empty() ? ":value:_files" : ":value:(" + words(option.choices) + ")";
            }
            cases += " " + shellQuoted(spec);
        }
        cases += " '*:file:_files' ;;\n";
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
        out += "complete -c beamctl -n __fish_use_subcommand -f -a " + command.name + " -d " +
               shellQuoted(command.help) + "\n";
        for (const auto& option : command.options) {
            out += "complete -c beamctl -n '__fish_seen_subcommand_from " + command.name + "' -l " +
                   option.name.substr(2) + (option.takesValue ? " -r" : "") +
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
