// SPDX-License-Identifier: Apache-2.0
// Seeded random walks: random definitions, random facts on a virtual clock, and a world that dies after any of the
// effects of any fact: effects are lost, or done again after the restart, so that results and timers come twice or for
// what is long over. What the machine says is outstanding must be what its effects announced, every way back to life
// must lead to the same state, and what comes too late must change nothing.
#include <algorithm>
#include <random>

#include "engine/core/archive/rerun.h"
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

constexpr int kDefinitions = 80;
constexpr int kWalksPerDefinition = 6;
constexpr int kFactsPerWalk = 60;
constexpr int kMaxFaults = 8;  // a run that faults again and again is not worth more facts

class Random {
public:
    explicit Random(std::uint32_t seed) : m_engine(seed) {}
    /// In [0, n); not a std distribution, so that a seed means the same everywhere.
    int below(int n) { return static_cast<int>(m_engine() % static_cast<std::uint32_t>(n)); }
    bool chance(int percent) { return below(100) < percent; }
    template <class T>
    const auto& from(const T& container) {
        return *std::next(container.begin(), below(static_cast<int>(container.size())));
    }

private:
    std::mt19937 m_engine;
};

/// What each task got, each time.
struct Visits : Recorder {
    void came(Arrival) override {}
    void entered(TaskIndex task, const Data& rawInput) override { inputs[task].push_back(rawInput); }
    std::map<TaskIndex, std::vector<Data>> inputs;
};

class Author {
public:
    explicit Author(Random& random) : m_random(random) {}

    boost::json::object workflow() {
        boost::json::object document;
        document["document"] = json(R"({"dsl":"1.0.3","namespace":"test","name":"walk","version":"1.0.0"})");
        document["do"] = list(3, 4);
        if (m_random.chance(20)) {
            document["timeout"] = json(R"({"after":{"seconds":40}})");
        }
        return document;
    }

private:
    Json duration() { return boost::json::object{{"seconds", 1 + m_random.below(9)}}; }

    boost::json::array list(int depth, int most, bool sequential = true) {
        boost::json::array tasks;
        std::vector<std::string> names;
        const int count = 1 + m_random.below(most);
        for (int i = 0; i < count; ++i) {
            names.push_back("t" + std::to_string(m_next++));
        }
        for (int i = 0; i < count; ++i) {
            auto body = task(
                depth,
                sequential && i + 1 < count
                    ? names[static_cast<std::size_t>(i) + 1 + static_cast<std::size_t>(m_random.below(count - i - 1))]
                    : "");
            tasks.push_back(boost::json::object{{names[static_cast<std::size_t>(i)], std::move(body)}});
        }
        return tasks;
    }

    std::string directive(const std::string& later) {
        const int pick = m_random.below(10);
        return pick == 0 ? "end" : pick == 1 ? "exit" : pick < 5 && !later.empty() ? later : "continue";
    }

    boost::json::object task(int depth, const std::string& later) {
        boost::json::object t = depth > 0 && m_random.chance(50) ? container(depth, later) : leaf(later);
        if (m_random.chance(10)) {
            t["if"] = "${ $context != 3 }";
        }
        if (m_random.chance(15)) {
            t["timeout"] = boost::json::object{{"after", duration()}};
        }
        if (m_random.chance(10)) {
            t["input"] = json(R"({"from":"${ [.] | tostring | length }"})");
        }
        if (m_random.chance(10)) {
            t["output"] = json(R"({"as":"${ [.] | tostring | length }"})");
        }
        if (m_random.chance(2)) {
            t["output"] = json(R"({"schema":{"document":{"type":"object"}}})");
        }
        if (m_random.chance(15)) {
            t["export"] = json(R"({"as":"${ . }"})");
        }
        if (m_random.chance(15) && !t.contains("switch")) {
            t["then"] = directive(later);
        }
        return t;
    }

    boost::json::object leaf(const std::string& later) {
        switch (m_random.below(13)) {
            case 0:
                return {{"set", "${ [., 1] | tostring | length }"}};
            case 1:
                return {{"wait", duration()}};
            case 2:
                return {{"raise", json(R"({"error":{"type":"x","status":418}})")}};
            case 3:
                return {
                    {"switch",
                     boost::json::array{
                         boost::json::object{{"one", boost::json::object{{"when", "${ (. | tostring | length) > 3 }"},
                                                                         {"then", directive(later)}}}},
                         boost::json::object{{"rest", boost::json::object{{"then", directive(later)}}}}}}};
            case 4:
            case 6: {
                const char* const actions[] = {"none", "reject", "escalate", "fail", "approve"};
                return {{"call", "approval"},
                        {"with", boost::json::object{{"subject", "S"},
                                                     {"quorum", 1 + m_random.below(2)},
                                                     {"due", duration()},
                                                     {"onExpiry", actions[m_random.below(5)]},
                                                     {"escalation", json(R"({"users":["p0"]})")}}}};
            }
            case 5:
                return {{"call", "work"},
                        {"with", json(m_loops > 0 ? R"({"v":"${ [$item, $index] }"})"
                                                  : R"({"v":"${ $context | tostring | length }"})")}};
            default:
                return {{"call", "work"}};
        }
    }

