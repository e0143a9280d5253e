// SPDX-License-Identifier: Apache-2.0
#pragma once
// When something is due: a duration from now or a date-time. Pure, any thread.

#include "engine/api/values.h"

namespace beamline::core {

/// `due` is an ISO 8601 duration or a duration object, counted from `now`, or an RFC 3339 date-time
/// ("2030-01-31T18:00:00Z", "…+01:00"; without a zone it is UTC). Error kInvalidArgument.
api::Result<api::Timestamp> dueDate(const api::Json& due, api::Timestamp now);

}  // namespace beamline::core
