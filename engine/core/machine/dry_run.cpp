// SPDX-License-Identifier: Apache-2.0
#include "engine/core/machine/dry_run.h"

#include "engine/api/json_codec.h"
#include "engine/core/machine/correlator.h"
#include "engine/core/machine/state.h"

namespace beamline::core {

namespace {
/// `*` stands for any text.
bool globs(std::string_view pattern, std::string_view text) {
    std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

api::Error wrong(const std::string& pointer, std::string what) {
    api::Problem problem;
    problem.pointer = pointer;
    problem.message = what;
    return {api::code::kInvalidInput,
            "The plan of the dry run is wrong at " + (pointer.empty() ? "the top" : pointer) + ": " + what,
            api::toJson(std::vector{problem}), false};
}

/// The error of a mock; its type may be short ("timeout") or a URI.
api::Result<api::WorkflowError> readError(const Json& value, const std::string& pointer) {
    const auto* object = value.if_object();
    const auto* type = object ? object->if_contains("type") : nullptr;
    if (!type || !type->is_string() || type->get_string().empty()) {
        return wrong(pointer, "an error is an object with a `type`, such as communication or a URI.");
    }
    const std::string name(type->get_string());
    const bool uri = name.find(':') != std::string::npos;
    auto error = makeError(uri ? "runtime" : name, {}, {});
    if (!uri && error.title == "Error") {
        return wrong(pointer + "/type", "'" + name + "' is no standard error; write its URI, or one such as timeout.");
    }
    if (uri) {
        error.type = name;
        error.title.clear();
    }
    for (const auto& [key, member] : *object) {
        if (key == "type") {
            continue;
        }
        const auto place = pointer + '/' + std::string(key);
        boost::system::error_code ec;
        if (key == "status") {
            error.status = member.to_number<int>(ec);
            if (ec) {
                return wrong(place, "a status is a whole number.");
            }
        } else if ((key == "title" || key == "detail") && member.is_string()) {
            (key == "title" ? error.title : error.detail) = member.get_string();
        } else {
            return wrong(place, "an error has the texts type, title and detail, and a status.");
        }
    }
    return error;
}

api::Result<Mock> readMock(const Json& value, const std::string& pointer) {
    const auto* object = value.if_object();
    if (!object) {
        return wrong(pointer, "a mock is an object.");
    }
    Mock mock;
    bool answers = false;
    for (const auto& [key, member] : *object) {
        const auto place = pointer + '/' + std::string(key);
        if (key == "task" || key == "function") {
            if (!member.is_string() || member.get_string().empty()) {
                return wrong(place, "expected a text; * stands for anything.");
            }
            (key == "task" ? mock.task : mock.function) = member.get_string();
        } else if (key == "with") {
            mock.with = makeData(member);
        } else if (key == "output") {
            mock.output = makeData(member);
            answers = true;
        } else if (key == "error") {
            auto error = readError(member, place);
            if (!error) {
                return error.error();
            }
            mock.error = std::move(error).value();
        } else if (key == "times") {
            boost::system::error_code ec;
            mock.times = member.to_number<int>(ec);
            if (ec || mock.times < 1) {
                return wrong(place, "expected a whole number from 1.");
            }
        } else {
            return wrong(place, "a mock has task, function, with, output or error, and times.");
        }
    }
    if (mock.task.empty() && mock.function.empty()) {
        return wrong(pointer, "a mock says for which `task` or `function` it answers.");
    }
    if (answers == mock.error.has_value()) {
        return wrong(pointer, "a mock has an `output` or an `error`.");
    }
    return mock;
}
}  // namespace

api::Result<DryRunPlan> parseDryRun(const Json& value) {
    const auto* object = value.if_object();
    if (!object) {
        return wrong({}, "expected an object with `mocks`.");
    }
    DryRunPlan plan;
    for (const auto& [key, member] : *object) {
        if (key == "waits") {
            if (member != "skip" && member != "real") {
                return wrong("/waits", "expected skip or real.");
            }
            plan.realWaits = member == "real";
        } else if (key == "mocks" && member.is_array()) {
            if (member.get_array().size() > kMaxMocks) {
                return wrong("/mocks", "at most " + std::to_string(kMaxMocks) + " mocks are taken.");
            }
            for (const auto& item : member.get_array()) {
                auto mock = readMock(item, "/mocks/" + std::to_string(plan.mocks.size()));
                if (!mock) {
                    return mock.error();
                }
                plan.mocks.push_back(std::move(mock).value());
            }
        } else {
            return wrong('/' + std::string(key), "a plan has `mocks`, a list, and `waits`.");
        }
    }
    return plan;
}

int DryRun::match(const Task& task, std::string_view function, const Data& arguments) {
    for (std::size_t i = 0; i < m_parsed.mocks.size(); ++i) {
        const auto& mock = m_parsed.mocks[i];
        const bool matches = m_used[i] < mock.times &&
                             (mock.task.empty() || globs(mock.task, task.ref) || globs(mock.task, task.name)) &&
                             (mock.function.empty() || globs(mock.function, function)) &&
                             (!mock.with || (arguments && containsJson(*arguments, *mock.with)));
        if (matches) {
            ++m_used[i];
            return static_cast<int>(i);
        }
    }
    return -1;
}

void DryRun::restore(std::vector<int> used) {
    used.resize(m_parsed.mocks.size());
    m_used = std::move(used);
}

Json suggestMocks(const Definition& definition) {
    boost::json::array mocks;
    for (const auto& task : definition.tasks) {
        const auto* call = std::get_if<CallTask>(&task.body);
        if (call && call->changes && !call->detached) {
            mocks.push_back({{"task", task.ref}, {"function", call->function}, {"output", nullptr}});
        } else if (task.type == TaskType::listen) {
            mocks.push_back({{"task", task.ref}, {"function", "listen"}, {"output", boost::json::array()}});
        }
    }
    return boost::json::object{{"mocks", std::move(mocks)}, {"waits", "skip"}};
}

// ---- in the machine -------------------------------------------------------------------------------------------------

void Machine::State::tellDryRun(Frame& f, std::string_view function, const Data& arguments, std::string_view outcome,
                                int mock) {
    boost::json::object data{{"function", function}, {"outcome", outcome}};
    data["arguments"] = arguments ? *arguments : Json();
    std::string detail = std::string(function) + ": ";
    if (mock >= 0) {
        data["mock"] = mock;
        detail += (dryRun->mock(mock).error ? "failed by mock " : "answered by mock ") + std::to_string(mock + 1);
    } else {
        detail += outcome == "waiting" ? "waits for real events, a mock would answer" : outcome;
    }
    emit("task.dry-run", f, makeData(std::move(data))).detail = std::move(detail);
}

/// Whether a mock took the task's place, or the run faulted because none did.
bool Machine::State::rehearse(Frame& f, std::string_view function, const Data& arguments, bool changes) {
    if (!dryRun) {
        return false;
    }
    const auto mock = dryRun->match(taskOf(f), function, arguments);
    if (mock < 0 && !changes) {
        return false;
    }
    if (mock < 0) {
        tellDryRun(f, function, arguments, "refused");
        auto refusal =
            makeError("configuration",
                      "This dry run has no mock for " + std::string(function) + ". Add one for the task " +
                          taskOf(f).ref + " to the plan; what would have been called with stands in its history.",
                      taskOf(f).ref);
        refusal.title = "Refused in a dry run";
        fault(f, std::move(refusal));  // past every `catch`: it is no error of the world that the run could handle
        return true;
    }
    const auto& answer = dryRun->mock(mock);
    tellDryRun(f, function, arguments, answer.error ? "failed" : "answered", mock);
    if (answer.error) {
        raise(f, *answer.error);
    } else {
        complete(f, answer.output);
    }
    return true;
}

}  // namespace beamline::core
