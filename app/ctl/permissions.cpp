// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/permissions.h"

#include <algorithm>

#include "engine/api/operations.h"

namespace beamline::ctl {

namespace {

struct RolePermissions {
    const char* role;
    const char* purpose;
    std::vector<std::string> publish;
    std::vector<std::string> subscribe;
};

/// Reading by single requests. A session (beamline.api.v1.connect) carries every operation, so it is not among them.
std::vector<std::string> readings() {
    std::vector<std::string> subjects{"beamline.api.v1.health"};
    boost::mp11::mp_for_each<api::Queries>(
        [&](const auto& query) { subjects.push_back("beamline.api.v1." + std::string(query.kInfo.name)); });
    subjects.insert(subjects.end(),
                    {"$SRV.PING.>", "$SRV.INFO.>", "$SRV.STATS.>", "$SRV.PING", "$SRV.INFO", "$SRV.STATS"});
    return subjects;
}

const std::vector<RolePermissions>& table() {
    static const std::vector<RolePermissions> kTable{
        {"admin", "sets the streams up: beamctl cluster init", {"$JS.API.>"}, {"_INBOX.>"}},
        {"node",
         "a node: beamlined with the role engine",
         {"beamline.>", "caf.>", "_INBOX.>", "$SRV.>", "$JS.API.INFO", "$JS.API.STREAM.INFO.*", "$JS.API.STREAM.NAMES",
          "$JS.API.STREAM.LIST", "$JS.API.STREAM.MSG.GET.*", "$JS.API.DIRECT.GET.>",
          "$JS.API.STREAM.PURGE.BEAMLINE_JOURNAL", "$JS.API.STREAM.MSG.DELETE.BEAMLINE_WORK", "$JS.API.CONSUMER.>",
          "$JS.ACK.>", "$JS.FC.>"},
         {"_INBOX.>", "beamline.>", "caf.>", "$SRV.>", "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.BEAMLINE_WORK.*"}},
        {"worker",
         "a program that takes tasks of pools",
         {"caf.exec.assign.v1.ack", "caf.exec.result.v1", "caf.status.heartbeat.v1", "caf.deadletter.v1",
          "beamline.node.v1.presence", "$JS.API.STREAM.NAMES", "$JS.API.STREAM.INFO.BEAMLINE_WORK",
          "$JS.API.CONSUMER.INFO.BEAMLINE_WORK.>", "$JS.API.CONSUMER.DURABLE.CREATE.BEAMLINE_WORK.>",
          "$JS.API.CONSUMER.CREATE.BEAMLINE_WORK.>", "$JS.API.CONSUMER.MSG.NEXT.BEAMLINE_WORK.>",
          "$JS.ACK.BEAMLINE_WORK.>"},
         {"_INBOX.>", "caf.exec.assign.v1", "caf.exec.assign.v1.>", "beamline.work.v1.cancel",
          "beamline.node.v1.presence"}},
        {"gateway",
         "beamlined with the role gateway alone",
         {"beamline.api.v1.>", "beamline.node.v1.*.connect", "$JS.API.INFO", "$SRV.>"},
         {"_INBOX.>"}},
        {"router",
         "beamlined with the role router alone",
         {"beamline.api.v1.>", "beamline.node.v1.*.connect", "beamline.router.v1.decide.dlq",
          "beamline.router.v1.decide.reply", "beamline.usage.v1.metered", "caf.exec.assign.>", "_INBOX.>",
          "$JS.API.INFO", "$SRV.>"},
         {"_INBOX.>", "beamline.router.v1.>", "beamline.router.admin.>", "caf.exec.result.v1", "$SRV.>"}},
        {"console",
         "a person's console or beamctl; what they may do is not limited by NATS",
         {"beamline.api.v1.>", "beamline.node.v1.*.connect", "$JS.API.INFO", "$JS.API.STREAM.INFO.BEAMLINE_JOURNAL",
          "$SRV.>"},
         {"_INBOX.>"}},
        {"readonly", "tools that look, by single requests; the console needs more", readings(), {"_INBOX.>"}},
    };
    return kTable;
}

std::string listed(const std::vector<std::string>& subjects) {
    constexpr std::size_t kLine = 100;
    const std::string indent = "        ";
    std::string text = "[\n" + indent;
    std::size_t used = 0;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        const auto one = '"' + subjects[i] + '"' + (i + 1 < subjects.size() ? ", " : "");
        if (used > 0 && used + one.size() > kLine) {
            text += "\n" + indent;
            used = 0;
        }
        text += one;
        used += one.size();
    }
    return text + "\n      ]";
}

std::string variableOf(const std::string& role) {
    std::string name = "BEAMLINE_" + role + "_PASSWORD";
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::toupper(c); });
    return name;
}

bool wanted(const std::string& role, const RolePermissions& entry) {
    return role.empty() || role == entry.role;
}

}  // namespace

std::vector<std::string> permissionRoles() {
    std::vector<std::string> roles;
    for (const auto& entry : table()) {
        roles.emplace_back(entry.role);
    }
    return roles;
}

std::string permissionsBlock(const std::string& role) {
    std::string text =
        "# Into the configuration of every nats-server. Passwords are variables of the server's environment; keys\n"
        "# (nkey: U…) can stand in the place of user and password. One account holds one cluster.\n"
        "authorization {\n  users = [\n";
    for (const auto& entry : table()) {
        if (wanted(role, entry)) {
            text += "    # " + std::string(entry.role) + ": " + entry.purpose + "\n    {user: \"beamline-" +
                    entry.role + "\", password: $" + variableOf(entry.role) +
                    ", permissions: {\n      publish: " + listed(entry.publish) +
                    "\n      subscribe: " + listed(entry.subscribe) + "\n    }}\n";
        }
    }
    return text + "  ]\n}\n";
}

api::Json permissionsJson(const std::string& role) {
    boost::json::object all;
    for (const auto& entry : table()) {
        if (wanted(role, entry)) {
            all[entry.role] = {{"publish", api::toJson(entry.publish)}, {"subscribe", api::toJson(entry.subscribe)}};
        }
    }
    return all;
}

}  // namespace beamline::ctl
