// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <iostream>

#include "app/ctl/routing_commands.h"
#include "engine/api/operations.h"

namespace beamline::ctl {

namespace {

std::string stateOf(const api::PolicyInfo& info) {
    return info.removed ? "removed" : info.latest ? "current" : "";
}

void printVersions(const api::PolicyPage& page) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : page.items) {
        rows.push_back({std::to_string(one.version), stateOf(one), timeText(one.at), one.author, joined(one.providers),
                        one.comment});
    }
    printTable({"VERSION", "STATE", "AT", "BY", "PROVIDERS", "COMMENT"}, rows);
}

void printPolicies(const api::PolicyPage& page) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : page.items) {
        rows.push_back({one.policy, std::to_string(one.version), one.removed ? "removed" : "", timeText(one.at),
                        one.author, std::to_string(one.extensions), joined(one.providers)});
    }
    printTable({"POLICY", "VERSION", "STATE", "AT", "BY", "EXTENSIONS", "PROVIDERS"}, rows);
}

int showPolicy(const Globals& globals, const PolicyCommand& command) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto reply = (*client)->call(api::GetPolicy{command.words[0], command.version});
    if (!reply.ok()) {
        return fail(reply.error());
    }
    if (reply->info.removed) {
        note("Version " + std::to_string(reply->info.version) + " says that " + reply->info.policy +
             " was removed. Its other versions: beamctl policies " + reply->info.policy);
        return kUsage;
    }
    // For an editor as for a person: what is printed can be put again.
    std::cout << (globals.format == Format::json ? api::printJson(reply->document) : indented(reply->document)) << '\n';
    return kCompleted;
}

/// What was stored, and what is odd about it.
int told(const Globals& globals, const api::PolicyReply& reply, const std::string& file, const std::string& text,
         const std::string& what) {
    printProblems(file, reply.warnings, text);
    if (globals.format == Format::json) {
        printJson(api::toJson(reply));
    } else {
        std::cout << reply.policy.policy << ' ' << what << ", version " << reply.policy.version << '\n';
    }
    return kCompleted;
}

const std::vector<Action<PolicyCommand>>& policyActions() {
    static const std::vector<Action<PolicyCommand>> actions{
        {"show", 1, 1, {"version"}, "NAME [--version N]", showPolicy},
        {"put", 2, 2, {"comment", "replaces"}, "NAME FILE|- [--comment TEXT] [--replaces N]", putPolicy},
        {"check", 1, 1000, {}, "FILE...", checkPolicies},
        {"diff", 1, 2, {"from", "to"}, "NAME [--from N] [--to N | FILE]", diffPolicy},
        {"rollback", 2, 2, {"comment"}, "NAME VERSION [--comment TEXT]", rollbackPolicy},
        {"remove", 1, 1, {"comment", "replaces"}, "NAME [--comment TEXT] [--replaces N]", removePolicy},
        {"simulate", 1, 2, {"since", "until"}, "NAME [FILE] [--since TIME] [--until TIME]", simulatePolicy},
    };
    return actions;
}

}  // namespace

bool isWellWritten(const ActionCommand& command, const char* name, std::size_t least, std::size_t most,
                   const std::set<std::string>& options, const char* usage) {
    for (const auto& given : command.given) {
        if (!options.contains(given)) {
            note("--" + given + " is not for \"" + name + ' ' + command.action + "\". It is written: beamctl " + name +
                 ' ' + command.action + ' ' + usage);
            return false;
        }
    }
    if (command.words.size() < least || command.words.size() > most) {
        note(std::string("It is written: beamctl ") + name + ' ' + command.action + ' ' + usage);
        return false;
    }
    return true;
}

api::Result<std::int64_t> parseVersion(const std::string& text, const char* what) {
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    if (parsed.ec != std::errc() || parsed.ptr != end || number < 1) {
        return badRequest("\"" + text + "\" is no " + what + "; they are numbers from 1.");
    }
    return number;
}

void printProblems(const std::string& file, std::vector<api::Problem> problems, const std::string& text) {
    for (auto& problem : problems) {
        if (const auto place = problem.line == 0 ? locate(text, problem.pointer) : std::nullopt) {
            std::tie(problem.line, problem.column) = *place;
        }
        printProblem(file, problem);
    }
}

