// SPDX-License-Identifier: Apache-2.0
#include "engine/store/acceptor.h"

#include <algorithm>
#include <limits>

#include "engine/api/json_codec.h"

namespace beamline::store {

namespace {

using View = std::string_view;

std::int64_t asStored(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

std::uint64_t asRead(std::int64_t value) {
    return static_cast<std::uint64_t>(value);
}

std::int64_t originCrc(const Origin& o) {
    return Checksum::of(View(o.id), asStored(o.base), std::int64_t{o.shards}, o.pruned, asStored(o.mark.place),
                        asStored(o.word), asStored(o.mark.accepted), asStored(o.mark.chain));
}

std::int64_t leaseCrc(int shard, const core::Lease& lease) {
    return Checksum::of(std::int64_t{shard}, asStored(lease.epoch), View(lease.owner), View(lease.to), lease.delivered,
                        lease.since);
}

api::Event eventOf(const char* kind, const std::string& ns, const std::string& workflow, const std::string& version,
                   api::Timestamp at) {
    api::Event event;
    event.kind = kind;
    event.at = at;
    event.ns = ns;
    event.workflow = workflow;
    event.version = version;
    return event;
}

api::Event sentEvent(const SentMessage& message) {
    api::Event event;
    event.kind = "message.sent";
    event.at = message.at;
    event.name = message.id;
    const auto head = api::parseJson(message.head);
    const auto* object = head.ok() ? head->if_object() : nullptr;
    const auto* subject = object ? object->if_contains("subject") : nullptr;
    event.data = boost::json::object{{"tenant", message.tenant},
                                     {"id", message.id},
                                     {"status", message.status},
                                     {"subject", subject ? *subject : api::Json("")}};
    return event;
}

api::Event documentEvent(const StoredDocument& document) {
    const bool access = document.kind == "tenant" || document.kind == "role" || document.kind == "member";
    api::Event event;
    event.kind = access ? "access.changed" : document.kind + ".changed";
    event.at = document.at;
    event.name = document.id;
    event.data = boost::json::object{{"tenant", document.tenant}, {"id", document.id}};
    return event;
}

std::uint64_t eraOf(const Origin& origin) {
    return origin.id.empty() ? 0 : origin.base + 1;
}

std::uint64_t mixed(std::uint64_t value) {  // splitmix64
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

}  // namespace

api::Error runExists() {
    return {api::code::kConflict, "A run with this number exists already; take another id.", {}, false};
}

std::uint64_t hashOf(std::string_view id) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;  // FNV-1a
    for (const char c : id) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return mixed(hash);
}

std::uint64_t chained(std::uint64_t chain, api::Seq seq, std::string_view id) {
    return mixed(mixed(chain ^ hashOf(id)) ^ seq);
}

api::Seq seqAt(std::uint64_t base, std::uint64_t place) {
    return (base + place) * kMaxFactsPerChange;
}

Acceptor::Acceptor(Connection& connection, Projector& projector, int shards)
    : m_connection(connection), m_projector(projector), m_shards(shards), m_leases(shards) {}

std::optional<Origin> readOrigin(Connection& connection) {
    Origin origin;
    auto& row = connection.prepared("SELECT id,base,shards,pruned,place,word,accepted,chain,crc FROM origin");
    if (row.row()) {
        origin.id = row.string(0);
        origin.base = asRead(row.integer(1));
        origin.shards = static_cast<int>(row.integer(2));
        origin.pruned = row.integer(3);
        origin.mark = {asRead(row.integer(4)), asRead(row.integer(6)), asRead(row.integer(7))};
        origin.word = asRead(row.integer(5));
        if (row.integer(8) != originCrc(origin)) {
            connection.failCorrupt("the checksum of the place in the cluster's order does not match");
        }
    }
    row.reset();
    return connection.failed() ? std::nullopt : std::optional(std::move(origin));
}

bool Acceptor::load() {
    m_now = {};
    m_leases = core::Leases(m_shards);
    m_marks.clear();
    m_now.origin = readOrigin(m_connection).value_or(Origin());
    auto& shards = m_connection.prepared("SELECT id,epoch,owner,heir,delivered,since,crc FROM shard WHERE id<?")
                       .with(std::int64_t{m_shards});
    while (shards.row()) {
        const auto shard = static_cast<int>(shards.integer(0));
        core::Lease lease{asRead(shards.integer(1)), shards.string(2), shards.string(3), shards.integer(4),
                          shards.integer(5)};
        if (shards.integer(6) != leaseCrc(shard, lease)) {
            m_connection.failCorrupt("the checksum of the lease of shard " + std::to_string(shard) + " does not match");
        }
        m_leases.restore(shard, std::move(lease));
    }
    m_marks.push_back(m_now.origin.mark);
    m_now.seen = m_now.origin.mark.place;
    m_now.era = eraOf(m_now.origin);
    m_committed = m_now;
    return !m_connection.failed();
}

std::optional<api::Error> Acceptor::misfit(const std::string& file) {
    const auto refuse = [&](const std::string& why) {
        return api::Error{api::code::kInvalidArgument, "The journal " + file + " " + why, {}, false};
    };
    const auto& origin = m_now.origin;
    if (origin.shards == 0 && m_connection.number("SELECT count(*) FROM run LIMIT 1") +
                                      m_connection.number("SELECT count(*) FROM workflow LIMIT 1") >
                                  0) {
        return refuse("was written by an engine alone; start a node of a cluster with a data directory of its own.");
    }
    if (origin.shards != 0 && origin.shards != m_shards) {
        return refuse("belongs to a cluster of " + std::to_string(origin.shards) + " shards, this node is set to " +
                      std::to_string(m_shards) + "; the number of shards of a cluster never changes.");
    }
    return std::nullopt;
}

void Acceptor::leave(const std::string& order, bool anew) {
    m_now.inside = false;
    m_now.seen = anew ? 0 : m_now.seen;
    if (order != m_order) {
        m_now.era = order == m_now.origin.id ? eraOf(m_now.origin) : 0;
    }
    m_order = order;
}

void Acceptor::enter(const std::string& order) {
    m_now.inside = true;
    m_now.seen = m_now.origin.mark.place;
    m_now.era = eraOf(m_now.origin);
    m_order = order;
}

api::Result<Outcome> Acceptor::read(const Ordered& word) {
    Outcome outcome;
    outcome.id = word.id;
    outcome.kind = Outcome::Kind::passed;
    if (word.place <= m_now.seen && m_now.inside) {
        return outcome;
    }
    auto record = decode(word.data);
    if (!record && record.error().code == kNewerRecord) {
        return record.error();
    }
    m_now.seen = word.place;
    if (record) {
        outcome.node = record->node;
        if (const auto* change = std::get_if<RunWord>(&record->word)) {
            outcome.run = change->change.run;
        }
    }
    bool begins = false;
    if (record && std::holds_alternative<EraWord>(record->word)) {
        begins = era(std::get<EraWord>(record->word), outcome);
    } else if (m_now.inside && record) {
        outcome.said = record->mark;
        m_projector.beginAt(seqAt(m_now.origin.base, word.place));
        apply(*record, outcome);
    } else if (m_now.inside) {
        outcome.kind = Outcome::Kind::garbage;
    }
    if (m_now.inside) {
        if (outcome.kind == Outcome::Kind::joined) {
            m_now.origin.id = m_order;
        }
        m_now.origin.mark.place = word.place;
        m_now.origin.word = hashOf(word.id);
        if (begins || outcome.kind == Outcome::Kind::stored) {
            count(word);
        }
    }
    return outcome;
}

void Acceptor::count(const Ordered& word) {
    auto& mark = m_now.origin.mark;
    ++mark.accepted;
    mark.chain = chained(mark.chain, seqAt(m_now.origin.base, word.place), word.id);
    m_marks.push_back(mark);
}

void Acceptor::apply(Record& record, Outcome& outcome) {
    const auto stored = [&](Answer answer) {
        outcome.answer = std::move(answer);
        outcome.kind =
            std::holds_alternative<api::Error>(outcome.answer) ? Outcome::Kind::refused : Outcome::Kind::stored;
        return outcome.kind == Outcome::Kind::stored;
    };
    auto& outbox = m_projector.outbox();
    const auto fenced = [&](std::uint64_t epoch) {
        outcome.kind = Outcome::Kind::fenced;
        return !m_leases.current(core::kSystemShard, epoch);
    };
    if (auto* change = std::get_if<RunWord>(&record.word)) {
        apply(*change, outcome);
    } else if (const auto* workflow = std::get_if<StoredWorkflow>(&record.word)) {
        const auto made = m_projector.deploy(*workflow);
        if (stored(made ? Answer(*made) : Answer(made.error()))) {
            const auto& info = workflow->info;
            auto& applied = outcome.applied.emplace();
            applied.workflows = true;
            applied.events.push_back(eventOf("workflow.deployed", info.ns, info.name, info.version, info.deployedAt));
        }
    } else if (const auto* message = std::get_if<Message>(&record.word)) {
        stored(outbox.append({*message}));
        outcome.applied.emplace().messages = true;
    } else if (const auto* lane = std::get_if<LaneWord>(&record.word)) {
        if (!fenced(lane->epoch)) {
            lane->closed ? outbox.closeLane(lane->name) : outbox.laneAt(lane->name, lane->position);
            stored(lane->position);
        }
    } else if (const auto* process = std::get_if<ProcessWord>(&record.word)) {
        outbox.settle(process->position);
        stored(process->position);
    } else if (const auto* schedule = std::get_if<ScheduleWord>(&record.word)) {
        apply(*schedule, outcome);
    } else if (const auto* document = std::get_if<DocumentWord>(&record.word)) {
        apply(*document, outcome);
    } else if (const auto* keep = std::get_if<KeepWord>(&record.word)) {
        KeptTable(m_connection).put(keep->kept, keep->at);
        stored(std::int64_t{0});
    } else if (const auto* decisions = std::get_if<DecisionsWord>(&record.word)) {
        DecisionTable(m_connection).add(decisions->decisions);
        stored(std::int64_t{0});
    } else if (const auto* sent = std::get_if<SentWord>(&record.word)) {
        SentTable(m_connection).add(sent->message);
        if (stored(std::int64_t{0})) {
            outcome.applied.emplace().events.push_back(sentEvent(sent->message));
        }
    } else if (const auto* prune = std::get_if<PruneWord>(&record.word)) {
        if (!fenced(prune->epoch)) {
            m_now.origin.pruned = std::max(m_now.origin.pruned, prune->endedBefore);
            stored(m_projector.prune(prune->endedBefore, std::min(prune->limit, kMaxPrunedAtOnce)));
        }
    } else if (const auto* lease = std::get_if<core::LeaseWord>(&record.word)) {
        apply(*lease, outcome);
    }
}

void Acceptor::apply(RunWord& word, Outcome& outcome) {
    auto& change = word.change;
    const bool mine = word.shard == core::shardOfKey(change.run, m_shards);
    const auto head = m_projector.chainOf(change.run);
    // What is in the journal already is told as such also to an owner that has lost the shard since.
    const auto follows = core::follows(head.value_or(core::RunHead{}), word.head, change.facts.size());
    if (follows == core::Follows::known) {
        outcome.kind = Outcome::Kind::known;
    } else if (!mine || (!word.restores && !m_leases.current(word.shard, word.epoch))) {
        outcome.kind = Outcome::Kind::fenced;
    } else if (follows == core::Follows::gap || (!head && !change.create)) {
        outcome.kind = Outcome::Kind::gap;
    } else if (head && change.create) {
        outcome.kind = Outcome::Kind::refused;
        outcome.answer = runExists();
    } else if (follows == core::Follows::differs) {
        outcome.kind = Outcome::Kind::refused;
        outcome.answer = api::Error{
            api::code::kUnavailable, "The run was changed by another node meanwhile; it is read anew.", {}, true};
    } else {
        const auto subscriptions =
            word.restores ? std::exchange(change.subscriptions, {}) : decltype(change.subscriptions)();
        const auto seq = m_projector.apply(change);
        if (seq && !subscriptions.empty()) {  // what was said meanwhile is still to be delivered
            m_projector.outbox().subscribe(change.run, subscriptions, leastDelivered());
        }
        outcome.kind = seq ? Outcome::Kind::stored : Outcome::Kind::refused;
        outcome.answer = seq ? Answer(*seq) : Answer(seq.error());
        if (seq) {
            auto& applied = outcome.applied.emplace();
            applied.seq = *seq;
            applied.events = std::move(change.events);
            applied.messages = !change.messages.empty();
            applied.run = change.run;
        }
    }
}

void Acceptor::apply(const ScheduleWord& word, Outcome& outcome) {
    if (!word.restores && !m_leases.current(core::kSystemShard, word.epoch)) {
        outcome.kind = Outcome::Kind::fenced;
        return;
    }
    ScheduleTable table(m_connection);
    std::int64_t key = 0;
    if (word.removed) {
        table.remove(word.schedule.ns, word.schedule.name, m_projector.outbox());
    } else {
        key = word.restores ? table.turn(word.schedule, m_projector.outbox())
                            : table.put(word.schedule, m_projector.outbox());
    }
    outcome.kind = Outcome::Kind::stored;
    outcome.answer = key;
    auto& applied = outcome.applied.emplace();
    applied.schedules = true;
    applied.events.push_back(
        eventOf("schedule.changed", word.schedule.ns, word.schedule.name, word.schedule.version, word.at));
}

void Acceptor::apply(const DocumentWord& word, Outcome& outcome) {
    DocumentTable table(m_connection);
    const auto put = word.restores ? api::Result<std::int64_t>(table.restore(word.document))
                                   : table.put(word.document, word.replaces);
    outcome.kind = put ? Outcome::Kind::stored : Outcome::Kind::refused;
    outcome.answer = put ? Answer(*put) : Answer(put.error());
    if (put) {
        auto& applied = outcome.applied.emplace();
        applied.documents = true;
        applied.events.push_back(documentEvent(word.document));
    }
}

void Acceptor::apply(const core::LeaseWord& word, Outcome& outcome) {
    std::vector<std::pair<int, core::Lease>> before;
    const auto remember = [&](int shard) {
        if (shard >= 0 && shard < m_shards) {
            before.emplace_back(shard, m_leases.of(shard));
        }
    };
    if (word.kind == core::LeaseKind::renew) {
        for (const auto& held : word.held) {
            remember(held.shard);
        }
    } else {
        remember(word.shard);
    }
    m_leases.read(word);
    bool delivered = false;
    bool changed = false;
    for (const auto& [shard, lease] : before) {
        if (m_leases.of(shard) != lease) {
            changed = true;
            delivered = delivered || m_leases.of(shard).delivered != lease.delivered;
            putShard(shard);
        }
    }
    if (delivered) {
        forgetMessages();
    }
    m_leasesChanged = m_leasesChanged || changed;
    // One that changes nothing is no part of what journals must have alike.
    outcome.kind = changed ? Outcome::Kind::stored : Outcome::Kind::passed;
    outcome.lease = word;
}

void Acceptor::putShard(int shard) {
    const auto& lease = m_leases.of(shard);
    m_connection.prepared("INSERT OR REPLACE INTO shard(id,epoch,owner,heir,delivered,since,crc) VALUES(?,?,?,?,?,?,?)")
        .with(std::int64_t{shard}, asStored(lease.epoch), View(lease.owner), View(lease.to), lease.delivered,
              lease.since, leaseCrc(shard, lease))
        .run();
}

/// What no shard needs any more.
std::int64_t Acceptor::leastDelivered() const {
    auto least = std::numeric_limits<std::int64_t>::max();
    for (int shard = 0; shard < m_shards; ++shard) {
        least = std::min(least, m_leases.of(shard).delivered);
    }
    return least;
}

void Acceptor::forgetMessages() {
    if (const auto least = leastDelivered(); least > 0) {
        m_projector.outbox().forget(least, false);
    }
}

/// Whoever reads the order judges alike, in it or not. True: an era begins, and this journal is in it.
bool Acceptor::era(const EraWord& word, Outcome& outcome) {
    auto& origin = m_now.origin;
    if (word.shards != m_shards || word.after != m_now.era || word.base + 1 <= m_now.era) {
        return false;
    }
    m_now.era = word.base + 1;
    const bool same = word.mark.sameState(origin.mark);
    if (same) {
        outcome.kind = m_now.inside ? Outcome::Kind::passed : Outcome::Kind::joined;
        origin.base = word.base;
        origin.shards = word.shards;
    } else {
        outcome.kind = Outcome::Kind::lost;
    }
    m_now.inside = same;
    return same;
}

void Acceptor::finish() {
    const auto& o = m_now.origin;
    if (!m_now.inside || o == m_committed.origin) {
        return;
    }
    m_connection
        .prepared(
            "INSERT OR REPLACE INTO origin(one,id,base,shards,pruned,place,word,accepted,chain,crc) "
            "VALUES(1,?,?,?,?,?,?,?,?,?)")
        .with(View(o.id), asStored(o.base), std::int64_t{o.shards}, o.pruned, asStored(o.mark.place), asStored(o.word),
              asStored(o.mark.accepted), asStored(o.mark.chain), originCrc(o))
        .run();
}

void Acceptor::committed() {
    m_committed = m_now;
    m_leasesChanged = false;
}

void Acceptor::rolledBack() {
    m_now = m_committed;
    m_marks.clear();
    if (m_leasesChanged) {
        m_leasesChanged = false;
        for (int shard = 0; shard < m_shards; ++shard) {
            m_leases.restore(shard, {});
        }
        auto& rows = m_connection.prepared("SELECT id,epoch,owner,heir,delivered,since FROM shard WHERE id<?")
                         .with(std::int64_t{m_shards});
        while (rows.row()) {
            m_leases.restore(static_cast<int>(rows.integer(0)), {asRead(rows.integer(1)), rows.string(2),
                                                                 rows.string(3), rows.integer(4), rows.integer(5)});
        }
    }
}

Standing::View Acceptor::view() const {
    Standing::View view{m_now.origin, {}, m_now.inside, m_now.seen};
    view.leases.reserve(static_cast<std::size_t>(m_shards));
    for (int shard = 0; shard < m_shards; ++shard) {
        view.leases.push_back(m_leases.of(shard));
    }
    return view;
}

}  // namespace beamline::store
