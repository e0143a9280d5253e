// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/messenger.h"

#include <charconv>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/runtime/scheduler.h"

namespace beamline::runtime {

namespace {
constexpr std::string_view kParent = "run:";

std::string textOf(const api::Json& object, const char* name) {
    const auto* value = object.as_object().if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

/// Whether it is worth sending the same thing again later.
bool passes(const api::Error& error) {
    return error.code == api::code::kUnavailable || error.code == api::code::kOverloaded;
}
}  // namespace

store::Message eventMessage(const api::Json& event, api::Timestamp at) {
    store::Message message;
    message.kind = store::MessageKind::event;
    message.at = at;
    message.type = textOf(event, "type");
    message.key = textOf(event, "source") + '\n' + textOf(event, "id");
    message.data = boost::json::serialize(event);
    return message;
}

std::string parentName(const std::string& run, core::ActivityId activity) {
    return std::string(kParent) + run + '.' + std::to_string(activity);
}

std::optional<std::pair<std::string, core::ActivityId>> parentOf(const std::string& startedBy) {
    const auto dot = startedBy.rfind('.');
    if (!startedBy.starts_with(kParent) || dot == std::string::npos) {
        return std::nullopt;
    }
    core::ActivityId activity = 0;
    const auto* end = startedBy.data() + startedBy.size();
    if (std::from_chars(startedBy.data() + dot + 1, end, activity).ptr != end) {
        return std::nullopt;
    }
    return std::pair(startedBy.substr(kParent.size(), dot - kParent.size()), activity);
}

Messenger::Messenger(Services& services, caf::actor supervisor, Commands& commands)
    : m_services(services), m_supervisor(std::move(supervisor)), m_commands(commands) {}

Messenger::~Messenger() {
    stop();
}

void Messenger::start() {
    m_read = m_told = m_services.journal.deliveredUpTo();
    m_thread = std::thread([this] { work(); });
}

void Messenger::stop() {
    {
        std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
        m_supervisor = nullptr;
    }
}

void Messenger::wake() {
    {
        std::lock_guard lock(m_mutex);
        m_news = true;
    }
    m_wake.notify_all();
}

void Messenger::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        const bool room = m_open < kMaxUndelivered;
        if (!m_again.empty() && m_services.journal.health().accepting) {
            auto again = std::move(m_again);
            m_again.clear();
            lock.unlock();
            for (const auto& [position, act] : again) {
                act();
                answered(position);
            }
            lock.lock();
            m_wake.wait_for(lock, kRedeliverAfter, [this] { return m_stop; });
            continue;
        }
        if (m_news && room) {
            m_news = false;
            lock.unlock();
            const auto messages = m_services.journal.messages(m_read, kMaxMessagesRead);
            for (const auto& message : messages.ok() ? *messages : std::vector<store::Message>()) {
                m_read = message.position;
                deliver(message);
            }
            const bool more = messages.ok() && messages->size() == static_cast<std::size_t>(kMaxMessagesRead);
            lock.lock();
            m_news = m_news || more || !messages.ok();
            if (!messages.ok()) {  // health says why
                m_wake.wait_for(lock, kRedeliverAfter, [this] { return m_stop; });
            }
            continue;
        }
        const auto ready = [this, room] { return m_stop || m_news || (!room && m_open < kMaxUndelivered); };
        if (m_told < m_read || !m_again.empty()) {
            if (!m_wake.wait_for(lock, kDeliveredEvery, ready)) {
                tellJournal();
            }
        } else {
            m_wake.wait(lock, ready);
        }
    }
    tellJournal();
}

/// With the lock. Messages that are told late are only delivered twice after a crash, and refused then.
void Messenger::tellJournal() {
    const auto done = m_deliveries.empty() ? m_read : m_deliveries.begin()->first - 1;
    if (done > m_told) {
        m_told = done;
        m_services.journal.delivered(done);
    }
}

void Messenger::opened(std::int64_t position) {
    std::lock_guard lock(m_mutex);
    ++m_deliveries[position].open;
    ++m_open;
}

void Messenger::answered(std::int64_t position) {
    bool full = false;
    {
        std::lock_guard lock(m_mutex);
        full = m_open == kMaxUndelivered;
        --m_open;
        const auto found = m_deliveries.find(position);
        if (found != m_deliveries.end() && --found->second.open == 0) {
            m_deliveries.erase(found);
        }
    }
    if (full) {
        m_wake.notify_all();
    }
}

void Messenger::later(std::int64_t position, std::function<void()> again) {
    std::lock_guard lock(m_mutex);
    m_again.emplace_back(position, std::move(again));
    m_wake.notify_all();
}

void Messenger::deliver(const store::Message& message) {
    {
        std::lock_guard lock(m_mutex);
        m_deliveries[message.position].open = 1;
        ++m_open;
    }
    switch (message.kind) {
        case store::MessageKind::event:
            deliverEvent(message);
            break;
        case store::MessageKind::childEnded:
            deliverEnd(message);
            break;
        case store::MessageKind::startChild:
            startChild(message);
            break;
        case store::MessageKind::cancelChild:
            cancelChild(message);
            break;
        case store::MessageKind::ended:
            m_services.scheduler->ended(message);
            break;
    }
    answered(message.position);
}

