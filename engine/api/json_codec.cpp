// SPDX-License-Identifier: Apache-2.0
#include "engine/api/json_codec.h"

#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>
#include <limits>

namespace beamline::api {

namespace {
/// What is too large is the largest there is, as in jq: JSON cannot write infinity, and a peer not read it.
double finite(double number) {
    constexpr double kLargest = std::numeric_limits<double>::max();
    return std::clamp(number, -kLargest, kLargest);
}

/// Builds the value. Boost.JSON's own parser is off by one unit in the last place for every tenth number of 17 digits:
/// what is written and read again would no longer be the same, and a replay no longer that of the run.
struct Builder {
    static constexpr std::size_t max_object_size = boost::json::object::max_size();
    static constexpr std::size_t max_array_size = boost::json::array::max_size();
    static constexpr std::size_t max_key_size = boost::json::string::max_size();
    static constexpr std::size_t max_string_size = boost::json::string::max_size();
    using Text = boost::json::string_view;
    using Code = boost::json::error_code;

    boost::json::value_stack stack;
    std::string digits;  ///< of a number that comes in parts

    bool on_document_begin(Code&) { return stack.reset(), true; }
    bool on_document_end(Code&) { return true; }
    bool on_object_begin(Code&) { return true; }
    bool on_object_end(std::size_t n, Code&) { return stack.push_object(n), true; }
    bool on_array_begin(Code&) { return true; }
    bool on_array_end(std::size_t n, Code&) { return stack.push_array(n), true; }
    bool on_key_part(Text s, std::size_t, Code&) { return stack.push_chars(s), true; }
    bool on_key(Text s, std::size_t, Code&) { return stack.push_key(s), true; }
    bool on_string_part(Text s, std::size_t, Code&) { return stack.push_chars(s), true; }
    bool on_string(Text s, std::size_t, Code&) { return stack.push_string(s), true; }
    bool on_number_part(Text s, Code&) { return digits.append(s.data(), s.size()), true; }
    bool on_int64(std::int64_t i, Text, Code&) { return digits.clear(), stack.push_int64(i), true; }
    bool on_uint64(std::uint64_t u, Text, Code&) { return digits.clear(), stack.push_uint64(u), true; }
    bool on_double(double d, Text s, Code&) {
        digits.append(s.data(), s.size());
        double exact = d;
        const auto* end = digits.data() + digits.size();
        if (const auto read = std::from_chars(digits.data(), end, exact); read.ec != std::errc() || read.ptr != end) {
            exact = d;
        }
        digits.clear();
        return stack.push_double(finite(exact)), true;
    }
    bool on_bool(bool b, Code&) { return stack.push_bool(b), true; }
    bool on_null(Code&) { return stack.push_null(), true; }
    bool on_comment_part(Text, Code&) { return true; }
    bool on_comment(Text, Code&) { return true; }
};
}  // namespace

Result<Json> parseJson(std::string_view text, std::size_t maxDepth) {
    boost::json::parse_options options;
    options.max_depth = maxDepth;
    boost::json::basic_parser<Builder> parser(options);
    boost::json::error_code ec;
    const auto used = parser.write_some(false, text.data(), text.size(), ec);
    if (!ec && text.find_first_not_of(" \t\r\n", used) != std::string_view::npos) {
        ec = boost::json::make_error_code(boost::json::error::extra_data);
    }
    if (ec) {
        return Error{code::kInvalidInput,
                     "This is not JSON: " + ec.message() + " at byte " + std::to_string(used) + ".",
                     Json{{"byte", used}}, false};
    }
    return parser.handler().stack.release();
}

namespace {
class Printer {
public:
    Printer(bool sorted, bool indented) : m_sorted(sorted), m_indented(indented) {}

    void print(const Json& json) {
        if (const auto* object = json.if_object()) {
            list('{', '}', members(*object), [this](const auto* member) {
                text(member->key());
                out += m_indented ? ": " : ":";
                print(member->value());
            });
        } else if (const auto* array = json.if_array()) {
            std::vector<const Json*> items;
            for (const auto& item : *array) {
                items.push_back(&item);
            }
            list('[', ']', items, [this](const auto* item) { print(*item); });
        } else if (const auto* given = json.if_double()) {
            const double number = finite(*given);
            if (std::isnan(number)) {
                out += "null";  // as jq writes it
                return;
            }
            std::array<char, 32> digits{};
            const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
            out.append(digits.data(), end);
        } else {
            out += boost::json::serialize(json);
        }
    }

    std::string out;

private:
    using Member = boost::json::key_value_pair;

    std::vector<const Member*> members(const boost::json::object& object) const {
        std::vector<const Member*> result;
        for (const auto& member : object) {
            result.push_back(&member);
        }
        if (m_sorted) {
            std::sort(result.begin(), result.end(), [](auto* a, auto* b) { return a->key() < b->key(); });
        }
        return result;
    }

    template <class Items, class Print>
    void list(char open, char close, const Items& items, Print printItem) {
        out += open;
        ++m_depth;
        for (std::size_t i = 0; i < items.size(); ++i) {
            out += i ? "," : "";
            line();
            printItem(items[i]);
        }
        --m_depth;
        if (!items.empty()) {
            line();
        }
        out += close;
    }

    void text(boost::json::string_view value) { out += boost::json::serialize(boost::json::string(value)); }

    void line() {
        if (m_indented) {
            out += '\n';
            out.append(m_depth * 2, ' ');
        }
    }

    const bool m_sorted;
    const bool m_indented;
    std::size_t m_depth = 0;
};
}  // namespace

std::string canonicalJson(const Json& json) {
    Printer printer(true, false);
    printer.print(json);
    return std::move(printer.out);
}

std::string printJson(const Json& json, JsonLayout layout) {
    Printer printer(false, layout == JsonLayout::indented);
    printer.print(json);
    return std::move(printer.out);
}

}  // namespace beamline::api
