// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/extension_child.h"

#include "engine/blocks/encoding.h"

namespace beamline::runtime {

namespace {
using CallKind = routing::CallError::Kind;

constexpr std::size_t kMaxUnsentBytes = 4 * kMaxCallBytes;  ///< kept for a process that is starting
constexpr std::size_t kFrameBytes = 64;                     ///< {"id": …, "response": …} around an answer
}  // namespace

api::Result<std::unique_ptr<ExtensionChild>> ExtensionChild::start(ExtensionProgram program, const std::string& key,
                                                                   const std::string& instance, ExtensionLog& log) {
    std::unique_ptr<ExtensionChild> child(new ExtensionChild(program, key, instance, log));
    program.request.heard = [heard = child.get()](std::string_view bytes) { heard->hear(bytes); };
    auto conversation = blocks::ProcessRunner(program.settings).converse(program.request);
    if (!conversation.ok()) {
        return conversation.error();
    }
    child->m_conversation = std::move(*conversation);
    return child;
}

ExtensionChild::~ExtensionChild() {
    m_conversation.reset();  // its last words
    if (!m_partial.empty()) {
        tellLine();
    }
}

std::string ExtensionChild::shown(std::string text) const {
    return blocks::blackened(std::move(text), m_secrets);
}

void ExtensionChild::tellLine() {
    tell(shown(blocks::cleanUtf8(m_partial)));
    m_partial.clear();
}

void ExtensionChild::hear(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        const auto room = kMaxExtensionLineBytes - std::min(kMaxExtensionLineBytes, m_partial.size());
        m_partial.append(bytes.substr(0, std::min(end, room)));
        if (end == bytes.npos) {
            return;
        }
        bytes.remove_prefix(end + 1);
        tellLine();
    }
}

bool ExtensionChild::ready(std::chrono::milliseconds startTime) {
    if (!m_conversation->running()) {
        return false;
    }
    if (m_owed > 0) {
        return Clock::now() - m_started < startTime;
    }
    if (m_conversation->pending() > 0) {
        tell("[ended: it wrote what nobody had asked for]");
        return false;
    }
    return true;
}

ExtensionChild::Outcome ExtensionChild::broken(routing::CallError error) {
    giveUp();
    error.message = shown(std::move(error.message));
    tell("[ended: " + error.message + "]");
    return {std::move(error)};
}

ExtensionChild::Outcome ExtensionChild::failed(const ExtensionCall& call, const api::Error& error) {
    if (m_conversation->pending() > kMaxAnswerBytes + kFrameBytes) {
        return broken({CallKind::garbage, error.message});
    }
    auto outcome = broken({CallKind::unavailable, error.message});
    outcome.untouched = m_conversation->taken() <= m_takenBefore && !call.stop.requested();
    return outcome;
}

std::optional<routing::Caller::Answer> ExtensionChild::judge(const routing::Extension& extension,
                                                             const std::string& line) {
    auto read = readObject(line, extension, kMaxAnswerBytes + kFrameBytes);
    auto* object = std::get_if<boost::json::object>(&read);
    if (!object) {
        return read;
    }
    const auto* id = object->if_contains("id");
    const auto* number = id ? id->if_int64() : nullptr;
    if (number && m_owed > 0 && *number > 0 && *number < m_id) {
        --m_owed;
        return std::nullopt;
    }
    if (!number || *number != m_id) {
        const auto given = id ? "the id " + boost::json::serialize(*id).substr(0, kFrameBytes) : "no id";
        return routing::CallError{CallKind::garbage, shownExtension(extension) + " answered with " + given +
                                                         ", not with that of the request."};
    }
    auto* response = object->if_contains("response");
    if (object->contains("error")) {
        auto answer = judged(*object, extension);
        if (std::holds_alternative<routing::CallError>(answer)) {
            return answer;
        }
    }
    if (!response || !response->is_object()) {
        return routing::CallError{
            CallKind::garbage,
            shownExtension(extension) + " answered neither a 'response' that is an object nor an 'error'."};
    }
    return judged(std::move(response->get_object()), extension);
}

/// A process reads when it has started: imports take longer than most calls may. One that began to read in this call
/// gets another one to answer what has piled up.
bool ExtensionChild::wasStarting() const {
    return m_conversation->taken() == 0 || (m_owed > 0 && m_takenBefore == 0);
}

ExtensionChild::Outcome ExtensionChild::late(const ExtensionCall& call, std::string unsent) {
    if (!wasStarting() || unsent.size() > kMaxUnsentBytes) {
        return broken(timedOut(call));
    }
    ++m_owed;
    m_unsent = std::move(unsent);
    m_idleSince = Clock::now();
    return {timedOut(call), true};
}

ExtensionChild::Outcome ExtensionChild::ask(const ExtensionCall& call) {
    m_takenBefore = m_conversation->taken();
    const auto before = m_conversation->given();
    auto line = std::exchange(m_unsent, {}) + R"({"id": )" + std::to_string(++m_id) + R"(, "type": ")" +
                routing::wordOf(call.extension.type) + R"(", "request": )" + call.text + "}\n";
    if (const auto sent = m_conversation->write(line, call.stop); !sent.ok()) {
        return sent.error().code == "timeout" ? late(call, line.substr(m_conversation->given() - before))
                                              : failed(call, sent.error());
    }
    for (;;) {
        const auto heard = m_conversation->readLine(kMaxAnswerBytes + kFrameBytes, call.stop);
        if (!heard.ok()) {
            return heard.error().code == "timeout" ? late(call, {}) : failed(call, heard.error());
        }
        auto answer = judge(call.extension, *heard);
        if (!answer) {
            continue;
        }
        if (auto* error = std::get_if<routing::CallError>(&*answer); error && error->kind == CallKind::garbage) {
            return broken(std::move(*error));
        }
        m_idleSince = Clock::now();
        return {std::move(*answer), true};
    }
}

}  // namespace beamline::runtime
