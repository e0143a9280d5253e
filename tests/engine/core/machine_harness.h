// SPDX-License-Identifier: Apache-2.0
#pragma once
// Drives a machine in tests: every fact goes to the machine, to a twin restored from its snapshot, and through the
// codec, and the invariants are checked after each. One thread.

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "engine/api/json_codec.h"
#include "engine/core/machine/machine.h"

namespace beamline::core::testing {

inline Json json(std::string_view text) {
    auto parsed = api::parseJson(text);
    if (!parsed) {
        ADD_FAILURE() << parsed.error().message << ": " << text;
        return {};
    }
    return std::move(parsed).value();
}

/// `work`, `http` and `asyncapi` take any object; `approval` as in the product.
class TestCatalog : public Catalog {
public:
    TestCatalog() {
        m_work.name = "work";
        m_work.version = "1.0.0";
        m_work.pool = "io";
        m_work.input = json(R"({"type":"object"})");
        m_http = m_work;
        m_http.name = "http";
        m_asyncapi = m_work;
        m_asyncapi.name = "asyncapi";
        m_shell = m_work;
        m_shell.name = "shell";
        m_shell.input = json(R"({"type":"object","required":["command"],"properties":{"command":{"type":"string"},
            "return":{"enum":["stdout","code","all"]},"environment":{"type":"object"}}})");
    }
    const api::FunctionInfo* find(std::string_view name, std::string_view) const override {
        return name == "work"       ? &m_work
               : name == "shell"    ? &m_shell
               : name == "http"     ? &m_http
               : name == "asyncapi" ? &m_asyncapi
               : name == "approval" ? &approvalFunction()
                                    : nullptr;
    }
    std::vector<api::FunctionInfo> list() const override { return {m_work, approvalFunction()}; }

private:
    api::FunctionInfo m_work;
    api::FunctionInfo m_http;
    api::FunctionInfo m_asyncapi;
    api::FunctionInfo m_shell;
};

inline const TestCatalog& catalog() {
    static const TestCatalog instance;
    return instance;
}

/// `body` is what follows `document` in the YAML.
inline DefinitionPtr define(const std::string& body) {
    const auto source = "document:\n  dsl: '1.0.3'\n  namespace: test\n  name: sample\n  version: '1.0.0'\n" + body;
    auto parsed = parseDefinition(source, catalog());
    for (const auto& problem : parsed.problems) {
        EXPECT_EQ(problem.severity, api::Severity::warning)
            << problem.line << ":" << problem.column << " " << problem.pointer << " " << problem.message << "\n"
            << source;
    }
    return parsed.definition;
}

inline std::string text(const Data& data) {
    return data ? boost::json::serialize(*data) : "-";
}

/// One line per effect and transition.
inline std::vector<std::string> lines(const Step& step, const Definition& definition) {
    std::vector<std::string> out;
    const auto ref = [&](TaskIndex task) { return task < 0 ? std::string() : " " + definition.task(task).name; };
    for (const auto& t : step.transitions) {
        out.push_back(t.kind + ref(t.task) +
                      (t.task < 0 ? "" : " " + std::to_string(t.iteration) + "." + std::to_string(t.attempt)) + " " +
                      text(t.data) + (t.approval.empty() ? "" : " " + t.approval));
    }
    for (const auto& effect : step.effects) {
        if (const auto* start = std::get_if<StartActivity>(&effect)) {
            out.push_back("> start " + std::to_string(start->activity) + ref(start->task) + " " +
                          text(start->arguments) + " " + start->key + " by " + std::to_string(start->deadline) +
                          (start->turn ? " turn " + std::to_string(start->turn->taken) + " " +
                                             text(start->turn->message) + (start->turn->close ? " close" : "")
                                       : "") +
                          (start->detached ? " detached" : ""));
        } else if (const auto* cancel = std::get_if<CancelActivity>(&effect)) {
            out.push_back("> cancel " + std::to_string(cancel->activity));
        } else if (const auto* set = std::get_if<SetTimer>(&effect)) {
            out.push_back("> timer " + std::to_string(set->activity) + " at " + std::to_string(set->dueAt));
        } else if (const auto* clear = std::get_if<ClearTimer>(&effect)) {
            out.push_back("> clear " + std::to_string(clear->activity));
        } else if (const auto* event = std::get_if<PublishEvent>(&effect)) {
            out.push_back("> event " + text(event->event));
        } else if (const auto* subscribe = std::get_if<Subscribe>(&effect)) {
            out.push_back("> subscribe " + std::to_string(subscribe->activity) + " " +
                          boost::json::serialize(api::toJson(subscribe->types)));
        } else if (const auto* unsubscribe = std::get_if<Unsubscribe>(&effect)) {
            out.push_back("> unsubscribe " + std::to_string(unsubscribe->activity));
        } else if (const auto* child = std::get_if<StartChild>(&effect)) {
            out.push_back("> child " + std::to_string(child->activity) + " " + child->ns + "/" + child->workflow + ":" +
                          child->version + " " + text(child->input) + " " + child->key +
                          (child->dryRun ? " dry run" : ""));
        } else if (const auto* stopped = std::get_if<CancelChild>(&effect)) {
            out.push_back("> cancel child " + std::to_string(stopped->activity) + " " + stopped->key);
        } else {
            out.push_back("> approval " + api::canonicalJson(api::toJson(std::get<PutApproval>(effect).approval)));
        }
    }
    return out;
}

