// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/script_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "engine/api/json_codec.h"
#include "engine/blocks/script_protocol.h"

namespace beamline::blocks {

namespace {
using namespace std::chrono_literals;
constexpr auto kStartTime = 30s;  ///< until a new child answers; a busy machine may need some
constexpr auto kLook = 100ms;     ///< how often a waiting thread asks whether it is cancelled

api::Error failure(const char* code, std::string message) {
    return {code, std::move(message), {}, false};
}

/// Spawns `words` with `socket` as stdin and stdout, and nothing else open but a stderr that leads nowhere.
int spawn(const std::vector<std::string>& words, int socket, pid_t& pid) {
    std::vector<char*> argv;
    for (const auto& word : words) {
        argv.push_back(const_cast<char*>(word.c_str()));
    }
    argv.push_back(nullptr);
    // The same everywhere: what a script sees of zone and language must not depend on the machine.
    char zone[] = "TZ=UTC";
    char language[] = "LC_ALL=C.UTF-8";
    char interpreter[] = "QV4_FORCE_INTERPRETER=1";
    char* environment[] = {zone, language, interpreter, nullptr};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, socket, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    const int error = posix_spawn(&pid, argv[0], &files, &attributes, argv.data(), environment);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return error;
}
}  // namespace

std::vector<std::string> scriptCommand(const std::filesystem::path& program) {
    return {program.string()};
}

api::Result<std::unique_ptr<ScriptProcess>> ScriptProcess::start(const std::filesystem::path& program) {
    int sockets[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
        return failure(
            "start", std::string("JavaScript cannot run now: no socket could be made, ") + std::strerror(errno) + ".");
    }
    fcntl(sockets[0], F_SETFL, O_NONBLOCK);
    pid_t pid = -1;
    const int error = spawn(scriptCommand(program), sockets[1], pid);
    ::close(sockets[1]);
    if (error != 0) {
        ::close(sockets[0]);
        return failure("start", "JavaScript cannot run here: the program " + program.string() +
                                    " could not be started (" + std::strerror(error) +
                                    "). It belongs beside this one; install it.");
    }
    std::unique_ptr<ScriptProcess> process(new ScriptProcess(pid, sockets[0]));
    const auto heard = process->ask({{"do", "ping"}}, "null", std::chrono::steady_clock::now() + kStartTime);
    if (!heard) {
        return failure("start", "JavaScript cannot run here: the program " + program.string() + " does not answer. " +
                                    heard.error().message);
    }
    return process;
}

ScriptProcess::~ScriptProcess() {
    kill();
    ::close(m_socket);
}

void ScriptProcess::kill() {
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        int status = 0;
        while (waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
        }
        m_pid = -1;
    }
}

bool ScriptProcess::gone() {
    int status = 0;
    if (m_pid > 0 && waitpid(m_pid, &status, WNOHANG) == m_pid) {
        m_pid = -1;
    }
    return m_pid < 0;
}

/// Its end of the socket is closed, so it has ended, or is about to.
api::Error ScriptProcess::died() {
    int status = 0;
    for (int i = 0; i < 100 && m_pid > 0; ++i) {
        if (waitpid(m_pid, &status, WNOHANG) == m_pid) {
            m_pid = -1;
        } else {
            ::usleep(10'000);
        }
    }
    kill();
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (code == script::kExitStuck) {
        return failure("stuck", "It computes too long, and cannot be interrupted.");
    }
    if (code == script::kExitUnconfined) {
        return failure("died", "This system does not let a process give up its rights, so no script may run.");
    }
    if (code == script::kExitMemory || signal == SIGABRT || signal == SIGSEGV) {
        return failure("died", "It took more memory than a script may have, or broke the JavaScript engine.");
    }
    return failure(signal == SIGKILL ? "killed" : "died",
                   "Its process ended (" +
                       (signal ? "signal " + std::to_string(signal) : "exit code " + std::to_string(code)) + ").");
}

ScriptProcess::Wait ScriptProcess::wait(short events, Deadline deadline, const std::function<bool()>& cancelled) const {
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) {
            return Wait::deadline;
        }
        pollfd one{m_socket, events, 0};
        const auto time = cancelled ? std::min<std::chrono::milliseconds>(left, kLook) : left;
        if (::poll(&one, 1, static_cast<int>(std::min<std::int64_t>(time.count(), 60'000))) > 0) {
            return Wait::ready;
        }
        if (cancelled && cancelled()) {
            return Wait::cancelled;
        }
    }
}

api::Result<api::Unit> ScriptProcess::move(bool out, char* bytes, std::size_t size, Deadline deadline,
                                           const std::function<bool()>& cancelled) {
    while (size > 0) {
        const auto moved = out ? ::send(m_socket, bytes, size, MSG_NOSIGNAL) : ::recv(m_socket, bytes, size, 0);
        if (moved > 0) {
            bytes += moved;
            size -= static_cast<std::size_t>(moved);
            continue;
        }
        if (moved == 0 || (errno != EAGAIN && errno != EINTR)) {
            return died();
        }
        switch (wait(out ? POLLOUT : POLLIN, deadline, cancelled)) {
            case Wait::ready:
                break;
            case Wait::deadline:
                kill();
                return failure("deadline", "It took too long.");
            case Wait::cancelled:
                kill();
                return failure("cancelled", "It was cancelled.");
        }
    }
    return api::Unit{};
}

api::Result<ScriptProcess::Answer> ScriptProcess::ask(const boost::json::object& header, std::string_view value,
                                                      Deadline deadline, const std::function<bool()>& cancelled) {
    ++m_asked;
    auto message = std::string(4, '\0') + boost::json::serialize(header) + "\n";
    if (message.size() + value.size() > script::kMaxMessageBytes) {
        return failure("large", "What it is given is larger than " +
                                    std::to_string(script::kMaxMessageBytes / (1024 * 1024)) + " MiB.");
    }
    message += value;
    const auto size = static_cast<std::uint32_t>(message.size() - 4);
    for (unsigned i = 0; i < 4; ++i) {
        message[i] = static_cast<char>(size >> (24 - 8 * i));
    }
    if (auto sent = move(true, message.data(), message.size(), deadline, cancelled); !sent) {
        return sent.error();
    }
    unsigned char head[4];
    if (auto got = move(false, reinterpret_cast<char*>(head), sizeof head, deadline, cancelled); !got) {
        return got.error();
    }
    const std::size_t length = (std::size_t{head[0]} << 24) | (std::size_t{head[1]} << 16) |
                               (std::size_t{head[2]} << 8) | std::size_t{head[3]};
    std::string reply(std::min(length, script::kMaxMessageBytes), '\0');
    if (auto got = move(false, reply.data(), reply.size(), deadline, cancelled); !got) {
        return got.error();
    }
    const auto line = reply.find('\n');
    const auto parsed = api::parseJson(std::string_view(reply).substr(0, line));
    if (length > script::kMaxMessageBytes || line == std::string::npos || !parsed || !parsed->is_object()) {
        kill();
        return failure("died", "It broke the JavaScript engine (an answer that makes no sense).");
    }
    const auto text = [&](const char* key) {
        const auto* found = parsed->get_object().if_contains(key);
        return found && found->is_string() ? std::string(found->get_string()) : std::string();
    };
    return Answer{text("error"), text("message"), reply.substr(line + 1)};
}

}  // namespace beamline::blocks
