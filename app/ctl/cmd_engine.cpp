// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "app/ctl/commands.h"
#include "engine/api/ids.h"
#include "engine/runtime/refold.h"
#include "engine/store/journal.h"

namespace beamline::ctl {

namespace {
constexpr api::Timestamp kBackupDeadlineMs = 6 * 3'600'000;
}

int deploy(const Globals& globals, const std::vector<std::string>& files) {
    const auto client = Client::open(globals, Client::Directory::made);
    if (!client.ok()) {
        return fail(client.error());
    }
    boost::json::array results;
    int code = kCompleted;
    for (const auto& file : files) {
        const auto source = readFile(file);
        const auto reply = source.ok() ? (*client)->call(api::DeployWorkflow{*source, file})
                                       : api::Result<api::DeployReply>(source.error());
        if (!reply.ok()) {
            const int one = fail(reply.error(), file);
            code = code == kCompleted ? one : code;
            continue;
        }
        for (const auto& warning : reply->warnings) {
            printProblem(file, warning);
        }
        if (globals.format == Format::json) {
            results.push_back(api::toJson(*reply));
        } else {
            std::cout << reply->workflow.ns << '/' << reply->workflow.name << ':' << reply->workflow.version
                      << (reply->created ? " deployed\n" : " was deployed before\n");
        }
    }
    if (globals.format == Format::json) {
        printJson(results);
    }
    return code;
}

int backup(const Globals& globals, const std::string& path) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    (*client)->setDeadline(api::wallClock() + kBackupDeadlineMs);
    std::error_code ec;
    const auto reply = (*client)->call(api::BackupEngine{std::filesystem::absolute(path, ec).string()});
    if (!reply.ok()) {
        return fail(reply.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*reply));
    } else {
        std::cout << reply->path << ", " << reply->bytes << " bytes\n";
    }
    return kCompleted;
}

int verify(const Globals& globals, const std::string& file) {
    store::JournalOptions options;
    options.file = file;
    options.readOnly = true;
    if (!std::filesystem::is_regular_file(file)) {
        note("There is no journal " + file + ". It is the file journal.db of a data directory, or a backup.");
        return kUsage;
    }
    const auto journal = store::Journal::open(options);
    if (!journal.ok()) {
        return fail(journal.error());
    }
    const auto damage = (*journal)->verify();
    if (!damage.ok()) {
        return fail(damage.error());
    }
    if (globals.format == Format::json) {
        printJson({{"file", file}, {"damage", api::toJson(*damage)}});
    } else if (damage->empty()) {
        std::cout << file << " is intact\n";
    }
    for (const auto& line : *damage) {
        note(line);
    }
    return damage->empty() ? kCompleted : kUnreachable;
}

int recover(const Globals& globals, const std::string& damaged, const std::string& target) {
    const blocks::Registry registry{{}};
    const auto report = store::Journal::recover(damaged, target, runtime::refolder(registry));
    if (!report.ok()) {
        return fail(report.error());
    }
    if (globals.format == Format::json) {
        printJson({{"file", target}, {"report", *report}});
    } else {
        std::cout << *report << '\n';
    }
    return kCompleted;
}

}  // namespace beamline::ctl
