// SPDX-License-Identifier: Apache-2.0
// Starts beamline-keeper and reads what its process writes. Nothing is done between fork and exec that a process with
// many threads must not do: posix_spawn() of glibc neither copies the heap nor takes a lock there.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/blocks/cpu_time.h"
#include "engine/blocks/process_launch.h"

namespace beamline::blocks {

namespace {
constexpr int kAboveAll = 16;  // no descriptor that is given away has this number or a higher one
constexpr int kLookEveryMs = 100;
constexpr int kEndWaitMs = 20'000;  // the keeper needs half a second; this is for machines that stand still
constexpr std::size_t kMaxAnswer = 512;
constexpr int kReadsAtOnce = 16;  // of a stderr that never ends

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

/// A keeper and the ends of what its process is connected with.
class Kept {
public:
    Kept() = default;
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;
    ~Kept() {
        m_socket.close();  // the keeper ends everything
        rusage used{};     // of the keeper and of all that it had waited for
        pid_t ended = 0;
        for (int waited = 0; m_pid > 0 && (ended = ::wait4(m_pid, nullptr, WNOHANG, &used)) == 0; ++waited) {
            if (waited == kEndWaitMs) {
                ::kill(m_pid, SIGKILL);
            }
            ::usleep(1'000);
        }
        if (ended > 0) {
            const auto seconds = [](const timeval& time) {
                return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
            };
            addCpuSeconds(seconds(used.ru_utime) + seconds(used.ru_stime));
        }
    }

    /// An error number, 0 for none. `spokenTo`: its input is a pipe in place of launch.input.
    int start(const Launch& launch, bool spokenTo = false) {
        std::array<Descriptor, 3> written;  // stdout, stderr, result
        int ends[2];
        for (std::size_t i = 0; i < written.size(); ++i) {
            if (::pipe2(ends, O_CLOEXEC) != 0) {
                return errno;
            }
            m_read[i] = lifted(ends[0]);
            written[i] = lifted(ends[1]);
            ::fcntl(m_read[i].get(), F_SETFL, O_NONBLOCK);
        }
        Descriptor input;
        if (!spokenTo) {
            input = memory(launch.input);
        } else if (::pipe2(ends, O_CLOEXEC) == 0) {
            input = lifted(ends[0]);
            m_input = lifted(ends[1]);
            ::fcntl(m_input.get(), F_SETFL, O_NONBLOCK);
        }
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
            return errno;
        }
        m_socket = lifted(ends[0]);
        const auto given = lifted(ends[1]);
        std::string options;
        append(options, launch.sandbox);
        const auto file = memory(launch.file);
        const auto plan = memory(planOf(launch));
        const auto sandbox = memory(options);
        const std::array all{input.get(), written[0].get(), written[1].get(), written[2].get(),
                             given.get(), file.get(),       plan.get(),       sandbox.get()};
        if (*std::min_element(all.begin(), all.end()) < 0 || m_socket.get() < 0 || m_read[2].get() < 0) {
            return errno;
        }
        return spawn(launch, all);
    }

    /// Takes what the keeper says, after poll() has told of it. Once it has spoken it is m_answered.
    void listen(short events) {
        if (events == 0 || m_answered) {
            return;
        }
        char part[kMaxAnswer];
        const auto length = ::read(m_socket.get(), part, sizeof(part));
        if (length > 0) {
            m_answer.append(part, static_cast<std::size_t>(length));
        }
        const auto end = m_answer.find('\n');
        if (length <= 0 || end != m_answer.npos || m_answer.size() > kMaxAnswer) {
            m_answered = true;
            m_answer.resize(std::min(end, m_answer.size()));
        }
    }

    std::array<Descriptor, 3> m_read;
    Descriptor m_input;
    Descriptor m_socket;
    std::string m_answer;
    bool m_answered = false;

private:
    template <std::size_t n>
    int spawn(const Launch& launch, const std::array<int, n>& given) {
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
        const auto error = posix_spawn(&m_pid, launch.keeper.c_str(), &actions, &attributes, arguments, environment);
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
        m_pid = error == 0 ? m_pid : -1;
        return error;
    }

    pid_t m_pid = -1;
};

/// Reads what a process writes until all of it has ended.
class Run : public Kept {
public:
    Run(const Launch& launch, const Stop& stop, OutputLines& lines)
        : m_most(static_cast<std::size_t>(launch.maxOutputBytes)), m_stop(stop), m_lines(lines) {}

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
            const bool before = m_answered;
            listen(ready[3].revents);
            if (m_answered && !before) {
                // A keeper that was killed cannot hold its process back; what may be left of it must not hold this
                // thread.
                giveUpLater();
            } else if (!m_stopping && !m_answered && (m_stop.requested() || m_ended.flooded)) {
                giveUpLater();
                ::shutdown(m_socket.get(), SHUT_WR);
            }
        }
        m_ended.answer = std::move(m_answer);
        return std::move(m_ended);
    }

private:
    void giveUpLater() {
        m_stopping = true;
        m_givenUp = std::chrono::steady_clock::now() + std::chrono::milliseconds(kEndWaitMs);
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
        const auto room = m_most - text.size();
        const std::string_view bytes(part, std::min(static_cast<std::size_t>(length), room));
        m_ended.flooded = m_ended.flooded || bytes.size() < static_cast<std::size_t>(length);
        text.append(bytes);
        if (stream < 2) {
            m_lines.add(stream == 1, bytes);
        }
    }

