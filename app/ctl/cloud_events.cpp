// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/cloud_events.h"

#include <algorithm>

#include "app/ctl/output.h"
#include "engine/api/ids.h"
#include "engine/core/machine/correlator.h"

namespace beamline::ctl {

namespace {

/// Sets "name=value". Names are lower-case letters and digits (CloudEvents 1.0.2, "Naming Conventions").
api::Result<api::Unit> setAttribute(boost::json::object& event, const std::string& word) {
    const auto equals = word.find('=');
    const auto name = word.substr(0, equals);
    const bool named = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    });
    if (equals == std::string::npos || !named) {
        return badRequest("An attribute is written name=value, its name in lower-case letters and digits, not \"" +
                          word + "\".");
    }
    for (const char* own : {"id", "source", "subject", "specversion", "type", "data"}) {
        if (name == own) {
            return badRequest("The attribute " + name + " cannot be given with --attribute" +
                              (name == "specversion" ? "; it is 1.0."
                               : name == "type"      ? "; write the type as the argument."
                                                     : "; use --" + name + "."));
        }
    }
    event[name] = word.substr(equals + 1);
    return api::Unit();
}

/// A problem of the event at `index` (from 0) that begins in `line`; pointers go into the array of a batch.
api::Problem problemOf(std::string message, int line, std::size_t index, bool batch) {
    api::Problem problem;
    problem.message = std::move(message);
    problem.line = line;
    problem.column = line > 0 ? 1 : 0;
    problem.pointer = batch ? "/" + std::to_string(index) : "";
    return problem;
}

struct Reading {
    std::vector<api::Json> events;
    boost::json::array problems;

    void add(api::Json event, int line, bool batch) {
        if (auto mistake = core::eventMistake(event); !mistake.empty()) {
            problems.push_back(api::toJson(problemOf(std::move(mistake), line, events.size(), batch)));
        }
        events.push_back(std::move(event));
    }
};

void readLines(const std::string& text, Reading& reading) {
    int number = 0;
    for (std::size_t start = 0; start < text.size() && reading.events.size() <= kMaxEventsRead;) {
        const auto end = std::min(text.find('\n', start), text.size());
        const auto line = std::string_view(text).substr(start, end - start);
        start = end + 1;
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
            continue;
        }
        auto event = api::parseJson(line);
        if (event.ok()) {
            reading.add(std::move(*event), number, false);
        } else {
            reading.problems.push_back(api::toJson(problemOf(event.error().message, number, 0, false)));
        }
    }
}

}  // namespace

api::Result<api::Json> makeEvent(const EventParts& parts, std::string& dataName) {
    const auto now = api::wallClock();
    boost::json::object event{{"specversion", "1.0"},
                              {"id", parts.id.empty() ? api::newUlid(now) : parts.id},
                              {"source", parts.source},
                              {"type", parts.type},
                              {"time", rfc3339(now)}};
    if (!parts.subject.empty()) {
        event["subject"] = parts.subject;
    }
    if (!parts.data.empty()) {
        const bool file = parts.data == "-" || parts.data.front() == '@';
        dataName = file ? parts.data.substr(parts.data == "-" ? 0 : 1) : "--data";
        auto data = file ? readJson(dataName, {}) : parseArgument(parts.data);
        if (!data.ok()) {
            return data.error();
        }
        event["datacontenttype"] = "application/json";
        event["data"] = std::move(*data);
    }
    for (const auto& word : parts.attributes) {
        if (const auto set = setAttribute(event, word); !set.ok()) {
            return set.error();
        }
    }
    return api::Json(std::move(event));
}

api::Result<std::vector<api::Json>> readEvents(const std::string& path) {
    const auto text = readFile(path);
    if (!text.ok()) {
        return text.error();
    }
    Reading reading;
    auto whole = api::parseJson(*text);
    if (whole.ok() && whole->is_array()) {
        for (auto& event : whole->get_array()) {
            reading.add(std::move(event), 0, true);
        }
    } else if (whole.ok()) {
        reading.add(std::move(*whole), 1, false);
    } else {
        readLines(*text, reading);
    }
    if (reading.events.size() > kMaxEventsRead) {
        return badRequest(path + " has more than " + std::to_string(kMaxEventsRead) + " events. Publish it in parts.");
    }
    if (!reading.problems.empty()) {
        const auto count = reading.problems.size();
        return api::Error{api::code::kInvalidInput,
                          path + " has " + std::to_string(count) + (count == 1 ? " mistake." : " mistakes."),
                          std::move(reading.problems), false};
    }
    if (reading.events.empty()) {
        return badRequest(path + " has no event. Write one CloudEvent as JSON, or one a line.");
    }
    return std::move(reading.events);
}

}  // namespace beamline::ctl
