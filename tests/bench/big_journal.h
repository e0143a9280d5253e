// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs for a journal of many: six workflows, two namespaces, 5,000 customers, forty errors. Any thread.

#include <string>

#include "engine/api/ids.h"
#include "engine/store/journal.h"

namespace beamline::bench {

/// When the first run was made, and how long after each other.
struct RunTimes {
    api::Timestamp first = 1'700'000'000'000;
    api::Timestamp step = 37;
};

inline store::Change creation(store::Journal& journal, int n, api::Phase phase, bool labels, RunTimes times = {}) {
    static const char* const kWorkflows[] = {"invoice-approval", "folder-backup", "endpoint-health",
                                             "data-import",      "fan-out",       "incident"};
    store::Change change;
    change.run = journal.reserveRun();
    change.create = store::NewRun{api::sha256("x"), "bench", 0, {}, {}};
    change.facts = {"{\"kind\":\"created\"}"};
    auto& s = change.row.emplace().summary;
    const auto at = times.first + n * times.step;
    s.id = api::newUlid(at);
    s.ns = n % 10 ? "default" : "finance";
    s.workflow = kWorkflows[n % 6];
    s.version = "1.0.0";
    s.phase = phase;
    s.createdAt = at;
    s.updatedAt = at + (n * 7919LL) % 100'000;
    s.endedAt = api::isFinal(phase) ? s.updatedAt : 0;
    s.now = n % 1000 == 7 ? "error: the ledger does not answer" : "approval: pay invoice " + std::to_string(n);
    if (phase == api::Phase::faulted) {
        s.error = api::WorkflowError{"https://errors/runtime", 500, "No answer " + std::to_string(n % 40), "row 118",
                                     "/do/0/load"};
    }
    if (labels) {
        s.labels = {{"customer", "c" + std::to_string(n % 5000)}};
    }
    return change;
}

}  // namespace beamline::bench
