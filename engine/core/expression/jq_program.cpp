// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/jq_program.h"

#include <algorithm>
#include <cstring>
#include <thread>

#include "engine/core/expression/growing_list.h"
#include "engine/core/expression/jq_values.h"
#include "engine/core/expression/lexer.h"

namespace beamline::core {

namespace {
/// Arguments arrive as one array; what would look outside the document, or differ at a replay, is shadowed.
const char* const kPrelude =
    R"(. as [$__number, $__now, $context, $input, $output, $secrets, $authorization, $task, $workflow, $runtime, $__locals, $__data] |
def __tick: debug;
def __refuse(name): error(name + " is not available in workflow expressions");
def now: $__now;
def env: __refuse("env");
def input: __refuse("input");
def inputs: __refuse("inputs");
def debug: __refuse("debug");
def debug(m): __refuse("debug");
def stderr: __refuse("stderr");
def input_filename: __refuse("input_filename");
def input_line_number: __refuse("input_line_number");
def halt: __refuse("halt");
def halt_error: __refuse("halt_error");
def halt_error(c): __refuse("halt_error");
def localtime: __refuse("localtime");
def strflocaltime(f): __refuse("strflocaltime");
def mktime_local: __refuse("mktime_local");
def modulemeta: __refuse("modulemeta");
def get_search_list: __refuse("get_search_list");
def __range($a; $b): range($a; $b);
def range($a; $b): __range($a; $b) | __tick;
def range($b): range(0; $b);
def range($a; $b; $by): if $by > 0 then $a | while(. < $b; __tick | . + $by) elif $by < 0 then $a | while(. > $b; __tick | . + $by) else empty end;
def while(cond; update): def _while: if cond then ., (__tick | update | _while) else empty end; _while;
def until(cond; update): def _until: if cond then . else (__tick | update | _until) end; _until;
def repeat(f): def _repeat: ., (__tick | f | _repeat); _repeat;
def recurse(f): def r: ., (__tick | f | r); r;
def recurse(f; cond): def r: ., (__tick | f | select(cond) | r); r;
def __implode: implode;
def implode: if type == "array" and all(.[]; type == "number" and . >= 0 and . <= 1114111 and (. < 55296 or . > 57343)) then __implode else error("implode needs a list of code points") end;
def __strftime(f): strftime(f);
def strftime(f): (if type == "number" then gmtime else . end) | __strftime(f);
def todateiso8601: strftime("%Y-%m-%dT%H:%M:%SZ");
def todate: todateiso8601;
def date: todate;
def __setpath(p; v): setpath(p; v);
def setpath(p; $v): p as $p | if ($p | type) == "array" and any($p[]; type == "number" and . > 1000000) then error("An index above 1000000 cannot be set") else __setpath($p; $v) end;
def _assign(paths; $value): reduce path(paths) as $p (.; setpath($p; $value));
def _modify(paths; update): reduce path(paths) as $p (.; label $out | (setpath($p; getpath($p) | update) | ., break $out), delpaths([$p]));
def __multiply(a; b): a * b;
def _multiply(a; b): a as $a | b as $b | if (($a | type) == "string" and ($b | type) == "number" and ($a | length) * $b > 10000000) then error("The repeated text would be too long") else __multiply($a; $b) end;
def __captures: [.captures[] | select(.name != null) | {key: .name, value: .string}] | from_entries;
def sub($re; str; $flags): . as $in | reduce (match($re; $flags) | __tick) as $m ({out: "", at: 0}; ($m | __captures | str) as $s | .out += $in[.at:$m.offset] + $s | .at = $m.offset + $m.length) | .out + $in[.at:];
def sub($re; str): sub($re; str; "");
def gsub($re; str; $flags): sub($re; str; $flags + "g");
def gsub($re; str): sub($re; str; "g");
def combinations: if length == 0 then [] else .[0][] as $x | (.[1:] | combinations) as $w | __tick | [$x] + $w end;
def combinations(n): . as $dot | [range(n)] | map($dot) | combinations;
$__data | )";

struct StateDeleter {
    void operator()(jq_state* state) const { jq_teardown(&state); }
};
using StatePtr = std::unique_ptr<jq_state, StateDeleter>;

void appendExpression(const JqCompiler::Source& source, std::string& out) {
    for (const auto& local : source.locals) {
        out += "($__locals." + local + ") as $" + local + " | ";
    }
    out += "(\n" + source.text + "\n)";
}

/// A balanced tree of comparisons: choosing one of n expressions costs log n.
void appendChoice(const std::vector<const JqCompiler::Source*>& sources, std::size_t from, std::size_t to,
                  std::string& out) {
    if (to - from == 1) {
        appendExpression(*sources[from], out);
        return;
    }
    const auto middle = (from + to) / 2;
    out += "if $__number < " + std::to_string(middle) + " then ";
    appendChoice(sources, from, middle, out);
    out += " else ";
    appendChoice(sources, middle, to, out);
    out += " end";
}

std::string programText(const std::vector<const JqCompiler::Source*>& sources) {
    std::string text = kPrelude;
    appendChoice(sources, 0, sources.size(), text);
    return text;
}

StatePtr compileState(const std::string& text, std::string* message) {
    StatePtr state(jq_init());
    std::string said;
    jq_set_error_cb(
        state.get(),
        [](void* target, jv error) {
            auto* out = static_cast<std::string*>(target);
            if (out->empty() && jv_get_kind(error) == JV_KIND_STRING) {
                *out = jv_string_value(error);
            }
            jv_free(error);
        },
        &said);
    const bool good = jq_compile(state.get(), text.c_str()) != 0;
    jq_set_error_cb(
        state.get(), [](void*, jv error) { jv_free(error); }, nullptr);
    if (!good) {
        if (message) {
            *message = said;
        }
        return nullptr;
    }
    return state;
}

/// libjq's message without its own name, its guess about shells and our line numbers; `line` is the one within the
/// expression, which stands alone in the program.
std::string readable(std::string message, const std::string& expression) {
    if (message.rfind("jq: error: ", 0) == 0) {
        message.erase(0, 11);
    }
    if (message.find("unexpected ')'") != message.npos && expression.find(')') == expression.npos) {
        return "it ends where more is expected.";  // the bracket is ours
    }
    std::string where;
    constexpr std::string_view kLine = "<top-level>, line ";
    if (const auto at = message.find(kLine); at != std::string::npos && expression.find('\n') != std::string::npos) {
        const auto before = 1 + std::count(kPrelude, kPrelude + std::strlen(kPrelude), '\n');
        const auto line = std::strtol(message.c_str() + at + kLine.size(), nullptr, 10) - before;
        const auto lines = 1 + std::count(expression.begin(), expression.end(), '\n');
        where = line >= 1 && line <= lines ? " in line " + std::to_string(line) + " of the expression" : "";
    }
    for (const char* tail : {" (Unix shell", " at <top-level>", "\n"}) {
        if (const auto at = message.find(tail); at != std::string::npos) {
            message.erase(at);
        }
    }
    return (message.empty() ? "it is not a jq expression" : message) + where + ".";
}

/// Brackets must close within the expression itself, and nothing may reach past the program's own names.
std::string mistakeOf(std::string_view text, const std::vector<jq::Token>& tokens) {
    if (text.size() > kMaxExpressionLength) {
        return "it is longer than " + std::to_string(kMaxExpressionLength) + " bytes.";
    }
    return jq::inspect(tokens).problem.value_or("");
}

/// Functions that call themselves and products of many values count their steps: a tick stands first in the body of
/// every definition and behind every pipe.
std::string ticking(std::string_view text, const std::vector<jq::Token>& tokens) {
    std::string out;
    std::size_t copied = 0;
    int depth = 0;
    bool head = false;
    for (const auto& token : tokens) {
        depth += token.kind == jq::TokenKind::open ? 1 : token.kind == jq::TokenKind::close ? -1 : 0;
        if (token.kind == jq::TokenKind::word && token.text == "def") {
            head = true;
            depth = 0;
        } else if (head && depth == 0 && token.kind == jq::TokenKind::symbol && token.text == ":") {
            out += text.substr(copied, token.at + 1 - copied);
            out += " __tick | ";
            copied = token.at + 1;
            head = false;
        } else if (token.kind == jq::TokenKind::symbol && token.text == "|") {
            out += text.substr(copied, token.at + 1 - copied);
            out += " __tick |";
            copied = token.at + 1;
        }
    }
    return out + std::string(text.substr(copied));
}

/// The items of a list that were converted so far.
struct ConvertedList {
    jv array = jv_array();
    ~ConvertedList() { jv_free(array); }
    ConvertedList() = default;
    ConvertedList(const ConvertedList&) = delete;
    ConvertedList& operator=(const ConvertedList&) = delete;
};

class JqProgram : public ExpressionProgram, public GrowingEvaluator {
public:
    JqProgram(std::vector<JqCompiler::Source> sources, std::string text, StatePtr first, std::size_t maxSteps)
        : m_sources(std::move(sources)), m_text(std::move(text)), m_maxSteps(maxSteps) {
        if (first) {
            m_idle.push_back(std::move(first));
            m_states = 1;
        }
    }

