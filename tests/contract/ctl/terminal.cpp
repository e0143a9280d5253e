// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/ctl/terminal.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "tests/engine/wire/event_log.h"

namespace beamline::test {

Terminal::Terminal(const std::filesystem::path& directory, const std::vector<std::string>& arguments) {
    std::string program = std::string(BEAMLINE_BIN_DIR) + "/beamctl";
    std::vector<char*> words{program.data()};
    auto copy = arguments;
    for (auto& argument : copy) {
        words.push_back(argument.data());
    }
    words.push_back(nullptr);
    const winsize size{24, 80, 0, 0};
    m_pid = ::forkpty(&m_descriptor, nullptr, nullptr, &size);
    if (m_pid == 0) {
        if (::chdir(directory.c_str()) == 0) {
            ::execv(program.c_str(), words.data());
        }
        ::_exit(127);
    }
}

Terminal::~Terminal() {
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    ::close(m_descriptor);
}

bool Terminal::read() {
    pollfd polled{m_descriptor, POLLIN, 0};
    std::array<char, 4096> buffer;
    if (::poll(&polled, 1, static_cast<int>(std::chrono::milliseconds(kPatience).count())) <= 0) {
        return false;
    }
    const auto bytes = ::read(m_descriptor, buffer.data(), buffer.size());  // EIO: the program has gone
    if (bytes > 0) {
        m_screen.append(buffer.data(), static_cast<std::size_t>(bytes));
    }
    return bytes > 0;
}

bool Terminal::await(const std::string& text) {
    for (;;) {
        if (const auto at = m_screen.find(text, m_seen); at != std::string::npos) {
            m_seen = at + text.size();
            return true;
        }
        if (!read()) {
            return false;
        }
    }
}

void Terminal::type(const std::string& text) const {
    [[maybe_unused]] const auto written = ::write(m_descriptor, text.data(), text.size());
}

int Terminal::wait() {
    while (read()) {
    }
    int status = 0;
    ::waitpid(m_pid, &status, 0);
    m_pid = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace beamline::test
