// SPDX-License-Identifier: Apache-2.0
#include "engine/api/run_filter.h"

#include <algorithm>
#include <cmath>

namespace beamline::api {

namespace {

bool holdsText(std::string_view hay, std::string_view lowerNeedle) {
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
    return std::search(hay.begin(), hay.end(), lowerNeedle.begin(), lowerNeedle.end(), same) != hay.end();
}

bool textFits(const std::string& text, const RunSummary& run) {
    std::string needle(text);
    for (char& c : needle) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    const auto in = [&](const std::string& hay) { return holdsText(hay, needle); };
    return in(run.id) || in(run.workflow) || in(run.now) ||
           (run.error && (in(run.error->type) || in(run.error->title) || in(run.error->detail))) ||
           std::any_of(run.labels.begin(), run.labels.end(),
                       [&](const auto& label) { return in(label.first + '=' + label.second); });
}

/// Nearest rank.
double percentileOf(std::vector<Timestamp>& durations, double share) {
    if (durations.empty()) {
        return 0;
    }
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(durations.size())));
    const auto at = durations.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
    std::nth_element(durations.begin(), at, durations.end());
    return static_cast<double>(*at);
}

}  // namespace

std::string errorKey(const RunSummary& run) {
    if (run.phase != Phase::faulted || !run.error) {
        return {};
    }
    std::uint64_t hash = 14'695'981'039'346'656'037U;  // FNV-1a
    const auto put = [&hash](std::string_view text) {
        for (const char c : text) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
        }
        hash = (hash ^ 0xFF) * 1'099'511'628'211U;  // no byte of UTF-8: what moves from one part to the next counts
    };
    for (const auto* part : {&run.ns, &run.workflow, &run.error->instance, &run.error->type, &run.error->title}) {
        put(*part);
    }
    put(run.labels.contains(kDryRunLabel) ? "dry" : "");
    std::string key(16, '0');
    for (auto digit = key.rbegin(); digit != key.rend(); ++digit, hash >>= 4) {
        *digit = "0123456789abcdef"[hash & 0xF];
    }
    return key;
}

bool leavesOutDryRuns(const RunFilter& filter) {
    const auto label = filter.labels.find(kDryRunLabel);
    return label != filter.labels.end() && label->second == kNoDryRun;
}

RunFilter groupedRuns(const GroupRuns& query) {
    auto filter = query.filter;
    if (query.by != RunGrouping::label || query.label != kDryRunLabel) {
        filter.labels.try_emplace(kDryRunLabel, kNoDryRun);
    }
    return filter;
}

bool fits(const RunFilter& filter, const RunSummary& run) {
    const bool prefix = filter.workflow.ends_with('*');
    const std::string_view name(filter.workflow.data(), filter.workflow.size() - (prefix ? 1 : 0));
    const bool real = leavesOutDryRuns(filter);
    const bool labels = std::all_of(filter.labels.begin(), filter.labels.end(), [&](const auto& label) {
        const auto found = run.labels.find(label.first);
        if (real && label.first == kDryRunLabel) {
            return found == run.labels.end();
        }
        return found != run.labels.end() && found->second == label.second;
    });
    return labels &&
           (filter.phases.empty() ||
            std::find(filter.phases.begin(), filter.phases.end(), run.phase) != filter.phases.end()) &&
           (filter.ns.empty() ? run.ns != kBatchNamespace : run.ns == filter.ns) &&
           (!filter.scope || filter.scope->contains(run.ns)) &&
           (filter.workflow.empty() || (prefix ? run.workflow.starts_with(name) : run.workflow == name)) &&
           (filter.version.empty() || run.version == filter.version) && run.createdAt >= filter.createdFrom &&
           (filter.createdTo == 0 || run.createdAt < filter.createdTo) &&
           (filter.text.empty() || textFits(filter.text, run)) &&
           (filter.error.empty() || filter.error == errorKey(run));
}

std::string RunGrouper::keyOf(const RunSummary& run) const {
    switch (m_by) {
        case RunGrouping::workflow:
            return run.ns + '/' + run.workflow;
        case RunGrouping::version:
            return run.ns + '/' + run.workflow + ' ' + run.version;
        case RunGrouping::error:
            return errorKey(run);
        case RunGrouping::label:
            break;
    }
    const auto found = run.labels.find(m_label);
    return found == run.labels.end() ? std::string() : found->second;
}

void RunGrouper::add(const RunSummary& run, std::string_view key) {
    if (key.empty()) {
        return;
    }
    auto found = m_entries.find(key);
    if (found == m_entries.end()) {
        found = m_entries.emplace(key, Entry()).first;
    }
    auto& [group, durations] = found->second;
    ++group.runs;
    ++group.byPhase[boost::describe::enum_to_string(run.phase, "")];
    group.firstAt = group.firstAt == 0 ? run.createdAt : std::min(group.firstAt, run.createdAt);
    group.lastAt = std::max(group.lastAt, run.createdAt);
    if (!group.latest || std::pair(group.latest->createdAt, group.latest->id) < std::pair(run.createdAt, run.id)) {
        group.latest = run;
    }
    if (run.phase == Phase::completed && run.startedAt != 0 && run.endedAt >= run.startedAt) {
        durations.push_back(run.endedAt - run.startedAt);
    }
}

std::string RunGrouper::titleOf(RunGrouping by, const std::string& key, const RunSummary& latest) {
    switch (by) {
        case RunGrouping::workflow:
            return latest.workflow;
        case RunGrouping::version:
            return latest.workflow + ' ' + latest.version;
        case RunGrouping::error:
            if (latest.error) {
                const auto& error = *latest.error;
                const auto& type = error.type;  // the last part of its address says it
                return (error.title.empty() ? type.substr(type.rfind('/') + 1) : error.title) + " (" + latest.workflow +
                       (error.instance.empty() ? std::string() : ' ' + error.instance) + ')';
            }
            return key;
        case RunGrouping::label:
            break;
    }
    return key;
}

RunGroups RunGrouper::groups() && {
    RunGroups reply;
    reply.items.reserve(m_entries.size());
    for (auto& [key, entry] : m_entries) {
        entry.group.key = key;
        entry.group.p50 = percentileOf(entry.durations, 0.5);
        entry.group.p95 = percentileOf(entry.durations, 0.95);
        reply.items.push_back(std::move(entry.group));
    }
    std::stable_sort(reply.items.begin(), reply.items.end(),
                     [](const auto& a, const auto& b) { return a.runs > b.runs; });
    if (reply.items.size() > static_cast<std::size_t>(kMaxRunGroups)) {
        reply.items.resize(static_cast<std::size_t>(kMaxRunGroups));
        reply.more = true;
    }
    for (auto& group : reply.items) {
        group.title = titleOf(m_by, group.key, *group.latest);
    }
    return reply;
}

}  // namespace beamline::api
