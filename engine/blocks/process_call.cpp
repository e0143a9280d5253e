// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/process_call.h"

#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::size_t kMaxToldStderr = 2'000;  ///< bytes of its end that an error repeats

std::string endOf(const std::string& text) {
    const auto last = text.find_last_not_of(" \r\n\t");
    const auto size = last == text.npos ? 0 : last + 1;
    const auto from = size > kMaxToldStderr ? size - kMaxToldStderr : 0;
    return cleanUtf8(text.substr(from, size - from));
}
}  // namespace

std::string processText(const api::Json& value) {
    return value.is_null()     ? std::string()
           : value.is_string() ? std::string(value.get_string())
                               : api::printJson(value);
}

std::vector<std::string> processArguments(const boost::json::object& arguments) {
    std::vector<std::string> result;
    const auto& given = member(arguments, "arguments");
    if (const auto* list = given.if_array()) {
        for (const auto& one : *list) {
            result.push_back(processText(one));
        }
    } else if (const auto* map = given.if_object()) {
        for (const auto& one : *map) {
            const auto value = processText(one.value());
            result.push_back(std::string(one.key()) + (value.empty() ? "" : "=" + value));
        }
    }
    return result;
}

std::map<std::string, std::string> processEnvironment(const boost::json::object& arguments) {
    std::map<std::string, std::string> result;
    if (const auto* map = member(arguments, "environment").if_object()) {
        for (const auto& one : *map) {
            result[std::string(one.key())] = processText(one.value());
        }
    }
    return result;
}

api::Result<api::Json> processReturn(const ProcessRequest& request, ProcessOutcome outcome, std::string_view kind) {
    if (kind == "code") {
        return api::Json(outcome.code);
    }
    if (kind == "all") {
        return api::Json{{"code", outcome.code}, {"stdout", outcome.out}, {"stderr", outcome.err}};
    }
    if (kind == "stderr") {
        return api::Json(outcome.err);
    }
    if (outcome.code != 0) {
        const auto err = endOf(outcome.err);
        return fault("runtime", 500,
                     request.what + " ended with exit code " + std::to_string(outcome.code) +
                         (err.empty() ? ", and wrote nothing to stderr." : ": " + err));
    }
    return kind == "none" ? api::Json() : api::Json(outcome.out);
}

std::string processSchema(std::string_view required, std::string_view own) {
    std::string text = R"({"type": "object", "additionalProperties": false, )";
    text.append(required).append(R"(, "properties": {)").append(own).append(R"(,
    "stdin": {"description": "A text, or any value, which is written as JSON."},
    "arguments": {"type": ["array", "object"],
                  "description": "A list of texts, or a map: of a script its variables, otherwise name=value each."},
    "environment": {"type": "object", "description": "Besides these there are PATH, LANG, HOME and TMPDIR."},
    "return": )");
    return text.append(kReturnSchema).append("}}");
}

}  // namespace beamline::blocks
