// SPDX-License-Identifier: Apache-2.0
#pragma once
// How commands and their options are declared to the parser. Main thread.

#include <CLI/CLI.hpp>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <functional>
#include <string>
#include <vector>

namespace beamline::ctl {

/// Declares a command and what it runs.
using AddCommand = std::function<CLI::App*(const char* name, const char* help, std::function<int()> action)>;

template <class Enum>
std::vector<std::string> namesOf() {
    std::vector<std::string> names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto d) { names.emplace_back(d.name); });
    return names;
}

/// The option takes one of these.
inline CLI::Option* choice(CLI::Option* option, const std::vector<std::string>& names) {
    CLI::Validator member = CLI::IsMember(names);
    option->check(member.description(""));
    std::string type;
    for (const auto& name : names) {
        type += (type.empty() ? "" : "|") + name;
    }
    return option->type_name(type);  // also where completion finds the choices
}

/// May be repeated, and takes one word each time.
inline CLI::Option* repeatedWords(CLI::Option* option, const char* type) {
    return option->type_name(type)->allow_extra_args(false);
}

inline void addPaging(CLI::App* sub, int& limit, std::string& after, int most) {
    sub->add_option("--limit", limit, "Lines of a page")->type_name("N")->check(CLI::Range(1, most));
    sub->add_option("--after", after, "Goes on behind the page before")->type_name("CURSOR");
}

}  // namespace beamline::ctl