    boost::json::object container(int depth, const std::string& later) {
        switch (m_random.below(5)) {
            case 0:
                return {{"do", list(depth - 1, 3)}};
            case 1: {
                ++m_loops;
                boost::json::object loop{{"for", json(R"({"in":"${ [1,2,3] }"})")}, {"do", list(depth - 1, 2)}};
                --m_loops;
                if (m_random.chance(20)) {
                    loop["while"] = "${ $index < 2 }";
                }
                return loop;
            }
            case 2:
            case 3: {
                boost::json::object clause;
                if (m_random.chance(60)) {
                    boost::json::object retry{
                        {"limit", boost::json::object{{"attempt", boost::json::object{{"count", m_random.below(3)}}}}}};
                    if (m_random.chance(60)) {
                        retry["delay"] = duration();
                        retry["backoff"] = json(m_random.chance(50) ? R"({"exponential":{}})" : R"({"linear":{}})");
                        retry["jitter"] = json(R"({"from":{"milliseconds":1},"to":{"seconds":1}})");
                    }
                    if (m_random.chance(25)) {
                        retry["limit"].get_object()["attempt"].get_object()["duration"] = duration();
                    }
                    clause["retry"] = std::move(retry);
                }
                if (m_random.chance(50)) {
                    clause["do"] = list(depth - 1, 2);
                }
                if (m_random.chance(20)) {
                    clause["then"] = directive(later);
                }
                if (m_random.chance(30)) {
                    clause["errors"] = json(R"({"with":{"status":418}})");
                }
                return {{"try", list(depth - 1, 3)}, {"catch", std::move(clause)}};
            }
            default:
                return {{"fork", boost::json::object{{"compete", m_random.chance(40)},
                                                     {"branches", list(depth - 1, 3, false)}}}};
        }
    }

    Random& m_random;
    int m_next = 0;
    int m_loops = 0;
};

class Walk {
public:
    Walk(DefinitionPtr definition, std::uint32_t seed)
        : m_random(seed), m_run(std::move(definition), "W" + std::to_string(seed)) {}

    void go() {
        happened(m_run.start(Json(m_random.below(5))));
        for (int i = 0; i < kFactsPerWalk && !::testing::Test::HasFailure(); ++i) {
            const auto phase = end();
            m_faults += phase == api::Phase::faulted ? 1 : 0;
            if (phase == api::Phase::completed || phase == api::Phase::cancelled || m_faults > kMaxFaults) {
                break;
            }
            m_run.setNow(m_run.now() + m_random.below(1500));
            step();
            if (m_random.chance(20)) {
                m_run.keepSnapshot();
            }
        }
        settle();
        m_run.expectReplay();
    }
    api::Phase end() const { return m_run.machine().phase(); }
    /// How often something happened, by transition kind and by the names used here.
    std::map<std::string, int> seen() const {
        auto all = m_seen;
        for (const auto& t : m_run.transitions()) {
            ++all[t.kind];
            all["retry after a delay"] +=
                t.kind == "task.retried" && t.detail.find(" in ") != std::string::npos ? 1 : 0;
        }
        all["held"] = m_run.heldFacts();
        return all;
    }

