// SPDX-License-Identifier: Apache-2.0
// The state as JSON and back. Frames are numbered parents first, and JSON that several places share is stored once.
#include <unordered_map>

#include "engine/api/json_codec.h"
#include "engine/core/machine/state.h"

namespace beamline::core {

namespace {
constexpr int kSnapshotVersion = 1;

/// Each distinct value once, in order of first use; 0 is "no data". By value and not only by pointer, so that the text
/// does not depend on what happens to be shared in memory.
class Pool {
public:
    std::size_t add(const Data& data) {
        if (!data) {
            return 0;
        }
        const auto [known, first] = m_byPointer.try_emplace(data.get(), 0);
        if (first) {
            const auto [it, fresh] = m_byText.try_emplace(boost::json::serialize(*data), m_all.size() + 1);
            if (fresh) {
                m_all.push_back(*data);
            }
            known->second = it->second;
        }
        return known->second;
    }
    boost::json::array take() { return std::move(m_all); }

private:
    std::unordered_map<const Json*, std::size_t> m_byPointer;
    std::unordered_map<std::string, std::size_t> m_byText;
    boost::json::array m_all;
};

/// Thrown inside this file only, caught in restore().
struct Damaged {
    std::string what;
};

template <class T>
T named(const Json& json) {
    auto result = api::fromJson<T>(json);
    if (!result) {
        throw Damaged{result.error().message};
    }
    return std::move(result).value();
}

class Reader {
public:
    Reader(const Json& json, const char* what) {
        if (!json.is_object()) {
            throw Damaged{std::string(what) + " is not an object"};
        }
        m_object = &json.get_object();
    }
    const Json* find(const char* key) const { return m_object->if_contains(key); }
    const Json& at(const char* key) const {
        const auto* value = find(key);
        if (!value) {
            throw Damaged{std::string("member ") + key + " is missing"};
        }
        return *value;
    }
    template <class T>
    T get(const char* key, T fallback = {}) const {
        const auto* value = find(key);
        if (!value) {
            return fallback;
        }
        auto result = api::fromJson<T>(*value);
        if (!result) {
            throw Damaged{std::string("member ") + key + ": " + result.error().message};
        }
        return std::move(result).value();
    }
    const boost::json::array& array(const char* key) const {
        static const boost::json::array empty;
        const auto* value = find(key);
        return value && value->is_array() ? value->get_array() : empty;
    }

private:
    const boost::json::object* m_object;
};

template <class T>
void put(boost::json::object& object, const char* key, const T& value) {
    if (value != T{}) {
        object.emplace(key, api::toJson(value));
    }
}

boost::json::object listenJson(const ListenState& l, Pool& pool) {
    boost::json::array queue;
    for (const auto& item : l.queue) {
        queue.push_back(pool.add(item));
    }
    boost::json::array outputs;
    for (const auto& output : l.outputs.items()) {
        outputs.push_back(pool.add(Data(l.outputs.data(), &output)));
    }
    boost::json::object o{{"correlation", correlationJson(l.correlation)},
                          {"queue", std::move(queue)},
                          {"item", pool.add(l.item)},
                          {"index", l.index},
                          {"outputs", std::move(outputs)},
                          {"closed", l.closed},
                          {"position", l.position},
                          {"bytes", l.bytes}};
    put(o, "message", pool.add(l.message));
    return o;
}

boost::json::object frameJson(const Frame& f, Pool& pool, int parent) {
    boost::json::object o;
    o["task"] = f.task;
    o["parent"] = parent;
    o["stage"] = api::toJson(f.stage);
    put(o, "branch", f.branch);
    put(o, "again", f.again);
    put(o, "taken", f.taken);
    put(o, "iteration", f.iteration);
    put(o, "attempt", f.attempt);
    put(o, "locals", f.locals);
    put(o, "startedAt", f.startedAt);
    put(o, "deadline", f.deadline);
    put(o, "activity", f.activity);
    put(o, "timeout", f.timeout);
    put(o, "extra", f.extra);
    put(o, "rawInput", pool.add(f.rawInput));
    put(o, "input", pool.add(f.input));
    put(o, "rawOutput", pool.add(f.rawOutput));
    put(o, "arguments", pool.add(f.arguments));
    if (f.fork) {
        boost::json::array outputs;
        for (const auto& branch : f.fork->branches) {
            outputs.push_back(pool.add(branch.output));
        }
        o["fork"] = boost::json::object{{"left", f.fork->left}, {"outputs", std::move(outputs)}};
    }
    if (f.loop) {
        o["loop"] = boost::json::object{
            {"items", pool.add(f.loop->items)}, {"index", f.loop->index}, {"data", pool.add(f.loop->data)}};
    }
    if (f.attempts) {
        const auto& t = *f.attempts;
        o["try"] = boost::json::object{{"tries", t.tries},
                                       {"bodyAttempt", t.bodyAttempt},
                                       {"peakAttempt", t.peakAttempt},
                                       {"inHandler", t.inHandler},
                                       {"due", t.due},
                                       {"error", pool.add(t.error)},
                                       {"base", api::toJson(t.base)},
                                       {"peak", api::toJson(t.peak)}};
    }
    if (f.listen) {
        o["listen"] = listenJson(*f.listen, pool);
    }
    if (f.extension) {
        const auto& e = *f.extension;
        boost::json::object state{
            {"active", api::toJson(e.active)}, {"next", e.next}, {"after", e.after}, {"running", e.running}};
        if (e.directive) {
            state["then"] = boost::json::array{static_cast<int>(e.directive->kind), e.directive->target};
        }
        o["extension"] = std::move(state);
    }
    if (f.approval) {
        o["approval"] = api::toJson(*f.approval);
    }
    return o;
}

boost::json::array activityJson(const Activity& a, int frame) {
    boost::json::array row{a.id, api::toJson(a.kind), frame, a.dueAt, a.held};
    if (!a.awaits.empty()) {
        row.emplace_back(a.awaits);
    }
    return row;
}

boost::json::array recordsJson(const std::vector<TaskRecord>& records) {
    boost::json::array touched;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto& r = records[i];
        if (r.iterations > 0 || r.phase != api::Phase::pending) {
            touched.push_back(
                boost::json::array{i, api::toJson(r.phase), r.attempt, r.iterations, r.startedAt, r.endedAt});
        }
    }
    return touched;
}
}  // namespace

