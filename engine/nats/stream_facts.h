// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the leader of a stream says about it at this moment. Blocks; any thread.

#include <chrono>

#include "engine/nats/shared_connection.h"

namespace beamline::nats {

inline constexpr std::chrono::milliseconds kAskStream{2'000};

struct StreamFacts {
    std::string id;           ///< another one after the stream was deleted and made anew
    std::uint64_t first = 1;  ///< oldest that is there; after `last` when there is none
    std::uint64_t last = 0;
    int replicas = 1;
    std::string leader;   ///< server; empty of a server that is alone
    bool steady = false;  ///< a majority was heard of by the leader just now: nobody else can lead yet
};

/// kNotFound: there is no such stream; kUnavailable: no server or no leader answers.
api::Result<StreamFacts> factsOf(const SharedConnection& connection, const std::string& stream,
                                 std::chrono::milliseconds limit = kAskStream);

/// Why a call about `stream` failed, with what to do.
api::Error streamError(const SharedConnection& connection, const std::string& stream, int status, int code);

/// "$JS.API", or what the target says instead.
std::string jetStreamApi(const Target& target);

}  // namespace beamline::nats
