// SPDX-License-Identifier: Apache-2.0
// Where a PostgreSQL database is, and what its errors are called.
#include <libpq-fe.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "engine/blocks/arguments.h"
#include "engine/blocks/sql_postgres_link.h"

namespace beamline::blocks {

namespace {
constexpr std::size_t kMaxUri = 4096;
constexpr const char* kSystemAuthorities = "/etc/ssl/certs/ca-certificates.crt";

/// What a workflow may say of a connection; nothing that names a file or a service of this machine.
constexpr std::string_view kKeywords[] = {"host",
                                          "hostaddr",
                                          "port",
                                          "dbname",
                                          "user",
                                          "password",
                                          "sslmode",
                                          "application_name",
                                          "target_session_attrs",
                                          "channel_binding",
                                          "connect_timeout"};

using Settings = std::map<std::string, std::string>;

api::Result<Settings> fromUri(const std::string& uri) {
    char* why = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(uri.c_str(), &why),
                                                                               PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> owner(why, PQfreemem);  // not told: it repeats the URI
    if (!options || uri.size() > kMaxUri) {
        return fault("configuration", 400,
                     "The URI of the database is not usable; write "
                     "postgresql://user:password@host:port/database?sslmode=…, with special characters "
                     "percent-encoded.");
    }
    Settings out;
    for (const auto* option = options.get(); option->keyword; ++option) {
        if (!option->val) {
            continue;
        }
        if (std::find(std::begin(kKeywords), std::end(kKeywords), std::string_view(option->keyword)) ==
            std::end(kKeywords)) {
            return fault("configuration", 400,
                         "The URI of the database sets " + std::string(option->keyword) +
                             ", which workflows may not; leave it out.");
        }
        out[option->keyword] = option->val;
    }
    return out;
}

Settings fromObject(const boost::json::object& object) {
    Settings out;
    for (const auto& [name, keyword] : {std::pair{"host", "host"},
                                        {"database", "dbname"},
                                        {"user", "user"},
                                        {"password", "password"},
                                        {"sslmode", "sslmode"},
                                        {"applicationName", "application_name"},
                                        {"targetSession", "target_session_attrs"}}) {
        if (auto value = text(object, name); !value.empty()) {
            out[keyword] = std::move(value);
        }
    }
    if (const auto port = number(object, "port", 0); port > 0) {
        out["port"] = std::to_string(port);
    }
    return out;
}

std::vector<std::string> listOf(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find(',', at), text.size());
        out.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

/// Writes down every host with each address that it may be reached by. Folders of local sockets stay.
api::Result<api::Unit> place(Settings& settings, const NetworkPolicy& network) {
    const auto hosts = listOf(settings["host"]);
    const auto ports = listOf(settings["port"]);
    const auto given = settings.contains("hostaddr") ? listOf(settings["hostaddr"]) : std::vector<std::string>();
    if ((ports.size() != 1 && ports.size() != hosts.size()) || (!given.empty() && given.size() != hosts.size())) {
        return fault("configuration", 400, "Hosts, addresses and ports of the database must be equally many.");
    }
    std::string host;
    std::string address;
    std::string port;
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        const auto& own = ports[ports.size() == 1 ? 0 : i];
        auto found = api::Result<std::vector<std::string>>(std::vector<std::string>{std::string()});
        if (!hosts[i].starts_with('/') && !hosts[i].starts_with('@')) {
            found = network.resolve(given.empty() || given[i].empty() ? hosts[i] : given[i], std::atoi(own.c_str()));
        }
        if (!found.ok()) {
            return found.error();
        }
        for (const auto& one : *found) {
            const bool first = host.empty();
            host.append(first ? "" : ",").append(hosts[i]);
            address.append(first ? "" : ",").append(one);
            port.append(first ? "" : ",").append(own);
        }
    }
    settings["host"] = host;
    settings["hostaddr"] = address;
    settings["port"] = port;
    return api::Unit{};
}

std::string valueOr(const Settings& settings, const std::string& name, const std::string& otherwise) {
    const auto found = settings.find(name);
    return found == settings.end() ? otherwise : found->second;
}
}  // namespace