class Driver {
public:
    explicit Driver(DefinitionPtr definition, std::string id = "RUN")
        : m_definition(std::move(definition)),
          m_identity{std::move(id), 1000, {{"team", "a"}}, "ada"},
          m_machine(m_definition, m_identity) {}
    explicit Driver(const std::string& body) : Driver(define(body)) {}

    Machine& machine() { return m_machine; }
    const Machine& machine() const { return m_machine; }
    api::Timestamp now() const { return m_now; }
    void setNow(api::Timestamp at) { m_now = at; }
    const std::vector<Fact>& facts() const { return m_facts; }
    const std::vector<std::string>& log() const { return m_log; }
    /// Transition kinds with task names, in order.
    std::vector<std::string> kinds(const std::string& prefix = "") const {
        std::vector<std::string> out;
        for (const auto& t : m_transitions) {
            if (t.kind.compare(0, prefix.size(), prefix) == 0) {
                out.push_back(t.task < 0 ? t.kind : t.kind + " " + m_definition->task(t.task).name);
            }
        }
        return out;
    }
    const std::vector<Transition>& transitions() const { return m_transitions; }
    const std::map<ActivityId, StartActivity>& calls() const { return m_calls; }
    /// The outstanding call of the task of this name, 0 when there is none.
    ActivityId callOf(std::string_view task) const {
        for (const auto& [id, call] : m_calls) {
            if (m_definition->task(call.task).name == task) {
                return id;
            }
        }
        return 0;
    }
    const std::map<ActivityId, api::Timestamp>& timers() const { return m_timers; }
    /// Facts of answers (not of control) that came while the run was suspended.
    int heldFacts() const { return m_heldFacts; }

    Fact fact(FactKind kind, ActivityId activity = 0, std::optional<Json> data = {}) const {
        Fact f;
        f.kind = kind;
        f.at = m_now;
        f.activity = activity;
        if (data) {
            f.data = makeData(std::move(*data));
        }
        return f;
    }

    /// Applies to machine and twin alike; an error must leave the state as it was.
    api::Result<Step> apply(const Fact& f) {
        const auto before = boost::json::serialize(m_machine.snapshot());
        auto twin = Machine::restore(m_definition, json(before));
        if (!twin) {
            ADD_FAILURE() << twin.error().message;
            return twin.error();
        }
        EXPECT_EQ(boost::json::serialize(twin->snapshot()), before);
        auto decoded = decodeFact(encodeFact(f));
        EXPECT_TRUE(decoded.ok());
        auto other = twin->apply(*decoded);
        auto step = m_machine.apply(f);
        const auto after = boost::json::serialize(m_machine.snapshot());
        EXPECT_EQ(boost::json::serialize(twin->snapshot()), after);
        EXPECT_EQ(other.ok(), step.ok());
        if (!step) {
            EXPECT_EQ(before, after) << step.error().message;
            return step;
        }
        EXPECT_EQ(lines(*step, *m_definition), lines(*other, *m_definition));
        m_facts.push_back(f);
        m_heldFacts += m_machine.phase() == api::Phase::suspended && f.activity != 0 ? 1 : 0;
        account(f, *step);
        invariants();
        return step;
    }
    Step must(const Fact& f) {
        auto step = apply(f);
        if (!step) {
            ADD_FAILURE() << boost::describe::enum_to_string(f.kind, "") << ": " << step.error().message;
            return {};
        }
        return std::move(step).value();
    }

