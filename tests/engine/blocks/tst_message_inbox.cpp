// SPDX-License-Identifier: Apache-2.0
// What a subscription holds of messages that nobody has looked at yet.

#include <gtest/gtest.h>

#include "engine/blocks/message_inbox.h"

namespace beamline::blocks {
namespace {

TEST(MessageInbox, HoldsSoManyBytes) {
    MessageInbox inbox;
    const std::size_t size = 1024 * 1024;
    const auto fit = static_cast<std::size_t>(kMaxPendingBytes) / (size + 1024);
    for (std::size_t i = 0; i < fit; ++i) {
        inbox.put({"s", {{"name", "value"}}, std::string(size, 'x'), {}});
    }
    EXPECT_FALSE(inbox.lost());
    EXPECT_TRUE(inbox.take(std::chrono::milliseconds(0)));
    inbox.put({"s", {}, std::string(size, 'x'), {}});
    EXPECT_FALSE(inbox.lost()) << "what was taken has made room";
    inbox.put({"s", {}, std::string(size, 'x'), {}});
    EXPECT_TRUE(inbox.lost());
    std::size_t taken = 0;
    while (inbox.take(std::chrono::milliseconds(0))) {
        ++taken;
    }
    EXPECT_EQ(taken, fit);
}

TEST(MessageInbox, HoldsSoManyMessages) {
    MessageInbox inbox;
    for (int i = 0; i < kMaxPendingMessages; ++i) {
        inbox.put({"s", {}, "x", {}});
    }
    EXPECT_FALSE(inbox.lost());
    inbox.put({"s", {}, "x", {}});
    EXPECT_TRUE(inbox.lost());
}

}  // namespace
}  // namespace beamline::blocks
