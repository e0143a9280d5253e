// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/script_pool.h"

#include <algorithm>
#include <thread>

#include "engine/api/json_codec.h"

namespace beamline::blocks {

namespace {
using namespace std::chrono_literals;
constexpr auto kStartAgain = 200ms;

ScriptProcess::Deadline after(std::int64_t ms) {
    return std::chrono::steady_clock::now() + std::chrono::milliseconds(ms);
}

boost::json::array parametersOf(const core::ScriptFunction& function) {
    return boost::json::array(function.parameters.begin(), function.parameters.end());
}

api::Error expressionError(std::string message) {
    return {"expression", std::move(message), {}, false};
}

/// Of an expression: what its author can mend is an "expression" error, and what is the machine's is not.
api::Error told(const api::Error& error) {
    if (error.code == "stuck") {
        return expressionError("The expression computes for more than " + std::to_string(core::kMaxScriptExpressionMs) +
                               " ms; make it do less.");
    }
    const bool own = error.code == "died" || error.code == "killed" || error.code == "large";
    return {own ? "expression" : api::code::kUnavailable, error.message, {}, false};
}
}  // namespace

std::filesystem::path scriptProgram() {
    std::error_code ec;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", ec);
    return self.parent_path() / "beamline-script";
}

ScriptPool::ScriptPool(std::filesystem::path program)
    : m_program(program.empty() ? scriptProgram() : std::move(program)),
      m_most(std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMaxScriptChildren)) {}

ScriptPool::~ScriptPool() = default;

ScriptPool::Counts ScriptPool::counts() const {
    std::lock_guard lock(m_mutex);
    return m_counts;
}

api::Result<ScriptPool::Child> ScriptPool::take(Deadline deadline, const Cancelled& cancelled) {
    std::unique_lock lock(m_mutex);
    while (true) {
        while (!m_idle.empty()) {
            auto child = std::move(m_idle.back());
            m_idle.pop_back();
            if (!child->gone() && child->asked() < kMaxCallsOfChild) {
                return child;
            }
            --m_counts.children;
        }
        if (m_counts.children < m_most) {
            break;
        }
        if (std::chrono::steady_clock::now() >= deadline) {
            return api::Error{"deadline", "All scripts' processes are busy.", {}, true};
        }
        if (cancelled && cancelled()) {
            return api::Error{"cancelled", "It was cancelled.", {}, false};
        }
        m_returned.wait_until(lock, std::min(deadline, std::chrono::steady_clock::now() + 100ms));
    }
    ++m_counts.children;
    ++m_counts.started;
    lock.unlock();
    auto child = ScriptProcess::start(m_program);
    if (!child) {
        lock.lock();
        --m_counts.children;
        m_returned.notify_one();
    }
    return child;
}

void ScriptPool::give(Child child) {
    {
        std::lock_guard lock(m_mutex);
        if (child->alive()) {
            m_idle.push_back(std::move(child));
        } else {
            --m_counts.children;
        }
    }
    m_returned.notify_one();
}

api::Result<ScriptProcess::Answer> ScriptPool::askChild(ScriptProcess& child, boost::json::object& header,
                                                        std::string_view value, const std::string* id,
                                                        Deadline deadline, const Cancelled& cancelled) {
    if (!id || !child.known().contains(*id)) {
        if (id) {
            child.known().insert(*id);
        }
        return child.ask(header, value, deadline, cancelled);
    }
    auto brief = header;
    brief.erase("source");
    auto answer = child.ask(brief, value, deadline, cancelled);
    if (answer && answer->error == "unknown") {
        child.known().clear();
        child.known().insert(*id);
        return child.ask(header, value, deadline, cancelled);
    }
    return answer;
}

api::Result<ScriptProcess::Answer> ScriptPool::ask(boost::json::object header, std::string_view value,
                                                   const std::string* id, Deadline deadline,
                                                   const Cancelled& cancelled) {
    for (bool again = false;; again = true) {
        auto child = take(deadline, cancelled);
        if (!child) {
            return child.error();
        }
        const bool fresh = (*child)->asked() <= 1;  // the first time it was asked whether it is there
        auto answer = askChild(**child, header, value, id, deadline, cancelled);
        give(std::move(*child));
        const bool killed = !answer && answer.error().code == "killed";  // by somebody else: it did not crash
        const bool died = killed || (!answer && answer.error().code == "died");
        if (!died || again || (fresh && !(killed && id))) {
            return answer;
        }
    }
}

api::Result<api::Unit> ScriptPool::check(const core::ScriptFunction& function) {
    const auto answer = ask({{"do", "check"}, {"parameters", parametersOf(function)}, {"source", function.source}},
                            "null", nullptr, after(kMaxScriptWaitMs));
    if (!answer) {
        return told(answer.error());
    }
    if (!answer->error.empty()) {
        return expressionError(answer->message + ".");
    }
    return api::Unit{};
}

api::Result<core::Data> ScriptPool::evaluate(const core::ScriptFunction& function,
                                             const std::vector<core::Data>& arguments, api::Timestamp now) {
    std::string values = "[";
    for (const auto& argument : arguments) {
        values += (values.size() > 1 ? "," : "") + boost::json::serialize(*argument);
    }
    const boost::json::object header{
        {"do", "evaluate"},          {"id", function.id}, {"parameters", parametersOf(function)},
        {"source", function.source}, {"now", now},        {"limitMs", core::kMaxScriptExpressionMs}};
    values += "]";
    const auto deadline = after(kMaxScriptWaitMs);
    auto answer = ask(header, values, &function.id, deadline);
    // A machine that has no place for a process now may have it soon: no reason for a run to fail.
    while (!answer && answer.error().code == "start" && std::filesystem::exists(m_program) &&
           std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(kStartAgain);
        answer = ask(header, values, &function.id, deadline);
    }
    if (!answer) {
        return told(answer.error());
    }
    if (answer->error == "timeout") {
        return told({"stuck", {}, {}, false});
    }
    if (!answer->error.empty()) {
        return expressionError(answer->message);
    }
    auto value = api::parseJson(answer->value);
    return value ? api::Result<core::Data>(core::makeData(std::move(*value)))
                 : expressionError("The value is no JSON that can be kept: " + value.error().message);
}

api::Result<api::Json> ScriptPool::run(const std::string& code, const api::Json& args, const Stop& stop) {
    const auto limit = std::clamp<std::int64_t>(stop.remainingMs(), 1, kMaxScriptRunMs);
    const auto answer = ask({{"do", "run"}, {"source", code}, {"limitMs", limit}}, boost::json::serialize(args),
                            nullptr, after(limit), [&] { return stop.cancelled(); });
    if (!answer) {
        const auto& error = answer.error();
        if (error.code == "start") {
            return fault("configuration", 400, error.message);
        }
        const bool stopped = error.code == "deadline" || error.code == "cancelled" || error.code == "stuck";
        return stopped ? stop.error("The script") : fault("runtime", 500, "The script failed. " + error.message);
    }
    if (answer->error == "timeout") {
        return stop.error("The script");
    }
    if (answer->error == "syntax") {
        return fault("validation", 400, "The script is no JavaScript that runs here: " + answer->message + ".");
    }
    if (!answer->error.empty()) {
        return fault("runtime", 500, "The script failed: " + answer->message);
    }
    auto value = api::parseJson(answer->value);
    return value
               ? std::move(value)
               : fault("runtime", 500, "What the script returns is no JSON that can be kept: " + value.error().message);
}

}  // namespace beamline::blocks
