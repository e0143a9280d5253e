// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/liveness.h"

namespace beamline::daemon {

bool Liveness::look(api::Engine& engine, std::chrono::milliseconds most) {
    if (!m_state->asked.exchange(true)) {
        api::RequestContext context;
        context.client = "beamlined";
        engine.query(api::CountRuns{}, context, [state = m_state](const auto&) {
            state->answered = Clock::now().time_since_epoch().count();
            state->asked = false;
        });
    }
    return Clock::now().time_since_epoch() - Clock::duration(m_state->answered) <= most;
}

}  // namespace beamline::daemon
