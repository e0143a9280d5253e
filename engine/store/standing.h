// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where a journal of a cluster stands: what it has read of the order, as stored, and who owns which shard there.
// Written by the writer after its commits; read on any thread.

#include <deque>
#include <mutex>

#include "engine/store/record.h"

namespace beamline::store {

inline constexpr std::size_t kMaxMarks = 8'192;       ///< of the past, to compare with others; the oldest go
inline constexpr std::size_t kMaxCatchingUp = 4'096;  ///< who waits for a place; beyond it kOverloaded

/// The row of `origin`.
struct Origin {
    std::string id;          ///< of the order; empty: none was ever read
    std::uint64_t base = 0;  ///< places count from here, over all orders there were
    int shards = 0;
    api::Timestamp pruned = 0;  ///< what ended before it may be gone
    Mark mark;
    std::uint64_t word = 0;  ///< of the one at mark.place, from its id
    bool operator==(const Origin&) const = default;
};

class Standing {
public:
    struct View {
        Origin origin;
        std::vector<core::Lease> leases;
        bool inside = false;     ///< what is read is stored; else this journal has yet to find its place in the order
        std::uint64_t seen = 0;  ///< place of the newest word that was read, stored or not
    };
    using Done = std::function<void(api::Result<api::Unit>)>;

    /// By the writer; calls whoever waited for this place.
    void publish(View view, const std::vector<Mark>& marks);
    /// The marks of another line are of no use any more.
    void forgetMarks();
    /// The order is another one, or went back, to `newest`: who waits for a place of before is told to ask again.
    void restart(std::uint64_t newest);
    View view() const;
    bool inside() const;
    bool owns(int shard, const std::string& node, std::uint64_t* epoch = nullptr) const;
    /// After the newest word at or before `place`; nothing: too long ago.
    std::optional<Mark> markAt(std::uint64_t place) const;
    std::uint64_t newest() const;
    /// Somebody told of a word at this place.
    void heardOf(std::uint64_t place);
    /// Calls `done` when what is at `place` is stored.
    void when(std::uint64_t place, Done done);
    /// Nobody waits any more.
    void stop(const api::Error& error);

private:
    mutable std::mutex m_mutex;
    View m_view;
    std::deque<Mark> m_marks;
    std::uint64_t m_heardOf = 0;
    std::vector<std::pair<std::uint64_t, Done>> m_waiting;
    std::optional<api::Error> m_stopped;
};

}  // namespace beamline::store
