// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where in the journal it is told what came of which runs of a batch: a page reads the facts of that page alone,
// however long the batch is. Thread-safe; blocking.

#include <list>
#include <memory>
#include <mutex>

#include "engine/runtime/batch_definition.h"
#include "engine/store/journal.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxIndexedBatches = 4;  ///< those looked at last

struct BatchChunks {
    struct Told {
        api::Seq seq = 0;  ///< of the fact
        BatchCounts so;    ///< with it and all before
        std::size_t end() const { return static_cast<std::size_t>(so.done + so.refused + so.failed); }
    };
    store::RunKey key = 0;
    api::BatchAction action = api::BatchAction::cancel;
    std::size_t total = 0;
    std::shared_ptr<const std::vector<std::string>> runs;  ///< in their order; null when something is told of all
    std::vector<Told> told;                                ///< in the same order
    api::Seq seen = 0;                                     ///< its newest fact
    std::size_t done() const { return told.empty() ? 0 : told.back().end(); }
};

class BatchIndex {
public:
    using Chunks = std::shared_ptr<const BatchChunks>;
    /// As the journal has it now; reads what is new since it was asked for last.
    api::Result<Chunks> of(store::Journal& journal, const std::string& batch);
    void forget(const std::string& batch);

private:
    std::mutex m_mutex;
    std::list<std::pair<std::string, Chunks>> m_latest;
};

/// What one of those facts tells.
api::Result<BatchStep> readStep(store::Journal& journal, const BatchChunks& chunks, std::size_t told);

}  // namespace beamline::runtime
