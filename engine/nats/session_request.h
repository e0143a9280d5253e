// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a session of a link begins: the request for one and its answer, as JSON. Pure, any thread.

#include <boost/describe.hpp>
#include <string>
#include <string_view>

#include "engine/api/result.h"

namespace beamline::nats {

/// The client understands `protocol` to `newest` (wire/protocols.h).
struct SessionRequest {
    int protocol = 0;
    std::string to;          ///< where the client listens
    std::size_t window = 0;  ///< bytes that it takes before it has handled them
    std::string client;      ///< for people
    int newest = 0;
};
BOOST_DESCRIBE_STRUCT(SessionRequest, (), (protocol, to, window, client, newest))
/// The same of the other side, which has chosen the protocol.
struct SessionOffer {
    int protocol = 0;
    std::string to;
    std::size_t window = 0;
    std::string node;
};
BOOST_DESCRIBE_STRUCT(SessionOffer, (), (protocol, to, window, node))

struct SessionRefusal {
    api::Error error;
};
BOOST_DESCRIBE_STRUCT(SessionRefusal, (), (error))

std::string writeRequest(const SessionRequest& request);
/// What does not fit is refused, and so is a subject that nobody may be answered at.
api::Result<SessionRequest> readRequest(std::string_view text);

std::string writeOffer(const SessionOffer& offer);
std::string writeRefusal(const api::Error& why);
/// The offer, or the error in a refusal.
api::Result<SessionOffer> readOffer(std::string_view text);

}  // namespace beamline::nats
