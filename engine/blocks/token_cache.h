// SPDX-License-Identifier: Apache-2.0
#pragma once
// Access tokens by the policy that gave them, in memory only and until shortly before they expire. Any thread; who asks
// for the same token at the same time shares one fetch.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxCachedTokens = 256;  ///< the one that was used longest ago is dropped first
/// A token is renewed that long before it expires, or after nine tenths of a shorter life.
inline constexpr std::chrono::seconds kTokenMargin{30};

struct Token {
    std::string access;
    std::string refresh;  ///< empty: none
    std::chrono::steady_clock::time_point expires;
};

class TokenCache {
public:
    /// Asks the authority. `last` is the token that is no longer good, null when there was none.
    using Fetch = std::function<api::Result<Token>(const Token* last)>;
    struct Answer {
        std::string access;
        bool cached = false;  ///< it was there before, so that the service may know better
    };
    /// `key`: of the whole policy. `rejected`: a token that a service did not take; it is not given again. Waits for a
    /// fetch that is under way, at most until `stop`.
    api::Result<Answer> get(const std::string& key, const std::string& rejected, const Stop& stop, const Fetch& fetch);

private:
    struct Entry {
        Token token;
        bool fetching = false;
        std::size_t generation = 0;       ///< counts ended fetches
        std::optional<api::Error> error;  ///< of the last one
        std::chrono::steady_clock::time_point used;
    };
    std::shared_ptr<Entry> entry(const std::string& key);

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<std::string, std::shared_ptr<Entry>> m_entries;
};

}  // namespace beamline::blocks