    api::Result<Data> evaluate(ExpressionId id, const Data& input, const Scope& scope) const override {
        const auto& source = m_sources[static_cast<std::size_t>(id)];
        return source.fast ? source.fast->evaluate(input, scope) : interpret(source, data(input), scope);
    }

    api::Result<Data> evaluateGrowing(ExpressionId id, const Data& list, std::shared_ptr<void>& converted,
                                      const Scope& scope) const override {
        const auto& source = m_sources[static_cast<std::size_t>(id)];
        if (source.fast) {
            return source.fast->evaluate(list, scope);
        }
        converted = converted ? converted : std::make_shared<ConvertedList>();
        auto& array = static_cast<ConvertedList*>(converted.get())->array;
        const auto& items = list->get_array();
        for (auto i = static_cast<std::size_t>(jv_array_length(jv_copy(array))); i < items.size(); ++i) {
            array = jv_array_append(array, toJv(items[i]));
        }
        return interpret(source, jv_copy(array), scope, true);
    }

private:
    /// `forget`: the interpreter lets go of the input at once, so that its owner alone has it again.
    api::Result<Data> interpret(const JqCompiler::Source& source, jv input, const Scope& scope,
                                bool forget = false) const {
        auto state = take();
        if (!state) {
            jv_free(input);
            return api::Error{api::code::kInternal, "The jq interpreter could not be prepared.", {}, false};
        }
        countSteps(state.get(), m_maxSteps);
        jq_start(state.get(), arguments(source, input, scope), 0);
        jv value = jq_next(state.get());
        api::Result<Data> result = nullData();
        if (jq_halted(state.get())) {
            jv_free(value);
            result = api::Error{"expression",
                                "The expression takes more than " + std::to_string(m_maxSteps) +
                                    " steps; make it do less, or split the work into tasks.",
                                {},
                                false};
        } else if (jv_is_valid(value)) {
            result = converted(value);
        } else if (jv_invalid_has_msg(jv_copy(value))) {
            result = failure(jv_invalid_get_msg(value));
        } else {
            jv_free(value);
        }
        if (forget) {
            jq_start(state.get(), jv_null(), 0);
        }
        give(std::move(state));
        return result;
    }

