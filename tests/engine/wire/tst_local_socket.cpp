// SPDX-License-Identifier: Apache-2.0
// The local socket itself: who may connect, what is left over, long paths, strangers' bytes, readers that do not read.

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <future>
#include <random>

#include "engine/api/ids.h"
#include "engine/wire/codec.h"
#include "engine/wire/engine_service.h"
#include "engine/wire/frame.h"
#include "engine/wire/local_socket.h"
#include "engine/wire/remote_engine.h"
#include "engine/wire/socket_connection.h"
#include "tests/engine/wire/event_log.h"
#include "tests/engine/wire/fake_engine.h"

namespace beamline::wire {
namespace {

namespace fs = std::filesystem;
using test::eventually;
using test::FakeEngine;
using test::kPatience;

void sendFrame(int descriptor, const std::string& message) {
    const auto header = frameHeader(message.size());
    const auto frame = std::string(header.data(), header.size()) + message;
    ASSERT_EQ(::send(descriptor, frame.data(), frame.size(), MSG_NOSIGNAL), static_cast<ssize_t>(frame.size()));
}

class LocalSocket : public testing::Test {
protected:
    void SetUp() override {
        m_directory = fs::temp_directory_path() / ("beamline-" + api::newUlid(api::wallClock()));
        fs::create_directory(m_directory);
        fs::permissions(m_directory, fs::perms::owner_all);
    }
    void TearDown() override { fs::remove_all(m_directory); }

