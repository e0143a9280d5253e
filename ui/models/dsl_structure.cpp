// SPDX-License-Identifier: Apache-2.0
#include "ui/models/dsl_structure.h"

#include <algorithm>

namespace beamline::ui {

namespace {

struct Row {
    const char* owner;
    const char* name;
    const char* type;
    const char* text;
};

// Owners "task:for" hold what a task of that kind has beside its kind; "with:http" what a call takes.
// Types: text, number, bool, expr (a runtime expression), any; words:a,b (one of them); names:functions (of
// use.functions).
constexpr Row kRows[] = {
    {"workflow", "document", "document",
     "Says what this workflow is called, and by which version of the language it is written."},
    {"workflow", "input", "input",
     "What a run is started with: its schema, and what becomes of it before the first task."},
    {"workflow", "use", "use",
     "Parts that tasks refer to by name: functions, errors, retries, timeouts, authentications."},
    {"workflow", "do", "list map task", "The tasks, one after the other."},
    {"workflow", "timeout", "timeout", "How long a run may take; longer ones end with a timeout error."},
    {"workflow", "output", "output", "What the workflow gives back, made of what the last task gave."},
    {"workflow", "schedule", "schedule",
     "When runs begin by themselves: at an interval, by a cron line, after the last one, on events."},
    {"workflow", "evaluate", "evaluate", "The language of the expressions and how they are told from plain text."},

    {"document", "dsl", "words:'1.0.3'", "Version of the language. This engine reads 1.0.3."},
    {"document", "namespace", "text", "Groups workflows, for example by team. Letters, digits and hyphens."},
    {"document", "name", "text", "Name of the workflow within its namespace. Letters, digits and hyphens."},
    {"document", "version", "text", "Semantic version, such as 1.0.0. A deployed version never changes."},
    {"document", "title", "text", "Name for people."},
    {"document", "summary", "text", "What the workflow is for, in Markdown."},
    {"document", "tags", "map text", "Words to find it by."},
    {"document", "metadata", "any", "Anything else worth keeping with it."},

    {"use", "authentications", "map authentication", "Named ways to log in, for calls."},
    {"use", "catalogs", "map catalog", "Named places that functions come from."},
    {"use", "errors", "map error", "Named errors, for raise."},
    {"use", "extensions", "list map extension", "Tasks that run before or after others."},
    {"use", "functions", "map task", "Named calls with some of their arguments filled in."},
    {"use", "retries", "map retry", "Named retry policies, for catch."},
    {"use", "secrets", "list text", "Names of secrets that expressions may read as $secrets.NAME."},
    {"use", "timeouts", "map timeout", "Named timeouts, for tasks."},

    {"schedule", "every", "duration", "Interval between two starts."},
    {"schedule", "cron", "text", "Cron line of five fields, such as '0 6 * * 1-5'."},
    {"schedule", "after", "duration", "Pause between the end of a run and the next start."},
    {"schedule", "on", "consume", "Events that start a run."},
    {"schedule", "read", "words:data,envelope,raw", "What of an event becomes the input."},
    {"evaluate", "language", "words:jq,jmespath,javascript", "Language of expressions; jq unless said otherwise."},
    {"evaluate", "mode", "words:strict,loose",
     "strict: only ${ } is an expression. loose: text that parses as one, too."},

    {"task", "call", "call",
     "Calls a function of the catalog, an HTTP address, an API, or a function of use.functions."},
    {"task", "do", "list map task", "Runs tasks one after the other."},
    {"task", "emit", "emit", "Publishes an event."},
    {"task", "for", "for", "Runs tasks once for each item of a list."},
    {"task", "fork", "fork", "Runs branches side by side."},
    {"task", "listen", "listen", "Waits for events."},
    {"task", "raise", "raise", "Raises an error."},
    {"task", "run", "run", "Runs a container, a script, a shell command or another workflow."},
    {"task", "set", "any", "Gives data: an object, or an expression that makes one."},
    {"task", "switch", "list map case", "Goes on at the first case whose condition is true."},
    {"task", "try", "list map task", "Runs tasks and catches their errors."},
    {"task", "wait", "duration", "Waits for a time. A waiting run costs nothing."},
    {"task", "if", "expr", "The task is skipped unless this is true."},
    {"task", "input", "input", "What the task gets, made of what the one before gave."},
    {"task", "output", "output", "What the task gives, made of its result."},
    {"task", "export", "export", "What becomes the run's $context."},
    {"task", "timeout", "timeout", "How long the task may take."},
    {"task", "then", "flow", "What comes next: a task beside this one, continue, exit or end."},
    {"task", "metadata", "any", "Anything worth keeping with the task."},
    {"task:call", "with", "with", "The arguments of the call."},
    {"task:for", "while", "expr", "Goes on only as long as this is true."},
    {"task:for", "do", "list map task", "The tasks to run for each item."},
    {"task:try", "catch", "catch", "Which errors are caught, and what is done about them."},
    {"task:listen", "foreach", "foreach", "Tasks to run for each event that comes in."},

    {"for", "each", "text", "Name of the variable that holds the item; item unless said otherwise."},
    {"for", "in", "expr", "The list to go through."},
    {"for", "at", "text", "Name of the variable that holds the index; index unless said otherwise."},
    {"fork", "branches", "list map task", "The tasks that run side by side."},
    {"fork", "compete", "bool", "true: the first to finish wins, the others are cancelled."},
    {"raise", "error", "errorOrName", "The error, or a name of use.errors."},
    {"case", "when", "expr", "The condition. A case without one fits always."},
    {"case", "then", "flow", "What comes next when the case fits."},
    {"catch", "errors", "catchErrors", "Only errors like these are caught; without it, all."},
    {"catch", "as", "text", "Name of the variable that holds the error; error unless said otherwise."},
    {"catch", "when", "expr", "Caught only if this is true."},
    {"catch", "exceptWhen", "expr", "Not caught if this is true."},
    {"catch", "retry", "retryOrName", "How often and when it is tried again, or a name of use.retries."},
    {"catch", "do", "list map task", "The tasks to run when an error is caught."},
    {"catch", "then", "flow", "What comes next after a caught error."},
    {"catchErrors", "with", "errorFilter", "Members that the error must have."},
    {"errorFilter", "type", "errorType", "Kind of error."},
    {"errorFilter", "status", "number", "Status, as of HTTP."},
    {"errorFilter", "title", "text", "Title."},
    {"errorFilter", "detail", "text", "Detail."},
    {"errorFilter", "instance", "text", "JSON pointer of the task that raised it."},
    {"error", "type", "errorType", "Kind of error, a URI."},
    {"error", "status", "number", "Status, as of HTTP."},
    {"error", "title", "text", "What happened, in a few words."},
    {"error", "detail", "text", "What happened this time."},
    {"error", "instance", "text", "JSON pointer of the task that raised it."},
    {"retry", "when", "expr", "Tried again only if this is true."},
    {"retry", "exceptWhen", "expr", "Not tried again if this is true."},
    {"retry", "delay", "duration", "Pause before the next attempt."},
    {"retry", "backoff", "backoff", "How the pause grows from attempt to attempt."},
    {"retry", "limit", "retryLimit", "When to give up."},
    {"retry", "jitter", "jitter", "Random addition to the pause."},
    {"backoff", "constant", "any", "The same pause each time."},
    {"backoff", "linear", "any", "The pause grows by the same time."},
    {"backoff", "exponential", "any", "The pause doubles."},
    {"retryLimit", "attempt", "attemptLimit", "Limits of the attempts."},
    {"retryLimit", "duration", "duration", "No attempt begins after this time."},
    {"attemptLimit", "count", "number", "How many further attempts at most."},
    {"attemptLimit", "duration", "duration", "How long one attempt may take."},
    {"jitter", "from", "duration", "At least."},
    {"jitter", "to", "duration", "At most."},

    {"emit", "event", "emitEvent", "The event to publish."},
    {"emitEvent", "with", "event", "Members of the event, a CloudEvent."},
    {"event", "id", "text", "Identifier; one is made when there is none."},
    {"event", "source", "text", "Who sends it, a URI."},
    {"event", "type", "text", "Kind of event, such as com.example.order.placed."},
    {"event", "time", "text", "When it happened."},
    {"event", "subject", "text", "What it is about."},
    {"event", "datacontenttype", "text", "Media type of the data."},
    {"event", "dataschema", "text", "Address of the data's schema."},
    {"event", "data", "any", "The data."},
    {"listen", "to", "consume", "The events to wait for."},
    {"listen", "read", "words:data,envelope,raw", "What of an event is given on."},
    {"consume", "one", "eventFilter", "One event that fits."},
    {"consume", "any", "list eventFilter", "The first event that fits one of these."},
    {"consume", "all", "list eventFilter", "One event for each of these."},
    {"consume", "until", "any", "With any: goes on until this condition is true or this event comes."},
    {"eventFilter", "with", "event", "Members that the event must have."},
    {"eventFilter", "correlate", "map correlation", "Data by which events of one run are told from those of another."},
    {"correlation", "from", "expr", "What of the event is compared."},
    {"correlation", "expect", "text", "What it must be; the first event decides when there is none."},
    {"foreach", "item", "text", "Name of the variable that holds the event."},
    {"foreach", "at", "text", "Name of the variable that holds its index."},
    {"foreach", "do", "list map task", "The tasks to run."},
    {"foreach", "output", "output", "What each turn gives."},
    {"foreach", "export", "export", "What each turn adds to $context."},

    {"run", "container", "container", "Runs a container image."},
    {"run", "script", "script", "Runs a script."},
    {"run", "shell", "shell", "Runs a shell command."},
    {"run", "workflow", "subflow", "Runs another workflow."},
    {"run", "await", "bool", "false: goes on without waiting for the end."},
    {"run", "return", "words:stdout,stderr,code,all,none", "What the task gives of a process."},
    {"container", "image", "text", "Name of the image."},
    {"container", "name", "text", "Name for the container."},
    {"container", "command", "text", "Command to run inside."},
    {"container", "ports", "any", "Ports to open."},
    {"container", "volumes", "any", "Folders to mount."},
    {"container", "environment", "map text", "Environment variables."},
    {"container", "stdin", "text", "Text for its standard input."},
    {"container", "arguments", "list text", "Arguments of the command."},
    {"container", "lifetime", "lifetime", "When the container is removed."},
    {"container", "pullPolicy", "words:ifNotPresent,always,never", "When the image is pulled."},
    {"lifetime", "cleanup", "words:always,eventually,never", "Whether it is removed."},
    {"lifetime", "after", "duration", "With eventually: how long after its end."},
    {"script", "language", "words:javascript,python", "Language of the script."},
    {"script", "code", "text", "The script itself."},
    {"script", "source", "resource", "Where the script is."},
    {"script", "stdin", "text", "Text for its standard input."},
    {"script", "arguments", "any", "Its arguments."},
    {"script", "environment", "map text", "Environment variables."},
    {"shell", "command", "text", "The command."},
    {"shell", "stdin", "text", "Text for its standard input."},
    {"shell", "arguments", "any", "Its arguments."},
    {"shell", "environment", "map text", "Environment variables."},
    {"subflow", "namespace", "text", "Namespace of the workflow."},
    {"subflow", "name", "text", "Its name."},
    {"subflow", "version", "text", "Its version, or latest."},
    {"subflow", "input", "any", "What its run is started with."},

    {"input", "schema", "schema", "What the data must look like."},
    {"input", "from", "expr", "What becomes of it before it is used."},
    {"output", "schema", "schema", "What the data must look like."},
    {"output", "as", "expr", "What becomes of it before it is given on."},
    {"export", "schema", "schema", "What the data must look like."},
    {"export", "as", "expr", "The new $context."},
    {"schema", "format", "text", "json unless said otherwise."},
    {"schema", "document", "jsonSchema", "The JSON Schema itself."},
    {"schema", "resource", "resource", "Where the schema is."},
    {"jsonSchema", "type", "words:object,array,string,number,integer,boolean,'null'", "Kind of value."},
    {"jsonSchema", "title", "text", "Name for people."},
    {"jsonSchema", "description", "text", "What it is."},
    {"jsonSchema", "required", "list text", "Members that must be there."},
    {"jsonSchema", "properties", "map jsonSchema", "The members of an object."},
    {"jsonSchema", "items", "jsonSchema", "What the items of an array look like."},
    {"jsonSchema", "enum", "any", "The values it is one of."},
    {"jsonSchema", "default", "any", "What is meant when it is left out."},
    {"jsonSchema", "minimum", "number", "Least number."},
    {"jsonSchema", "maximum", "number", "Greatest number."},
    {"jsonSchema", "pattern", "text", "Regular expression that a text must match."},
    {"jsonSchema", "format", "text", "date, date-time, email, uri …"},
    {"jsonSchema", "additionalProperties", "any", "false: no other members."},

    {"timeout", "after", "duration", "The time."},
    {"duration", "days", "number", "Days."},
    {"duration", "hours", "number", "Hours."},
    {"duration", "minutes", "number", "Minutes."},
    {"duration", "seconds", "number", "Seconds."},
    {"duration", "milliseconds", "number", "Milliseconds."},
    {"resource", "name", "text", "Name for people."},
    {"resource", "endpoint", "endpoint", "Where it is."},
    {"endpoint", "uri", "text", "The address; {name} is filled in from the input."},
    {"endpoint", "authentication", "authentication", "How to log in."},
    {"catalog", "endpoint", "endpoint", "Where the catalog is."},
    {"extension", "extend", "words:call,composite,emit,for,listen,raise,run,set,switch,try,wait,all",
     "The tasks it applies to."},
    {"extension", "when", "expr", "Only if this is true."},
    {"extension", "before", "list map task", "Tasks to run before."},
    {"extension", "after", "list map task", "Tasks to run after."},
    {"authentication", "use", "names:authentications", "A name of use.authentications."},
    {"authentication", "basic", "basic", "User name and password."},
    {"authentication", "bearer", "bearer", "A token."},
    {"authentication", "digest", "basic", "User name and password, sent as a digest."},
    {"authentication", "oauth2", "oauth2", "OAuth 2."},
    {"authentication", "oidc", "oauth2", "OpenID Connect."},
    {"basic", "use", "names:secrets", "A secret with the members username and password."},
    {"basic", "username", "text", "User name."},
    {"basic", "password", "text", "Password; better an expression that reads a secret."},
    {"bearer", "use", "names:secrets", "A secret with the member token."},
    {"bearer", "token", "text", "The token; better an expression that reads a secret."},
    {"oauth2", "use", "names:secrets", "A secret with these members."},
    {"oauth2", "authority", "text", "Address of the server."},
    {"oauth2", "grant", "words:client_credentials,password,refresh_token,authorization_code",
     "How a token is asked for."},
    {"oauth2", "client", "oauthClient", "Who asks."},
    {"oauth2", "scopes", "list text", "What for."},
    {"oauth2", "audiences", "list text", "For whom."},
    {"oauth2", "username", "text", "With password: the user."},
    {"oauth2", "password", "text", "With password: the password."},
    {"oauthClient", "id", "text", "Identifier of the client."},
    {"oauthClient", "secret", "text", "Its secret."},

    {"with:http", "method", "words:GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS", "The method."},
    {"with:http", "endpoint", "endpoint", "The address, or an object with uri and authentication."},
    {"with:http", "headers", "map text", "Headers to send."},
    {"with:http", "query", "map text", "Query parameters."},
    {"with:http", "body", "any", "What is sent; objects go as JSON."},
    {"with:http", "output", "words:content,response,raw",
     "content: the body. response: status, headers and body. raw: the bytes as base64."},
    {"with:http", "redirect", "bool", "true: a redirection is a result, too."},
    {"with:openapi", "document", "resource", "The OpenAPI document."},
    {"with:openapi", "operationId", "text", "The operation to call."},
    {"with:openapi", "parameters", "any", "Its parameters by name."},
    {"with:openapi", "authentication", "authentication", "How to log in."},
    {"with:openapi", "output", "words:content,response,raw", "What is given on."},
    {"with:openapi", "redirect", "bool", "true: a redirection is a result, too."},
    {"with:grpc", "proto", "resource", "The .proto file."},
    {"with:grpc", "service", "grpcService", "The service to call."},
    {"with:grpc", "method", "text", "The method of the service."},
    {"with:grpc", "arguments", "any", "Its arguments."},
    {"grpcService", "name", "text", "Name of the service."},
    {"grpcService", "host", "text", "Where it runs."},
    {"grpcService", "port", "number", "Its port."},
    {"grpcService", "authentication", "authentication", "How to log in."},
    {"with:asyncapi", "document", "resource", "The AsyncAPI document."},
    {"with:asyncapi", "channel", "text", "The channel (AsyncAPI 2)."},
    {"with:asyncapi", "operation", "text", "The operation."},
    {"with:asyncapi", "server", "any", "The server to use."},
    {"with:asyncapi", "protocol", "text", "The protocol to choose a server by."},
    {"with:asyncapi", "message", "any", "The message to publish."},
    {"with:asyncapi", "subscription", "any", "What to listen to, and for how long."},
    {"with:asyncapi", "authentication", "authentication", "How to log in."},
    {"with:mcp", "method",
     "words:tools/list,tools/call,prompts/list,prompts/get,resources/list,resources/read,resources/templates/list",
     "The method."},
    {"with:mcp", "parameters", "any", "Its parameters."},
    {"with:mcp", "timeout", "duration", "How long the call may take."},
    {"with:mcp", "transport", "any", "How the server is reached: http or stdio."},
    {"with:mcp", "client", "any", "What the client says it is."},
    {"with:mcp", "protocolVersion", "text", "Version of the protocol."},
    {"with:a2a", "agentCard", "resource", "The card of the agent."},
    {"with:a2a", "server", "endpoint", "The agent's address."},
    {"with:a2a", "method", "words:message/send,message/stream,tasks/get,tasks/list,tasks/cancel,tasks/resubscribe",
     "The method."},
    {"with:a2a", "parameters", "any", "Its parameters."},
};

constexpr Row kCalls[] = {
    {"call", "http", "call", "Sends an HTTP request and gives its answer."},
    {"call", "openapi", "call", "Calls an operation that an OpenAPI document describes."},
    {"call", "grpc", "call", "Calls a method of a gRPC service."},
    {"call", "asyncapi", "call", "Publishes or listens on a channel that an AsyncAPI document describes."},
    {"call", "mcp", "call", "Calls a server of the Model Context Protocol."},
    {"call", "a2a", "call", "Calls an agent."},
};

constexpr const char* kErrorBase = "https://serverlessworkflow.io/spec/1.0.0/errors/";

DslMember memberOf(const Row& row) {
    return {QString::fromLatin1(row.name), QString::fromLatin1(row.type), QString::fromUtf8(row.text)};
}

const Row* rowOf(const QString& owner, const QString& name) {
    const auto found = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& row) {
        return owner == QLatin1String(row.owner) && name == QLatin1String(row.name);
    });
    return found == std::end(kRows) ? nullptr : found;
}

