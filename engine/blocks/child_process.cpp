// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <thread>

#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr int kLookMs = 50;
constexpr std::size_t kMinSecretBytes = 4;           // shorter ones would blacken half a text
constexpr std::chrono::milliseconds kGoodbye{1000};  // for a child whose input was closed
constexpr const char* kInherited[] = {"PATH", "HOME", "USER",   "LOGNAME", "SHELL",
                                      "TERM", "LANG", "LC_ALL", "TMPDIR",  "TZ"};

struct Pipe {
    Pipe() {
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            ends = {-1, -1};
        }
    }
    ~Pipe() {
        for (const int end : ends) {
            if (end >= 0) {
                ::close(end);
            }
        }
    }
    int release(std::size_t which) { return std::exchange(ends[which], -1); }
    std::array<int, 2> ends{-1, -1};
};

/// A child that is gone must not end this process: the signal stays with this thread and is taken away again.
class WithoutSigpipe {
public:
    WithoutSigpipe() {
        sigemptyset(&m_pipe);
        sigaddset(&m_pipe, SIGPIPE);
        sigset_t pending;
        sigpending(&pending);
        m_pending = sigismember(&pending, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }
    ~WithoutSigpipe() {
        constexpr timespec kNow{0, 0};
        while (!m_pending && sigtimedwait(&m_pipe, nullptr, &kNow) == -1 && errno == EINTR) {
        }
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }

private:
    sigset_t m_pipe;
    sigset_t m_before;
    bool m_pending = false;
};

std::vector<std::string> variables(const std::map<std::string, std::string>& given) {
    auto all = given;
    for (const char* name : kInherited) {
        if (const char* value = std::getenv(name)) {
            all.emplace(name, value);
        }
    }
    std::vector<std::string> out;
    for (const auto& [name, value] : all) {
        out.push_back(name + "=" + value);
    }
    return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (auto& text : texts) {
        out.push_back(text.data());
    }
    out.push_back(nullptr);
    return out;
}

bool usable(const std::string& text) {
    return text.find('\0') == text.npos;
}
}  // namespace

