// SPDX-License-Identifier: Apache-2.0
#pragma once
// beamctl with a data directory that has routing policies.

#include "tests/contract/ctl/beamctl_fixture.h"

namespace beamline::test {

inline constexpr const char* kOnlyA = R"({
  "version": "1.0",
  "providers": [{"name": "a", "weight": 100, "cost": 0.5}]
}
)";
inline constexpr const char* kOnlyB = R"({
  "version": "1.1",
  "providers": [{"name": "b", "weight": 100, "cost": 0.25}]
}
)";
inline constexpr const char* kGuard = R"({
  "id": "guard",
  "type": "validator",
  "version": "1.0.0",
  "transport": "process",
  "command": ["python3", "guard.py"]
}
)";

class BeamctlRouting : public Beamctl {
protected:
    Outcome put(const std::string& name, const std::string& text, std::vector<std::string> more = {}) {
        std::vector<std::string> arguments{"policy", "put", name, "-"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return at(std::move(arguments), text);
    }
    static std::string request(const std::string& id, const std::string& tenant = "default") {
        return R"({"version": "1", "tenant_id": ")" + tenant + R"(", "request_id": ")" + id +
               R"(", "policy_id": "p", "task": {"type": "chat", "payload": {"text": "Hello there"}}})";
    }
    /// With --output json.
    api::Json told(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"-o", "json"});
        const auto outcome = at(std::move(arguments));
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        return json(outcome.out);
    }
    static std::string word(const api::Json& json) {
        return json.is_string() ? std::string(json.get_string()) : std::string();
    }
    /// In a file of the test's directory, the first time.
    void change(const std::string& name, const std::string& from, const std::string& to) const {
        auto text = readAll(m_directory / name);
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << name << " has no " << from;
        file(name, text.replace(at, from.size(), to));
    }
    static bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
};

}  // namespace beamline::test
