// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/script_block.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/process_call.h"
#include "engine/blocks/process_launch.h"
#include "engine/blocks/resource.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kOwn =
    R"("language": {"enum": ["js", "javascript", "python"], "description": "js and javascript are the same."},
    "code": {"type": "string", "description": "A program; with a map of arguments the body of a function."},
    "source": {"type": ["object", "string"], "description": "An external resource with the code."})";
constexpr std::string_view kScriptExample = R"(
- greet:
    run:
      script:
        language: python
        arguments:
          name: ${ .name }
        code: |
          return {"greeting": "Hello " + name}
)";

bool isPython(const boost::json::object& arguments) {
    return text(arguments, "language") == "python";
}

/// Letters, digits and '_': a name in both languages, as far as it is no word of theirs.
bool isName(std::string_view name) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !name.empty() && letter(name[0]) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// JSON text is a literal of both languages.
std::string literal(std::string_view value) {
    return api::printJson(api::Json(value));
}

std::string names(const boost::json::object& variables) {
    std::string list;
    for (const auto& one : variables) {
        list += (list.empty() ? "" : ", ") + std::string(one.key());
    }
    return list;
}

std::string javascriptFunction(const boost::json::object& variables, const std::string& code) {
    const auto list = names(variables);
    return "import { writeFileSync as __beamlineWrite } from 'node:fs';\n"
           "const __beamlineResult = await (async function ({" +
           list + "}) {\n" + code + "\n})(JSON.parse(" + literal(api::printJson(variables)) +
           "));\n"
           "if (__beamlineResult !== undefined) { __beamlineWrite(3, JSON.stringify(__beamlineResult) ?? 'null'); }\n";
}

/// For beamline-script: {printed, value}, without `value` when the function returns nothing. The code begins in the
/// first line, so that errors name its own lines.
std::string builtInFunction(const boost::json::object& variables, const std::string& code) {
    return "let __beamlinePrinted = ''; const __beamlineSkip = () => {}; const __beamlinePrint = (...values) => { "
           "__beamlinePrinted += values.map(one => typeof one === 'object' ? JSON.stringify(one) : "
           "String(one)).join(' ') + '\\n'; }; const console = {log: __beamlinePrint, info: __beamlinePrint, "
           "debug: __beamlinePrint, warn: __beamlineSkip, error: __beamlineSkip}; const __beamlineValue = (function "
           "({" +
           names(variables) + "}) {" + code +
           "\n})(args); return {printed: __beamlinePrinted, value: __beamlineValue};";
}

/// Whether nothing but a function's result is wanted, which beamline-script can give too.
bool isPureFunction(const boost::json::object& arguments) {
    const auto kind = text(arguments, "return", "stdout");
    return member(arguments, "arguments").is_object() && !arguments.contains("stdin") &&
           !arguments.contains("environment") && (kind == "stdout" || kind == "none");
}

std::string pythonFunction(const boost::json::object& variables, const std::string& code) {
    return "import ast, json, os\n"
           "def run():\n"
           "    body = ast.parse(" +
           literal(code) +
           ", 'script').body\n"
           "    function = ast.parse('def script(" +
           names(variables) +
           "): pass').body[0]\n"
           "    function.body = body or function.body\n"
           "    module = ast.fix_missing_locations(ast.Module([function], []))\n"
           "    scope = {'__name__': '__main__'}\n"
           "    exec(compile(module, 'script', 'exec'), scope)\n"
           "    result = scope['script'](**json.loads(" +
           literal(api::printJson(variables)) +
           "))\n"
           "    if result is not None:\n"
           "        with os.fdopen(3, 'w', encoding='utf-8') as stream:\n"
           "            json.dump(result, stream, allow_nan=False)\n"
           "run()\n";
}

/// "v20.1.0" of a program, empty when it says nothing.
std::string versionOf(const ProcessRunner& runner, const std::string& program) {
    ProcessRequest request;
    request.what = program;
    request.arguments = {program, "--version"};
    request.trust = Trust::owner;
    const auto outcome =
        program.empty() ? api::Result<ProcessOutcome>(ProcessOutcome{}) : runner.run(request, Stop({}, {}), {});
    auto version = outcome.ok() ? outcome->out : std::string();
    version.erase(std::min(version.find_last_not_of(" \n") + 1, version.size()));
    return version;
}
}  // namespace

std::string ScriptBlock::installed(bool python) {
    return python ? findProgram({"python3"}) : findProgram({"node", "nodejs"});
}

ScriptBlock::ScriptBlock(const BlockSettings& settings, std::shared_ptr<ScriptPool> pool, Interpreter interpreter)
    : m_settings(settings),
      m_pool(std::move(pool)),
      m_interpreter(std::move(interpreter)),
      m_runner(settings.process),
      m_info(describe(
          "script", "Runs JavaScript (an ES module, with Node.js) or Python code.",
          processSchema(R"("required": ["language"], "oneOf": [{"required": ["code"]}, {"required": ["source"]}])",
                        kOwn),
          kProcessOutput, kScriptExample)) {}

