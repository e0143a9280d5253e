// SPDX-License-Identifier: Apache-2.0
#pragma once
// Exit codes of beamctl, a contract with scripts. Any thread.

#include "engine/api/values.h"

namespace beamline::ctl {

inline constexpr int kCompleted = 0;
inline constexpr int kInternal = 1;  ///< a mistake of ours
inline constexpr int kUsage = 2;     ///< wrong usage; also what does not exist, is not allowed or not possible now
inline constexpr int kInvalid = 3;   ///< invalid definition or input
inline constexpr int kFaulted = 4;   ///< the last line on stderr is the error as JSON
inline constexpr int kCancelled = 5;
inline constexpr int kUnreachable = 6;    ///< engine unreachable, overloaded or not accepting
inline constexpr int kInterrupted = 130;  ///< left by a signal, as shells count it

int exitCodeOf(const api::Error& error);
int exitCodeOf(api::Phase phase);

}  // namespace beamline::ctl
