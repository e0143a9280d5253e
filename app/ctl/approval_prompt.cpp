// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/approval_prompt.h"

#include <unistd.h>

#include <array>
#include <iostream>

namespace beamline::ctl {

namespace {
std::string joined(const api::Principals& principals) {
    std::string out;
    for (const auto& user : principals.users) {
        out += (out.empty() ? "" : ", ") + user;
    }
    for (const auto& group : principals.groups) {
        out += (out.empty() ? "" : ", ") + ("group " + group);
    }
    return out;
}

std::string enumText(const api::Json& name) {
    return name.as_string().c_str();
}
}  // namespace

std::string describe(const api::Approval& approval) {
    std::string out = approval.subject + "\n";
    const auto line = [&](const char* name, const std::string& value) {
        if (!value.empty()) {
            out += std::string("  ") + name + ": " + value + "\n";
        }
    };
    if (!approval.summary.empty()) {
        out += "\n" + approval.summary + "\n\n";
    }
    line("Approval", approval.id);
    line("State", enumText(api::toJson(approval.state)));
    line("Workflow", approval.ns + "/" + approval.workflow + ":" + approval.version + ", task " + approval.task);
    line("Risk", enumText(api::toJson(approval.risk)));
    line("Requested by", approval.requester);
    line("May decide", joined(approval.candidates));
    line("Escalated to", approval.state == api::ApprovalState::escalated ? joined(approval.escalation) : "");
    line("Due",
         approval.dueAt != 0 ? timeText(approval.dueAt) + ", then " + enumText(api::toJson(approval.onExpiry)) : "");
    line("Claimed by", approval.claimedBy);
    line("On approval", approval.onApprove);
    line("On rejection", approval.onReject);
    int approvals = 0;
    for (const auto& decision : approval.decisions) {
        line(enumText(api::toJson(decision.outcome)).c_str(),
             decision.by + ", " + timeText(decision.at) + (decision.comment.empty() ? "" : ": " + decision.comment));
        approvals += decision.outcome == api::Outcome::approve;
    }
    for (const auto& comment : approval.comments) {
        line("Comment", comment.by + ", " + timeText(comment.at) + ": " + comment.text);
    }
    if (approval.quorum > 1) {
        line("Approvals", std::to_string(approvals) + " of " + std::to_string(approval.quorum));
    }
    if (!approval.context.is_null()) {
        out += "\n" + indented(approval.context) + "\n";
    }
    return out;
}

bool ApprovalPrompt::possible() {
    return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0;
}

ApprovalPrompt::Line ApprovalPrompt::readLine(const std::string& question, const std::string& approval,
                                              std::string& text) {
    std::cerr << question << std::flush;
    for (;;) {
        if (const auto end = m_typed.find('\n'); end != std::string::npos) {
            text = m_typed.substr(0, end);
            m_typed.erase(0, end + 1);
            return Line::text;
        }
        switch (m_events.wait(-1, true)) {
            case EventQueue::Wake::interrupted:
                return Line::interrupted;
            case EventQueue::Wake::timeout:
                break;
            case EventQueue::Wake::events: {
                m_events.take();
                const auto now = m_client.call(api::GetApproval{approval});
                if (now.ok() && !api::isOpen(now->approval.state)) {
                    std::cerr << "\nIt is " << enumText(api::toJson(now->approval.state)) << " by now.\n";
                    return Line::closed;
                }
                break;
            }
            case EventQueue::Wake::input: {
                std::array<char, 4096> buffer;
                const auto bytes = ::read(STDIN_FILENO, buffer.data(), buffer.size());
                if (bytes <= 0) {
                    return Line::end;
                }
                m_typed.append(buffer.data(), static_cast<std::size_t>(bytes));
                break;
            }
        }
    }
}

ApprovalPrompt::Outcome ApprovalPrompt::ask(const api::Approval& approval) {
    std::cerr << "\nAn approval is needed: " << describe(approval) << '\n';
    for (;;) {
        std::string word;
        switch (readLine("[a]pprove, [r]eject, or leave it to [o]thers? ", approval.id, word)) {
            case Line::closed:
                return Outcome::closedByOthers;
            case Line::interrupted:
                return Outcome::interrupted;
            case Line::end:
                return Outcome::left;
            case Line::text:
                break;
        }
        const char choice = word.empty() ? '\0' : word.front();
        if (choice == 'o') {
            return Outcome::left;
        }
        if (choice != 'a' && choice != 'r') {
            continue;
        }
        const auto outcome = decide(approval, choice == 'a' ? api::Outcome::approve : api::Outcome::reject);
        if (outcome != Outcome::left) {
            return outcome;
        }
    }
}

ApprovalPrompt::Outcome ApprovalPrompt::decide(const api::Approval& approval, api::Outcome outcome) {
    api::DecideApproval decision;
    decision.approval = approval.id;
    decision.outcome = outcome;
    decision.hash = approval.hash;
    const auto other = [](Line line) { return line == Line::closed ? Outcome::closedByOthers : Outcome::interrupted; };
    if (const auto line = readLine("Comment (may be empty): ", approval.id, decision.comment); line != Line::text) {
        return other(line);
    }
    if (!approval.form.is_null() && outcome == api::Outcome::approve) {
        std::cerr << "The form to fill in:\n" << indented(approval.form) << '\n';
        std::string text;
        if (const auto line = readLine("Data as JSON in one line: ", approval.id, text); line != Line::text) {
            return other(line);
        }
        auto data = api::parseJson(text.empty() ? "{}" : text);
        if (!data.ok()) {
            std::cerr << data.error().message << '\n';
            return Outcome::left;
        }
        decision.data = std::move(*data);
    }
    const auto decided = m_client.call(decision);
    if (!decided.ok()) {
        fail(decided.error(), "data");
        return Outcome::left;
    }
    if (api::isOpen(decided->approval.state)) {
        std::cerr << "Noted. More approvals are needed, by others.\n";
    }
    return Outcome::decided;
}

}  // namespace beamline::ctl
