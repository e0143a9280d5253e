// SPDX-License-Identifier: Apache-2.0
#pragma once
// The last lines that extensions wrote to stderr. Any thread.

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "engine/api/routing_operations.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxExtensionLogLines = 200;     ///< of an extension; the oldest go first
inline constexpr std::size_t kMaxExtensionLineBytes = 4'096;  ///< the rest of a line is cut off
inline constexpr std::size_t kMaxExtensionLogs = 256;         ///< extensions; those that were silent longest go first

class ExtensionLog {
public:
    void add(const std::string& key, const std::string& instance, std::string line);
    std::vector<api::ExtensionLine> lines(const std::string& key) const;

private:
    struct Lines {
        std::deque<api::ExtensionLine> last;
        std::uint64_t at = 0;  ///< order of the newest one
    };
    mutable std::mutex m_mutex;
    std::map<std::string, Lines> m_logs;
    std::uint64_t m_count = 0;
};

}  // namespace beamline::runtime
