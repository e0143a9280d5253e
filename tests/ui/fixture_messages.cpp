// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/fixture_messages.h"

#include <algorithm>
#include <array>

#include "tests/ui/fixture_paging.h"

namespace beamline::test {

namespace {
constexpr api::Timestamp kSentAt = 1795556700000;  ///< 2026-11-24 21:45:00 UTC

bool fitsMessage(const api::MessageInfo& message, const api::ListMessages& op) {
    const std::array<std::string, 7> texts{message.id,       message.subject, message.type,   message.user,
                                           message.provider, message.error,   message.traceId};
    return (op.status.empty() || op.status == message.status) &&
           (op.text.empty() ||
            std::any_of(texts.begin(), texts.end(), [&op](const auto& text) { return holds(text, op.text); }));
}
}  // namespace

void FixtureMessages::put(api::MessageInfo message) {
    api::Event event;
    event.kind = "message.sent";
    event.data = boost::json::object{{"tenant", message.tenant}, {"id", message.id}};
    {
        std::lock_guard lock(m_mutex);
        m_messages.push_back(std::move(message));
    }
    if (tell) {
        tell(std::move(event));
    }
}

void FixtureMessages::setResponder(std::function<void(api::MessageInfo&)> responder) {
    std::lock_guard lock(m_mutex);
    m_responder = std::move(responder);
}

std::vector<api::MessageInfo> FixtureMessages::all() const {
    std::lock_guard lock(m_mutex);
    return m_messages;
}

FixtureMessages::Answer FixtureMessages::send(const api::SendMessage& op, const std::string& retryOf) {
    api::MessageInfo made;
    {
        std::lock_guard lock(m_mutex);
        made.id = "01HFMSG" + std::to_string(1000 + ++m_number);
        made.at = kSentAt + m_number * 1000LL;
        made.user = "anna";
        made.subject = op.subject;
        made.type = op.type;
        made.policy = !op.subject.empty() ? std::string() : op.policy.empty() ? "default" : op.policy;
        made.payload = op.payload;
        made.headers = op.headers;
        made.retryOf = retryOf;
        made.tookMs = 12;
        made.status = op.subject.empty() || op.wait ? "answered" : "sent";
        if (op.subject.empty()) {
            made.provider = "alpha";
            made.decision = "01HFDEC" + std::to_string(1000 + m_number);
        }
        if (made.status == "answered" && !op.decideOnly) {
            made.reply = boost::json::object{{"text", "done"}};
        }
        if (m_responder) {
            m_responder(made);
        }
    }
    put(made);
    return api::Reply(api::MessageReply{made});
}

FixtureMessages::Answer FixtureMessages::answer(const api::SendMessage& op) {
    return send(op, {});
}

FixtureMessages::Answer FixtureMessages::answer(const api::RetryMessage& op) {
    api::SendMessage again;
    {
        std::lock_guard lock(m_mutex);
        const auto found =
            std::find_if(m_messages.begin(), m_messages.end(), [&op](const auto& one) { return one.id == op.message; });
        if (found == m_messages.end()) {
            return notFound("message", op.message);
        }
        again.subject = found->subject;
        again.policy = found->policy;
        again.type = found->type;
        again.payload = found->payload;
        again.headers = found->headers;
    }
    return send(again, op.message);
}

FixtureMessages::Answer FixtureMessages::answer(const api::ListMessages& op) {
    std::lock_guard lock(m_mutex);
    std::vector<api::MessageInfo> fitting;
    for (auto one = m_messages.rbegin(); one != m_messages.rend(); ++one) {
        if (fitsMessage(*one, op)) {
            fitting.push_back(*one);
            fitting.back().payload = fitting.back().headers = fitting.back().reply = nullptr;
        }
    }
    return api::Reply(cut<api::MessagePage>(
        std::move(fitting), op.limit, op.after, [](const auto& one) { return one.id; }, 0));
}

FixtureMessages::Answer FixtureMessages::answer(const api::GetMessage& op) {
    std::lock_guard lock(m_mutex);
    const auto found =
        std::find_if(m_messages.begin(), m_messages.end(), [&op](const auto& one) { return one.id == op.message; });
    if (found == m_messages.end()) {
        return notFound("message", op.message);
    }
    return api::Reply(api::MessageReply{*found});
}

}  // namespace beamline::test
