// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs programs: other people's in a sandbox under limits, and those of this machine's owner. Any thread; run() blocks
// the calling one. What only Linux has is in process_linux.cpp and sandbox_linux.cpp.

#include <map>
#include <memory>
#include <optional>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxProcessInput = 64 * 1024 * 1024;  ///< stdin, file, arguments and environment
inline constexpr std::size_t kMaxOutputLine = 4'096;  ///< of what a sink gets; the rest of a line is cut off
inline constexpr int kMaxOutputLinesPerSecond = 100;  ///< for a sink; the others are counted

enum class Trust {
    none,   ///< code of a workflow: sandbox, limits, and nothing of this process's environment
    owner,  ///< a program of the machine, such as podman: no sandbox, no limits but of output and time
};

struct ProcessRequest {
    std::string what;                    ///< begins the sentences of errors: "The shell command"
    std::string kind;                    ///< of the exchange that is told: "shell", "script"; empty: none
    std::string shown;                   ///< the command's name there, without what it is given
    std::vector<std::string> arguments;  ///< the first is the program's absolute path
    std::optional<std::size_t> fileAt;   ///< where among the arguments the path of `file` is put in
    std::string fileName;
    std::string file;  ///< a file that the process can read
    std::map<std::string, std::string> environment;
    std::string input;  ///< stdin
    Trust trust = Trust::none;
    /// Of converse(): takes what it writes to stderr, piece by piece, on the thread that speaks with it; may be empty.
    std::function<void(std::string_view bytes)> heard{};
};

struct ProcessOutcome {
    int code = 0;  ///< 128 + n when signal n ended it
    std::string out;
    std::string err;
    std::string result;  ///< what it wrote to descriptor 3
};

/// How processes are kept from harm on this machine. Found out once in the life of this process, which takes some
/// milliseconds.
struct Isolation {
    bool sandbox = false;    ///< bubblewrap is there and works
    bool otherUser = false;  ///< processes run as a user of their own (this process is root)
    /// Version of landlock, which without a sandbox keeps files apart, from 4 on TCP, from 6 on signals; 0: none.
    int landlock = 0;
    std::string problem;  ///< why there is no sandbox, a sentence
};

class Conversation;

class ProcessRunner {
public:
    explicit ProcessRunner(ProcessSettings settings) : m_settings(std::move(settings)) {}
    /// Ends with the program, whatever it left running. Errors: timeout, runtime (cancelled, a limit, it could not be
    /// started), configuration (no sandbox although one is required). An exit code is no error here.
    api::Result<ProcessOutcome> run(const ProcessRequest& request, const Stop& stop, const OutputSink& sink) const;
    /// Starts a program that is spoken to; its limits, and what keeps it from harm, are those of run(), but for what it
    /// may write. request.input is not read. Errors as run(), at once or from the conversation.
    api::Result<std::unique_ptr<Conversation>> converse(const ProcessRequest& request) const;
    Isolation isolation() const;
    /// "not sandboxed: …", for people; empty when there is a sandbox.
    std::string note() const;

private:
    struct Prepared;
    api::Result<Prepared> prepare(const ProcessRequest& request) const;
    api::Result<ProcessOutcome> start(const ProcessRequest& request, const Stop& stop, const OutputSink& sink) const;

    ProcessSettings m_settings;
};

/// The absolute path of a program, looked up in the system's directories and not in the engine's PATH: what lies in
/// somebody's home is not seen in a sandbox. Empty: there is none.
std::string findProgram(std::initializer_list<const char*> names);

}  // namespace beamline::blocks
