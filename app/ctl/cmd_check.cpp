// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "app/ctl/commands.h"
#include "engine/api/ids.h"
#include "engine/blocks/block.h"
#include "engine/core/expression/expression.h"
#include "engine/core/machine/machine.h"

namespace beamline::ctl {

int validate(const Globals& globals, const std::vector<std::string>& files) {
    const blocks::Registry catalog({});
    boost::json::array results;
    int code = kCompleted;
    for (const auto& file : files) {
        const auto source = readFile(file);
        if (!source.ok()) {
            code = std::max(code, fail(source.error()));
            results.push_back({{"file", file}, {"valid", false}, {"error", api::toJson(source.error())}});
            continue;
        }
        const auto parsed = core::parseDefinition(*source, catalog);
        const bool valid = parsed.definition != nullptr;
        code = valid ? code : kInvalid;
        for (const auto& problem : parsed.problems) {
            printProblem(file, problem);
        }
        if (globals.format == Format::json) {
            results.push_back({{"file", file},
                               {"valid", valid},
                               {"problems", api::toJson(parsed.problems)},
                               {"workflow", api::toJson(parsed.info)}});
        } else if (valid) {
            std::cout << file << ": " << parsed.info.ns << '/' << parsed.info.name << ':' << parsed.info.version
                      << " is valid\n";
        }
    }
    if (globals.format == Format::json) {
        printJson(results);
    }
    return code;
}

int evaluate(const std::string& language, const std::string& expression) {
    const auto compiler = core::makeCompiler(language, core::kMaxExpressionSteps, blocks::Registry({}).scripts());
    if (!compiler) {
        note("beamctl does not know the expression language \"" + language + "\". It knows: jq, jmespath, javascript.");
        return kUsage;
    }
    auto source = expression;
    if (const auto end = source.find_last_not_of(" \t\n");
        source.compare(0, 2, "${") == 0 && end != std::string::npos && source[end] == '}') {
        source = source.substr(2, end - 2);
    }
    const auto id = compiler->add(source, {});
    std::vector<core::ExpressionCompiler::Mistake> mistakes;
    const auto program = compiler->compile(mistakes);
    if (!program) {
        for (const auto& mistake : mistakes) {
            note(mistake.message);
        }
        return kInvalid;
    }
    const auto text = readFile("-");
    if (!text.ok()) {
        return fail(text.error());
    }
    const bool empty = text->find_first_not_of(" \t\r\n") == std::string::npos;
    auto input = empty ? api::Result<api::Json>(api::Json()) : api::parseJson(*text);
    if (!input.ok()) {
        return fail(input.error());
    }
    core::Scope scope;
    scope.now = api::wallClock();
    const auto result = program->evaluate(id, core::makeData(std::move(*input)), scope);
    if (!result.ok()) {
        printWorkflowError(core::makeError("expression", result.error().message, "/"));
        return kFaulted;
    }
    const auto& value = result.value();
    printJson(value ? *value : api::Json());
    return kCompleted;
}

int showVersion(const Globals& globals) {
    if (globals.format == Format::json) {
        printJson({{"name", "beamctl"}, {"version", BEAMLINE_VERSION}, {"dsl", "1.0.3"}});
    } else {
        std::cout << "beamctl " BEAMLINE_VERSION " (Open Workflow Specification, DSL 1.0.3)\n";
    }
    return kCompleted;
}

}  // namespace beamline::ctl
