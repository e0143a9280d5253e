// SPDX-License-Identifier: Apache-2.0
#include "engine/core/machine/takeover.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/core/machine/state.h"

namespace beamline::core {

namespace {
api::Error noTakeover(const char* what) {
    return {api::code::kInvalidArgument,
            std::string("What this run takes over from another cannot be read: ") + what + '.',
            {},
            false};
}

template <class T>
T memberOr(const boost::json::object& object, const char* key, T fallback) {
    const auto* value = object.if_contains(key);
    auto read = value ? api::fromJson<T>(*value) : api::Result<T>(fallback);
    return read ? std::move(*read) : fallback;
}

const boost::json::array& listOf(const boost::json::object& object, const char* key) {
    static const boost::json::array kNone;
    const auto* value = object.if_contains(key);
    return value && value->is_array() ? value->get_array() : kNone;
}
}  // namespace

api::Result<std::unique_ptr<Takeover>> Takeover::parse(const Data& plan, const Definition& definition) {
    const auto* object = plan ? plan->if_object() : nullptr;
    if (!object) {
        return noTakeover("it is no object");
    }
    auto result = std::make_unique<Takeover>();
    result->m_plan = plan;
    for (const auto& json : listOf(*object, "runs")) {
        const auto* run = json.if_object();
        const auto ref = run ? memberOr<std::string>(*run, "task", {}) : std::string();
        const auto task = std::find_if(definition.tasks.begin(), definition.tasks.end(),
                                       [&ref](const Task& one) { return one.ref == ref; });
        if (task == definition.tasks.end()) {
            return noTakeover("the definition has no such task to begin at");
        }
        const auto* input = run->if_contains("input");
        result->m_runs.push_back({memberOr<std::string>(*run, "run", {}),
                                  memberOr<api::Timestamp>(*run, "startedAt", 0), task->index,
                                  memberOr<int>(*run, "visit", 1), input ? Data(plan, input) : Data(),
                                  memberOr<api::Timestamp>(*run, "at", 0)});
    }
    if (result->m_runs.empty()) {
        return std::unique_ptr<Takeover>();
    }
    for (const auto& json : listOf(*object, "results")) {
        const auto* one = json.if_object();
        const auto* place = one ? one->if_contains("w") : nullptr;
        if (!place) {
            return noTakeover("a result has no place");
        }
        auto& arrival = result->m_arrivals.emplace_back();
        arrival.kind = memberOr<std::string>(*one, "k", {});
        arrival.at = memberOr<api::Timestamp>(*one, "t", 0);
        if (const auto* data = one->if_contains("d")) {
            arrival.data = Data(plan, data);
        }
        if (one->contains("e")) {
            arrival.error = memberOr<api::WorkflowError>(*one, "e", {});
        }
        result->m_left[keyOf(arrival.kind, *place)].push_back(static_cast<int>(result->m_arrivals.size()) - 1);
    }
    result->m_taken.resize(result->m_arrivals.size());
    return result;
}

std::string Takeover::keyOf(std::string_view kind, const Json& place) {
    return std::string(kind) + boost::json::serialize(place);
}

const Takeover::Run* Takeover::arrive(TaskIndex task, Data& input) {
    const Run* reached = nullptr;
    for (auto i = m_current; i < m_runs.size(); ++i) {
        auto& run = m_runs[i];
        if (run.task == task && ++run.seen == run.visit) {
            reached = &run;
            input = run.input ? run.input : input;
            m_arrived = i + 1 == m_runs.size();
            m_current = m_arrived ? i : i + 1;
        }
    }
    return reached;
}

int Takeover::find(const std::string& key) const {
    const auto found = m_left.find(key);
    return found == m_left.end() ? -1 : found->second.front();
}

const Arrival& Takeover::take(const std::string& key) {
    const auto found = m_left.find(key);
    const auto index = static_cast<std::size_t>(found->second.front());
    m_taken[index] = true;
    found->second.pop_front();
    if (found->second.empty()) {
        m_left.erase(found);
    }
    return m_arrivals[index];
}

Json Takeover::snapshot() const {
    boost::json::array taken;
    for (std::size_t i = 0; i < m_taken.size(); ++i) {
        if (m_taken[i]) {
            taken.push_back(i);
        }
    }
    boost::json::array seen;
    for (const auto& run : m_runs) {
        seen.push_back(run.seen);
    }
    return boost::json::object{
        {"taken", std::move(taken)}, {"seen", std::move(seen)}, {"current", m_current}, {"past", m_past}};
}

void Takeover::restore(const Json& snapshot) {
    const auto& object = snapshot.as_object();
    for (const auto& index : object.at("taken").as_array()) {
        m_taken.at(index.to_number<std::size_t>()) = true;
    }
    for (auto it = m_left.begin(); it != m_left.end();) {
        std::erase_if(it->second, [this](int index) { return m_taken[static_cast<std::size_t>(index)]; });
        it = it->second.empty() ? m_left.erase(it) : std::next(it);
    }
    const auto& seen = object.at("seen").as_array();
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        m_runs[i].seen = seen.at(i).to_number<int>();
    }
    m_current = object.at("current").to_number<std::size_t>();
    m_past = object.at("past").as_bool();
    if (m_current >= m_runs.size()) {
        throw std::out_of_range("there is no such run of the past");
    }
}

