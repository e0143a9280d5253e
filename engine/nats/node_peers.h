// SPDX-License-Identifier: Apache-2.0
#pragma once
// store::Peers by requests between nodes: beamline.node.v1.ask for all, beamline.node.v1.<node>.ask for one,
// .file and .chunk for files. Any thread.
//
// A file is made by its node when it is asked for, and fetched in windows of chunks: who fetches asks for the next
// window when it has written the last one, so that nobody sends faster than the other writes.

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "engine/nats/file_offers.h"
#include "engine/nats/messages.h"
#include "engine/nats/request.h"
#include "engine/store/order.h"

namespace beamline::nats {

inline constexpr std::size_t kMaxQuestions = 256;                ///< not answered yet; beyond it kOverloaded
inline constexpr std::size_t kMaxAnswerBytes = 32u << 20;        ///< longer ones are an error: offer a file
inline constexpr std::size_t kMaxAnswerers = 1'024;              ///< of one question to all; others are left out
inline constexpr int kMaxChunkTries = 5;                         ///< of one window
inline constexpr std::chrono::milliseconds kChunkWait{5'000};    ///< for the next chunk, and for a word about the file
inline constexpr std::chrono::milliseconds kFilePoll{200};       ///< between questions whether the file is made
inline constexpr std::chrono::minutes kMaxMaking{30};            ///< for a node that makes a file; then it is given up
inline constexpr std::chrono::milliseconds kStrangersWait{500};  ///< for answers when no other node is known

class NodePeers final : public store::Peers {
public:
    /// `known` gives the other nodes that are there; any thread.
    NodePeers(std::shared_ptr<SharedConnection> connection, std::string node,
              std::function<std::vector<std::string>()> known);
    ~NodePeers() override;
    std::vector<Reply> ask(const std::string& question, std::chrono::milliseconds patience) override;
    api::Result<std::string> ask(const std::string& node, const std::string& question,
                                 std::chrono::milliseconds patience) override;
    api::Result<std::uint64_t> fetch(const std::string& node, const std::string& what,
                                     const std::filesystem::path& target, std::stop_token stop = {}) override;
    void serve(std::function<api::Result<std::string>(const std::string&)> answer,
               std::function<api::Result<std::filesystem::path>(const std::string&)> file) override;
    /// For good. Serving goes on.
    void stop() override;

private:
    class Inbox;
    /// Who waits for answers, so that they can be woken.
    struct Asking {
        std::mutex mutex;
        std::condition_variable wake;
        bool stopped = false;
        std::set<natsSubscription*> inboxes;
    };
    struct Question {
        std::string replyTo;
        std::string text;
    };
    void take(natsMsg* message);
    void offer(natsMsg* message);
    void sendWindow(natsMsg* message);
    api::Result<std::string> askOne(const std::string& node, const char* what, const std::string& question,
                                    std::chrono::milliseconds patience);
    void answerAll();
    void reply(const std::string& to, const api::Result<std::string>& answer) const;
    api::Result<std::uint64_t> receive(const std::string& node, const std::string& ticket, const OfferedFile& file,
                                       const std::filesystem::path& target, const std::stop_token& stop);
    api::Result<std::size_t> window(const std::string& node, const std::string& question, std::uint64_t at,
                                    std::size_t length, int file);
    api::Error silent(const std::string& node, natsStatus status);
    bool stopped();

    const std::shared_ptr<SharedConnection> m_connection;
    const std::string m_node;
    const std::function<std::vector<std::string>()> m_known;
    std::function<api::Result<std::string>(const std::string&)> m_answer;  ///< of the answering thread
    Asking m_asking;
    std::unique_ptr<FileOffers> m_offers;
    std::vector<std::unique_ptr<Listening>> m_listening;
    std::thread m_thread;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Question> m_questions;
    bool m_serving = false;
};

}  // namespace beamline::nats