/// A type that may also be a name: its object form.
QString objectForm(const QString& type) {
    return type == QLatin1String("errorOrName")   ? QStringLiteral("error")
           : type == QLatin1String("retryOrName") ? QStringLiteral("retry")
                                                  : type;
}

}  // namespace

const QStringList& dslTaskKinds() {
    static const QStringList kinds{QStringLiteral("call"),   QStringLiteral("do"),   QStringLiteral("emit"),
                                   QStringLiteral("for"),    QStringLiteral("fork"), QStringLiteral("listen"),
                                   QStringLiteral("raise"),  QStringLiteral("run"),  QStringLiteral("set"),
                                   QStringLiteral("switch"), QStringLiteral("try"),  QStringLiteral("wait")};
    return kinds;
}

QString dslTypeOf(const QString& type, const QString& key) {
    if (type == QLatin1String("task")) {
        for (const char* owner : {"task", "task:call", "task:for", "task:try", "task:listen"}) {
            if (const Row* row = rowOf(QString::fromLatin1(owner), key)) {
                return QString::fromLatin1(row->type);
            }
        }
        return {};
    }
    if (type.startsWith(QLatin1String("map "))) {
        return type.mid(4);
    }
    const Row* row = rowOf(objectForm(type), key);
    return row ? QString::fromLatin1(row->type) : QString();
}

