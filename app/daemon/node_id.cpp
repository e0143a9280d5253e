// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/node_id.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>

#include "engine/api/ids.h"

namespace beamline::daemon {

namespace {
namespace fs = std::filesystem;
constexpr std::size_t kMaxHostPart = 40;
constexpr std::size_t kRandomPart = 6;

std::string invented() {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    std::string name;
    for (const char* c = host.data(); *c && *c != '.' && name.size() < kMaxHostPart; ++c) {
        name += std::isalnum(static_cast<unsigned char>(*c)) != 0 || *c == '-' ? *c : '-';
    }
    std::string random = api::newUlid(api::wallClock());
    random = random.substr(random.size() - kRandomPart);
    for (auto& c : random) {
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return (name.empty() ? "node" : name) + '-' + random;
}

api::Error cannot(const fs::path& file, const std::string& why) {
    return {api::code::kUnavailable,
            "The name of this node cannot be kept in " + file.string() + " (" + why +
                "). Choose another data directory with --data-dir or mend its rights.",
            {},
            false};
}

/// Whole or not at all: half a name would be another node.
api::Result<std::string> keep(const fs::path& file, const std::string& name) {
    const auto text = name + '\n';
    const auto fresh = file.string() + ".new";
    const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool written =
        fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
    const auto why = std::generic_category().message(errno);
    if (fd >= 0) {
        ::close(fd);
    }
    if (!written || ::rename(fresh.c_str(), file.c_str()) != 0) {
        return cannot(file, why);
    }
    return name;
}
}  // namespace

api::Result<std::string> nodeId(const fs::path& directory, const std::string& given) {
    const auto file = directory / kNodeFile;
    std::string kept;
    std::getline(std::ifstream(file), kept);
    if (!kept.empty() && !given.empty() && kept != given) {
        return api::Error{api::code::kConflict,
                          "The data directory " + directory.string() + " belongs to the node " + kept + ", not to " +
                              given + ". Give each node a directory of its own; if this one shall be called " + given +
                              " from now on, remove " + file.string() + " first.",
                          {},
                          false};
    }
    if (!kept.empty()) {
        return kept;
    }
    std::error_code ec;
    fs::create_directories(directory, ec);
    if (ec) {
        return cannot(file, ec.message());
    }
    return keep(file, given.empty() ? invented() : given);
}

}  // namespace beamline::daemon
