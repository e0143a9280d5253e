// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/fast_path.h"

#include <algorithm>
#include <cctype>

#include "engine/api/json_codec.h"

namespace beamline::core {

Data variableOf(const Scope& scope, std::string_view name) {
    for (auto local = scope.locals.rbegin(); local != scope.locals.rend(); ++local) {
        if (local->first == name) {
            return local->second ? local->second : nullData();
        }
    }
    const std::pair<std::string_view, const Data*> known[] = {
        {"context", &scope.context},   {"input", &scope.input},    {"output", &scope.output},
        {"secrets", &scope.secrets},   {"task", &scope.task},      {"authorization", &scope.authorization},
        {"workflow", &scope.workflow}, {"runtime", &scope.runtime}};
    for (const auto& [key, data] : known) {
        if (key == name && *data) {
            return *data;
        }
    }
    return nullData();
}

namespace {
int kindOrder(const Json& json) {
    switch (json.kind()) {
        case boost::json::kind::null:
            return 0;
        case boost::json::kind::bool_:
            return json.get_bool() ? 2 : 1;
        case boost::json::kind::string:
            return 4;
        case boost::json::kind::array:
            return 5;
        case boost::json::kind::object:
            return 6;
        default:
            return 3;
    }
}

std::vector<std::string_view> sortedKeys(const boost::json::object& object) {
    std::vector<std::string_view> keys;
    for (const auto& member : object) {
        keys.push_back(member.key());
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

int compareObjects(const boost::json::object& a, const boost::json::object& b) {
    const auto keysA = sortedKeys(a);
    const auto keysB = sortedKeys(b);
    if (keysA != keysB) {
        return keysA < keysB ? -1 : 1;
    }
    for (const auto key : keysA) {
        if (const int order = compareJson(a.at(key), b.at(key))) {
            return order;
        }
    }
    return 0;
}
}  // namespace

int compareJson(const Json& a, const Json& b) {
    const int kindA = kindOrder(a);
    const int kindB = kindOrder(b);
    if (kindA != kindB) {
        return kindA < kindB ? -1 : 1;
    }
    switch (kindA) {
        case 3: {
            const double x = a.to_number<double>();
            const double y = b.to_number<double>();
            return x < y ? -1 : x == y ? 0 : 1;
        }
        case 4: {
            const int order = a.get_string().compare(b.get_string());
            return order < 0 ? -1 : order > 0;
        }
        case 5: {
            const auto& x = a.get_array();
            const auto& y = b.get_array();
            for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
                if (const int order = compareJson(x[i], y[i])) {
                    return order;
                }
            }
            return x.size() < y.size() ? -1 : x.size() > y.size();
        }
        case 6:
            return compareObjects(a.get_object(), b.get_object());
        default:
            return 0;
    }
}

class FastPath::Parser {
public:
    explicit Parser(std::string_view text) : m_text(text) {}