Json Machine::State::snapshot() const {
    Pool pool;
    boost::json::object o;
    o["version"] = kSnapshotVersion;
    o["id"] = identity.id;
    o["createdAt"] = identity.createdAt;
    o["labels"] = api::toJson(identity.labels);
    o["startedBy"] = identity.startedBy;
    o["phase"] = api::toJson(phase);
    o["now"] = now;
    o["startedAt"] = startedAt;
    o["updatedAt"] = updatedAt;
    o["endedAt"] = endedAt;
    o["runtimeVersion"] = runtimeVersion;
    o["lastActivity"] = lastActivity;
    o["jumps"] = jumps;
    o["more"] = more;
    o["rawInput"] = pool.add(rawInput);
    o["input"] = pool.add(input);
    o["context"] = pool.add(context);
    put(o, "secrets", pool.add(secrets));
    if (dryRun) {
        o["dryRun"] = boost::json::object{{"plan", *dryRun->plan()}, {"used", api::toJson(dryRun->used())}};
    }
    put(o, "rerunOf", rerunOf);
    if (takeover) {
        o["takeover"] = boost::json::object{{"plan", pool.add(takeover->plan())}, {"state", takeover->snapshot()}};
    }
    o["output"] = pool.add(output);
    if (error) {
        o["error"] = api::toJson(*error);
    }
    std::unordered_map<const Frame*, int> numbers;
    boost::json::array framesJson;
    if (root) {
        for (const auto* f : below(*root)) {
            framesJson.push_back(frameJson(*f, pool, f->parent ? numbers.at(f->parent) : -1));
            numbers.emplace(f, static_cast<int>(numbers.size()));
        }
    }
    o["frames"] = std::move(framesJson);
    if (culprit) {
        o["faulted"] = numbers.at(culprit);
    }
    boost::json::array queue;
    for (auto i = readyHead; i < ready.size(); ++i) {
        queue.push_back(numbers.at(ready[i]));
    }
    o["ready"] = std::move(queue);
    boost::json::array list;
    for (const auto& a : activities) {
        list.push_back(activityJson(a, numbers.at(a.frame)));
    }
    o["activities"] = std::move(list);
    boost::json::array kept;
    for (const auto& h : held) {
        boost::json::object entry{{"activity", h.activity}, {"data", pool.add(h.data)}};
        if (h.error) {
            entry["error"] = api::toJson(*h.error);
        }
        kept.push_back(std::move(entry));
    }
    o["held"] = std::move(kept);
    o["tasks"] = recordsJson(records);
    o["data"] = pool.take();
    return o;
}

