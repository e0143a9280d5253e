// SPDX-License-Identifier: Apache-2.0
#pragma once
// All jq expressions of a definition as one libjq program. Any thread: interpreter states are pooled.

extern "C" {
#include <jq.h>
}

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/expression/expression.h"
#include "engine/core/expression/fast_path.h"

namespace beamline::core {

inline constexpr std::size_t kMaxJqStates = 8;  ///< per program; a state costs 35 ms and some MB, further callers wait

class JqCompiler : public ExpressionCompiler {
public:
    explicit JqCompiler(std::size_t maxSteps) : m_maxSteps(maxSteps) {}
    ExpressionId add(std::string source, std::vector<std::string> locals) override;
    std::optional<bool> compiles(const std::string& source, const std::vector<std::string>& locals,
                                 std::size_t& trials) const override;
    std::shared_ptr<const ExpressionProgram> compile(std::vector<Mistake>& mistakes) override;
    std::string written(const Json& value) const override { return boost::json::serialize(value); }
    std::string_view whole() const override { return "."; }
    std::string_view example() const override { return R"("Hello " + .name)"; }
    bool canName(std::string_view name) const override;

    struct Source {
        std::string text;
        std::vector<std::string> locals;
        std::optional<FastPath> fast;
        int number = -1;  ///< among those the interpreter runs
    };

private:
    void findMistakes(std::vector<ExpressionId> suspects, std::vector<Mistake>& mistakes) const;
    const std::size_t m_maxSteps;
    std::vector<Source> m_sources;
};

}  // namespace beamline::core
