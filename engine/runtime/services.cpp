// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/services.h"

#include "engine/api/ids.h"
#include "engine/runtime/lane.h"
#include "engine/runtime/messenger.h"
#include "engine/runtime/shard_keeper.h"

namespace beamline::runtime {

namespace {
constexpr const char* kStrandedProblem = "runs_postponed";
}

void Problems::put(std::string code, std::string message) {
    {
        std::lock_guard lock(m_mutex);
        for (const auto& problem : m_list) {
            if (problem.code == code && problem.message == message) {
                return;
            }
        }
        if (m_list.size() >= kMaxProblems) {
            m_list.erase(m_list.begin());
        }
        m_list.push_back({code, message, api::wallClock()});
    }
    if (m_told) {
        m_told(code, message);
    }
    if (m_changed) {
        m_changed();
    }
}

void Problems::set(const std::string& code, std::string message) {
    {
        std::lock_guard lock(m_mutex);
        const auto same = [&](const auto& problem) { return problem.code == code && problem.message == message; };
        if (std::any_of(m_list.begin(), m_list.end(), same)) {
            return;
        }
        std::erase_if(m_list, [&](const auto& problem) { return problem.code == code; });
    }
    put(code, std::move(message));
}

void Problems::remove(const std::string& code) {
    std::unique_lock lock(m_mutex);
    const auto removed = std::erase_if(m_list, [&](const auto& problem) { return problem.code == code; });
    lock.unlock();
    if (removed && m_changed) {
        m_changed();
    }
}

int Stranded::add(store::RunKey run, const std::string& why) {
    std::lock_guard lock(m_mutex);
    m_any = true;
    m_problems.set(kStrandedProblem, "Runs cannot go on now, which is tried again and again: " + why);
    return ++m_times[run];
}

void Stranded::remove(store::RunKey run) {
    if (!m_any) {
        return;
    }
    std::lock_guard lock(m_mutex);
    m_times.erase(run);
    if (m_times.empty()) {
        m_any = false;
        m_problems.remove(kStrandedProblem);
    }
}

std::vector<api::HealthProblem> Problems::list() const {
    std::lock_guard lock(m_mutex);
    return m_list;
}

bool Services::actsFor(int shard) const {
    return !keeper || keeper->acts(shard);
}

int Services::shardOf(store::RunKey run) const {
    return keeper ? core::shardOfKey(run, keeper->shards()) : 0;
}

void Services::news() {
    messenger->wake();
    for (auto* lane : lanes) {
        lane->wake();
    }
}

}  // namespace beamline::runtime
