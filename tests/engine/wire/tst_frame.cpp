// SPDX-License-Identifier: Apache-2.0
// Frames arrive whole however the stream is cut, and a stream that is none is refused; the send queue keeps its limits.

#include <gtest/gtest.h>

#include "engine/wire/frame.h"
#include "engine/wire/send_queue.h"

namespace beamline::wire {
namespace {

std::string frame(const std::string& message) {
    const auto header = frameHeader(message.size());
    return std::string(header.data(), header.size()) + message;
}

TEST(Frame, LengthIsBigEndian) {
    const auto header = frameHeader(0x01020304);
    EXPECT_EQ(std::string(header.data(), header.size()), "\x01\x02\x03\x04");
}

TEST(Frame, EveryCutOfTheStreamGivesTheSameMessages) {
    const std::vector<std::string> sent{"a", std::string(300, 'b'), "cc"};
    std::string stream;
    for (const auto& message : sent) {
        stream += frame(message);
    }
    for (std::size_t part = 1; part <= stream.size(); ++part) {
        FrameReader reader(1000);
        std::vector<std::string> received;
        for (std::size_t i = 0; i < stream.size(); i += part) {
            ASSERT_TRUE(reader
                            .feed(std::string_view(stream).substr(i, part),
                                  [&](std::string m) { received.push_back(std::move(m)); })
                            .ok());
        }
        EXPECT_EQ(received, sent) << part;
    }
}

TEST(Frame, RefusesOversizedAndEmptyMessages) {
    const auto nothing = [](const std::string&) { FAIL(); };
    FrameReader small(10);
    const auto tooLarge = small.feed(frame(std::string(11, 'x')), nothing);
    ASSERT_FALSE(tooLarge.ok());
    EXPECT_NE(tooLarge.error().message.find("11 bytes"), std::string::npos);
    FrameReader exact(10);
    int count = 0;
    EXPECT_TRUE(exact.feed(frame(std::string(10, 'x')), [&](const std::string&) { ++count; }).ok());
    EXPECT_EQ(count, 1);
    FrameReader empty(10);
    EXPECT_FALSE(empty.feed(frame(""), nothing).ok());
    FrameReader garbage(kMaxMessageBytes);
    EXPECT_FALSE(garbage.feed("GET / HTTP/1.1\r\n", nothing).ok());
}

TEST(SendQueue, RefusesEventsUntilHalfOfTheLimitIsFree) {
    SendQueue queue({1000, 1000, 10'000});
    const std::string event(300 - 64, 'e');
    int queued = 0;
    while (queue.push(event, Overflow::refuse) == SendQueue::Push::queued) {
        ++queued;
    }
    EXPECT_EQ(queued, 3);
    EXPECT_FALSE(queue.sent(queue.take().size())) << "600 of 1000 are still unsent";
    EXPECT_EQ(queue.push(event, Overflow::refuse), SendQueue::Push::refused) << "once refused, refused until drained";
    EXPECT_EQ(queue.push(event, Overflow::close), SendQueue::Push::queued) << "answers are not events";
    EXPECT_FALSE(queue.sent(queue.take().size()));
    EXPECT_TRUE(queue.sent(queue.take().size()));
    EXPECT_EQ(queue.push(event, Overflow::refuse), SendQueue::Push::queued);
}

TEST(SendQueue, ExceedingTheLastLimitIsToldAndASingleLargeMessagePasses) {
    SendQueue queue({1000, 100, 500});
    EXPECT_EQ(queue.push(std::string(900, 'x'), Overflow::refuse), SendQueue::Push::queued);
    EXPECT_EQ(queue.push("y", Overflow::close), SendQueue::Push::exceeded);
    const auto message = queue.take();
    queue.sent(message.size());
    EXPECT_EQ(queue.unsentBytes(), 0u);
}

}  // namespace
}  // namespace beamline::wire
