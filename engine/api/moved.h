// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a node says that it did nothing of what it was asked, so that another one, or the same later, may be asked. Any
// thread.

#include "engine/api/result.h"

namespace beamline::api {

/// Error::detail of kUnavailable: nothing was done here, the node that owns it now has to be asked.
inline constexpr const char* kMoved = "moved";
/// Likewise: the request did not come to who should do it, or was not taken there.
inline constexpr const char* kNotTaken = "not_taken";

inline Error movedError(const std::string& message) {
    return {code::kUnavailable, message, Json(kMoved), true};
}

inline Error notTakenError(const std::string& message) {
    return {code::kUnavailable, message, Json(kNotTaken), true};
}

inline bool isMoved(const Error& error) {
    return error.code == code::kUnavailable && error.detail == kMoved;
}

inline bool isNotTaken(const Error& error) {
    return error.code == code::kUnavailable && error.detail == kNotTaken;
}

}  // namespace beamline::api
