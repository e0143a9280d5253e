// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads the order of a cluster for the journal, and sees to it that the journal is a part of it: where the order cannot
// tell what is missing, or journals are not alike, the journal of another node is taken over, and what only this one
// had is proposed once more. The public functions from any thread; one thread of its own.

#include <atomic>
#include <condition_variable>
#include <map>
#include <set>
#include <thread>

#include "engine/store/writer.h"

namespace beamline::store {

inline constexpr const char* kJournalFile = "journal";  ///< as what others fetch it
inline constexpr auto kPeerPatience = std::chrono::milliseconds(2'000);
/// How often a journal that is not in the order looks for a way in.
inline constexpr auto kRejoinEvery = std::chrono::milliseconds(250);
/// How long it waits for another one that knows more to begin an era.
inline constexpr auto kEraPatience = std::chrono::seconds(5);
inline constexpr auto kTellLostEvery = std::chrono::seconds(10);  ///< the same reason for losing the order
inline constexpr std::size_t kMaxOffersAtOnce = 64;
inline constexpr int kMaxOfferTrials = 20;  ///< each kRejoinEvery; an offer that is refused so often is let go
/// After a journal could not be taken over; doubles up to the second, and begins anew when reading does.
inline constexpr std::chrono::milliseconds kFirstTakeOverPause{500};
inline constexpr std::chrono::milliseconds kMaxTakeOverPause{5'000};

class Follower {
public:
    struct Parts {
        ClusterOptions options;
        std::filesystem::path file;
        std::string vfs;
        Writer& writer;
        Standing& standing;
        Proposer& proposer;
        /// Copies the journal as it is now into a new file.
        std::function<api::Result<api::Unit>(const std::filesystem::path& target)> backup;
    };
    explicit Follower(Parts parts);
    ~Follower();
    void start();
    /// Nothing is read any more.
    void stop();
    /// Whether words that only this journal had are still to be read back.
    bool restoring() const { return m_restoring; }
    /// On the writer's thread: a word was read, and what became of it is stored.
    void told(const Outcome& outcome);

private:
    using Clock = std::chrono::steady_clock;
    /// What another node says of its journal.
    struct Peer {
        std::string node;
        std::string order;
        bool inside = false;
        std::uint64_t base = 0;
        Mark mark;
        std::optional<Mark> then;  ///< after what this journal has read
    };

    void read(Ordered word);
    api::Result<std::uint64_t> begin(const OrderOrigin& origin);
    void state(bool reachable, const std::string& why);
    void showState();
    void notice(const std::string& text) const;

    void work();
    void rejoin();
    void compare(const Standing::View& view, const std::vector<Peer>& peers);
    void enterOrOpen(const Standing::View& view, const std::vector<Peer>& peers);
    std::uint64_t newestReadable();
    void openEra(const Standing::View& view, const std::vector<Peer>& peers);
    std::string missingOwners(const Standing::View& view, const std::vector<Peer>& peers) const;
    void takeOver(const Peer& peer);
    api::Result<api::Unit> swapIn(const std::filesystem::path& taken, const std::string& order);
    std::vector<Peer> askPeers(const Standing::View& view);
    void offer();
    void offered(std::int64_t key, const api::Error* error);

    api::Result<std::string> answer(const std::string& question);
    api::Result<std::filesystem::path> file(const std::string& what);
    std::string order();

    Parts m_parts;
    std::mutex m_joining;  ///< held while the journal looks for its place; before m_mutex
    std::mutex m_showing;  ///< so that what was seen first is shown first; before m_mutex
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_resumed;
    std::string m_order;                                              ///< of the order that is read; empty: none yet
    std::optional<std::pair<std::uint64_t, std::uint64_t>> m_verify;  ///< place and word that must be read first
    std::uint64_t m_readable = 0;  ///< newest place when reading began; 0: nothing could be read
    std::uint64_t m_lastAtBegin = 0;
    bool m_paused = false;    ///< another journal is taken over: nothing is read meanwhile
    bool m_wanted = false;    ///< to look for a way in at once
    bool m_passedBy = false;  ///< own words may have been, and the order does not say them again
    bool m_compare = false;
    bool m_offer = false;
    bool m_stop = false;
    std::string m_lost;                           ///< why it could not be reached when that was told last …
    std::optional<Clock::time_point> m_lostTold;  ///< … and when
    std::string m_unreachable = "The order of the cluster was not reached yet.";
    std::optional<Clock::time_point> m_outsideSince;
    std::optional<Clock::time_point> m_eraAt;
    std::set<std::int64_t> m_offered;              ///< and not answered
    std::map<std::int64_t, int> m_refusedOffers;   ///< and how often
    std::chrono::milliseconds m_takeOverPause{0};  ///< after a failure; 0: there was none
    std::optional<Clock::time_point> m_notBefore;  ///< the next trial
    std::string m_takeOver;                        ///< how that goes, as a sentence; empty: nothing is taken over
    std::stop_source m_fetch;                      ///< ends the one that runs
    std::string m_missing;                         ///< owners of shards that are waited for
    std::atomic<bool> m_restoring{false};
    std::atomic<int> m_given{0};
    std::thread m_thread;
};

}  // namespace beamline::store
