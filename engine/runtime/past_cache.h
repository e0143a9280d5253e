// SPDX-License-Identifier: Apache-2.0
#pragma once
// The histories of the runs that were asked for last: a page, a moment or a task of a long run is told without folding
// all of it again, and what has happened since is added. Thread-safe; who asks for the same run waits for the other.

#include <list>
#include <mutex>

#include "engine/runtime/definition_cache.h"
#include "engine/runtime/past_index.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxKeptPasts = 8;  ///< the least recently used go first
inline constexpr std::size_t kMaxKeptPastBytes =
    64 * 1024 * 1024;  ///< of all; a longer one is folded for each question

class PastCache {
public:
    PastCache(store::Journal& journal, DefinitionCache& definitions) : m_journal(journal), m_definitions(definitions) {}

    /// Calls `use` with the run's history from its beginning, as it is now. Blocking.
    using Use = std::function<api::Result<api::Unit>(PastIndex& past)>;
    api::Result<api::Unit> read(const std::string& run, const Use& use);
    /// The page, of which often the run's end is enough.
    api::Result<api::HistoryPage> page(const api::GetHistory& query);
    /// What is kept may be of another journal.
    void clear();

private:
    struct Kept {
        std::mutex mutex;
        std::unique_ptr<PastIndex> past;
    };
    struct Place {
        std::string run;
        std::shared_ptr<Kept> kept;
        std::size_t bytes = 0;
    };

    /// Brings `past` up to date, `whole` or as much of it as is easily had.
    api::Result<api::Unit> prepare(std::unique_ptr<PastIndex>& past, store::RunKey key, bool whole);
    template <class Work>
    api::Result<api::Unit> with(const std::string& run, const Work& work);
    std::shared_ptr<Kept> take(const std::string& run);
    void keep(const std::string& run, const std::shared_ptr<Kept>& kept, std::size_t bytes);

    store::Journal& m_journal;
    DefinitionCache& m_definitions;
    std::mutex m_mutex;
    std::list<Place> m_recent;  ///< most recent first
};

}  // namespace beamline::runtime
