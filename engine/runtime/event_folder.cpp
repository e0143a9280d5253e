// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/event_folder.h"

#include <fstream>
#include <set>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/core/machine/correlator.h"

namespace beamline::runtime {

namespace fs = std::filesystem;

namespace {
constexpr const char* kDone = "done";
constexpr const char* kFailed = "failed";
constexpr const char* kFolderProblem = "event_folder";
constexpr int kMaxSameNames = 10'000;  ///< of files that were dropped again and again

api::Error wrong(std::string message) {
    return {api::code::kInvalidArgument, std::move(message), {}, false};
}

bool isBlank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// What all results of one file come together in; outlives the folder when the journal answers late.
struct Progress {
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t open = 0;
    std::optional<api::Error> error;
};
}  // namespace

api::Result<std::vector<api::Json>> eventsOfFile(const std::string& name, const std::string& text) {
    std::vector<api::Json> events;
    std::string mistake;
    const auto add = [&](api::Json event, const std::string& place) {
        if (auto* object = event.if_object(); object && !object->contains("id")) {
            const auto content = api::canonicalJson(event);
            (*object)["id"] = api::sha256(name + '\n' + std::to_string(events.size()) + '\n' + content).substr(0, 32);
        }
        const auto why = core::eventMistake(event);
        mistake = mistake.empty() && !why.empty() ? place + ": " + why : mistake;
        events.push_back(std::move(event));
    };
    const bool lines = name.ends_with(".jsonl");
    auto whole = lines ? api::Result<api::Json>(wrong("")) : api::parseJson(text);
    if (whole.ok() && whole->is_array()) {
        for (auto& event : whole->get_array()) {
            add(std::move(event), "event " + std::to_string(events.size() + 1));
        }
    } else if (whole.ok()) {
        add(std::move(*whole), "the event");
    }
    int number = 0;
    for (std::size_t start = 0; !whole.ok() && start < text.size() && events.size() <= kMaxEventsInFile;) {
        const auto end = std::min(text.find('\n', start), text.size());
        const auto line = std::string_view(text).substr(start, end - start);
        start = end + 1;
        ++number;
        if (isBlank(line)) {
            continue;
        }
        auto event = api::parseJson(line);
        if (!event.ok()) {
            return wrong("Line " + std::to_string(number) + ": " + event.error().message);
        }
        add(std::move(*event), "line " + std::to_string(number));
    }
    if (events.empty() || events.size() > kMaxEventsInFile) {
        return wrong(events.empty() ? "There is no event in the file. Write one CloudEvent as JSON, or one a line."
                                    : "There are more than " + std::to_string(kMaxEventsInFile) +
                                          " events in the file. Give them in several files.");
    }
    return mistake.empty() ? api::Result<std::vector<api::Json>>(std::move(events)) : wrong("In " + mistake);
}

EventFolder::EventFolder(fs::path folder, Publish publish, Problems& problems)
    : m_folder(std::move(folder)), m_publish(std::move(publish)), m_problems(problems) {}

EventFolder::~EventFolder() {
    stop();
}

void EventFolder::start() {
    if (!m_folder.empty() && !m_thread.joinable()) {
        m_thread = std::thread([this] { work(); });
    }
}

void EventFolder::stop() {
    {
        std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void EventFolder::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        lock.unlock();
        m_problem.clear();
        try {
            look();
        } catch (const std::exception& error) {
            m_problem = error.what();
        }
        if (m_problem.empty()) {
            m_problems.remove(kFolderProblem);
        } else {
            m_problems.put(kFolderProblem, "Events of the folder " + m_folder.string() + " wait: " + m_problem);
        }
        lock.lock();
        m_wake.wait_for(lock, kEventFolderLook, [this] { return m_stop; });
    }
}

void EventFolder::look() {
    for (const char* inner : {kDone, kFailed}) {
        std::error_code ec;
        fs::create_directories(m_folder / inner, ec);
        if (ec) {
            m_problem = "the folder cannot be made: " + ec.message() + ". Check the rights.";
            return;
        }
    }
    for (const auto& name : names()) {
        {
            std::lock_guard lock(m_mutex);
            if (m_stop) {
                return;
            }
        }
        if (take(name) == Taken::later) {
            return;  // what comes behind it must not overtake it
        }
    }
}

/// The first ones by name.
std::vector<std::string> EventFolder::names() {
    std::set<std::string> first;
    std::error_code ec;
    for (fs::directory_iterator entry(m_folder, ec), end; !ec && entry != end; entry.increment(ec)) {
        const auto name = entry->path().filename().string();
        std::error_code own;
        if (name.front() == '.' || fs::is_directory(entry->symlink_status(own))) {
            continue;
        }
        first.insert(name);
        if (first.size() > kMaxEventFilesAtOnce) {
            first.erase(std::prev(first.end()));
        }
    }
    m_problem = ec ? "it cannot be read: " + ec.message() + "." : m_problem;
    return {first.begin(), first.end()};
}

EventFolder::Taken EventFolder::take(const std::string& name) {
    const auto path = m_folder / name;
    std::error_code ec;
    const auto status = fs::symlink_status(path, ec);
    if (!fs::exists(status)) {
        return Taken::yes;  // somebody took it back
    }
    if (!fs::is_regular_file(status)) {
        fail(name, "It is no regular file.");
        return Taken::yes;
    }
    if (isBeingWritten(path)) {
        return Taken::later;
    }
    const auto size = fs::file_size(path, ec);
    if (ec || size > kMaxEventFileBytes) {
        fail(name, ec ? "It cannot be read: " + ec.message() + "."
                      : "It has more than " + std::to_string(kMaxEventFileBytes >> 20) +
                            " MiB. Give the events in several files.");
        return Taken::yes;
    }
    std::ifstream in(path, std::ios::binary);
    std::string text(static_cast<std::size_t>(size), '\0');
    in.read(text.data(), static_cast<std::streamsize>(size));
    if (!in || in.gcount() != static_cast<std::streamsize>(size)) {
        fail(name, "It cannot be read. Check its rights.");
        return Taken::yes;
    }
    auto events = eventsOfFile(name, text);
    if (!events.ok()) {
        fail(name, events.error().message);
        return Taken::yes;
    }
    return publish(name, std::move(*events));
}

EventFolder::Taken EventFolder::publish(const std::string& name, std::vector<api::Json> events) {
    const auto progress = std::make_shared<Progress>();
    for (auto& event : events) {
        std::unique_lock lock(progress->mutex);
        progress->changed.wait(lock, [&] { return progress->open < kMaxEventsUnderWay; });
        if (progress->error) {
            break;
        }
        ++progress->open;
        lock.unlock();
        m_publish(std::move(event), [progress](const api::Result<std::int64_t>& position) {
            std::lock_guard own(progress->mutex);
            --progress->open;
            if (!position.ok() && !progress->error) {
                progress->error = position.error();
            }
            progress->changed.notify_all();
        });
    }
    std::unique_lock lock(progress->mutex);
    progress->changed.wait(lock, [&] { return progress->open == 0; });
    if (progress->error && progress->error->code != api::code::kInvalidArgument) {
        m_problem = progress->error->message;  // the engine does not take events now: the file waits
        return Taken::later;
    }
    progress->error ? fail(name, progress->error->message) : move(name, kDone);
    return m_problem.empty() ? Taken::yes : Taken::later;
}

void EventFolder::fail(const std::string& name, const std::string& why) {
    std::ofstream(m_folder / kFailed / (name + ".error.txt")) << why << '\n';
    move(name, kFailed);
}

/// A name that is taken there gets a number.
void EventFolder::move(const std::string& name, const char* where) {
    auto target = m_folder / where / name;
    std::error_code ec;
    for (int i = 2; fs::exists(fs::symlink_status(target, ec)) && i < kMaxSameNames; ++i) {
        target = m_folder / where / (name + "." + std::to_string(i));
    }
    fs::rename(m_folder / name, target, ec);
    if (ec) {
        m_problem = name + " cannot be moved to " + where + ": " + ec.message() + ". Check the rights.";
    }
}

}  // namespace beamline::runtime