    /// What a task gets in a run that begins there is what it got in this one. Answers how many were looked at.
    int expectReruns() const {
        const DefinitionPtr definition(DefinitionPtr(), &m_run.machine().definition());
        const RunIdentity before{m_run.machine().summary().id, 1000, {{"team", "a"}}, "ada"};
        Visits visits;
        Machine fresh(definition, before);
        fresh.record(&visits);
        for (const auto& fact : m_run.facts()) {
            EXPECT_TRUE(fresh.apply(fact).ok());
        }
        for (const auto& [task, inputs] : visits.inputs) {
            const auto& ref = definition->task(task).ref;
            RerunPlanner planner(definition, before, {ref, {}, {}, 1'000'000});
            for (const auto& fact : m_run.facts()) {
                EXPECT_TRUE(planner.add(fact).ok());
            }
            const auto plan = planner.plan(definition);
            if (!plan) {
                ADD_FAILURE() << ref << ": " << plan.error().message;
                continue;
            }
            const auto state = fresh.tasks()[static_cast<std::size_t>(task)].phase;
            const bool faulted =
                fresh.phase() == api::Phase::faulted || m_run.facts().back().kind == FactKind::discarded;
            const bool failed = faulted && state == api::Phase::faulted;
            EXPECT_EQ(boost::json::serialize(plan->plan.input), text(failed ? inputs.back() : inputs.front())) << ref;
        }
        return static_cast<int>(visits.inputs.size());
    }

private:
    /// Carries out what a fact asked for, up to where the process dies; then it lives again and does what is
    /// outstanding.
    void happened(const Step& step) {
        const bool dies = m_random.chance(60);
        const int all = static_cast<int>(step.effects.size());
        const int done = dies ? m_random.below(all + 1) : all;
        for (int i = 0; i < done; ++i) {
            carryOut(step.effects[static_cast<std::size_t>(i)]);
        }
        if (dies) {
            ++m_seen[done < all ? "crash before an effect" : "crash"];
            m_run.crash(m_random.chance(50));
            for (const auto& effect : m_run.machine().outstanding()) {
                carryOut(effect);
            }
        }
        for (const auto& [id, call] : m_run.calls()) {
            EXPECT_NE(std::find(m_flying.begin(), m_flying.end(), id), m_flying.end()) << "call " << id << " is lost";
        }
        for (const auto& [id, due] : m_run.timers()) {
            EXPECT_NE(std::find(m_armed.begin(), m_armed.end(), id), m_armed.end()) << "timer " << id << " is lost";
        }
    }

    void carryOut(const Effect& effect) {
        if (const auto* start = std::get_if<StartActivity>(&effect)) {
            m_flying.push_back(start->activity);
        } else if (const auto* set = std::get_if<SetTimer>(&effect)) {
            m_armed.push_back(set->activity);
        } else if (const auto* cancel = std::get_if<CancelActivity>(&effect)) {
            if (m_random.chance(50)) {  // a block need not heed its token
                m_flying.erase(std::remove(m_flying.begin(), m_flying.end(), cancel->activity), m_flying.end());
            }
        } else if (const auto* clear = std::get_if<ClearTimer>(&effect)) {
            if (m_random.chance(80)) {  // it may be firing just now
                m_armed.erase(std::remove(m_armed.begin(), m_armed.end(), clear->activity), m_armed.end());
            }
        }
    }

    static ActivityId take(std::vector<ActivityId>& from, int index) {
        const auto id = from[static_cast<std::size_t>(index)];
        from.erase(from.begin() + index);
        return id;
    }
    void step() {
        const int pick = m_random.below(100);
        const auto phase = m_run.machine().phase();
        if (phase == api::Phase::faulted) {
            if (pick < 5) {
                happened(m_run.control(FactKind::discarded));
            } else if (pick < 40 && m_run.machine().retryPoint()) {
                happened(m_run.control(FactKind::retried, {}, makeData(Json{{"n", pick}})));
            } else {
                pick < 80 ? happened(m_run.control(FactKind::retried)) : refused();
            }
        } else if (phase == api::Phase::suspended && pick < 40) {
            happened(m_run.control(FactKind::resumed));
        } else if (phase != api::Phase::suspended && pick < 8) {
            happened(m_run.control(FactKind::suspended));
        } else if (pick < 9) {
            happened(m_run.control(FactKind::cancelled));
        } else if (pick < 16) {
            refused();
        } else {
            something();
        }
    }

    /// What nobody waits for, which must change nothing (the driver compares).
    void refused() {
        const auto kinds = {FactKind::succeeded, FactKind::failed, FactKind::timer, FactKind::decided,
                            FactKind::started};
        tooLate(m_random.from(kinds), static_cast<ActivityId>(1'000'000 + m_random.below(9)));
    }

    void tooLate(FactKind kind, ActivityId id) {
        const auto result = m_run.apply(m_run.fact(kind, id));
        ASSERT_FALSE(result.ok());
        EXPECT_EQ(result.error().code, api::code::kConflict);
    }

    void something() {
        const auto approvals = m_run.machine().approvals();
        const int calls = static_cast<int>(m_flying.size());
        const int timers = static_cast<int>(m_armed.size());
        const int all = 2 * calls + timers + 2 * static_cast<int>(approvals.size());
        if (all == 0) {
            return;
        }
        const int pick = m_random.below(all);
        if (pick < 2 * calls) {
            answer(take(m_flying, pick / 2));
        } else if (pick < 2 * calls + timers) {
            const auto id = take(m_armed, pick - 2 * calls);
            const auto known = m_run.timers().find(id);
            if (known == m_run.timers().end()) {
                ++m_seen["timer too late"];
                tooLate(FactKind::timer, id);
            } else {
                m_run.setNow(std::max(m_run.now(), known->second));
                happened(m_run.fire(id));
            }
        } else {
            person(m_random.from(approvals));
        }
    }