    std::optional<FastPath> parse() {
        FastPath path;
        if (auto literal = written()) {
            path.m_left.literal = makeData(std::move(*literal));
            return path;
        }
        if (!operand(path.m_left)) {
            return std::nullopt;
        }
        space();
        if (m_at == m_text.size()) {
            return path;
        }
        static constexpr std::pair<std::string_view, Comparison> kOperators[] = {
            {"==", Comparison::equal},        {"!=", Comparison::unequal}, {"<=", Comparison::lessEqual},
            {">=", Comparison::greaterEqual}, {"<", Comparison::less},     {">", Comparison::greater}};
        for (const auto& [text, comparison] : kOperators) {
            if (take(text)) {
                path.m_comparison = comparison;
                break;
            }
        }
        if (path.m_comparison == Comparison::none || !operand(path.m_right)) {
            return std::nullopt;
        }
        space();
        return m_at == m_text.size() ? std::optional(std::move(path)) : std::nullopt;
    }

private:
    /// JSON is jq, too: as it stands, with all digits.
    std::optional<Json> written() const {
        const auto first = m_text.find_first_not_of(" \t\r\n");
        if (first == std::string_view::npos || std::string_view("[{\"").find(m_text[first]) == std::string_view::npos) {
            return std::nullopt;
        }
        auto parsed = api::parseJson(m_text);
        return parsed ? std::optional(std::move(*parsed)) : std::nullopt;
    }
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void space() {
        while (std::isspace(static_cast<unsigned char>(peek()))) {
            ++m_at;
        }
    }
    bool take(std::string_view token) {
        if (m_text.substr(m_at, token.size()) != token) {
            return false;
        }
        m_at += token.size();
        return true;
    }
    std::string name() {
        const auto start = m_at;
        if (std::isalpha(static_cast<unsigned char>(peek())) || peek() == '_') {
            while (std::isalnum(static_cast<unsigned char>(peek())) || peek() == '_') {
                ++m_at;
            }
        }
        return std::string(m_text.substr(start, m_at - start));
    }
    bool quoted(std::string& out) {
        const auto start = m_at++;
        while (m_at < m_text.size() && peek() != '"') {
            if (peek() == '\\') {
                return false;  // escapes and interpolation are the interpreter's business
            }
            ++m_at;
        }
        out = std::string(m_text.substr(start + 1, m_at - start - 1));
        return take("\"");
    }
    bool steps(std::vector<Step>& out, bool afterDot) {
        while (true) {
            std::string key;
            if (peek() == '[') {
                if (!index(out)) {
                    return false;
                }
                afterDot = false;
            } else if (afterDot || take(".")) {
                if (peek() == '"' ? !quoted(key) : (key = name()).empty()) {
                    return false;
                }
                out.emplace_back(std::move(key));
                afterDot = false;
            } else {
                return peek() != '?';
            }
        }
    }
    bool index(std::vector<Step>& out) {
        ++m_at;
        std::string key;
        if (peek() == '"') {
            if (!quoted(key)) {
                return false;
            }
            out.emplace_back(std::move(key));
        } else {
            while (std::isdigit(static_cast<unsigned char>(peek()))) {
                key += m_text[m_at++];
            }
            if (key.empty() || key.size() > 9) {
                return false;
            }
            out.emplace_back(static_cast<std::int64_t>(std::stoll(key)));
        }
        return take("]");
    }
    bool literal(Operand& out) {
        const auto start = m_at;
        if (peek() == '"') {
            std::string text;
            if (!quoted(text)) {
                return false;
            }
            out.literal = makeData(Json(text));
            return true;
        }
        while (std::isalnum(static_cast<unsigned char>(peek())) || (peek() == '.' && m_at > start)) {
            ++m_at;
        }
        const auto word = m_text.substr(start, m_at - start);
        if (word.empty() || word.size() > 15 ||
            !(word == "true" || word == "false" || word == "null" ||
              std::isdigit(static_cast<unsigned char>(word[0])))) {
            return false;
        }
        auto parsed = api::parseJson(word);
        if (!parsed) {
            return false;
        }
        out.literal = makeData(std::move(*parsed));
        return true;
    }
    bool operand(Operand& out) {
        space();
        if (take("$")) {
            return !(out.variable = name()).empty() && out.variable != "ENV" && out.variable != "__loc__" &&
                   steps(out.steps, false);
        }
        if (take(".")) {
            const char c = peek();
            const bool path = std::isalpha(static_cast<unsigned char>(c)) || c == '_' || c == '"' || c == '[';
            return path ? steps(out.steps, c != '[') : (c != '.' && c != '?');
        }
        return literal(out);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

std::optional<FastPath> FastPath::parse(std::string_view source) {
    return Parser(source).parse();
}

std::string FastPath::unknownVariable(const std::vector<std::string>& locals) const {
    for (const auto* operand : {&m_left, &m_right}) {
        const auto& name = operand->variable;
        if (!name.empty() && std::find(std::begin(kScopeNames), std::end(kScopeNames), name) == std::end(kScopeNames) &&
            std::find(locals.begin(), locals.end(), name) == locals.end()) {
            return name;
        }
    }
    return {};
}

api::Result<Data> FastPath::value(const Operand& operand, const Data& input, const Scope& scope) {
    if (operand.literal) {
        return operand.literal;
    }
    const Data base = operand.variable.empty() ? (input ? input : nullData()) : variableOf(scope, operand.variable);
    const Json* at = base.get();
    static const char* const kKinds[] = {"null", "boolean", "boolean", "number", "string", "array", "object"};
    for (const auto& step : operand.steps) {
        if (at->is_null()) {
            return nullData();
        }
        if (const auto* key = std::get_if<std::string>(&step)) {
            if (!at->is_object()) {
                return api::Error{"expression",
                                  std::string("Cannot index ") + kKinds[kindOrder(*at)] + " with \"" + *key + "\"",
                                  {},
                                  false};
            }
            at = at->get_object().if_contains(*key);
        } else {
            if (!at->is_array()) {
                return api::Error{
                    "expression", std::string("Cannot index ") + kKinds[kindOrder(*at)] + " with number", {}, false};
            }
            at = at->get_array().if_contains(static_cast<std::size_t>(std::get<std::int64_t>(step)));
        }
        if (!at) {
            return nullData();
        }
    }
    return Data(base, at);  // shares ownership of the whole, points at the part
}

api::Result<Data> FastPath::evaluate(const Data& input, const Scope& scope) const {
    auto left = value(m_left, input, scope);
    if (!left.ok() || m_comparison == Comparison::none) {
        return left;
    }
    auto right = value(m_right, input, scope);
    if (!right.ok()) {
        return right;
    }
    static const Data kTrue = makeData(true);
    static const Data kFalse = makeData(false);
    const int order = compareJson(**left, **right);
    bool holds = false;
    switch (m_comparison) {
        case Comparison::equal:
            holds = order == 0;
            break;
        case Comparison::unequal:
            holds = order != 0;
            break;
        case Comparison::less:
            holds = order < 0;
            break;
        case Comparison::lessEqual:
            holds = order <= 0;
            break;
        case Comparison::greater:
            holds = order > 0;
            break;
        default:
            holds = order >= 0;
    }
    return holds ? kTrue : kFalse;
}

}  // namespace beamline::core