namespace {
using Table = std::vector<Data>;

Data lookup(const Table& table, std::size_t index) {
    if (index > table.size()) {
        throw Damaged{"a data reference points nowhere"};
    }
    return index == 0 ? Data{} : table[index - 1];
}

void readStates(Frame& f, const Reader& r, const Table& table) {
    if (const auto* json = r.find("fork")) {
        const Reader fork(*json, "fork");
        f.fork = std::make_unique<ForkState>();
        f.fork->left = fork.get<std::size_t>("left");
        for (const auto& output : fork.array("outputs")) {
            f.fork->branches.push_back({nullptr, lookup(table, output.to_number<std::size_t>())});
        }
    }
    if (const auto* json = r.find("loop")) {
        const Reader loop(*json, "loop");
        f.loop = std::make_unique<LoopState>();
        f.loop->items = lookup(table, loop.get<std::size_t>("items"));
        f.loop->index = loop.get<std::size_t>("index");
        f.loop->data = lookup(table, loop.get<std::size_t>("data"));
        if (!f.loop->items || !f.loop->items->is_array()) {
            throw Damaged{"a loop has no items"};
        }
    }
    if (const auto* json = r.find("try")) {
        const Reader t(*json, "try");
        f.attempts = std::make_unique<TryState>();
        f.attempts->tries = t.get<int>("tries");
        f.attempts->bodyAttempt = t.get<int>("bodyAttempt");
        f.attempts->peakAttempt = t.get<int>("peakAttempt");
        f.attempts->inHandler = t.get<bool>("inHandler");
        f.attempts->due = t.get<api::Timestamp>("due");
        f.attempts->error = lookup(table, t.get<std::size_t>("error"));
        f.attempts->base = t.get<std::vector<int>>("base");
        f.attempts->peak = t.get<std::vector<int>>("peak");
    }
    if (const auto* json = r.find("listen")) {
        const Reader l(*json, "listen");
        f.listen = std::make_unique<ListenState>();
        f.listen->correlation = correlationFrom(l.at("correlation"));
        for (const auto& item : l.array("queue")) {
            f.listen->queue.push_back(lookup(table, item.to_number<std::size_t>()));
        }
        f.listen->item = lookup(table, l.get<std::size_t>("item"));
        f.listen->message = lookup(table, l.get<std::size_t>("message"));
        f.listen->index = l.get<std::size_t>("index");
        for (const auto& output : l.array("outputs")) {
            const auto item = lookup(table, output.to_number<std::size_t>());
            f.listen->outputs.add(item ? *item : Json());
        }
        f.listen->closed = l.get<bool>("closed");
        f.listen->position = l.get<std::int64_t>("position");
        f.listen->bytes = l.get<std::size_t>("bytes");
    }
    if (const auto* json = r.find("extension")) {
        const Reader e(*json, "extension");
        f.extension = std::make_unique<ExtensionState>();
        f.extension->active = e.get<std::vector<int>>("active");
        f.extension->next = e.get<std::size_t>("next");
        f.extension->after = e.get<bool>("after");
        f.extension->running = e.get<bool>("running");
        if (const auto& then = e.array("then"); then.size() == 2) {
            f.extension->directive = FlowDirective{static_cast<FlowDirective::Kind>(then[0].to_number<int>()),
                                                   then[1].to_number<TaskIndex>()};
        }
    }
    if (const auto* json = r.find("approval")) {
        auto approval = api::fromJson<api::Approval>(*json);
        if (!approval) {
            throw Damaged{"an approval: " + approval.error().message};
        }
        f.approval = std::make_unique<api::Approval>(std::move(approval).value());
    }
}

void readFrame(Frame& f, const Reader& r, const Table& table, std::size_t tasks) {
    f.task = r.get<TaskIndex>("task", -1);
    if (f.task < -1 || f.task >= static_cast<TaskIndex>(tasks)) {
        throw Damaged{"a frame names a task that the definition does not have"};
    }
    f.stage = r.get<Stage>("stage");
    f.branch = r.get<int>("branch");
    f.again = r.get<bool>("again");
    f.taken = r.get<bool>("taken");
    f.iteration = r.get<int>("iteration");
    f.attempt = r.get<int>("attempt");
    f.locals = r.get<int>("locals");
    f.startedAt = r.get<api::Timestamp>("startedAt");
    f.deadline = r.get<api::Timestamp>("deadline");
    f.activity = r.get<ActivityId>("activity");
    f.timeout = r.get<ActivityId>("timeout");
    f.extra = r.get<ActivityId>("extra");
    f.rawInput = lookup(table, r.get<std::size_t>("rawInput"));
    f.input = lookup(table, r.get<std::size_t>("input"));
    f.rawOutput = lookup(table, r.get<std::size_t>("rawOutput"));
    f.arguments = lookup(table, r.get<std::size_t>("arguments"));
    readStates(f, r, table);
}

void adopt(Frame& f, const std::vector<Frame*>& frames, int parent) {
    if (parent < 0 || parent >= static_cast<int>(frames.size()) - 1) {
        throw Damaged{"a frame has no parent"};
    }
    f.parent = frames[static_cast<std::size_t>(parent)];
    if (!f.parent->fork) {
        f.parent->child = &f;
        return;
    }
    const auto branch = static_cast<std::size_t>(f.branch);
    if (branch >= f.parent->fork->branches.size()) {
        throw Damaged{"a branch is not in its fork"};
    }
    f.parent->fork->branches[branch].frame = &f;
}

// Templates, because Machine::State is private to Machine and deduced here.
template <class State>
void readHead(State& s, const Reader& r, const Table& table) {
    s.phase = r.get<api::Phase>("phase");
    s.now = r.get<api::Timestamp>("now");
    s.startedAt = r.get<api::Timestamp>("startedAt");
    s.updatedAt = r.get<api::Timestamp>("updatedAt");
    s.endedAt = r.get<api::Timestamp>("endedAt");
    s.runtimeVersion = r.get<std::string>("runtimeVersion");
    s.lastActivity = r.get<ActivityId>("lastActivity");
    s.jumps = r.get<int>("jumps");
    s.more = r.get<ActivityId>("more");
    s.rawInput = lookup(table, r.get<std::size_t>("rawInput"));
    s.input = lookup(table, r.get<std::size_t>("input"));
    s.context = lookup(table, r.get<std::size_t>("context"));
    s.secrets = lookup(table, r.get<std::size_t>("secrets"));
    if (const auto* dryRun = r.find("dryRun")) {
        const Reader entry(*dryRun, "dryRun");
        auto data = makeData(entry.get<Json>("plan"));
        auto plan = parseDryRun(*data);
        if (!plan) {
            throw Damaged{plan.error().message};
        }
        s.dryRun.emplace(std::move(data), std::move(plan).value());
        s.dryRun->restore(entry.get<std::vector<int>>("used"));
    }
    s.rerunOf = r.get<std::string>("rerunOf");
    if (const auto* takeover = r.find("takeover")) {
        const Reader entry(*takeover, "takeover");
        auto plan = Takeover::parse(lookup(table, entry.get<std::size_t>("plan")), *s.definition);
        if (!plan || !*plan) {
            throw Damaged{"what it takes over"};
        }
        s.takeover = std::move(*plan);
        s.takeover->restore(entry.at("state"));
    }
    s.output = lookup(table, r.get<std::size_t>("output"));
    if (r.find("error")) {
        s.error = r.get<api::WorkflowError>("error");
    }
    for (const auto& json : r.array("held")) {
        const Reader entry(json, "held");
        auto& held = s.held.emplace_back();
        held.activity = entry.get<ActivityId>("activity");
        held.data = lookup(table, entry.get<std::size_t>("data"));
        if (entry.find("error")) {
            held.error = entry.get<api::WorkflowError>("error");
        }
    }
    for (const auto& json : r.array("tasks")) {
        const auto& row = json.as_array();
        auto& record = s.records.at(row.at(0).to_number<std::size_t>());
        record.phase = named<api::Phase>(row.at(1));
        record.attempt = row.at(2).to_number<int>();
        record.iterations = row.at(3).to_number<int>();
        record.startedAt = row.at(4).to_number<api::Timestamp>();
        record.endedAt = row.at(5).to_number<api::Timestamp>();
    }
}

template <class State>
void readTree(State& s, const Reader& r, const Table& table) {
    std::vector<Frame*> frames;
    for (const auto& json : r.array("frames")) {
        const Reader reader(json, "frame");
        auto& f = s.arena.emplace_back();
        frames.push_back(&f);
        readFrame(f, reader, table, s.records.size());
        if (frames.size() > 1) {
            adopt(f, frames, reader.get<int>("parent", -1));
        }
    }
    s.root = frames.empty() ? nullptr : frames.front();
    if (r.find("faulted")) {
        s.culprit = frames.at(r.get<std::size_t>("faulted"));
    }
    for (const auto& number : r.array("ready")) {
        s.enqueue(*frames.at(number.to_number<std::size_t>()));
    }
    for (const auto& json : r.array("activities")) {
        const auto& row = json.as_array();
        auto& a = s.activities.emplace_back();
        a.id = row.at(0).to_number<ActivityId>();
        a.kind = named<ActivityKind>(row.at(1));
        a.frame = frames.at(row.at(2).to_number<std::size_t>());
        a.dueAt = row.at(3).to_number<api::Timestamp>();
        a.held = row.at(4).as_bool();
        if (row.size() > 5) {
            a.awaits = row[5].as_string();
        }
        s.busy += !a.held && (a.kind == ActivityKind::call || a.kind == ActivityKind::more) ? 1 : 0;
    }
}
}  // namespace

api::Result<Machine> Machine::restore(DefinitionPtr definition, const Json& snapshot) {
    const auto damaged = [](const std::string& what) {
        return api::Error{api::code::kCorrupt, "The snapshot of a run cannot be used: " + what + ".", {}, false};
    };
    try {
        const Reader r(snapshot, "snapshot");
        if (r.get<int>("version") != kSnapshotVersion) {
            return damaged("it was written by another version of this program");
        }
        Table table;
        for (const auto& value : r.array("data")) {
            table.push_back(makeData(value));
        }
        RunIdentity identity{r.get<std::string>("id"), r.get<api::Timestamp>("createdAt"), r.get<api::Labels>("labels"),
                             r.get<std::string>("startedBy")};
        auto state = std::make_unique<State>(std::move(definition), std::move(identity));
        readHead(*state, r, table);
        readTree(*state, r, table);
        return Machine(std::move(state));
    } catch (const Damaged& problem) {
        return damaged(problem.what);
    } catch (const std::exception& problem) {
        return damaged(problem.what());
    }
}

}  // namespace beamline::core
