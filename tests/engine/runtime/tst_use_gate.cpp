// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/use_gate.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace beamline::test {

TEST(UseGate, ClosingWaitsForWhoIsInsideAndLetsNobodyInAfterwards) {
    runtime::UseGate gate;
    std::atomic<bool> inside = false;
    std::atomic<bool> leave = false;
    std::atomic<bool> closed = false;
    std::thread user([&] {
        EXPECT_TRUE(gate.enter([&] {
            EXPECT_TRUE(gate.enter([] {})) << "who is inside may enter again";
            inside = true;
            while (!leave) {
                std::this_thread::yield();
            }
        }));
    });
    while (!inside) {
        std::this_thread::yield();
    }
    std::thread closer([&] {
        gate.close();
        closed = true;
    });
    EXPECT_FALSE(closed);
    leave = true;
    closer.join();
    user.join();
    bool done = false;
    EXPECT_FALSE(gate.enter([&] { done = true; }));
    EXPECT_FALSE(done);
}

}  // namespace beamline::test