DslPlace dslPlace(const QVector<YamlStep>& path, const QString& call) {
    DslPlace place{QStringLiteral("workflow"), -1, -1};
    for (int i = 0; i < path.size(); ++i) {
        const YamlStep& step = path[i];
        if (step.item) {
            const bool list = place.type.startsWith(QLatin1String("list "));
            place.type = list ? place.type.mid(5) : QString();
            if (place.type == QLatin1String("map task")) {
                place.taskList = i;
            }
            continue;
        }
        place.type = dslTypeOf(place.type, step.name);
        if (place.type == QLatin1String("with")) {
            place.with = i;
            place.type = QStringLiteral("with:") + call;
        }
    }
    return place;
}

QVector<DslMember> dslMembers(const QString& type, const QVector<YamlPair>& siblings) {
    QVector<DslMember> members;
    const auto has = [&](const QString& name) {
        return std::any_of(siblings.begin(), siblings.end(), [&](const YamlPair& pair) { return pair.key == name; });
    };
    const auto add = [&](const QString& owner, bool kinds) {
        for (const Row& row : kRows) {
            const QString name = QString::fromLatin1(row.name);
            if (owner == QLatin1String(row.owner) && !has(name) &&
                (kinds || owner != QLatin1String("task") || !dslTaskKinds().contains(name))) {
                members.append(memberOf(row));
            }
        }
    };
    const QString owner = objectForm(type);
    if (owner != QLatin1String("task")) {
        add(owner, true);
        return members;
    }
    QString kind;
    for (const QString& one : dslTaskKinds()) {
        // `do` stands beside `for` as well, so it decides last.
        kind = has(one) && (kind.isEmpty() || kind == QLatin1String("do")) ? one : kind;
    }
    if (!kind.isEmpty()) {
        add(QStringLiteral("task:") + kind, false);
    }
    add(owner, kind.isEmpty());
    return members;
}

QStringList dslWords(const QString& type) {
    if (type.startsWith(QLatin1String("words:"))) {
        return type.mid(6).split(QLatin1Char(','));
    }
    if (type == QLatin1String("bool")) {
        return {QStringLiteral("true"), QStringLiteral("false")};
    }
    if (type == QLatin1String("flow")) {
        return {QStringLiteral("continue"), QStringLiteral("exit"), QStringLiteral("end")};
    }
    if (type == QLatin1String("errorType")) {
        QStringList words;
        for (const char* one : {"communication", "timeout", "validation", "expression", "authentication",
                                "authorization", "configuration", "runtime"}) {
            words << QString::fromLatin1(kErrorBase) + QString::fromLatin1(one);
        }
        return words;
    }
    return {};
}

QVector<DslMember> dslCalls() {
    QVector<DslMember> calls;
    for (const Row& row : kCalls) {
        calls.append(memberOf(row));
    }
    return calls;
}

}  // namespace beamline::ui
