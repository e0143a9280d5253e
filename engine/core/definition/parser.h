// SPDX-License-Identifier: Apache-2.0
#pragma once
// Turns a source document into a definition and gathers every mistake on the way. Private to this folder; one use per
// object.

#include <functional>
#include <map>
#include <set>

#include "engine/core/definition/source_document.h"

namespace beamline::core {

/// Of a string.
inline std::string_view view(const Json& value) {
    return {value.get_string().data(), value.get_string().size()};
}

class DefinitionParser {
public:
    DefinitionParser(std::string_view source, const Catalog& catalog, Resources* resources);
    ParseResult run();

private:
    using Object = boost::json::object;
    struct Where {  ///< what a nested value needs to know of its surroundings
        std::string pointer;
        std::vector<std::string> locals;
        int depth = 0;
        Where at(std::string_view key) const { return {pointer + pointerStep(key), locals, depth}; }
    };

    // ---- parser.cpp
    void document(const Object& root);
    void use(const Object& root);
    void useLeftovers();
    using Check = std::function<void(const std::string& name, const Json& value, const Where& where)>;
    void each(const char* key, const Check& check);
    void evaluateOptions(const Object& root);
    void compileExpressions();
    void sortProblems();
    void problem(const std::string& pointer, std::string message, api::Severity severity = api::Severity::error);
    void problemAtKey(const std::string& pointer, std::string message);
    /// Reports members outside `known`, with the nearest known name.
    void onlyKnown(const Object& object, const std::string& pointer, const std::vector<std::string_view>& known,
                   const char* what);
    const Object* object(const Json& value, const std::string& pointer, const char* what);
    /// The value of `key` under use.`list`, and that it was used.
    const Json* named(const char* list, std::string_view key);
    std::string text(const Object& object, const char* key, const std::string& pointer, bool required);

    // ---- values.cpp
    ExpressionId expression(const Json& value, const Where& where);
    ExpressionId addExpression(std::string source, const Where& where);
    /// Names secrets that the expression wants and the workflow does not declare.
    void checkSecrets(const std::string& source, const Where& where);
    Template valueTemplate(const Json& value, const Where& where);
    /// `input.from`, `output.as`, `export.as`: a string is an expression with or without ${ }.
    Template transformation(const Json& value, const Where& where);
    bool isLooseExpression(std::string_view text, const Where& where);
    void holes(Json& value, std::vector<std::string>& path, const Where& where, std::vector<Template::Hole>& out);
    void checkBraces(const Json& value, const Where& where);
    Duration duration(const Json& value, const Where& where);
    std::optional<Duration> timeout(const Json& value, const Where& where);
    SchemaPtr schema(const Json& value, const Where& where);
    void dataFlow(const Object& owner, const Where& where, DataFlow& flow, bool isTask);
    void errorDefinition(const Json& value, const Where& where);
    std::string variableName(const Object& owner, const char* key, const Where& where, const char* fallback);
    RetryPolicy retryPolicy(const Json& value, const Where& where);
    void retryLimit(const Json& value, const Where& where, RetryPolicy& policy);
    void retryBackoff(const Json& value, const Where& where, RetryPolicy& policy);
    ErrorFilter errorFilter(const Json& value, const Where& where);

    // ---- calls.cpp
    struct Argument {
        const Json* value;
        Where where;        ///< under the call, or under the function of `use` that gives it
        bool code = false;  ///< of another language: "${" in it means something there
    };
    using Arguments = std::map<std::string, Argument>;
    void callTask(Task& task, const Object& object, const Where& where);
    void subscriptionEach(Task& made, CallTask& call, const Arguments& with);
    void customCall(CallTask& call, const std::string& name, const Arguments& with, const Where& where);
    void resolveCall(CallTask& call, std::string name, const Arguments& with, const Where& where);
    Object messageExpressions(Json& subscription, const Where& where);
    /// `missing`: where arguments that are missing are missed.
    void callArguments(CallTask& call, const Arguments& with, const Where& where, const Json& input,
                       std::string_view missing = "/with");

