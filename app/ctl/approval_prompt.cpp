// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/approval_prompt.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <iostream>

namespace beamline::ctl {

namespace {
std::string namesOf(const api::Principals& principals) {
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

std::string togetherText(const api::Decision& decision) {
    return decision.batch.empty() ? ""
                                  : " (one of " + std::to_string(decision.batchSize) +
                                        " decided together: beamctl approvals --batch " + decision.batch + ")";
}
}  // namespace

std::string describe(const api::Approval& approval) {
    std::string out = cell(approval.subject) + "\n";
    const auto line = [&](const char* name, const std::string& value) {
        if (!value.empty()) {
            out += std::string("  ") + name + ": " + cell(value) + "\n";
        }
    };
    if (!approval.summary.empty()) {
        out += "\n" + cell(approval.summary, true) + "\n\n";
    }
    line("Approval", approval.id);
    line("State", enumText(api::toJson(approval.state)));
    line("Workflow", approval.ns + "/" + approval.workflow + ":" + approval.version + ", task " + approval.task);
    line("Risk", enumText(api::toJson(approval.risk)));
    line("Requested by", approval.requester);
    line("May decide", namesOf(approval.candidates));
    line("Escalated to", approval.state == api::ApprovalState::escalated ? namesOf(approval.escalation) : "");
    const auto expiry =
        approval.onExpiry == api::ExpiryAction::none ? "" : ", then " + enumText(api::toJson(approval.onExpiry));
    line("Due", approval.dueAt != 0 ? timeText(approval.dueAt) + expiry : "");
    line("Claimed by", approval.claimedBy);
    line("On approval", approval.onApprove);
    line("On rejection", approval.onReject);
    int approvals = 0;
    for (const auto& decision : approval.decisions) {
        line(enumText(api::toJson(decision.outcome)).c_str(),
             decision.by + (decision.onBehalfOf.empty() ? "" : " on behalf of " + decision.onBehalfOf) + ", " +
                 timeText(decision.at) + togetherText(decision) +
                 (decision.comment.empty() ? "" : ": " + decision.comment));
        approvals += decision.outcome == api::Outcome::approve;
    }
    for (const auto& given : approval.delegations) {
        line("Delegated", given.by + " to " + given.to + " until " + timeText(given.until) +
                              (given.comment.empty() ? "" : ": " + given.comment));
    }
    for (const auto& [user, until] : approval.snoozed) {
        line("Put off", user + " until " + timeText(until));
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

std::string suspendedText(Client& client, const api::Approval& approval) {
    const auto reply = client.call(api::GetRun{approval.run});
    return reply.ok() && reply->run.phase == api::Phase::suspended
               ? "Its run is suspended and stays so whatever is decided: what is decided takes effect when somebody "
                 "resumes it (beamctl resume " +
                     approval.run + ")."
               : std::string();
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
    if (const auto told = suspendedText(m_client, approval); !told.empty()) {
        std::cerr << told << '\n';
    }
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
        if (const auto line = fillIn(approval, decision.data); line != Line::text) {
            return other(line);
        }
    }
    const auto decided = m_client.call(decision);
    if (!decided.ok()) {
        fail(decided.error(), "form", api::printJson(decision.data));
        return Outcome::left;
    }
    if (api::isOpen(decided->approval.state)) {
        std::cerr << "Noted. More approvals are needed, by others.\n";
    }
    return Outcome::decided;
}

ApprovalPrompt::Line ApprovalPrompt::fillIn(const api::Approval& approval, api::Json& data) {
    const auto* schema = approval.form.if_object();
    const auto* properties = schema && schema->contains("properties") ? schema->at("properties").if_object() : nullptr;
    if (!properties) {
        std::cerr << "The form to fill in:\n" << indented(approval.form) << '\n';
        for (;;) {
            std::string text;
            if (const auto line = readLine("Its data, as JSON in one line: ", approval.id, text); line != Line::text) {
                return line;
            }
            if (auto parsed = api::parseJson(text); parsed.ok()) {
                data = std::move(*parsed);
                return Line::text;
            } else {
                std::cerr << parsed.error().message << '\n';
            }
        }
    }
    boost::json::object filled;
    const auto* required = schema->if_contains("required");
    for (const auto& [name, property] : *properties) {
        const bool isRequired = required && required->is_array() &&
                                std::find(required->get_array().begin(), required->get_array().end(),
                                          api::Json(name)) != required->get_array().end();
        if (const auto line = fillIn(approval, name, property, isRequired, filled); line != Line::text) {
            return line;
        }
    }
    data = std::move(filled);
    return Line::text;
}

ApprovalPrompt::Line ApprovalPrompt::fillIn(const api::Approval& approval, const std::string& name,
                                            const api::Json& schema, bool required, boost::json::object& data) {
    const auto member = [&](const char* key) {
        const auto* object = schema.if_object();
        return object ? object->if_contains(key) : nullptr;
    };
    const auto shown = [](const api::Json& value) {
        return value.is_string() ? std::string(value.get_string()) : api::printJson(value);
    };
    auto question = "  " + (member("title") ? shown(*member("title")) : name);
    if (const auto* choices = member("enum"); choices && choices->is_array()) {
        std::string list;
        for (const auto& choice : choices->get_array()) {
            list += (list.empty() ? " (" : ", ") + shown(choice);
        }
        question += list + ")";
    }
    const auto* otherwise = member("default");
    question += (otherwise ? " [" + shown(*otherwise) + "]" : required ? "" : " (may be empty)") + ": ";
    for (;;) {
        std::string text;
        if (const auto line = readLine(question, approval.id, text); line != Line::text) {
            return line;
        }
        if (text.empty() && (otherwise || !required)) {
            if (otherwise) {
                data[name] = *otherwise;
            }
            return Line::text;
        }
        const auto* type = member("type");
        const bool isText = type && *type == "string";
        auto value = isText ? api::Result<api::Json>(api::Json(text)) : api::parseJson(text);
        if (value.ok() && !text.empty()) {
            data[name] = std::move(*value);
            return Line::text;
        }
        std::cerr << "  Please write " << (type ? "a value of type " + shown(*type) : "JSON") << ".\n";
    }
}

}  // namespace beamline::ctl
