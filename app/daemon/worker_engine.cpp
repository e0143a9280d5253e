// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/worker_engine.h"

namespace beamline::daemon {

namespace {
api::Error noEngine() {
    return {api::code::kUnavailable,
            "This process only does tasks of a cluster; it has no engine. Ask a node with the role engine.",
            {},
            false};
}
}  // namespace

void WorkerEngine::submit(api::Command, api::RequestContext, api::ReplyHandler handler) {
    handler(noEngine());
}

void WorkerEngine::query(api::Query, api::RequestContext, api::ReplyHandler handler) {
    handler(noEngine());
}

std::unique_ptr<api::Subscription> WorkerEngine::subscribe(api::EventFilter, api::Seq, api::EventSink) {
    return std::make_unique<api::Subscription>();
}

}  // namespace beamline::daemon
