// SPDX-License-Identifier: Apache-2.0
#pragma once
// The subcommands of routing: policies, decisions, providers, extensions. Each runs to its end and answers the exit
// code. Main thread.

#include <set>

#include "app/ctl/client.h"
#include "engine/api/routing.h"

namespace beamline::ctl {

inline constexpr int kDefaultLines = 50;

/// A command with actions: `beamctl policy put NAME FILE`.
struct ActionCommand {
    std::string action;
    std::vector<std::string> words;  ///< behind the action
    std::set<std::string> given;     ///< names of the options of the command that were written, without "--"
    std::string comment;
    std::int64_t replaces = -1;
};
/// What an action takes; what it is not made for is refused.
template <class Command>
struct Action {
    const char* name;
    std::size_t least;  ///< words behind it
    std::size_t most;
    std::set<std::string> options;
    const char* usage;
    int (*run)(const Globals& globals, const Command& command);
};
/// Says what is wrong with how it is written; true: it is right.
bool isWellWritten(const ActionCommand& command, const char* name, std::size_t least, std::size_t most,
                   const std::set<std::string>& options, const char* usage);
template <class Command, class Actions>
int runAction(const Globals& globals, const Command& command, const char* name, const Actions& actions) {
    for (const auto& action : actions) {
        if (command.action == action.name) {
            return isWellWritten(command, name, action.least, action.most, action.options, action.usage)
                       ? action.run(globals, command)
                       : kUsage;
        }
    }
    return kUsage;
}
/// A number from 1 of a version or revision; an error tells what it should have been.
api::Result<std::int64_t> parseVersion(const std::string& text, const char* what);
/// Prints the problems with their places in the text that they are about.
void printProblems(const std::string& file, std::vector<api::Problem> problems, const std::string& text);
/// "12.5 %" of 0.125; empty when there is nothing to tell.
std::string percentText(double share);
/// As short as it is told: "0.0025", "12.3 ms".
std::string amountText(double amount);
std::string millisecondsText(double ms);

// ---- cmd_policies.cpp ----
struct PoliciesOptions {
    std::string policy;  ///< its versions
    bool removed = false;
    int limit = kDefaultLines;
    std::string after;
};
int policies(const Globals& globals, const PoliciesOptions& options);
struct PolicyCommand : ActionCommand {
    std::int64_t version = 0;
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::string since;
    std::string until;
};
int policy(const Globals& globals, const PolicyCommand& command);
int putPolicy(const Globals& globals, const PolicyCommand& command);
int checkPolicies(const Globals& globals, const PolicyCommand& command);
int rollbackPolicy(const Globals& globals, const PolicyCommand& command);
int removePolicy(const Globals& globals, const PolicyCommand& command);
// ---- cmd_policy_trials.cpp ----
int diffPolicy(const Globals& globals, const PolicyCommand& command);
int simulatePolicy(const Globals& globals, const PolicyCommand& command);

// ---- cmd_route.cpp ----
struct DecideRouteOptions {
    std::string file;  ///< or "-"
    bool dryRun = false;
    std::string policyFile;  ///< for a dry run: a policy that is not stored; empty: the stored one
    bool explain = false;
};
/// 4 when nobody could be chosen.
int decideRoute(const Globals& globals, const DecideRouteOptions& options);
struct DecisionsOptions {
    std::string id;
    std::string policy;
    std::string provider;
    std::string text;
    bool failed = false;
    std::string since;
    std::string until;
    int limit = kDefaultLines;
    std::string after;
};
int decisions(const Globals& globals, const DecisionsOptions& options);
int providers(const Globals& globals);
// ---- decision_tree.cpp ----
/// Why a request went where it went, for people.
std::string describeDecision(const api::RouteDecision& decision);

// ---- cmd_extensions.cpp ----
int extensions(const Globals& globals, const std::string& id);
struct ExtensionCommand : ActionCommand {
    std::string language;
    std::string type = "pre";
    std::string id;
    std::string to;
    std::string key;
    std::string trust;
    std::vector<std::string> grants;
    bool allowUnsigned = false;
};
int extension(const Globals& globals, const ExtensionCommand& command);
// ---- cmd_extension_files.cpp ----
int makeKey(const Globals& globals, const ExtensionCommand& command);
int packExtension(const Globals& globals, const ExtensionCommand& command);
int signExtension(const Globals& globals, const ExtensionCommand& command);
int verifyExtension(const Globals& globals, const ExtensionCommand& command);
// ---- cmd_extension_install.cpp ----
int inspectExtension(const Globals& globals, const ExtensionCommand& command);
/// At a terminal it asks for what is not granted; 5 when it is refused there.
int installExtension(const Globals& globals, const ExtensionCommand& command);
int extensionLog(const Globals& globals, const ExtensionCommand& command);
// ---- cmd_extension_new.cpp ----
int newExtension(const Globals& globals, const ExtensionCommand& command);
// ---- cmd_extension_test.cpp ----
/// 4 when a case fails.
int testExtension(const Globals& globals, const ExtensionCommand& command);

// ---- cmd_messages.cpp ----
struct MessageCommand : ActionCommand {
    std::string data;
    std::string text;
    std::vector<std::string> headers;
    std::string type;
    std::string policy;
    bool wait = false;
    bool decideOnly = false;
    int timeoutMs = 0;
    std::string status;
    int limit = kDefaultLines;
    std::string after;
};
/// 4 when a message failed.
int message(const Globals& globals, const MessageCommand& command);

}  // namespace beamline::ctl
