// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "app/ctl/routing_commands.h"
#include "engine/api/operations.h"

namespace beamline::ctl {

namespace {

std::string stateOfExtension(const api::ExtensionInfo& info) {
    return !info.quarantine.empty() ? "quarantined" : info.enabled ? "enabled" : "disabled";
}

std::string ofCalls(const api::ExtensionInfo& info, const std::string& text) {
    return info.calls > 0 ? text : std::string();
}

void printRevisions(const api::ExtensionPage& page) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : page.items) {
        rows.push_back(
            {std::to_string(one.revision), one.version, timeText(one.at), one.author, one.signedBy, one.address});
    }
    printTable({"REVISION", "VERSION", "AT", "BY", "SIGNED BY", "ADDRESS"}, rows);
}

int showExtension(const Globals& globals, Client& client, const std::string& id) {
    const auto detail = client.call(api::GetExtension{id});
    const auto revisions = client.call(api::ListExtensions{id});
    if (!detail.ok() || !revisions.ok()) {
        return fail(detail.ok() ? revisions.error() : detail.error());
    }
    if (globals.format == Format::json) {
        auto json = api::toJson(*detail).as_object();
        json["revisions"] = api::toJson(revisions->items);
        printJson(json);
        return kCompleted;
    }
    const auto& info = detail->info;
    printFields({{"Extension", info.id},
                 {"Type", info.type},
                 {"Version", info.version + ", revision " + std::to_string(info.revision)},
                 {"Description", info.description},
                 {"State", stateOfExtension(info)},
                 {"Quarantine", info.quarantine},
                 {"Health", info.health},
                 {"Circuit", info.circuit},
                 {"Reached by", info.transport + " " + info.address},
                 {"May", joined(info.capabilities)},
                 {"Calls", std::to_string(info.calls)},
                 {"Successful", ofCalls(info, percentText(info.successRate))},
                 {"Half within", ofCalls(info, millisecondsText(info.p50Ms))},
                 {"95 % within", ofCalls(info, millisecondsText(info.p95Ms))},
                 {"99 % within", ofCalls(info, millisecondsText(info.p99Ms))},
                 {"Last error", info.lastError.empty() ? "" : timeText(info.lastErrorAt) + " " + info.lastError},
                 {"Last success", timeText(info.lastSuccessAt)},
                 {"Signed by", info.signedBy}});
    std::cout << '\n';
    printRevisions(*revisions);
    return kCompleted;
}

int toldExtension(const Globals& globals, const api::ExtensionReply& reply, const std::string& what) {
    if (globals.format == Format::json) {
        printJson(api::toJson(reply.extension));
    } else {
        std::cout << reply.extension.id << ' ' << what << ", revision " << reply.extension.revision << '\n';
    }
    return kCompleted;
}

int registerExtension(const Globals& globals, const ExtensionCommand& command) {
    const auto& file = command.words[0];
    std::string text;
    const auto document = readJson(file, {}, &text);
    if (!document.ok()) {
        return fail(document.error(), file);
    }
    const auto client = Client::open(globals, Client::Directory::made);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto reply = (*client)->call(api::PutExtension{*document, command.comment, command.replaces});
    return reply.ok() ? toldExtension(globals, *reply, "registered") : fail(reply.error(), file, text);
}

int controlExtension(const Globals& globals, const ExtensionCommand& command) {
    api::ControlExtension operation;
    operation.extension = command.words[0];
    operation.comment = command.comment;
    boost::describe::enum_from_string(command.action.c_str(), operation.action);  // checked by the parser
    if (command.words.size() == 2) {
        const auto revision = parseVersion(command.words[1], "revision");
        if (!revision.ok()) {
            return fail(revision.error());
        }
        operation.revision = *revision;
    }
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto reply = (*client)->call(operation);
    if (!reply.ok()) {
        return fail(reply.error());
    }
    using enum api::ExtensionAction;
    const auto done = operation.action == enable    ? std::string("enabled")
                      : operation.action == disable ? std::string("disabled")
                      : operation.action == release ? std::string("released from quarantine")
                      : operation.action == remove  ? std::string("removed; its revisions stay")
                                                    : "is as in revision " + command.words[1];
    return toldExtension(globals, *reply, done);
}

const std::vector<Action<ExtensionCommand>>& extensionActions() {
    static const std::vector<Action<ExtensionCommand>> actions{
        {"new",
         1,
         1,
         {"language", "type", "id"},
         "DIR --language python|node|cpp [--type TYPE] [--id ID]",
         newExtension},
        {"test", 1, 1, {}, "DIR|ID", testExtension},
        {"key", 1, 1, {}, "NAME", makeKey},
        {"pack", 1, 1, {"to"}, "DIR [--to FILE]", packExtension},
        {"sign", 1, 1, {"key"}, "FILE --key FILE", signExtension},
        {"verify", 1, 1, {"trust"}, "FILE [--trust DIR]", verifyExtension},
        {"inspect", 1, 1, {}, "FILE|DIR", inspectExtension},
        {"install",
         1,
         1,
         {"grant", "allow-unsigned", "comment", "replaces"},
         "FILE|DIR [--grant CAPABILITY]... [--allow-unsigned] [--comment TEXT] [--replaces N]",
         installExtension},
        {"log", 1, 1, {}, "ID", extensionLog},
        {"register", 1, 1, {"comment", "replaces"}, "FILE|- [--comment TEXT] [--replaces N]", registerExtension},
        {"enable", 1, 1, {"comment"}, "ID [--comment TEXT]", controlExtension},
        {"disable", 1, 1, {"comment"}, "ID [--comment TEXT]", controlExtension},
        {"release", 1, 1, {"comment"}, "ID [--comment TEXT]", controlExtension},
        {"rollback", 2, 2, {"comment"}, "ID REVISION [--comment TEXT]", controlExtension},
        {"remove", 1, 1, {"comment"}, "ID [--comment TEXT]", controlExtension},
    };
    return actions;
}

}  // namespace

int extensions(const Globals& globals, const std::string& id) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    if (!id.empty()) {
        return showExtension(globals, **client, id);
    }
    const auto page = (*client)->call(api::ListExtensions{});
    if (!page.ok()) {
        return fail(page.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*page));
        return kCompleted;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : page->items) {
        rows.push_back({one.id, one.type, one.version, std::to_string(one.revision), stateOfExtension(one), one.health,
                        std::to_string(one.calls), ofCalls(one, percentText(one.successRate)),
                        ofCalls(one, millisecondsText(one.p95Ms)), one.transport + " " + one.address});
    }
    printTable({"EXTENSION", "TYPE", "VERSION", "REVISION", "STATE", "HEALTH", "CALLS", "SUCCESS", "P95", "REACHED BY"},
               rows);
    if (rows.empty()) {
        note("There are no extensions. Write one: beamctl extension new DIR --language python");
    }
    return kCompleted;
}

int extension(const Globals& globals, const ExtensionCommand& command) {
    return runAction(globals, command, "extension", extensionActions());
}

}  // namespace beamline::ctl
