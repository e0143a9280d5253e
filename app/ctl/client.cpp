// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/client.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <thread>

#include "engine/api/ids.h"
#include "engine/runtime/archive_engine.h"

namespace beamline::ctl {

api::Result<std::unique_ptr<Client>> Client::open(const Globals& globals, Directory kind) {
    auto client = openAny(globals, kind);
    if (client.ok()) {
        (*client)->m_identity.tenant = globals.tenant;
    }
    return client;
}

api::Result<std::unique_ptr<Client>> Client::openAny(const Globals& globals, Directory kind) {
    app::EngineAccessOptions options;
    if (!globals.archive.empty()) {
        auto archive = runtime::ArchiveEngine::open(globals.archive);
        if (!archive.ok()) {
            return archive.error();
        }
        app::EngineAccess access;
        access.engine = std::move(*archive);
        access.stop = [] {};
        return std::unique_ptr<Client>(new Client(std::move(options), std::move(access)));
    }
    if (globals.cluster.given() && kind != Directory::temporary) {
        options.cluster = globals.cluster;
        auto access = app::openEngine(options);
        if (!access.ok()) {
            return access.error();
        }
        if (!globals.files.empty()) {
            note("--files has no effect: the nodes of the cluster run the engine.");
        }
        return std::unique_ptr<Client>(new Client(std::move(options), std::move(access.value())));
    }
    const bool ephemeral = kind == Directory::temporary;
    options.ephemeral = ephemeral;
    if (!ephemeral) {
        options.dataDir =
            globals.dataDir.empty() ? app::defaultDataDir(globals.profile) : std::filesystem::path(globals.dataDir);
    }
    std::error_code ec;
    const bool named = !globals.dataDir.empty() || !globals.profile.empty();
    if (kind == Directory::existing && named && !std::filesystem::exists(options.dataDir, ec)) {
        return api::Error{api::code::kUnavailable,
                          "There is no data directory " + options.dataDir.string() +
                              ". Check --data-dir or --profile; \"deploy\" and \"run\" make a new one.",
                          {},
                          false};
    }
    for (const auto& root : globals.files) {
        options.engine.blocks.fileRoots.push_back(std::filesystem::absolute(root, ec));
    }
    if (ephemeral && globals.files.empty()) {
        options.engine.blocks.fileRoots.push_back(std::filesystem::current_path(ec));
    }
    auto access = app::openEngine(options);
    if (!access.ok()) {
        return access.error();
    }
    if (!globals.files.empty() && !access->owner) {
        note("--files has no effect: another process runs the engine of this data directory.");
    }
    return std::unique_ptr<Client>(new Client(std::move(options), std::move(access.value())));
}

Client::Client(app::EngineAccessOptions options, app::EngineAccess access)
    : m_options(std::move(options)), m_access(std::move(access)), m_identity(app::localIdentity("beamctl")) {}

bool Client::revive(bool isClosing) {
    const auto lost = [this] { return engine().health().state == api::HealthState::unreachable; };
    const auto waitUntil = [&lost](bool wanted, std::chrono::milliseconds patience) {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (lost() != wanted && std::chrono::steady_clock::now() < end) {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        return lost() == wanted;
    };
    if (m_access.owner) {
        return false;
    }
    if (!(isClosing ? waitUntil(true, app::kDrain + std::chrono::seconds(1)) : lost())) {
        return isClosing;  // it stayed, or the connection has found the next one already
    }
    if (m_options.cluster.given()) {  // the connection looks for another node by itself
        return waitUntil(false, app::kClusterPatience);
    }
    auto access = app::openEngine(m_options);
    if (!access.ok()) {
        return false;
    }
    m_access = std::move(access.value());
    if (onRevived) {
        onRevived();
    }
    return true;
}

std::string Client::place() const {
    return m_options.cluster.given() ? m_options.cluster.shown() : m_access.dataDir.string();
}

std::string Client::arguments() const {
    const auto& cluster = m_options.cluster;
    return !cluster.given()          ? "--data-dir " + m_access.dataDir.string()
           : cluster.context.empty() ? "--nats-url " + cluster.url
                                     : "--nats-context " + cluster.context;
}

Client::~Client() {
    m_access.stop();
}

api::Result<std::string> readFile(const std::string& path) {
    std::ifstream file;
    if (path != "-") {
        file.open(path, std::ios::binary);
    }
    std::istream& in = path == "-" ? std::cin : file;
    std::string text;
    std::array<char, 64 * 1024> buffer;
    while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
        if (text.size() > kMaxFileBytes) {
            return badRequest(path + " has more than " + std::to_string(kMaxFileBytes >> 20) +
                              " MiB. Give a smaller file.");
        }
    }
    if (path != "-" && (!file.is_open() || file.bad() || std::filesystem::is_directory(path))) {
        return badRequest("The file " + path + " cannot be read: " +
                          (file.is_open() ? "it is no file" : std::strerror(errno)) + ". Check its name and rights.");
    }
    return text;
}

namespace {
/// The byte that parseJson names, as a place.
api::Error withPlace(api::Error error, const std::string& text) {
    const auto at = error.message.rfind("byte ");
    std::size_t byte = 0;
    if (at != std::string::npos) {
        std::from_chars(error.message.data() + at + 5, error.message.data() + error.message.size(), byte);
    }
    api::Problem problem;
    problem.message = error.message;
    const auto before = std::string_view(text).substr(0, std::min(byte, text.size()));
    problem.line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
    problem.column = static_cast<int>(before.size() - (before.rfind('\n') + 1)) + 1;
    error.detail = boost::json::array{api::toJson(problem)};
    return error;
}
}  // namespace

api::Result<api::Json> readJson(const std::string& path, api::Json otherwise, std::string* text) {
    if (path.empty()) {
        return otherwise;
    }
    auto content = readFile(path);
    if (!content.ok()) {
        return content.error();
    }
    if (text) {
        *text = *content;
    }
    auto json = api::parseJson(*content);
    return json.ok() ? json : withPlace(json.error(), *content);
}

api::Result<api::Json> parseArgument(const std::string& text) {
    auto json = api::parseJson(text);
    return json.ok() ? json : withPlace(json.error(), text);
}

api::Result<api::Labels> parseLabels(const std::vector<std::string>& words) {
    api::Labels labels;
    for (const auto& word : words) {
        const auto equals = word.find('=');
        if (equals == 0 || equals == std::string::npos) {
            return badRequest("A label is written key=value, not \"" + word + "\".");
        }
        labels[word.substr(0, equals)] = word.substr(equals + 1);
    }
    return labels;
}

api::Result<api::Timestamp> parseTime(const std::string& text, Span span) {
    if (text.empty()) {
        return api::Timestamp{0};
    }
    std::int64_t count = 0;
    const auto* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, count);
    static constexpr std::pair<char, std::int64_t> kUnits[] = {
        {'s', 1'000}, {'m', 60'000}, {'h', 3'600'000}, {'d', 86'400'000}};
    for (const auto& [unit, ms] : kUnits) {
        if (parsed.ec == std::errc() && parsed.ptr + 1 == end && *parsed.ptr == unit && count >= 0 &&
            count < 1'000'000) {
            return api::wallClock() + (span == Span::ahead ? count : -count) * ms;
        }
    }
    for (const char* format :
         {"%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d"}) {
        std::tm time{};
        time.tm_isdst = -1;
        const char* rest = ::strptime(text.c_str(), format, &time);
        if (rest && *rest == '\0') {
            const bool utc = text.back() == 'Z';
            return static_cast<api::Timestamp>(utc ? ::timegm(&time) : std::mktime(&time)) * 1000;
        }
    }
    return badRequest("\"" + text + "\" is no time. Write 2026-01-31, 2026-01-31T12:00:00Z, or a span " +
                      (span == Span::ahead ? "from now on" : "before now") + " such as 15m, 2h or 7d.");
}

}  // namespace beamline::ctl