std::string ScriptBlock::note() const {
    static const auto node = versionOf(m_runner, installed(false));
    static const auto python = versionOf(m_runner, installed(true));
    std::string text = node.empty() ? "no Node.js here, so functions alone run, in the built-in JavaScript"
                                    : "Node.js " + node + " (the language asks for ES2024)";
    text += python.empty() ? "; no Python here" : "; " + python + " (the language asks for 3.13)";
    const auto sandbox = m_runner.note();
    return sandbox.empty() ? text : text + "; " + sandbox;
}

BlockResult ScriptBlock::run(const Invocation& invocation) const {
    return settle(work(invocation, Stop(invocation, m_settings)));
}

api::Result<std::string> ScriptBlock::codeOf(const boost::json::object& arguments, const Invocation& invocation,
                                             const Stop& stop) const {
    if (const auto* source = arguments.if_contains("source")) {
        return ResourceReader(m_settings).read(*source, invocation, stop);
    }
    return text(arguments, "code");
}

api::Result<api::Json> ScriptBlock::withoutNode(const boost::json::object& variables, const std::string& code,
                                                const Invocation& invocation, const Stop& stop) const {
    auto done = m_pool->run(builtInFunction(variables, code), variables, stop);
    if (!done.ok()) {
        auto error = done.error();
        if (!stop.requested() && (error.code == "validation" || error.code == "runtime")) {
            error.message +=
                " This machine has no Node.js, so the script ran in the built-in JavaScript, which has no "
                "modules, await, files or network.";
        }
        return error;
    }
    const auto* result = done->if_object();
    if (!result) {  // code that ends the function itself gives what it likes
        return fault("validation", 400, "The script is no body of a function; its braces do not match.");
    }
    const auto printed = text(*result, "printed");
    OutputLines lines(invocation.output);
    lines.add(false, printed);
    lines.finish();
    if (text(invocation.arguments->get_object(), "return", "stdout") == "none") {
        return api::Json();
    }
    return result->contains("value") ? result->at("value") : api::Json(printed);
}

api::Result<api::Json> ScriptBlock::work(const Invocation& invocation, const Stop& stop) const {
    const auto& arguments = invocation.arguments->get_object();
    const bool python = isPython(arguments);
    const auto program = m_interpreter(python);
    const bool builtIn = program.empty() && !python && isPureFunction(arguments);
    if (program.empty() && !builtIn) {
        return fault("configuration", 500,
                     python
                         ? "This machine has no Python (python3 in /usr/bin or /usr/local/bin) to run the script with."
                         : "This machine has no Node.js (node in /usr/bin or /usr/local/bin) to run the script with. "
                           "Without it only functions run: a map of arguments, no stdin, no environment, and no other "
                           "`return` than stdout or none.");
    }
    auto code = codeOf(arguments, invocation, stop);
    if (!code.ok()) {
        return code.error();
    }
    ProcessRequest request;
    request.what = "The script";
    request.kind = "script";
    request.shown = program.substr(program.rfind('/') + 1);
    const auto* variables = member(arguments, "arguments").if_object();
    if (variables) {
        for (const auto& one : *variables) {
            if (!isName(one.key())) {
                return fault("validation", 400,
                             "The script's argument '" + std::string(one.key()) +
                                 "' cannot name a variable; use letters, digits and '_'.");
            }
        }
        if (builtIn) {
            return withoutNode(*variables, *code, invocation, stop);
        }
        *code = python ? pythonFunction(*variables, *code) : javascriptFunction(*variables, *code);
    }
    request.file = std::move(*code);
    request.fileName = python ? "script.py" : "script.mjs";
    // -I: Python looks for modules nowhere but in the system's directories.
    request.arguments = python ? std::vector<std::string>{program, "-I"} : std::vector<std::string>{program};
    request.fileAt = request.arguments.size();
    if (!variables) {
        for (auto& argument : processArguments(arguments)) {
            request.arguments.push_back(std::move(argument));
        }
    }
    request.environment = processEnvironment(arguments);
    request.input = processText(member(arguments, "stdin"));
    auto outcome = m_runner.run(request, stop, invocation.output);
    if (!outcome.ok()) {
        return outcome.error();
    }
    const auto kind = text(arguments, "return", "stdout");
    if (variables && kind == "stdout" && outcome->code == 0 && !outcome->result.empty()) {
        auto value = api::parseJson(outcome->result);
        return value.ok() ? api::Result<api::Json>(std::move(*value))
                          : fault("runtime", 500, "The script returned what is no JSON: " + value.error().message);
    }
    return processReturn(request, std::move(*outcome), kind);
}

}  // namespace beamline::blocks
