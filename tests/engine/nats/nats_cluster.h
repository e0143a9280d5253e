// SPDX-License-Identifier: Apache-2.0
#pragma once
// Some nats-servers of the tests' own on loopback, with JetStream, that make one cluster; or a single one. One
// thread, whose end is the servers' end, too.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "tests/engine/blocks/child_process.h"

namespace beamline::nats {

class NatsCluster {
public:
    /// Null when the program is not installed. Server i is called "n<i>" and lives in directory/n<i>. `configuration`
    /// is added to the file of each.
    static std::unique_ptr<NatsCluster> start(const std::filesystem::path& directory, int size,
                                              const std::string& configuration = {}) {
        for (const auto* place : {"/usr/sbin/nats-server", "/usr/local/bin/nats-server", "/usr/bin/nats-server"}) {
            if (std::filesystem::exists(place)) {
                std::unique_ptr<NatsCluster> made(new NatsCluster(place, directory, size, configuration));
                for (int attempt = 0; attempt < 5; ++attempt) {
                    if (made->begin()) {
                        return made;
                    }
                }
                ADD_FAILURE() << "nats-server does not start; see " << made->directory(0) / "server.log";
                return made;
            }
        }
        return nullptr;
    }

    int size() const { return static_cast<int>(m_servers.size()); }
    int port(int server) const { return at(server).port; }
    std::string url(int server) const { return "nats://127.0.0.1:" + std::to_string(at(server).port); }
    std::vector<std::string> urls() const {
        std::vector<std::string> out;
        for (int i = 0; i < size(); ++i) {
            out.push_back(url(i));
        }
        return out;
    }
    static std::string name(int server) { return "n" + std::to_string(server); }
    /// -1: none of them is called so.
    int find(const std::string& named) const {
        for (int i = 0; i < size(); ++i) {
            if (name(i) == named) {
                return i;
            }
        }
        return -1;
    }
    std::filesystem::path directory(int server) const { return m_directory / name(server); }
    bool running(int server) { return at(server).process && at(server).process->running(); }
    /// kill -9.
    void kill(int server) { end(server, SIGKILL); }
    void stop(int server) { end(server, SIGTERM); }
    /// SIGSTOP, or on with SIGCONT.
    void signal(int server, int signal) { ::kill(at(server).process->pid(), signal); }
    /// What it had stored is gone; it must not run.
    void wipe(int server) { std::filesystem::remove_all(directory(server) / "store"); }
    /// Again on the same port with what it had stored; returns when it takes connections.
    bool run(int server) {
        auto& one = at(server);
        one.process = std::make_unique<blocks::ChildProcess>(
            std::vector<std::string>{m_program, "-c", directory(server) / "server.conf"},
            directory(server) / "server.log");
        while (one.process->running()) {
            if (reachable(one.port)) {
                return true;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return false;
    }

private:
    struct Server {
        int port = 0;
        int routes = 0;
        std::unique_ptr<blocks::ChildProcess> process;
    };

    NatsCluster(std::string program, std::filesystem::path directory, int size, std::string configuration)
        : m_program(std::move(program)),
          m_directory(std::move(directory)),
          m_configuration(std::move(configuration)),
          m_servers(static_cast<std::size_t>(size)) {}
    Server& at(int server) { return m_servers[static_cast<std::size_t>(server)]; }
    const Server& at(int server) const { return m_servers[static_cast<std::size_t>(server)]; }
    void end(int server, int signal) {
        if (at(server).process) {
            at(server).process->stop(signal);
        }
    }

    /// False: somebody took a port meanwhile.
    bool begin() {
        std::string routes;
        for (auto& one : m_servers) {
            one.port = blocks::freePort();
            one.routes = blocks::freePort();
            routes += (routes.empty() ? "" : ", ") + ("\"nats://127.0.0.1:" + std::to_string(one.routes)) + "\"";
        }
        for (int i = 0; i < size(); ++i) {
            std::filesystem::create_directories(directory(i));
            std::ofstream file(directory(i) / "server.conf");
            file << "server_name: " << name(i) << "\nlisten: \"127.0.0.1:" << at(i).port << "\"\n"
                 << "jetstream { store_dir: \"" << (directory(i) / "store").string() << "\" }\n";
            if (size() > 1) {
                file << "cluster { name: test, listen: \"127.0.0.1:" << at(i).routes << "\", routes: [ " << routes
                     << "] }\n";
            }
            file << m_configuration << "\n";
        }
        for (int i = 0; i < size(); ++i) {
            if (!run(i)) {
                for (auto& one : m_servers) {
                    one.process.reset();
                }
                return false;
            }
        }
        return true;
    }
    static bool reachable(int port) {
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        const bool there = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        ::close(fd);
        return there;
    }

    std::string m_program;
    std::filesystem::path m_directory;
    std::string m_configuration;
    std::vector<Server> m_servers;
};

}  // namespace beamline::nats
