// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a journal of a cluster needs from the world: one order of all changes that every node reads alike, and other
// journals to ask. Implemented elsewhere (engine/nats; in memory for tests). Every method may be called from any
// thread.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/api/result.h"

namespace beamline::store {

inline constexpr std::size_t kMaxProposals = 16'384;         ///< made and not read back; beyond it kOverloaded
inline constexpr std::size_t kMaxProposalBytes = 64u << 20;  ///< of one

/// One word of the order, as every node reads it.
struct Ordered {
    std::uint64_t place = 0;  ///< grows, not always by one
    std::string id;           ///< of the proposal. The same one may come twice
    std::string data;
};

/// What is known of the order when it (re)begins to be read.
struct OrderOrigin {
    std::string id;           ///< of this very order: another one after it was made anew
    std::uint64_t first = 0;  ///< oldest place that can still be read
    std::uint64_t last = 0;
    bool operator==(const OrderOrigin&) const = default;
};

class Order {
public:
    struct Reader {
        /// In order of place, one at a time. May block: nothing more is fetched meanwhile.
        std::function<void(Ordered)> read;
        /// Before the first read() and again after each loss of the connection: where to go on. The journal compares
        /// `origin` with what it has, catches up from others when the order cannot tell it any more, and answers the
        /// place after which it wants to read. An error: the order waits and asks again.
        std::function<api::Result<std::uint64_t>(const OrderOrigin& origin)> begin;
        /// Whether the order can be reached, with a sentence when it cannot.
        std::function<void(bool reachable, const std::string& why)> state;
    };
    virtual ~Order() = default;
    virtual void start(Reader reader) = 0;
    /// No handler is called after it. What is proposed and not out yet is dropped.
    virtual void stop() = 0;
    /// Queues it; in order of the calls, again and again until settle(id) is called: over lost connections, refusals
    /// and changes of the leader. `topic` says what it is about ("<shard>.<run>", "lease"), for tools only.
    virtual void propose(const std::string& topic, std::string id, std::string data) = 0;
    /// It was read back (or given up): no more attempts.
    virtual void settle(const std::string& id) = 0;
    /// The newest place at this moment, asked of the order itself: what was acknowledged to anybody before is not after
    /// it.
    virtual void newest(std::function<void(api::Result<std::uint64_t>)> done) = 0;
    /// Bytes that one proposal may have now; a longer one is never read back.
    virtual std::size_t mostBytes() const { return kMaxProposalBytes; }
};

/// The other journals of the cluster.
class Peers {
public:
    struct Reply {
        std::string node;
        std::string data;
    };
    virtual ~Peers() = default;
    /// Asks all others and gives what came within `patience` (at once when all known nodes have answered). Blocks.
    virtual std::vector<Reply> ask(const std::string& question, std::chrono::milliseconds patience) = 0;
    /// Asks one. Blocks.
    virtual api::Result<std::string> ask(const std::string& node, const std::string& question,
                                         std::chrono::milliseconds patience) = 0;
    /// Fetches a file that `node` offers by serve(), to `target`. Blocks, until `stop` is requested at most; then
    /// kUnavailable.
    virtual api::Result<std::uint64_t> fetch(const std::string& node, const std::string& what,
                                             const std::filesystem::path& target, std::stop_token stop = {}) = 0;
    /// Answers others from now on; `answer` runs on a thread of its own, `file` makes a file that is removed when it
    /// has been sent. Empty functions end that.
    virtual void serve(std::function<api::Result<std::string>(const std::string& question)> answer,
                       std::function<api::Result<std::filesystem::path>(const std::string& what)> file) = 0;
    /// From now on ask() and fetch() return at once, those that run too, with what they have or kUnavailable.
    virtual void stop() {}
};

}  // namespace beamline::store