    /// Ends the evaluation from within when it has gone through too many loops. The same at every replay.
    static void countSteps(jq_state* state, std::size_t maxSteps) {
        struct Counter {
            static void tick(void* data, jv value) {
                jv_free(value);
                auto& [interpreter, left] = *static_cast<std::pair<jq_state*, std::size_t>*>(data);
                if (left > 0 && --left == 0) {
                    jq_halt(interpreter, jv_invalid(), jv_invalid());
                }
            }
        };
        thread_local std::pair<jq_state*, std::size_t> counter;
        counter = {state, maxSteps};
        jq_set_debug_cb(state, &Counter::tick, &counter);
    }

    static api::Result<Data> converted(jv value) {
        auto json = fromJv(value);
        if (!json) {
            return json.error();
        }
        return makeData(std::move(*json));
    }

    static api::Error failure(jv message) {
        std::string text;
        if (jv_get_kind(message) == JV_KIND_STRING) {
            text = jv_string_value(message);
            jv_free(message);
        } else {
            auto json = fromJv(message);
            text = json ? boost::json::serialize(*json) : json.error().message;
        }
        return {"expression", text, {}, false};
    }

    static jv data(const Data& value) { return value ? toJv(*value) : jv_null(); }

    /// Only arguments the text mentions are converted: `$workflow` or a large `$context` would cost more than the rest.
    static jv arguments(const JqCompiler::Source& source, jv input, const Scope& scope) {
        jv array = jv_array_sized(12);
        array = jv_array_append(array, jv_number(source.number));
        array = jv_array_append(array, jv_number(static_cast<double>(scope.now) / 1000.0));
        const std::pair<const char*, const Data*> known[] = {{"$context", &scope.context},
                                                             {"$input", &scope.input},
                                                             {"$output", &scope.output},
                                                             {"$secrets", &scope.secrets},
                                                             {"$authorization", &scope.authorization},
                                                             {"$task", &scope.task},
                                                             {"$workflow", &scope.workflow},
                                                             {"$runtime", &scope.runtime}};
        for (const auto& [name, value] : known) {
            const bool used = source.text.find(name) != std::string::npos;
            array = jv_array_append(array, used ? data(*value) : jv_null());
        }
        jv locals = jv_object();
        for (const auto& name : source.locals) {
            if (source.text.find('$' + name) != std::string::npos) {
                locals = jv_object_set(locals, jv_string(name.c_str()), data(variableOf(scope, name)));
            }
        }
        array = jv_array_append(array, locals);
        return jv_array_append(array, input);
    }

