// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/routing_line.h"

#include <limits>

#include "app/ctl/action_line.h"
#include "engine/api/message_operations.h"
#include "engine/api/operation.h"

namespace beamline::ctl {

namespace {

constexpr const char* kSinceHelp = "At or after: 2026-01-31, 15m, 2h, 7d";

CLI::Option* version(CLI::Option* option) {
    return option->type_name("N")->check(CLI::Range(std::int64_t{1}, std::numeric_limits<std::int64_t>::max()));
}

void addPolicies(const AddCommand& add, const Globals& globals, RoutingLine& line) {
    auto* sub = add("policies", "Lists the policies of routing, or the versions of one",
                    [&] { return policies(globals, line.policies); });
    sub->add_option("NAME", line.policies.policy, "The one whose versions are listed");
    sub->add_flag("--removed", line.policies.removed, "Also those that were removed");
    addPaging(sub, line.policies.limit, line.policies.after, api::kMaxPageSize);

    sub = addWithActions(add, "policy", "Shows, stores, checks, compares, tries or removes a policy", line.policy,
                         [&] { return policy(globals, line.policy); });
    addWords(sub, line.policy, {"show", "put", "check", "diff", "rollback", "remove", "simulate"},
             "NAME; put: NAME FILE; check: FILE...; diff, simulate: NAME [FILE]; rollback: NAME VERSION");
    addKept(sub, line.policy, "put, remove: only if this is the newest version; 0: only if there is none");
    version(sub->add_option("--version", line.policy.version, "show: this one, not the newest"));
    version(sub->add_option("--from", line.policy.from, "diff: the version before; default: the one before --to"));
    version(sub->add_option("--to", line.policy.to, "diff: the version behind; default: the newest"));
    sub->add_option("--since", line.policy.since, "simulate: traffic from then on; default: 1d")->type_name("TIME");
    sub->add_option("--until", line.policy.until, "simulate: traffic before")->type_name("TIME");
}

void addDecisions(const AddCommand& add, const Globals& globals, RoutingLine& line) {
    auto* sub = add("decide", "Decides who does the work of a request, and prints the answer",
                    [&] { return decideRoute(globals, line.decide); });
    sub->add_option("FILE", line.decide.file, "The request as JSON; - reads stdin")->required();
    auto* dry = sub->add_flag("--dry-run", line.decide.dryRun, "Stores, counts and sends nothing to a provider");
    sub->add_option("--policy-file", line.decide.policyFile, "Decides by this policy, which is not stored")
        ->type_name("FILE")
        ->needs(dry);
    sub->add_flag("--explain", line.decide.explain, "Tells why: steps, candidates, extensions");

    sub = add("decisions", "Lists decisions of routing, newest first, or explains one",
              [&] { return decisions(globals, line.decisions); });
    auto& options = line.decisions;
    sub->add_option("ID", options.id, "The one to explain");
    sub->add_option("--policy", options.policy, "By this policy")->type_name("NAME");
    sub->add_option("--provider", options.provider, "For this provider")->type_name("NAME");
    sub->add_flag("--failed", options.failed, "Only those that chose nobody");
    sub->add_option("--since", options.since, kSinceHelp)->type_name("TIME");
    sub->add_option("--until", options.until, "Before")->type_name("TIME");
    sub->add_option("--text", options.text, "In the id of the request, the trace or the run")->type_name("TEXT");
    addPaging(sub, options.limit, options.after, api::kMaxPageSize);
    add("providers", "Tells how the providers do that policies name", [&] { return providers(globals); });
}

void addExtensions(const AddCommand& add, const Globals& globals, RoutingLine& line) {
    auto* sub = add("extensions", "Lists the extensions of routing, or shows one with its revisions",
                    [&] { return extensions(globals, line.extension); });
    sub->add_option("ID", line.extension, "The one to show");

    auto& command = line.extensionCommand;
    sub = addWithActions(add, "extension", "Writes, tests, packs, registers and controls an extension", command,
                         [&] { return extension(globals, command); });
    addWords(sub, command,
             {"new", "test", "key", "pack", "sign", "verify", "inspect", "install", "log", "register", "enable",
              "disable", "release", "rollback", "remove"},
             "new, pack: DIR; test: DIR or ID; key: NAME; sign, verify, register: FILE; inspect, install: FILE or DIR; "
             "rollback: ID REVISION; others: ID");
    addKept(sub, command, "register, install: only if this is the newest revision; 0: only if there is none");
    choice(sub->add_option("--language", command.language, "new: what it is written in"), {"python", "node", "cpp"});
    choice(sub->add_option("--type", command.type, "new: its place in a pipeline; default: pre"),
           {"pre", "validator", "post", "provider"});
    sub->add_option("--id", command.id, "new: its id; default: the name of the folder")->type_name("ID");
    sub->add_option("--to", command.to, "pack: the new file; default: ID-VERSION.beamline-extension")
        ->type_name("FILE");
    sub->add_option("--key", command.key, "sign: the private key, made by key")->type_name("FILE");
    sub->add_option("--trust", command.trust, "verify: folder with the keys (NAME.pub) that are trusted")
        ->type_name("DIR");
    repeatedWords(sub->add_option("--grant", command.grants,
                                  "install: something that it asks for, as inspect tells it; may be repeated"),
                  "CAPABILITY");
    sub->add_flag("--allow-unsigned", command.allowUnsigned, "install: also when nobody has signed it who is trusted");
}

void addMessages(const AddCommand& add, const Globals& globals, RoutingLine& line) {
    auto& command = line.message;
    auto* sub = addWithActions(add, "message", "Sends messages by hand, and tells what became of them", command,
                               [&] { return message(globals, command); });
    addWords(sub, command, {"send", "list", "show", "retry", "tail"},
             "send: a subject of NATS, without one a policy routes it; show, retry: ID");
    sub->add_option("--data", command.data, "send: the payload; @FILE reads a file, - stdin")->type_name("JSON");
    sub->add_option("--text", command.text, "send: the payload as it is; list: in its id, subject, type, user or error")
        ->type_name("TEXT");
    repeatedWords(sub->add_option("--header", command.headers, "send: header; may be repeated"), "NAME=VALUE");
    sub->add_option("--type", command.type, "send: what it is, chat")->type_name("TYPE");
    sub->add_option("--policy", command.policy, "send: routes it; default: default")->type_name("NAME");
    sub->add_flag("--wait", command.wait, "send: waits for a reply of who listens to the subject");
    sub->add_flag("--decide-only", command.decideOnly, "send: tells who would do it, and asks nobody");
    sub->add_option("--timeout", command.timeoutMs, "send: how long it may take")
        ->type_name("MS")
        ->check(CLI::Range(1, api::kMaxMessageTimeoutMs));
    choice(sub->add_option("--status", command.status, "list: only those"), {"sent", "answered", "failed"});
    addPaging(sub, command.limit, command.after, api::kMaxPageSize);
}

}  // namespace

void addRoutingCommands(const AddCommand& add, const Globals& globals, RoutingLine& line) {
    addPolicies(add, globals, line);
    addDecisions(add, globals, line);
    addExtensions(add, globals, line);
    addMessages(add, globals, line);
}

}  // namespace beamline::ctl