// ---- in the machine -------------------------------------------------------------------------------------------------

/// What the history says of a run that begins.
std::string Machine::State::beginsFrom(const Data& plan) {
    const auto* object = plan ? plan->if_object() : nullptr;
    if (!object) {
        return {};
    }
    rerunOf = memberOr<std::string>(*object, "of", {});
    const auto reason = memberOr<std::string>(*object, "reason", {});
    return "re-run of " + rerunOf + (takeover ? " from " + definition->task(takeover->target()).name : "") +
           (reason.empty() ? "" : ": " + reason);
}

/// Who the run is, as expressions see it.
const std::string& Machine::State::runId() const {
    return inPast() ? takeover->run().run : identity.id;
}

/// [ref, iteration, attempt], and of a task of a function or an extension the same of who called it.
Json Machine::State::placeOf(const Frame& f) const {
    if (f.task < 0) {
        return boost::json::array{"/"};
    }
    boost::json::array place;
    const auto add = [&](const Frame& at) {
        place.emplace_back(taskOf(at).ref);
        place.emplace_back(at.iteration);
        place.emplace_back(at.attempt);
    };
    add(f);
    for (const auto* p = &f; p && isShared(*p); p = p->parent) {
        if (isCaller(p->parent)) {
            add(*p->parent);
        }
    }
    return place;
}

void Machine::State::record(std::string_view kind, const Frame& f, const Data& data,
                            const std::optional<api::WorkflowError>& failure) {
    if (recorder) {
        recorder->came({std::string(kind), placeOf(f), now, data, failure});
    }
}

/// The time goes on from there: what was to come in a minute still is.
void Machine::State::setClock(api::Timestamp at) {
    const auto later = [delta = at - now](api::Timestamp& moment) { moment += moment != 0 ? delta : 0; };
    for (auto* f : below(*root)) {
        later(f->startedAt);
        later(f->deadline);
        if (f->attempts) {
            later(f->attempts->due);
        }
    }
    for (auto& activity : activities) {
        later(activity.dueAt);
    }
    now = at;
    workflowArgument.reset();
}

/// From here on the run is itself. What others still have for it is taken at once.
void Machine::State::leavePast() {
    if (inPast()) {
        takeover->leavePast();
        setClock(real);
    }
}

void Machine::State::comesTo(Frame& f) {
    if (f.task < 0) {
        return;
    }
    if (takeover && !takeover->arrived()) {
        const auto* run = takeover->arrive(f.task, f.rawInput);
        if (takeover->arrived()) {
            leavePast();
        } else if (run && inPast()) {
            setClock(run->at);
        }
    }
    if (recorder) {
        recorder->entered(f.task, f.rawInput);
    }
}

