// SPDX-License-Identifier: Apache-2.0
#include "engine/store/records.h"

#include <array>
#include <charconv>
#include <limits>

#include "engine/api/json_codec.h"

namespace beamline::store {

namespace {

void damaged(Connection& connection, const char* what, std::string_view which) {
    connection.failCorrupt(std::string("the checksum of ") + what + " " + std::string(which) + " does not match");
}

template <class T>
bool parse(Connection& connection, std::string_view text, const char* what, T& out) {
    auto json = api::parseJson(text);
    auto value = json ? api::fromJson<T>(*json) : api::Result<T>(json.error());
    if (!value) {
        std::string message = what;
        connection.failCorrupt(message.append(" cannot be read: ").append(value.error().message));
        return false;
    }
    out = std::move(value).value();
    return true;
}

}  // namespace

std::string labelsText(const api::Labels& labels) {
    return labels.empty() ? std::string() : boost::json::serialize(api::toJson(labels));
}

std::string errorText(const std::optional<api::WorkflowError>& error) {
    return error ? boost::json::serialize(api::toJson(*error)) : std::string();
}

std::int64_t originCrc(RunKey key, const api::RunSummary& s, std::string_view labels, std::string_view definition,
                       std::string_view startedBy, std::int64_t priority) {
    using View = std::string_view;
    return Checksum::of(key, View(s.id), View(s.ns), View(s.workflow), View(s.version), s.createdAt, labels, definition,
                        startedBy, priority);
}

std::int64_t stateCrc(RunKey key, const api::RunSummary& s, std::string_view error) {
    return Checksum::of(key, static_cast<std::int64_t>(s.phase), s.startedAt, s.updatedAt, s.endedAt,
                        std::int64_t{s.tasksDone}, std::int64_t{s.tasksTotal}, std::string_view(s.now), error);
}

RunRecord readRun(Connection& connection, const Statement& row) {
    RunRecord record;
    auto& s = record.summary;
    record.key = row.integer(0);
    s.id = row.string(1);
    s.ns = row.string(2);
    s.workflow = row.string(3);
    s.version = row.string(4);
    s.createdAt = row.integer(5);
    const auto labels = row.text(6);
    record.definition = row.string(7);
    record.startedBy = row.string(8);
    record.priority = static_cast<int>(row.integer(9));
    const bool origin =
        row.integer(10) == originCrc(record.key, s, labels, record.definition, record.startedBy, record.priority);
    s.phase = static_cast<api::Phase>(row.integer(11));
    s.startedAt = row.integer(12);
    s.updatedAt = row.integer(13);
    s.endedAt = row.integer(14);
    s.tasksDone = static_cast<int>(row.integer(15));
    s.tasksTotal = static_cast<int>(row.integer(16));
    s.now = row.string(17);
    const auto error = row.text(18);
    if (!origin || row.integer(19) != stateCrc(record.key, s, error)) {
        damaged(connection, "run", s.id);
        return record;
    }
    if (!labels.empty()) {
        parse(connection, labels, "the labels of a run", s.labels);
    }
    if (!error.empty()) {
        parse(connection, error, "the error of a run", s.error.emplace());
    }
    return record;
}

/// A schedule that nobody has paused or resumed has the sum it always had.
std::int64_t scheduleCrc(const StoredSchedule& s) {
    using View = std::string_view;
    const auto sum = [&](auto... turned) {
        return Checksum::of(s.key, View(s.ns), View(s.name), View(s.version), View(s.digest), std::int64_t{s.paused},
                            s.next, s.last, View(s.state), turned...);
    };
    return s.turned == 0 ? sum() : sum(s.turned);
}

StoredSchedule readSchedule(const Statement& row) {
    StoredSchedule one;
    one.key = row.integer(0);
    one.ns = row.string(1);
    one.name = row.string(2);
    one.version = row.string(3);
    one.digest = row.string(4);
    one.paused = row.integer(5) != 0;
    one.next = row.integer(6);
    one.last = row.integer(7);
    one.state = row.string(8);
    one.turned = row.integer(10);
    one.damaged = row.integer(9) != scheduleCrc(one);
    return one;
}

std::int64_t approvalCrc(RunKey run, std::int64_t open, std::int64_t due, std::string_view data) {
    return Checksum::of(run, open, due, data);
}

std::int64_t approvalDue(const api::Approval& approval) {
    return approval.dueAt == 0 ? std::numeric_limits<std::int64_t>::max() : approval.dueAt;
}

void putApproval(Connection& connection, RunKey run, const api::Approval& approval) {
    const std::int64_t open = api::isOpen(approval.state) ? 1 : 0;
    const auto due = approvalDue(approval);
    const auto data = boost::json::serialize(api::toJson(approval));
    connection
        .prepared(
            "INSERT INTO approval(id,run,open,due,raised,decided,decisions,crc,data) VALUES(?,?,?,?,?,?,?,?,?) "
            "ON CONFLICT(id) DO UPDATE SET run=excluded.run,open=excluded.open,due=excluded.due,raised=excluded.raised,"
            "decided=excluded.decided,decisions=excluded.decisions,crc=excluded.crc,data=excluded.data")
        .with(std::string_view(approval.id), run, open, due, approval.raisedAt, approval.decidedAt,
              static_cast<std::int64_t>(approval.decisions.size()), approvalCrc(run, open, due, data),
              std::string_view(data))
        .run();
}

api::Approval readApproval(Connection& connection, const Statement& row) {
    api::Approval approval;
    const auto data = row.text(9);
    if (row.integer(8) != approvalCrc(row.integer(2), row.integer(3), row.integer(4), data)) {
        damaged(connection, "approval", row.text(1));
    } else {
        parse(connection, data, "an approval", approval);
    }
    return approval;
}

StoredWorkflow readWorkflow(Connection& connection, const Statement& row) {
    StoredWorkflow workflow;
    const auto info = row.text(3);
    workflow.source = row.string(4);
    workflow.resources = row.string(5);
    if (row.integer(2) != workflowCrc(info, workflow.source, workflow.resources)) {
        damaged(connection, "workflow", std::to_string(row.integer(0)));
    } else if (parse(connection, info, "a workflow", workflow.info)) {
        workflow.info.latest = row.integer(1) != 0;
    }
    return workflow;
}

namespace {

std::string_view takeUntil(std::string_view& text, char end) {
    const auto at = text.find(end);
    const auto part = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
    return part;
}

bool number(std::string_view text, std::uint64_t& out) {
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), out);
    return ec == std::errc() && end == text.data() + text.size();
}

