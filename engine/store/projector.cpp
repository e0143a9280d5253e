// SPDX-License-Identifier: Apache-2.0
#include "engine/store/projector.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/api/run_filter.h"
#include "engine/store/schema.h"

namespace beamline::store {

namespace {

using View = std::string_view;

std::int64_t signedSeq(api::Seq seq) {
    return static_cast<std::int64_t>(seq);
}

api::Error unknownRun(RunKey key) {
    return {api::code::kNotFound,
            "The journal has no run " + std::to_string(key) + "; it was removed or never created.",
            {},
            false};
}

}  // namespace

Projector::Projector(Connection& connection, bool clustered)
    : m_connection(connection),
      m_clustered(clustered),
      m_insertEvent(connection, "INSERT INTO event(seq,run,prev,crc,data) VALUES(?,?,?,?,?)"),
      m_updateHead(connection, "UPDATE run SET head=?,head_crc=?,n=?,chain=? WHERE key=?"),
      // Without `phase` and `ended` SQLite leaves three of the indexes alone.
      m_updateState(
          connection,
          "UPDATE run SET head=?,head_crc=?,n=?,chain=?,started=?,updated=?,done=?,total=?,now=?,error=?,state_crc=? "
          "WHERE key=?"),
      m_updatePhase(
          connection,
          "UPDATE run SET head=?,head_crc=?,n=?,chain=?,started=?,updated=?,done=?,total=?,now=?,error=?,state_crc=?,"
          "phase=?,ended=?,error_key=? WHERE key=?") {}

bool Projector::load() {
    Snapshot snapshot(m_connection);
    rolledBack();
    {
        const std::lock_guard lock(m_tailMutex);
        m_tail.clear();
    }
    const auto metaValue = [this](std::string_view name) {
        auto& statement = m_connection.prepared("SELECT value FROM meta WHERE name=?").with(name);
        const auto value = statement.row() ? statement.integer(0) : 0;
        statement.reset();
        return value;
    };
    m_projected = static_cast<api::Seq>(metaValue(meta::kProjected));
    m_lastSeq = m_projected;
    m_lastRun = std::max(metaValue(meta::kLastRun), m_connection.number("SELECT max(key) FROM run"));
    for (int phase = 0; phase < kPhases; ++phase) {
        m_counts.byPhase[static_cast<std::size_t>(phase)] = metaValue(meta::phase(phase));
    }
    m_counts.openApprovals = metaValue(meta::kOpenApprovals);

    const bool good = loadTail();
    m_committed = {m_lastSeq, m_projected, m_unprojected, m_facts, m_lastRun, m_counts};
    return good;
}

bool Projector::loadTail() {
    m_unprojected = 0;
    std::unordered_map<RunKey, Head> heads;
    std::unordered_map<RunKey, Head> rows;  // as they tell; in a cluster, where the hash goes on from there
    auto& tail = m_connection.prepared("SELECT seq,run,prev,crc,data FROM event WHERE seq>? ORDER BY seq")
                     .with(signedSeq(m_projected));
    while (tail.row()) {
        const auto seq = tail.integer(0);
        const auto key = tail.integer(1);
        if (tail.integer(3) != eventCrc(seq, key, tail.integer(2), tail.text(4))) {
            m_connection.failCorrupt("the checksum of event " + std::to_string(seq) + " does not match");
            break;
        }
        m_lastSeq = static_cast<api::Seq>(seq);
        ++m_unprojected;
        auto& head = heads[key];
        if (m_clustered) {
            const auto [known, fresh] = rows.try_emplace(key);
            if (fresh) {
                const auto run = find(key);
                known->second = head = run ? (*run)->head : Head();
            }
            if (m_lastSeq > known->second.seq) {
                head.chain = core::advanced(head.chain, tail.text(4));
            }
        }
        head.seq = m_lastSeq;
    }
    m_runs.clear();
    const std::lock_guard lock(m_tailMutex);
    m_tail = std::move(heads);
    return !m_connection.failed();
}

api::Result<Projector::Run*> Projector::find(RunKey key) {
    if (const auto found = m_runs.find(key); found != m_runs.end()) {
        return &found->second;
    }
    auto& statement =
        m_connection
            .prepared(
                "SELECT head,head_crc,phase,n,chain,ns,workflow,version,EXISTS(SELECT 1 FROM label WHERE label.name=? "
                "AND label.value='true' AND label.run=run.key) FROM run WHERE key=?")
            .with(View(api::kDryRunLabel), key);
    if (!statement.row()) {
        return unknownRun(key);
    }
    Run run;
    run.head = {static_cast<api::Seq>(statement.integer(0)),
                {static_cast<std::uint64_t>(statement.integer(3)), statement.string(4)}};
    run.phase = static_cast<int>(statement.integer(2));
    run.tally = tallyOf(statement.string(5), statement.string(6), statement.string(7), statement.integer(8) != 0);
    const bool good = statement.integer(1) == headCrc(key, statement.integer(0), run.head.chain) && run.phase >= 0 &&
                      run.phase < kPhases;
    statement.reset();
    if (!good) {
        const Failure failure{SQLITE_CORRUPT, 0,
                              "the checksum of the head of run " + std::to_string(key) + " does not match"};
        if (m_clustered) {
            m_connection.fail(failure);  // to leave one change out here would make this journal another one
        }
        // Alone it is the misfortune of one run: the others go on.
        return toError(failure, sqlite3_db_filename(m_connection.handle(), "main"));
    }
    {
        const std::lock_guard lock(m_tailMutex);
        if (const auto later = m_tail.find(key); later != m_tail.end() && later->second.seq > run.head.seq) {
            run.head = later->second;
        }
    }
    return &m_runs.emplace(key, run).first->second;
}

void Projector::touch(RunKey key, Run& run, bool projected) {
    if (!run.touched) {
        run.touched = true;
        m_touched.push_back(key);
    }
    run.projected = projected;
}

std::optional<core::RunHead> Projector::chainOf(RunKey key) {
    const auto run = find(key);
    return run ? std::optional((*run)->head.chain) : std::nullopt;
}

bool Projector::hasFacts(RunKey key, std::uint64_t n, const std::vector<std::string>& facts) {
    const auto run = find(key);
    if (!run || (*run)->head.chain.n < n + facts.size()) {
        return false;
    }
    auto seq = signedSeq((*run)->head.seq);
    for (auto at = (*run)->head.chain.n; at > n; --at) {
        auto& event = m_connection.prepared("SELECT prev,data FROM event WHERE seq=?").with(seq);
        if (!event.row() || (at <= n + facts.size() && event.text(1) != View(facts[at - n - 1]))) {
            event.reset();
            return false;
        }
        seq = event.integer(0);
        event.reset();
    }
    return true;
}

/// Where the run is when the facts of the change are stored.
Projector::Head Projector::after(const Change& change, Head head) const {
    if (!change.facts.empty()) {
        head.seq = nextSeq() + change.facts.size() - 1;
    }
    for (std::size_t i = 0; m_clustered && i < change.facts.size(); ++i) {
        head.chain = core::advanced(head.chain, change.facts[i]);
    }
    return head;
}

void Projector::append(const Change& change, Run& run) {
    auto head = after(change, run.head);
    auto prev = signedSeq(run.head.seq);
    for (const auto& fact : change.facts) {
        m_lastSeq = nextSeq();
        const auto seq = signedSeq(m_lastSeq);
        m_insertEvent.with(seq, change.run, prev, eventCrc(seq, change.run, prev, fact), View(fact)).run();
        prev = seq;
    }
    m_unprojected += change.facts.size();
    m_facts += change.facts.size();
    run.head = std::move(head);
}

api::Result<api::Seq> Projector::apply(const Change& change) {
    Run* run = nullptr;
    if (change.create) {
        if (auto error = create(change, after(change, {}))) {
            return *error;
        }
        m_lastRun = std::max(m_lastRun, change.run);
        run = &m_runs[change.run];
        const auto& s = change.row->summary;
        const auto label = s.labels.find(api::kDryRunLabel);  // a run keeps the labels that it starts with
        const bool dry = label != s.labels.end() && label->second == "true";
        *run = {{}, static_cast<int>(s.phase), tallyOf(s.ns, s.workflow, s.version, dry), false, false};
        count(*run, run->phase, 1);
    } else {
        const auto found = find(change.run);
        if (!found) {
            return found.error();
        }
        run = *found;
    }
    append(change, *run);
    const bool projects = change.row.has_value();
    if (projects && !change.create) {
        updateRow(change, *run);
    }
    if (!change.facts.empty() || projects) {
        touch(change.run, *run, projects);
    }
    putTimers(change);
    for (const auto& approval : change.approvals) {
        putApproval(change.run, approval);
    }
    if (!change.subscriptions.empty()) {
        m_outbox.subscribe(change.run, change.subscriptions, m_outbox.last());
    }
    if (!change.messages.empty()) {
        m_outbox.append(change.messages);
    }
    putSnapshot(change.run, change.snapshot);
    return m_lastSeq;
}

void Projector::putSnapshot(RunKey key, const std::string& snapshot) {
    const auto run = snapshot.empty() ? m_runs.end() : m_runs.find(key);
    if (run != m_runs.end()) {
        const auto seq = signedSeq(run->second.head.seq);
        m_connection.prepared("INSERT OR REPLACE INTO snapshot(run,seq,crc,data) VALUES(?,?,?,?)")
            .with(key, seq, Checksum::of(key, seq, View(snapshot)), View(snapshot))
            .run();
    }
}

std::optional<api::Error> Projector::create(const Change& change, const Head& head) {
    if (!change.row) {
        return api::Error{api::code::kInternal, "A new run came to the journal without its row.", {}, false};
    }
    const auto& s = change.row->summary;
    const auto& made = *change.create;
    const auto conflict = [&](const std::string& message) {
        return api::Error{api::code::kConflict, message, {}, false};
    };
    if (!made.idempotencyKey.empty()) {
        auto& used = m_connection.prepared("SELECT 1 FROM idempotency WHERE ns=? AND key=?")
                         .with(View(s.ns), View(made.idempotencyKey));
        const bool taken = used.row();
        used.reset();
        if (taken) {
            return conflict("The idempotency key '" + made.idempotencyKey + "' was used before in namespace '" + s.ns +
                            "'.");
        }
    }
    const auto labels = labelsText(s.labels);
    const auto error = errorText(s.error);
    const auto errorKey = api::errorKey(s);
    const View definition = made.definitionDigest;
    const View startedBy = made.startedBy;
    m_connection
        .prepared(
            "INSERT OR IGNORE INTO run(key,head,head_crc,id,ns,workflow,version,created,labels,definition,started_by,"
            "priority,origin_crc,phase,started,updated,ended,done,total,now,error,state_crc,n,chain,error_key) "
            "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
        .with(change.run, signedSeq(head.seq), headCrc(change.run, signedSeq(head.seq), head.chain), View(s.id),
              View(s.ns), View(s.workflow), View(s.version), s.createdAt, View(labels), definition, startedBy,
              std::int64_t{made.priority}, originCrc(change.run, s, labels, definition, startedBy, made.priority),
              static_cast<std::int64_t>(s.phase), s.startedAt, s.updatedAt, s.endedAt, std::int64_t{s.tasksDone},
              std::int64_t{s.tasksTotal}, View(s.now), View(error), stateCrc(change.run, s, error),
              static_cast<std::int64_t>(head.chain.n), View(head.chain.hash), View(errorKey))
        .run();
    if (!m_connection.failed() && m_connection.changed() == 0) {
        return conflict("A run '" + s.id + "' exists already.");
    }
    for (const auto& [name, value] : s.labels) {
        m_connection.prepared("INSERT INTO label(name,value,run) VALUES(?,?,?)")
            .with(View(name), View(value), change.run)
            .run();
    }
    if (!made.idempotencyKey.empty()) {
        const View key = made.idempotencyKey;
        const View hash = made.idempotencyHash;
        m_connection.prepared("INSERT INTO idempotency(ns,key,run,hash,crc) VALUES(?,?,?,?,?)")
            .with(View(s.ns), key, change.run, hash, Checksum::of(View(s.ns), key, change.run, hash))
            .run();
    }
    return std::nullopt;
}

void Projector::updateRow(const Change& change, Run& run) {
    const auto& s = change.row->summary;
    const auto error = errorText(s.error);
    const auto head = signedSeq(run.head.seq);
    const auto phase = static_cast<int>(s.phase);
    auto& update = phase != run.phase || api::isFinal(s.phase) ? m_updatePhase : m_updateState;
    update.with(head, headCrc(change.run, head, run.head.chain), static_cast<std::int64_t>(run.head.chain.n),
                View(run.head.chain.hash), s.startedAt, s.updatedAt, std::int64_t{s.tasksDone},
                std::int64_t{s.tasksTotal}, View(s.now), View(error), stateCrc(change.run, s, error));
    const auto errorKey = api::errorKey(s);
    int next = 12;
    if (&update == &m_updatePhase) {
        update.bind(12, std::int64_t{phase}).bind(13, s.endedAt).bind(14, View(errorKey));
        next = 15;
    }
    update.bind(next, change.run).run();
    if (phase != run.phase) {
        count(run, run.phase, -1);
        count(run, phase, 1);
        run.phase = phase;
    }
}

void Projector::putTimers(const Change& change) {
    for (const auto& timer : change.timers) {
        const std::int64_t activity = timer.activity;
        if (timer.dueAt == 0) {
            m_connection.prepared("DELETE FROM timer WHERE run=? AND activity=?").with(change.run, activity).run();
        } else {
            m_connection.prepared("INSERT OR REPLACE INTO timer(run,activity,due,crc) VALUES(?,?,?,?)")
                .with(change.run, activity, timer.dueAt, Checksum::of(change.run, activity, timer.dueAt))
                .run();
        }
    }
}

void Projector::putApproval(RunKey run, const api::Approval& approval) {
    auto& before = m_connection.prepared("SELECT open FROM approval WHERE id=?").with(View(approval.id));
    const std::int64_t wasOpen = before.row() ? before.integer(0) : 0;
    before.reset();
    store::putApproval(m_connection, run, approval);
    m_counts.openApprovals += (api::isOpen(approval.state) ? 1 : 0) - wasOpen;
}

api::Result<bool> Projector::deploy(const StoredWorkflow& workflow) {
    const auto& info = workflow.info;
    auto& existing = m_connection.prepared("SELECT digest FROM workflow WHERE ns=? AND name=? AND version=?")
                         .with(View(info.ns), View(info.name), View(info.version));
    if (existing.row()) {
        const bool same = existing.text(0) == info.digest;
        existing.reset();
        if (same) {
            return false;
        }
        return api::Error{api::code::kConflict,
                          "Version " + info.version + " of " + info.ns + "/" + info.name +
                              " is deployed with other content; a version never changes, deploy a new one.",
                          {},
                          false};
    }
    auto plain = info;
    plain.latest = false;
    const auto text = boost::json::serialize(api::toJson(plain));
    m_connection
        .prepared(
            "INSERT INTO workflow(ns,name,version,digest,deployed,latest,crc,info,source,resources) "
            "VALUES(?,?,?,?,?,0,?,?,?,?)")
        .with(View(info.ns), View(info.name), View(info.version), View(info.digest), info.deployedAt,
              workflowCrc(text, workflow.source, workflow.resources), View(text), View(workflow.source),
              View(workflow.resources))
        .run();
    markLatest(info);
    return true;
}

void Projector::markLatest(const api::WorkflowInfo& info) {
    auto& versions = m_connection.prepared("SELECT key,version FROM workflow WHERE ns=? AND name=?")
                         .with(View(info.ns), View(info.name));
    std::int64_t latest = 0;
    std::string best;
    while (versions.row()) {
        if (latest == 0 || compareVersions(versions.text(1), best) > 0) {
            latest = versions.integer(0);
            best = versions.string(1);
        }
    }
    m_connection.prepared("UPDATE workflow SET latest=(key=?) WHERE ns=? AND name=?")
        .with(latest, View(info.ns), View(info.name))
        .run();
}

std::int64_t Projector::prune(api::Timestamp endedBefore, int limit) {
    auto& old =
        m_connection
            .prepared("SELECT key FROM run INDEXED BY run_ended WHERE ended>0 AND ended<? ORDER BY ended LIMIT ?")
            .with(endedBefore, std::int64_t{limit});
    std::vector<RunKey> keys;
    while (old.row()) {
        keys.push_back(old.integer(0));
    }
    return std::count_if(keys.begin(), keys.end(), [this](RunKey key) { return removeRun(key); });
}

bool Projector::removeRun(RunKey key) {
    const auto found = find(key);
    if (!found) {
        return false;
    }
    count(**found, (*found)->phase, -1);
    for (auto seq = signedSeq((*found)->head.seq); seq > 0 && !m_connection.failed();) {
        auto& event = m_connection.prepared("DELETE FROM event WHERE seq=? AND run=? RETURNING prev").with(seq, key);
        seq = event.row() ? event.integer(0) : 0;
        event.run();
    }
    auto& open = m_connection.prepared("SELECT count(*) FROM approval WHERE run=? AND open=1").with(key);
    m_counts.openApprovals -= open.row() ? open.integer(0) : 0;
    open.reset();
    for (const View sql :
         {"DELETE FROM timer WHERE run=?", "DELETE FROM subscription WHERE run=?", "DELETE FROM snapshot WHERE run=?",
          "DELETE FROM idempotency WHERE run=?", "DELETE FROM approval WHERE run=? AND (open=1 OR decisions=0)"}) {
        m_connection.prepared(sql).with(key).run();
    }
    auto& row = m_connection.prepared("DELETE FROM run WHERE key=? RETURNING labels").with(key);
    const auto labels = row.row() ? row.string(0) : std::string();
    row.run();
    if (const auto json = api::parseJson(labels); json && json->is_object()) {
        for (const auto& label : json->get_object()) {
            if (label.value().is_string()) {
                m_connection.prepared("DELETE FROM label WHERE name=? AND value=? AND run=?")
                    .with(View(label.key()), View(label.value().get_string()), key)
                    .run();
            }
        }
    }
    m_runs.erase(key);
    return true;
}

Projector::Tally::value_type* Projector::tallyOf(std::string ns, std::string workflow, std::string version, bool dry) {
    return &*m_tally.try_emplace({std::move(ns), std::move(workflow), std::move(version), dry}).first;
}

void Projector::count(const Run& run, int phase, std::int64_t by) {
    const auto at = static_cast<std::size_t>(phase);
    m_counts.byPhase[at] += by;
    run.tally->second[at] += by;
    if (m_tallied.empty() || m_tallied.back() != run.tally) {
        m_tallied.push_back(run.tally);
    }
}

void Projector::writeTally() {
    for (auto* one : std::exchange(m_tallied, {})) {
        const auto& [ns, workflow, version, isDry] = one->first;
        const std::int64_t dry = isDry ? 1 : 0;
        const auto changes = std::exchange(one->second, {});
        for (std::int64_t phase = 0; phase < kPhases; ++phase) {
            const auto by = changes[static_cast<std::size_t>(phase)];
            if (by == 0) {
                continue;
            }
            auto& sum = m_connection
                            .prepared(
                                "INSERT INTO tally(ns,workflow,version,dry,phase,runs) VALUES(?,?,?,?,?,?) ON CONFLICT "
                                "DO UPDATE SET runs=runs+excluded.runs RETURNING runs")
                            .with(View(ns), View(workflow), View(version), dry, phase, by);
            const bool none = sum.row() && sum.integer(0) == 0;
            sum.run();
            if (none) {
                m_connection.prepared("DELETE FROM tally WHERE ns=? AND workflow=? AND version=? AND dry=? AND phase=?")
                    .with(View(ns), View(workflow), View(version), dry, phase)
                    .run();
            }
        }
    }
}

void Projector::writeHeads() {
    const auto write = [this](RunKey key, const Head& head) {
        const auto seq = signedSeq(head.seq);
        m_updateHead
            .with(seq, headCrc(key, seq, head.chain), static_cast<std::int64_t>(head.chain.n), View(head.chain.hash),
                  key)
            .run();
    };
    for (const auto& [key, head] : m_tail) {  // changed by this thread only
        const auto run = m_runs.find(key);
        if (run == m_runs.end() || !run->second.touched) {
            write(key, head);
        }
    }
    for (const auto key : m_touched) {
        if (const auto run = m_runs.find(key); run != m_runs.end() && !run->second.projected) {
            write(key, run->second.head);
        }
    }
    m_projected = m_lastSeq;
    m_unprojected = 0;
    m_wroteHeads = true;
}

void Projector::finish(bool now) {
    const auto put = [this](View name, std::int64_t value) {
        m_connection.prepared("INSERT OR REPLACE INTO meta(name,value) VALUES(?,?)").with(name, value).run();
    };
    if (m_unprojected >= kMaxUnprojectedFacts || (now && headsPending())) {
        writeHeads();
        put(meta::kProjected, signedSeq(m_projected));
        put(meta::kLastRun, m_lastRun);
    }
    for (int phase = 0; phase < kPhases; ++phase) {
        const auto at = static_cast<std::size_t>(phase);
        if (m_counts.byPhase[at] != m_committed.counts.byPhase[at]) {
            put(meta::phase(phase), m_counts.byPhase[at]);
        }
    }
    if (m_counts.openApprovals != m_committed.counts.openApprovals) {
        put(meta::kOpenApprovals, m_counts.openApprovals);
    }
    writeTally();
}

void Projector::committed() {
    m_committed = {m_lastSeq, m_projected, m_unprojected, m_facts, m_lastRun, m_counts};
    const std::lock_guard lock(m_tailMutex);
    if (m_wroteHeads) {
        m_tail.clear();
    }
    for (const auto key : m_touched) {
        const auto run = m_runs.find(key);
        if (run == m_runs.end()) {
            m_tail.erase(key);
            continue;
        }
        if (run->second.projected) {
            m_tail.erase(key);
        } else if (!m_wroteHeads) {
            m_tail[key] = run->second.head;
        }
        run->second.touched = run->second.projected = false;
    }
    m_touched.clear();
    m_wroteHeads = false;
    if (m_runs.size() > kMaxCachedHeads || m_tally.size() > kMaxCachedHeads) {
        m_runs.clear();
        m_tally.clear();
    }
}

void Projector::rolledBack() {
    m_lastSeq = m_committed.lastSeq;
    m_projected = m_committed.projected;
    m_unprojected = m_committed.unprojected;
    m_facts = m_committed.facts;
    m_lastRun = m_committed.lastRun;
    m_counts = m_committed.counts;
    for (auto* one : std::exchange(m_tallied, {})) {
        one->second = {};
    }
    m_runs.clear();
    m_touched.clear();
    m_wroteHeads = false;
    m_outbox.rolledBack();
}

api::Seq Projector::committedHead(RunKey run) const {
    const std::lock_guard lock(m_tailMutex);
    const auto found = m_tail.find(run);
    return found == m_tail.end() ? 0 : found->second.seq;
}

std::optional<core::RunHead> Projector::committedChain(RunKey run) const {
    const std::lock_guard lock(m_tailMutex);
    const auto found = m_tail.find(run);
    return found == m_tail.end() ? std::nullopt : std::optional(found->second.chain);
}

}  // namespace beamline::store
