// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/settings.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/api/json_codec.h"
#include "engine/blocks/message_broker.h"
#include "engine/blocks/network_policy.h"

namespace beamline::runtime {

namespace {
constexpr api::Timestamp kDayMs = 24LL * 3600 * 1000;
constexpr int kMaxAgeDays = 36'500;
constexpr std::int64_t kMaxRuns = 1'000'000'000;
constexpr std::int64_t kMaxBytes = std::int64_t{1} << 40;
constexpr int kMaxTimeoutSeconds = 7 * 24 * 3600;
constexpr int kMaxRows = 1'000'000;
constexpr std::int64_t kMinProcessMemory = 16 * 1024 * 1024;  // with less no program begins
constexpr int kMinOpenFiles = 16;
constexpr std::int64_t kMinLogBytes = 64 * 1024;
constexpr int kMaxLogFiles = 1'000;
constexpr std::size_t kMaxEventSubjects = 64;
constexpr std::size_t kMaxStreamName = 256;
constexpr const char* kOwnNats = "nats://127.0.0.1:4222";
constexpr std::string_view kJournalName = "journal.db";
constexpr const char* kOwnFiles[] = {"secrets", "log", "engine.lock", "engine.sock", kSettingsFile};  // with folders
constexpr const char* kDeadLettersFile = "dead-letters.jsonl";

/// Puts the members of `given` in place of those of `whole`. The pointer of the first that `whole` has not; empty:
/// none.
std::string overlay(api::Json& whole, const api::Json& given, const std::string& at = {}) {
    if (!given.is_object() || !whole.is_object()) {
        whole = given;
        return {};
    }
    for (const auto& member : given.get_object()) {
        const auto pointer = at + '/' + std::string(member.key());
        auto* known = whole.get_object().if_contains(member.key());
        auto unknown = known ? overlay(*known, member.value(), pointer) : pointer;
        if (!unknown.empty()) {
            return unknown;
        }
    }
    return {};
}

/// What is out of its range, as a sentence; empty when nothing is.
class Ranges {
public:
    void check(const std::string& pointer, std::int64_t value, std::int64_t least, std::int64_t most) {
        if (problem.empty() && (value < least || value > most)) {
            problem = pointer + " must lie between " + std::to_string(least) + " and " + std::to_string(most) + ".";
        }
    }
    void check(const std::string& pointer, const PoolSettings& pool) {
        check(pointer + "/threads", pool.threads, 1, kMaxPoolThreads);
        check(pointer + "/capacity", pool.capacity, 1, kMaxPoolCapacity);
        check(pointer + "/maxPerWorkflow", pool.maxPerWorkflow, 0, kMaxPoolCapacity);
    }
    void check(const std::string& pointer, const ProcessSettings& process) {
        static constexpr std::string_view kSandboxes[] = {"required", "preferred", "off"};
        if (problem.empty() &&
            std::find(std::begin(kSandboxes), std::end(kSandboxes), process.sandbox) == std::end(kSandboxes)) {
            problem = pointer + "/sandbox must be required, preferred or off.";
        }
        for (const auto& path : process.readable) {
            if (problem.empty() && (!path.starts_with('/') || path.find(':') != path.npos)) {
                problem = pointer + "/readable must have absolute paths without a colon.";
            }
        }
        check(pointer + "/maxMemoryBytes", process.maxMemoryBytes, kMinProcessMemory, kMaxBytes);
        check(pointer + "/maxDiskBytes", process.maxDiskBytes, 1, kMaxBytes);
        check(pointer + "/maxFileBytes", process.maxFileBytes, 1, kMaxBytes);
        check(pointer + "/maxOutputBytes", process.maxOutputBytes, 1, kMaxBytes);
        check(pointer + "/maxCpuSeconds", process.maxCpuSeconds, 1, kMaxTimeoutSeconds);
        check(pointer + "/maxOpenFiles", process.maxOpenFiles, kMinOpenFiles, kMaxPoolCapacity);
        check(pointer + "/maxProcesses", process.maxProcesses, 1, kMaxPoolCapacity);
    }
    std::string problem;
};

std::vector<std::string> serversOf(const std::string& url) {
    std::vector<std::string> servers;
    std::istringstream in(url.empty() ? kOwnNats : url);
    for (std::string one; std::getline(in, one, ',');) {
        servers.push_back(one);
    }
    return servers;
}

PoolSettings settingsOf(const PoolOptions& options) {
    return {options.threads, options.capacity, options.maxPerKey};
}
PoolOptions optionsOf(const PoolSettings& settings) {
    return {settings.threads, settings.capacity, settings.maxPerWorkflow};
}

ProcessSettings settingsOf(const blocks::ProcessSettings& from) {
    return {from.sandbox,      from.network,        from.readable,      from.maxMemoryBytes, from.maxDiskBytes,
            from.maxFileBytes, from.maxOutputBytes, from.maxCpuSeconds, from.maxOpenFiles,   from.maxProcesses};
}
void apply(const ProcessSettings& from, blocks::ProcessSettings& to) {
    to.sandbox = from.sandbox;
    to.network = from.network;
    to.readable = from.readable;
    to.maxMemoryBytes = from.maxMemoryBytes;
    to.maxDiskBytes = from.maxDiskBytes;
    to.maxFileBytes = from.maxFileBytes;
    to.maxOutputBytes = from.maxOutputBytes;
    to.maxCpuSeconds = from.maxCpuSeconds;
    to.maxOpenFiles = from.maxOpenFiles;
    to.maxProcesses = from.maxProcesses;
}

EngineSettings settingsOf(const EngineOptions& options) {
    const auto& blocks = options.blocks;
    EngineSettings settings;
    settings.pools = {settingsOf(options.cpu), settingsOf(options.gpu), settingsOf(options.io)};
    settings.retention = {static_cast<int>(options.retention.maxAgeMs / kDayMs), options.retention.maxEndedRuns};
    settings.files = {{}, blocks.maxFileBytes};
    settings.http = {blocks.httpProxy, blocks.caFile, blocks.maxResponseBytes};
    const auto& email = blocks.email;
    settings.email = {email.host,         email.port, email.security,       email.username,
                      email.passwordFile, email.from, email.maxMessageBytes};
    settings.events.nats.confirm = options.eventBus.confirm;
    settings.events.nats.mode = boost::describe::enum_to_string(options.eventBus.mode, "structured");
    const auto& letters = options.deadLetters;
    settings.deadLetters = {{}, letters.maxBytes, letters.maxFiles, letters.maxAgeDays};
    settings.log = {boost::describe::enum_to_string(options.log.least, "info"), options.log.maxBytes,
                    options.log.maxFiles, options.log.maxAgeDays};
    settings.network = {blocks.network.allow, blocks.network.deny};
    settings.sql = {blocks.maxSqlRows};
    settings.process = settingsOf(blocks.process);
    settings.taskTimeoutSeconds = static_cast<int>(blocks.defaultTimeoutMs / 1000);
    settings.maxResidentRuns = options.maxResidentRuns;
    return settings;
}

void apply(const EventsNatsSettings& from, EngineOptions& options) {
    auto& bus = options.eventBus;
    bus.from = {from.subscribe, from.stream, from.durable};
    bus.publish = from.publish;
    bus.confirm = from.confirm;
    boost::describe::enum_from_string(from.mode.c_str(), bus.mode);
    bus.address.context = from.context;
    bus.address.servers = from.context.empty() ? serversOf(from.url) : std::vector<std::string>();
    bus.address.network = options.blocks.network;
    bus.address.caFile = options.blocks.caFile;
}

void apply(const DeadLettersSettings& from, const std::filesystem::path& directory, EngineOptions& options) {
    auto& to = options.deadLetters;
    to.file = from.folder.empty() ? std::filesystem::path() : directory / from.folder / kDeadLettersFile;
    to.maxBytes = from.maxBytes;
    to.maxFiles = from.maxFiles;
    to.maxAgeDays = from.maxAgeDays;
}

void apply(const EngineSettings& settings, const std::filesystem::path& directory, EngineOptions& options) {
    auto& blocks = options.blocks;
    options.cpu = optionsOf(settings.pools.cpu);
    options.gpu = optionsOf(settings.pools.gpu);
    options.io = optionsOf(settings.pools.io);
    options.retention = {settings.retention.maxAgeDays * kDayMs, settings.retention.maxEndedRuns};
    if (blocks.fileRoots.empty()) {
        for (const auto& root : settings.files.roots) {
            blocks.fileRoots.push_back(directory / root);  // an absolute one stands alone
        }
    }
    blocks.maxFileBytes = settings.files.maxBytes;
    blocks.httpProxy = settings.http.proxy;
    blocks.caFile = settings.http.caFile.empty() ? std::string() : (directory / settings.http.caFile).string();
    blocks.maxResponseBytes = settings.http.maxResponseBytes;
    const auto& email = settings.email;
    const auto passwordFile = email.passwordFile.empty() ? std::string() : (directory / email.passwordFile).string();
    blocks.email = {email.host,   email.port, email.security,       email.username,
                    passwordFile, email.from, email.maxMessageBytes};
    options.eventFolder = settings.events.folder.empty() ? std::filesystem::path() : directory / settings.events.folder;
    boost::describe::enum_from_string(settings.log.level.c_str(), options.log.least);
    options.log.maxBytes = settings.log.maxBytes;
    options.log.maxFiles = settings.log.maxFiles;
    options.log.maxAgeDays = settings.log.maxAgeDays;
    blocks.network = {settings.network.allow, settings.network.deny};
    blocks.maxSqlRows = settings.sql.maxRows;
    apply(settings.process, blocks.process);
    apply(settings.events.nats, options);
    if (const auto& nats = settings.routing.nats; !nats.url.empty() || !nats.context.empty()) {
        options.routing.address = {};
        options.routing.address.context = nats.context;
        options.routing.address.servers = serversOf(nats.url);
    }
    options.routing.address.network = blocks.network;
    options.routing.address.caFile = blocks.caFile;
    apply(settings.deadLetters, directory, options);
    blocks.defaultTimeoutMs = settings.taskTimeoutSeconds * std::int64_t{1000};
    options.maxResidentRuns = settings.maxResidentRuns;
}

/// A name of JetStream: no dots, wildcards, slashes and white space.
bool isStreamName(const std::string& name) {
    return !name.empty() && name.size() <= kMaxStreamName && blocks::isSubject(name, false) &&
           name.find_first_of("./\\") == std::string::npos;
}

/// What is wrong with a server as others see it; empty when nothing is.
std::string serverProblem(const std::string& server) {
    const auto scheme = server.find("://") == server.npos ? std::string("nats") : server.substr(0, server.find("://"));
    const bool blank =
        std::any_of(server.begin(), server.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
    if ((scheme != "nats" && scheme != "tls") || blank) {
        return "a server is written nats://host:port or tls://host:port";
    }
    return server.find('@') == server.npos ? "" : "a user and a password stand in a context of NATS, not here";
}

/// Of which NATS is meant.
std::string problemOf(const std::string& at, const std::string& url, const std::string& context) {
    if (!url.empty() && !context.empty()) {
        return at + "/context and /url say both which NATS to use; one must go.";
    }
    for (const auto& server : serversOf(url)) {
        if (const auto why = serverProblem(server); !why.empty()) {
            return at + "/url: " + why + ".";
        }
    }
    return {};
}

std::string problemOf(const EventsNatsSettings& nats) {
    const std::string at = "/events/nats";
    if (auto problem = problemOf(at, nats.url, nats.context); !problem.empty()) {
        return problem;
    }
    for (std::size_t i = 0; i < nats.subscribe.size(); ++i) {
        if (!blocks::isSubject(nats.subscribe[i], true)) {
            return at + "/subscribe/" + std::to_string(i) + " must be tokens between dots, without spaces.";
        }
    }
    const bool takes = !nats.subscribe.empty() || !nats.stream.empty();
    if (nats.subscribe.size() > kMaxEventSubjects || (!nats.stream.empty() && nats.subscribe.size() > 1)) {
        return at + "/subscribe takes at most " + std::to_string(kMaxEventSubjects) + " subjects, with a stream one.";
    }
    if (nats.stream.empty() != nats.durable.empty() || (!nats.stream.empty() && !isStreamName(nats.stream)) ||
        (!nats.durable.empty() && !isStreamName(nats.durable))) {
        return at + "/stream and /durable name a stream and its consumer, both or none, without dots and spaces.";
    }
    auto subject = nats.publish;
    if (const auto place = subject.find("{type}"); place != subject.npos) {
        subject.replace(place, 6, "x");
    }
    if (!subject.empty() && (!blocks::isSubject(subject, false) || subject.find_first_of("{}") != subject.npos)) {
        return at + "/publish must be a subject without wildcards, with {type} once at most.";
    }
    if (nats.mode != "structured" && nats.mode != "binary") {
        return at + "/mode must be structured or binary.";
    }
    return (nats.url.empty() && nats.context.empty()) || takes || !nats.publish.empty()
               ? std::string()
               : at + " says neither what to subscribe nor where to publish; add one, or take it away.";
}

std::string problemOf(const EngineSettings& settings) {
    Ranges ranges;
    ranges.check("/pools/cpu", settings.pools.cpu);
    ranges.check("/pools/gpu", settings.pools.gpu);
    ranges.check("/pools/io", settings.pools.io);
    ranges.check("/retention/maxAgeDays", settings.retention.maxAgeDays, 0, kMaxAgeDays);
    ranges.check("/retention/maxEndedRuns", settings.retention.maxEndedRuns, 0, kMaxRuns);
    ranges.check("/files/maxBytes", settings.files.maxBytes, 1, kMaxBytes);
    ranges.check("/http/maxResponseBytes", settings.http.maxResponseBytes, 1, kMaxBytes);
    ranges.check("/email/port", settings.email.port, 0, 65'535);
    ranges.check("/email/maxMessageBytes", settings.email.maxMessageBytes, 1, kMaxBytes);
    const auto& security = settings.email.security;
    if (security != "none" && security != "starttls" && security != "tls") {
        return "/email/security must be none, starttls or tls.";
    }
    if (auto problem = problemOf(settings.events.nats); !problem.empty()) {
        return problem;
    }
    if (auto problem = problemOf("/routing/nats", settings.routing.nats.url, settings.routing.nats.context);
        !problem.empty()) {
        return problem;
    }
    ranges.check("/deadLetters/maxBytes", settings.deadLetters.maxBytes, kMinLogBytes, kMaxBytes);
    ranges.check("/deadLetters/maxFiles", settings.deadLetters.maxFiles, 1, kMaxLogFiles);
    ranges.check("/deadLetters/maxAgeDays", settings.deadLetters.maxAgeDays, 1, kMaxAgeDays);
    ranges.check("/log/maxBytes", settings.log.maxBytes, kMinLogBytes, kMaxBytes);
    ranges.check("/log/maxFiles", settings.log.maxFiles, 1, kMaxLogFiles);
    ranges.check("/log/maxAgeDays", settings.log.maxAgeDays, 1, kMaxAgeDays);
    if (telemetry::Level level{}; !boost::describe::enum_from_string(settings.log.level.c_str(), level)) {
        return "/log/level must be debug, info, warning or error.";
    }
    ranges.check("/sql/maxRows", settings.sql.maxRows, 1, kMaxRows);
    ranges.check("/process", settings.process);
    ranges.check("/taskTimeoutSeconds", settings.taskTimeoutSeconds, 1, kMaxTimeoutSeconds);
    ranges.check("/maxResidentRuns", settings.maxResidentRuns, 1, kMaxPoolCapacity);
    return !ranges.problem.empty() ? ranges.problem
                                   : blocks::NetworkPolicy::mistake({settings.network.allow, settings.network.deny});
}
/// Whether a path is, holds or lies in one of the engine's own files; other folders of the data directory are free.
bool reachesOwn(const std::filesystem::path& directory, const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code ec;
    const auto data = fs::weakly_canonical(directory, ec);
    const auto given = fs::weakly_canonical(data / path, ec);
    const auto within = [](const fs::path& inner, const fs::path& outer) {
        return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
    };
    if (within(data, given)) {
        return true;
    }
    if (within(given, data) && given.lexically_relative(data).begin()->string().starts_with(kJournalName)) {
        return true;  // the journal, its log and its copies
    }
    return std::any_of(std::begin(kOwnFiles), std::end(kOwnFiles), [&](const char* name) {
        const auto own = fs::weakly_canonical(data / name, ec);
        return within(given, own) || within(own, given);
    });
}
}  // namespace

api::Result<api::Unit> readSettings(const std::filesystem::path& file, EngineOptions& options) {
    const auto refuse = [&](const std::string& what) {
        return api::Error{api::code::kInvalidArgument,
                          "The settings " + file.string() + " cannot be used: " + what + " Correct or remove the file.",
                          {},
                          false};
    };
    std::error_code ec;
    if (!std::filesystem::exists(file, ec)) {
        return ec ? api::Result<api::Unit>(refuse(ec.message() + ".")) : api::Unit{};
    }
    if (const auto size = std::filesystem::file_size(file, ec); ec || size > kMaxSettingsBytes) {
        return refuse("it is no file of at most " + std::to_string(kMaxSettingsBytes / 1024) + " KiB.");
    }
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const auto json = api::parseJson(text);
    if (!json) {
        return refuse(json.error().message);
    }
    auto whole = api::toJson(settingsOf(options));
    if (const auto unknown = overlay(whole, *json); !unknown.empty()) {
        return refuse("there is no setting " + unknown + ".");
    }
    auto settings = api::fromJson<EngineSettings>(whole);
    if (!settings) {
        return refuse(settings.error().message);
    }
    if (const auto problem = problemOf(*settings); !problem.empty()) {
        return refuse(problem);
    }
    const auto holdsOwn = [&](const std::string& folder) { return reachesOwn(file.parent_path(), folder); };
    for (const auto& [place, folder] : {std::pair("/events/folder", settings->events.folder),
                                        std::pair("/deadLetters/folder", settings->deadLetters.folder)}) {
        if (!folder.empty() && holdsOwn(folder)) {
            return refuse(std::string(place) + " \"" + folder +
                          "\" holds the engine's own files; give a folder of its own.");
        }
    }
    for (const auto& root : settings->files.roots) {
        // Tasks that reach the journal could rewrite it.
        if (holdsOwn(root)) {
            return refuse(
                "the file root \"" + root +
                "\" holds or is one of the engine's own files; give another folder, such as files in the data "
                "directory.");
        }
    }
    for (const auto& path : settings->process.readable) {
        if (holdsOwn(path)) {
            return refuse(
                "/process/readable \"" + path +
                "\" holds or is one of the engine's own files of the data directory, which no process may see.");
        }
    }
    apply(*settings, file.parent_path(), options);
    return api::Unit{};
}

}  // namespace beamline::runtime
