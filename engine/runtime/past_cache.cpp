// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/past_cache.h"

#include <algorithm>

namespace beamline::runtime {

std::shared_ptr<PastCache::Kept> PastCache::take(const std::string& run) {
    const std::lock_guard lock(m_mutex);
    const auto known =
        std::find_if(m_recent.begin(), m_recent.end(), [&](const Place& place) { return place.run == run; });
    if (known != m_recent.end()) {
        m_recent.splice(m_recent.begin(), m_recent, known);
    } else {
        m_recent.push_front({run, std::make_shared<Kept>(), 0});
    }
    if (m_recent.size() > kMaxKeptPasts) {
        m_recent.pop_back();
    }
    return m_recent.front().kept;
}

/// Bytes 0: there is nothing to keep.
void PastCache::keep(const std::string& run, const std::shared_ptr<Kept>& kept, std::size_t bytes) {
    const std::lock_guard lock(m_mutex);
    const auto known = std::find_if(m_recent.begin(), m_recent.end(), [&](const Place& place) {
        return place.run == run && place.kept == kept;  // else it was let go of meanwhile
    });
    if (known == m_recent.end()) {
        return;
    }
    known->bytes = bytes;
    if (bytes == 0 || bytes > kMaxKeptPastBytes) {
        m_recent.erase(known);
    }
    std::size_t all = 0;
    for (auto place = m_recent.begin(); place != m_recent.end();) {
        all += place->bytes;
        place = all > kMaxKeptPastBytes ? m_recent.erase(place) : std::next(place);
    }
}

void PastCache::clear() {
    const std::lock_guard lock(m_mutex);
    m_recent.clear();
}

api::Result<api::Unit> PastCache::prepare(std::unique_ptr<PastIndex>& past, store::RunKey key, bool whole) {
    if (past && (past->whole() || !whole)) {
        const auto followed = past->follow();
        if (followed && *followed) {
            return api::Unit{};
        }
        if (!followed) {
            past.reset();
            return followed.error();
        }
    }
    past.reset();
    const auto stored = m_journal.loadRun(key);
    if (!stored) {
        return stored.error();
    }
    auto definition = m_definitions.byDigest(stored->definitionDigest);
    if (!definition) {
        return definition.error();
    }
    if (!whole) {
        auto end = PastIndex::endOf(m_journal, *definition, *stored);
        if (!end) {
            return end.error();
        }
        if (*end) {
            past = std::move(*end);
            return api::Unit{};
        }
    }
    auto all = std::make_unique<PastIndex>(m_journal, *definition, *stored);
    const auto followed = all->follow();
    if (followed) {
        past = std::move(all);
    }
    return followed ? api::Result<api::Unit>(api::Unit{}) : followed.error();
}

template <class Work>
api::Result<api::Unit> PastCache::with(const std::string& run, const Work& work) {
    const auto key = m_journal.findRun(run);
    if (!key) {
        return key.error();
    }
    const auto kept = take(run);
    const std::lock_guard lock(kept->mutex);
    auto done = work(*key, kept->past);
    keep(run, kept, kept->past ? kept->past->bytes() : 0);
    return done;
}

api::Result<api::Unit> PastCache::read(const std::string& run, const Use& use) {
    return with(run, [&](store::RunKey key, std::unique_ptr<PastIndex>& past) {
        const auto ready = prepare(past, key, true);
        return ready ? use(*past) : ready;
    });
}

api::Result<api::HistoryPage> PastCache::page(const api::GetHistory& query) {
    if (const auto checked = core::HistoryPager(query).check(); !checked) {
        return checked.error();
    }
    api::HistoryPage page;
    const auto done = with(query.run, [&](store::RunKey key, std::unique_ptr<PastIndex>& past) {
        for (const bool whole : {!query.descending, true}) {
            if (auto ready = prepare(past, key, whole); !ready) {
                return ready;
            }
            auto found = past->page(query);
            if (!found) {
                return api::Result<api::Unit>(found.error());
            }
            if (*found) {
                page = std::move(**found);
                break;
            }
        }
        return api::Result<api::Unit>(api::Unit{});
    });
    return done ? std::move(page) : api::Result<api::HistoryPage>(done.error());
}

}  // namespace beamline::runtime
