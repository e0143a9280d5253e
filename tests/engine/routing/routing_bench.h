// SPDX-License-Identifier: Apache-2.0
#pragma once
// Extensions that do what a test tells them, on a clock of the test's own.

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "engine/routing/extension_call.h"

namespace beamline::test {

/// Answers as a script says, and remembers what it was sent.
class ScriptedCaller : public routing::Caller {
public:
    struct Sent {
        std::string extension;
        std::string instance;
        boost::json::object request;
        std::int64_t timeoutMs = 0;
        std::string trace;
    };
    using Script = std::function<Answer(const Sent& sent)>;

    explicit ScriptedCaller(api::Timestamp& now) : m_now(now) {}
    void script(const std::string& extension, Script script) { m_scripts[extension] = std::move(script); }
    void answers(const std::string& extension, boost::json::object answer) {
        script(extension, [answer](const Sent&) { return answer; });
    }
    void fails(const std::string& extension, routing::CallError::Kind kind, const std::string& message = {}) {
        script(extension, [=](const Sent&) { return routing::CallError{kind, message}; });
    }
    /// Takes all the time that it is given.
    void hangs(const std::string& extension) {
        script(extension, [this](const Sent& sent) {
            m_now += sent.timeoutMs;
            return routing::CallError{routing::CallError::Kind::timeout, ""};
        });
    }
    Answer call(const routing::Extension& extension, const routing::Instance& instance,
                const boost::json::object& request, std::chrono::milliseconds timeout,
                const std::string& trace) override {
        sent.push_back({extension.id, instance.id, request, timeout.count(), trace});
        const auto script = m_scripts.find(extension.id);
        if (script == m_scripts.end()) {
            return routing::CallError{routing::CallError::Kind::unavailable, ""};
        }
        return script->second(sent.back());
    }
    std::vector<Sent> sent;

private:
    api::Timestamp& m_now;
    std::map<std::string, Script> m_scripts;
};

class RoutingBench : public testing::Test {
protected:
    static constexpr api::Timestamp kStart = 1'700'000'000'000;

    routing::CallTools tools() {
        return {health, caller, [this] { return now; }, [this] { return random(); },
                [this](std::chrono::milliseconds wait) {
                    pauses.push_back(wait.count());
                    now += wait.count();
                }};
    }
    double random() { return fixed >= 0 ? fixed : std::uniform_real_distribution<double>(0, 1)(generator); }
    std::shared_ptr<routing::Extension> install(boost::json::object document) {
        const auto reading = routing::readExtension(document);
        for (const auto& problem : reading.problems) {
            ADD_FAILURE() << problem.pointer << ": " << problem.message;
        }
        auto extension = std::make_shared<routing::Extension>(*reading.extension);
        installed[extension->id] = extension;
        return extension;
    }
    api::ExtensionInfo healthOf(const std::string& key) const {
        api::ExtensionInfo info;
        health.fill(key, info, now);
        return info;
    }

    api::Timestamp now = kStart;
    double fixed = -1;  ///< what random() gives; below 0: a seeded sequence
    std::mt19937 generator{7};
    std::vector<std::int64_t> pauses;
    routing::ExtensionHealth health;
    ScriptedCaller caller{now};
    std::map<std::string, std::shared_ptr<routing::Extension>> installed;
};

}  // namespace beamline::test
