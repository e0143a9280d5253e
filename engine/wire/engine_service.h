// SPDX-License-Identifier: Apache-2.0
#pragma once
// Serves any engine over a transport. Constructed and destroyed by its owner; the rest happens on the transport's and
// the engine's threads.

#include <chrono>
#include <functional>
#include <memory>

#include "engine/api/engine.h"
#include "engine/wire/transport.h"

namespace beamline::wire {

inline constexpr std::chrono::milliseconds kMaxClosing{2'000};  ///< how long a service that goes finishes its answers
inline constexpr int kMaxCallsInFlight = 1024;  ///< per connection; further ones are answered kOverloaded
inline constexpr std::size_t kMaxSubscriptions =
    256;  ///< per connection; further ones get one feed.gap and nothing else

/// Looks at who says to ask, before anything is done: may rewrite the context, or refuse with an error.
using CallerCheck = std::function<api::Result<api::Unit>(api::RequestContext& context)>;

/// Who asks is taken from the caller's own words (RequestContext::user and groups). Over the local socket that gives
/// nothing away: the kernel vouches that the caller is the same user, who could as well open the journal itself or
/// start an engine on it. Over NATS it is what the servers' permissions allow to say (nats/link.h). Whoever knows more
/// gives a CallerCheck: it is the only place between the words and the engine.
///
/// A subscriber that reads too slowly loses events, not memory: what meets a full send queue is dropped, and one
/// feed.gap at the place of the last lost event follows when the queue has drained.
class EngineService {
public:
    /// Serves from now on until destruction. That lets nobody else connect, answers and sends what was asked before,
    /// refuses what is asked meanwhile, and closes; after `closing` also what is unfinished. It blocks that long at
    /// most, and must not come on an engine thread.
    EngineService(std::shared_ptr<api::Engine> engine, std::unique_ptr<Listener> listener,
                  std::chrono::milliseconds closing = kMaxClosing, CallerCheck check = {});
    ~EngineService();
    EngineService(const EngineService&) = delete;
    EngineService& operator=(const EngineService&) = delete;

private:
    class Sessions;
    std::shared_ptr<api::Engine> m_engine;
    std::unique_ptr<Listener> m_listener;
    const std::chrono::milliseconds m_closing;
    const std::shared_ptr<Sessions> m_sessions;
};

}  // namespace beamline::wire
