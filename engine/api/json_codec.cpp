// SPDX-License-Identifier: Apache-2.0
#include "engine/api/json_codec.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace beamline::api {

Result<Json> parseJson(std::string_view text) {
    boost::json::parse_options options;
    options.max_depth = kMaxJsonDepth;
    boost::json::stream_parser parser({}, options);
    boost::system::error_code ec;
    const auto used = parser.write_some(text.data(), text.size(), ec);
    if (!ec) {
        const auto rest = text.find_first_not_of(" \t\r\n", used);
        if (rest != std::string_view::npos) {
            ec = boost::json::make_error_code(boost::json::error::extra_data);
        } else {
            parser.finish(ec);
        }
    }
    if (ec) {
        return Error{code::kInvalidInput,
                     "This is not JSON: " + ec.message() + " at byte " + std::to_string(used) + ".",
                     {},
                     false};
    }
    return parser.release();
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
        } else if (const auto* number = json.if_double()) {
            std::array<char, 32> digits{};
            const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *number).ptr;
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
