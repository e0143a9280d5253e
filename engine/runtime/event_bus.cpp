// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/event_bus.h"

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"

namespace beamline::runtime {

namespace {
constexpr const char* kInProblem = "events_in";
constexpr const char* kRefusedProblem = "events_refused";
constexpr const char* kLostProblem = "events_lost";
constexpr const char* kOutProblem = "events_out";
constexpr const char* kLeftProblem = "events_left_out";
constexpr std::string_view kPlace = "{type}";

std::string textOf(const api::Json& event, const char* name) {
    const auto* value = event.is_object() ? event.get_object().if_contains(name) : nullptr;
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

blocks::Stop patience(const blocks::CancelToken& cancel, const blocks::BlockSettings& settings) {
    blocks::Invocation call;
    call.cancel = cancel;
    call.deadline = api::wallClock() + std::chrono::milliseconds(kBrokerPatience).count();
    return {call, settings};
}

/// Whether the same message would be refused again.
bool isAboutTheMessage(const api::Error& error) {
    return error.code == "validation";
}

void warn(telemetry::Log& log, const std::string& text) {
    log.write({telemetry::Level::warning, "events", text, {}, {}, {}, 0});
}

/// All answers of the journal to one batch.
struct Answers {
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t open = 0;
    std::vector<api::Result<std::int64_t>> results;
};
}  // namespace

std::string subjectFor(const std::string& pattern, const std::string& type) {
    std::string token;
    for (std::size_t i = 0; i < type.size(); ++i) {
        const auto byte = static_cast<unsigned char>(type[i]);
        const bool emptyToken = type[i] == '.' && (i == 0 || i + 1 == type.size() || type[i - 1] == '.');
        if (byte <= 0x20 || byte == 0x7F || type[i] == '*' || type[i] == '>' || type[i] == '%' || emptyToken) {
            token += '%';
            token += "0123456789ABCDEF"[byte >> 4];
            token += "0123456789ABCDEF"[byte & 15];
        } else {
            token += type[i];
        }
    }
    auto subject = pattern;
    for (auto at = subject.find(kPlace); at != std::string::npos; at = subject.find(kPlace, at + token.size())) {
        subject.replace(at, kPlace.size(), token);
    }
    return subject;
}

EventInlet::EventInlet(Services& services, const EventBusOptions& options, Publish publish)
    : m_services(services), m_options(options), m_publish(std::move(publish)) {}

void EventInlet::start() {
    m_stop = false;
    m_cancel = {};
    m_held.clear();  // a stream gives them again
    m_thread = std::thread([this] { work(); });
}

void EventInlet::stop() {
    {
        std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_cancel.cancel();
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void EventInlet::work() {
    while (!m_cancel.cancelled()) {
        if (!m_held.empty()) {
            auto held = std::exchange(m_held, {});
            const auto results = publishAll(held);
            settle(std::move(held), results);
        } else {
            takeNext();
        }
        if (!m_held.empty()) {
            pause();
        }
    }
    m_source.reset();
}

void EventInlet::pause() {
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, kBrokerAgain, [this] { return m_stop; });
}

void EventInlet::takeNext() {
    const auto away = [this](const api::Error& error) {
        if (!m_cancel.cancelled()) {
            m_services.problems.set(kInProblem, "No events come from NATS: " + error.message);
            pause();
        }
    };
    if (!m_source) {
        auto made = m_services.options.blocks.broker->source(m_options.address, m_options.from,
                                                             patience(m_cancel, m_services.options.blocks));
        if (!made.ok()) {
            away(made.error());
            return;
        }
        m_source = std::move(*made);
        m_services.problems.remove(kInProblem);
    }
    auto messages = m_source->next(kMaxEventsTaken);
    tellLost();
    if (!messages.ok()) {
        m_lost += m_source->lost();
        m_source.reset();
        away(messages.error());
        return;
    }
    if (!messages->empty()) {
        const auto results = publishAll(*messages);
        settle(std::move(*messages), results);
    }
}

void EventInlet::tellLost() {
    if (const auto lost = m_lost + m_source->lost(); lost > 0) {
        m_services.problems.set(kLostProblem, std::to_string(lost) +
                                                  " messages of NATS came faster than the journal takes events, and "
                                                  "were lost. A stream with a durable consumer loses none.");
    }
}

/// Blocks until the journal has answered for all: one commit, or few.
EventInlet::Results EventInlet::publishAll(const std::vector<blocks::BrokerMessage>& messages) {
    const auto answers = std::make_shared<Answers>();
    answers->results.assign(messages.size(), std::int64_t{0});
    answers->open = messages.size();
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const auto done = [answers, i](const api::Result<std::int64_t>& position) {
            std::lock_guard lock(answers->mutex);
            answers->results[i] = position;
            --answers->open;
            answers->changed.notify_all();
        };
        auto event = api::readCloudEvent(messages[i].headers, messages[i].payload, api::kCloudEventsOverNats);
        event.ok() ? m_publish(std::move(*event), done) : done(event.error());
    }
    std::unique_lock lock(answers->mutex);
    answers->changed.wait(lock, [&] { return answers->open == 0; });
    return std::move(answers->results);
}

/// Answers those that are done with and holds the others.
void EventInlet::settle(std::vector<blocks::BrokerMessage> messages, const Results& results) {
    const bool stream = !m_options.from.stream.empty();
    std::vector<blocks::BrokerMessage> answers;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        auto& message = messages[i];
        const auto& result = results[i];
        const bool wrong = !result.ok() && result.error().code == api::code::kInvalidArgument;
        if (!result.ok() && !wrong && (stream || message.reply.empty())) {
            m_held.push_back(std::move(message));
            continue;
        }
        if (wrong) {
            refuse(message, result.error().message);
        }
        if (message.reply.empty()) {
            continue;
        }
        auto& answer = answers.emplace_back();
        answer.subject = message.reply;
        if (stream) {
            answer.payload = wrong ? blocks::kRefused : blocks::kTaken;
        } else {
            answer.payload =
                boost::json::serialize(result.ok() ? boost::json::object{{"position", *result}}
                                                   : boost::json::object{{"error", api::toJson(result.error())}});
        }
    }
    if (!answers.empty()) {
        // What is not answered comes again, or its sender asks again: both are harmless.
        (void)m_services.options.blocks.broker->publishAll(m_options.address, answers, blocks::Reach::server,
                                                           patience({}, m_services.options.blocks));
    }
}

void EventInlet::refuse(const blocks::BrokerMessage& message, const std::string& why) {
    ++m_refused;
    const auto what = "A message on the subject " + message.subject + " was refused: " + why;
    warn(m_services.log, what);
    m_services.problems.set(kRefusedProblem, std::to_string(m_refused) +
                                                 " messages of NATS were no events; the last: " + what +
                                                 " The log has all of them. Mend what sends them.");
}

EventOutlet::EventOutlet(Services& services, const EventBusOptions& options)
    : m_services(services),
      m_options(options),
      m_lane(
          services, kLane,
          {[](const store::Message& message) { return message.kind == store::MessageKind::event && message.run != 0; },
           [this](const auto& messages, const auto& cancel) { return take(messages, cancel); }}) {}

std::optional<blocks::BrokerMessage> EventOutlet::encode(const store::Message& message) {
    const auto event = api::parseJson(message.data);
    const auto what = "The event " + std::to_string(message.position);
    if (!event.ok()) {
        leaveOut(what, event.error().message);
        return std::nullopt;
    }
    auto encoded = api::writeCloudEvent(*event, m_options.mode, api::kCloudEventsOverNats);
    blocks::BrokerMessage out;
    out.subject = subjectFor(m_options.publish, message.type);
    out.headers = std::move(encoded.headers);
    // A stream that has it already takes a repeat for one.
    out.headers.emplace_back("Nats-Msg-Id", api::cloudEventHeader(textOf(*event, "source")) + ' ' +
                                                api::cloudEventHeader(textOf(*event, "id")));
    out.payload = std::move(encoded.body);
    if (!blocks::isSubject(out.subject, false)) {
        leaveOut(what + " of type " + message.type, "its subject is longer than NATS allows.");
        return std::nullopt;
    }
    return out;
}

std::size_t EventOutlet::take(const std::vector<store::Message>& messages, const blocks::CancelToken& cancel) {
    auto& broker = *m_services.options.blocks.broker;
    const auto& settings = m_services.options.blocks;
    const auto reach = m_options.confirm ? blocks::Reach::stream : blocks::Reach::server;
    std::vector<blocks::BrokerMessage> batch;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        if (auto encoded = encode(messages[i])) {
            batch.push_back(std::move(*encoded));
            places.push_back(i);
        }
    }
    if (batch.empty()) {
        return messages.size();
    }
    auto sent = broker.publishAll(m_options.address, batch, reach, patience(cancel, settings));
    if (!sent.ok() && isAboutTheMessage(sent.error())) {  // one of them: which?
        sent = api::Unit{};
        for (std::size_t i = 0; i < batch.size() && sent.ok(); ++i) {
            sent = broker.publishAll(m_options.address, {batch[i]}, reach, patience(cancel, settings));
            if (!sent.ok() && isAboutTheMessage(sent.error())) {
                leaveOut("The event for the subject " + batch[i].subject, sent.error().message);
                sent = api::Unit{};
            }
            if (!sent.ok() && i > 0) {
                return places[i];  // those before it are there
            }
        }
    }
    if (!sent.ok()) {
        if (!cancel.cancelled()) {
            m_services.problems.set(kOutProblem, "Events wait for NATS: " + sent.error().message);
        }
        return 0;
    }
    m_services.problems.remove(kOutProblem);
    return messages.size();
}

void EventOutlet::leaveOut(const std::string& what, const std::string& why) {
    ++m_left;
    warn(m_services.log, what + " was not published: " + why);
    m_services.problems.set(
        kLeftProblem, std::to_string(m_left) + " events were not published to NATS; the last: " + what + ": " + why);
}

}  // namespace beamline::runtime
