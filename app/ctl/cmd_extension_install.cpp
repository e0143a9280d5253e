// SPDX-License-Identifier: Apache-2.0
// `beamctl extension inspect|install|log`: packages on their way into an engine, and what their programs say.
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "app/ctl/routing_commands.h"
#include "engine/api/operations.h"
#include "engine/routing/package.h"

namespace beamline::ctl {

namespace {

/// What every extension is for: it sees the messages that it is asked about. Everything else is granted by name.
const std::vector<std::string>& usualGrants() {
    static const std::vector<std::string> grants{"payload", "metadata"};
    return grants;
}

/// The text of a package, or of a folder that becomes one. Nothing: it was told why.
std::optional<std::string> packageText(const std::string& path, int& code) {
    std::error_code ec;
    if (!std::filesystem::is_directory(path, ec)) {
        const auto text = readFile(path);
        code = text.ok() ? kCompleted : fail(text.error());
        return text.ok() ? std::optional(*text) : std::nullopt;
    }
    const auto reading = routing::packFolder(path);
    printProblems((std::filesystem::path(path) / routing::kManifestFile).string(), reading.problems, {});
    code = reading.package ? kCompleted : kInvalid;
    return reading.package ? std::optional(routing::writePackage(*reading.package)) : std::nullopt;
}

std::string signedText(const api::PackageReport& report) {
    return !report.signedBy.empty()      ? report.signedBy + ", who is trusted"
           : !report.fingerprint.empty() ? "a key that is not trusted"
                                         : "nobody";
}

void describePackage(const api::PackageReport& report) {
    printFields({{"Extension", report.id},
                 {"Type", report.type},
                 {"Version", report.version},
                 {"Description", report.description},
                 {"Signed by", signedText(report)},
                 {"Key", report.fingerprint},
                 {"Asks for", joined(report.capabilities)},
                 {"Installed", report.installed},
                 {"New rights", report.installed.empty() ? "" : joined(report.added)}});
}

/// A line that begins with y or Y.
bool agrees(const std::string& question) {
    std::cerr << question << " [y/N] " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return !answer.empty() && (answer.front() == 'y' || answer.front() == 'Y');
}

bool canAsk() {
    return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0;
}

/// Asks a person for what is not granted yet; false: no.
bool askFor(const api::PackageReport& report, api::InstallExtension& operation) {
    const auto isGranted = [&](const std::string& word) {
        return std::find(operation.grants.begin(), operation.grants.end(), word) != operation.grants.end();
    };
    if (report.signedBy.empty() && !operation.allowUnsigned) {
        operation.allowUnsigned = agrees(report.id + " " + report.version + " is signed by " + signedText(report) +
                                         ". Install it all the same?");
        if (!operation.allowUnsigned) {
            return false;
        }
    }
    for (const auto& word : report.capabilities) {
        if (isGranted(word)) {
            continue;
        }
        if (!agrees(report.id + " asks for: " + word + ". Grant it?")) {
            return false;
        }
        operation.grants.push_back(word);
    }
    return true;
}

/// Nothing: it was told why.
std::optional<api::PackageReport> inspected(Client& client, const std::string& path, const std::string& text,
                                            int& code) {
    auto report = client.call(api::InspectPackage{text});
    if (!report.ok()) {
        code = fail(report.error());
        return std::nullopt;
    }
    if (!report->problems.empty()) {
        printProblems(path, report->problems, text);
        code = kInvalid;
        return std::nullopt;
    }
    return std::move(*report);
}

}  // namespace

int inspectExtension(const Globals& globals, const ExtensionCommand& command) {
    int code = kCompleted;
    const auto text = packageText(command.words[0], code);
    if (!text) {
        return code;
    }
    const auto client = Client::open(globals, Client::Directory::made);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto report = inspected(**client, command.words[0], *text, code);
    if (!report) {
        return code;
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*report));
    } else {
        describePackage(*report);
    }
    return kCompleted;
}

int installExtension(const Globals& globals, const ExtensionCommand& command) {
    int code = kCompleted;
    const auto& path = command.words[0];
    const auto text = packageText(path, code);
    if (!text) {
        return code;
    }
    const auto client = Client::open(globals, Client::Directory::made);
    if (!client.ok()) {
        return fail(client.error());
    }
    api::InstallExtension operation{*text, command.grants, command.allowUnsigned, command.comment, command.replaces};
    operation.grants.insert(operation.grants.end(), usualGrants().begin(), usualGrants().end());
    if (canAsk()) {
        const auto report = inspected(**client, path, *text, code);
        if (!report) {
            return code;
        }
        if (!askFor(*report, operation)) {
            note("Nothing was installed.");
            return kCancelled;
        }
    }
    const auto reply = (*client)->call(operation);
    if (!reply.ok()) {
        if (reply.error().code == api::code::kForbidden) {
            note("Look at it: beamctl extension inspect " + path +
                 ". What it asks for is granted by --grant, and a signature is dispensed with by --allow-unsigned.");
        }
        return fail(reply.error(), path, *text);
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(reply->extension));
    } else {
        const auto& info = reply->extension;
        std::cout << info.id << ' ' << info.version << " installed, revision " << info.revision << '\n';
    }
    return kCompleted;
}

int extensionLog(const Globals& globals, const ExtensionCommand& command) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto log = (*client)->call(api::GetExtensionLog{command.words[0]});
    if (!log.ok()) {
        return fail(log.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*log));
        return kCompleted;
    }
    for (const auto& line : log->lines) {
        std::cout << timeText(line.at) << "  " << cell(line.instance) << "  " << cell(line.text) << '\n';
    }
    if (log->lines.empty()) {
        note("Nothing is kept of what its processes wrote to standard error since the engine has started.");
    }
    return kCompleted;
}

}  // namespace beamline::ctl
