// SPDX-License-Identifier: Apache-2.0
#pragma once
// The inside of the machine: a tree of active frames and what is outstanding. Private to this folder; one thread at a
// time.

#include <deque>

#include "engine/core/expression/growing_list.h"
#include "engine/core/machine/correlator.h"
#include "engine/core/machine/dry_run.h"
#include "engine/core/machine/machine.h"
#include "engine/core/machine/takeover.h"

namespace beamline::core {

/// Where a frame is. `created`: before `if` and input; `active`: its body runs; `completing`: output and export.
BOOST_DEFINE_ENUM_CLASS(Stage, created, active, completing)

/// What an outstanding activity is for. `more` continues a step that was cut short (kMaxTasksPerStep).
BOOST_DEFINE_ENUM_CLASS(ActivityKind, call, approval, wait, retry, timeout, attemptTimeout, approvalDue, more, listen,
                        child)

inline constexpr api::Timestamp kMaxDelayMs = 366LL * 24 * 3600 * 1000;  ///< longest delay between retries

struct Frame;

struct ForkBranch {
    Frame* frame = nullptr;  ///< null when it is done
    Data output;
};
struct ForkState {
    std::vector<ForkBranch> branches;
    std::size_t left = 0;
};
struct LoopState {
    Data items;
    std::size_t index = 0;
    Data data;  ///< input of the coming iteration: output of the one before
};
struct TryState {
    int tries = 0;        ///< attempts made
    int bodyAttempt = 1;  ///< attempt number of the tasks in the body
    int peakAttempt = 1;  ///< highest number given out inside
    bool inHandler = false;
    api::Timestamp due = 0;  ///< end of the running attempt (limit.attempt.duration), 0 for none
    Data error;
    std::vector<int> base;  ///< iterations of the tasks inside before the first attempt; only with a retry policy
    std::vector<int> peak;  ///< highest they reached in the attempts before this one
};

/// Of events, and of the messages of a call with `foreach`.
struct ListenState {
    CorrelationState correlation;
    std::deque<Data> queue;  ///< consumed, waiting for `foreach`
    Data item;               ///< the one that `foreach` is at
    std::size_t index = 0;
    GrowingList outputs;
    Data message;               ///< of a call: the last one that came, when expressions ask about it
    bool closed = false;        ///< nothing more is consumed
    std::int64_t position = 0;  ///< of the last event that was consumed
    std::size_t bytes = 0;      ///< of all that was consumed
};
/// Tasks of extensions around a task: those that apply, and how far they are.
struct ExtensionState {
    std::vector<int> active;
    std::size_t next = 0;
    bool after = false;
    bool running = false;                    ///< the frame's child is a task of an extension
    std::optional<FlowDirective> directive;  ///< where the task goes, known before its `after` ran
};

/// One execution of a task that has begun and not ended; the root (task -1) is the workflow.
struct Frame {
    TaskIndex task = -1;
    Frame* parent = nullptr;
    Frame* child = nullptr;  ///< the active task in the list of do, for, try and the root
    int branch = 0;          ///< in the parent, when that is a fork
    Stage stage = Stage::created;
    bool queued = false;
    bool again = false;  ///< begun before, interrupted or faulted, and taken up by a retry of the run
    bool taken = false;  ///< what it waited for came in a run before
    int iteration = 0;
    int attempt = 1;
    int locals = 0;  ///< names in scope from enclosing for and catch clauses
    api::Timestamp startedAt = 0;
    api::Timestamp deadline = 0;
    ActivityId activity = 0;  ///< call, approval, wait, retry delay, subscription or child run
    ActivityId timeout = 0;
    ActivityId extra = 0;  ///< attempt timeout of a try, due date of an approval
    Data rawInput;
    Data input;
    Data rawOutput;
    Data arguments;  ///< of a call
    std::unique_ptr<ForkState> fork;
    std::unique_ptr<LoopState> loop;
    std::unique_ptr<TryState> attempts;
    std::unique_ptr<ListenState> listen;
    std::unique_ptr<ExtensionState> extension;
    std::unique_ptr<api::Approval> approval;
    bool extending() const { return extension && extension->running; }
};

struct Activity {
    ActivityId id = 0;
    ActivityKind kind = ActivityKind::call;
    bool held = false;  ///< its fact came while the run was suspended
    Frame* frame = nullptr;
    api::Timestamp dueAt = 0;
    std::string awaits;  ///< key of what a run before may have for it: until that is clear it is not in motion
};

/// A fact that came while suspended and acts at resume.
struct HeldFact {
    ActivityId activity = 0;
    Data data;
    std::optional<api::WorkflowError> error;
};

struct TaskRecord {
    api::Phase phase = api::Phase::pending;
    int attempt = 0;
    int iterations = 0;
    api::Timestamp startedAt = 0;
    api::Timestamp endedAt = 0;
};

/// Which runtime-expression arguments the definition's text mentions, so that unused ones are never built.
struct UsedArguments {
    bool task = false;
    bool taskDefinition = false;
    bool taskInput = false;
    bool taskOutput = false;
    bool workflow = false;
};
UsedArguments usedArguments(std::string_view source);

/// {iso8601, epoch: {seconds, milliseconds}} (dsl.md, "DateTime Descriptor").
Json dateTime(api::Timestamp at);
std::string iso8601(api::Timestamp at);
bool sameValue(const Json& a, const Json& b);
Json errorJson(const api::WorkflowError& error);
/// What a raise task means by `value` (dsl-reference, "Error"): `type` and `status` must be there. A sentence when they
/// are not, or when a member is of another kind.
api::Result<api::WorkflowError> raisedError(const Json& value);
/// Uniform in [0, range] from the identity of the retry, the same at every replay.
std::int64_t jitter(std::string_view run, std::string_view ref, int iteration, int attempt, std::int64_t range);

struct Machine::State {
    DefinitionPtr definition;
    RunIdentity identity;
    api::Phase phase = api::Phase::pending;  ///< running also stands for waiting; see currentPhase()
    api::Timestamp now = 0;
    api::Timestamp startedAt = 0;
    api::Timestamp updatedAt = 0;
    api::Timestamp endedAt = 0;
    Data rawInput;
    Data input;  ///< after the workflow's `input.from`
    Data context;
    Data output;
    Data secrets;  ///< words that stand for them
    std::optional<DryRun> dryRun;
    std::string rerunOf;                 ///< the run before; empty: none
    std::unique_ptr<Takeover> takeover;  ///< until it has come to where it begins
    std::optional<api::WorkflowError> error;
    std::string runtimeVersion = BEAMLINE_VERSION;
    ActivityId lastActivity = 0;
    int jumps = 0;  ///< `then: name` and immediate retries since the last fact from outside
    int busy = 0;   ///< outstanding calls and `more`
    ActivityId more = 0;
    std::deque<Frame> arena;
    std::vector<Frame*> unused;
    Frame* root = nullptr;
    Frame* culprit = nullptr;  ///< the frame whose error ended the run; only while it is faulted
    std::vector<Frame*> ready;
    std::size_t readyHead = 0;
    std::vector<Activity> activities;  ///< ascending by id
    std::deque<HeldFact> held;
    std::vector<TaskRecord> records;

