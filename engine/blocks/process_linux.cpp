// SPDX-License-Identifier: Apache-2.0
// Starts beamline-keeper and reads what its process writes. Nothing is done between fork and exec that a process with
// many threads must not do: posix_spawn() of glibc neither copies the heap nor takes a lock there.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/blocks/process_launch.h"

namespace beamline::blocks {

namespace {
constexpr int kAboveAll = 16;  // no descriptor that is given away has this number or a higher one
constexpr int kLookEveryMs = 100;
constexpr int kEndWaitMs = 20'000;  // the keeper needs half a second; this is for machines that stand still
constexpr std::size_t kMaxAnswer = 512;

class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~Descriptor() { close(); }
    void close() {
        if (m_number >= 0) {
            ::close(std::exchange(m_number, -1));
        }
    }
    int get() const { return m_number; }

private:
    int m_number = -1;
};

/// Out of the way of the numbers that the keeper gets.
Descriptor lifted(int number) {
    Descriptor low(number);
    return Descriptor(number < 0 ? -1 : ::fcntl(number, F_DUPFD_CLOEXEC, kAboveAll));
}

/// Bytes to be read from the start: no pipe that must be written while another is read, and no SIGPIPE.
Descriptor memory(std::string_view bytes) {
    auto file = lifted(::memfd_create("beamline", MFD_CLOEXEC));
    while (file.get() >= 0 && !bytes.empty()) {
        const auto written = ::write(file.get(), bytes.data(), bytes.size());
        if (written <= 0) {
            return {};
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return file.get() >= 0 && ::lseek(file.get(), 0, SEEK_SET) == 0 ? std::move(file) : Descriptor();
}

void append(std::string& text, const std::vector<std::string>& parts) {
    for (const auto& part : parts) {
        text.append(part).push_back('\0');
    }
}

std::string planOf(const Launch& launch) {
    std::string plan = std::to_string(launch.options.size()) + ' ' + std::to_string(launch.arguments.size()) + ' ' +
                       std::to_string(launch.environment.size());
    plan.push_back('\0');
    append(plan, launch.options);
    append(plan, launch.arguments);
    append(plan, launch.environment);
    return plan;
}

class Run {
public:
    Run(const Launch& launch, const Stop& stop, OutputLines& lines) : m_launch(launch), m_stop(stop), m_lines(lines) {}
    ~Run() {
        m_socket.close();  // the keeper ends everything
        for (int waited = 0; m_pid > 0 && ::waitpid(m_pid, nullptr, WNOHANG) == 0; ++waited) {
            if (waited == kEndWaitMs) {
                ::kill(m_pid, SIGKILL);
            }
            ::usleep(1'000);
        }
    }

    /// An error number, 0 for none.
    int start() {
        std::array<Descriptor, 3> written;  // stdout, stderr, result
        for (std::size_t i = 0; i < written.size(); ++i) {
            int ends[2];
            if (::pipe2(ends, O_CLOEXEC) != 0) {
                return errno;
            }
            m_read[i] = lifted(ends[0]);
            written[i] = lifted(ends[1]);
            ::fcntl(m_read[i].get(), F_SETFL, O_NONBLOCK);
        }
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
            return errno;
        }
        m_socket = lifted(ends[0]);
        const auto given = lifted(ends[1]);
        std::string options;
        append(options, m_launch.sandbox);
        const auto input = memory(m_launch.input);
        const auto file = memory(m_launch.file);
        const auto plan = memory(planOf(m_launch));
        const auto sandbox = memory(options);
        const std::array all{input.get(), written[0].get(), written[1].get(), written[2].get(),
                             given.get(), file.get(),       plan.get(),       sandbox.get()};
        if (*std::min_element(all.begin(), all.end()) < 0 || m_socket.get() < 0 || m_read[2].get() < 0) {
            return errno;
        }
        return spawn(all);
    }

    Ended finish() {
        while (!done()) {
            std::array<pollfd, 4> ready{};
            for (std::size_t i = 0; i < m_read.size(); ++i) {
                ready[i] = {m_read[i].get(), POLLIN, 0};
            }
            ready[3] = {m_answered ? -1 : m_socket.get(), POLLIN, 0};
            ::poll(ready.data(), ready.size(), kLookEveryMs);
            for (std::size_t i = 0; i < m_read.size(); ++i) {
                take(i, ready[i].revents);
            }
            listen(ready[3].revents);
            if (!m_stopping && !m_answered && (m_stop.requested() || m_ended.flooded)) {
                m_stopping = true;
                m_givenUp = std::chrono::steady_clock::now() + std::chrono::milliseconds(kEndWaitMs);
                ::shutdown(m_socket.get(), SHUT_WR);
            }
        }
        return std::move(m_ended);
    }

private:
    template <std::size_t n>
    int spawn(const std::array<int, n>& given) {
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        for (std::size_t i = 0; i < given.size(); ++i) {
            posix_spawn_file_actions_adddup2(&actions, given[i], static_cast<int>(i));
        }
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        sigset_t signals;
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&attributes, &signals);
        sigfillset(&signals);
        posix_spawnattr_setsigdefault(&attributes, &signals);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        char name[] = "beamline-keeper";
        char* const arguments[] = {name, nullptr};
        char* const environment[] = {nullptr};
        const auto error = posix_spawn(&m_pid, m_launch.keeper.c_str(), &actions, &attributes, arguments, environment);
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
        m_pid = error == 0 ? m_pid : -1;
        return error;
    }

    /// All is told, or the keeper does not come to an end.
    bool done() const {
        const bool open = std::any_of(m_read.begin(), m_read.end(), [](const auto& end) { return end.get() >= 0; });
        return (m_answered && !open) || (m_stopping && std::chrono::steady_clock::now() > m_givenUp);
    }

    void take(std::size_t stream, short events) {
        if (events == 0) {
            return;
        }
        char part[16'384];
        const auto length = ::read(m_read[stream].get(), part, sizeof(part));
        if (length == 0 || (length < 0 && errno != EAGAIN && errno != EINTR)) {
            m_read[stream].close();
        }
        if (length <= 0) {
            return;
        }
        auto& text = stream == 0 ? m_ended.out : stream == 1 ? m_ended.err : m_ended.result;
        const auto room = static_cast<std::size_t>(m_launch.maxOutputBytes) - text.size();
        const std::string_view bytes(part, std::min(static_cast<std::size_t>(length), room));
        m_ended.flooded = m_ended.flooded || bytes.size() < static_cast<std::size_t>(length);
        text.append(bytes);
        if (stream < 2) {
            m_lines.add(stream == 1, bytes);
        }
    }

    void listen(short events) {
        if (events == 0 || m_answered) {
            return;
        }
        char part[kMaxAnswer];
        const auto length = ::read(m_socket.get(), part, sizeof(part));
        if (length > 0) {
            m_ended.answer.append(part, static_cast<std::size_t>(length));
        }
        const auto end = m_ended.answer.find('\n');
        if (length <= 0 || end != m_ended.answer.npos || m_ended.answer.size() > kMaxAnswer) {
            m_answered = true;
            m_ended.answer.resize(std::min(end, m_ended.answer.size()));
            // A keeper that was killed cannot hold its process back; what may be left of it must not hold this thread.
            m_stopping = true;
            m_givenUp = std::chrono::steady_clock::now() + std::chrono::milliseconds(kEndWaitMs);
        }
    }

    const Launch& m_launch;
    const Stop& m_stop;
    OutputLines& m_lines;
    std::array<Descriptor, 3> m_read;
    Descriptor m_socket;
    pid_t m_pid = -1;
    bool m_answered = false;
    bool m_stopping = false;
    std::chrono::steady_clock::time_point m_givenUp;
    Ended m_ended;
};
}  // namespace

api::Result<Ended> launch(const Launch& launch, const std::string& what, const Stop& stop, OutputLines& lines) {
    Run run(launch, stop, lines);
    if (const auto error = run.start(); error != 0) {
        return fault(
            "runtime", 500,
            what + " could not be started: " + std::generic_category().message(error) + " (" + launch.keeper + ").");
    }
    return run.finish();
}

}  // namespace beamline::blocks
