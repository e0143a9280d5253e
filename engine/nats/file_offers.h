// SPDX-License-Identifier: Apache-2.0
#pragma once
// Files that a node makes for others and sends in chunks. Any thread; files are made on one of its own.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/api/result.h"

namespace beamline::nats {

inline constexpr std::size_t kMaxOffers = 8;               ///< made or being sent; beyond it kOverloaded
inline constexpr std::chrono::seconds kOfferIdle{60};      ///< nobody asked: it goes
inline constexpr std::size_t kMaxChunkBytes = 256 * 1024;  ///< less where the server takes less
inline constexpr std::size_t kMaxWindowBytes = 4u << 20;   ///< sent for one request
inline constexpr std::size_t kMaxTicketBytes = 64;

struct OfferedFile {
    bool ready = false;  ///< false: it is being made
    std::uint64_t bytes = 0;
    std::string sha256;
};

class FileOffers {
public:
    using Make = std::function<api::Result<std::filesystem::path>(const std::string& what)>;
    explicit FileOffers(Make make);
    ~FileOffers();
    /// How far the file of this ticket is; the first question has it made.
    api::Result<OfferedFile> ask(const std::string& ticket, const std::string& what);
    /// The bytes from `offset`, at most `length`; less at the end.
    api::Result<std::string> read(const std::string& ticket, std::uint64_t offset, std::size_t length);
    /// It was fetched.
    void end(const std::string& ticket);
    std::size_t count() const;

private:
    using Clock = std::chrono::steady_clock;
    struct Offer {
        ~Offer();
        std::string what;
        bool made = false;
        std::optional<api::Error> error;
        int file = -1;  ///< has no name any more
        OfferedFile info;
        Clock::time_point askedAt;
    };
    void run();
    static void make(const Make& how, Offer& offer);

    const Make m_make;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::map<std::string, std::shared_ptr<Offer>> m_offers;
    std::deque<std::string> m_toMake;
    bool m_stopping = false;
    std::thread m_thread;
};

/// sha256 of a file in hexadecimal, read from its begin.
api::Result<std::string> sha256OfFile(int file);

}  // namespace beamline::nats