int compareIdentifiers(std::string_view a, std::string_view b) {
    std::uint64_t left = 0;
    std::uint64_t right = 0;
    const bool leftNumber = number(a, left);
    const bool rightNumber = number(b, right);
    if (leftNumber && rightNumber) {
        return left < right ? -1 : (left > right ? 1 : 0);
    }
    return leftNumber != rightNumber ? (leftNumber ? -1 : 1) : a.compare(b);
}

struct Version {
    std::array<std::uint64_t, 3> core{};
    std::string_view prerelease;
    bool good = false;

    explicit Version(std::string_view text) {
        text = takeUntil(text, '+');  // build metadata has no precedence
        auto rest = text;
        auto numbers = takeUntil(rest, '-');
        prerelease = rest;
        good = number(takeUntil(numbers, '.'), core[0]) && number(takeUntil(numbers, '.'), core[1]) &&
               number(numbers, core[2]);
    }
};

}  // namespace

int compareVersions(std::string_view a, std::string_view b) {
    Version left(a);
    Version right(b);
    if (!left.good || !right.good) {
        return left.good != right.good ? (left.good ? 1 : -1) : a.compare(b);
    }
    if (left.core != right.core) {
        return left.core < right.core ? -1 : 1;
    }
    if (left.prerelease.empty() || right.prerelease.empty()) {
        return static_cast<int>(left.prerelease.empty()) - static_cast<int>(right.prerelease.empty());
    }
    while (!left.prerelease.empty() && !right.prerelease.empty()) {
        if (const int order = compareIdentifiers(takeUntil(left.prerelease, '.'), takeUntil(right.prerelease, '.'))) {
            return order;
        }
    }
    return static_cast<int>(!left.prerelease.empty()) - static_cast<int>(!right.prerelease.empty());
}

}  // namespace beamline::store