    // ---- authentications.cpp
    /// Puts named authentications in place of their names, everywhere in the argument `key` that may have one.
    void authenticatePlaces(const std::string& function, const std::string& key, Json& value, const Where& where);
    /// The URI templates of the argument's endpoints and their authentications become holes.
    void templatePlaces(const std::string& function, const std::string& key, const Json& value, const Where& where,
                        std::vector<Template::Hole>& out);
    /// The member `authentication` of an endpoint, or of whatever has one: a name, {use: name} or a policy.
    void authenticated(Json& owner, const Where& where);
    void authenticationOf(Json& policy, const Where& where);
    /// What `$authorization` describes: the authentication with which the call does its work, not that of a document.
    static void ownAuthorization(CallTask& call, const Object& arguments);
    void resolveSecret(Json& policy) const;
    void authentication(const Json& value, const Where& where);
    void tokenPolicy(const Object& members, const Where& where, bool discovered);
    void tokenGrant(const Object& members, const Where& where);
    void tokenClient(const Object& members, const Where& where);
    bool secretReference(const Object& members, const Where& where);
    void textList(const Object& owner, const char* key, const Where& where);
    void uriTemplate(const Json& value, std::vector<std::string> path, const Where& where,
                     std::vector<Template::Hole>& out);
    void policyTemplates(const Json& policy, const std::vector<std::string>& path, const Where& where,
                         std::vector<Template::Hole>& out);

    // ---- runs.cpp
    void runTask(Task& task, const Object& object, const Where& where);
    void runProcess(CallTask& call, std::string_view kind, const Object& run, const Where& where);
    /// A text that is no expression as a whole.
    static bool isPlain(const Json& value);

    // ---- tasks.cpp
    TaskList taskList(const Json& value, const Where& where, TaskIndex parent, bool sequential);
    TaskIndex task(const std::string& name, const Json& value, const Where& where, TaskIndex parent);
    bool body(Task& task, const Object& object, const Where& where);
    void retryOf(TryTask& attempt, const Json& retry, const Where& where);
    void forTask(Task& task, const Object& object, const Where& where);
    void forkTask(Task& task, const Object& object, const Where& where);
    void raiseTask(Task& task, const Object& object, const Where& where);
    void switchTask(Task& task, const Object& object, const Where& where);
    void tryTask(Task& task, const Object& object, const Where& where);
    /// Targets are siblings, so they are looked up once the whole list is known.
    void resolveFlow(const TaskList& list, bool sequential);
    FlowDirective directive(const Json& value, const std::string& pointer, const TaskList& siblings, bool sequential);
    Task& at(TaskIndex index) { return m_definition->tasks[static_cast<std::size_t>(index)]; }

    // ---- events.cpp
    void emitTask(Task& task, const Object& object, const Where& where);
    void listenTask(Task& task, const Object& object, const Where& where);
    void eventAttributes(const Object& attributes, const Where& where);
    EventRead eventRead(const Object& owner, const Where& where);
    EventIteration eventIteration(const Json& value, const Where& where, TaskIndex parent);
    EventStrategy eventStrategy(const Json& value, const Where& where, bool mayEnd);
    void eventUntil(const Json& value, const Where& where, bool mayEnd, EventStrategy& strategy);
    EventFilter eventFilter(const Json& value, const Where& where);
    AttributeFilter attributeFilter(std::string name, const Json& value, const Where& where);
    void schedule(const Object& root);
    WorkflowTask workflowTask(const Json& value, const Where& where, bool await, bool returns);

    // ---- components.cpp
    void functions();
    void function(const std::string& name, const Json& value);
    void secrets();
    void catalogs();
    /// Reads the functions of other catalogs that the document calls.
    void catalogFunctions();
    void catalogFunction(const std::string& name, const Where& where);
    void readFunction(const std::string& name, const std::string& title, const Json& endpoint, const Where& where);
    /// The JSON or YAML behind an external resource; null when it cannot be read, which is told.
    const Json* external(const Json& endpoint, const Where& where);
    void extensions();
    void applyExtensions(std::size_t firstOfExtensions, std::size_t behindExtensions);

    const Catalog& m_catalog;
    Resources* m_resources;
    std::map<std::string, std::unique_ptr<Json>> m_external;  ///< by endpoint; null: could not be read
    SourceDocument m_source;
    std::shared_ptr<Definition> m_definition = std::make_shared<Definition>();
    std::unique_ptr<ExpressionCompiler> m_compiler;
    std::size_t m_looseTrials = kMaxLooseTexts;
    bool m_saidLooseLimit = false;
    std::vector<std::string> m_expressionPlaces;  ///< pointer by id
    std::vector<api::Problem> m_problems;
    const Object* m_use = nullptr;
    std::map<std::string, SchemaPtr> m_inputs;     ///< of called functions: thousands of calls share a few
    std::set<std::string> m_used;                  ///< pointers of what under `use` was looked up
    std::map<std::string, TaskIndex> m_functions;  ///< -1 while it is being read
    std::string m_language = "jq";
    std::vector<std::string> m_extended;  ///< `extend` of each extension
    bool m_foreign = false;               ///< the expressions are of a language that is not supported
};

/// Calls that the language itself defines; a function cannot take their names.
bool isReservedCall(std::string_view name);
api::Graph graphOf(const Definition& definition);

}  // namespace beamline::core
