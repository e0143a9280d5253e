// SPDX-License-Identifier: Apache-2.0
#pragma once
// A process of an extension that is asked in lines. One thread at a time.

#include <memory>

#include "engine/blocks/conversation.h"
#include "engine/runtime/extension_answer.h"
#include "engine/runtime/extension_log.h"
#include "engine/runtime/extension_program.h"

namespace beamline::runtime {

class ExtensionChild {
public:
    using Clock = std::chrono::steady_clock;

    /// What it writes to stderr goes to `log`, which must outlive it, without its secrets.
    static api::Result<std::unique_ptr<ExtensionChild>> start(ExtensionProgram program, const std::string& key,
                                                              const std::string& instance, ExtensionLog& log);
    ~ExtensionChild();
    ExtensionChild(const ExtensionChild&) = delete;
    ExtensionChild& operator=(const ExtensionChild&) = delete;

    struct Outcome {
        routing::Caller::Answer answer;
        bool usable = false;     ///< it can be asked again
        bool untouched = false;  ///< it ended before it had read anything of the request
    };
    /// One that is late is not usable any more, unless it is still starting: it had read nothing yet. Then it answers
    /// once it has started, and those answers are dropped.
    Outcome ask(const ExtensionCall& call);
    /// Whether it runs and waits for a request; does not wait. `startTime`: that it may take until its first answer.
    bool ready(std::chrono::milliseconds startTime);
    bool starting() const { return m_owed > 0; }
    /// Takes what it wrote to stderr.
    void listen() { m_conversation->running(); }
    /// Its end does not wait for it to come by itself.
    void giveUp() { m_conversation->giveUp(); }
    Clock::time_point idleSince() const { return m_idleSince; }

private:
    ExtensionChild(ExtensionProgram& program, std::string key, std::string instance, ExtensionLog& log)
        : m_secrets(std::move(program.secrets)),
          m_staged(std::move(program.staged)),
          m_key(std::move(key)),
          m_instance(std::move(instance)),
          m_log(log) {}
    void tell(std::string line) { m_log.add(m_key, m_instance, std::move(line)); }
    void hear(std::string_view bytes);
    void tellLine();
    std::string shown(std::string text) const;
    Outcome failed(const ExtensionCall& call, const api::Error& error);
    Outcome late(const ExtensionCall& call, std::string unsent);
    Outcome broken(routing::CallError error);
    bool wasStarting() const;
    /// An answer of now; nothing: it is one of those that nobody waits for any more.
    std::optional<routing::Caller::Answer> judge(const routing::Extension& extension, const std::string& line);

    const std::vector<std::string> m_secrets;
    const std::shared_ptr<const StagedFolder> m_staged;  ///< that it runs in; it goes after the process
    const std::string m_key;
    const std::string m_instance;
    ExtensionLog& m_log;
    std::string m_partial;  ///< of a line of stderr
    std::unique_ptr<blocks::Conversation> m_conversation;
    const Clock::time_point m_started = Clock::now();
    Clock::time_point m_idleSince = m_started;
    std::int64_t m_id = 0;          ///< of the last request
    std::int64_t m_owed = 0;        ///< answers to requests that were given up
    std::string m_unsent;           ///< of a request that was given up while it was starting
    std::size_t m_takenBefore = 0;  ///< bytes that it had read before the last request
};

}  // namespace beamline::runtime
