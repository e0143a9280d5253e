// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "app/ctl/commands.h"
#include "engine/api/ids.h"

namespace beamline::ctl {

namespace {
constexpr api::Timestamp kBackupDeadlineMs = 6 * 3'600'000;
}

int deploy(const Globals& globals, const std::vector<std::string>& files) {
    const auto client = Client::open(globals);
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

}  // namespace beamline::ctl
