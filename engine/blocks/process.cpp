// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/process.h"

#include <algorithm>
#include <mutex>

#include "engine/blocks/conversation.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/exchange_record.h"
#include "engine/blocks/process_launch.h"

namespace beamline::blocks {

namespace {
constexpr const char* kSystemPath = "/usr/local/bin:/usr/bin:/bin";
constexpr std::int64_t kMaxFilesInFolder = 10'000;
constexpr std::int64_t kOwnerProcesses = 1'000'000;  // no limit: they are the machine's own programs

std::string option(const char* name, std::int64_t value) {
    return std::string(name) + '=' + std::to_string(value);
}

/// A zero byte ends a text for the system: what stands behind it would be lost, or taken for something else.
api::Result<api::Unit> check(const ProcessRequest& request) {
    std::size_t total = request.input.size() + request.file.size();
    bool good = true;
    for (const auto& argument : request.arguments) {
        total += argument.size();
        good = good && argument.find('\0') == argument.npos;
    }
    for (const auto& [name, value] : request.environment) {
        total += name.size() + value.size();
        good = good && !name.empty() && name.find_first_of(std::string_view("=\0", 2)) == name.npos &&
               value.find('\0') == value.npos;
    }
    if (!good) {
        return fault("validation", 400,
                     request.what +
                         " has a zero byte in an argument or variable, or a variable without a name or "
                         "with '=' in it; no process can be given that.");
    }
    if (total > kMaxProcessInput) {
        return fault("validation", 413,
                     request.what + " is given " + std::to_string(total) + " bytes, more than the " +
                         std::to_string(kMaxProcessInput) + " allowed; put them into a file.");
    }
    return api::Unit{};
}

std::string limitText(const std::string& answer, const ProcessSettings& settings) {
    if (answer == "limit processes") {
        return "started more than " + std::to_string(settings.maxProcesses) + " processes (process.maxProcesses)";
    }
    if (answer == "limit memory") {
        return "used more than " + std::to_string(settings.maxMemoryBytes) +
               " bytes of memory (process.maxMemoryBytes)";
    }
    return "put more than " + std::to_string(settings.maxDiskBytes) + " bytes, or " +
           std::to_string(kMaxFilesInFolder) + " files, into its working directory (process.maxDiskBytes)";
}

constexpr std::string_view kAdvice = " of the engine's settings) and was ended.";

api::Result<ProcessOutcome> outcomeOf(const ProcessRequest& request, const ProcessSettings& settings, Ended ended,
                                      const Stop& stop) {
    if (ended.flooded) {
        return fault("runtime", 500,
                     request.what + " wrote more than " + std::to_string(settings.maxOutputBytes) +
                         " bytes (process.maxOutputBytes" + std::string(kAdvice));
    }
    if (ended.answer == "stopped") {
        return stop.error(request.what);
    }
    if (!ended.answer.starts_with("code ")) {
        return notRun(request.what, ended.answer, settings);
    }
    return ProcessOutcome{std::atoi(ended.answer.c_str() + 5), cleanUtf8(ended.out), cleanUtf8(ended.err),
                          std::move(ended.result)};
}

}  // namespace

api::Error notRun(const std::string& what, const std::string& answer, const ProcessSettings& settings) {
    if (answer.starts_with("limit ")) {
        auto text = limitText(answer, settings);
        text.pop_back();
        return fault("runtime", 500, what + ' ' + text + std::string(kAdvice));
    }
    const auto why = answer.starts_with("failed ") ? answer.substr(7) : "its keeper ended without a word";
    return fault("runtime", 500, what + " could not be run: " + why + ".");
}

namespace {
/// Settings of the keeper; who counts the tasks depends on how the process is kept.
std::vector<std::string> limitsOf(const ProcessSettings& settings, const Isolation& isolation, unsigned user) {
    std::vector<std::string> options{
        option("processes", settings.maxProcesses), option("memory", settings.maxMemoryBytes),
        option("file", settings.maxFileBytes),      option("cpu", settings.maxCpuSeconds),
        option("open", settings.maxOpenFiles),      option("user", user)};
    if (isolation.sandbox) {
        options.push_back("sandboxed=1");
    } else {
        options.push_back(option(user != 0 ? "tasks" : "userTasks", settings.maxProcesses));
        options.push_back(option("disk", settings.maxDiskBytes));
        options.push_back(option("files", kMaxFilesInFolder));
        options.push_back(option("network", settings.network ? 1 : 0));
        if (isolation.landlock > 0) {
            options.push_back("visible=" + visiblePaths(settings));
        }
    }
    return options;
}
}  // namespace

void OutputLines::add(bool isError, std::string_view bytes) {
    auto& line = m_partial[isError ? 1 : 0];
    while (m_sink && !bytes.empty()) {
        const auto end = bytes.find('\n');
        const auto room = kMaxOutputLine - std::min(kMaxOutputLine, line.size());
        line.append(bytes.substr(0, std::min(end, room)));
        if (end == bytes.npos) {
            return;
        }
        bytes.remove_prefix(end + 1);
        tell(isError, line);
    }
}

void OutputLines::tell(bool isError, std::string& line) {
    const auto now = std::chrono::steady_clock::now();
    const char* stream = isError ? "stderr" : "stdout";
    if (now - m_second >= std::chrono::seconds(1)) {
        if (m_untold > 0) {
            m_sink(stream, "[" + std::to_string(m_untold) + " lines not shown]");
        }
        m_second = now;
        m_told = 0;
        m_untold = 0;
    }
    if (++m_told > kMaxOutputLinesPerSecond) {
        ++m_untold;
    } else {
        m_sink(stream, cleanUtf8(line));
    }
    line.clear();
}

void OutputLines::finish() {
    for (const bool isError : {false, true}) {
        if (m_sink && !m_partial[isError ? 1 : 0].empty()) {
            tell(isError, m_partial[isError ? 1 : 0]);
        }
    }
    if (m_sink && m_untold > 0) {
        m_sink("stdout", "[" + std::to_string(m_untold) + " lines not shown]");
    }
}

Isolation ProcessRunner::isolation() const {
    static std::mutex mutex;
    static std::map<std::pair<std::string, bool>, Isolation> known;
    const std::pair key(findKeeper(m_settings), m_settings.sandbox != "off");
    if (key.first.empty()) {
        return {false, false, 0,
                "beamline-keeper, which starts processes, lies neither beside this program nor where it is installed."};
    }
    std::lock_guard lock(mutex);
    auto found = known.find(key);
    if (found == known.end()) {
        found = known.emplace(key, probeIsolation(key.first, key.second)).first;
    }
    return found->second;
}

std::string ProcessRunner::note() const {
    const auto state = isolation();
    return state.sandbox ? std::string() : "not sandboxed: " + state.problem;
}

struct ProcessRunner::Prepared {
    Launch launch;
    std::optional<WorkingFolder> folder;
};

api::Result<ProcessRunner::Prepared> ProcessRunner::prepare(const ProcessRequest& request) const {
    if (const auto good = check(request); !good.ok()) {
        return good.error();
    }
    const bool foreign = request.trust == Trust::none;
    const auto state = foreign ? isolation() : Isolation{};
    Prepared prepared;
    auto& launch = prepared.launch;
    auto& folder = prepared.folder;
    launch.keeper = findKeeper(m_settings);
    if (launch.keeper.empty()) {
        return fault("configuration", 500, request.what + " cannot be run: " + isolation().problem);
    }
    if (foreign && !state.sandbox && m_settings.sandbox == "required") {
        return fault("configuration", 500,
                     request.what + " was not run, since the engine's settings require a sandbox: " + state.problem);
    }
    launch.arguments = request.arguments;
    launch.input = request.input;
    launch.maxOutputBytes = m_settings.maxOutputBytes;
    auto environment = request.environment;
    const auto user = state.otherUser ? processUser() : 0U;
    auto seen = pathInSandbox(request.fileName);
    if (!state.sandbox && (foreign || !request.file.empty())) {
        auto made = WorkingFolder::make(user, request.fileName, request.file);
        if (!made.ok()) {
            return made.error();
        }
        folder.emplace(std::move(made).value());
        seen = folder->path() + '/' + request.fileName;
    } else {
        launch.file = request.file;
    }
    if (request.fileAt) {
        launch.arguments.insert(launch.arguments.begin() + static_cast<std::ptrdiff_t>(*request.fileAt), seen);
    }
    if (foreign) {
        environment.emplace("PATH", kSystemPath);
        environment.emplace("LANG", "C.UTF-8");
        environment.emplace("HOME", folder ? folder->path() : kSandboxHome);
        environment.emplace("TMPDIR", folder ? folder->path() : "/tmp");
        launch.options = limitsOf(m_settings, state, user);
    } else {
        launch.options = {option("processes", kOwnerProcesses)};
    }
    if (folder && foreign) {
        launch.options.push_back("folder=" + folder->path());
    }
    for (const auto& [name, value] : environment) {
        launch.environment.push_back(name + '=' + value);
    }
    if (state.sandbox) {
        putIntoSandbox(launch, m_settings, request.fileName);
    }
    return prepared;
}

api::Result<std::unique_ptr<Conversation>> ProcessRunner::converse(const ProcessRequest& request) const {
    auto prepared = prepare(request);
    if (!prepared.ok()) {
        return prepared.error();
    }
    prepared->launch.heard = request.heard;
    auto process = talk(prepared->launch, request.what);
    if (!process.ok()) {
        return process.error();
    }
    return std::make_unique<Conversation>(std::move(*process), std::move(prepared->folder), request, m_settings);
}

api::Result<ProcessOutcome> ProcessRunner::run(const ProcessRequest& request, const Stop& stop,
                                               const OutputSink& sink) const {
    if (request.kind.empty()) {
        return start(request, stop, sink);
    }
    ExchangeRecord record(stop, request.kind, request.shown, request.what);
    auto outcome = start(request, stop, sink);
    if (!outcome.ok()) {
        record.failed(outcome.error());
        return outcome;
    }
    record.sent(request.input.size());
    record.received(outcome->out.size() + outcome->err.size() + outcome->result.size());
    record.answered("exit code " + std::to_string(outcome->code), outcome->code != 0);
    return outcome;
}

api::Result<ProcessOutcome> ProcessRunner::start(const ProcessRequest& request, const Stop& stop,
                                                 const OutputSink& sink) const {
    const auto prepared = prepare(request);
    if (!prepared.ok()) {
        return prepared.error();
    }
    OutputLines lines(sink);
    auto ended = blocks::launch(prepared->launch, request.what, stop, lines);
    lines.finish();
    return ended.ok() ? outcomeOf(request, m_settings, std::move(*ended), stop) : ended.error();
}

}  // namespace beamline::blocks