/// What nobody waits for has been done in the past, or the past ends here.
void Machine::State::expectDone(const Frame& f) {
    if (inPast() && !dryRun && takeover->find(Takeover::keyOf("done", placeOf(f))) < 0) {
        leavePast();
    }
}

bool Machine::State::wasDone(Frame& f) {
    record("done", f);
    expectDone(f);
    const auto key = takeover ? Takeover::keyOf("done", placeOf(f)) : std::string();
    if (!takeover || takeover->find(key) < 0) {
        return false;
    }
    takeover->take(key);
    f.taken = true;
    return true;
}

/// The next of what came before, to one that waits for it. When there is none, the run has to do its own work.
bool Machine::State::takeNext() {
    const Activity* next = nullptr;
    int first = -1;
    bool waits = false;
    for (const auto& activity : activities) {
        const auto found = activity.awaits.empty() ? -1 : takeover->find(activity.awaits);
        waits = waits || !activity.awaits.empty();
        if (found >= 0 && (first < 0 || found < first)) {
            first = found;
            next = &activity;
        }
    }
    if (next) {
        take(*next);
    } else if (waits) {
        leavePast();
        release();
    }
    return waits;
}

void Machine::State::take(const Activity& waiting) {
    auto activity = waiting;
    auto& f = *activity.frame;
    const auto arrival = takeover->take(activity.awaits);
    now = inPast() ? std::max(now, arrival.at) : now;
    jumps = 0;
    if (activity.kind == ActivityKind::listen) {
        Fact fact;
        fact.kind = FactKind::event;
        fact.at = now;
        fact.activity = activity.id;
        fact.data = arrival.data;
        static_cast<void>(consume(*find(activity.id), fact));  // another version may not want it
        return;
    }
    settle(find(activity.id));
    f.taken = (activity.kind == ActivityKind::call && !f.listen) || activity.kind == ActivityKind::child ||
              activity.kind == ActivityKind::wait || activity.kind == ActivityKind::approval;
    if (activity.kind == ActivityKind::approval) {
        f.activity = 0;
        approvalGave(f, arrival.data, arrival.error);
    } else {
        dispatch(activity, arrival.data, arrival.error);
    }
}

/// Whether the run before went on after it had ended here with an error.
bool Machine::State::wasRetried(const Frame& f) const {
    return inPast() && takeover->find(Takeover::keyOf("retried", placeOf(f))) >= 0;
}

void Machine::State::takeRetry() {
    const auto arrival = takeover->take(Takeover::keyOf("retried", placeOf(*culprit)));
    now = std::max(now, arrival.at);
    jumps = 0;
    Fact fact;
    fact.data = arrival.data;
    retryRun(fact);
}

/// What has nothing in the past is put into motion.
void Machine::State::release() {
    std::vector<ActivityId> waiting;
    for (const auto& activity : activities) {
        if (!activity.awaits.empty()) {
            waiting.push_back(activity.id);
        }
    }
    for (const auto id : waiting) {
        const auto it = find(id);
        if (it == activities.end()) {
            continue;  // an error of another has ended it
        }
        it->awaits.clear();
        auto& f = *it->frame;
        if (it->kind == ActivityKind::approval) {
            settle(it);
            f.activity = 0;
            raiseRequest(f);
        } else if (it->kind != ActivityKind::child) {
            announce(*it);
        } else if (auto start = childEffect(f, std::get<WorkflowTask>(taskOf(f).body))) {
            start->activity = id;
            step.effects.emplace_back(std::move(*start));
        } else {
            settle(it);
            f.activity = 0;
            raise(f, std::move(problem));
        }
    }
}

void Machine::State::endTakeover() {
    takeover.reset();
    release();
}

}  // namespace beamline::core
