// SPDX-License-Identifier: Apache-2.0
#pragma once
// One running beamline-script, the small program that JavaScript runs in. One thread at a time.

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "engine/api/values.h"

namespace beamline::blocks {

/// The words of the command that starts it. Where processes are to be put in a sandbox, its launcher goes before them.
std::vector<std::string> scriptCommand(const std::filesystem::path& program);

class ScriptProcess {
public:
    using Deadline = std::chrono::steady_clock::time_point;
    /// Started, and heard from. The error says what is missing and what to do.
    static api::Result<std::unique_ptr<ScriptProcess>> start(const std::filesystem::path& program);
    ~ScriptProcess();
    ScriptProcess(const ScriptProcess&) = delete;
    ScriptProcess& operator=(const ScriptProcess&) = delete;

    struct Answer {
        std::string error;  ///< a kind of engine/blocks/script_protocol.h; empty: `value` counts
        std::string message;
        std::string value;  ///< JSON text
    };
    /// Blocks. Errors: "deadline", "cancelled" (`cancelled` is asked every 100 ms), "died" with a sentence about why,
    /// "killed" likewise by the signal that nobody sends itself, "large" when the message is. After all but the last
    /// the process has ended.
    api::Result<Answer> ask(const boost::json::object& header, std::string_view value, Deadline deadline,
                            const std::function<bool()>& cancelled = {});
    bool alive() const { return m_pid > 0; }
    /// Whether it ended by itself while nobody asked.
    bool gone();
    std::size_t asked() const { return m_asked; }
    /// Ids of functions that it was given.
    std::unordered_set<std::string>& known() { return m_known; }

private:
    ScriptProcess(pid_t pid, int socket) : m_pid(pid), m_socket(socket) {}
    enum class Wait { ready, deadline, cancelled };
    Wait wait(short events, Deadline deadline, const std::function<bool()>& cancelled) const;
    api::Result<api::Unit> move(bool out, char* bytes, std::size_t size, Deadline deadline,
                                const std::function<bool()>& cancelled);
    void kill();
    api::Error died();

    pid_t m_pid;
    int m_socket;
    std::size_t m_asked = 0;
    std::unordered_set<std::string> m_known;
};

}  // namespace beamline::blocks