std::string PostgresTarget::key() const {
    std::string out;
    for (const auto& [name, value] : settings) {
        out.append(name).append(1, '\0').append(value).append(1, '\0');
    }
    return out;
}

std::string PostgresTarget::withoutSecrets(std::string text) const {
    for (auto at = password.size() < 4 ? text.npos : text.find(password); at != text.npos;
         at = text.find(password, at + 3)) {
        text.replace(at, password.size(), "***");
    }
    return text;
}

bool isPostgres(const api::Json& database) {
    const auto* string = database.if_string();
    return database.is_object() || (string && (std::string_view(*string).starts_with("postgresql://") ||
                                               std::string_view(*string).starts_with("postgres://")));
}

api::Result<PostgresTarget> postgresTarget(const api::Json& database, const BlockSettings& settings,
                                           const NetworkPolicy& network) {
    const auto* object = database.if_object();
    auto given = object ? api::Result<Settings>(fromObject(*object)) : fromUri(std::string(database.get_string()));
    if (!given.ok()) {
        return given.error();
    }
    for (const auto& [name, value] : *given) {
        if (value.find('\0') != value.npos) {
            return fault("configuration", 400, "The " + name + " of the database holds a zero byte.");
        }
    }
    auto host = valueOr(*given, "host", valueOr(*given, "hostaddr", "localhost"));
    given->try_emplace("host", host);
    given->try_emplace("port", "5432");
    given->try_emplace("application_name", "beamline");
    given->try_emplace("connect_timeout", "30");
    if (!settings.caFile.empty()) {
        (*given)["sslrootcert"] = settings.caFile;
    } else if (valueOr(*given, "sslmode", "").starts_with("verify-") && std::filesystem::exists(kSystemAuthorities)) {
        (*given)["sslrootcert"] = kSystemAuthorities;
    }
    (*given)["client_encoding"] = "UTF8";
    (*given)["passfile"] = "/dev/null/none";  // passwords are what the workflow gives, never what this user has
    // What sql_postgres_values reads; it is also what DISCARD ALL goes back to.
    (*given)["options"] =
        "-c datestyle=ISO -c intervalstyle=iso_8601 -c timezone=UTC -c bytea_output=hex -c extra_float_digits=1";
    PostgresTarget target;
    const auto port = valueOr(*given, "port", "5432");
    if (auto placed = place(*given, network); !placed.ok()) {
        return placed.error();
    }
    target.host = host + ":" + port;
    target.shown = target.host + "/" + valueOr(*given, "dbname", valueOr(*given, "user", ""));
    target.password = valueOr(*given, "password", "");
    target.settings.assign(given->begin(), given->end());
    return target;
}

api::Error postgresFault(const std::string& state, const std::string& text) {
    const auto kind = state.substr(0, 2);
    if (kind == "28") {
        return fault("authentication", 401, text + " Check the user and the password.");
    }
    if (state == "42501" || state == "25006") {
        return fault("authorization", 403, text);
    }
    if (kind == "23") {
        return fault("validation", state == "23505" || state == "23P01" ? 409 : 422, text);
    }
    if (kind == "22" || kind == "42" || kind == "21" || kind == "0A" || kind == "2F" || kind == "3F" || kind == "P0") {
        return fault("validation", 400, text + " Correct the statement or its parameters.");
    }
    if (kind == "3D") {
        return fault("configuration", 404, text + " Name a database that exists.");
    }
    if (kind == "40" || state == "55P03") {
        return fault("runtime", 409, text + " Others work on the same rows; retry the task.");
    }
    if (state == "57014") {
        return fault("timeout", 408, text);
    }
    if (kind == "08" || kind == "57" || state == "53300") {
        return fault("communication", 503, text + " Retry when the server is well.");
    }
    if (kind == "53") {
        return fault("runtime", 507, text);
    }
    if (kind == "54") {
        return fault("runtime", 413, text);
    }
    return fault("runtime", 500, text);
}

}  // namespace beamline::blocks
