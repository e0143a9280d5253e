// SPDX-License-Identifier: Apache-2.0
#pragma once
// Three nats-servers of the tests' own that route to each other. One thread.

#include <vector>

#include "tests/engine/nats/nats_server.h"

namespace beamline::nats {

class LinkServers {
public:
    /// Null when the program is not installed. Returns when all of them know the others.
    static std::unique_ptr<LinkServers> start(const std::filesystem::path& directory,
                                              const std::string& configuration = {}) {
        std::unique_ptr<LinkServers> made(new LinkServers);
        std::string routes;
        std::vector<int> ports;
        for (int i = 0; i < kServers; ++i) {
            ports.push_back(blocks::freePort());
            routes += (i > 0 ? ", " : "") + ("\"nats://127.0.0.1:" + std::to_string(ports.back())) + "\"";
        }
        for (int i = 0; i < kServers; ++i) {
            const auto name = "s" + std::to_string(i + 1);
            auto server = NatsServer::start(directory / name, configuration + "\nserver_name: " + name +
                                                                  "\ncluster { name: test, listen: \"127.0.0.1:" +
                                                                  std::to_string(ports[static_cast<std::size_t>(i)]) +
                                                                  "\", routes: [ " + routes + "] }");
            if (!server) {
                return nullptr;
            }
            made->m_servers.push_back(std::move(server));
        }
        return made;
    }
    NatsServer& operator[](std::size_t i) { return *m_servers[i]; }
    std::vector<std::string> urls() const {
        std::vector<std::string> out;
        for (const auto& server : m_servers) {
            out.push_back(server->url());
        }
        return out;
    }

private:
    static constexpr int kServers = 3;
    LinkServers() = default;
    std::vector<std::unique_ptr<NatsServer>> m_servers;
};

}  // namespace beamline::nats
