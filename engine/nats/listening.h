// SPDX-License-Identifier: Apache-2.0
#pragma once
// A subscription with a function, which does not run any more when the object has gone. Any thread; the function runs
// on a thread of the library, one message at a time, and must not end its own object.

#include <functional>
#include <memory>
#include <string>

#include "engine/nats/library.h"
#include "engine/nats/shared_connection.h"

namespace beamline::nats {

class Listening {
public:
    using Handler = std::function<void(natsMsg* message)>;  ///< the message is gone afterwards
    /// At most `maxPendingBytes` wait for the function; what comes then is lost.
    static api::Result<std::unique_ptr<Listening>> open(const SharedConnection& connection, const std::string& subject,
                                                        int maxPendingBytes, Handler handler);
    ~Listening();
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

private:
    struct State;
    explicit Listening(std::shared_ptr<State> state) : m_state(std::move(state)) {}
    const std::shared_ptr<State> m_state;
};

/// Of a received message.
std::string_view dataOf(natsMsg* message);
/// Null: it has none of this name.
const char* headerOf(natsMsg* message, const char* name);

}  // namespace beamline::nats
