// SPDX-License-Identifier: Apache-2.0
#include "engine/store/mender.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/core/machine/machine.h"

namespace beamline::store {

namespace {
using View = std::string_view;
}  // namespace

Mender::Mender(Connection& connection, const Refold& refold, std::function<void(const std::string&)> report)
    : m_connection(connection), m_refold(refold), m_report(std::move(report)), m_outbox(connection) {
    Statement rows(m_connection, "SELECT key,started_by FROM run WHERE started_by LIKE 'run:%'", false);
    while (rows.row()) {
        if (auto parent = core::parentOf(rows.string(1))) {
            m_children.emplace(std::move(parent->first), Child{parent->second, rows.integer(0)});
        }
    }
}

std::optional<StoredRun> Mender::read(RunKey key) {
    auto& row = m_connection.prepared("SELECT " + std::string(kRunColumns) + ",head FROM run WHERE key=?").with(key);
    if (!row.row()) {
        return std::nullopt;
    }
    auto record = readRun(m_connection, row);
    const auto head = row.integer(20);
    row.reset();
    StoredRun run;
    run.key = key;
    run.row.summary = std::move(record.summary);
    run.definitionDigest = std::move(record.definition);
    run.startedBy = std::move(record.startedBy);
    run.priority = record.priority;
    for (auto seq = head; seq > 0;) {
        auto& event = m_connection.prepared("SELECT prev,data FROM event WHERE seq=?").with(seq);
        if (!event.row()) {
            break;
        }
        run.facts.push_back({static_cast<api::Seq>(seq), event.string(1)});
        seq = event.integer(0);
        event.reset();
    }
    std::reverse(run.facts.begin(), run.facts.end());
    return run;
}

std::optional<Folded> Mender::fold(const StoredRun& run) {
    auto& row = m_connection.prepared("SELECT " + std::string(kWorkflowColumns) + " FROM workflow WHERE digest=?")
                    .with(View(run.definitionDigest));
    const bool known = row.row();
    const auto workflow = known ? readWorkflow(m_connection, row) : StoredWorkflow();
    row.reset();
    auto folded = m_refold(workflow, run);  // it may be the engine's own, which no journal has
    if (!folded && !known) {
        folded = api::Error{api::code::kNotFound, "its definition is lost", {}, false};
    }
    if (!folded) {
        m_report("run " + run.row.summary.id +
                 ": what its events say could not be told again; cancel it: " + folded.error().message);
        return std::nullopt;
    }
    return std::move(folded).value();
}

void Mender::mend(RunKey key) {
    const auto run = read(key);
    auto folded = run ? fold(*run) : std::nullopt;
    if (!folded) {
        return;
    }
    putRow(key, folded->row.summary);
    putTimers(key, folded->timers);
    putApprovals(*run, *folded);
    putSubscriptions(key, std::move(folded->subscriptions));
    takeBackMessages(*run, folded->lastActivity);
    removeChildren(*run, folded->lastActivity);
    std::move(folded->children.begin(), folded->children.end(), std::back_inserter(m_waitedFor));
}

void Mender::putRow(RunKey run, const api::RunSummary& s) {
    const auto error = errorText(s.error);
    m_connection
        .prepared(
            "UPDATE run SET phase=?,started=?,updated=?,ended=?,done=?,total=?,now=?,error=?,state_crc=? WHERE key=?")
        .with(static_cast<std::int64_t>(s.phase), s.startedAt, s.updatedAt, s.endedAt, std::int64_t{s.tasksDone},
              std::int64_t{s.tasksTotal}, View(s.now), View(error), stateCrc(run, s, error), run)
        .run();
}

void Mender::putTimers(RunKey run, const std::vector<TimerChange>& timers) {
    m_connection.prepared("DELETE FROM timer WHERE run=?").with(run).run();
    for (const auto& timer : timers) {
        const std::int64_t activity = timer.activity;
        m_connection.prepared("INSERT INTO timer(run,activity,due,crc) VALUES(?,?,?,?)")
            .with(run, activity, timer.dueAt, Checksum::of(run, activity, timer.dueAt))
            .run();
    }
}

/// Their ids end with the activity's number.
void Mender::putApprovals(const StoredRun& run, const Folded& folded) {
    std::vector<std::int64_t> superfluous;
    auto& rows = m_connection.prepared("SELECT key,id,open FROM approval WHERE run=?").with(run.key);
    while (rows.row()) {
        const auto id = rows.string(1);
        const auto number = std::strtoul(id.c_str() + id.rfind('.') + 1, nullptr, 10);
        const bool open = std::any_of(folded.approvals.begin(), folded.approvals.end(),
                                      [&](const auto& approval) { return approval.id == id; });
        if (open || rows.integer(2) != 0 || number > folded.lastActivity) {
            superfluous.push_back(rows.integer(0));
        }
    }
    rows.reset();
    for (const auto key : superfluous) {
        m_connection.prepared("DELETE FROM approval WHERE key=?").with(key).run();
    }
    for (const auto& approval : folded.approvals) {
        putApproval(m_connection, run.key, approval);
    }
}

/// One that was there keeps its place; another gets what is not delivered yet.
void Mender::putSubscriptions(RunKey run, std::vector<SubscriptionChange> changes) {
    std::map<std::uint32_t, std::int64_t> since;
    auto& rows = m_connection.prepared("SELECT activity,since FROM subscription WHERE run=?").with(run);
    while (rows.row()) {
        since[static_cast<std::uint32_t>(rows.integer(0))] = rows.integer(1);
    }
    rows.reset();
    m_outbox.unsubscribeAll(run);
    for (auto& change : changes) {
        const auto known = since.find(change.activity);
        const auto from = known == since.end() ? Outbox::deliveredUpTo(m_connection) : known->second;
        m_outbox.subscribe(run, {std::move(change)}, from);
    }
}

/// What was said by steps that are lost, and is said again when they are made again.
void Mender::takeBackMessages(const StoredRun& run, std::uint32_t lastActivity) {
    std::vector<std::int64_t> positions;
    auto& rows =
        m_connection
            .prepared(
                "SELECT position FROM message WHERE activity>? AND ((run=? AND kind IN (?,?,?)) OR (kind=? AND "
                "json_extract(data,'$.parent')=?))")
            .with(std::int64_t{lastActivity}, run.key, static_cast<std::int64_t>(MessageKind::startChild),
                  static_cast<std::int64_t>(MessageKind::cancelChild), static_cast<std::int64_t>(MessageKind::process),
                  static_cast<std::int64_t>(MessageKind::childEnded), View(run.row.summary.id));
    while (rows.row()) {
        positions.push_back(rows.integer(0));
    }
    rows.reset();
    for (const auto position : positions) {
        m_outbox.settle(position);
    }
}

void Mender::removeChildren(const StoredRun& parent, std::uint32_t lastActivity) {
    const auto& id = parent.row.summary.id;
    const auto [first, last] = m_children.equal_range(id);
    const std::vector<std::pair<std::string, Child>> all(first, last);
    for (const auto& [name, child] : all) {
        const auto run = child.activity > lastActivity ? read(child.run) : std::nullopt;
        if (run) {
            m_report("run " + run->row.summary.id + ": left out, since it was begun by an event of run " + id +
                     " that is lost");
            removeChildren(*run, 0);
            takeBackMessages(*run, 0);
            remove(child.run);
        }
    }
}

void Mender::remove(RunKey run) {
    for (const View sql :
         {"DELETE FROM event WHERE run=?", "DELETE FROM timer WHERE run=?", "DELETE FROM subscription WHERE run=?",
          "DELETE FROM snapshot WHERE run=?", "DELETE FROM idempotency WHERE run=?",
          "DELETE FROM approval WHERE run=? AND (open=1 OR decisions=0)", "DELETE FROM run WHERE key=?"}) {
        m_connection.prepared(sql).with(run).run();
    }
}

void Mender::tellChildren() {
    for (auto& message : m_waitedFor) {
        const auto data = api::parseJson(message.data);
        const auto text = [&](const char* name) { return View(data->as_object().at(name).as_string()); };
        auto& row =
            m_connection.prepared("SELECT run FROM idempotency WHERE ns=? AND key=?").with(text("ns"), text("key"));
        const auto child = row.row() ? row.integer(0) : 0;
        row.reset();
        m_outbox.append({std::move(message)});
        const auto run = child > 0 ? read(child) : std::nullopt;
        if (run && api::isFinal(run->row.summary.phase)) {
            if (auto folded = fold(*run); folded && folded->end) {
                m_outbox.append({std::move(*folded->end)});
            }
        }
    }
}

}  // namespace beamline::store
