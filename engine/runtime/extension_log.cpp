// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/extension_log.h"

#include <algorithm>

#include "engine/api/ids.h"

namespace beamline::runtime {

void ExtensionLog::add(const std::string& key, const std::string& instance, std::string line) {
    const std::lock_guard lock(m_mutex);
    auto& log = m_logs[key];
    log.at = ++m_count;
    log.last.push_back({api::wallClock(), instance, std::move(line)});
    if (log.last.size() > kMaxExtensionLogLines) {
        log.last.pop_front();
    }
    if (m_logs.size() > kMaxExtensionLogs) {
        m_logs.erase(std::min_element(m_logs.begin(), m_logs.end(),
                                      [](const auto& a, const auto& b) { return a.second.at < b.second.at; }));
    }
}

std::vector<api::ExtensionLine> ExtensionLog::lines(const std::string& key) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_logs.find(key);
    return found == m_logs.end()
               ? std::vector<api::ExtensionLine>()
               : std::vector<api::ExtensionLine>(found->second.last.begin(), found->second.last.end());
}

}  // namespace beamline::runtime