    Step start(Json input = boost::json::object{}) { return must(fact(FactKind::started, 0, std::move(input))); }
    Step start(const char* input) { return start(json(input)); }
    Step succeed(ActivityId id, Json result) { return must(fact(FactKind::succeeded, id, std::move(result))); }
    Step fail(ActivityId id, api::WorkflowError error) {
        auto f = fact(FactKind::failed, id);
        f.error = std::move(error);
        return must(f);
    }
    Step fire(ActivityId id) { return must(fact(FactKind::timer, id)); }
    Step control(FactKind kind, std::string why = {}, Data data = {}) {
        auto f = fact(kind);
        f.data = std::move(data);
        f.by = "ada";
        f.text = std::move(why);
        return must(f);
    }
    Fact decision(ActivityId id, std::string by, api::Outcome outcome = api::Outcome::approve, std::string comment = {},
                  Json data = {}) {
        auto f = fact(FactKind::decided, id);
        const auto open = m_machine.approvals();
        const auto it = std::find_if(open.begin(), open.end(),
                                     [&](const auto& a) { return a.id == m_identity.id + "." + std::to_string(id); });
        f.decision = api::Decision{
            std::move(by), {}, m_now, outcome, std::move(comment), std::move(data), it == open.end() ? "" : it->hash};
        return f;
    }

    /// Offers an event to every subscription that may take it; answers how many did.
    int event(Json attributes) {
        ++m_position;
        int taken = 0;
        const auto type = std::string(attributes.at("type").as_string());
        const auto open = m_subscriptions;
        for (const auto& [id, types] : open) {
            if (types.empty() || std::find(types.begin(), types.end(), type) != types.end()) {
                taken += apply(fact(FactKind::event, id,
                                    boost::json::object{{"position", m_position}, {"event", attributes}}))
                                 .ok()
                             ? 1
                             : 0;
            }
        }
        return taken;
    }
    int event(const char* attributes) { return event(json(attributes)); }
    const std::map<ActivityId, std::vector<std::string>>& subscriptions() const { return m_subscriptions; }
    const std::vector<Json>& published() const { return m_published; }
    const std::vector<StartChild>& children() const { return m_children; }
    const std::set<std::string>& stoppedChildren() const { return m_stoppedChildren; }

    /// What `work` answers: {"fail": {…}} fails with it, {"return": x} gives x, anything else is echoed.
    Step answer(ActivityId id) {
        const auto arguments = m_calls.at(id).arguments;
        const auto& object = arguments->as_object();
        if (const auto* failure = object.if_contains("fail")) {
            return fail(id, api::fromJson<api::WorkflowError>(*failure).value());
        }
        const auto* result = object.if_contains("return");
        return succeed(id, result ? *result : *arguments);
    }

    /// Answers calls, oldest first, and fires timers in due order until the run ends or waits for people.
    void toEnd() {
        for (int i = 0; i < 100'000 && !api::isFinal(m_machine.phase()); ++i) {
            if (!m_calls.empty()) {
                answer(m_calls.begin()->first);
            } else if (!m_timers.empty()) {
                auto first = m_timers.begin();
                for (auto it = first; it != m_timers.end(); ++it) {
                    first = it->second < first->second ? it : first;
                }
                m_now = std::max(m_now, first->second);
                fire(first->first);
            } else {
                return;
            }
        }
    }

    std::string output() const { return text(m_machine.output()); }
    /// "completed <output>" or "faulted <type's last part> <status> <instance>".
    std::string ending() const {
        const auto phase = m_machine.phase();
        std::string result = boost::describe::enum_to_string(phase, "?");
        if (phase == api::Phase::completed) {
            return result + " " + output();
        }
        if (const auto error = m_machine.summary().error) {
            result += " " + error->type.substr(error->type.rfind('/') + 1) + " " + std::to_string(error->status) + " " +
                      error->instance;
        }
        return result;
    }

