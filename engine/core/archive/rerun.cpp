// SPDX-License-Identifier: Apache-2.0
#include "engine/core/archive/rerun.h"

#include <algorithm>
#include <set>

#include "engine/api/json_codec.h"
#include "engine/core/archive/past.h"

namespace beamline::core {

namespace {
api::Error cannotRerun(std::string why) {
    return {api::code::kConflict, std::move(why), {}, false};
}

api::Problem rerunWarning(const std::string& ref, std::string message) {
    api::Problem problem;
    problem.severity = api::Severity::warning;
    problem.pointer = ref;
    problem.message = std::move(message);
    return problem;
}

std::string quoted(const Task& task) {
    return '"' + task.name + '"';
}

/// The reference without the places in lists: a task that has moved up or down has the same.
std::string namePath(const Definition& definition, const Task& task) {
    const auto parent = task.parent < 0 ? std::string() : definition.task(task.parent).ref;
    auto own = task.ref.starts_with(parent) ? task.ref.substr(parent.size()) : task.ref;
    const auto last = own.rfind('/');
    const auto before = last == std::string::npos || last == 0 ? std::string::npos : own.rfind('/', last - 1);
    if (before != std::string::npos && last > before + 1 && own.find_first_not_of("0123456789", before + 1) == last) {
        own.erase(before, last - before);
    }
    return task.parent < 0 ? own : namePath(definition, definition.task(task.parent)) + own;
}

std::string listed(const std::set<std::string>& names) {
    std::string text;
    std::size_t left = names.size();
    for (const auto& name : names) {
        --left;
        text += (text.empty() ? "" : left == 0 ? " and " : ", ") + name;
    }
    return text;
}

/// Whether what the one gave can be what the other gives.
bool isAlike(const Task& a, const Task& b) {
    if (a.type != b.type || a.body.index() != b.body.index()) {
        return false;
    }
    if (const auto* call = std::get_if<CallTask>(&a.body)) {
        const auto& other = std::get<CallTask>(b.body);
        return call->kind == other.kind && call->function == other.function && call->detached == other.detached &&
               call->each.has_value() == other.each.has_value();
    }
    if (const auto* run = std::get_if<WorkflowTask>(&a.body)) {
        const auto& other = std::get<WorkflowTask>(b.body);
        return run->ns == other.ns && run->name == other.name && run->await == other.await;
    }
    return true;
}

/// Asks the world, or waits for it.
bool isWork(const Task& task) {
    const auto* call = std::get_if<CallTask>(&task.body);
    return task.type == TaskType::listen || task.type == TaskType::run || task.type == TaskType::wait ||
           (call && call->kind != CallKind::custom);
}
bool isContainer(const Task& task) {
    const auto* call = std::get_if<CallTask>(&task.body);
    return task.type == TaskType::doTasks || task.type == TaskType::forEach || task.type == TaskType::fork ||
           task.type == TaskType::tryCatch || (call && call->kind == CallKind::custom);
}

/// Which task of another version of a definition is which.
class Counterparts {
public:
    Counterparts(const Definition& before, const Definition& after) : m_before(before), m_after(after) {
        std::map<std::string, TaskIndex> named;
        const bool same = before.info.digest == after.info.digest && !before.info.digest.empty();
        for (const auto& task : after.tasks) {
            if (const auto [known, fresh] = named.try_emplace(namePath(after, task), task.index); !fresh) {
                known->second = -1;
            }
        }
        for (const auto& task : before.tasks) {
            const auto found = named.find(namePath(before, task));
            m_named.push_back(same ? task.index : found == named.end() ? -1 : found->second);
        }
    }
    TaskIndex named(TaskIndex before) const { return m_named[static_cast<std::size_t>(before)]; }
    TaskIndex alike(TaskIndex before) const {
        const auto after = named(before);
        return after >= 0 && isAlike(m_before.task(before), m_after.task(after)) ? after : -1;
    }
    TaskIndex before(TaskIndex after) const {
        const auto found = std::find(m_named.begin(), m_named.end(), after);
        return found == m_named.end() ? -1 : static_cast<TaskIndex>(found - m_named.begin());
    }

private:
    const Definition& m_before;
    const Definition& m_after;
    std::vector<TaskIndex> m_named;
};

/// What came to a run before, written for another definition.
class Results {
public:
    Results(const Definition& before, const Counterparts& counterparts, const Definition& after) {
        for (const auto& task : before.tasks) {
            const auto alike = counterparts.alike(task.index);
            m_refs[task.ref] = {&task, alike < 0 ? std::string() : after.task(alike).ref};
        }
    }
    void add(const Arrival& arrival) {
        auto place = arrival.place;
        auto& list = place.get_array();
        for (std::size_t i = 0; i + 2 < list.size(); i += 3) {
            const auto known = m_refs.find(std::string(list[i].get_string()));
            if (known == m_refs.end()) {
                continue;  // the workflow itself
            }
            if (known->second.second.empty()) {
                m_lost.insert(known->second.first->index);
                return;
            }
            list[i] = known->second.second;
        }
        boost::json::object json{{"k", arrival.kind}, {"w", std::move(place)}, {"t", arrival.at}};
        if (arrival.data) {
            json["d"] = *arrival.data;
        }
        if (arrival.error) {
            json["e"] = api::toJson(*arrival.error);
        }
        m_list.push_back(std::move(json));
    }
    boost::json::array take() { return std::move(m_list); }
    /// Of the definition before: those whose results find no task.
    const std::set<TaskIndex>& lost() const { return m_lost; }

private:
    std::map<std::string, std::pair<const Task*, std::string>> m_refs;
    boost::json::array m_list;
    std::set<TaskIndex> m_lost;
};

/// Looks on while the new run is tried out.
class Onlooker : public Recorder {
public:
    Onlooker(TaskIndex task, int visit) : m_task(task), m_visit(visit) {}
    void came(Arrival) override {}
    void entered(TaskIndex task, const Data& rawInput) override {
        if (task == m_task && ++m_seen == m_visit) {
            input = rawInput;
        }
    }
    Data input;

private:
    const TaskIndex m_task;
    const int m_visit;
    int m_seen = 0;
};

/// Tasks whose results the new run has, and those that were begun before it came to where it begins.
struct Kept {
    std::vector<TaskIndex> done;
    std::set<TaskIndex> open;
    bool arrived = false;  ///< where the run begins
    bool has(TaskIndex task) const { return std::find(done.begin(), done.end(), task) != done.end(); }
    void see(const Step& step) {
        for (const auto& transition : step.transitions) {
            const auto& kind = transition.kind;
            if (transition.task < 0 || !transition.taken) {
                continue;
            }
            if (kind == "task.started") {
                open.insert(transition.task);
            } else if (kind == "task.completed" || kind == "task.faulted" || kind == "task.cancelled") {
                open.erase(transition.task);
            }
            if (kind == "task.completed" && !has(transition.task)) {
                done.push_back(transition.task);
            }
        }
    }
};

/// What people decided in the run before. A decision is good for what they were asked and nothing else, so it is taken
/// over only when the approval is written as it was, shows the same (the machine sees to that) and nobody edits the
/// input of what was approved. Else they are asked anew. The plan tells either by name.
class Decisions {
public:
    Decisions(const Definition& before, const Counterparts& counterparts, const Definition& after, bool edited)
        : m_after(after), m_edited(edited) {
        for (const auto& task : before.tasks) {
            const auto alike = counterparts.alike(task.index);
            if (alike >= 0) {
                m_approvals[task.ref] = {alike, task.definition == after.task(alike).definition};
            }
        }
    }
    /// Whether it may be taken over; everything but decisions may.
    bool admits(const Arrival& arrival) {
        const auto known = arrival.kind == "approval"
                               ? m_approvals.find(std::string(arrival.place.get_array().front().get_string()))
                               : m_approvals.end();
        if (known == m_approvals.end()) {
            return true;
        }
        auto& [people, why] = m_told[known->second.first];
        const auto* given = arrival.data ? arrival.data->if_object() : nullptr;
        const auto* list = given ? given->if_contains("decisions") : nullptr;
        for (const auto& decision : list && list->is_array() ? list->get_array() : boost::json::array()) {
            people.emplace(decision.at("by").as_string());
        }
        why = m_edited               ? "the input of a task behind it is edited"
              : known->second.second ? ""
                                     : "it is written otherwise in version " + m_after.info.version;
        return why.empty();
    }
    /// Whether the run that was tried out asks again.
    bool isAnew(TaskIndex task, const Kept& kept) const {
        const auto told = m_told.find(task);
        return told != m_told.end() && (!told->second.second.empty() || (kept.open.contains(task) && !kept.has(task)));
    }
    void warn(const Kept& kept, api::RerunPlan& plan) const {
        for (const auto& [index, told] : m_told) {
            const auto& task = m_after.task(index);
            const auto& [people, why] = told;
            const auto name = "The approval " + quoted(task) +
                              (people.empty() ? ", which was not decided in time," : " of " + listed(people));
            plan.warnings.push_back(rerunWarning(
                task.ref, isAnew(index, kept)
                              ? name + " is not taken over but asked anew: " +
                                    (why.empty() ? "it shows something else in version " + m_after.info.version : why) +
                                    '.'
                              : name + " is taken over" + (kept.has(index) ? "" : ", if it shows the same as then") +
                                    ": nobody is asked again, unless the input is edited."));
        }
    }

private:
    const Definition& m_after;
    const bool m_edited;
    std::map<std::string, std::pair<TaskIndex, bool>> m_approvals;              ///< by ref: which it is now, unchanged
    std::map<TaskIndex, std::pair<std::set<std::string>, std::string>> m_told;  ///< by whom, why not; of `after`
};

/// What the run before has itself taken over, for another definition.
boost::json::array runsBefore(const Fact& started, const Definition& before, const Counterparts& counterparts,
                              const Definition& after) {
    boost::json::array runs;
    const auto* plan = started.rerun ? started.rerun->if_object() : nullptr;
    const auto* list = plan ? plan->if_contains("runs") : nullptr;
    for (const auto& json : list && list->is_array() ? list->get_array() : boost::json::array()) {
        auto run = json.as_object();
        run.emplace("at", started.at);  // of the last
        for (const auto& task : before.tasks) {
            const auto now = task.ref == run.at("task").as_string() ? counterparts.named(task.index) : -1;
            if (now >= 0) {
                auto mapped = run;
                mapped["task"] = after.task(now).ref;
                runs.push_back(std::move(mapped));
            }
        }
    }
    return runs;
}

api::Result<api::Unit> checkSize(const Json& plan, const Task& task) {
    const auto text = boost::json::serialize(plan);
    if (text.size() > kMaxTakeoverBytes) {
        return cannotRerun("What came before the task " + quoted(task) + " is larger than the " +
                           std::to_string(kMaxTakeoverBytes / (1024 * 1024)) +
                           " MiB that a run can take over. Begin at an earlier task, or at the workflow itself.");
    }
    constexpr std::size_t kDeeper = 4;  // it lies so deep in a snapshot
    if (!api::parseJson(text, api::kMaxJsonDepth - kDeeper)) {
        return cannotRerun(
            "What came before the task " + quoted(task) +
            " is nested too deeply to be taken over. Begin at an earlier task, or at the workflow itself.");
    }
    return api::Unit{};
}

/// Words of secrets that the run before did not have, so that it can be tried out.
Data wordsFor(const Definition& definition, const Data& known) {
    if (definition.secrets.empty()) {
        return known;
    }
    auto words = known && known->is_object() ? known->get_object() : boost::json::object();
    for (const auto& name : definition.secrets) {
        words.emplace(name, "[secret " + name + "]");
    }
    return makeData(std::move(words));
}

/// Kept tasks that are written otherwise, and new ones.
void warnOfChanges(const Definition& before, const Definition& after, const Counterparts& counterparts,
                   TaskIndex target, api::RerunPlan& plan) {
    for (const auto& task : after.tasks) {
        const auto old = counterparts.before(task.index);
        const bool kept = std::find(plan.kept.begin(), plan.kept.end(), task.ref) != plan.kept.end();
        if (kept && old >= 0 && !isContainer(task) && before.task(old).definition != task.definition) {
            plan.warnings.push_back(rerunWarning(
                task.ref,
                "The task " + quoted(task) + " is written otherwise in version " + after.info.version +
                    (isWork(task) || task.type == TaskType::emit ? ": what it gave is taken over all the same."
                                                                 : ": it is computed anew from what is taken over.")));
        }
        const bool inNew = task.parent >= 0 && counterparts.before(task.parent) < 0;
        if (old < 0 && !inNew && task.index < target && !task.ref.starts_with("/use/")) {
            plan.warnings.push_back(rerunWarning(task.ref, "The task " + quoted(task) + " is new in version " +
                                                               after.info.version +
                                                               ": it is carried out when the run comes to it."));
        }
    }
}

/// What had begun and is done by the new run.
void warnOfOpen(const Definition& after, const Counterparts& counterparts, TaskIndex target, const Kept& kept,
                const Decisions& decisions, api::RerunPlan& plan) {
    for (const auto index : kept.open) {
        const auto& open = after.task(index);
        if (!isWork(open) || index == target || counterparts.before(index) < 0 || decisions.isAnew(index, kept)) {
            continue;
        }
        plan.warnings.push_back(
            rerunWarning(open.ref, "The task " + quoted(open) +
                                       (!kept.arrived ? " has no result in run " + plan.run + " for this"
                                                      : " had begun and not ended when run " + plan.run + " came to " +
                                                            quoted(after.task(target))) +
                                       ": it is carried out."));
    }
}

/// The decisions inside of child runs, which are other runs: what people decided there comes with what the child gave.
void warnOfChildren(const Definition& after, const Kept& kept, TaskIndex target, api::RerunPlan& plan) {
    for (const auto index : kept.done) {
        const auto& task = after.task(index);
        const auto* child = std::get_if<WorkflowTask>(&task.body);
        if (child && index != target) {
            plan.warnings.push_back(rerunWarning(
                task.ref, "The workflow \"" + child->name + "\" is not run again for the task " + quoted(task) +
                              ": what it gave is taken over with whatever people decided in it, also when the input is "
                              "edited. Begin at " +
                              quoted(task) + " or before it to have it decided anew."));
        }
    }
}

/// Lets the new run begin, without the world.
api::Result<Kept> tryOut(const DefinitionPtr& definition, TaskIndex target, int visit, const RunIdentity& before,
                         Rerun& rerun) {
    Machine trial(definition, before);
    Onlooker onlooker(target, visit);
    trial.record(&onlooker);
    auto fact = rerun.started;
    fact.secrets = wordsFor(*definition, fact.secrets);
    Kept kept;
    for (int i = 0; i < kMaxTrialSteps && (i == 0 || (trial.takesOver() && trial.unfinished() != 0)); ++i) {
        auto step = trial.apply(fact);
        if (!step) {
            return step.error();
        }
        kept.see(*step);
        fact = Fact{};
        fact.kind = FactKind::timer;
        fact.at = rerun.started.at;
        fact.activity = trial.unfinished();
    }
    const auto& name = quoted(definition->task(target));
    if (trial.takesOver() && trial.unfinished() != 0) {
        return cannotRerun("What run " + before.id + " did before it came to the task " + name +
                           " is longer than can be taken over. Begin at an earlier task, or at the workflow itself.");
    }
    auto& plan = rerun.plan;
    kept.arrived = onlooker.input != nullptr;
    if (!kept.arrived && api::isFinal(trial.phase())) {
        const auto error = trial.summary().error;
        return cannotRerun("With version " + definition->info.version +
                           " the run would end before it comes to the task " + name +
                           (error ? " (" + (error->detail.empty() ? error->title : error->detail) + ")" : "") +
                           ". Begin at an earlier task, or at the workflow itself.");
    }
    for (const auto index : kept.done) {
        if (index != target) {
            plan.kept.push_back(definition->task(index).ref);
        }
    }
    if (!kept.arrived) {
        plan.warnings.push_back(
            rerunWarning(plan.task, "The run has work to do before it comes to the task " + name + "."));
    } else {
        plan.input = *onlooker.input;
    }
    return kept;
}
}  // namespace

RerunPlanner::RerunPlanner(DefinitionPtr before, RunIdentity identity, RerunRequest request)
    : m_definition(std::move(before)),
      m_identity(std::move(identity)),
      m_request(std::move(request)),
      m_machine(m_definition, m_identity) {
    for (const auto& task : m_definition->tasks) {
        m_task = task.ref == m_request.task ? task.index : m_task;
    }
    m_machine.record(this);
}

void RerunPlanner::entered(TaskIndex task, const Data& rawInput) {
    if (task == m_task || isAtFault()) {
        m_visits.push_back({task, m_arrivals.size(), rawInput});
    }
}

api::Result<api::Unit> RerunPlanner::add(const Fact& fact) {
    if (fact.kind == FactKind::started) {
        m_started = fact;
    }
    auto step = m_machine.apply(fact);
    if (fact.kind != FactKind::discarded) {
        m_fault = m_machine.culprit();
    }
    return step ? api::Result<api::Unit>(api::Unit{}) : api::Result<api::Unit>(step.error());
}

api::Result<api::Unit> RerunPlanner::findFault() {
    if (!m_fault) {
        return cannotRerun("No error has ended run " + m_identity.id + ". Begin at a task of it, or at its start.");
    }
    if (*m_fault < 0) {
        return cannotRerun("Run " + m_identity.id +
                           " was not ended by the error of a task but failed as a whole. Begin at a task of it, or at "
                           "its start.");
    }
    m_task = *m_fault;
    m_request.task = m_definition->task(m_task).ref;
    std::erase_if(m_visits, [this](const Visit& visit) { return visit.task != m_task; });
    return api::Unit{};
}

/// Where the run ended with an error inside of the task, that time; else the first.
int RerunPlanner::chosenVisit() const {
    const auto state = m_machine.tasks()[static_cast<std::size_t>(m_task)];
    const bool failed = m_fault && state.phase == api::Phase::faulted;
    return failed ? static_cast<int>(m_visits.size()) : 1;
}

api::Result<Rerun> RerunPlanner::plan(const DefinitionPtr& definition) {
    if (!api::isFinal(m_machine.phase())) {
        return cannotRerun("Run " + m_identity.id +
                           " has not ended. Wait for its end, or cancel it, and run it again then.");
    }
    if (isAtFault()) {
        if (auto found = findFault(); !found) {
            return found.error();
        }
    }
    Rerun rerun;
    rerun.plan.run = m_identity.id;
    rerun.plan.version = definition->info.version;
    rerun.started.at = m_request.now;
    rerun.started.secrets = m_started.secrets;
    rerun.started.dryRun = m_started.dryRun;
    if (!m_request.task.empty() && m_request.task != "/") {
        if (m_task < 0) {
            return noSuchTask(m_request.task);
        }
        rerun.started.data = m_started.data;
        return fromTask(definition, std::move(rerun));
    }
    rerun.plan.task = "/";
    rerun.plan.name = definition->info.name;
    rerun.started.data = m_request.input ? makeData(*m_request.input) : m_machine.rawInput();
    rerun.plan.input = *rerun.started.data;
    rerun.started.rerun = makeData(boost::json::object{{"of", m_identity.id}, {"reason", m_request.reason}});
    if (const auto& schema = definition->flow.inputSchema) {
        for (auto& problem : schema->check(rerun.plan.input)) {
            problem.severity = api::Severity::warning;
            rerun.plan.warnings.push_back(std::move(problem));
        }
    }
    return rerun;
}

api::Result<Rerun> RerunPlanner::fromTask(const DefinitionPtr& definition, Rerun rerun) {
    const auto& task = m_definition->task(m_task);
    if (m_visits.empty()) {
        return cannotRerun("Run " + m_identity.id + " never came to the task " + quoted(task) +
                           ". Choose one of those that it came to, or begin at the workflow itself.");
    }
    const Counterparts counterparts(*m_definition, *definition);
    const auto target = counterparts.named(m_task);
    if (target < 0) {
        return cannotRerun("Version " + definition->info.version + " has no task " + quoted(task) +
                           " at that place. Choose a task that both versions have, or begin at the workflow itself.");
    }
    const auto& schema = definition->task(target).flow.inputSchema;
    if (const auto problems = schema && m_request.input ? schema->check(*m_request.input) : std::vector<api::Problem>();
        !problems.empty()) {
        return api::Error{api::code::kInvalidInput,
                          "The input does not fit the schema of the task " + quoted(task) + ": " +
                              problems.front().message + " (at " +
                              (problems.front().pointer.empty() ? "the top" : problems.front().pointer) + ")",
                          api::toJson(problems), false};
    }
    const auto visit = chosenVisit();
    const auto& chosen = m_visits[static_cast<std::size_t>(visit) - 1];
    Results results(*m_definition, counterparts, *definition);
    Decisions decisions(*m_definition, counterparts, *definition, m_request.input && *m_request.input != *chosen.input);
    for (std::size_t i = 0; i < chosen.arrivals; ++i) {
        if (decisions.admits(m_arrivals[i])) {
            results.add(m_arrivals[i]);
        }
    }
    auto runs = runsBefore(m_started, *m_definition, counterparts, *definition);
    boost::json::object own{
        {"run", m_identity.id}, {"startedAt", m_started.at}, {"task", definition->task(target).ref}, {"visit", visit}};
    if (m_request.input) {
        own["input"] = *m_request.input;
    }
    runs.push_back(std::move(own));
    rerun.started.rerun = makeData(boost::json::object{
        {"of", m_identity.id}, {"reason", m_request.reason}, {"runs", std::move(runs)}, {"results", results.take()}});
    if (auto fits = checkSize(*rerun.started.rerun, task); !fits) {
        return fits.error();
    }
    rerun.plan.task = definition->task(target).ref;
    rerun.plan.name = definition->task(target).name;
    rerun.plan.input = m_request.input ? *m_request.input : *chosen.input;
    for (const auto lost : results.lost()) {
        const auto& gone = m_definition->task(lost);
        const bool changed = counterparts.named(lost) >= 0;
        rerun.plan.warnings.push_back(
            rerunWarning(gone.ref, "The task " + quoted(gone) +
                                       (changed ? " does something else in version " : " is not there in version ") +
                                       definition->info.version + ": what it gave is not taken over."));
    }
    const auto tried = tryOut(definition, target, visit, m_identity, rerun);
    if (!tried) {
        return tried.error();
    }
    decisions.warn(*tried, rerun.plan);
    warnOfChildren(*definition, *tried, target, rerun.plan);
    warnOfOpen(*definition, counterparts, target, *tried, decisions, rerun.plan);
    warnOfChanges(*m_definition, *definition, counterparts, target, rerun.plan);
    return rerun;
}

}  // namespace beamline::core
