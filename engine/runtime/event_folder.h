// SPDX-License-Identifier: Apache-2.0
#pragma once
// Publishes the CloudEvents of files that are dropped into a folder. Without a folder it does nothing; with one it
// looks every second, on a thread of its own. Any thread may call stop().

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "engine/runtime/services.h"

namespace beamline::runtime {

inline constexpr auto kEventFolderLook = std::chrono::seconds(1);
inline constexpr std::uintmax_t kMaxEventFileBytes = 16u << 20;
inline constexpr std::size_t kMaxEventsInFile = 10'000;
inline constexpr std::size_t kMaxEventFilesAtOnce = 1'000;  ///< of one look; the next look takes the next ones
inline constexpr std::size_t kMaxEventsUnderWay = 256;      ///< given to the journal and not answered yet

/// The events of a file: one, an array of them, or JSON lines (always for ".jsonl"). One without an id gets the hash of
/// the file's name, its place and its content, so that the same file gives the same events however often it is read.
/// Error kInvalidArgument names what is wrong, with the line or number of the event; then nothing may be published.
api::Result<std::vector<api::Json>> eventsOfFile(const std::string& name, const std::string& text);

/// A file is taken when nobody writes it any more: in order of the names, published whole or not at all, then moved to
/// `done`, or to `failed` with the reason in NAME.error.txt beside it. Names that begin with a dot are left alone. A
/// crash between the two publishes it again, which an event's source and id make harmless.
class EventFolder {
public:
    using Done = std::function<void(const api::Result<std::int64_t>&)>;
    using Publish = std::function<void(api::Json event, Done done)>;

    EventFolder(std::filesystem::path folder, Publish publish, Problems& problems);
    ~EventFolder();
    /// Makes the folder; then its thread runs.
    void start();
    void stop();

private:
    enum class Taken { yes, later };
    void work();
    void look();
    std::vector<std::string> names();
    Taken take(const std::string& name);
    Taken publish(const std::string& name, std::vector<api::Json> events);
    void fail(const std::string& name, const std::string& why);
    void move(const std::string& name, const char* where);
    /// Whether a program has the file open for writing; see event_folder_linux.cpp.
    static bool isBeingWritten(const std::filesystem::path& file);

    const std::filesystem::path m_folder;
    const Publish m_publish;
    Problems& m_problems;
    std::string m_problem;  ///< of the look under way
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace beamline::runtime
