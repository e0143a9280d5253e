// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "engine/core/definition/words.h"
#include "engine/core/machine/state.h"

namespace beamline::core {

namespace {
struct StandardError {
    std::string_view name;
    int status;
    const char* title;
};
constexpr std::array<StandardError, 8> kStandard{{{"configuration", 400, "Configuration Error"},
                                                  {"validation", 400, "Validation Error"},
                                                  {"expression", 400, "Expression Error"},
                                                  {"authentication", 401, "Authentication Error"},
                                                  {"authorization", 403, "Authorization Error"},
                                                  {"timeout", 408, "Timeout"},
                                                  {"communication", 500, "Communication Error"},
                                                  {"runtime", 500, "Runtime Error"}}};
constexpr std::string_view kBase = "https://open-workflow-specification.org/spec/1.0.0/errors/";
// The specification was published under these hosts, and its examples put the types under two different paths.
constexpr std::array<std::string_view, 4> kHosts{"open-workflow-specification.org",
                                                 "www.open-workflow-specification.org", "serverlessworkflow.io",
                                                 "www.serverlessworkflow.io"};

const StandardError* standard(std::string_view name) {
    for (const auto& entry : kStandard) {
        if (entry.name == name) {
            return &entry;
        }
    }
    return nullptr;
}

/// The short name behind any published spelling of a standard type; anything else as it is.
std::string_view shortName(std::string_view type) {
    while (!type.empty() && type.back() == '/') {
        type.remove_suffix(1);
    }
    if (standard(type)) {
        return type;
    }
    auto rest = type;
    for (const std::string_view scheme : {"https://", "http://"}) {
        while (rest.substr(0, scheme.size()) == scheme) {
            rest.remove_prefix(scheme.size());
        }
    }
    if (rest.size() == type.size()) {
        return type;
    }
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos ||
        std::find(kHosts.begin(), kHosts.end(), rest.substr(0, slash)) == kHosts.end() ||
        rest.find("/errors/") == std::string_view::npos) {
        return type;
    }
    const auto last = rest.substr(rest.rfind('/') + 1);
    return standard(last) ? last : type;
}
}  // namespace

std::string errorType(std::string_view name) {
    return std::string(kBase).append(name);
}

bool sameErrorType(std::string_view a, std::string_view b) {
    return shortName(a) == shortName(b);
}

api::WorkflowError makeError(std::string_view name, std::string detail, std::string instance) {
    const auto* entry = standard(name);
    return {errorType(name), entry ? entry->status : 500, entry ? entry->title : "Error", std::move(detail),
            std::move(instance)};
}

Json errorJson(const api::WorkflowError& error) {
    boost::json::object object;
    object.reserve(5);
    object["type"] = error.type;
    object["status"] = error.status;
    if (!error.title.empty()) {
        object["title"] = error.title;
    }
    if (!error.detail.empty()) {
        object["detail"] = error.detail;
    }
    object["instance"] = error.instance;
    return object;
}

api::Result<api::WorkflowError> raisedError(const Json& value) {
    const auto wrong = [](const std::string& what, const Json* found, const char* wanted) {
        return api::Error{api::code::kInvalidInput,
                          what + (found ? " is " + described(*found) : " is missing") + "; " + wanted + ".",
                          {},
                          false};
    };
    const auto* object = value.if_object();
    if (!object) {
        return wrong("`raise.error`", &value, "an error is an object with `type` and `status`");
    }
    api::WorkflowError error;
    const auto* type = object->if_contains("type");
    if (!type || !type->is_string() || type->get_string().empty()) {
        return wrong("The `type` of the error to raise", type, "it is a text that is not empty, a URI");
    }
    error.type = std::string(type->get_string());
    const auto* status = object->if_contains("status");
    boost::system::error_code ec;
    const int number = status ? status->to_number<int>(ec) : -1;
    if (ec || number < 0) {
        return wrong("The `status` of the error to raise", status, "it is a whole number such as 400");
    }
    error.status = number;
    for (const auto& [key, target] : {std::pair("title", &error.title), std::pair("detail", &error.detail),
                                      std::pair("instance", &error.instance)}) {
        const auto* text = object->if_contains(key);
        if (text && !text->is_string() && !text->is_null()) {
            return wrong("The `" + std::string(key) + "` of the error to raise", text, "it is a text");
        }
        *target = text && text->is_string() ? std::string(text->get_string()) : std::string();
    }
    return error;
}

}  // namespace beamline::core
