// SPDX-License-Identifier: Apache-2.0
#include "engine/api/json_codec.h"

#include <algorithm>

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
void writeCanonical(const Json& json, std::string& out) {
    if (const auto* object = json.if_object()) {
        std::vector<const boost::json::key_value_pair*> members;
        for (const auto& member : *object) {
            members.push_back(&member);
        }
        std::sort(members.begin(), members.end(), [](auto* a, auto* b) { return a->key() < b->key(); });
        out += '{';
        for (std::size_t i = 0; i < members.size(); ++i) {
            out += i ? "," : "";
            out += boost::json::serialize(Json(members[i]->key())) + ':';
            writeCanonical(members[i]->value(), out);
        }
        out += '}';
    } else if (const auto* array = json.if_array()) {
        out += '[';
        for (std::size_t i = 0; i < array->size(); ++i) {
            out += i ? "," : "";
            writeCanonical((*array)[i], out);
        }
        out += ']';
    } else {
        out += boost::json::serialize(json);
    }
}
}  // namespace

std::string canonicalJson(const Json& json) {
    std::string out;
    writeCanonical(json, out);
    return out;
}

}  // namespace beamline::api