    /// A machine that has seen nothing but the facts.
    Machine replayed() const {
        Machine fresh(m_definition, m_identity);
        for (const auto& f : m_facts) {
            auto step = fresh.apply(*decodeFact(encodeFact(f)));
            EXPECT_TRUE(step.ok());
        }
        return fresh;
    }
    /// Remembers the state as a snapshot does in the journal.
    void keepSnapshot() {
        m_kept = boost::json::serialize(m_machine.snapshot());
        m_keptAt = m_facts.size();
    }
    /// Throws the machine away and brings it back, from all facts or from the kept snapshot and the facts after it.
    void crash(bool fromSnapshot) {
        const auto before = boost::json::serialize(m_machine.snapshot());
        if (fromSnapshot && !m_kept.empty()) {
            auto restored = Machine::restore(m_definition, json(m_kept));
            ASSERT_TRUE(restored.ok()) << restored.error().message;
            for (auto i = m_keptAt; i < m_facts.size(); ++i) {
                ASSERT_TRUE(restored->apply(*decodeFact(encodeFact(m_facts[i]))).ok());
            }
            m_machine = std::move(restored).value();
        } else {
            m_machine = replayed();
        }
        EXPECT_EQ(boost::json::serialize(m_machine.snapshot()), before);
        invariants();
    }
    void expectReplay() const {
        EXPECT_EQ(boost::json::serialize(replayed().snapshot()), boost::json::serialize(m_machine.snapshot()));
    }

private:
    void account(const Fact& f, const Step& step) {
        if (f.kind == FactKind::succeeded || f.kind == FactKind::failed) {
            m_calls.erase(f.activity);
        } else if (f.kind == FactKind::timer) {
            m_timers.erase(f.activity);
        }
        for (const auto& effect : step.effects) {
            if (const auto* start = std::get_if<StartActivity>(&effect)) {
                EXPECT_TRUE(m_ids.insert(start->activity).second) << "activity " << start->activity << " twice";
                EXPECT_TRUE(m_keys.insert(start->key).second) << "key " << start->key << " twice";
                if (!start->detached) {
                    m_calls.emplace(start->activity, *start);
                }
            } else if (const auto* cancel = std::get_if<CancelActivity>(&effect)) {
                EXPECT_EQ(m_calls.erase(cancel->activity), 1U);
            } else if (const auto* set = std::get_if<SetTimer>(&effect)) {
                EXPECT_TRUE(m_ids.insert(set->activity).second) << "activity " << set->activity << " twice";
                m_timers.emplace(set->activity, set->dueAt);
            } else if (const auto* clear = std::get_if<ClearTimer>(&effect)) {
                EXPECT_EQ(m_timers.erase(clear->activity), 1U);
            } else if (const auto* published = std::get_if<PublishEvent>(&effect)) {
                m_published.push_back(*published->event);
            } else if (const auto* subscribe = std::get_if<Subscribe>(&effect)) {
                EXPECT_TRUE(m_ids.insert(subscribe->activity).second);
                m_subscriptions.emplace(subscribe->activity, subscribe->types);
            } else if (const auto* unsubscribe = std::get_if<Unsubscribe>(&effect)) {
                EXPECT_EQ(m_subscriptions.erase(unsubscribe->activity), 1U);
            } else if (const auto* child = std::get_if<StartChild>(&effect)) {
                EXPECT_TRUE(m_keys.insert(child->key).second) << "key " << child->key << " twice";
                m_children.push_back(*child);
            } else if (const auto* stopped = std::get_if<CancelChild>(&effect)) {
                m_stoppedChildren.insert(stopped->key);
            } else {
                const auto& approval = std::get<PutApproval>(effect).approval;
                m_approvals[approval.id] = approval;
            }
        }
        for (const auto& line : lines(step, *m_definition)) {
            m_log.push_back(line);
        }
        m_transitions.insert(m_transitions.end(), step.transitions.begin(), step.transitions.end());
        for (const auto& t : step.transitions) {
            live(t);
        }
    }

