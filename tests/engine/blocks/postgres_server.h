// SPDX-License-Identifier: Apache-2.0
#pragma once
// A PostgreSQL server of the tests' own, on loopback, with the user "tester" and the password "s3cret-pw". As root it
// runs as nobody, since it refuses root. One thread.

#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include "tests/engine/blocks/child_process.h"

namespace beamline::blocks {

class PostgresServer {
public:
    /// Null when the binaries are not installed.
    static std::unique_ptr<PostgresServer> start() {
        const auto bin = binaries();
        return bin.empty() ? nullptr : std::unique_ptr<PostgresServer>(new PostgresServer(bin));
    }
    ~PostgresServer() {
        if (m_server) {
            m_server->stop(SIGINT);
        }
        std::error_code ec;
        std::filesystem::remove_all(m_base, ec);
    }

    int port() const { return m_port; }
    std::string uri(const std::string& user = "tester", const std::string& password = "s3cret-pw") const {
        return "postgresql://" + user + ":" + password + "@127.0.0.1:" + std::to_string(m_port) + "/postgres";
    }
    const std::filesystem::path& base() const { return m_base; }
    void restart() {
        m_server->stop(SIGINT);
        run();
    }

private:
    explicit PostgresServer(std::filesystem::path bin) : m_bin(std::move(bin)) {
        auto pattern = (std::filesystem::temp_directory_path() / "beamline-pg-XXXXXX").string();
        m_base = ::mkdtemp(pattern.data());
        m_user = ::getpwnam("nobody");
        std::ofstream(m_base / "password") << "s3cret-pw\n";
        if (::geteuid() == 0 && m_user) {
            static_cast<void>(::chown(m_base.c_str(), m_user->pw_uid, m_user->pw_gid) == 0 &&
                              ::chown((m_base / "password").c_str(), m_user->pw_uid, m_user->pw_gid) == 0);
        }
        ChildProcess init({m_bin / "initdb", "-D", m_base / "data", "-U", "tester", "-A", "scram-sha-256", "--pwfile",
                           m_base / "password", "-E", "UTF8", "--locale=C", "--no-sync"},
                          m_base / "log", m_user);
        init.wait();
        m_port = freePort();
        run();
    }

    void run() {
        for (int attempt = 0; attempt < 5; ++attempt) {
            m_server = std::make_unique<ChildProcess>(
                std::vector<std::string>{m_bin / "postgres", "-D", m_base / "data", "-p", std::to_string(m_port), "-k",
                                         m_base, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c",
                                         "max_connections=40"},
                m_base / "log", m_user);
            while (m_server->running()) {
                if (std::filesystem::exists(m_base / (".s.PGSQL." + std::to_string(m_port))) && ready()) {
                    return;
                }
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
            m_port = freePort();
        }
    }

    bool ready() const {
        ChildProcess probe({m_bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", std::to_string(m_port)}, "/dev/null");
        return probe.wait() == 0;
    }

    static std::filesystem::path binaries() {
        std::error_code ec;
        for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", ec)) {
            if (std::filesystem::exists(version.path() / "bin/initdb")) {
                return version.path() / "bin";
            }
        }
        return {};
    }

    std::filesystem::path m_bin;
    std::filesystem::path m_base;
    const passwd* m_user = nullptr;
    int m_port = 0;
    std::unique_ptr<ChildProcess> m_server;
};

}  // namespace beamline::blocks
