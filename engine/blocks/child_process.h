// SPDX-License-Identifier: Apache-2.0
#pragma once
// A child process that is spoken to in lines, over its standard input and output. One thread at a time; errors come
// from fault().

#include <sys/types.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxStderrBytes = 2048;  ///< the last ones, kept for errors

class ChildProcess {
public:
    /// `command` is looked up in PATH. The child sees `environment` and of this process only where programs, the home
    /// folder and the language are.
    static api::Result<std::unique_ptr<ChildProcess>> start(const std::string& command,
                                                            const std::vector<std::string>& arguments,
                                                            const std::map<std::string, std::string>& environment);
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    /// Closes its input, waits shortly, then ends it and all that it started; at once when its caller was stopped.
    ~ChildProcess();

    api::Result<api::Unit> write(std::string_view bytes, const Stop& stop);
    /// The next line without its end. An error when the output ends, or a line has more than `maxBytes`.
    api::Result<std::string> readLine(std::int64_t maxBytes, const Stop& stop);
    /// The text without the values that the environment was given: credentials are among them.
    std::string withoutSecrets(std::string text) const;

private:
    ChildProcess(std::string command, std::vector<std::string> secrets, pid_t pid, int in, int out, int err);
    void readErrors();
    api::Error ended();

    std::string m_command;
    std::vector<std::string> m_secrets;
    pid_t m_pid;
    int m_in;
    int m_out;
    int m_err;
    std::string m_buffer;
    std::string m_said;
    bool m_hurry = false;
};

}  // namespace beamline::blocks
