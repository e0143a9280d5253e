// SPDX-License-Identifier: Apache-2.0
// Two ends of a session over a network that loses, doubles and holds packets: every message arrives whole, once and in
// order, and nobody holds more than was agreed on.

#include <gtest/gtest.h>

#include <random>

#include "engine/nats/link_stream.h"

namespace beamline::nats {
namespace {

using namespace std::chrono_literals;
using Clock = LinkStream::Clock;

constexpr wire::Limits kLimits{64 * 1024, 8 * 1024, 256 * 1024};
constexpr LinkStream::Times kTimes{100ms, 2'000ms, 500ms};
constexpr std::size_t kWindow = 4 * 1024;
constexpr std::size_t kMaxPacket = 1'000;

/// Both ends, the packets between them, and a clock that stands until the test moves it.
class Pair {
public:
    explicit Pair(unsigned seed, int lossPercent = 0) : m_random(seed), m_lossPercent(lossPercent) {
        for (auto& stream : streams) {
            stream.begin(kWindow, kMaxPacket);
        }
    }
    void send(int from, std::string message) {
        EXPECT_EQ(streams[from].push(std::move(message), wire::Overflow::close), wire::SendQueue::Push::queued);
        act(from, [&](auto& stream, auto& out) { stream.pump(out); });
    }
    template <class Use>
    void act(int side, Use use) {
        LinkStream::Out out;
        use(streams[side], out);
        settle(side, out);
    }
    void settle(int side, LinkStream::Out& out) {
        for (auto& packet : out.packets) {
            if (!m_broken && percent() >= m_lossPercent) {
                m_way[side].push_back(packet);
                if (percent() < m_lossPercent) {
                    m_way[side].push_back(packet);
                }
            }
        }
        ended[side] = ended[side] || out.ended;
        if (out.ended) {
            why[side] = out.why;
        }
        for (auto& message : out.messages) {
            got[side].push_back(message);
            held[side] += message.size();
        }
        while (!paused && held[side] > 0) {
            held[side] = 0;
        }
        if (!paused) {
            for (std::size_t i = 0; i < out.messages.size(); ++i) {
                act(side, [&](auto& stream, auto& more) { stream.handled(now, more); });
            }
        } else {
            waiting[side] += out.messages.size();
        }
    }
    void resume() {
        paused = false;
        for (int side : {0, 1}) {
            for (; waiting[side] > 0; --waiting[side]) {
                act(side, [&](auto& stream, auto& more) { stream.handled(now, more); });
            }
        }
    }
    /// Delivers what is on its way, at random, and lets time pass; until nothing happens any more or `rounds` are over.
    void run(int rounds, const std::function<bool()>& done) {
        for (int round = 0; round < rounds && !done(); ++round) {
            for (int side : {0, 1}) {
                auto on = std::exchange(m_way[side], {});
                for (const auto& bytes : on) {
                    const auto packet = decodePacket(bytes);
                    ASSERT_TRUE(packet);
                    EXPECT_LE(bytes.size(), kMaxPacket);
                    act(1 - side, [&](auto& stream, auto& out) { stream.arrived(*packet, now, out); });
                }
            }
            now += 10ms;
            for (int side : {0, 1}) {
                act(side, [&](auto& stream, auto& out) {
                    stream.tick(now, out);
                    stream.pump(out);
                });
            }
        }
    }
    void breakNetwork(bool value) { m_broken = value; }
    std::size_t onTheWay(int side) const {
        std::size_t bytes = 0;
        for (const auto& packet : m_way[side]) {
            bytes += packet.size();
        }
        return bytes;
    }

    Clock::time_point now{std::chrono::hours(1)};
    LinkStream streams[2]{{kLimits, kTimes, kWindow, now}, {kLimits, kTimes, kWindow, now}};
    std::vector<std::string> got[2];
    std::size_t held[2]{};
    std::size_t waiting[2]{};
    bool ended[2]{};
    std::string why[2];
    bool paused = false;

private:
    int percent() { return std::uniform_int_distribution<int>(0, 99)(m_random); }
    std::mt19937 m_random;
    const int m_lossPercent;
    bool m_broken = false;
    std::vector<std::string> m_way[2];
};

std::vector<std::string> messages(unsigned seed, int count) {
    std::mt19937 random(seed);
    std::vector<std::string> out;
    for (int i = 0; i < count; ++i) {
        const auto size = std::uniform_int_distribution<int>(1, i % 7 == 0 ? 20'000 : 300)(random);
        out.push_back(std::to_string(i) + std::string(static_cast<std::size_t>(size), static_cast<char>('a' + i % 26)));
    }
    return out;
}

TEST(LinkStream, EverythingArrivesWhateverTheNetworkLosesAndDoubles) {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        Pair pair(seed, static_cast<int>(seed % 4) * 10);
        const auto there = messages(seed, 30);
        const auto back = messages(seed + 1'000, 10);
        for (const auto& one : there) {
            pair.send(0, one);
        }
        for (const auto& one : back) {
            pair.send(1, one);
        }
        pair.run(20'000, [&] {
            return (pair.got[1].size() == there.size() && pair.got[0].size() == back.size()) || pair.ended[0] ||
                   pair.ended[1];
        });
        EXPECT_EQ(pair.got[1], there) << "seed " << seed << " " << pair.why[0] << pair.why[1];
        EXPECT_EQ(pair.got[0], back) << "seed " << seed;
    }
}

TEST(LinkStream, ASlowReaderHoldsTheSenderBack) {
    Pair pair(1);
    pair.paused = true;
    std::size_t refused = 0;
    for (int i = 0; i < 100; ++i) {
        const auto pushed = pair.streams[0].push(std::string(500, 'e'), wire::Overflow::refuse);
        refused += pushed == wire::SendQueue::Push::refused;
        pair.act(0, [&](auto& stream, auto& out) { stream.pump(out); });
    }
    pair.run(20, [] { return false; });
    EXPECT_GT(refused, 60U);
    EXPECT_LE(pair.got[1].size() * 500, kWindow) << "no more than the window waits for the handler";
    bool drained = false;
    pair.resume();
    for (int i = 0; i < 200 && !drained; ++i) {
        pair.run(1, [] { return false; });
        pair.act(0, [&](auto& stream, auto& out) {
            stream.pump(out);
            drained = drained || out.drained;
        });
        drained = drained || pair.got[1].size() == 100 - refused;
    }
    EXPECT_EQ(pair.got[1].size(), 100 - refused) << "what was not refused has come";
}

TEST(LinkStream, SignsOfLifeAndTheirAbsence) {
    Pair pair(1);
    pair.run(1'000, [] { return false; });
    EXPECT_FALSE(pair.ended[0]) << "a session in which nothing is said goes on: " << pair.why[0];
    pair.breakNetwork(true);
    pair.run(300, [] { return false; });
    EXPECT_TRUE(pair.ended[0]);
    EXPECT_TRUE(pair.ended[1]);
    EXPECT_NE(pair.why[0].find("2 s"), std::string::npos) << pair.why[0];
}

TEST(LinkStream, APeerThatNobodyListensForIsGoneSooner) {
    Pair pair(1);
    pair.breakNetwork(true);
    pair.act(0, [&](auto& stream, auto&) { stream.absent(pair.now); });
    pair.run(60, [&] { return pair.ended[0]; });
    EXPECT_TRUE(pair.ended[0]);
    EXPECT_FALSE(pair.ended[1]);
}

TEST(LinkStream, FinishingSendsWhatIsQueuedBefore) {
    Pair pair(3, 20);
    const auto all = messages(5, 20);
    for (const auto& one : all) {
        pair.send(0, one);
    }
    pair.streams[0].finish();
    pair.run(20'000, [&] { return pair.ended[1]; });
    EXPECT_EQ(pair.got[1], all);
    EXPECT_NE(pair.why[1].find("finished"), std::string::npos) << pair.why[1];
}

TEST(LinkStream, AServerThatGoesCostsNothingButTime) {
    Pair pair(1);
    const auto all = messages(9, 30);
    for (std::size_t i = 0; i < all.size(); ++i) {
        pair.breakNetwork(i % 5 == 4);
        pair.send(0, all[i]);
        pair.run(3, [] { return false; });
        pair.breakNetwork(false);
        for (int side : {0, 1}) {
            pair.act(side, [&](auto& stream, auto& out) { stream.mended(pair.now, out); });
        }
    }
    pair.run(1'000, [&] { return pair.got[1].size() == all.size(); });
    EXPECT_EQ(pair.got[1], all);
}

TEST(LinkStream, StrangersDoNotGetFar) {
    const auto ends = [](const Packet& packet) {
        LinkStream stream(kLimits, kTimes, kWindow, Clock::time_point());
        stream.begin(kWindow, kMaxPacket);
        LinkStream::Out out;
        stream.arrived(packet, Clock::time_point(), out);
        return out.ended;
    };
    Packet liar;
    liar.received = 5;
    EXPECT_TRUE(ends(liar)) << "what was never sent cannot have come";
    Packet much;
    much.kind = Packet::Kind::part;
    much.number = 1;
    const std::string body(kWindow + 1, 'x');
    much.body = body;
    EXPECT_TRUE(ends(much)) << "more than the window";
    EXPECT_FALSE(decodePacket("blk"));
    EXPECT_FALSE(decodePacket(std::string(kPacketHeader, '\0')));
    Packet whole;
    whole.kind = Packet::Kind::part;
    whole.more = whole.again = true;
    whole.number = ~0ULL;
    whole.received = 7;
    whole.consumed = 9;
    whole.body = "abc";
    const auto bytes = encodePacket(whole);
    const auto back = decodePacket(bytes);
    ASSERT_TRUE(back);
    EXPECT_EQ(encodePacket(*back), bytes);
    EXPECT_EQ(back->number, ~0ULL);
    EXPECT_TRUE(back->more && back->again && !back->fin);
}

}  // namespace
}  // namespace beamline::nats
