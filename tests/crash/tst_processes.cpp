// SPDX-License-Identifier: Apache-2.0
// Starts runs whose processes nobody waits for, kills the engine at random moments, and counts at a socket which
// processes came to work: each must at least once, although its run had ended before.
// BEAMLINE_KILLS sets the number of kills, BEAMLINE_SEED their moments.

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "engine/wire/local_socket.h"
#include "engine/wire/remote_engine.h"
#include "tests/crash/victim.h"

namespace beamline::test {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {
constexpr int kRunsPerLife = 8;

/// Hears a word from whoever connects. One thread.
class Listener {
public:
    Listener() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address);
        ::bind(m_socket, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(m_socket, 1024);
        ::getsockname(m_socket, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
    }
    ~Listener() { ::close(m_socket); }
    int port() const { return m_port; }
    /// Waits up to `wait` for the first and takes all that are there.
    void hear(std::set<std::string>& words, std::chrono::milliseconds wait) {
        pollfd ready{m_socket, POLLIN, 0};
        ::poll(&ready, 1, static_cast<int>(wait.count()));
        for (int guest = -1; (guest = ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;) {
            std::string word;
            char part[256];
            for (ssize_t length = 0; (length = ::read(guest, part, sizeof(part))) > 0;) {
                word.append(part, static_cast<std::size_t>(length));
            }
            ::close(guest);
            if (const auto end = word.find('\n'); end != word.npos) {  // else it was killed before it spoke
                words.insert(word.substr(0, end));
            }
        }
    }

private:
    int m_socket;
    int m_port = 0;
};

std::shared_ptr<api::Engine> connect(const fs::path& data) {
    for (int i = 0; i < 500 && !fs::exists(data / wire::kSocketName); ++i) {
        std::this_thread::sleep_for(20ms);
    }
    auto connector = wire::localConnector(data);
    auto engine = connector.ok() ? wire::RemoteEngine::connect(std::move(connector).value(), 20s)
                                 : api::Result<std::shared_ptr<wire::RemoteEngine>>(connector.error());
    EXPECT_TRUE(engine.ok()) << (engine.ok() ? "" : engine.error().message);
    return engine.ok() ? *engine : nullptr;
}
}  // namespace

TEST(Kill, aProcessThatNobodyWaitsForRunsHoweverOftenTheEngineDies) {
    const int kills = killsFromEnvironment(20);
    std::mt19937 random(static_cast<unsigned>(fromEnvironment("BEAMLINE_SEED", 20261)));
    char pattern[] = "/tmp/beamline-kill-XXXXXX";
    const fs::path data = fs::path(::mkdtemp(pattern)) / "data";
    fs::create_directories(data);
    std::ofstream(data / "engine.json") << R"({"process": {"network": true}})";
    Listener listener;
    std::set<std::string> wanted;
    std::set<std::string> heard;
    {
        Victim victim(data);
        const auto engine = connect(data);
        ASSERT_TRUE(engine);
        const auto deployed = api::callAndWait(
            *engine,
            api::DeployWorkflow{
                "document: {dsl: '1.0.3', namespace: crash, name: detached, version: '1.0.0'}\ndo:\n"
                "  - tell:\n      run:\n        await: false\n        shell:\n          arguments: ['${ .word }']\n"
                "          command: bash -c 'echo \"$0\" > /dev/tcp/127.0.0.1/" +
                    std::to_string(listener.port()) + "' \"$1\"\n",
                ""},
            identity());
        ASSERT_TRUE(deployed.ok()) << deployed.error().message << deployed.error().detail;
    }
    for (int life = 0; life < kills; ++life) {
        Victim victim(data);
        auto engine = connect(data);
        ASSERT_TRUE(engine);
        for (int i = 0; i < kRunsPerLife; ++i) {
            api::StartRun op;
            op.ns = "crash";
            op.workflow = "detached";
            const auto word = "word-" + std::to_string(life) + "-" + std::to_string(i);
            op.input = boost::json::object{{"word", word}};
            const auto started = api::callAndWait(*engine, op, identity());
            ASSERT_TRUE(started.ok()) << started.error().message;
            wanted.insert(word);
        }
        listener.hear(heard, std::chrono::milliseconds(random() % 40));
        victim.kill();
    }
    EXPECT_LT(heard.size(), wanted.size()) << "the kills came too late to mean anything";
    Victim victim(data);
    for (int i = 0; i < 3000 && heard.size() < wanted.size(); ++i) {
        listener.hear(heard, 20ms);
    }
    EXPECT_EQ(heard, wanted);
    victim.kill();
    if (!::testing::Test::HasFailure()) {
        fs::remove_all(data.parent_path());
    }
}

}  // namespace beamline::test
