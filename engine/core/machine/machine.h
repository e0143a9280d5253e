// SPDX-License-Identifier: Apache-2.0
#pragma once
// The machine: a run is a fold over its facts, step(state, fact) -> (state, effects). Pure: time and results arrive as
// facts, nothing here reads a clock, draws a random number or does I/O. One machine belongs to one thread at a time.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/core/approval/approval.h"
#include "engine/core/definition/definition.h"

namespace beamline::core {

/// Numbers what a run has outstanding (a call, a timer, an approval); grows within the run, never reused.
using ActivityId = std::uint32_t;

BOOST_DEFINE_ENUM_CLASS(FactKind, started, succeeded, failed, timer, event, decided, claimed, commented, delegated,
                        snoozed, escalated, suspended, resumed, retried, cancelled, discarded)

/// Something that happened to a run: one row of the journal.
struct Fact {
    FactKind kind = FactKind::started;
    api::Timestamp at = 0;
    ActivityId activity = 0;  ///< succeeded, failed, timer, event, and all about approvals: decided … escalated
    Data data;                ///< started, retried: the input; succeeded: the raw output; event: {position, event}
    std::optional<api::WorkflowError> error;    ///< failed
    std::optional<api::Decision> decision;      ///< decided
    std::optional<api::Delegation> delegation;  ///< delegated
    /// started: the secrets by name, every value replaced by a word that stands for it. The member without a name makes
    /// the words that stand for authorizations, when expressions mention those.
    Data secrets;
    Data dryRun;               ///< started: the plan of a dry run
    Data rerun;                ///< started: of a rerun, what it takes over (machine/takeover.h)
    Data exchanges;            ///< succeeded, failed: list of api::Exchange; no part of the state
    api::Timestamp until = 0;  ///< snoozed; 0: no longer
    std::string by;            ///< who: claimed (empty releases), commented … discarded
    std::string text;  ///< comment or reason; started: the engine's version for `$runtime`, empty for this one's
};
/// Compact JSON text; encode(decode(x)) == x.
std::string encodeFact(const Fact& fact);
api::Result<Fact> decodeFact(std::string_view text);

/// A change of phase of the run or of a task, for the feed and the history.
struct Transition {
    std::string kind;  ///< as api::Event::kind
    TaskIndex task = -1;
    int iteration = 0;
    int attempt = 0;
    std::string detail;            ///< one line for people
    std::string approval;          ///< id, on approval kinds
    api::Timestamp startedAt = 0;  ///< when the task began this time; 0: it has not
    Data data;  ///< input on *.started, output on *.completed, error as JSON on *.faulted and task.retried,
                ///< list of api::Exchange on task.exchanged, {function, arguments, outcome, mock} on task.dry-run
    bool taken = false;  ///< it happened in a run before, whose results this one takes over
};

/// One call of a subscription with `foreach`: it gives the next message as {message, last}, and what comes behind it
/// waits for the turn after that. {last: true} alone: there is none any more.
struct MessageTurn {
    std::string subscription;  ///< the same for all its turns
    std::size_t taken = 0;     ///< messages that came before
    api::Timestamp since = 0;  ///< when it began
    Data message;              ///< the one before, whose tasks have ended; null when nobody asks about it
    bool close = false;        ///< nobody wants more of it; the call gives nothing
};

/// Runs a catalog function. At-least-once: `key` (run, task reference, iteration, attempt) stays the same when it is
/// run again.
struct StartActivity {
    ActivityId activity = 0;
    TaskIndex task = -1;
    int attempt = 1;
    Data arguments;
    std::string key;
    api::Timestamp deadline = 0;              ///< the nearest timeout around it, 0 for none
    bool detached = false;                    ///< not outstanding: no fact is to come of it, and nothing takes it back
    std::shared_ptr<const Scope> scope;       ///< for calls that ask expressions of each message, else null
    std::shared_ptr<const MessageTurn> turn;  ///< of a subscription with `foreach`, else null
};
struct CancelActivity {
    ActivityId activity = 0;
};
struct SetTimer {
    ActivityId activity = 0;
    api::Timestamp dueAt = 0;
};
struct ClearTimer {
    ActivityId activity = 0;
    api::Timestamp dueAt = 0;  ///< as it was set
};
/// Raised or changed in any way; the whole new state.
struct PutApproval {
    api::Approval approval;
};
/// A CloudEvent for everybody who listens.
struct PublishEvent {
    Data event;
};
/// From now on events of these types (empty: all) are offered to the activity as facts, in order.
struct Subscribe {
    ActivityId activity = 0;
    std::vector<std::string> types;
};
struct Unsubscribe {
    ActivityId activity = 0;
};
/// Starts a run of another workflow, once per key. Its end is a fact of the activity; 0: nobody waits for it.
struct StartChild {
    ActivityId activity = 0;
    std::string ns;
    std::string workflow;
    std::string version;  ///< empty: the latest
    Data input;
    std::string key;
    Data dryRun;  ///< the plan of a dry run, which its children are too
};
struct CancelChild {
    ActivityId activity = 0;
    std::string ns;
    std::string key;  ///< as it was started
};
using Effect = std::variant<StartActivity, CancelActivity, SetTimer, ClearTimer, PutApproval, PublishEvent, Subscribe,
                            Unsubscribe, StartChild, CancelChild>;

struct Step {
    std::vector<Effect> effects;
    std::vector<Transition> transitions;
};

/// The person behind RunIdentity::startedBy: of a child run ("run:<parent>.<activity> <person>") who started its
/// parent.
std::string starterOf(const std::string& startedBy);
/// The parent's id and the activity that waits, 0 for none; nothing of a run that is no child.
std::optional<std::pair<std::string, ActivityId>> parentOf(const std::string& startedBy);

/// What never changes in a run.
struct RunIdentity {
    std::string id;
    api::Timestamp createdAt = 0;
    api::Labels labels;
    std::string startedBy;
};

/// Jumps (`then: name`) and immediate retries without anything to wait for; more is an endless loop: the run faults.
inline constexpr int kMaxStepsPerFact = 100'000;
/// Tasks entered for one fact. A longer stretch, such as a loop over a million items, is cut: the machine sets a timer
/// that is due at once and goes on with its fact, so that a step stays short and a run that is busy can be suspended
/// and cancelled.
inline constexpr int kMaxTasksPerStep = 10'000;
inline constexpr std::size_t kMaxQueuedEvents = 10'000;             ///< that wait for `foreach` of one listen task
inline constexpr std::size_t kMaxConsumedEvents = 100'000;          ///< by one listen task: they are its output
inline constexpr std::size_t kMaxConsumedBytes = 64 * 1024 * 1024;  ///< likewise, as JSON

class Recorder;

class Machine {
public:
    Machine(DefinitionPtr definition, RunIdentity identity);
    ~Machine();
    Machine(Machine&&) noexcept;
    Machine& operator=(Machine&&) noexcept;

