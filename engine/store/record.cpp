// SPDX-License-Identifier: Apache-2.0
#include "engine/store/record.h"

#include <record.pb.h>

#include "engine/api/json_codec.h"

namespace beamline::store {

namespace {

template <class T>
std::string text(const T& value) {
    return boost::json::serialize(api::toJson(value));
}

/// Remembers the first thing that cannot be read.
struct Reading {
    std::optional<api::Error> error;
    template <class T>
    void value(const std::string& json, T& out) {
        auto parsed = api::parseJson(json);
        auto read = parsed ? api::fromJson<T>(*parsed) : api::Result<T>(parsed.error());
        if (read) {
            out = std::move(read).value();
        } else if (!error) {
            error = read.error();
        }
    }
    void need(bool good, const char* what) {
        if (!good && !error) {
            error = api::Error{api::code::kInvalidArgument, what, {}, false};
        }
    }
};

void write(const Message& from, proto::Message& to) {
    to.set_kind(static_cast<int>(from.kind));
    to.set_at(from.at);
    to.set_run(from.run);
    to.set_activity(from.activity);
    to.set_type(from.type);
    to.set_key(from.key);
    to.set_data(from.data);
}

Message read(const proto::Message& from, Reading& reading) {
    reading.need(from.kind() >= 0 && from.kind() <= static_cast<int>(MessageKind::faulted),
                 "A message of an unknown kind.");
    Message to;
    to.kind = static_cast<MessageKind>(from.kind());
    to.at = from.at();
    to.run = from.run();
    to.activity = from.activity();
    to.type = from.type();
    to.key = from.key();
    to.data = from.data();
    return to;
}

void write(const RunWord& from, proto::Change& to) {
    const auto& change = from.change;
    to.set_shard(from.shard);
    to.set_epoch(from.epoch);
    to.set_run(change.run);
    to.mutable_head()->set_n(from.head.n);
    to.mutable_head()->set_hash(from.head.hash);
    to.set_restores(from.restores);
    if (change.create) {
        auto& create = *to.mutable_create();
        create.set_definition(change.create->definitionDigest);
        create.set_started_by(change.create->startedBy);
        create.set_priority(change.create->priority);
        create.set_idempotency_key(change.create->idempotencyKey);
        create.set_idempotency_hash(change.create->idempotencyHash);
    }
    for (const auto& fact : change.facts) {
        to.add_facts(fact);
    }
    if (change.row) {
        to.set_row(text(change.row->summary));
    }
    for (const auto& timer : change.timers) {
        auto& one = *to.add_timers();
        one.set_activity(timer.activity);
        one.set_due(timer.dueAt);
    }
    for (const auto& approval : change.approvals) {
        to.add_approvals(text(approval));
    }
    for (const auto& message : change.messages) {
        write(message, *to.add_messages());
    }
    for (const auto& subscription : change.subscriptions) {
        auto& one = *to.add_subscriptions();
        one.set_activity(subscription.activity);
        one.set_on(subscription.on);
        one.set_after(subscription.after);
        for (const auto& type : subscription.types) {
            one.add_types(type);
        }
    }
    for (const auto& event : change.events) {
        to.add_events(text(event));
    }
}

RunWord read(const proto::Change& from, Reading& reading) {
    RunWord to;
    auto& change = to.change;
    to.shard = from.shard();
    to.epoch = from.epoch();
    to.head = {from.head().n(), from.head().hash()};
    to.restores = from.restores();
    change.run = from.run();
    reading.need(change.run > 0, "A change of no run.");
    reading.need(from.facts_size() <= static_cast<int>(kMaxFactsPerChange), "A change of too many facts.");
    if (from.has_create()) {
        const auto& create = from.create();
        change.create = NewRun{create.definition(), create.started_by(), create.priority(), create.idempotency_key(),
                               create.idempotency_hash()};
    }
    change.facts.assign(from.facts().begin(), from.facts().end());
    if (!from.row().empty()) {
        reading.value(from.row(), change.row.emplace().summary);
    }
    for (const auto& timer : from.timers()) {
        change.timers.push_back({timer.activity(), timer.due()});
    }
    for (const auto& approval : from.approvals()) {
        reading.value(approval, change.approvals.emplace_back());
    }
    for (const auto& message : from.messages()) {
        change.messages.push_back(read(message, reading));
    }
    for (const auto& one : from.subscriptions()) {
        change.subscriptions.push_back(
            {one.activity(), one.on(), {one.types().begin(), one.types().end()}, one.after()});
    }
    for (const auto& event : from.events()) {
        reading.value(event, change.events.emplace_back());
    }
    return to;
}

void write(const ScheduleWord& from, proto::Schedule& to) {
    const auto& s = from.schedule;
    to.set_epoch(from.epoch);
    to.set_removed(from.removed);
    to.set_at(from.at);
    to.set_ns(s.ns);
    to.set_name(s.name);
    to.set_version(s.version);
    to.set_digest(s.digest);
    to.set_paused(s.paused);
    to.set_turned(s.turned);
    to.set_restores(from.restores);
    to.set_next(s.next);
    to.set_last(s.last);
    to.set_state(s.state);
    if (s.types) {
        auto& types = *to.mutable_types();
        for (const auto& type : *s.types) {
            types.add_types(type);
        }
    }
}

ScheduleWord read(const proto::Schedule& from) {
    ScheduleWord to;
    auto& s = to.schedule;
    to.epoch = from.epoch();
    to.removed = from.removed();
    to.at = from.at();
    s.ns = from.ns();
    s.name = from.name();
    s.version = from.version();
    s.digest = from.digest();
    s.paused = from.paused();
    s.turned = from.turned();
    to.restores = from.restores();
    s.next = from.next();
    s.last = from.last();
    s.state = from.state();
    if (from.has_types()) {
        s.types.emplace(from.types().types().begin(), from.types().types().end());
    }
    return to;
}

void write(const core::LeaseWord& from, proto::Lease& to) {
    to.set_kind(static_cast<int>(from.kind));
    to.set_shard(from.shard);
    to.set_epoch(from.epoch);
    to.set_node(from.node);
    to.set_to(from.to);
    to.set_delivered(from.delivered);
    to.set_at(from.at);
    to.set_takes(from.takes);
    for (const auto& held : from.held) {
        auto& one = *to.add_held();
        one.set_shard(held.shard);
        one.set_epoch(held.epoch);
        one.set_delivered(held.delivered);
    }
}

core::LeaseWord read(const proto::Lease& from, Reading& reading) {
    reading.need(from.kind() >= 0 && from.kind() <= static_cast<int>(core::LeaseKind::move),
                 "A word about leases of an unknown kind.");
    core::LeaseWord to;
    to.kind = static_cast<core::LeaseKind>(from.kind());
    to.shard = from.shard();
    to.epoch = from.epoch();
    to.node = from.node();
    to.to = from.to();
    to.delivered = from.delivered();
    to.at = from.at();
    to.takes = from.takes();
    for (const auto& held : from.held()) {
        to.held.push_back({held.shard(), held.epoch(), held.delivered()});
    }
    return to;
}

void write(const DocumentWord& from, proto::Document& to) {
    const auto& d = from.document;
    to.set_kind(d.kind);
    to.set_tenant(d.tenant);
    to.set_id(d.id);
    to.set_at(d.at);
    to.set_author(d.author);
    to.set_comment(d.comment);
    to.set_removed(d.removed);
    to.set_data(d.data);
    to.set_replaces(from.replaces);
    to.set_restores(from.restores);
}

DocumentWord read(const proto::Document& from) {
    return {{from.kind(), from.tenant(), from.id(), 0, from.at(), from.author(), from.comment(), from.removed(),
             from.data(), true},
            from.replaces(),
            from.restores()};
}

void write(const KeepWord& from, proto::Keep& to) {
    to.set_at(from.at);
    for (const auto& kept : from.kept) {
        auto& one = *to.add_kept();
        one.set_kind(kept.kind);
        one.set_tenant(kept.tenant);
        one.set_key(kept.key);
        one.set_value(kept.value);
        one.set_expires(kept.expires);
        one.set_first_wins(kept.firstWins);
    }
}

KeepWord read(const proto::Keep& from) {
    KeepWord to{from.at(), {}};
    for (const auto& one : from.kept()) {
        to.kept.push_back({one.kind(), one.tenant(), one.key(), one.value(), one.expires(), one.first_wins()});
    }
    return to;
}

void write(const DecisionsWord& from, proto::Decisions& to) {
    for (const auto& decision : from.decisions) {
        auto& one = *to.add_decisions();
        one.set_id(decision.id);
        one.set_at(decision.at);
        one.set_tenant(decision.tenant);
        one.set_policy(decision.policy);
        one.set_provider(decision.provider);
        one.set_failed(decision.failed);
        one.set_words(decision.words);
        one.set_data(decision.data);
    }
}

DecisionsWord read(const proto::Decisions& from) {
    DecisionsWord to;
    for (const auto& one : from.decisions()) {
        to.decisions.push_back(
            {one.id(), one.at(), one.tenant(), one.policy(), one.provider(), one.failed(), one.words(), one.data()});
    }
    return to;
}

void write(const SentWord& from, proto::Sent& to) {
    const auto& message = from.message;
    to.set_id(message.id);
    to.set_at(message.at);
    to.set_tenant(message.tenant);
    to.set_status(message.status);
    to.set_words(message.words);
    to.set_head(message.head);
    to.set_body(message.body);
}

SentWord read(const proto::Sent& from) {
    return {{from.id(), from.at(), from.tenant(), from.status(), from.words(), from.head(), from.body()}};
}

struct Writing {
    proto::Word& to;
    void operator()(const RunWord& word) const { write(word, *to.mutable_change()); }
    void operator()(const StoredWorkflow& word) const {
        to.mutable_deploy()->set_info(text(word.info));
        to.mutable_deploy()->set_source(word.source);
        to.mutable_deploy()->set_resources(word.resources);
    }
    void operator()(const Message& word) const { write(word, *to.mutable_publish()); }
    void operator()(const LaneWord& word) const {
        to.mutable_lane()->set_epoch(word.epoch);
        to.mutable_lane()->set_name(word.name);
        to.mutable_lane()->set_position(word.position);
        to.mutable_lane()->set_closed(word.closed);
    }
    void operator()(const ProcessWord& word) const { to.set_process_ended(word.position); }
    void operator()(const ScheduleWord& word) const { write(word, *to.mutable_schedule()); }
    void operator()(const PruneWord& word) const {
        to.mutable_prune()->set_epoch(word.epoch);
        to.mutable_prune()->set_ended_before(word.endedBefore);
        to.mutable_prune()->set_limit(word.limit);
    }
    void operator()(const core::LeaseWord& word) const { write(word, *to.mutable_lease()); }
    void operator()(const DocumentWord& word) const { write(word, *to.mutable_document()); }
    void operator()(const KeepWord& word) const { write(word, *to.mutable_keep()); }
    void operator()(const DecisionsWord& word) const { write(word, *to.mutable_decisions()); }
    void operator()(const SentWord& word) const { write(word, *to.mutable_sent()); }
    void operator()(const EraWord& word) const {
        to.mutable_era()->set_base(word.base);
        to.mutable_era()->set_after(word.after);
        to.mutable_era()->set_accepted(word.mark.accepted);
        to.mutable_era()->set_chain(word.mark.chain);
        to.mutable_era()->set_shards(word.shards);
    }
};

std::uint32_t versionOf(const Word& word) {
    if (std::holds_alternative<SentWord>(word)) {
        return 4;
    }
    if (std::holds_alternative<DocumentWord>(word) || std::holds_alternative<KeepWord>(word) ||
        std::holds_alternative<DecisionsWord>(word)) {
        return 3;
    }
    const auto* schedule = std::get_if<ScheduleWord>(&word);
    return schedule && schedule->restores ? 2 : 1;
}

std::optional<Word> readWord(const proto::Word& from, Reading& reading) {
    switch (from.what_case()) {
        case proto::Word::kChange:
            return read(from.change(), reading);
        case proto::Word::kDeploy: {
            StoredWorkflow workflow;
            reading.value(from.deploy().info(), workflow.info);
            workflow.source = from.deploy().source();
            workflow.resources = from.deploy().resources();
            return workflow;
        }
        case proto::Word::kPublish:
            return read(from.publish(), reading);
        case proto::Word::kLane:
            return LaneWord{from.lane().epoch(), from.lane().name(), from.lane().position(), from.lane().closed()};
        case proto::Word::kProcessEnded:
            return ProcessWord{from.process_ended()};
        case proto::Word::kSchedule:
            return read(from.schedule());
        case proto::Word::kPrune:
            return PruneWord{from.prune().epoch(), from.prune().ended_before(), from.prune().limit()};
        case proto::Word::kLease:
            return read(from.lease(), reading);
        case proto::Word::kEra:
            return EraWord{from.era().base(),
                           {0, from.era().accepted(), from.era().chain()},
                           from.era().shards(),
                           from.era().after()};
        case proto::Word::kDocument:
            return read(from.document());
        case proto::Word::kKeep:
            return read(from.keep());
        case proto::Word::kDecisions:
            return read(from.decisions());
        case proto::Word::kSent:
            return read(from.sent());
        case proto::Word::WHAT_NOT_SET:
            break;
    }
    return std::nullopt;
}

}  // namespace

std::string encode(const Record& record) {
    proto::Word word;
    word.set_version(versionOf(record.word));
    word.set_node(record.node);
    if (record.mark) {
        word.mutable_mark()->set_place(record.mark->place);
        word.mutable_mark()->set_accepted(record.mark->accepted);
        word.mutable_mark()->set_chain(record.mark->chain);
    }
    std::visit(Writing{word}, record.word);
    return word.SerializeAsString();
}

api::Result<Record> decode(std::string_view bytes) {
    proto::Word word;
    const api::Error none{api::code::kInvalidArgument, "This is no word of a cluster's order.", {}, false};
    if (bytes.size() > kMaxProposalBytes || !word.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        return none;
    }
    if (word.version() > kRecordVersion) {
        return api::Error{kNewerRecord,
                          "A newer Beamline wrote to the cluster what this node cannot read (form " +
                              std::to_string(word.version()) + ", this one knows " + std::to_string(kRecordVersion) +
                              "): update this node.",
                          {},
                          false};
    }
    Reading reading;
    auto what = readWord(word, reading);
    if (word.version() == 0 || !what || reading.error) {
        return reading.error ? *reading.error : none;
    }
    Record record{word.node(), {}, std::move(*what)};
    if (word.has_mark()) {
        record.mark = Mark{word.mark().place(), word.mark().accepted(), word.mark().chain()};
    }
    return record;
}

}  // namespace beamline::store
