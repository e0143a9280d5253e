// SPDX-License-Identifier: Apache-2.0
#pragma once
// CloudEvents (1.0.2, JSON format) as a command line takes them: made from its arguments, or read from a file. Main
// thread.

#include "app/ctl/client.h"

namespace beamline::ctl {

inline constexpr std::size_t kMaxEventsRead = 100'000;  ///< of one file

struct EventParts {
    std::string type;
    std::string source = "/beamctl";
    std::string subject;
    std::string id;    ///< empty: a new ULID
    std::string data;  ///< JSON, "@FILE", "-" for stdin, or empty
    std::vector<std::string> attributes;
};

/// The event of these parts, as of now. Error kInvalidArgument for an attribute that cannot be, kInvalidInput with the
/// place for data that is no JSON; `dataName` gets the file that is meant.
api::Result<api::Json> makeEvent(const EventParts& parts, std::string& dataName);

/// The events of a file, or of stdin for "-": one event, an array of them (the batch format), or JSON lines. Error
/// kInvalidInput names every event that is none, with its line; then there is nothing to publish.
api::Result<std::vector<api::Json>> readEvents(const std::string& path);

}  // namespace beamline::ctl