    // Not part of the state: what one apply() produces, and caches.
    Step step;
    api::Timestamp real = 0;  ///< of the fact; `now` may be a moment of the past that is taken over
    Recorder* recorder = nullptr;
    api::WorkflowError problem;             ///< why the last evaluation failed
    std::optional<api::Error> hostFailure;  ///< an expression could not be evaluated, whatever it says
    std::optional<UsedArguments> used;
    Data workflowArgument;
    Data runtimeArgument;
    Data secretsArgument;
    Scope scope;

    State(DefinitionPtr d, RunIdentity i);

    // ---- machine.cpp: facts
    api::Result<Step> apply(const Fact& fact);
    api::Result<api::Unit> route(const Fact& fact);
    api::Result<api::Unit> control(const Fact& fact);
    api::Result<api::Unit> answer(const Fact& fact);
    void dispatch(const Activity& activity, Data data, const std::optional<api::WorkflowError>& failure);
    api::Result<api::Unit> readPlans(const Fact& fact);
    void start(const Fact& fact);
    void cancel(const Fact& fact);
    api::Phase currentPhase() const;

    // ---- frames.cpp: the tree
    const Task& taskOf(const Frame& f) const { return definition->task(f.task); }
    const DataFlow& flowOf(const Frame& f) const { return f.task < 0 ? definition->flow : taskOf(f).flow; }
    Frame& newFrame(Frame* parent, TaskIndex task, Data in);
    void startChild(Frame& parent, TaskIndex task, Data in);
    void release(Frame& f);
    void enqueue(Frame& f);
    void drain();
    void advance(Frame& f);
    void leave(Frame& f, Data out, const FlowDirective& directive);
    void listDone(Frame& f, Data out);
    void branchDone(Frame& fork, int branch, Data out);
    void endWorkflow(Frame& f, Data out);
    void completeWorkflow(Data out);
    /// Frames below and including `top`, parents before children.
    std::vector<Frame*> below(Frame& top) const;
    void interrupt(Frame& f);
    /// Ends everything below and including `top`; frames from `faulted` upward count as faulted, the rest as cancelled.
    void destroy(Frame& top, const Frame* faulted, const Data& errorData);
    void clear();

