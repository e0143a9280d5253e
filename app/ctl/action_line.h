// SPDX-License-Identifier: Apache-2.0
#pragma once
// How commands with actions (`beamctl policy put NAME FILE`) are declared to the parser. Main thread.

#include <limits>
#include <memory>

#include "app/ctl/parser.h"
#include "app/ctl/routing_commands.h"

namespace beamline::ctl {

/// The options of a command that were written.
inline std::set<std::string> givenOptions(const CLI::App& sub) {
    std::set<std::string> names;
    for (const auto* option : sub.get_options()) {
        if (option->count() > 0 && !option->get_lnames().empty()) {
            names.insert(option->get_lnames().front());
        }
    }
    return names;
}

/// What was written is known when the command runs.
inline CLI::App* addWithActions(const AddCommand& add, const char* name, const char* help, ActionCommand& command,
                                std::function<int()> run) {
    const auto self = std::make_shared<const CLI::App*>(nullptr);
    auto* sub = add(name, help, [self, &command, run = std::move(run)] {
        command.given = givenOptions(**self);
        return run();
    });
    *self = sub;
    return sub;
}

inline void addWords(CLI::App* sub, ActionCommand& command, const std::vector<std::string>& actions, const char* help) {
    choice(sub->add_option("ACTION", command.action, "What to do"), actions)->required();
    sub->add_option("ARGUMENT", command.words, help);
}

inline void addReplaces(CLI::App* sub, ActionCommand& command, const char* help) {
    sub->add_option("--replaces", command.replaces, help)
        ->type_name("N")
        ->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max()));
}

inline void addKept(CLI::App* sub, ActionCommand& command, const char* replaces) {
    sub->add_option("--comment", command.comment, "Kept with the change")->type_name("TEXT");
    addReplaces(sub, command, replaces);
}

}  // namespace beamline::ctl
