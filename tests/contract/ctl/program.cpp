// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/ctl/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace beamline::test {

Program::Program(const std::filesystem::path& directory, const std::vector<std::string>& arguments,
                 const std::string& input, const std::string& output) {
    static int number = 0;
    m_base = directory / ("program-" + std::to_string(++number));
    const auto in = m_base.string() + ".in";
    const auto out = output.empty() ? m_base.string() + ".out" : output;
    const auto err = m_base.string() + ".err";
    std::ofstream(in) << input;
    std::string program = std::string(BEAMLINE_BIN_DIR) + "/beamctl";
    std::vector<char*> words{program.data()};
    auto copy = arguments;
    for (auto& argument : copy) {
        words.push_back(argument.data());
    }
    words.push_back(nullptr);
    m_pid = ::fork();
    if (m_pid == 0) {
        ::dup2(::open(in.c_str(), O_RDONLY), 0);
        ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
        ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 2);
        if (::chdir(directory.c_str()) == 0) {
            ::execv(program.c_str(), words.data());
        }
        ::_exit(127);
    }
}

Program::~Program() {
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
}

Outcome Program::wait() {
    int status = 0;
    ::waitpid(m_pid, &status, 0);
    m_pid = -1;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), output(), errors()};
}

void Program::signal(int number) const {
    ::kill(m_pid, number);
}

std::string Program::output() const {
    return readAll(m_base.string() + ".out");
}

std::string Program::errors() const {
    return readAll(m_base.string() + ".err");
}

std::string readAll(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        out.push_back(line);
    }
    return out;
}

}  // namespace beamline::test