    StatePtr take() const {
        std::unique_lock lock(m_mutex);
        const auto most = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMaxJqStates);
        m_returned.wait(lock, [&] { return !m_idle.empty() || m_states < most; });
        if (!m_idle.empty()) {
            auto state = std::move(m_idle.back());
            m_idle.pop_back();
            return state;
        }
        ++m_states;
        lock.unlock();
        return compileState(m_text, nullptr);
    }

    void give(StatePtr state) const {
        {
            std::lock_guard lock(m_mutex);
            m_idle.push_back(std::move(state));
        }
        m_returned.notify_one();
    }

    const std::vector<JqCompiler::Source> m_sources;
    const std::string m_text;
    const std::size_t m_maxSteps;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_returned;
    mutable std::vector<StatePtr> m_idle;
    mutable std::size_t m_states = 0;
};
}  // namespace

ExpressionId JqCompiler::add(std::string source, std::vector<std::string> locals) {
    Source added{std::move(source), std::move(locals), {}, -1};
    added.fast = FastPath::parse(added.text);
    m_sources.push_back(std::move(added));
    return static_cast<ExpressionId>(m_sources.size()) - 1;
}

std::optional<bool> JqCompiler::compiles(const std::string& source, const std::vector<std::string>& locals,
                                         std::size_t& trials) const {
    if (const auto fast = FastPath::parse(source)) {
        return fast->unknownVariable(locals).empty();
    }
    if (!mistakeOf(source, jq::tokenize(source)).empty()) {
        return false;
    }
    if (trials == 0) {
        return std::nullopt;
    }
    --trials;
    const Source alone{source, locals, {}, 0};
    return compileState(programText({&alone}), nullptr) != nullptr;
}

/// Halves until single expressions fail: finding k mistakes among n costs about k·log n compilations.
void JqCompiler::findMistakes(std::vector<ExpressionId> suspects, std::vector<Mistake>& mistakes) const {
    std::vector<std::vector<ExpressionId>> groups{std::move(suspects)};
    while (!groups.empty()) {
        auto group = std::move(groups.back());
        groups.pop_back();
        std::vector<const Source*> sources;
        for (const auto id : group) {
            sources.push_back(&m_sources[static_cast<std::size_t>(id)]);
        }
        std::string message;
        if (group.empty() || compileState(programText(sources), &message)) {
            continue;
        }
        if (group.size() == 1) {
            mistakes.push_back({group.front(), readable(message, sources.front()->text)});
            continue;
        }
        const auto middle = group.begin() + static_cast<std::ptrdiff_t>(group.size() / 2);
        groups.emplace_back(middle, group.end());
        groups.emplace_back(group.begin(), middle);
    }
}

std::shared_ptr<const ExpressionProgram> JqCompiler::compile(std::vector<Mistake>& mistakes) {
    std::vector<const Source*> interpreted;
    std::vector<ExpressionId> ids;
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        auto& source = m_sources[i];
        if (source.fast) {
            if (const auto unknown = source.fast->unknownVariable(source.locals); !unknown.empty()) {
                mistakes.push_back({static_cast<ExpressionId>(i), "$" + unknown + " is not defined here."});
            }
            continue;
        }
        const auto tokens = jq::tokenize(source.text);
        if (auto mistake = mistakeOf(source.text, tokens); !mistake.empty()) {
            mistakes.push_back({static_cast<ExpressionId>(i), std::move(mistake)});
            continue;
        }
        source.text = ticking(source.text, tokens);
        source.number = static_cast<int>(interpreted.size());
        interpreted.push_back(&source);
        ids.push_back(static_cast<ExpressionId>(i));
    }
    StatePtr state;
    std::string text;
    if (!interpreted.empty()) {
        text = programText(interpreted);
        std::string message;
        state = compileState(text, &message);
        if (!state) {
            findMistakes(ids, mistakes);
        }
    }
    if (!mistakes.empty()) {
        return nullptr;
    }
    return std::make_shared<JqProgram>(m_sources, std::move(text), std::move(state), m_maxSteps);
}

bool JqCompiler::canName(std::string_view name) const {
    static constexpr std::string_view kWords[] = {"and",    "as",      "catch",  "def",    "elif",    "else",
                                                  "end",    "foreach", "if",     "import", "include", "label",
                                                  "module", "or",      "reduce", "then",   "try",     "ENV"};
    return !name.starts_with("__") && std::find(std::begin(kWords), std::end(kWords), name) == std::end(kWords);
}

}  // namespace beamline::core
