// SPDX-License-Identifier: Apache-2.0
#pragma once
// A workflow definition after parsing and validation: the tree of tasks the machine walks. Immutable, any thread.
// Member meanings are those of the Open Workflow Specification, DSL 1.0.3 (dsl-reference.md).

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/core/definition/cron.h"
#include "engine/core/definition/schema.h"
#include "engine/core/definition/schema_pattern.h"
#include "engine/core/expression/expression.h"

namespace beamline::core {

using TaskIndex = int;  ///< into Definition::tasks; -1 means "none"
using TaskList = std::vector<TaskIndex>;

BOOST_DEFINE_ENUM_CLASS(TaskType, call, doTasks, emit, forEach, fork, listen, raise, run, set, switchTask, tryCatch,
                        wait)

/// `then`: what follows a task. `gotoTask` names a sibling.
struct FlowDirective {
    enum class Kind { next, exit, end, gotoTask } kind = Kind::next;
    TaskIndex target = -1;
};

/// A duration in milliseconds, fixed or computed (an ISO 8601 string or a duration object results).
struct Duration {
    std::optional<std::int64_t> ms;
    Template value;  ///< used when `ms` is empty
};

/// `input`, `output`, `export` of a workflow or a task.
struct DataFlow {
    Template inputFrom;
    SchemaPtr inputSchema;
    Template outputAs;
    SchemaPtr outputSchema;
    Template exportAs;
    SchemaPtr exportSchema;
};

struct RetryPolicy {
    ExpressionId when = -1;
    ExpressionId exceptWhen = -1;
    Duration delay;
    enum class Backoff { none, constant, linear, exponential } backoff = Backoff::none;
    std::optional<Duration> jitterFrom;
    std::optional<Duration> jitterTo;
    std::optional<int> attemptCount;          ///< limit.attempt.count: retries allowed
    std::optional<Duration> attemptDuration;  ///< limit.attempt.duration
    std::optional<Duration> totalDuration;    ///< limit.duration
};

/// `catch.errors.with`: each present member must match. `type` is compared over all published spellings.
struct ErrorFilter {
    std::optional<std::string> type;
    std::optional<int> status;
    std::optional<std::string> title;
    std::optional<std::string> detail;
    std::optional<std::string> instance;
};

/// `foreach` of a subscription: tasks for each item, one item after the other.
struct EventIteration {
    std::string item = "item";
    std::string at = "index";
    TaskList tasks;
    DataFlow flow;  ///< outputAs and exportAs, with their schemas
};

/// `custom`: a task of `use.functions`, with the call's `with` as its input.
enum class CallKind { function, approval, custom };
struct CallTask {
    CallKind kind = CallKind::function;
    std::string function;   ///< resolved catalog name: "http", "fs.get", …; the function's own name when custom
    TaskIndex custom = -1;  ///< the function's task
    std::string version;
    std::string pool;  ///< cpu, gpu, io
    Template with;
    bool asksMessages = false;  ///< the function evaluates expressions of its arguments itself
    SchemaPtr arguments;        ///< the function's input schema, checked before it is called
    /// `run` with `await: false`: the task is over as soon as it is started, and nobody waits for what comes of it.
    bool detached = false;
    bool changes = true;  ///< the world outside, as far as is known: a dry run does not call it
    std::string scheme;   ///< what its own authentication comes to: "Basic", "Bearer", "Digest"; empty: none
    std::vector<std::string> policy;     ///< where that authentication stands in the arguments
    std::optional<EventIteration> each;  ///< `foreach` of a subscription to messages
};
struct DoTask {
    TaskList tasks;
};
struct EmitTask {
    Template event;  ///< the attributes under `event.with`
};

/// What one attribute of an event must be. A computed `true` matches by itself; any other value is compared.
struct AttributeFilter {
    std::string name;
    Template value;
    std::shared_ptr<const SchemaPattern> pattern;  ///< when the text has characters of a regular expression
};
/// A value that events must have in common (dsl-reference, "Correlation").
struct Correlation {
    std::string name;
    ExpressionId from = -1;  ///< applied to the event
    Template expect;         ///< absent: the first event's value
};
struct EventFilter {
    std::vector<AttributeFilter> with;
    std::vector<Correlation> correlate;
    std::string type;  ///< the one type that can match; empty: not known before
};
/// dsl-reference, "Event Consumption Strategy". `any` without filters takes every event.
struct EventStrategy {
    enum class Kind { one, any, all } kind = Kind::one;
    std::vector<EventFilter> filters;
    ExpressionId until = -1;                     ///< of `any`: applied to the list of what was consumed
    std::shared_ptr<EventStrategy> untilEvents;  ///< of `any`: ends it, and is not consumed
    /// Types that this can match; empty: all.
    std::vector<std::string> types() const;
};
enum class EventRead { data, envelope, raw };
struct ListenTask {
    EventStrategy to;
    EventRead read = EventRead::data;
    std::optional<EventIteration> each;
};
/// `run: workflow`.
struct WorkflowTask {
    std::string ns;
    std::string name;
    std::string version;  ///< empty: the latest
    Template input;       ///< absent: the task's input
    bool await = true;
    bool returns = true;  ///< its output is the task's; else there is none
};
struct ForTask {
    std::string each = "item";
    std::string at = "index";
    Template in;
    ExpressionId whileCondition = -1;
    TaskList tasks;
};
struct ForkTask {
    TaskList branches;  ///< each branch is one task
    bool compete = false;
};
struct RaiseTask {
    Template error;  ///< object with type, status, title, detail
};
struct SetTask {
    Template value;
};
struct SwitchCase {
    std::string name;
    ExpressionId when = -1;  ///< -1: the default case
    FlowDirective then;
};
struct SwitchTask {
    std::vector<SwitchCase> cases;
};
struct TryTask {
    TaskList tasks;
    ErrorFilter filter;
    std::string as = "error";
    ExpressionId when = -1;
    ExpressionId exceptWhen = -1;
    std::optional<RetryPolicy> retry;
    TaskList handler;                         ///< catch.do
    std::optional<FlowDirective> caughtThen;  ///< catch.then: after a caught error, in place of the task's `then`
};
struct WaitTask {
    Duration duration;
};

/// The `foreach` of a task that has one, else null.
struct Task;
const EventIteration* iterationOf(const Task& task);

struct Task {
    TaskIndex index = -1;
    TaskIndex parent = -1;  ///< the enclosing task, -1 at the top
    TaskIndex next = -1;    ///< the following sibling in its list, -1 at the end (and always in fork branches)
    std::string ref;        ///< JSON pointer of the task in the document: "/do/0/getPet"
    std::string name;
    TaskType type = TaskType::set;
    ExpressionId condition = -1;  ///< `if`
    DataFlow flow;
    std::optional<Duration> timeout;
    FlowDirective then;
    std::vector<int> extensions;  ///< indices of those that extend it, in document order
    Json definition;              ///< the task as written, for `$task.definition`
    std::variant<CallTask, DoTask, EmitTask, ForTask, ForkTask, ListenTask, RaiseTask, SetTask, SwitchTask, TryTask,
                 WaitTask, WorkflowTask>
        body;
};

/// `use.extensions`: tasks around other tasks.
struct Extension {
    std::string name;
    ExpressionId when = -1;
    TaskList before;
    TaskList after;
};

/// `schedule` of a workflow: when it starts without being asked.
struct Schedule {
    std::optional<std::int64_t> everyMs;
    std::optional<std::int64_t> afterMs;
    std::optional<Cron> cron;
    std::optional<EventStrategy> on;
    EventRead read = EventRead::data;
};

struct Definition {
    api::WorkflowInfo info;  ///< deployedAt and latest unset
    std::string source;
    Json document;  ///< the whole document as JSON, for `$workflow.definition`
    DataFlow flow;  ///< exportAs unused
    std::optional<Duration> timeout;
    std::optional<Schedule> schedule;
    std::vector<Task> tasks;  ///< in document order; tasks of functions behind those of `do`
    TaskList top;             ///< `do`
    std::vector<Extension> extensions;
    std::vector<std::string> secrets;  ///< `use.secrets`: the names
    bool authorization = false;        ///< an expression mentions `$authorization`
    bool external = false;             ///< it has text that is not in `source`
    std::shared_ptr<const ExpressionProgram> program;
    bool strict =
        true;  ///< evaluate.mode; in loose mode a text that compiles as an expression is one, without ${ } too
    api::Graph graph;

