// SPDX-License-Identifier: Apache-2.0
#pragma once
// A nats-server of the tests' own on loopback. One thread.

#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include "tests/engine/blocks/child_process.h"

namespace beamline::nats {

class NatsServer {
public:
    /// Null when the program is not installed. `configuration` is added to the file; `more` are arguments.
    static std::unique_ptr<NatsServer> start(const std::filesystem::path& directory,
                                             const std::string& configuration = {}) {
        for (const auto* place : {"/usr/sbin/nats-server", "/usr/local/bin/nats-server", "/usr/bin/nats-server"}) {
            if (std::filesystem::exists(place)) {
                return std::unique_ptr<NatsServer>(new NatsServer(place, directory, configuration));
            }
        }
        return nullptr;
    }
    int port() const { return m_port; }
    std::string url(const std::string& user = {}) const {
        return "nats://" + (user.empty() ? user : user + "@") + "127.0.0.1:" + std::to_string(m_port);
    }
    void stop() { m_process.reset(); }
    /// It is there and does nothing, all its threads: the library has no limit for a server that greets and then stops.
    void freeze() {
        ::kill(m_process->pid(), SIGSTOP);
        int status = 0;
        ::waitpid(m_process->pid(), &status, WUNTRACED);
    }
    void thaw() { ::kill(m_process->pid(), SIGCONT); }
    void kill() { m_process->stop(SIGKILL); }
    void run() {
        for (int attempt = 0; attempt < 5; ++attempt) {
            m_process = std::make_unique<blocks::ChildProcess>(
                std::vector<std::string>{m_program, "-a", "127.0.0.1", "-p", std::to_string(m_port), "-c",
                                         m_directory / "server.conf"},
                m_directory / "server.log");
            while (m_process->running()) {
                if (reachable()) {
                    return;
                }
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
            }
            m_port = blocks::freePort();
        }
    }

private:
    NatsServer(std::string program, std::filesystem::path directory, const std::string& configuration)
        : m_program(std::move(program)), m_directory(std::move(directory)), m_port(blocks::freePort()) {
        std::filesystem::create_directories(m_directory);
        std::ofstream(m_directory / "server.conf") << configuration << "\n";
        run();
    }
    bool reachable() const {
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(m_port));
        const bool there = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        ::close(fd);
        return there;
    }

    std::string m_program;
    std::filesystem::path m_directory;
    int m_port = 0;
    std::unique_ptr<blocks::ChildProcess> m_process;
};

}  // namespace beamline::nats
