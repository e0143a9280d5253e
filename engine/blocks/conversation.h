// SPDX-License-Identifier: Apache-2.0
#pragma once
// A process that is spoken to in lines, over its standard input and output, while it runs. One thread at a time; errors
// come from fault().

#include <algorithm>

#include "engine/blocks/process_launch.h"

namespace beamline::blocks {

class Conversation {
public:
    Conversation(std::unique_ptr<Talk> process, std::optional<WorkingFolder> folder, const ProcessRequest& request,
                 const ProcessSettings& settings);
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;
    /// Closes its input, waits shortly, then ends it and all that it started; without waiting when its caller was
    /// stopped or gave it up. Takes half a second with a process that does not want to end.
    ~Conversation();
    void giveUp() { m_hurry = true; }

    api::Result<api::Unit> write(std::string_view bytes, const Stop& stop);
    /// The next line without its end. An error when the output ends, or a line has more than `maxBytes`.
    api::Result<std::string> readLine(std::int64_t maxBytes, const Stop& stop);
    /// Takes what it has written meanwhile and does not wait. False: it has ended, or writes no more.
    bool running();
    /// Bytes that it has written and that readLine() has not given yet.
    std::size_t pending() const { return m_buffer.size(); }
    /// Bytes that it was given so far, also by a write that was stopped.
    std::size_t given() const { return m_written; }
    /// Those of them that it has read.
    std::size_t taken() const { return m_written - std::min(m_written, m_process->unread()); }
    /// The text without the values that the environment was given: credentials are among them.
    std::string withoutSecrets(std::string text) const;

private:
    api::Error ended(const Stop& stop);

    std::optional<WorkingFolder> m_folder;  ///< goes behind the process
    std::unique_ptr<Talk> m_process;
    const std::string m_what;
    const ProcessSettings m_settings;
    std::vector<std::string> m_secrets;
    std::string m_buffer;
    std::size_t m_written = 0;
    bool m_hurry = false;
};

}  // namespace beamline::blocks
