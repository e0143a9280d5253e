// SPDX-License-Identifier: Apache-2.0
// FileAccess::watch by inotify(7).
#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/blocks/open_beneath.h"

namespace beamline::blocks {

namespace {
// A file counts when its writer has closed it, or when it was moved in: never half written. A second hard link of a
// file that exists elsewhere is not noticed.
constexpr std::uint32_t kWatched = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_MOVED_FROM | IN_DELETE_SELF |
                                   IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK;

/// Folders are watched before they are listed, so nothing falls between the two.
class Watcher {
public:
    Watcher(const FileAccess& files, const Place& place, const WatchOptions& options, const Stop& stop,
            Resolution resolution)
        : m_files(files), m_place(place), m_options(options), m_stop(stop), m_resolution(resolution) {}

    api::Result<WatchResult> wait() {
        m_queue = Fd(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
        if (!m_queue) {
            return tooMany();
        }
        if (auto done = add("", 1, m_options.existing); !done.ok()) {
            return done.error();
        }
        const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(m_options.waitMs);
        for (;;) {
            auto entries = found();
            if (!entries.ok()) {
                return entries.error();
            }
            if (!entries->empty()) {
                return WatchResult{std::move(*entries), false};
            }
            if (m_stop.requested()) {
                return m_stop.error("Watching " + m_place.shown);
            }
            if (m_options.waitMs >= 0 && std::chrono::steady_clock::now() >= end) {
                return WatchResult{{}, true};
            }
            pollfd ready{m_queue.get(), POLLIN, 0};
            if (::poll(&ready, 1, kLookMs) > 0) {
                if (auto done = drain(); !done.ok()) {
                    return done.error();
                }
            }
        }
    }

private:
    static api::Error tooMany() {
        return fault("runtime", 503,
                     "The folder cannot be watched: the system's limits fs.inotify.max_user_instances or "
                     "fs.inotify.max_user_watches are reached, or no memory is left. Raise them.");
    }
    Place inside(const std::string& path) const { return path.empty() ? m_place : placeIn(m_place, path); }

    /// Watches a folder and what is in it; with `report` its matching files count.
    api::Result<api::Unit> add(const std::string& folder, std::size_t depth, bool report) {
        const auto place = inside(folder);
        const auto directory = openDirectory(place, place.relative, false, m_resolution);
        if (!directory.ok()) {
            return folder.empty() ? api::Result<api::Unit>(directory.error()) : api::Unit{};  // gone again
        }
        if (m_folders.size() >= kMaxWatchedFolders || depth > kMaxPathDepth) {
            return fault("runtime", 413,
                         m_place.shown + " has more than " + std::to_string(kMaxWatchedFolders) +
                             " folders below it, or they are nested too deep; watch one of them.");
        }
        const auto path = "/proc/self/fd/" + std::to_string(directory->get());
        const int watch = ::inotify_add_watch(m_queue.get(), path.c_str(), kWatched);
        if (watch < 0) {
            return tooMany();
        }
        m_folders[watch] = folder;
        const auto entries = m_files.list(place, {{}, false, false}, m_stop);
        if (!entries.ok()) {
            return folder.empty() || m_stop.requested() ? api::Result<api::Unit>(entries.error()) : api::Unit{};
        }
        for (const auto& entry : *entries) {
            const auto name = folder.empty() ? entry.path : folder + "/" + entry.path;
            if (entry.status.type == FileType::directory && m_options.recursive) {
                if (auto done = add(name, depth + 1, report); !done.ok()) {
                    return done;
                }
            } else if (entry.status.type == FileType::file && report) {
                notice(name);
            }
        }
        return api::Unit{};
    }

    void notice(const std::string& path) {
        const auto name = path.substr(path.rfind('/') + 1);
        if (m_changed.size() < kMaxListEntries && !name.starts_with(kPartPrefix) &&
            matchesPattern(m_options.pattern, path)) {
            m_changed.insert(path);
        }
    }

    api::Result<api::Unit> drain() {
        alignas(inotify_event) std::array<char, 64 * 1024> buffer;
        const auto size = ::read(m_queue.get(), buffer.data(), buffer.size());
        for (ssize_t at = 0; at < size;) {
            const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
            at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
            if (auto done = handle(*event); !done.ok()) {
                return done;
            }
        }
        return api::Unit{};
    }

    api::Result<api::Unit> handle(const inotify_event& event) {
        if ((event.mask & IN_Q_OVERFLOW) != 0) {
            return add("", 1, true);  // what was missed cannot be told from what was there
        }
        const auto folder = m_folders.find(event.wd);
        if (folder == m_folders.end()) {
            return api::Unit{};
        }
        const auto base = folder->second;
        if ((event.mask & (IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF)) != 0) {
            m_folders.erase(folder);
            return base.empty() ? api::Result<api::Unit>(
                                      fault("runtime", 404, "The folder " + m_place.shown + " was removed or renamed."))
                                : api::Unit{};
        }
        const std::string name(event.len > 0 ? event.name : "");
        const auto path = base.empty() ? name : base + "/" + name;
        if ((event.mask & IN_ISDIR) == 0) {
            if ((event.mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0) {
                notice(path);
            }
            return api::Unit{};
        }
        if ((event.mask & IN_MOVED_FROM) != 0) {
            forget(path);
        } else if (m_options.recursive && (event.mask & (IN_CREATE | IN_MOVED_TO)) != 0) {
            return add(path, 1 + static_cast<std::size_t>(std::count(path.begin(), path.end(), '/')), true);
        }
        return api::Unit{};
    }

    /// A folder that was moved away: its watches would tell of what is elsewhere now.
    void forget(const std::string& path) {
        for (auto entry = m_folders.begin(); entry != m_folders.end();) {
            if (entry->second == path || entry->second.starts_with(path + "/")) {
                ::inotify_rm_watch(m_queue.get(), entry->first);
                entry = m_folders.erase(entry);
            } else {
                ++entry;
            }
        }
    }

    /// What has changed and is still there.
    api::Result<std::vector<FileEntry>> found() {
        std::vector<FileEntry> entries;
        for (const auto& path : m_changed) {
            const auto status = m_files.status(inside(path));
            if (status.ok() && status->type == FileType::file) {
                entries.push_back({path, *status, {}});
            }
            if (m_stop.requested()) {
                return m_stop.error("Watching " + m_place.shown);
            }
        }
        m_changed.clear();
        return entries;
    }

    const FileAccess& m_files;
    const Place& m_place;
    const WatchOptions& m_options;
    const Stop& m_stop;
    Resolution m_resolution;
    Fd m_queue;
    std::map<int, std::string> m_folders;  ///< by watch; "" is the one that was asked for
    std::set<std::string> m_changed;
};
}  // namespace

api::Result<WatchResult> FileAccess::watch(const Place& place, const WatchOptions& options, const Stop& stop) const {
    return Watcher(*this, place, options, stop, m_resolution).wait();
}

}  // namespace beamline::blocks
