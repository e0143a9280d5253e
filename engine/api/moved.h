// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a node of a cluster says that another one has to be asked. Any thread.

#include "engine/api/result.h"

namespace beamline::api {

/// Error::detail of kUnavailable: nothing was done here, the node that owns it now has to be asked.
inline constexpr const char* kMoved = "moved";

inline Error movedError(const std::string& message) {
    return {code::kUnavailable, message, Json(kMoved), true};
}

inline bool isMoved(const Error& error) {
    return error.code == code::kUnavailable && error.detail.is_string() && error.detail.get_string() == kMoved;
}

}  // namespace beamline::api
