// SPDX-License-Identifier: Apache-2.0
#pragma once
// Calls of `worker`: given to the engine's WorkQueue, which tells what came of them, so that no thread waits however
// long it takes. Thread-safe.

#include <map>
#include <mutex>
#include <set>

#include "engine/blocks/worker_block.h"
#include "engine/core/machine/machine.h"
#include "engine/runtime/secrets.h"
#include "engine/runtime/services.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxTakenBack = 4'096;  ///< remembered; an older one is at work for nobody

struct RemoteCall {
    const core::CallTask& call;
    blocks::Invocation invocation;
    core::Data secrets;  ///< as Machine::secrets()
    std::string run;
    std::string workflow;
    std::string task;
    int priority = 0;
    std::string tenant;
    std::string trace;  ///< traceparent of the run; empty: none
    /// Called at most once, on any thread. No result: nothing was done, it is to be begun again after a while.
    std::function<void(std::optional<blocks::BlockResult>, core::Data exchanges)> done;
};

class RemoteWork {
public:
    /// `queue` may be null: then nothing is called but stop().
    RemoteWork(std::shared_ptr<blocks::WorkQueue> queue, const SecretSource& secrets, Problems& problems,
               Statistics& statistics);
    ~RemoteWork();
    RemoteWork(const RemoteWork&) = delete;
    RemoteWork& operator=(const RemoteWork&) = delete;

    static bool isRemote(const core::CallTask& call) { return call.function == blocks::kWorkerFunction; }
    /// Blocks for as long as the source of secrets takes.
    void begin(RemoteCall call);
    /// The run wants it no more. `key`: the call's idempotency key, here and below.
    void cancel(const std::string& key);
    /// Whoever has the run next asks for it again.
    void letGo(const std::string& key);
    /// Lets go of everything.
    void stop();

private:
    struct Waiting {
        std::function<void(std::optional<blocks::BlockResult>, core::Data)> done;
        Redaction redaction;
        std::string request;  ///< "images/thumbnail"
        api::Timestamp begun = 0;
    };
    struct State {
        std::mutex mutex;
        std::map<std::string, Waiting> waiting;
        Problems* problems = nullptr;  ///< null: stopped
    };
    static void finished(State& state, const std::string& id, blocks::WorkResult result);
    bool wasTakenBack(const std::string& id);

    const std::shared_ptr<blocks::WorkQueue> m_queue;
    const SecretSource& m_secrets;
    const std::shared_ptr<State> m_state = std::make_shared<State>();
    std::set<std::string> m_takenBack;  ///< before they began; under the state's mutex
};

/// The same for the same attempt on every node, in the form of a UUID.
std::string assignmentId(const std::string& key);

}  // namespace beamline::runtime