    void answer(ActivityId id) {
        const bool fails = m_random.chance(20);
        if (m_run.calls().count(id) == 0) {
            ++m_seen["result too late"];
            tooLate(fails ? FactKind::failed : FactKind::succeeded, id);
        } else if (fails) {
            happened(m_run.fail(id, {"x", m_random.chance(50) ? 418 : 500, "", "", ""}));
        } else {
            happened(m_run.succeed(id, Json(m_random.below(10))));
        }
    }

    void person(const api::Approval& approval) {
        const auto id = static_cast<ActivityId>(std::stoul(approval.id.substr(approval.id.rfind('.') + 1)));
        const auto who = "p" + std::to_string(m_random.below(3));
        auto fact = m_run.fact(m_random.chance(50) ? FactKind::claimed : FactKind::commented, id);
        fact.by = who;
        fact.text = "hm";
        if (m_random.chance(25)) {
            happened(m_run.must(fact));
            return;
        }
        const auto word = m_run.decision(id, who, m_random.chance(70) ? api::Outcome::approve : api::Outcome::reject);
        if (isLate(approval) && !saidBefore(approval, *word.decision)) {
            ++m_seen["decision too late"];
            EXPECT_EQ(m_run.apply(word).error().code, api::code::kConflict);
        } else {
            happened(m_run.must(word));
        }
    }

    bool isLate(const api::Approval& approval) const {
        return approval.onExpiry != api::ExpiryAction::none && approval.onExpiry != api::ExpiryAction::escalate &&
               m_run.now() >= approval.dueAt;
    }
    static bool saidBefore(const api::Approval& approval, const api::Decision& decision) {
        const auto last = std::find_if(approval.decisions.rbegin(), approval.decisions.rend(),
                                       [&](const auto& earlier) { return earlier.by == decision.by; });
        return last != approval.decisions.rend() && last->outcome == decision.outcome;
    }

    /// Everything answered kindly must lead to an end: nothing is ever stuck.
    void settle() {
        for (int i = 0; i < 2000 && !api::isFinal(end()) && !::testing::Test::HasFailure(); ++i) {
            if (end() == api::Phase::suspended) {
                m_run.control(FactKind::resumed);
                continue;
            }
            const auto approvals = m_run.machine().approvals();
            if (!approvals.empty() && !isLate(approvals.front())) {
                const auto& id = approvals.front().id;
                const auto activity = static_cast<ActivityId>(std::stoul(id.substr(id.rfind('.') + 1)));
                m_run.must(m_run.decision(activity, "q" + std::to_string(i)));
                continue;
            }
            m_run.toEnd();
        }
        EXPECT_TRUE(api::isFinal(end())) << boost::json::serialize(m_run.machine().snapshot());
    }

    Random m_random;
    Driver m_run;
    int m_faults = 0;
    std::vector<ActivityId> m_flying;  ///< calls under way in the world, also twice, also such that nobody waits for
    std::vector<ActivityId> m_armed;
    std::map<std::string, int> m_seen;
};

TEST(RandomWalks, EveryWayBackLeadsToTheSameState) {
    std::map<api::Phase, int> ends;
    std::map<std::string, int> seen;
    int reruns = 0;
    for (std::uint32_t d = 1; d <= kDefinitions; ++d) {
        Random random(d);
        const auto source = boost::json::serialize(Author(random).workflow());
        const auto parsed = parseDefinition(source, catalog());
        ASSERT_TRUE(parsed.definition) << parsed.problems.front().message << " " << source;
        for (std::uint32_t w = 0; w < kWalksPerDefinition; ++w) {
            SCOPED_TRACE("definition " + std::to_string(d) + ", walk " + std::to_string(w) + ": " + source);
            Walk walk(parsed.definition, d * 1000 + w);
            walk.go();
            ++ends[walk.end()];
            for (const auto& [what, count] : walk.seen()) {
                seen[what] += count;
            }
            if (w == 0) {
                reruns += walk.expectReruns();
            }
            ASSERT_FALSE(HasFailure());
        }
    }
    EXPECT_GT(reruns, 4 * kDefinitions);
    EXPECT_GT(ends[api::Phase::completed], kDefinitions);
    EXPECT_GT(ends[api::Phase::faulted], 5);
    EXPECT_GT(ends[api::Phase::cancelled], 5);
    // A walk that no longer comes by these places proves nothing about them.
    for (const char* what :
         {"run.waiting", "run.suspended", "run.faulted", "task.skipped", "task.cancelled", "task.retried",
          "retry after a delay", "approval.raised", "approval.decided", "approval.claimed", "approval.commented",
          "approval.escalated", "approval.closed", "held", "crash", "crash before an effect", "result too late",
          "timer too late", "decision too late"}) {
        EXPECT_GT(seen[what], 15) << what;
    }
}

}  // namespace
}  // namespace beamline::core::testing