void Messenger::send(std::int64_t position, store::RunKey run, core::Fact fact) {
    opened(position);
    FactMessage message;
    message.key = run;
    message.fact = fact;
    message.reply = [this, position, run, fact = std::move(fact)](const api::Result<Outcome>& outcome) mutable {
        if (!outcome.ok() && passes(outcome.error()) && !m_services.stopping) {
            later(position, [this, position, run, fact = std::move(fact)] { send(position, run, fact); });
        } else if (outcome.ok() || !m_services.stopping) {
            answered(position);  // taken, or refused for good: it did not match, or the run has ended
        }
    };
    caf::anon_send(m_supervisor, std::move(message));
}

void Messenger::deliverEvent(const store::Message& message) {
    auto event = api::parseJson(message.data);
    if (!event) {
        m_services.problems.put("event_unreadable", "An event could not be read: " + event.error().message);
        return;
    }
    core::Fact fact;
    fact.kind = core::FactKind::event;
    fact.data = core::makeData(boost::json::object{{"position", message.position}, {"event", std::move(*event)}});
    store::Subscriber after;
    for (;;) {
        const auto page = m_services.journal.subscribers(message.type, message.position, after, kSubscriberPage);
        if (!page.ok()) {
            m_services.problems.put("subscriptions", "Subscriptions could not be read: " + page.error().message);
            return;
        }
        for (const auto& subscriber : *page) {
            after = subscriber;
            if (subscriber.run < 0) {
                m_services.scheduler->offer(-subscriber.run, message.position, fact.data);
                continue;
            }
            {
                std::unique_lock lock(m_mutex);
                m_wake.wait(lock, [this] { return m_stop || m_open < kMaxUndelivered; });
                if (m_stop) {
                    return;
                }
            }
            fact.activity = subscriber.activity;
            fact.at = api::wallClock();
            send(message.position, subscriber.run, fact);
        }
        if (page->size() < static_cast<std::size_t>(kSubscriberPage)) {
            return;
        }
    }
}

void Messenger::deliverEnd(const store::Message& message) {
    auto data = api::parseJson(message.data);
    if (!data || !data->is_object()) {
        return;
    }
    core::Fact fact;
    fact.at = api::wallClock();
    fact.activity = message.activity;
    if (const auto* failure = data->get_object().if_contains("error")) {
        fact.kind = core::FactKind::failed;
        auto error = api::fromJson<api::WorkflowError>(*failure);
        fact.error = error ? *error : core::makeError("runtime", "The child run failed.", {});
        fact.error->instance.clear();
    } else {
        fact.kind = core::FactKind::succeeded;
        fact.data = core::makeData(data->get_object()["output"]);
    }
    send(message.position, message.run, std::move(fact));
}

void Messenger::startChild(const store::Message& message) {
    auto data = api::parseJson(message.data);
    if (!data || !data->is_object()) {
        return;
    }
    api::StartRun start;
    start.ns = textOf(*data, "ns");
    start.workflow = textOf(*data, "workflow");
    start.version = textOf(*data, "version");
    start.idempotencyKey = textOf(*data, "key");
    const auto parent = textOf(*data, "parent");
    start.labels["parent"] = parent;
    start.input = std::move(data->get_object()["input"]);
    api::RequestContext context;
    context.user = parentName(parent, message.activity);
    context.client = "workflow";
    opened(message.position);
    m_commands.handle(
        start, context,
        [this, message, position = message.position, run = message.run, activity = message.activity,
         name = start.ns + "/" + start.workflow](const api::Result<api::StartReply>& reply) {
            if (!reply.ok() && passes(reply.error())) {
                if (!m_services.stopping) {  // else it is delivered again after the next start
                    later(position, [this, message] { startChild(message); });
                }
                return;
            }
            if (!reply.ok() && activity != 0) {
                core::Fact fact;
                fact.kind = core::FactKind::failed;
                fact.at = api::wallClock();
                fact.activity = activity;
                const bool input = reply.error().code == api::code::kInvalidInput;
                fact.error = core::makeError(input ? "validation" : "configuration",
                                             name + " could not be started: " + reply.error().message, {});
                send(position, run, std::move(fact));
            } else if (!reply.ok()) {
                m_services.problems.put("child_not_started", name + " could not be started: " + reply.error().message);
            }
            answered(position);
        });
}

void Messenger::cancelChild(const store::Message& message) {
    const auto data = api::parseJson(message.data);
    if (!data || !data->is_object()) {
        return;
    }
    const auto found = m_services.journal.findIdempotent(textOf(*data, "ns"), textOf(*data, "key"));
    if (!found.ok() || !found->has_value()) {
        return;
    }
    api::CancelRun cancel;
    cancel.run = (*found)->first;
    cancel.reason = "the task that waited for it ended";
    opened(message.position);
    m_commands.handle(cancel, {}, [this, position = message.position](const auto&) { answered(position); });
}

}  // namespace beamline::runtime