api::Result<std::unique_ptr<ChildProcess>> ChildProcess::start(const std::string& command,
                                                               const std::vector<std::string>& arguments,
                                                               const std::map<std::string, std::string>& environment) {
    std::vector<std::string> words{command};
    words.insert(words.end(), arguments.begin(), arguments.end());
    auto settings = variables(environment);
    if (!std::all_of(words.begin(), words.end(), usable) || !std::all_of(settings.begin(), settings.end(), usable)) {
        return fault("validation", 400, "A command, its arguments and its environment cannot hold a zero byte.");
    }
    Pipe in;
    Pipe out;
    Pipe err;
    if (in.ends[0] < 0 || out.ends[0] < 0 || err.ends[0] < 0) {
        return fault("runtime", 500, command + " cannot be started: no more files can be open.");
    }
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&files, in.ends[0], 0);
    posix_spawn_file_actions_adddup2(&files, out.ends[1], 1);
    posix_spawn_file_actions_adddup2(&files, err.ends[1], 2);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);  // so that its own children end with it
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    auto argv = pointers(words);
    auto envp = pointers(settings);
    pid_t pid = -1;
    const int code = ::posix_spawnp(&pid, command.c_str(), &files, &attributes, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    if (code != 0) {
        return fault("runtime", 500,
                     "The command " + cleanUtf8(command) + " cannot be started: " + std::strerror(code) +
                         ". Check that it is installed and in PATH.");
    }
    for (const int end : {in.ends[1], out.ends[0], err.ends[0]}) {
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    std::vector<std::string> secrets;
    for (const auto& variable : environment) {
        if (variable.second.size() >= kMinSecretBytes) {
            secrets.push_back(variable.second);
        }
    }
    return std::unique_ptr<ChildProcess>(
        new ChildProcess(command, std::move(secrets), pid, in.release(1), out.release(0), err.release(0)));
}

ChildProcess::ChildProcess(std::string command, std::vector<std::string> secrets, pid_t pid, int in, int out, int err)
    : m_command(std::move(command)), m_secrets(std::move(secrets)), m_pid(pid), m_in(in), m_out(out), m_err(err) {}

std::string ChildProcess::withoutSecrets(std::string text) const {
    for (const auto& secret : m_secrets) {
        for (auto at = text.find(secret); at != text.npos; at = text.find(secret, at + 3)) {
            text.replace(at, secret.size(), "***");
        }
    }
    return text;
}

ChildProcess::~ChildProcess() {
    ::close(m_in);
    const auto until = std::chrono::steady_clock::now() + (m_hurry ? std::chrono::milliseconds(0) : kGoodbye);
    bool gone = false;
    while (!gone && std::chrono::steady_clock::now() < until) {
        gone = ::waitpid(m_pid, nullptr, WNOHANG) != 0;
        if (!gone) {
            pollfd ends[] = {{m_out, POLLIN, 0}, {m_err, POLLIN, 0}};
            ::poll(ends, 2, 10);
            readErrors();
            std::array<char, 4096> dropped;
            while (::read(m_out, dropped.data(), dropped.size()) > 0) {
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }
    ::kill(-m_pid, SIGKILL);
    if (!gone) {
        ::waitpid(m_pid, nullptr, 0);
    }
    ::close(m_out);
    ::close(m_err);
}

void ChildProcess::readErrors() {
    std::array<char, 4096> chunk;
    for (ssize_t got = ::read(m_err, chunk.data(), chunk.size()); got > 0;
         got = ::read(m_err, chunk.data(), chunk.size())) {
        m_said.append(chunk.data(), static_cast<std::size_t>(got));
        if (m_said.size() > kMaxStderrBytes) {
            m_said.erase(0, m_said.size() - kMaxStderrBytes);
        }
    }
}

api::Error ChildProcess::ended() {
    readErrors();
    auto said = withoutSecrets(cleanUtf8(m_said));
    std::replace_if(
        said.begin(), said.end(), [](char c) { return c >= 0 && c < 0x20; }, ' ');
    return fault("runtime", 500,
                 "The command " + cleanUtf8(m_command) + " ended before it answered" +
                     (said.empty() ? "." : "; it said: " + said));
}

api::Result<api::Unit> ChildProcess::write(std::string_view bytes, const Stop& stop) {
    const WithoutSigpipe guard;
    while (!bytes.empty()) {
        if (stop.requested()) {
            m_hurry = true;
            return stop.error("Writing to " + m_command);
        }
        const auto written = ::write(m_in, bytes.data(), bytes.size());
        if (written > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) {
            readErrors();
            pollfd end{m_in, POLLOUT, 0};
            ::poll(&end, 1, kLookMs);
        } else if (errno != EINTR) {
            return ended();
        }
    }
    return api::Unit{};
}

api::Result<std::string> ChildProcess::readLine(std::int64_t maxBytes, const Stop& stop) {
    std::size_t looked = 0;
    std::array<char, 65536> chunk;
    for (;;) {
        if (const auto end = m_buffer.find('\n', looked); end != m_buffer.npos) {
            auto line = m_buffer.substr(0, end);
            m_buffer.erase(0, end + 1);
            return line;
        }
        looked = m_buffer.size();
        if (static_cast<std::int64_t>(looked) > maxBytes) {
            return fault("runtime", 500,
                         "The command " + cleanUtf8(m_command) + " wrote a line of more than " +
                             std::to_string(maxBytes) + " bytes.");
        }
        if (stop.requested()) {
            m_hurry = true;
            return stop.error("Waiting for " + cleanUtf8(m_command));
        }
        readErrors();
        const auto got = ::read(m_out, chunk.data(), chunk.size());
        if (got > 0) {
            m_buffer.append(chunk.data(), static_cast<std::size_t>(got));
        } else if (got == 0) {
            return ended();
        } else if (errno == EAGAIN) {
            pollfd ends[] = {{m_out, POLLIN, 0}, {m_err, POLLIN, 0}};
            ::poll(ends, 2, kLookMs);
        } else if (errno != EINTR) {
            return ended();
        }
    }
}

}  // namespace beamline::blocks