    std::unique_ptr<EngineService> serve(Limits limits = {}) {
        auto listener = listenLocal(m_directory, limits);
        EXPECT_TRUE(listener.ok()) << listener.error().message;
        return std::make_unique<EngineService>(m_engine, std::move(*listener));
    }
    /// A plain socket, as a stranger would open it.
    int rawConnect() const {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        (m_directory / kSocketName).string().copy(address.sun_path, sizeof address.sun_path - 1);
        const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        EXPECT_EQ(::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        return descriptor;
    }
    api::Result<std::shared_ptr<RemoteEngine>> connect() {
        return RemoteEngine::connect(std::move(*localConnector(m_directory)), kPatience);
    }
    /// Reads until the other side closes; what came.
    static std::string readAll(int descriptor) {
        std::string all;
        char buffer[4096];
        for (ssize_t n = 0; (n = ::recv(descriptor, buffer, sizeof buffer, 0)) > 0;) {
            all.append(buffer, static_cast<std::size_t>(n));
        }
        return all;
    }

    fs::path m_directory;
    std::shared_ptr<FakeEngine> m_engine = std::make_shared<FakeEngine>();
};

TEST_F(LocalSocket, IsOnlyForItsOwnerAndGoesWithTheService) {
    auto service = serve();
    struct stat info {};
    ASSERT_EQ(::stat((m_directory / kSocketName).c_str(), &info), 0);
    EXPECT_TRUE(S_ISSOCK(info.st_mode));
    EXPECT_EQ(info.st_mode & 0777, 0600u);
    service.reset();
    EXPECT_FALSE(fs::exists(m_directory / kSocketName));
}

TEST_F(LocalSocket, ADirectoryThatOthersMayChangeIsRefused) {
    fs::permissions(m_directory, fs::perms::owner_all | fs::perms::group_write);
    const auto listener = listenLocal(m_directory);
    ASSERT_FALSE(listener.ok());
    EXPECT_EQ(listener.error().code, api::code::kForbidden);
    EXPECT_NE(listener.error().message.find("chmod"), std::string::npos);
    EXPECT_FALSE(listenLocal(m_directory / "missing").ok());
}

TEST_F(LocalSocket, ALeftoverIsReplacedAndALiveOneIsNot) {
    const int leftover = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    (m_directory / kSocketName).string().copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(leftover, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::close(leftover);
    ASSERT_TRUE(fs::exists(m_directory / kSocketName));
    const auto service = serve();
    EXPECT_TRUE(connect().ok());
    const auto second = listenLocal(m_directory);
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, api::code::kConflict);
    EXPECT_TRUE(connect().ok()) << "the attempt must not have removed the live socket";
}

TEST_F(LocalSocket, ServesBelowPathsLongerThanAnAddress) {
    const auto top = m_directory;
    while (m_directory.string().size() < 300) {
        m_directory /= std::string(60, 'd');
        fs::create_directory(m_directory);
    }
    fs::permissions(m_directory, fs::perms::owner_all);
    {
        const auto service = serve();
        const auto remote = connect();
        ASSERT_TRUE(remote.ok()) << remote.error().message;
        EXPECT_EQ(api::callAndWait(**remote, api::GetRun{"x"}, {}).error().code, api::code::kNotFound);
    }
    m_directory = top;
}

TEST_F(LocalSocket, AStreamThatIsNoneIsClosed) {
    const auto service = serve();
    const int stranger = rawConnect();
    const std::string request = "GET / HTTP/1.1\r\n\r\n";
    ASSERT_EQ(::send(stranger, request.data(), request.size(), MSG_NOSIGNAL), static_cast<ssize_t>(request.size()));
    EXPECT_EQ(readAll(stranger).find("HTTP"), std::string::npos);
    ::close(stranger);
    EXPECT_TRUE(connect().ok());
}

TEST_F(LocalSocket, APeerThatGoesTakesItsSubscriptionsAlong) {
    const auto service = serve();
    const int peer = rawConnect();
    const auto text = encode(Subscribe{1, {}, 0});
    const auto header = frameHeader(text.size());
    ASSERT_EQ(::send(peer, header.data(), header.size(), MSG_NOSIGNAL), 4);
    ASSERT_EQ(::send(peer, text.data(), text.size() / 2, MSG_NOSIGNAL), static_cast<ssize_t>(text.size() / 2));
    ASSERT_EQ(::send(peer, text.data() + text.size() / 2, text.size() - text.size() / 2, MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size() - text.size() / 2));
    ASSERT_TRUE(eventually([&] { return m_engine->subscribers() == 1; }));
    ::close(peer);
    EXPECT_TRUE(eventually([&] { return m_engine->subscribers() == 0; }));
}

TEST_F(LocalSocket, ASubscriberThatDoesNotReadGetsAGapWhenItReads) {
    const auto service = serve({64 * 1024, 16 * 1024, 1024 * 1024});
    const int peer = rawConnect();
    const auto text = encode(Subscribe{9, {}, 0});
    const auto header = frameHeader(text.size());
    const auto frame = std::string(header.data(), header.size()) + text;
    ASSERT_EQ(::send(peer, frame.data(), frame.size(), MSG_NOSIGNAL), static_cast<ssize_t>(frame.size()));
    ASSERT_TRUE(eventually([&] { return m_engine->subscribers() == 1; }));
    constexpr api::Seq kPublished = 4000;  // 4 MB, far more than the kernel and the queue hold
    for (api::Seq seq = 1; seq <= kPublished; ++seq) {
        api::Event event;
        event.seq = seq;
        event.kind = "run.running";
        event.run = std::string(1000, 'r');
        m_engine->publish(event);
    }
    // It may catch up and lose again; each loss must be told at its last event.
    api::Seq last = 0;
    int gaps = 0;
    int received = 0;
    FrameReader reader(64 * 1024);
    const auto take = [&](const std::string& message) {
        const auto decoded = decode(message);
        const auto* delivery = std::get_if<Delivery>(&decoded.value());
        if (!delivery) {
            return;  // the greeting
        }
        EXPECT_EQ(delivery->id, 9u);
        const bool isGap = delivery->event.kind == api::kGapEvent;
        EXPECT_TRUE(isGap || delivery->event.seq == last + 1) << delivery->event.seq << " after " << last;
        last = delivery->event.seq;
        gaps += isGap;
        ++received;
    };
    char buffer[4096];
    while (last < kPublished) {
        const auto bytes = ::recv(peer, buffer, sizeof buffer, 0);
        ASSERT_GT(bytes, 0);
        ASSERT_TRUE(reader.feed({buffer, static_cast<std::size_t>(bytes)}, take).ok());
    }
    EXPECT_GT(gaps, 0);
    EXPECT_LT(received, static_cast<int>(kPublished));
    ::close(peer);
}

TEST_F(LocalSocket, AnAnswerThatIsHalfSentGoesOutBeforeTheServiceDoes) {
    constexpr std::size_t kBytes = 6u << 20;  // far more than the kernel holds
    auto service = serve();
    const int peer = rawConnect();
    sendFrame(peer, encode(Call{7, api::GetWorkflow{"", std::to_string(kBytes), ""}, {}}));
    char first = 0;
    ASSERT_EQ(::recv(peer, &first, 1, MSG_PEEK), 1) << "greeted, and the request is behind it";
    std::vector<Message> received;
    FrameReader reader(kMaxMessageBytes);
    const auto take = [&](const std::string& message) { received.push_back(std::move(decode(message).value())); };
    std::future<void> going;
    char buffer[4096];
    for (ssize_t bytes = 0; (bytes = ::recv(peer, buffer, sizeof buffer, 0)) > 0;) {
        ASSERT_TRUE(reader.feed({buffer, static_cast<std::size_t>(bytes)}, take).ok());
        if (!received.empty() && bytes == sizeof buffer && !going.valid()) {  // in the middle of the answer
            going = std::async(std::launch::async, [&] { service.reset(); });
            ASSERT_TRUE(eventually([&] { return !fs::exists(m_directory / kSocketName); }));
        }
    }
    ::close(peer);
    ASSERT_TRUE(going.valid());
    ASSERT_EQ(received.size(), 3u);
    EXPECT_EQ(std::get<Answer>(received[1]).id, 7u);
    EXPECT_TRUE(api::isNotTaken(std::get<Failure>(received[2]).error)) << "goodbye";
}

TEST(SocketConnection, WhatAPeerSaidBeforeItWentIsDelivered) {
    const auto loop = *IoLoop::create();
    std::array<int, 2> pair{};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair.data()), 0);
    sendFrame(pair[1], "the answer");
    ::close(pair[1]);
    const auto connection = std::make_shared<SocketConnection>(pair[0], Limits{}, loop);
    ASSERT_TRUE(connection->send("a request that nobody takes any more", Overflow::close));
    std::string received;
    std::promise<void> closed;
    connection->start({[&](std::string message) { received = std::move(message); }, nullptr,
                       [&](const api::Error&) { closed.set_value(); }});
    closed.get_future().get();
    EXPECT_EQ(received, "the answer");
    loop->stop();
}

/// Bytes that are nearly a conversation: whatever comes, others are still served and nothing is left behind.
TEST_F(LocalSocket, DamagedConversationsEndAloneOrGoOn) {
    const auto service = serve();
    const std::vector<std::string> messages{encode(Call{1, api::GetRun{"x"}, {}}), encode(Subscribe{2, {}, 0}),
                                            encode(Unsubscribe{2}), encode(AskHealth{})};
    std::mt19937 random(7);
    const auto pick = [&](std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
    };
    for (int i = 0; i < 300; ++i) {
        std::string stream;
        for (std::size_t n = 1 + pick(4); n > 0; --n) {
            const auto& message = messages[pick(messages.size())];
            const auto header = frameHeader(message.size());
            stream += std::string(header.data(), header.size()) + message;
        }
        switch (pick(3)) {
            case 0:
                stream[pick(stream.size())] = static_cast<char>(pick(256));
                break;
            case 1:
                stream.resize(pick(stream.size()) + 1);
                break;
            default:
                stream.erase(pick(stream.size()), 1 + pick(8));
        }
        const int peer = rawConnect();
        (void)::send(peer, stream.data(), stream.size(), MSG_NOSIGNAL);
        if (pick(2) == 0) {
            ::shutdown(peer, SHUT_WR);  // half closed: the service sees the end and closes the rest
            readAll(peer);
        }
        ::close(peer);
    }
    const auto remote = connect();
    ASSERT_TRUE(remote.ok()) << remote.error().message;
    EXPECT_EQ(api::callAndWait(**remote, api::GetRun{"x"}, {}).error().code, api::code::kNotFound);
    EXPECT_TRUE(eventually([&] { return m_engine->subscribers() == 0; }));
}

TEST_F(LocalSocket, MoreConnectionsThanAllowedAreClosedAndTheOthersGoOn) {
    const auto service = serve();
    std::vector<int> peers;
    for (std::size_t i = 0; i < kMaxLocalConnections; ++i) {
        peers.push_back(rawConnect());
        char first = 0;
        ASSERT_EQ(::recv(peers.back(), &first, 1, 0), 1) << "every allowed one is greeted";
    }
    const int extra = rawConnect();
    EXPECT_EQ(readAll(extra), "");
    ::close(extra);
    ::close(peers.back());
    peers.pop_back();
    EXPECT_TRUE(connect().ok());
    for (const int peer : peers) {
        ::close(peer);
    }
}

TEST_F(LocalSocket, LargeMessagesInBothDirections) {
    const auto service = serve();
    const auto remote = connect();
    ASSERT_TRUE(remote.ok());
    constexpr std::size_t kBytes = 6u << 20;
    const auto answer = api::callAndWait(**remote, api::GetWorkflow{"", std::to_string(kBytes), ""}, {});
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    EXPECT_EQ(answer->source.size(), kBytes);
    api::StartRun start;
    start.workflow.assign(kBytes, 'w');
    api::RequestContext user;
    user.user = "u";
    const auto started = api::callAndWait(**remote, start, user);
    ASSERT_TRUE(started.ok());
    EXPECT_EQ(started->run.size(), kBytes + 2);
}

}  // namespace
}  // namespace beamline::wire