int policies(const Globals& globals, const PoliciesOptions& options) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto page = (*client)->call(api::ListPolicies{options.policy, options.removed, options.limit, options.after});
    if (!page.ok()) {
        return fail(page.error());
    }
    const bool none = page->items.empty() && options.after.empty();
    if (none && !options.policy.empty()) {
        note("There is no policy '" + options.policy + "'. All: beamctl policies --removed");
        return kUsage;
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*page));
        return kCompleted;
    }
    options.policy.empty() ? printPolicies(*page) : printVersions(*page);
    if (none) {
        note("There are no policies. Store one: beamctl policy put NAME FILE");
    }
    if (!page->next.empty()) {
        note("There are more: --after " + page->next);
    }
    return kCompleted;
}

int policy(const Globals& globals, const PolicyCommand& command) {
    return runAction(globals, command, "policy", policyActions());
}

int putPolicy(const Globals& globals, const PolicyCommand& command) {
    const auto& file = command.words[1];
    std::string text;
    const auto document = readJson(file, {}, &text);
    if (!document.ok()) {
        return fail(document.error(), file);
    }
    const auto client = Client::open(globals, Client::Directory::made);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto reply = (*client)->call(api::PutPolicy{command.words[0], *document, command.comment, command.replaces});
    return reply.ok() ? told(globals, *reply, file, text, "stored") : fail(reply.error(), file, text);
}

int checkPolicies(const Globals& globals, const PolicyCommand& command) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    boost::json::array results;
    int code = kCompleted;
    for (const auto& file : command.words) {
        std::string text;
        const auto document = readJson(file, {}, &text);
        const auto reply = document.ok() ? (*client)->call(api::ValidatePolicy{*document})
                                         : api::Result<api::PolicyCheck>(document.error());
        if (!reply.ok()) {
            code = std::max(code, fail(reply.error(), file, text));
            results.push_back({{"file", file}, {"valid", false}, {"error", api::toJson(reply.error())}});
            continue;
        }
        code = reply->valid ? code : std::max<int>(code, kInvalid);
        printProblems(file, reply->problems, text);
        if (globals.format == Format::json) {
            auto result = api::toJson(*reply).as_object();
            result["file"] = file;
            results.push_back(std::move(result));
        } else if (reply->valid) {
            std::cout << file << ": a policy that works, complexity " << reply->complexity.score << " of 100 ("
                      << reply->complexity.level << ")\n";
            for (const auto& advice : reply->complexity.recommendations) {
                note(file + ": " + advice);
            }
        }
    }
    if (globals.format == Format::json) {
        printJson(results);
    }
    return code;
}

int rollbackPolicy(const Globals& globals, const PolicyCommand& command) {
    const auto version = parseVersion(command.words[1], "version");
    if (!version.ok()) {
        return fail(version.error());
    }
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto& name = command.words[0];
    const auto before = (*client)->call(api::GetPolicy{name, *version});
    const auto newest = (*client)->call(api::ListPolicies{name, true, 1, {}});
    if (!before.ok() || !newest.ok()) {
        return fail(before.ok() ? newest.error() : before.error());
    }
    if (before->info.removed) {
        note("Version " + command.words[1] + " says that the policy was removed. To do that: beamctl policy remove " +
             name);
        return kUsage;
    }
    const bool gone = newest->items.empty() || newest->items.front().removed;
    const auto now = gone ? std::int64_t{0} : newest->items.front().version;  // 0: there is none
    if (now == *version) {
        note("Version " + command.words[1] + " is the newest one already.");
        return kUsage;
    }
    const auto comment = command.comment.empty() ? "As version " + command.words[1] : command.comment;
    const auto reply = (*client)->call(api::PutPolicy{name, before->document, comment, now});
    return reply.ok() ? told(globals, *reply, name, {}, "is as in version " + command.words[1])
                      : fail(reply.error(), name);
}

int removePolicy(const Globals& globals, const PolicyCommand& command) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto& name = command.words[0];
    const auto now = (*client)->call(api::GetPolicy{name});  // what is not there cannot be removed
    if (!now.ok()) {
        return fail(now.error());
    }
    const auto replaces = command.replaces >= 0 ? command.replaces : now->info.version;
    const auto reply = (*client)->call(api::DeletePolicy{name, command.comment, replaces});
    return reply.ok() ? told(globals, *reply, name, {}, "removed; its versions stay") : fail(reply.error());
}

}  // namespace beamline::ctl
