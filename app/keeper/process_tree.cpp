// SPDX-License-Identifier: Apache-2.0
#include "app/keeper/process_tree.h"

#include <dirent.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <utility>

namespace beamline::keeper {

namespace {
constexpr int kMaxStopPasses = 100;
constexpr int kMaxEndPasses = 5'000;
constexpr unsigned kEndPauseUs = 2'000;

std::vector<pid_t> numbersIn(const std::string& folder) {
    std::vector<pid_t> found;
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(folder.c_str()), ::closedir);
    while (directory) {
        const auto* entry = ::readdir(directory.get());
        if (!entry) {
            break;
        }
        if (const auto number = std::atoi(entry->d_name); number > 0) {
            found.push_back(number);
        }
    }
    return found;
}

/// Parent -> children, for kernels that do not list children.
std::multimap<pid_t, pid_t> allChildren() {
    std::multimap<pid_t, pid_t> result;
    for (const auto pid : numbersIn("/proc")) {
        std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
        std::string text{std::istreambuf_iterator<char>(file), {}};
        const auto name = text.rfind(") ");  // a name may hold spaces and brackets
        if (name != text.npos && name + 4 < text.size()) {
            result.emplace(std::atoi(text.c_str() + name + 4), pid);
        }
    }
    return result;
}

bool listsChildren() {
    static const bool does = std::ifstream("/proc/self/task/" + std::to_string(::getpid()) + "/children").good();
    return does;
}
}  // namespace

std::vector<pid_t> descendants(std::size_t most) {
    std::vector<pid_t> tree{::getpid()};
    const auto all = listsChildren() ? std::multimap<pid_t, pid_t>() : allChildren();
    for (std::size_t i = 0; i < tree.size() && tree.size() <= most + 1; ++i) {
        for (auto [it, end] = all.equal_range(tree[i]); it != end; ++it) {
            tree.push_back(it->second);
        }
        if (!listsChildren()) {
            continue;
        }
        const auto tasks = "/proc/" + std::to_string(tree[i]) + "/task";
        for (const auto thread : numbersIn(tasks)) {
            std::ifstream file(tasks + '/' + std::to_string(thread) + "/children");
            for (pid_t child = 0; file >> child;) {
                tree.push_back(child);
            }
        }
    }
    tree.erase(tree.begin());
    return tree;
}

TreeUse useOf(const std::vector<pid_t>& tree) {
    static const auto page = ::sysconf(_SC_PAGESIZE);
    TreeUse use;
    for (const auto pid : tree) {
        std::ifstream file("/proc/" + std::to_string(pid) + "/statm");
        std::int64_t size = 0;
        std::int64_t resident = 0;
        std::int64_t shared = 0;
        if (file >> size >> resident >> shared) {
            use.residentBytes += (resident - shared) * page;
        }
    }
    return use;
}

DiskUse useOf(const std::string& folder, std::int64_t most) {
    namespace fs = std::filesystem;
    DiskUse use;
    std::error_code ec;
    auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, ec);
    for (const fs::recursive_directory_iterator end; !ec && it != end && use.files <= most; it.increment(ec)) {
        ++use.files;
        std::error_code gone;
        const auto status = it->symlink_status(gone);
        const auto size = !gone && fs::is_regular_file(status) ? it->file_size(gone) : 0;
        use.bytes += gone ? 0 : static_cast<std::int64_t>(size);
    }
    return use;
}

std::int64_t tasksOfUser(uid_t user) {
    std::int64_t tasks = 0;
    for (const auto pid : numbersIn("/proc")) {
        std::ifstream file("/proc/" + std::to_string(pid) + "/status");
        bool his = false;
        for (std::string line; std::getline(file, line);) {
            if (line.starts_with("Uid:")) {
                his = static_cast<uid_t>(std::strtoul(line.c_str() + 4, nullptr, 10)) == user;
            } else if (his && line.starts_with("Threads:")) {
                tasks += std::atol(line.c_str() + 8);
            }
        }
    }
    return tasks;
}

bool endAll() {
    // Stopped first: what is stopped does not fork, while what is killed makes room for another.
    std::size_t before = 0;
    for (int pass = 0; pass < kMaxStopPasses; ++pass) {
        const auto tree = descendants();
        for (const auto pid : tree) {
            ::kill(pid, SIGSTOP);
        }
        if (tree.size() == std::exchange(before, tree.size())) {
            break;
        }
    }
    for (int pass = 0; pass < kMaxEndPasses; ++pass) {
        for (const auto pid : descendants()) {
            ::kill(pid, SIGKILL);
        }
        pid_t reaped = 0;
        do {
            reaped = ::waitpid(-1, nullptr, WNOHANG);
        } while (reaped > 0);
        if (reaped < 0 && errno == ECHILD) {
            return true;
        }
        ::usleep(kEndPauseUs);
    }
    return false;
}

}  // namespace beamline::keeper
