// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runtime expressions and JSON templates with expressions in them, compiled once per definition. Immutable after
// compilation; evaluation may run on any thread (each thread keeps its own interpreter state). Pure: no clock, no
// environment, no I/O; the same arguments always give the same value, because replay depends on it.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/api/values.h"

namespace beamline::core {

using api::Json;
using Data = std::shared_ptr<const Json>;  ///< immutable JSON, shared between stages instead of copied
Data makeData(Json json);
const Data& nullData();

using ExpressionId = int;  ///< index into a program; -1 means "none"

/// The arguments of an expression besides `.` (dsl.md, "Runtime expression arguments"). Null pointers read as null.
/// `locals` are the names of the enclosing `for` (each, at) and `catch` (as) clauses, innermost last.
struct Scope {
    Data context;
    Data input;
    Data output;
    Data secrets;
    Data authorization;
    Data task;
    Data workflow;
    Data runtime;
    api::Timestamp now = 0;  ///< what jq's `now` answers: the time of the event being applied
    std::vector<std::pair<std::string, Data>> locals;
};

/// What they are called where an expression names them, there with a '$' before it.
inline constexpr std::string_view kScopeNames[] = {"context",       "input", "output",   "secrets",
                                                   "authorization", "task",  "workflow", "runtime"};

/// All expressions of one definition as one compiled program.
class ExpressionProgram {
public:
    virtual ~ExpressionProgram() = default;
    /// First result of the expression, null when it has none. Errors: code "expression", message from the interpreter.
    virtual api::Result<Data> evaluate(ExpressionId id, const Data& input, const Scope& scope) const = 0;
};

/// Pipes, rounds of range, recurse, while …, calls of own functions; not: what one C function does, and `.[] + .[]`.
/// They take two seconds.
inline constexpr std::size_t kMaxExpressionSteps = 2'000'000;
inline constexpr std::size_t kMaxExpressionLength = 64 * 1024;
inline constexpr std::size_t kMaxExpressionsPerDefinition = 10'000;

/// Collects sources, then compiles them together. Locals are the names in scope at that place (without '$').
class ExpressionCompiler {
public:
    virtual ~ExpressionCompiler() = default;
    /// `source` without the `${ }`. Never fails; mistakes come out of compile(), by id.
    virtual ExpressionId add(std::string source, std::vector<std::string> locals) = 0;
    /// Whether this text alone would compile. Where only a trial tells (up to 35 ms) it takes one of `trials`; nothing
    /// when none is left.
    virtual std::optional<bool> compiles(const std::string& source, const std::vector<std::string>& locals,
                                         std::size_t& trials) const = 0;
    struct Mistake {
        ExpressionId id;
        std::string message;
    };
    /// The program, or every expression that does not compile.
    virtual std::shared_ptr<const ExpressionProgram> compile(std::vector<Mistake>& mistakes) = 0;
    /// The source of an expression that gives this value.
    virtual std::string written(const Json& value) const = 0;
    /// The source of the expression that gives what it is applied to.
    virtual std::string_view whole() const = 0;
    /// One that joins texts, for people who did not write one.
    virtual std::string_view example() const = 0;
    /// Whether a local may have this name: letters, digits and '_', no digit first.
    virtual bool canName(std::string_view name) const = 0;
};

class ScriptHost;
inline constexpr std::string_view kLanguages[] = {"jq", "jmespath", "javascript"};
/// `language` as in `evaluate.language`. Null when it is none of kLanguages, and for "javascript" without a `host`.
/// `maxSteps` is not for JavaScript, whose expressions have kMaxScriptExpressionMs.
std::unique_ptr<ExpressionCompiler> makeCompiler(std::string_view language, std::size_t maxSteps = kMaxExpressionSteps,
                                                 std::shared_ptr<ScriptHost> host = nullptr);

/// A value of the definition that may contain expressions: a constant, one expression, or a tree with some in it.
/// What an expression returns is data and is never looked at for expressions again.
class Template {
public:
    Template() = default;  ///< absent
    bool present() const { return m_kind != Kind::absent; }
    bool constant() const { return m_kind == Kind::constant; }
    const Data& constantValue() const { return m_constant; }
    api::Result<Data> evaluate(const ExpressionProgram& program, const Data& input, const Scope& scope) const;

    static Template makeConstant(Json json);
    static Template makeExpression(ExpressionId id);
    /// `tree` holds the constants; `holes` are the places (JSON pointers split into steps) whose value is evaluated. A
    /// loose one that fails keeps what stands in the tree.
    struct Hole {
        std::vector<std::string> path;
        ExpressionId expression;
        bool loose = false;
        bool uri = false;  ///< no expression: the text that stands in the tree is a URI template
    };
    static Template makeTree(Json tree, std::vector<Hole> holes);

private:
    enum class Kind { absent, constant, expression, tree };
    Kind m_kind = Kind::absent;
    Data m_constant;
    ExpressionId m_expression = -1;
    std::vector<Hole> m_holes;
};

}  // namespace beamline::core
