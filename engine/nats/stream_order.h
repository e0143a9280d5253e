// SPDX-License-Identifier: Apache-2.0
#pragma once
// store::Order by one stream of JetStream. Any thread; handlers run on threads of its own. Not to be stopped from
// inside a handler.
//
// Words of one proposer are sent in the order of their calls. Over a change of the stream's leader one may be read
// before another that was proposed earlier: the leader that went has lost that one, and it is sent again.

#include <limits>

#include "engine/nats/order_publisher.h"
#include "engine/nats/order_reader.h"

namespace beamline::nats {

inline constexpr const char* kJournalStream = "BEAMLINE_JOURNAL";
inline constexpr const char* kJournalSubject = "beamline.journal.v1";
inline constexpr std::size_t kMaxNewestWaiting = 16'384;  ///< callers of newest(); beyond it kOverloaded

struct StreamOrderOptions {
    std::shared_ptr<SharedConnection> connection;
    std::string stream = kJournalStream;
    std::string subject = kJournalSubject;  ///< a word about T lies under subject.T
};

class StreamOrder final : public store::Order {
public:
    struct Figures {
        OrderPublisher::Figures publisher;
        OrderReader::Figures reader;
    };
    explicit StreamOrder(StreamOrderOptions options);
    ~StreamOrder() override;
    void start(Reader reader) override;
    /// Waits for a handler that runs.
    void stop() override;
    void propose(const std::string& topic, std::string id, std::string data) override;
    void settle(const std::string& id) override;
    /// As the server's max_payload allows.
    std::size_t mostBytes() const override;
    /// Answers when that is read, with the place of the last word up to there. The stream's own word for it where its
    /// leader is known to lead; after a change of leader a message is stored that no reader sees, for only what a
    /// majority stores is after everything that was acknowledged before.
    void newest(std::function<void(api::Result<std::uint64_t>)> done) override;
    Figures figures() const;

private:
    using Done = std::function<void(api::Result<std::uint64_t>)>;
    void tell();
    void denied(const std::string& subject, const api::Error& why);
    void passed(std::uint64_t place);
    void refuse(const api::Error& why);
    void askAgain(std::uint64_t last);
    void answer();
    api::Result<std::uint64_t> findNewest();
    api::Result<std::uint64_t> storeBarrier();

    const StreamOrderOptions m_options;
    Reader m_reader;
    OrderPublisher m_publisher;
    OrderReader m_source;
    std::unique_ptr<ConnectionWatch> m_watch;
    std::thread m_answerer;
    std::string m_provenLeader;  ///< of the answerer's thread: has done all that the leaders before it had promised

    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_running = false;
    std::vector<Done> m_asking;
    std::uint64_t m_beginnings = 0;                 ///< grows when places that were found before may never be read
    std::multimap<std::uint64_t, Done> m_awaiting;  ///< by the place that the reader must have passed
    std::atomic<std::uint64_t> m_awaited{std::numeric_limits<std::uint64_t>::max()};  ///< the first of them
    std::mutex m_telling;
    std::string m_lost = "It was not connected yet.";  ///< under m_telling; empty: words are read
    std::string m_trouble;                             ///< likewise; empty: words are stored
    std::string m_denied;                              ///< likewise; what the server does not allow, newest
    std::optional<std::string> m_told;                 ///< likewise
};

}  // namespace beamline::nats
