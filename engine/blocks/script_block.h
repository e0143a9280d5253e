// SPDX-License-Identifier: Apache-2.0
#pragma once
// `run: script`: JavaScript or Python code in a sandbox (dsl-reference, "Script Process"). Any thread.

#include "engine/blocks/process.h"
#include "engine/blocks/script_pool.h"

namespace beamline::blocks {

/// With a list of arguments, or none, the code is a program: an ES module or a Python script with the list as its argv.
/// With a map (dsl.md, "Creating a Custom Function") it is the body of a function with these parameters; what it
/// returns is the output, in place of stdout. Where there is no Node.js such functions run in beamline-script, when
/// they are given nothing but arguments and nothing but their result is asked for.
class ScriptBlock : public Block {
public:
    /// The absolute path of an interpreter; empty: this machine has none.
    using Interpreter = std::function<std::string(bool python)>;
    static std::string installed(bool python);

    explicit ScriptBlock(const BlockSettings& settings, std::shared_ptr<ScriptPool> pool,
                         Interpreter interpreter = installed);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;
    /// Which languages this machine has, in which versions, besides what ShellBlock says.
    std::string note() const override;

private:
    api::Result<api::Json> work(const Invocation& invocation, const Stop& stop) const;
    api::Result<std::string> codeOf(const boost::json::object& arguments, const Invocation& invocation,
                                    const Stop& stop) const;
    api::Result<api::Json> withoutNode(const boost::json::object& variables, const std::string& code,
                                       const Invocation& invocation, const Stop& stop) const;

    BlockSettings m_settings;
    std::shared_ptr<ScriptPool> m_pool;
    Interpreter m_interpreter;
    ProcessRunner m_runner;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
