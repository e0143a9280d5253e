// SPDX-License-Identifier: Apache-2.0
// The journal's text of a fact. Members: k kind, t at, a activity, d data, e error, c decision, g delegation, s
// secrets, m dry run, r rerun, h exchanges, u until, b by, x text; absent ones have their default.
#include <array>
#include <charconv>

#include "engine/api/json_codec.h"
#include "engine/core/machine/machine.h"

namespace beamline::core {

namespace {
void appendNumber(std::string& out, std::int64_t value) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

void appendJson(std::string& out, const Json& value) {
    boost::json::serializer serializer;
    serializer.reset(&value);
    std::array<char, 1024> buffer;
    while (!serializer.done()) {
        const auto part = serializer.read(buffer.data(), buffer.size());
        out.append(part.data(), part.size());
    }
}

void appendText(std::string& out, const char* key, const std::string& text) {
    if (!text.empty()) {
        out.append(key);
        appendJson(out, Json(text));
    }
}
}  // namespace

std::string encodeFact(const Fact& fact) {
    std::string out;
    out.reserve(256);
    out.append("{\"k\":\"").append(boost::describe::enum_to_string(fact.kind, "")).append("\",\"t\":");
    appendNumber(out, fact.at);
    if (fact.activity != 0) {
        out.append(",\"a\":");
        appendNumber(out, fact.activity);
    }
    if (fact.data) {
        out.append(",\"d\":");
        appendJson(out, *fact.data);
    }
    if (fact.error) {
        out.append(",\"e\":");
        appendJson(out, api::toJson(*fact.error));
    }
    if (fact.decision) {
        out.append(",\"c\":");
        appendJson(out, api::toJson(*fact.decision));
    }
    if (fact.delegation) {
        out.append(",\"g\":");
        appendJson(out, api::toJson(*fact.delegation));
    }
    if (fact.secrets) {
        out.append(",\"s\":");
        appendJson(out, *fact.secrets);
    }
    if (fact.dryRun) {
        out.append(",\"m\":");
        appendJson(out, *fact.dryRun);
    }
    if (fact.rerun) {
        out.append(",\"r\":");
        appendJson(out, *fact.rerun);
    }
    if (fact.exchanges) {
        out.append(",\"h\":");
        appendJson(out, *fact.exchanges);
    }
    if (fact.until != 0) {
        out.append(",\"u\":");
        appendNumber(out, fact.until);
    }
    appendText(out, ",\"b\":", fact.by);
    appendText(out, ",\"x\":", fact.text);
    out.push_back('}');
    return out;
}

namespace {
template <class T>
bool readMember(const boost::json::object& object, const char* key, T& target, api::Error& error) {
    const auto* value = object.if_contains(key);
    if (!value) {
        return true;
    }
    auto result = api::fromJson<T>(*value);
    if (!result) {
        error = result.error();
        error.message = "A fact cannot be read at " + std::string(key) + ": " + error.message;
        return false;
    }
    target = std::move(result).value();
    return true;
}
}  // namespace

api::Result<Fact> decodeFact(std::string_view text) {
    auto parsed = api::parseJson(text);
    if (!parsed) {
        return parsed.error();
    }
    auto* object = parsed->if_object();
    const auto* kind = object ? object->if_contains("k") : nullptr;
    Fact fact;
    if (!kind || !kind->is_string() || !boost::describe::enum_from_string(kind->get_string().c_str(), fact.kind)) {
        return api::Error{api::code::kInvalidArgument,
                          "This is not a fact that this version knows: its kind \"k\" is missing or unknown.",
                          {},
                          false};
    }
    api::Error error;
    if (!readMember(*object, "t", fact.at, error) || !readMember(*object, "a", fact.activity, error) ||
        !readMember(*object, "u", fact.until, error) || !readMember(*object, "b", fact.by, error) ||
        !readMember(*object, "x", fact.text, error)) {
        return error;
    }
    const auto take = [&](const char* key, Data& target) {
        if (auto* value = object->if_contains(key)) {
            target = std::make_shared<const Json>(std::move(*value));
        }
    };
    take("d", fact.data);
    take("s", fact.secrets);
    take("m", fact.dryRun);
    take("r", fact.rerun);
    take("h", fact.exchanges);
    if (object->contains("e") && !readMember(*object, "e", fact.error.emplace(), error)) {
        return error;
    }
    if (object->contains("c") && !readMember(*object, "c", fact.decision.emplace(), error)) {
        return error;
    }
    if (object->contains("g") && !readMember(*object, "g", fact.delegation.emplace(), error)) {
        return error;
    }
    return fact;
}

}  // namespace beamline::core
