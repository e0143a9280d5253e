// SPDX-License-Identifier: Apache-2.0
// A pre-processor for Beamline: counts the words of a message and says in its metadata whether it is short, medium or
// long, so that a policy can send long ones to another provider ("when": {"length": ["long"]}). One file with
// Boost.JSON: c++ -std=c++20 -O2 word_count.cpp -o word_count -lboost_json
#include <algorithm>
#include <boost/json.hpp>
#include <cctype>
#include <iostream>
#include <string>
#include <vector>

namespace json = boost::json;

struct Counter {
    std::vector<std::string> fields;  // names of the members whose texts count
    std::int64_t words = 0;

    void text(const json::string& text) {
        bool inside = false;
        for (const unsigned char c : text) {
            words += !std::isspace(c) && !inside;
            inside = !std::isspace(c);
        }
    }

    void walk(const json::value& value, bool named) {
        if (const auto* object = value.if_object()) {
            for (const auto& member : *object) {
                walk(member.value(), std::find(fields.begin(), fields.end(), member.key()) != fields.end());
            }
        } else if (const auto* array = value.if_array()) {
            for (const auto& item : *array) {
                walk(item, named);
            }
        } else if (named && value.is_string()) {
            text(value.get_string());
        }
    }
};

// What is not in the answer stays as it is: this one changes no payload.
json::object answer(const json::object& request) {
    Counter counter{{"text", "prompt", "input"}};
    std::int64_t mediumFrom = 20;
    std::int64_t longFrom = 200;
    if (const auto* config = request.if_contains("config"); config && config->is_object()) {
        const auto& given = config->get_object();
        if (const auto* fields = given.if_contains("fields")) {
            counter.fields = json::value_to<std::vector<std::string>>(*fields);
        }
        mediumFrom = given.contains("medium_from") ? given.at("medium_from").to_number<std::int64_t>() : mediumFrom;
        longFrom = given.contains("long_from") ? given.at("long_from").to_number<std::int64_t>() : longFrom;
    }
    counter.walk(request.at("payload"), false);
    const auto* length = counter.words >= longFrom ? "long" : counter.words >= mediumFrom ? "medium" : "short";
    return {{"metadata", {{"words", counter.words}, {"length", length}}}};
}

// ---- how it is reached: the same in every extension ----
int main() {
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);) {
        boost::json::object said;
        try {
            const auto asked = boost::json::parse(line);
            said["id"] = asked.at("id");
            try {
                said["response"] = answer(asked.at("request").as_object());
            } catch (const std::exception& problem) {  // told to who asks, and to the log; the next request is another
                std::cerr << problem.what() << std::endl;
                said["error"] = {{"code", "invalid_request"}, {"message", problem.what()}};
            }
        } catch (const std::exception& problem) {
            std::cerr << "A line that is no request: " << problem.what() << std::endl;
            continue;
        }
        std::cout << said << std::endl;
    }
}
