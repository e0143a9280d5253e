// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/token_cache.h"

#include <algorithm>

namespace beamline::blocks {

namespace {
constexpr std::chrono::milliseconds kLook{50};  // how often who waits looks at its cancel token
}

std::shared_ptr<TokenCache::Entry> TokenCache::entry(const std::string& key) {
    auto& found = m_entries[key];
    if (!found) {
        found = std::make_shared<Entry>();
    }
    found->used = std::chrono::steady_clock::now();
    auto result = found;
    if (m_entries.size() > kMaxCachedTokens) {
        const auto oldest = std::min_element(m_entries.begin(), m_entries.end(), [](const auto& a, const auto& b) {
            return a.second->used < b.second->used;
        });
        m_entries.erase(oldest);  // who is waiting for it holds it
    }
    return result;
}

api::Result<TokenCache::Answer> TokenCache::get(const std::string& key, const std::string& rejected, const Stop& stop,
                                                const Fetch& fetch) {
    std::unique_lock lock(m_mutex);
    const auto own = entry(key);
    const auto start = own->generation;
    for (;;) {
        const auto& token = own->token;
        if (!token.access.empty() && token.access != rejected && std::chrono::steady_clock::now() < token.expires) {
            return Answer{token.access, own->generation == start};
        }
        if (own->generation != start && own->error && own->error->code != "timeout" && own->error->code != "runtime") {
            return *own->error;  // the authority refused: asking again for each caller would change nothing
        }
        if (stop.requested()) {
            return stop.error("Waiting for an access token");
        }
        if (!own->fetching) {
            break;
        }
        m_changed.wait_for(lock, kLook);
    }
    own->fetching = true;
    const auto last = own->token;
    lock.unlock();
    api::Result<Token> fetched = fault("runtime", 500, "Fetching an access token broke off.");
    try {
        fetched = fetch(last.refresh.empty() ? nullptr : &last);
    } catch (...) {
        lock.lock();
        own->fetching = false;
        m_changed.notify_all();
        throw;
    }
    lock.lock();
    own->fetching = false;
    ++own->generation;
    if (fetched.ok()) {
        own->token = *fetched;
    } else {
        own->token.access.clear();
        if (fetched.error().code == "authentication") {
            own->token.refresh.clear();  // else it may be the only one that is still good
        }
    }
    own->error = fetched.ok() ? std::nullopt : std::optional(fetched.error());
    m_changed.notify_all();
    if (!fetched.ok()) {
        return fetched.error();
    }
    return Answer{own->token.access, false};
}

}  // namespace beamline::blocks
