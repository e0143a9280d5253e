// SPDX-License-Identifier: Apache-2.0
// What keeps processes of a workflow from harm: bubblewrap, or a user and a folder of their own. Linux.
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>

#include "engine/api/ids.h"
#include "engine/blocks/process_launch.h"

namespace beamline::blocks {

namespace {
namespace fs = std::filesystem;

constexpr unsigned kFirstUser = 61'184;  // to 65519: what systemd gives its dynamic users; nobody else has them
constexpr unsigned kUsers = 4'336;
constexpr std::int64_t kProbeMs = 10'000;
constexpr const char* kNobody = "65534";

/// What programs need to read besides /usr: how to find libraries, names, times and certificates.
constexpr const char* kSystemFiles[] = {
    "/etc/alternatives", "/etc/ca-certificates", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d",
    "/etc/localtime",    "/etc/nsswitch.conf",   "/etc/ssl",         "/etc/timezone"};
constexpr const char* kNetworkFiles[] = {"/etc/hosts", "/etc/resolv.conf"};
constexpr const char* kSystemFolders[] = {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"};

fs::path ownFolder() {
    std::error_code ec;
    return fs::read_symlink("/proc/self/exe", ec).parent_path();
}

/// Whether a program that does nothing runs in that way.
bool works(const std::string& keeper, bool sandbox, bool otherUser, std::string& why, bool landlock = false) {
    ProcessSettings settings;
    Launch one;
    one.keeper = keeper;
    one.arguments = {findProgram({"true"})};
    one.maxOutputBytes = settings.maxOutputBytes;
    one.options = {"processes=100"};
    if (otherUser) {
        one.options.push_back("user=" + std::to_string(processUser()));
    }
    if (landlock) {
        one.options.push_back("visible=" + visiblePaths(settings));
        one.options.emplace_back("folder=/tmp");
    }
    if (sandbox) {
        one.options.push_back("sandboxed=1");
        putIntoSandbox(one, settings, {});
    }
    Invocation invocation;
    invocation.deadline = api::wallClock() + kProbeMs;
    const OutputSink nobody;
    OutputLines lines(nobody);
    const auto ended = launch(one, "A trial", Stop(invocation, {}), lines);
    if (ended.ok() && ended->answer == "code 0") {
        return true;
    }
    why = !ended.ok() ? ended.error().message : ended->err.empty() ? ended->answer : ended->err;
    while (!why.empty() && (why.back() == '\n' || why.back() == '.')) {
        why.pop_back();
    }
    return false;
}
}  // namespace

std::string findProgram(std::initializer_list<const char*> names) {
    for (const auto* name : names) {
        for (const auto* folder : {"/usr/local/bin/", "/usr/bin/", "/bin/"}) {
            if (const auto path = std::string(folder) + name; ::access(path.c_str(), X_OK) == 0) {
                return path;
            }
        }
    }
    return {};
}

std::string findKeeper(const ProcessSettings& settings) {
    const auto own = ownFolder();
    for (const auto& place : {fs::path(settings.keeper), own / "beamline-keeper",
                              own.parent_path() / "libexec" / "beamline" / "beamline-keeper"}) {
        if (!place.empty() && ::access(place.c_str(), X_OK) == 0) {
            return place;
        }
        if (!settings.keeper.empty()) {
            return {};
        }
    }
    return {};
}

Isolation probeIsolation(const std::string& keeper, bool trySandbox) {
    const bool root = ::geteuid() == 0;
    std::string why;
    std::string unused;
    if (trySandbox && findProgram({"bwrap"}).empty()) {
        why = "bubblewrap is not installed; install the package bubblewrap";
    } else if (trySandbox) {
        for (const bool otherUser : {true, false}) {
            if ((root || !otherUser) && works(keeper, true, otherUser, why)) {
                return {true, otherUser, 0, {}};
            }
        }
        why = "bubblewrap does not work here (" + why + ")";
    } else {
        why = "the engine's settings say so (process.sandbox: off)";
    }
    const bool otherUser = root && works(keeper, false, true, unused);
    // The question of the version is answered by the kernel; whether a process may also use it, by a trial.
    const auto version = static_cast<int>(::syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0}, 1U));
    const int landlock = version > 0 && works(keeper, false, otherUser, unused, true) ? version : 0;
    why += "; processes have limits";
    why += otherUser ? ", a user of their own" : "";
    why += landlock > 0 ? ", and see no files but the system's programs and their own"
           : otherUser  ? ""
                        : ", and may do what the engine's user may";
    why += landlock >= 4 ? "." : "; nothing refuses them the network.";
    return {false, otherUser, landlock, why};
}