    /// What a reader of the feed may rely on: created, started, ended once; nothing of an ended run stays open.
    void live(const Transition& t) {
        if (t.task < 0) {
            // A retry of the run takes up containers in silence.
            for (auto& [task, life] : m_lives) {
                life = t.kind == "run.resumed" && life == Life::stopped ? Life::perhaps : life;
                if (t.kind == "run.completed" || t.kind == "run.cancelled" || t.kind == "run.faulted") {
                    EXPECT_TRUE(life != Life::created && life != Life::started)
                        << m_definition->task(task.first).name << " outlives " << t.kind;
                }
            }
            return;
        }
        // Functions and extensions run in several places at once.
        const bool shared = m_definition->task(t.task).ref.starts_with("/use/");
        auto& life = m_lives[{t.task, shared ? t.iteration : 0}];
        const auto was = [&](std::initializer_list<Life> allowed) {
            EXPECT_NE(std::find(allowed.begin(), allowed.end(), life), allowed.end())
                << m_definition->task(t.task).name << ": " << t.kind << " after state " << static_cast<int>(life);
        };
        if (t.kind == "task.created") {
            was({Life::none, Life::stopped, Life::perhaps});
            life = Life::created;
        } else if (t.kind == "task.started") {
            was({Life::created});
            life = Life::started;
        } else if (t.kind == "task.skipped") {
            was({Life::created});
            life = Life::none;
        } else if (t.kind == "task.completed") {
            was({Life::started, Life::perhaps});
            life = Life::none;
        } else if (t.kind == "task.faulted" || t.kind == "task.cancelled") {
            was({Life::created, Life::started, Life::perhaps});
            life = Life::stopped;
        } else if (t.kind == "task.retried" && life != Life::started) {
            was({Life::perhaps});  // by the run; a try that retries its body stays started
            life = m_definition->task(t.task).type == TaskType::tryCatch && t.detail != "taken up again"
                       ? Life::started
                       : Life::created;
        }
    }

    void invariants() const {
        std::set<std::string> outstanding;
        for (const auto& effect : m_machine.outstanding()) {
            outstanding.insert(lines(Step{{effect}, {}}, *m_definition).front());
        }
        std::set<std::string> expected;
        for (const auto& [id, call] : m_calls) {
            expected.insert(lines(Step{{call}, {}}, *m_definition).front());
        }
        for (const auto& [id, due] : m_timers) {
            expected.insert(lines(Step{{SetTimer{id, due}}, {}}, *m_definition).front());
        }
        EXPECT_EQ(outstanding, expected);
        std::set<std::string> open;
        for (const auto& [id, approval] : m_approvals) {
            if (api::isOpen(approval.state)) {
                open.insert(id);
            }
        }
        std::set<std::string> said;
        for (const auto& approval : m_machine.approvals()) {
            said.insert(approval.id);
        }
        EXPECT_EQ(said, open);
        if (api::isFinal(m_machine.phase())) {
            EXPECT_TRUE(outstanding.empty());
            EXPECT_TRUE(open.empty());
            EXPECT_NE(m_machine.summary().endedAt, 0);
        }
    }

    DefinitionPtr m_definition;
    RunIdentity m_identity;
    Machine m_machine;
    api::Timestamp m_now = 10'000;
    std::vector<Fact> m_facts;
    std::string m_kept;
    std::size_t m_keptAt = 0;
    std::vector<std::string> m_log;
    std::vector<Transition> m_transitions;
    std::map<ActivityId, StartActivity> m_calls;
    std::map<ActivityId, api::Timestamp> m_timers;
    std::map<std::string, api::Approval> m_approvals;
    std::map<ActivityId, std::vector<std::string>> m_subscriptions;
    std::vector<Json> m_published;
    std::vector<StartChild> m_children;
    std::set<std::string> m_stoppedChildren;
    std::int64_t m_position = 0;
    enum class Life { none, created, started, stopped, perhaps };
    std::map<std::pair<TaskIndex, int>, Life> m_lives;
    int m_heldFacts = 0;
    std::set<ActivityId> m_ids;
    std::set<std::string> m_keys;
};

}  // namespace beamline::core::testing