    const Task& task(TaskIndex index) const { return tasks[static_cast<std::size_t>(index)]; }
};
using DefinitionPtr = std::shared_ptr<const Definition>;

/// The functions a definition may call. Implemented by the blocks' registry.
class Catalog {
public:
    virtual ~Catalog() = default;
    /// Null when there is no such function. `version` may be empty: the newest. Pointers live as long as the catalog.
    virtual const api::FunctionInfo* find(std::string_view name, std::string_view version) const = 0;
    virtual std::vector<api::FunctionInfo> list() const = 0;
    /// What runs the expressions of definitions in JavaScript; null where nothing does, and they are refused.
    virtual std::shared_ptr<ScriptHost> scripts() const { return nullptr; }
};

/// Reads external resources while a definition is parsed (dsl.md, "External Resources"): functions of catalogs and
/// schemas. What was read belongs to the definition: it is kept with it, so that a run never meets another text.
class Resources {
public:
    virtual ~Resources() = default;
    /// `endpoint`: a URI or {uri, authentication}, without expressions. Blocks.
    virtual api::Result<std::string> read(const Json& endpoint) = 0;
    /// Whether a definition is wrong when a resource cannot be read; else that is a warning.
    virtual bool required() const { return true; }
};

struct ParseResult {
    DefinitionPtr definition;            ///< null when there is an error among the problems
    std::vector<api::Problem> problems;  ///< all of them, errors and warnings, in document order
    api::WorkflowInfo info;              ///< as far as it could be read
};

inline constexpr std::size_t kMaxSourceBytes = 4 * 1024 * 1024;
inline constexpr std::size_t kMaxTasks = 10'000;
inline constexpr std::size_t kMaxLooseTexts = 100;  ///< to be tried in loose mode; one costs up to 35 ms
inline constexpr int kMaxNesting = 64;
inline constexpr std::size_t kMaxAttributeName = 64;  ///< of events
inline constexpr std::size_t kMaxEventFilters = 100;  ///< in one strategy
inline constexpr std::size_t kMaxSecretName = 128;
inline constexpr std::size_t kMaxExtensions = 50;    ///< of a definition
inline constexpr std::int64_t kMinScheduleMs = 100;  ///< interval of `every` and `after`

/// Parses YAML or JSON text and validates it completely: syntax, structure, names, flow targets, durations, schemas,
/// expressions, functions and their constant arguments. Whatever DSL feature this build does not run is an error here.
/// Without `resources` external ones are not read and only mentioned.
ParseResult parseDefinition(std::string_view source, const Catalog& catalog, Resources* resources = nullptr);

/// ISO 8601 duration ("PT1H30M", "P1D") or a duration object ({hours: 1}) to milliseconds.
api::Result<std::int64_t> parseDuration(const Json& value);

}  // namespace beamline::core
