// SPDX-License-Identifier: Apache-2.0
#pragma once
// CloudEvents as messages with headers and back, in structured and in binary mode. Pure, any thread.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/api/result.h"

namespace beamline::api {

/// In the order of the message; names count without case.
using MessageHeaders = std::vector<std::pair<std::string, std::string>>;

/// In what the transports differ.
struct CloudEventBinding {
    std::string_view prefix = "ce-";
    bool contentTypeOfData = false;  ///< binary mode tells the type of the data by content-type, not by an attribute
};
inline constexpr CloudEventBinding kCloudEventsOverNats{"ce-", false};  ///< CloudEvents NATS protocol binding 1.0.3
inline constexpr CloudEventBinding kCloudEventsOverHttp{"ce-", true};   ///< CloudEvents HTTP protocol binding 1.0.2

BOOST_DEFINE_ENUM_CLASS(CloudEventMode, structured, binary)

struct CloudEventMessage {
    MessageHeaders headers;
    std::string body;
};

/// The event in the JSON format. Structured by its content-type, or a JSON object with `specversion` without any;
/// binary by its headers: data of a JSON type is parsed, text is a string, the rest `data_base64`. kInvalidArgument
/// when it is neither or cannot be decoded. Which attributes it must have is another question: core::eventMistake.
Result<Json> readCloudEvent(const MessageHeaders& headers, std::string_view body, const CloudEventBinding& binding);

/// An event that binary mode cannot carry as it is (an attribute whose name is no header, data that is not of its type)
/// goes in structured mode.
CloudEventMessage writeCloudEvent(const Json& event, CloudEventMode mode, const CloudEventBinding& binding);

/// A text as the value of a header: percent-encoded where the bindings want it (section 3.1.3.2 of both).
std::string cloudEventHeader(std::string_view value);

}  // namespace beamline::api