    // ---- activities.cpp
    Activity& newActivity(ActivityKind kind, Frame& f, api::Timestamp dueAt = 0);
    ActivityId setTimer(ActivityKind kind, Frame& f, api::Timestamp dueAt);
    /// Puts it into motion, unless a run before may have what it is for.
    void begin(ActivityId id);
    void announce(const Activity& activity);
    std::vector<Activity>::iterator find(ActivityId id);
    /// Forgets it because its fact came.
    void settle(std::vector<Activity>::iterator it);
    /// Takes it back: cancel or clear effect, and `id` becomes 0.
    void revoke(ActivityId& id);
    bool armTimeout(Frame& f, const std::optional<Duration>& timeout);
    bool armAttempt(Frame& f);
    static api::Timestamp deadlineBelow(const Frame& parent);

    // ---- dataflow.cpp
    void enter(Frame& f);
    void complete(Frame& f, Data raw, const FlowDirective* directive = nullptr);
    void finish(Frame& f, const FlowDirective* directive = nullptr);
    const FlowDirective& flowAfter(const Frame& f) const;
    bool transformInput(Frame& f);
    bool transformOutput(Frame& f, Data& out);
    const Scope& scopeOf(const Frame& f, bool own = false, const Data* out = nullptr);
    Data taskArgument(const Frame& f);
    Data authorizationArgument(const Frame& f) const;
    std::string authorizationWord(const Task& task) const;
    bool evaluate(Frame& f, const Template& t, const Data& in, Data& out, const Data* transformed = nullptr,
                  bool own = false);
    api::WorkflowError failed(const api::Error& reason);
    bool isShared(const Frame& f) const;
    bool evaluate(Frame& f, ExpressionId id, const Data& in, Data& out, bool own = false);
    bool check(const SchemaPtr& schema, const Data& value, const char* what);
    bool checkSecrets();
    bool duration(Frame& f, const Duration& d, std::int64_t& ms, bool own = false);

    // ---- tasks.cpp
    void body(Frame& f);
    void beginCall(Frame& f, const CallTask& call);
    bool rehearseCall(Frame& f, const CallTask& call);
    StartActivity startEffect(const Frame& f);
    void beginSwitch(Frame& f, const SwitchTask& task);
    void beginRaise(Frame& f, const RaiseTask& task);
    void beginWait(Frame& f, const WaitTask& task);
    void beginFork(Frame& f, const ForkTask& task);
    void beginFor(Frame& f, const ForTask& task);
    void nextIteration(Frame& f);
    void beginTry(Frame& f, const TryTask& task);
    void beginAttempt(Frame& f);

