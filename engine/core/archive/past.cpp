// SPDX-License-Identifier: Apache-2.0
#include "engine/core/archive/past.h"

#include <algorithm>
#include <charconv>

#include "engine/api/json_codec.h"
#include "engine/api/pointer.h"

namespace beamline::core {

api::HistoryEntry entryOf(const Definition& definition, const Transition& transition, api::Seq seq, int index,
                          api::Timestamp at) {
    api::HistoryEntry entry;
    entry.seq = seq;
    entry.index = index;
    entry.at = at;
    entry.kind = transition.kind;
    if (transition.task >= 0) {
        const auto& task = definition.task(transition.task);
        entry.task = task.ref;
        entry.name = task.name;
    }
    entry.iteration = transition.iteration;
    entry.attempt = transition.attempt;
    entry.detail = transition.detail;
    return entry;
}

namespace {
void advanceRun(api::RunDetail& detail, const api::HistoryEntry& entry, const Json* data) {
    auto& run = detail.run;
    const auto word = entry.kind.substr(4);
    if (word == "created" || word == "started") {
        run.phase = word == "started" ? api::Phase::running : api::Phase::pending;
        (word == "started" ? run.startedAt : run.createdAt) = entry.at;
        if (data && word == "started") {
            detail.input = *data;
        }
        return;
    }
    if (word == "resumed") {
        run.phase = api::Phase::running;
        run.endedAt = 0;
        run.error.reset();
    }
    if (!boost::describe::enum_from_string(word.c_str(), run.phase) || !api::isFinal(run.phase)) {
        return;
    }
    run.endedAt = entry.at;
    run.now.clear();
    if (run.phase == api::Phase::completed && data) {
        detail.output = *data;
    } else if (run.phase == api::Phase::faulted) {
        run.now = entry.detail;
        if (const auto error =
                data ? api::fromJson<api::WorkflowError>(*data) : api::Result<api::WorkflowError>(api::Error{})) {
            run.error = *error;
        }
    }
}

void advanceTask(api::TaskState& task, api::RunSummary& run, const api::HistoryEntry& entry) {
    const auto word = entry.kind.substr(5);
    if (word == "created" || word == "started") {
        const bool starts = word == "started";
        task.phase = starts ? api::Phase::running : api::Phase::pending;
        task.iterations = std::max(task.iterations, entry.iteration);
        task.attempt = entry.attempt;
        task.startedAt = starts ? entry.at : 0;
        task.endedAt = 0;
        run.now = starts ? task.name : run.now;
        return;
    }
    const auto phase = task.phase;
    if (word == "skipped") {
        task.phase = api::Phase::completed;
    } else {
        boost::describe::enum_from_string(word.c_str(), task.phase);
    }
    if (task.phase != phase && api::isFinal(task.phase)) {
        task.endedAt = entry.at;
    }
}
}  // namespace

void advance(api::RunDetail& detail, const api::HistoryEntry& entry, const Json* data) {
    detail.seq = entry.seq;
    detail.run.updatedAt = entry.at;
    if (entry.kind == "approval.raised") {
        detail.run.now = "approval: " + entry.detail;
        for (auto& task : detail.tasks) {
            task.phase = task.ref == entry.task ? api::Phase::waiting : task.phase;
        }
    } else if (entry.kind.starts_with("run.")) {
        advanceRun(detail, entry, data);
    } else if (entry.kind.starts_with("task.")) {
        for (auto& task : detail.tasks) {
            if (task.ref == entry.task) {
                advanceTask(task, detail.run, entry);
            }
        }
        detail.run.tasksDone =
            static_cast<int>(std::count_if(detail.tasks.begin(), detail.tasks.end(),
                                           [](const auto& task) { return task.phase == api::Phase::completed; }));
    }
}

void ApprovalsSeen::see(const std::string& id, bool open) {
    for (auto& [known, state] : m_open) {
        if (known == id) {
            state = open;
            return;
        }
    }
    m_open.emplace_back(id, open);
}

std::vector<std::string> ApprovalsSeen::ids() const {
    std::vector<std::string> result;
    for (const bool wanted : {true, false}) {
        for (const auto& [id, open] : m_open) {
            if (open == wanted) {
                result.push_back(id);
            }
        }
    }
    return result;
}

api::Error beyondHistory(std::int64_t asOf, std::int64_t entries) {
    return {api::code::kInvalidArgument,
            "The history of the run has " + std::to_string(entries) + " entries; there is no state after entry " +
                std::to_string(asOf) + ". Ask for one from 1 to " + std::to_string(entries) + ", or 0 for now.",
            {},
            false};
}

api::Error noSuchTask(const std::string& task) {
    return {api::code::kNotFound,
            "The run's workflow has no task " + task + ". A task is named by its reference, such as /do/0/name.",
            {},
            false};
}

namespace {
/// A history cursor is "<seq>.<index>" of the last entry shown.
std::optional<std::pair<api::Seq, int>> parseCursor(const std::string& text) {
    std::pair<api::Seq, int> key;
    const auto* end = text.data() + text.size();
    auto [rest, error] = std::from_chars(text.data(), end, key.first);
    if (error != std::errc() || rest == end || *rest != '.') {
        return std::nullopt;
    }
    auto [last, error2] = std::from_chars(rest + 1, end, key.second);
    return error2 == std::errc() && last == end ? std::optional(key) : std::nullopt;
}
}  // namespace

HistoryPager::HistoryPager(const api::GetHistory& query)
    : m_query(query),
      m_limit(static_cast<std::size_t>(std::clamp(query.limit, 1, api::kMaxPageSize))),
      m_after(parseCursor(query.after)) {}

api::Result<api::Unit> HistoryPager::check() const {
    if (!m_query.after.empty() && !m_after) {
        return api::Error{api::code::kInvalidArgument,
                          "'" + m_query.after + "' is not a cursor of this list. Use `next` of the page before.",
                          {},
                          false};
    }
    return api::Unit{};
}

bool HistoryPager::wants(const EntryKey& entry) const {
    const bool down = m_query.descending;
    const std::pair key(entry.seq, entry.index);
    return (m_query.kind.empty() || entry.kind == m_query.kind) && api::isWithin(entry.task, m_query.task) &&
           (m_query.from == 0 || (down ? entry.at <= m_query.from : entry.at >= m_query.from)) &&
           (!m_after || (down ? key < *m_after : key > *m_after));
}

bool HistoryPager::offer() {
    if (m_page.items.size() < m_limit) {
        return true;
    }
    const auto& last = m_page.items.back();
    m_page.next = std::to_string(last.seq) + '.' + std::to_string(last.index);
    return false;
}

api::HistoryPage HistoryPager::page(api::Seq seq) {
    m_page.seq = seq;
    return std::move(m_page);
}

}  // namespace beamline::core