    const std::size_t m_most;
    const Stop& m_stop;
    OutputLines& m_lines;
    bool m_stopping = false;
    std::chrono::steady_clock::time_point m_givenUp;
    Ended m_ended;
};

/// A process that is gone must not end this one: the signal stays with this thread and is taken away again.
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

class SpokenTo : public Talk {
public:
    int start(const Launch& launch) {
        m_heard = launch.heard;
        const auto error = m_process.start(launch, true);
        m_process.m_read[2].close();  // nobody asks for a result
        return error;
    }

    bool write(std::string_view& bytes, std::chrono::milliseconds patience) override {
        const WithoutSigpipe guard;
        const auto length = ::write(m_process.m_input.get(), bytes.data(), bytes.size());
        if (length < 0 && errno == EAGAIN) {
            look(m_process.m_input.get(), POLLOUT, patience);
            return true;
        }
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
        return length > 0 || errno == EINTR;
    }

    bool read(std::string& out, std::chrono::milliseconds patience) override {
        char part[65'536];
        const auto length = ::read(m_process.m_read[0].get(), part, sizeof(part));
        if (length < 0 && errno == EAGAIN) {
            look(m_process.m_read[0].get(), POLLIN, patience);
            return true;
        }
        out.append(part, static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
        return length > 0 || (length < 0 && errno == EINTR);
    }

    /// What is in the pipe can be asked at either end of it, also when nobody reads any more.
    std::size_t unread() const override {
        int bytes = 0;
        return ::ioctl(m_process.m_input.get(), FIONREAD, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
    }

    void closeInput() override { m_process.m_input.close(); }

    std::string end(std::chrono::milliseconds patience) override {
        const auto until = std::chrono::steady_clock::now() + patience;
        std::string dropped;
        while (!m_process.m_answered && std::chrono::steady_clock::now() < until) {
            if (dropped.clear(); m_process.m_read[0].get() >= 0 && !read(dropped, kLook)) {
                m_process.m_read[0].close();
            } else if (m_process.m_read[0].get() < 0) {
                look(-1, 0, kLook);
            }
        }
        takeErrors();
        return m_process.m_answer;
    }

    const std::string& said() const override { return m_said; }

private:
    /// Waits shortly for one end or for other news: what the process writes to stderr must not hold it up.
    void look(int end, short wanted, std::chrono::milliseconds patience) {
        std::array<pollfd, 3> ready{pollfd{end, wanted, 0}, pollfd{m_process.m_read[1].get(), POLLIN, 0},
                                    pollfd{m_process.m_answered ? -1 : m_process.m_socket.get(), POLLIN, 0}};
        ::poll(ready.data(), ready.size(), static_cast<int>(std::clamp(patience, {}, kLook).count()));
        takeErrors();
        m_process.listen(ready[2].revents);
    }

    void takeErrors() {
        char part[4'096];
        for (int reads = 0; reads < kReadsAtOnce && m_process.m_read[1].get() >= 0; ++reads) {
            const auto length = ::read(m_process.m_read[1].get(), part, sizeof(part));
            if (length < 0) {
                return;
            }
            if (length == 0) {
                m_process.m_read[1].close();
            }
            if (m_heard && length > 0) {
                m_heard({part, static_cast<std::size_t>(length)});
            }
            m_said.append(part, static_cast<std::size_t>(length));
            m_said.erase(0, m_said.size() - std::min(m_said.size(), kMaxSaid));
        }
    }

    static constexpr std::chrono::milliseconds kLook{kLookEveryMs};

    std::function<void(std::string_view)> m_heard;
    Kept m_process;
    std::string m_said;
};

api::Error notStarted(const std::string& what, int error, const Launch& launch) {
    return fault(
        "runtime", 500,
        what + " could not be started: " + std::generic_category().message(error) + " (" + launch.keeper + ").");
}
}  // namespace

api::Result<Ended> launch(const Launch& launch, const std::string& what, const Stop& stop, OutputLines& lines) {
    Run run(launch, stop, lines);
    if (const auto error = run.start(launch); error != 0) {
        return notStarted(what, error, launch);
    }
    return run.finish();
}

api::Result<std::unique_ptr<Talk>> talk(const Launch& launch, const std::string& what) {
    auto process = std::make_unique<SpokenTo>();
    if (const auto error = process->start(launch); error != 0) {
        return notStarted(what, error, launch);
    }
    return std::unique_ptr<Talk>(std::move(process));
}

}  // namespace beamline::blocks
