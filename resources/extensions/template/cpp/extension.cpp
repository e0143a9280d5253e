// SPDX-License-Identifier: Apache-2.0
// An extension for Beamline, one file with Boost.JSON: c++ -std=c++20 -O2 extension.cpp -o extension -lboost_json
// Put your work into answer() and say in manifest.json what it is; the README of the examples explains both.
#include <boost/json.hpp>
#include <iostream>
#include <string>

namespace json = boost::json;

const char* const kId = "my_extension";

// What comes of a request. One at a time: who works long on one has several instances, or threads. What it throws is
// told as an error.
json::object answer(const json::object& request, const std::string& type) {
    if (type == "provider") {
        return {
            {"provider_id", request.at("provider_id")}, {"output", request.at("prompt")}, {"metadata", json::object()}};
    }
    if (type == "validator") {
        const auto* object = request.at("payload").if_object();
        return object && !object->empty() ? json::object{{"status", "ok"}}
                                          : json::object{{"status", "reject"}, {"reason", "There is nothing in it."}};
    }
    return {{"payload", request.at("payload")}, {"metadata", {{"seen_by", kId}}}};
}

// ---- how it is reached: the same in every extension ----
int main() {
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);) {
        boost::json::object said;
        try {
            const auto asked = boost::json::parse(line);
            said["id"] = asked.at("id");
            const auto type = boost::json::value_to<std::string>(asked.at("type"));
            try {
                said["response"] = answer(asked.at("request").as_object(), type);
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
