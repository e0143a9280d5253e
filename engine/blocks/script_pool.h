// SPDX-License-Identifier: Apache-2.0
#pragma once
// JavaScript out of process: a few warm children (beamline-script), started when they are first needed, each running
// one script at a time, killed when one takes too long and replaced when it dies. Any thread.

#include <condition_variable>
#include <mutex>

#include "engine/blocks/fault.h"
#include "engine/blocks/script_process.h"
#include "engine/core/expression/script_host.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxScriptChildren = 8;     ///< and no more than processors; further callers wait
inline constexpr std::size_t kMaxCallsOfChild = 10'000;  ///< then a new one takes its place
inline constexpr std::int64_t kMaxScriptWaitMs =
    30'000;  ///< for an expression, by the clock, whatever the machine does
inline constexpr std::int64_t kMaxScriptRunMs = 3'600'000;  ///< of computing, for a script of a task

/// beamline-script beside the running program.
std::filesystem::path scriptProgram();

class ScriptPool : public core::ScriptHost {
public:
    /// Empty: scriptProgram().
    explicit ScriptPool(std::filesystem::path program = {});
    ~ScriptPool() override;

    api::Result<api::Unit> check(const core::ScriptFunction& function) override;
    api::Result<core::Data> evaluate(const core::ScriptFunction& function, const std::vector<core::Data>& arguments,
                                     api::Timestamp now) override;
    /// Runs `code` as the body of a function with the parameter `args`, in a world of its own. What it returns, or an
    /// error from fault(): validation 400 for a mistake in the code, runtime 500 for what it throws and for one that
    /// breaks its process, timeout 408, configuration 400 where scripts cannot run.
    api::Result<api::Json> run(const std::string& code, const api::Json& args, const Stop& stop);

    struct Counts {
        std::size_t children = 0;
        std::size_t started = 0;  ///< ever
    };
    Counts counts() const;

private:
    using Child = std::unique_ptr<ScriptProcess>;
    using Deadline = ScriptProcess::Deadline;
    using Cancelled = std::function<bool()>;
    api::Result<Child> take(Deadline deadline, const Cancelled& cancelled);
    void give(Child child);
    /// Asks some child. One that dies although it is not the first time it is asked is not believed: it may have been
    /// full of what others left behind. Nor is the first one that is killed over an expression: a script cannot do
    /// that.
    api::Result<ScriptProcess::Answer> ask(boost::json::object header, std::string_view value, const std::string* id,
                                           Deadline deadline, const Cancelled& cancelled = {});
    api::Result<ScriptProcess::Answer> askChild(ScriptProcess& child, boost::json::object& header,
                                                std::string_view value, const std::string* id, Deadline deadline,
                                                const Cancelled& cancelled);

    const std::filesystem::path m_program;
    const std::size_t m_most;
    mutable std::mutex m_mutex;
    std::condition_variable m_returned;
    std::vector<Child> m_idle;
    Counts m_counts;
};

}  // namespace beamline::blocks
