// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/job_types.h"

#include <algorithm>
#include <map>
#include <thread>

#include "engine/api/ids.h"
#include "engine/blocks/arguments.h"
#include "engine/core/definition/schema.h"
#include "engine/core/machine/machine.h"

namespace beamline::runtime {

namespace {
using api::Json;
using blocks::BlockResult;
using blocks::Invocation;
using blocks::member;
using blocks::Registry;
using boost::json::object;

constexpr std::int64_t kDefaultSleepMs = 100;
constexpr auto kLook = std::chrono::milliseconds(50);

api::WorkflowError failure(std::string code, std::string detail, const char* type = "runtime") {
    auto error = core::makeError(type, std::move(detail), {});
    error.title = std::move(code);
    return error;
}

/// The function's outcome; another code than its own for what went wrong, unless time ran out.
BlockResult callAs(const Registry& registry, const char* function, object arguments, Invocation invocation,
                   const char* code) {
    const auto* block = registry.block(function);
    if (!block) {
        return failure("UNKNOWN_JOB_TYPE", std::string("This build has no function ") + function + ".");
    }
    invocation.arguments = core::makeData(std::move(arguments));
    auto result = block->run(invocation);
    if (auto* error = std::get_if<api::WorkflowError>(&result); error && !core::sameErrorType(error->type, "timeout")) {
        error->title = code;
    }
    return result;
}

/// Copies members that are there under the names that our functions have.
object renamed(const object& payload, const std::vector<std::pair<const char*, const char*>>& names) {
    object out;
    for (const auto& [from, to] : names) {
        if (const auto* value = payload.if_contains(from); value && !value->is_null()) {
            out[to] = *value;
        }
    }
    return out;
}

/// The same as an engine checks before it calls a function.
std::optional<api::WorkflowError> check(const api::FunctionInfo& info, const Json& arguments) {
    if (!info.input.is_object()) {
        return std::nullopt;
    }
    const auto schema = core::compileSchema(info.input);
    if (!schema.ok()) {
        return failure("INTERNAL_ERROR", schema.error().message);
    }
    const auto problems = (*schema)->check(arguments);
    if (problems.empty()) {
        return std::nullopt;
    }
    const auto& first = problems.front();
    return core::makeError("validation",
                           "The arguments of " + info.name + " are not valid: " + first.message + " (at " +
                               (first.pointer.empty() ? "the top" : first.pointer) + ")",
                           {});
}

BlockResult call(const Registry& registry, const object& payload, Invocation invocation) {
    const auto name = blocks::text(payload, "function");
    const auto* block = registry.block(name);
    if (!block) {
        return failure("UNKNOWN_FUNCTION", name.empty() ? "beamline.call needs the name of a function."
                                                        : "This worker has no function " + name + ".");
    }
    const auto& with = member(payload, "with");
    invocation.arguments = core::makeData(with.is_null() ? Json(object()) : with);
    if (auto invalid = check(block->info(), *invocation.arguments)) {
        return std::move(*invalid);
    }
    return block->run(invocation);
}

BlockResult sleep(const Registry&, const object& payload, Invocation invocation) {
    const auto ms = std::clamp<std::int64_t>(blocks::number(payload, "ms", kDefaultSleepMs), 0, 7LL * 24 * 3600 * 1000);
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(ms);
    while (std::chrono::steady_clock::now() < end) {
        if (invocation.cancel.cancelled() || (invocation.deadline != 0 && api::wallClock() >= invocation.deadline)) {
            return core::makeError("timeout", "It was told to end before it had slept enough.", {});
        }
        std::this_thread::sleep_for(
            std::min<std::chrono::steady_clock::duration>(kLook, end - std::chrono::steady_clock::now()));
    }
    return Json();
}

BlockResult http(const Registry& registry, const object& payload, Invocation invocation) {
    if (blocks::text(payload, "url").empty()) {
        return failure("MISSING_URL", "http needs a url.");
    }
    auto arguments = renamed(payload, {{"url", "endpoint"}, {"headers", "headers"}, {"body", "body"}});
    arguments["method"] = blocks::text(payload, "method", "GET");
    arguments["output"] = "response";
    std::string answer;
    invocation.exchanged = [&answer](const api::Exchange& exchange) { answer = exchange.answer; };
    auto result = callAs(registry, "http", std::move(arguments), std::move(invocation), "HTTP_REQUEST_FAILED");
    if (auto* response = std::get_if<Json>(&result)) {
        const auto& whole = response->as_object();
        return Json{{"status", member(whole, "statusCode")},
                    {"headers", member(whole, "headers")},
                    {"body", member(whole, "content")}};
    }
    const auto& error = std::get<api::WorkflowError>(result);
    if (answer.starts_with(std::to_string(error.status))) {
        // Any answer is a success there. Our function keeps of such an answer only what its error says.
        return Json{{"status", error.status}, {"headers", object()}, {"body", error.detail}};
    }
    return result;
}

BlockResult graphql(const Registry& registry, const object& payload, Invocation invocation) {
    if (blocks::text(payload, "url").empty()) {
        return failure("MISSING_URL", "graphql needs a url.");
    }
    if (blocks::text(payload, "query").empty()) {
        return failure("MISSING_QUERY", "graphql needs a query.");
    }
    auto arguments = renamed(payload, {{"url", "endpoint"},
                                       {"query", "query"},
                                       {"variables", "variables"},
                                       {"operationName", "operationName"},
                                       {"headers", "headers"}});
    auto result = callAs(registry, "graphql", std::move(arguments), std::move(invocation), "GRAPHQL_REQUEST_FAILED");
    if (auto* data = std::get_if<Json>(&result)) {
        return Json(object{{"data", std::move(*data)}});
    }
    return result;
}

BlockResult jmespath(const Registry& registry, const object& payload, Invocation invocation) {
    if (blocks::text(payload, "expression").empty()) {
        return failure("MISSING_EXPRESSION", "jmespath needs an expression.");
    }
    object arguments{{"expression", member(payload, "expression")}, {"data", member(payload, "data")}};
    return callAs(registry, "jmespath", std::move(arguments), std::move(invocation), "JMESPATH_RUNTIME_ERROR");
}

bool isIdentifier(std::string_view text) {
    return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) == 0 &&
           std::all_of(text.begin(), text.end(),
                       [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '$'; });
}

/// JSON as JavaScript, which until 2019 had no line separators in a text.
std::string literal(const Json& value) {
    auto text = boost::json::serialize(value);
    for (const auto& [bytes, written] : {std::pair("\xE2\x80\xA8", "\\u2028"), std::pair("\xE2\x80\xA9", "\\u2029")}) {
        for (auto at = text.find(bytes); at != text.npos; at = text.find(bytes, at)) {
            text.replace(at, 3, written);
        }
    }
    return text;
}

/// There the code is a program whose last expression is its value, and the arguments are globals.
BlockResult javascript(const Registry& registry, const object& payload, Invocation invocation) {
    const auto code = blocks::text(payload, "code");
    if (code.empty()) {
        return failure("MISSING_CODE", "javascript needs code.");
    }
    std::string program = "\"use strict\"; ";  // what it declares is its own, and the next script does not see it
    if (const auto* globals = member(payload, "args").if_object()) {
        for (const auto& [name, value] : *globals) {
            if (isIdentifier(name)) {
                program += "var " + std::string(name) + " = " + literal(value) + "; ";
            }
        }
    }
    const auto body = "return eval(" + literal(Json(program + code)) + ");";
    object arguments{{"code", body}};
    return callAs(registry, "javascript", std::move(arguments), std::move(invocation), "SCRIPT_ERROR");
}

BlockResult sql(const Registry& registry, const object& payload, Invocation invocation) {
    if (blocks::text(payload, "connection_string").empty()) {
        return failure("MISSING_CONNECTION_STRING", "sql needs a connection_string.");
    }
    if (blocks::text(payload, "query").empty()) {
        return failure("MISSING_QUERY", "sql needs a query.");
    }
    auto arguments =
        renamed(payload, {{"connection_string", "database"}, {"query", "statement"}, {"args", "parameters"}});
    auto result = callAs(registry, "sql", std::move(arguments), std::move(invocation), "DB_QUERY_ERROR");
    if (auto* whole = std::get_if<Json>(&result)) {
        const auto& rows = member(whole->as_object(), "rows");
        return Json{{"rows", rows}, {"rows_affected", rows.is_array() ? rows.get_array().size() : 0}};
    }
    return result;
}

std::optional<api::WorkflowError> badPath(const std::string& path) {
    if (path.empty()) {
        return failure("MISSING_PATH", "A file needs a path.");
    }
    if (path.front() == '/' || path.find("..") != std::string::npos) {
        return failure("INVALID_PATH", "The path " + path + " is not one below the worker's folder.");
    }
    return std::nullopt;
}

BlockResult blobGet(const Registry& registry, const object& payload, Invocation invocation) {
    const auto path = blocks::text(payload, "path");
    if (auto bad = badPath(path)) {
        return std::move(*bad);
    }
    auto result =
        callAs(registry, "fs.get", {{"path", path}, {"as", "base64"}}, std::move(invocation), "FILE_READ_ERROR");
    if (auto* whole = std::get_if<Json>(&result)) {
        const auto& read = whole->as_object();
        return Json{{"path", path}, {"bytes", member(read, "content")}, {"size", member(read, "size")}};
    }
    return result;
}

BlockResult blobPut(const Registry& registry, const object& payload, Invocation invocation) {
    const auto path = blocks::text(payload, "path");
    if (auto bad = badPath(path)) {
        return std::move(*bad);
    }
    object arguments{{"path", path}, {"createDirectories", true}};
    const char* code = "FILE_WRITE_ERROR";
    if (member(payload, "bytes").is_string()) {
        arguments["content"] = member(payload, "bytes");
        arguments["as"] = "base64";
    } else if (member(payload, "content").is_string()) {
        arguments["content"] = member(payload, "content");
    } else {
        return failure("MISSING_CONTENT", "fs_blob_put needs bytes as base64, or content.");
    }
    auto result = callAs(registry, "fs.put", std::move(arguments), std::move(invocation), code);
    if (auto* whole = std::get_if<Json>(&result)) {
        return Json{{"path", path}, {"size", member(whole->as_object(), "size")}};
    }
    auto& error = std::get<api::WorkflowError>(result);
    if (error.detail.find("base64") != std::string::npos) {
        error.title = "BASE64_DECODE_ERROR";
    }
    return result;
}
}  // namespace

BlockResult runJob(const Registry& registry, const std::string& type, const Json& payload, Invocation invocation) {
    using Handler = BlockResult (*)(const Registry&, const object&, Invocation);
    static const std::map<std::string, Handler> jobs{
        {"beamline.call", call}, {"sleep", sleep},           {"http", http}, {"graphql", graphql},
        {"jmespath", jmespath},  {"javascript", javascript}, {"sql", sql},   {"fs_blob_get", blobGet},
        {"fs_blob_put", blobPut}};
    if (type == "echo") {
        return payload;
    }
    const auto found = jobs.find(type);
    if (found == jobs.end()) {
        return failure("UNKNOWN_JOB_TYPE", "This worker does not know what " + type + " is.");
    }
    static const object none;
    const auto* members = payload.if_object();
    if (const auto ms = blocks::number(members ? *members : none, "timeout_ms", 0); ms > 0) {
        const auto end = api::wallClock() + ms;
        invocation.deadline = invocation.deadline == 0 ? end : std::min(invocation.deadline, end);
    }
    return found->second(registry, members ? *members : none, std::move(invocation));
}

}  // namespace beamline::runtime