    /// Applies a fact and says what is to be done once it is durable. kUnavailable: what evaluates the expressions of
    /// the definition cannot do it now; the machine is of no use any more, read it anew later. Any other error leaves
    /// the state as it was: kConflict
    /// when the phase does not allow it or the activity is no longer outstanding, and what core/approval answers for
    /// decisions.
    api::Result<Step> apply(const Fact& fact);

    api::Phase phase() const;
    /// Input after the workflow's own `input.from`; output once completed.
    Data rawInput() const;  ///< what it was started with, or retried
    Data input() const;
    Data output() const;
    Data dryRun() const;  ///< the plan; null: a real run
    /// A rerun that has not come to where it begins.
    bool takesOver() const;
    /// The timer that goes on with a step that was cut short; 0: none was.
    ActivityId unfinished() const;
    /// Tells it what comes from here on; null ends that. It must live as long.
    void record(Recorder* recorder);
    /// Summary for lists; timestamps are those of the facts.
    api::RunSummary summary() const;
    std::vector<api::TaskState> tasks() const;
    /// What a `retried` fact with data would give that data to; nothing when it would be refused.
    std::optional<api::RetryPoint> retryPoint() const;
    /// Of a faulted run: whose error ended it, -1 for the workflow itself.
    std::optional<TaskIndex> culprit() const;
    /// Everything outstanding, to be put in motion again after a restart: activities and timers. Approvals,
    /// subscriptions and child runs are kept by others.
    std::vector<Effect> outstanding() const;
    std::vector<api::Approval> approvals() const;  ///< open ones
    /// The subscriptions and child runs it waits for, as they were begun: for a journal that has lost what it kept.
    std::vector<Effect> kept() const;
    /// The highest number that was given.
    ActivityId lastActivity() const;
    const Definition& definition() const;
    /// As in the fact `started`; null without secrets.
    Data secrets() const;
    /// The word that stands for the parameter of `$authorization` in the task's call, as long as no expression mentions
    /// it, or the call has none, an empty text.
    std::string authorizationWord(TaskIndex task) const;

    /// The whole state as JSON and back; a machine restored from it behaves as the original in everything.
    Json snapshot() const;
    static api::Result<Machine> restore(DefinitionPtr definition, const Json& snapshot);

private:
    struct State;
    explicit Machine(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// The standard error types of the specification by their last path segment ("timeout", "communication", …); equal in
/// every published spelling.
std::string errorType(std::string_view name);
bool sameErrorType(std::string_view a, std::string_view b);
api::WorkflowError makeError(std::string_view name, std::string detail, std::string instance);

}  // namespace beamline::core