    // ---- events.cpp
    void beginEmit(Frame& f, const EmitTask& task);
    void beginListen(Frame& f);
    void subscribe(Frame& f);
    api::Result<api::Unit> offer(Activity& activity, const Fact& fact);
    api::Result<api::Unit> consume(Activity& activity, const Fact& fact);
    void overwhelmed(Activity& activity);
    bool beginItem(Frame& f);
    void completeListening(Frame& f);
    bool isOverfull(const ListenState& listen);
    void itemDone(Frame& f, Data out);
    bool enough(Frame& f, ExpressionId until);
    void beginWorkflow(Frame& f, const WorkflowTask& task);
    /// Without its activity; nothing and `problem` when the input cannot be evaluated.
    std::optional<StartChild> childEffect(Frame& f, const WorkflowTask& task);
    std::string keyOf(const Frame& f) const;
    bool isCaller(const Frame* f) const;

    // ---- takeover.cpp: what a run before has
    bool inPast() const { return takeover && takeover->past(); }
    const std::string& runId() const;
    std::string beginsFrom(const Data& plan);
    Json placeOf(const Frame& f) const;
    void record(std::string_view kind, const Frame& f, const Data& data = {},
                const std::optional<api::WorkflowError>& failure = {});
    void setClock(api::Timestamp at);
    void leavePast();
    void comesTo(Frame& f);
    void expectDone(const Frame& f);
    bool wasDone(Frame& f);
    bool takeNext();
    void take(const Activity& activity);
    bool wasRetried(const Frame& f) const;
    void takeRetry();
    void release();
    void endTakeover();

    // ---- messages.cpp
    void nextMessage(Frame& f);
    void messageCame(Frame& f, const Data& data);
    void closeMessages(Frame& f);
    MessageTurn turnOf(const Frame& f) const;

    // ---- extensions.cpp
    void beginExtensions(Frame& f);
    void nextExtension(Frame& f);
    void bypass(Frame& f, Data out);
    /// The task that `$task` describes: inside of an extension the one that is extended.
    static const Frame& described(const Frame& f);

    // ---- dry_run.cpp
    bool rehearse(Frame& f, std::string_view function, const Data& arguments, bool changes);
    void tellDryRun(Frame& f, std::string_view function, const Data& arguments, std::string_view outcome,
                    int mock = -1);

    // ---- approvals.cpp
    void beginApproval(Frame& f);
    void raiseRequest(Frame& f);
    api::Result<api::Unit> decideApproval(Activity& activity, const Fact& fact);
    api::Result<api::Unit> remark(Frame& f, const Fact& fact);
    void expireApproval(Frame& f);
    void approvalChanged(Frame& f, const char* kind, std::string detail);
    void approvalClosed(Frame& f);
    void approvalGave(Frame& f, Data given, std::optional<api::WorkflowError> failure);

    // ---- errors.cpp
    void raise(Frame& source, api::WorkflowError failure);
    bool catches(Frame& f, api::WorkflowError& failure);
    void caught(Frame& f, Frame& source, api::WorkflowError failure);
    void fault(Frame& source, api::WorkflowError failure);

    // ---- retry.cpp
    /// Whether the policy allows another attempt, and then the delay before it. On an evaluation error false and
    /// `problem`.
    enum class Verdict { retry, giveUp, problem };
    Verdict retryDelay(Frame& f, const RetryPolicy& policy, std::int64_t& delay);
    void nextAttempt(Frame& f);
    void restoreIterations(Frame& f);
    void raisePeak(Frame& f, int attempt);
    void retryRun(const Fact& fact);
    void takeUp(Frame& f);
    void beginAnew(Frame& f);
    bool isContainer(const Frame& f) const;
    static bool isOccupied(const Frame& f);
    /// The frame that a retry with data gives it to, or null: what is in the middle of its work keeps its input.
    Frame* inputTaker() const;

    // ---- report.cpp
    Transition& emit(const char* kind, const Frame& f, Data data = {});
    Transition& emitRun(const char* kind, std::string detail = {}, Data data = {});
    void tellTasks(const char* kind);
    void tellExchanges(const Frame& f, const Data& exchanges);
    void mark(const Frame& f, api::Phase taskPhase);
    api::RunSummary summary() const;
    std::string doing() const;

    // ---- snapshot.cpp
    Json snapshot() const;
};

}  // namespace beamline::core
