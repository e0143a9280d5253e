// SPDX-License-Identifier: Apache-2.0
#pragma once
// How an engine (engine/blocks/script_process.h) and a child beamline-script (app/script/) talk over the child's stdin
// and stdout. Constants, any thread.
//
// Each message is its length (four bytes, the highest first) and so many bytes: a JSON object, a line feed, and a JSON
// value that is only passed on. Requests are answered in their order.
//
//   {"do": "ping"}                                                        null
//   {"do": "check", "parameters": […], "source": "…"}                     null   is it an expression?
//   {"do": "evaluate", "id", "parameters", "source", "now", "limitMs"}    the arguments, an array
//   {"do": "run", "source", "limitMs"}                                    the value of `args`
//
// `source` may be left out of "evaluate" when the child was given it with this id before; if it has forgotten it, it
// answers {"error": "unknown"}. Answers: {} and the value, or {"error": KIND, "message": …} and null, where KIND is
// syntax, thrown, timeout, protocol or unknown.

#include <cstddef>
#include <cstdint>

namespace beamline::script {

inline constexpr std::size_t kMaxMessageBytes = std::size_t{32} * 1024 * 1024;
inline constexpr std::size_t kMaxKeptFunctions = 4096;  ///< of a child; then it forgets all

/// How the child ends when it must: out of memory, or a script that cannot be interrupted.
inline constexpr int kExitMemory = 101;
inline constexpr int kExitStuck = 102;
inline constexpr int kExitUnconfined = 103;

}  // namespace beamline::script
