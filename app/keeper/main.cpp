// SPDX-License-Identifier: Apache-2.0
// beamline-keeper: starts one process under limits, watches it with everything it starts, ends all of it, and says how
// it went. The engine starts it and holds the other end of a socket; when that closes, for whatever reason, all ends.
//
// Descriptors: 0 to 2, 3 (a result), 5 (a file) and 7 (the sandbox's options) are the process's. 4 is the socket, over
// which one line comes back: "code N", "limit processes|memory|disk", "stopped" or "failed TEXT". 6 is the plan:
// strings that each end with a zero byte. The first has three counts, then come that many options (name=value),
// arguments and variables of the environment. None of it stands in this program's own arguments or environment: the
// former can be read by everybody, and the latter would change this program, which is outside of the sandbox.
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "app/keeper/landlock.h"
#include "app/keeper/process_tree.h"

namespace beamline::keeper {
namespace {

constexpr int kSocket = 4;
constexpr int kFile = 5;
constexpr int kPlan = 6;
constexpr int kInfo = 8;   ///< bubblewrap tells the pid of its child here …
constexpr int kBlock = 9;  ///< … and begins when something comes here
constexpr int kReport = 10;
constexpr int kSpare = 20;       ///< above all numbers that are given away
constexpr unsigned kOnExec = 4;  ///< CLOSE_RANGE_CLOEXEC, which older headers do not know
constexpr int kNice = 5;         ///< the engine, and who watches, come first
constexpr int kLookEveryMs = 50;
constexpr int kGraceMs = 500;  ///< between SIGTERM and SIGKILL
constexpr int kInfoWaitMs = 10'000;
constexpr std::size_t kMaxInfo = 4'096;
constexpr int kPerUserNamespaceCount = 2;  ///< bubblewrap's own processes inside

using Clock = std::chrono::steady_clock;

struct Options {
    std::vector<std::string> arguments;
    std::vector<std::string> environment;
    std::map<std::string, std::string> values;
    long long number(const std::string& name) const {
        const auto found = values.find(name);
        return found == values.end() ? 0 : std::atoll(found->second.c_str());
    }
    std::string text(const std::string& name) const {
        const auto found = values.find(name);
        return found == values.end() ? std::string() : found->second;
    }
};

/// Pointers into `texts`, as execve() wants them.
std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (auto& text : texts) {
        all.push_back(text.data());
    }
    all.push_back(nullptr);
    return all;
}

void answer(const std::string& text) {
    const auto line = text + "\n";
    const auto sent = ::send(kSocket, line.data(), line.size(), MSG_NOSIGNAL);
    static_cast<void>(sent);  // nobody is left to be told
}

Options readPlan() {
    std::string bytes;
    char part[4096];
    for (ssize_t length = 0; (length = ::read(kPlan, part, sizeof(part))) > 0;) {
        bytes.append(part, static_cast<std::size_t>(length));
    }
    ::close(kPlan);
    std::vector<std::string> texts;
    for (std::size_t at = 0, end = 0; (end = bytes.find('\0', at)) != bytes.npos; at = end + 1) {
        texts.push_back(bytes.substr(at, end - at));
    }
    Options options;
    std::size_t counts[3] = {0, 0, 0};
    if (texts.empty() || std::sscanf(texts.front().c_str(), "%zu %zu %zu", counts, counts + 1, counts + 2) != 3 ||
        counts[0] + counts[1] + counts[2] + 1 != texts.size()) {
        return options;
    }
    auto next = texts.begin() + 1;
    for (std::size_t i = 0; i < counts[0]; ++i, ++next) {
        const auto equals = std::min(next->find('='), next->size() - 1);
        options.values[next->substr(0, equals)] = next->substr(equals + 1);
    }
    const auto arguments = next + static_cast<std::ptrdiff_t>(counts[1]);
    options.arguments.assign(next, arguments);
    options.environment.assign(arguments, texts.end());
    return options;
}

bool limit(int what, long long value) {
    if (value <= 0) {
        return true;
    }
    rlimit current{};
    ::getrlimit(static_cast<__rlimit_resource>(what), &current);
    const auto wanted = std::min(static_cast<rlim_t>(value), current.rlim_max);
    const rlimit both{wanted, wanted};
    return ::setrlimit(static_cast<__rlimit_resource>(what), &both) == 0;
}

/// What the child is before it becomes the program. Returns only when it failed.
const char* become(Options& options) {
    ::setsid();
    signal(SIGPIPE, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    ::umask(077);
    ::setpriority(PRIO_PROCESS, 0, kNice);
    const bool limited = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && limit(RLIMIT_CPU, options.number("cpu")) &&
                         limit(RLIMIT_DATA, options.number("memory")) && limit(RLIMIT_FSIZE, options.number("file")) &&
                         limit(RLIMIT_NOFILE, options.number("open"));
    const rlimit noCore{0, 0};
    if (!limited || ::setrlimit(RLIMIT_CORE, &noCore) != 0) {
        return "the limits could not be set";
    }
    if (const auto user = static_cast<uid_t>(options.number("user")); user != 0) {
        if (::setgroups(0, nullptr) != 0 || ::setresgid(user, user, user) != 0 || ::setresuid(user, user, user) != 0) {
            return "the unprivileged user could not be taken";
        }
    }
    if (!limit(RLIMIT_NPROC, options.number("tasks"))) {
        return "the limit of processes could not be set";
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);  // behind the change of user, which clears it
    const auto folder = options.text("folder");
    if (!folder.empty() && ::chdir(folder.c_str()) != 0) {
        return "the working directory could not be entered";
    }
    if (const auto visible = options.text("visible"); !visible.empty()) {
        if (const auto* problem = confine(visible, folder, options.number("network") != 0)) {
            return problem;
        }
    }
    ::execve(options.arguments.front().c_str(), pointers(options.arguments).data(),
             pointers(options.environment).data());
    return "the program could not be started";
}

/// {"child-pid": N, …}
pid_t childOf(const std::string& info) {
    const auto at = info.find("\"child-pid\"");
    const auto colon = at == info.npos ? info.npos : info.find(':', at);
    return colon == info.npos ? 0 : std::atoi(info.c_str() + colon + 1);
}

class Keeper {
public:
    explicit Keeper(Options options) : m_options(std::move(options)) {}

    int run() {
        ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
        ::setpriority(PRIO_PROCESS, 0, -kNice);  // as far as it is allowed
        sigset_t wanted;
        sigemptyset(&wanted);
        sigaddset(&wanted, SIGCHLD);
        sigprocmask(SIG_BLOCK, &wanted, nullptr);
        m_signals = ::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
        const auto failure = start();
        std::string outcome = failure.empty() ? watch() : "failed " + failure;
        if (m_inside > 0) {
            ::kill(m_inside,
                   SIGKILL);  // the kernel ends its whole namespace with it, and nothing begins there any more
        }
        if (!endAll()) {
            outcome = "failed a process could not be ended";
        }
        answer(outcome);
        return 0;
    }

private:
    bool sandboxed() const { return m_options.number("sandboxed") != 0; }

    std::string start() {
        int report[2] = {-1, -1};
        int info[2] = {-1, -1};
        int block[2] = {-1, -1};
        if (::pipe2(report, O_CLOEXEC) != 0 ||
            (sandboxed() && (::pipe2(info, O_CLOEXEC) || ::pipe2(block, O_CLOEXEC)))) {
            return "no pipe: " + std::string(std::strerror(errno));
        }
        // Counted for the user on the whole machine, where no namespace has a count of its own.
        if (m_options.number("userTasks") != 0) {
            const auto most = tasksOfUser(::getuid()) + m_options.number("userTasks");
            m_options.values["tasks"] = std::to_string(most);
        }
        m_child = ::fork();
        if (m_child == 0) {
            // First out of the way, so that none is overwritten before it has its number.
            const int say = ::fcntl(report[1], F_DUPFD_CLOEXEC, kSpare);
            const int tell = sandboxed() ? ::fcntl(info[1], F_DUPFD, kSpare) : -1;
            const int wait = sandboxed() ? ::fcntl(block[0], F_DUPFD, kSpare) : -1;
            ::close(kSocket);
            if (sandboxed()) {
                ::dup2(tell, kInfo);
                ::dup2(wait, kBlock);
            }
            ::dup3(say, kReport, O_CLOEXEC);
            ::syscall(SYS_close_range, sandboxed() ? kReport : kFile, ~0U, kOnExec);
            if (m_options.number("hasFile") == 0) {
                ::close(kFile);
            }
            std::string what = become(m_options);
            what += std::string(": ") + std::strerror(errno);
            const auto written = ::write(kReport, what.data(), what.size());
            ::_exit(written > 0 ? 127 : 126);
        }
        ::close(report[1]);
        for (const int given : {0, 1, 2, 3, 5, 7, info[1], block[0]}) {
            if (given >= 0) {
                ::close(given);  // their ends are seen when the process and not this one lets go
            }
        }
        if (m_child < 0) {
            return "no process: " + std::string(std::strerror(errno));
        }
        char text[256];
        const auto length = ::read(report[0], text, sizeof(text));
        ::close(report[0]);
        if (length > 0) {
            return {text, static_cast<std::size_t>(length)};
        }
        return sandboxed() ? letGo(info[0], block[1]) : std::string();
    }

    /// Inside a user namespace the kernel counts tasks apart: the limit there hits nobody else.
    std::string letGo(int info, int block) {
        std::string text;
        pollfd ready{info, POLLIN, 0};
        while (text.find('}') == text.npos && text.size() < kMaxInfo && ::poll(&ready, 1, kInfoWaitMs) > 0) {
            char part[512];
            const auto length = ::read(info, part, sizeof(part));
            if (length <= 0) {
                break;
            }
            text.append(part, static_cast<std::size_t>(length));
        }
        ::close(info);
        m_inside = childOf(text);
        if (m_inside <= 0 || !limitTasks(m_inside)) {
            return "the sandbox did not begin";
        }
        const bool told = ::write(block, "g", 1) == 1;
        ::close(block);
        return told ? std::string() : "the sandbox did not begin";
    }

    /// Done as the same user: then no right is needed, which root in a container may not have.
    bool limitTasks(pid_t process) const {
        const auto most = static_cast<rlim_t>(m_options.number("processes") + kPerUserNamespaceCount);
        const rlimit both{most, most};
        const auto user = static_cast<uid_t>(m_options.number("user"));
        const auto helper = ::fork();
        if (helper == 0) {
            const bool same = user == 0 || (::setresgid(user, user, user) == 0 && ::setresuid(user, user, user) == 0);
            ::_exit(same && ::prlimit(process, RLIMIT_NPROC, &both, nullptr) == 0 ? 0 : 1);
        }
        int status = 0;
        return helper > 0 && ::waitpid(helper, &status, 0) == helper && status == 0;
    }

    std::string watch() {
        pollfd ready[] = {{kSocket, POLLIN, 0}, {m_signals, POLLIN, 0}};
        while (true) {
            ::poll(ready, 2, kLookEveryMs);
            if (const auto code = reap(); code >= 0) {
                return "code " + std::to_string(code);
            }
            if ((ready[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
                return stop();
            }
            if (const auto broken = beyond(); !broken.empty()) {
                return "limit " + broken;
            }
        }
    }

    /// The exit code of the process when it ended, as a shell tells it; -1 while it runs. Orphans are reaped too.
    int reap() {
        signalfd_siginfo one;
        while (::read(m_signals, &one, sizeof(one)) > 0) {
        }
        int status = 0;
        for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;) {
            if (pid == m_child) {
                return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            }
        }
        return -1;
    }

    /// A chance to tidy up, for everything but the sandbox itself.
    std::string stop() {
        for (const auto pid : descendants()) {
            if (!sandboxed() || (pid != m_child && pid != m_inside)) {
                ::kill(pid, SIGTERM);
            }
        }
        const auto end = Clock::now() + std::chrono::milliseconds(kGraceMs);
        while (Clock::now() < end) {
            pollfd ready{m_signals, POLLIN, 0};
            ::poll(&ready, 1, 10);
            if (reap() >= 0) {
                break;
            }
        }
        return "stopped";
    }

    std::string beyond() {
        const auto allowed =
            static_cast<std::size_t>(m_options.number("processes") + (sandboxed() ? kPerUserNamespaceCount : 0));
        const auto tree = descendants(allowed + 1);
        if (tree.size() > allowed) {
            return "processes";
        }
        const auto use = useOf(tree);
        if (m_options.number("memory") > 0 && use.residentBytes > m_options.number("memory")) {
            return "memory";
        }
        const auto folder = m_options.text("folder");
        if (const auto most = m_options.number("disk"); most > 0 && !folder.empty()) {
            const auto files = m_options.number("files");
            const auto disk = useOf(folder, files);
            return disk.bytes > most || disk.files > files ? "disk" : "";
        }
        return {};
    }

    Options m_options;
    int m_signals = -1;
    pid_t m_child = -1;
    pid_t m_inside = 0;  ///< first process in the sandbox's namespace
};

}  // namespace
}  // namespace beamline::keeper

int main() {
    using namespace beamline::keeper;
    ::syscall(SYS_close_range, 8U, ~0U, 0U);  // what the engine forgot to keep to itself
    auto options = readPlan();
    if (options.arguments.empty() || options.number("processes") <= 0) {
        static constexpr char kText[] = "beamline-keeper is started by Beamline's engine, not by hand.\n";
        return ::write(STDERR_FILENO, kText, sizeof(kText) - 1) > 0 ? 2 : 1;
    }
    return Keeper(std::move(options)).run();
}
