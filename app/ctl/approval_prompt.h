// SPDX-License-Identifier: Apache-2.0
#pragma once
// Asks a person at the terminal to decide an approval. Main thread; talks on stderr, reads stdin.

#include <string>

#include "app/ctl/client.h"
#include "app/ctl/event_queue.h"

namespace beamline::ctl {

class ApprovalPrompt {
public:
    enum class Outcome { decided, closedByOthers, left, interrupted };

    ApprovalPrompt(Client& client, EventQueue& events) : m_client(client), m_events(events) {}
    /// stdin and stderr are a terminal.
    static bool possible();
    /// Shows the approval and asks until it is decided, closed by somebody else, or the person leaves it to others.
    Outcome ask(const api::Approval& approval);

private:
    enum class Line { text, closed, end, interrupted };
    Line readLine(const std::string& question, const std::string& approval, std::string& text);
    Outcome decide(const api::Approval& approval, api::Outcome outcome);
    Line fillIn(const api::Approval& approval, api::Json& data);
    Line fillIn(const api::Approval& approval, const std::string& name, const api::Json& schema, bool required,
                boost::json::object& data);

    Client& m_client;
    EventQueue& m_events;
    std::string m_typed;  ///< after the last complete line
};

/// The approval as text for people; also used by `approvals ID`.
std::string describe(const api::Approval& approval);
/// That its run is suspended now, and what that means for a decision; empty when it is not, or nobody may tell.
std::string suspendedText(Client& client, const api::Approval& approval);

}  // namespace beamline::ctl
