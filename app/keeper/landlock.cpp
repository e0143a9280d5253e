// SPDX-License-Identifier: Apache-2.0
#include "app/keeper/landlock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace beamline::keeper {

namespace {
// Of linux/landlock.h, written down because the header is older than the kernels that this runs on.
constexpr std::uint64_t kExecute = 1U << 0;
constexpr std::uint64_t kWriteFile = 1U << 1;
constexpr std::uint64_t kReadFile = 1U << 2;
constexpr std::uint64_t kReadFolder = 1U << 3;
constexpr std::uint64_t kFirstAbi = (1U << 13) - 1;
constexpr std::uint64_t kRefer = 1U << 13;     // ABI 2
constexpr std::uint64_t kTruncate = 1U << 14;  // ABI 3
constexpr std::uint64_t kTcp = 3;              // bind and connect, ABI 4
constexpr std::uint64_t kScopes = 3;           // abstract sockets and signals, ABI 6
constexpr int kPathBeneath = 1;
constexpr unsigned kAskVersion = 1;

struct Ruleset {
    std::uint64_t files = 0;
    std::uint64_t net = 0;
    std::uint64_t scopes = 0;
};
struct __attribute__((packed)) Rule {
    std::uint64_t allowed = 0;
    std::int32_t folder = -1;
};

bool allow(int ruleset, const std::string& path, std::uint64_t access) {
    const int target = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    struct stat status {};
    if (target < 0 || ::fstat(target, &status) != 0) {
        return true;  // what is not there needs no rule
    }
    const Rule rule{S_ISDIR(status.st_mode) ? access : access & (kExecute | kWriteFile | kReadFile | kTruncate),
                    target};
    const bool done = ::syscall(SYS_landlock_add_rule, ruleset, kPathBeneath, &rule, 0U) == 0;
    ::close(target);
    return done;
}
}  // namespace

const char* confine(const std::string& visible, const std::string& folder, bool network) {
    const auto abi = ::syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0}, kAskVersion);
    if (abi < 1) {
        return "landlock is not there";
    }
    Ruleset wanted;
    wanted.files = kFirstAbi | (abi >= 2 ? kRefer : 0) | (abi >= 3 ? kTruncate : 0);
    wanted.net = abi >= 4 && !network ? kTcp : 0;
    wanted.scopes = abi >= 6 ? kScopes : 0;
    const auto size = abi >= 6 ? sizeof(Ruleset) : abi >= 4 ? offsetof(Ruleset, scopes) : offsetof(Ruleset, net);
    const auto ruleset = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &wanted, size, 0U));
    if (ruleset < 0) {
        return "landlock gives no rules";
    }
    bool good = allow(ruleset, folder, wanted.files) && allow(ruleset, "/proc", kReadFile | kReadFolder);
    for (const auto* device : {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty"}) {
        good = good && allow(ruleset, device, (kReadFile | kWriteFile | kTruncate) & wanted.files);
    }
    for (std::size_t from = 0; from < visible.size();) {
        const auto end = std::min(visible.find(':', from), visible.size());
        good = good && allow(ruleset, visible.substr(from, end - from), kReadFile | kReadFolder | kExecute);
        from = end + 1;
    }
    good = good && ::syscall(SYS_landlock_restrict_self, ruleset, 0U) == 0;
    ::close(ruleset);
    return good ? nullptr : "landlock does not hold";
}

}  // namespace beamline::keeper
