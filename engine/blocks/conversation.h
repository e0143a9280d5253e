// SPDX-License-Identifier: Apache-2.0
#pragma once
// A process that is spoken to in lines, over its standard input and output, while it runs. One thread at a time; errors
// come from fault().

#include "engine/blocks/process_launch.h"

namespace beamline::blocks {

class Conversation {
public:
    Conversation(std::unique_ptr<Talk> process, std::optional<WorkingFolder> folder, const ProcessRequest& request,
                 const ProcessSettings& settings);
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;
    /// Closes its input, waits shortly, then ends it and all that it started; at once when its caller was stopped.
    ~Conversation();

    api::Result<api::Unit> write(std::string_view bytes, const Stop& stop);
    /// The next line without its end. An error when the output ends, or a line has more than `maxBytes`.
    api::Result<std::string> readLine(std::int64_t maxBytes, const Stop& stop);
    /// The text without the values that the environment was given: credentials are among them.
    std::string withoutSecrets(std::string text) const;

private:
    api::Error ended();

    std::optional<WorkingFolder> m_folder;  ///< goes behind the process
    std::unique_ptr<Talk> m_process;
    const std::string m_what;
    const ProcessSettings m_settings;
    std::vector<std::string> m_secrets;
    std::string m_buffer;
    bool m_hurry = false;
};

}  // namespace beamline::blocks