std::string visiblePaths(const ProcessSettings& settings) {
    std::string list = "/usr";
    for (const auto* folder : kSystemFolders) {
        list += std::string(":") + folder;
    }
    for (const auto* file : kSystemFiles) {
        list += std::string(":") + file;
    }
    for (const auto* file : kNetworkFiles) {
        list += settings.network ? std::string(":") + file : std::string();
    }
    for (const auto& path : settings.readable) {
        list += ':' + path;
    }
    return list;
}

unsigned processUser() {
    static std::atomic<unsigned> next = static_cast<unsigned>(::getpid()) * 61U;
    return ::geteuid() == 0 ? kFirstUser + next++ % kUsers : 0U;
}

std::string pathInSandbox(const std::string& fileName) {
    return "/run/beamline/" + fileName;
}

void putIntoSandbox(Launch& launch, const ProcessSettings& settings, const std::string& fileName) {
    auto& list = launch.sandbox;
    const auto add = [&list](std::initializer_list<std::string> more) { list.insert(list.end(), more); };
    const auto memory = std::to_string(settings.maxDiskBytes);
    add({"--unshare-user",
         "--uid",
         kNobody,
         "--gid",
         kNobody,
         "--disable-userns",
         "--unshare-ipc",
         "--unshare-pid",
         "--unshare-uts",
         "--unshare-cgroup-try",
         "--hostname",
         "sandbox",
         "--die-with-parent",
         "--new-session",
         "--cap-drop",
         "ALL",
         "--info-fd",
         "8",
         "--block-fd",
         "9",
         "--ro-bind",
         "/usr",
         "/usr"});
    if (!settings.network) {
        add({"--unshare-net"});
    }
    for (const auto* folder : kSystemFolders) {
        std::error_code ec;
        if (fs::is_symlink(folder, ec)) {
            add({"--symlink", fs::read_symlink(folder, ec).string(), folder});
        } else if (fs::is_directory(folder, ec)) {
            add({"--ro-bind", folder, folder});
        }
    }
    for (const auto* file : kSystemFiles) {
        add({"--ro-bind-try", file, file});
    }
    for (const auto* file : kNetworkFiles) {
        if (settings.network) {
            add({"--ro-bind-try", file, file});
        }
    }
    add({"--proc", "/proc", "--dev", "/dev", "--size", memory, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"});
    if (!fileName.empty()) {
        add({"--ro-bind-data", "5", pathInSandbox(fileName)});
        launch.options.emplace_back("hasFile=1");
    }
    add({"--size", memory, "--tmpfs", "/tmp"});
    for (const auto& path : settings.readable) {
        add({"--ro-bind-try", path, path});
    }
    add({"--dir", kSandboxHome, "--remount-ro", "/", "--chdir", kSandboxHome});
    for (const auto& variable : launch.environment) {
        const auto equals = variable.find('=');
        add({"--setenv", variable.substr(0, equals), variable.substr(equals + 1)});
    }
    launch.environment.clear();
    launch.arguments.insert(launch.arguments.begin(), {findProgram({"bwrap"}), "--args", "7", "--"});
}

api::Result<WorkingFolder> WorkingFolder::make(unsigned user, const std::string& fileName, const std::string& file) {
    std::error_code ec;
    auto path = (fs::temp_directory_path(ec) / "beamline-process-XXXXXX").string();
    const auto refuse = [&](const char* what) {
        return fault("runtime", 500,
                     std::string(what) + ' ' + path + ": " + std::generic_category().message(errno) + ".");
    };
    if (ec || !::mkdtemp(path.data())) {
        return refuse("There is no place for a working directory at");
    }
    WorkingFolder folder(path);
    if (!fileName.empty()) {
        std::ofstream stream(path + '/' + fileName, std::ios::binary);
        stream << file;
        if (!stream.flush() || ::chmod((path + '/' + fileName).c_str(), 0444) != 0) {
            return refuse("The file of a process could not be written into");
        }
    }
    if (user != 0 && ::chown(path.c_str(), user, user) != 0) {
        return refuse("A process could not be given its working directory");
    }
    return folder;
}

WorkingFolder::~WorkingFolder() {
    std::error_code ec;
    if (!m_path.empty()) {
        fs::remove_all(m_path, ec);
    }
}

}  // namespace beamline::blocks
