// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a task can do to the world: one Block per catalog function, found by the registry. Blocks run on pool threads,
// several at once.

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "engine/api/values.h"
#include "engine/core/definition/definition.h"

namespace beamline::core {
struct MessageTurn;
}

namespace beamline::blocks {

class HttpAgent;
class MessageBroker;
struct ProviderAsk;

using BlockResult = std::variant<api::Json, api::WorkflowError>;

/// Set once by whoever wants the work to stop; blocks look at it at least every 100 ms and between parts of their work.
class CancelToken {
public:
    CancelToken() : m_flag(std::make_shared<std::atomic<bool>>(false)) {}
    void cancel() const { m_flag->store(true, std::memory_order_relaxed); }
    bool cancelled() const { return m_flag->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic<bool>> m_flag;
};

/// What processes of `shell`, `script` and `mcp` may use; each limit ends the process that goes beyond it.
struct ProcessSettings {
    /// required: without bubblewrap nothing is run; preferred: limits alone where it does not work; off: limits alone.
    std::string sandbox = "preferred";
    bool network = false;               ///< in the sandbox; without it there is nothing that could refuse it
    std::vector<std::string> readable;  ///< absolute paths that processes may read besides the system's programs
    std::int64_t maxMemoryBytes = 1024 * 1024 * 1024;  ///< of all processes of a task together
    std::int64_t maxDiskBytes = 256 * 1024 * 1024;     ///< in its working directory
    std::int64_t maxFileBytes = 64 * 1024 * 1024;
    std::int64_t maxOutputBytes = 4 * 1024 * 1024;  ///< of stdout, and of stderr
    int maxCpuSeconds = 3'600;
    int maxOpenFiles = 256;
    int maxProcesses = 128;  ///< processes and threads
    std::string keeper;      ///< path of beamline-keeper; empty: beside the program that runs
};

/// Which task of which run speaks.
struct Origin {
    std::string run;
    std::string task;  ///< reference in the definition
};
struct LogLine {
    std::string level;  ///< "debug", "info", "warning", "error"
    std::string message;
    Origin origin;
    api::Json data;
};
struct Notice {
    std::string title;
    std::string text;
    std::string urgency;  ///< "low", "normal", "critical"
    Origin origin;
    bool link = true;  ///< whether it leads to the run
};

/// The mail server of tasks that name none.
struct EmailDefaults {
    std::string host;                   ///< empty: none
    int port = 0;                       ///< 0: by `security`
    std::string security = "starttls";  ///< "none", "starttls", "tls"
    std::string username;
    std::string passwordFile;  ///< its first line; a password stands nowhere else
    std::string from;
    std::int64_t maxMessageBytes = 25 * 1024 * 1024;  ///< of every mail, attachments as they are sent
};

/// Where blocks may connect to; see NetworkPolicy.
struct NetworkSettings {
    std::vector<std::string> allow;  ///< empty: everything that is not denied
    std::vector<std::string> deny;
};

/// What the owner of the engine allows; the same for all blocks.
struct BlockSettings {
    std::vector<std::filesystem::path>
        fileRoots;  ///< the first one resolves relative paths; nothing outside any is reachable
    std::int64_t maxFileBytes = 64 * 1024 * 1024;
    std::int64_t maxResponseBytes = 16 * 1024 * 1024;
    std::int64_t defaultTimeoutMs = 60'000;  ///< when the task sets none
    int maxSqlRows = 10'000;
    std::string httpProxy;  ///< empty: from the environment, as curl does
    std::string caFile;     ///< PEM bundle that TLS servers are checked against; empty: the system's
    ProcessSettings process;
    EmailDefaults email;
    std::function<void(const LogLine&)> log;  ///< where `log` writes, thread-safe; empty: nowhere
    std::function<void(const Notice&)> notify;
    std::shared_ptr<MessageBroker> broker;  ///< NATS; null: this program has none
    NetworkSettings network;
    std::filesystem::path scriptProgram;  ///< empty: beamline-script beside the running program
    /// Chooses a provider, calls it and waits. Empty: this program routes nothing.
    std::function<BlockResult(const ProviderAsk&)> provider;
};

/// Takes a line that a process wrote to "stdout" or "stderr", while it runs. Called on the thread of run().
using OutputSink = std::function<void(std::string_view stream, std::string_view text)>;

/// Takes what was said to the outside, when it is over. Called on the thread of run().
using ExchangeSink = std::function<void(api::Exchange)>;

/// What `call: provider` asks the router for.
struct ProviderAsk {
    api::Json request;   ///< task, policy and context of a request (contract of routing)
    std::string tenant;  ///< empty: the only one
    std::string trace;   ///< traceparent; empty: none
    std::string key;     ///< idempotency key
    std::string run;
    api::Timestamp deadline = 0;
    CancelToken cancel;
};

struct Invocation {
    core::Data arguments;         ///< already valid against the block's input schema
    std::string key;              ///< idempotency key
    api::Timestamp deadline = 0;  ///< wall clock ms, 0: BlockSettings::defaultTimeoutMs counts
    CancelToken cancel;
    std::string workflow;  ///< name and namespace of the workflow, and the task's name: for what is seen outside
    std::string ns;
    std::string task;
    OutputSink output;                         ///< may be empty
    ExchangeSink exchanged;                    ///< likewise
    std::shared_ptr<const core::Scope> scope;  ///< of expressions that the block evaluates itself; null: of nothing
    std::string tenant;                        ///< of the run; empty: the only one
    std::string trace;                         ///< traceparent of the run; empty: none
    std::shared_ptr<const core::MessageTurn> turn;  ///< of a subscription whose messages come one by one, else null
};

/// From the idempotency key, which begins with both.
Origin originOf(const Invocation& invocation);

class Block {
public:
    virtual ~Block() = default;
    virtual const api::FunctionInfo& info() const = 0;
    /// Blocks the calling thread. Errors use the standard types (communication, timeout, validation, runtime …);
    /// `instance` is filled in by the machine.
    virtual BlockResult run(const Invocation& invocation) const = 0;
    /// What this machine lacks for it, for people; see Registry::listWithNotes().
    virtual std::string note() const { return {}; }
};

class ScriptPool;

/// All blocks of this build; the default catalog of definitions. `approval` is listed too but is the machine's own
/// business.
class Registry : public core::Catalog {
public:
    explicit Registry(BlockSettings settings);
    ~Registry() override;
    const api::FunctionInfo* find(std::string_view name, std::string_view version) const override;
    std::vector<api::FunctionInfo> list() const override;
    std::shared_ptr<core::ScriptHost> scripts() const override;
    /// The same, with each block's note behind its summary. Asks programs of the machine, which may take seconds.
    std::vector<api::FunctionInfo> listWithNotes() const;
    /// Null for unknown names and for `approval`.
    const Block* block(std::string_view name) const;
    /// The parameter of the Authorization header that a policy comes to, a text; tokens are got as for a call.
    BlockResult authorization(const api::Json& policy, const Invocation& invocation) const;
    /// For tests and benchmarks: adds or replaces a block.
    void add(std::shared_ptr<Block> block);

private:
    BlockSettings m_settings;
    std::shared_ptr<HttpAgent> m_agent;
    std::shared_ptr<ScriptPool> m_scripts;  ///< of expressions; the block `javascript` has its own
    std::vector<std::shared_ptr<Block>> m_blocks;
};

}  // namespace beamline::blocks
