// SPDX-License-Identifier: Apache-2.0
#include "engine/core/definition/parser.h"

#include <algorithm>

#include "engine/api/ids.h"

namespace beamline::core {

namespace {
/// Levenshtein distance, for "did you mean".
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

bool alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool nameLike(std::string_view text) {
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::all_of(text.begin(), text.end(), [](char c) { return alphanumeric(c) || c == '-'; });
}

/// MAJOR.MINOR.PATCH with optional pre-release and build (semver.org).
bool semverLike(std::string_view text) {
    int numbers = 0;
    std::size_t i = 0;
    while (numbers < 3) {
        const auto start = i;
        while (i < text.size() && text[i] >= '0' && text[i] <= '9') {
            ++i;
        }
        if (i == start || (i - start > 1 && text[start] == '0')) {
            return false;
        }
        if (++numbers < 3 && (i >= text.size() || text[i++] != '.')) {
            return false;
        }
    }
    const auto rest = text.substr(i);
    const auto plus = std::count(rest.begin(), rest.end(), '+');
    const bool dotted = rest.find("..") == rest.npos && rest.find(".+") == rest.npos && rest.find("-.") == rest.npos &&
                        rest.find("+.") == rest.npos && rest.find("-+") == rest.npos;
    return rest.empty() || ((rest[0] == '-' || rest[0] == '+') && rest.size() > 1 && alphanumeric(rest.back()) &&
                            rest.size() < 128 && plus <= 1 && dotted &&
                            std::all_of(rest.begin(), rest.end(),
                                        [](char c) { return alphanumeric(c) || c == '-' || c == '.' || c == '+'; }));
}
}  // namespace

DefinitionParser::DefinitionParser(std::string_view source, const Catalog& catalog, Resources* resources)
    : m_catalog(catalog), m_resources(resources), m_source(readSource(source)), m_compiler(makeCompiler("jq")) {
    m_definition->source = std::string(source);
    m_definition->info.digest = api::sha256(source);
}

void DefinitionParser::problem(const std::string& pointer, std::string message, api::Severity severity) {
    const auto place = m_source.placesOf(pointer).value;
    m_problems.push_back({severity, place.line, place.column, pointer, std::move(message)});
}

void DefinitionParser::problemAtKey(const std::string& pointer, std::string message) {
    const auto place = m_source.placesOf(pointer).key;
    m_problems.push_back({api::Severity::error, place.line, place.column, pointer, std::move(message)});
}

void DefinitionParser::onlyKnown(const Object& object, const std::string& pointer,
                                 const std::vector<std::string_view>& known, const char* what) {
    for (const auto& member : object) {
        const std::string_view key = member.key();
        if (std::find(known.begin(), known.end(), key) != known.end()) {
            continue;
        }
        std::string message = "Unknown property '" + std::string(key) + "' of " + what;
        const auto nearest = std::min_element(known.begin(), known.end(),
                                              [&](auto a, auto b) { return distance(key, a) < distance(key, b); });
        if (nearest != known.end() && distance(key, *nearest) <= 2) {
            message += "; did you mean '" + std::string(*nearest) + "'?";
        } else if (known.size() == 0) {
            message += ", which takes none.";
        } else {
            message += "; known are ";
            for (const auto name : known) {
                message += (name == known.front() ? "" : ", ") + std::string(name);
            }
            message += '.';
        }
        problemAtKey(pointer + pointerStep(key), std::move(message));
    }
}

const DefinitionParser::Object* DefinitionParser::object(const Json& value, const std::string& pointer,
                                                         const char* what) {
    if (!value.is_object()) {
        problem(pointer, std::string(what) + " must be an object.");
        return nullptr;
    }
    return &value.get_object();
}

std::string DefinitionParser::text(const Object& object, const char* key, const std::string& pointer, bool required) {
    const auto* value = object.if_contains(key);
    if (!value) {
        if (required) {
            problem(pointer, std::string("'") + key + "' is missing.");
        }
        return {};
    }
    if (!value->is_string()) {
        problem(pointer + pointerStep(key), std::string("'") + key + "' must be a text; put it in quotes.");
        return {};
    }
    return std::string(value->get_string());
}

void DefinitionParser::document(const Object& root) {
    const auto* value = root.if_contains("document");
    const auto* members = value ? object(*value, "/document", "'document'") : nullptr;
    if (!members) {
        if (!value) {
            problem("", "'document' is missing; it names the workflow: {dsl: '1.0.3', namespace, name, version}.");
        }
        return;
    }
    onlyKnown(*members, "/document", {"dsl", "namespace", "name", "version", "title", "summary", "tags", "metadata"},
              "'document'");
    const auto dsl = text(*members, "dsl", "/document", true);
    const auto release = dsl.substr(0, dsl.find_first_of("-+"));
    if (!dsl.empty() && (!semverLike(dsl) || release < "1.0.0" || release > "1.0.3" || release.size() != 5)) {
        problem("/document/dsl", "The DSL version '" + dsl + "' is not supported; this build runs 1.0.0 to 1.0.3.");
    }
    auto& info = m_definition->info;
    info.ns = text(*members, "namespace", "/document", true);
    info.name = text(*members, "name", "/document", true);
    info.version = text(*members, "version", "/document", true);
    info.title = text(*members, "title", "/document", false);
    info.summary = text(*members, "summary", "/document", false);
    for (const auto& [key, name] : {std::pair{"namespace", info.ns}, std::pair{"name", info.name}}) {
        if (!name.empty() && !nameLike(name)) {
            problem(std::string("/document/") + key,
                    std::string("The ") + key + " '" + name +
                        "' must consist of letters, digits and, between them, '-' (at most 63).");
        }
    }
    for (const char* key : {"tags", "metadata"}) {
        if (const auto* extra = members->if_contains(key)) {
            object(*extra, std::string("/document/") + key, key == std::string_view("tags") ? "'tags'" : "'metadata'");
        }
    }
    if (!info.version.empty() && !semverLike(info.version)) {
        problem("/document/version", "The version '" + info.version + "' is not a semantic version such as 1.0.0.");
    }
}

void DefinitionParser::use(const Object& root) {
    const auto* value = root.if_contains("use");
    m_use = value ? object(*value, "/use", "'use'") : nullptr;
    if (!m_use) {
        return;
    }
    onlyKnown(*m_use, "/use",
              {"authentications", "errors", "extensions", "functions", "retries", "secrets", "timeouts", "catalogs"},
              "'use'");
    secrets();
    catalogs();
    each("errors", [&](const auto&, const Json& error, const Where& where) { errorDefinition(error, where); });
    each("authentications",
         [&](const auto&, const Json& policy, const Where& where) { authentication(policy, where); });
}

void DefinitionParser::each(const char* key, const Check& check) {
    const auto* list = m_use ? m_use->if_contains(key) : nullptr;
    const Where where{std::string("/use/") + key, {}, 0};
    const auto* members = list ? object(*list, where.pointer, key) : nullptr;
    for (std::size_t i = 0; members && i < members->size(); ++i) {
        const auto& member = *(members->begin() + static_cast<std::ptrdiff_t>(i));
        check(std::string(member.key()), member.value(), where.at(std::string_view(member.key())));
    }
}

/// What is named under `use` is checked also when nothing uses it; what is used was checked there, with the variables
/// of that place.
void DefinitionParser::useLeftovers() {
    const auto unused = [&](const Where& where) { return m_used.count(where.pointer) == 0; };
    each("retries", [&](const auto&, const Json& policy, Where where) {
        where.locals = {"error"};
        if (unused(where)) {
            retryPolicy(policy, where);
        }
    });
    each("timeouts", [&](const auto&, const Json& policy, const Where& where) {
        if (unused(where)) {
            timeout(policy, where);
        }
    });
}

const Json* DefinitionParser::named(const char* list, std::string_view key) {
    const auto* all = m_use ? m_use->if_contains(list) : nullptr;
    m_used.insert(std::string("/use/") + list + pointerStep(key));
    return all && all->is_object() ? all->get_object().if_contains(key) : nullptr;
}

void DefinitionParser::evaluateOptions(const Object& root) {
    const auto* value = root.if_contains("evaluate");
    const auto* members = value ? object(*value, "/evaluate", "'evaluate'") : nullptr;
    if (!members) {
        return;
    }
    onlyKnown(*members, "/evaluate", {"language", "mode"}, "'evaluate'");
    const auto language = text(*members, "language", "/evaluate", false);
    m_language = language.empty() ? m_language : language;
    if (!language.empty() && language != "jq") {
        auto compiler = makeCompiler(language, kMaxExpressionSteps, m_catalog.scripts());
        m_foreign = compiler == nullptr;
        if (compiler) {
            m_compiler = std::move(compiler);
        } else if (language == "javascript") {
            problem("/evaluate/language",
                    "Expressions in JavaScript cannot run here: this program has nothing that runs scripts. Use jq or "
                    "jmespath.");
        } else {
            problem("/evaluate/language",
                    "The expression language '" + language + "' is not supported; use jq, jmespath or javascript.");
        }
    }
    const auto mode = text(*members, "mode", "/evaluate", false);
    if (!mode.empty() && mode != "strict" && mode != "loose") {
        problem("/evaluate/mode", "The mode must be 'strict' or 'loose'.");
    }
    m_definition->strict = mode != "loose";
}

void DefinitionParser::compileExpressions() {
    if (m_foreign) {
        return;  // whether they are mistakes nobody can say
    }
    std::vector<ExpressionCompiler::Mistake> mistakes;
    m_definition->program = m_compiler->compile(mistakes);
    for (const auto& mistake : mistakes) {
        problem(m_expressionPlaces[static_cast<std::size_t>(mistake.id)],
                "This expression is not valid: " + mistake.message);
    }
}

/// In document order, each once: what is named under `use` may be read several times.
void DefinitionParser::sortProblems() {
    std::stable_sort(m_problems.begin(), m_problems.end(), [](const auto& a, const auto& b) {
        return std::tie(a.line, a.column, a.pointer, a.message) < std::tie(b.line, b.column, b.pointer, b.message);
    });
    m_problems.erase(std::unique(m_problems.begin(), m_problems.end()), m_problems.end());
}

ParseResult DefinitionParser::run() {
    m_problems = m_source.problems;
    auto& definition = *m_definition;
    const auto* root = m_source.json.if_object();
    if (!root && m_problems.empty()) {
        problem("", "A definition is an object that begins with 'document:'.");
    }
    if (root) {
        definition.document = m_source.json;
        onlyKnown(*root, "",
                  {"document", "input", "use", "do", "timeout", "output", "schedule", "evaluate", "metadata"},
                  "a workflow");
        document(*root);
        evaluateOptions(*root);
        use(*root);
        schedule(*root);
        const Where top{"", {}, 0};
        dataFlow(*root, top, definition.flow, false);
        if (definition.flow.inputSchema) {
            definition.info.inputSchema = definition.flow.inputSchema->document();
        }
        if (const auto* value = root->if_contains("timeout")) {
            definition.timeout = timeout(*value, top.at("timeout"));
        }
        catalogFunctions();
        functions();
        const auto firstOfExtensions = definition.tasks.size();
        extensions();
        const auto behindExtensions = definition.tasks.size();
        if (const auto* tasks = root->if_contains("do")) {
            definition.top = taskList(*tasks, top.at("do"), -1, true);
        } else {
            problem("", "'do' is missing; it lists the workflow's tasks.");
        }
        if (const auto* metadata = root->if_contains("metadata")) {
            object(*metadata, "/metadata", "'metadata'");
        }
        applyExtensions(firstOfExtensions, behindExtensions);
        useLeftovers();
        compileExpressions();
        definition.graph = graphOf(definition);
    }
    sortProblems();
    ParseResult result;
    result.info = definition.info;
    const bool broken = std::any_of(m_problems.begin(), m_problems.end(),
                                    [](const auto& p) { return p.severity == api::Severity::error; });
    if (!broken) {
        result.definition = m_definition;
    }
    result.problems = std::move(m_problems);
    return result;
}

ParseResult parseDefinition(std::string_view source, const Catalog& catalog, Resources* resources) {
    return DefinitionParser(source, catalog, resources).run();
}

}  // namespace beamline::core
