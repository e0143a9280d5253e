// SPDX-License-Identifier: Apache-2.0
#pragma once
// Waiting for a time of the wall clock, without looking at it meanwhile. Any thread.

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace beamline::runtime {

#ifdef __linux__
/// The kernel wakes who waits for a time of the wall clock also when that was set, or passed while the machine slept.
inline constexpr std::chrono::milliseconds kWallLook = std::chrono::hours(24);
#else
/// How often the clock is looked at: the longest that one is late after the clock was set forward or the machine slept.
inline constexpr std::chrono::milliseconds kWallLook = std::chrono::seconds(10);
#endif

/// Until `wait` has passed by the wall clock, at most kWallLook, or somebody wakes it: the caller looks what it is.
inline void waitByWall(std::condition_variable& wake, std::unique_lock<std::mutex>& lock,
                       std::chrono::milliseconds wait) {
    wake.wait_until(lock, std::chrono::system_clock::now() + std::min(wait, kWallLook));
}

/// The same, and goes on waiting while it was woken for nothing.
template <class Ready>
void waitByWall(std::condition_variable& wake, std::unique_lock<std::mutex>& lock, std::chrono::milliseconds wait,
                Ready ready) {
    wake.wait_until(lock, std::chrono::system_clock::now() + std::min(wait, kWallLook), ready);
}

}  // namespace beamline::runtime
