// SPDX-License-Identifier: Apache-2.0
#pragma once
// A request over a shared connection that tells a refusal by permissions from silence, and subscriptions that outlive
// nothing. Any thread.

#include <chrono>
#include <functional>
#include <string>

#include "engine/nats/library.h"
#include "engine/nats/shared_connection.h"

namespace beamline::nats {

/// The first answer. kForbidden: the server does not let us ask or hear; kUnavailable: nobody listens; kDeadline.
api::Result<std::string> ask(SharedConnection& connection, const std::string& subject, const std::string& payload,
                             std::chrono::milliseconds limit);

/// Calls `handler` for each message on a thread of the library until it is destroyed, which waits for a call that runs
/// (not from inside the handler). The message belongs to the library.
class Listening {
public:
    using Handler = std::function<void(natsMsg*)>;
    static api::Result<std::unique_ptr<Listening>> open(SharedConnection& connection, const std::string& subject,
                                                        const std::string& group, Handler handler);
    ~Listening();
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;
    /// At most so much waits for the handler; what comes then is lost.
    void limit(int messages, int bytes);
    /// Messages that were lost to the limit.
    std::int64_t lost() const;

private:
    struct Held;
    Listening() = default;
    std::shared_ptr<Held> m_held;
    Owned<natsSubscription> m_subscription;
};

}  // namespace beamline::nats
