// SPDX-License-Identifier: Apache-2.0
#include "engine/store/jobs.h"

namespace beamline::store {

void answer(Job& job, const Answer& answer) {
    const auto give = [&](auto& done, auto type) {
        using Value = decltype(type);
        if (!done) {
            return;
        }
        if (const auto* error = std::get_if<api::Error>(&answer)) {
            done(api::Result<Value>(*error));
        } else {
            done(api::Result<Value>(std::get<Value>(answer)));
        }
    };
    if (auto* change = std::get_if<Change>(&job)) {
        give(change->done, api::Seq{});
    } else if (auto* deployment = std::get_if<Deployment>(&job)) {
        give(deployment->done, bool{});
    } else if (auto* pruning = std::get_if<Pruning>(&job)) {
        give(pruning->done, std::int64_t{});
    } else if (auto* note = std::get_if<Note>(&job)) {
        give(note->done, std::int64_t{});
    } else if (auto* barrier = std::get_if<Barrier>(&job)) {
        barrier->done();
    }
}

}  // namespace beamline::store
