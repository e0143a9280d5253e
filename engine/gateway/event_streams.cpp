// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway/event_streams.h"

#include <algorithm>
#include <atomic>
#include <charconv>

#include "engine/api/json_codec.h"

namespace beamline::gateway {

namespace {

constexpr const char* kGap = "gap";
constexpr int kRetryMs = 2'000;  ///< after which a browser comes back

api::Error wrongParameter(const std::string& parameter, const std::string& wanted) {
    return {api::code::kInvalidArgument, "The parameter \"" + parameter + "\" must be " + wanted + ".",
            boost::json::object{{"parameter", parameter}}, false};
}

template <class Number>
bool readNumber(std::string_view text, Number& out) {
    const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
    return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

/// "12" or "12.3".
std::optional<std::pair<api::Seq, int>> readPlace(std::string_view text) {
    std::pair<api::Seq, int> place{0, 0};
    const auto dot = text.find('.');
    const bool good = readNumber(text.substr(0, dot), place.first) &&
                      (dot == text.npos || (readNumber(text.substr(dot + 1), place.second) && place.second >= 0));
    return good ? std::optional(place) : std::nullopt;
}

bool isStored(const api::Event& event) {
    return event.kind != api::kOutputEvent && event.kind != api::kNotifyEvent;
}

}  // namespace

api::Result<EventQuery> readEventQuery(const Pairs& query, const std::string* lastEventId, api::Seq now) {
    EventQuery out;
    out.from = now;
    for (const auto& [name, value] : query) {
        if (name == "run") {
            out.filter.run = value;
        } else if (name == "tasks" || name == "data") {
            if (value != "true" && value != "false") {
                return wrongParameter(name, "true or false");
            }
            (name == "tasks" ? out.filter.tasks : out.filter.withData) = value == "true";
        } else if (name == "from") {
            if (!readNumber(value, out.from)) {
                return wrongParameter(name, "a whole number of 0 or more");
            }
        } else {
            return api::Error{api::code::kInvalidArgument,
                              "There is no parameter \"" + name + "\". There are: run, tasks, data, from.",
                              boost::json::object{{"parameter", name}}, false};
        }
    }
    if (lastEventId && !lastEventId->empty()) {
        out.seen = readPlace(*lastEventId);
        if (!out.seen) {
            return api::Error{api::code::kInvalidArgument,
                              "The header Last-Event-ID must be the id of an event of this stream.",
                              {},
                              false};
        }
        out.from = out.seen->first > 0 ? out.seen->first - 1 : 0;  // there may be more of the same Seq
    }
    return out;
}

std::string eventFrame(const api::Event& event) {
    std::string frame;
    if (isStored(event)) {
        frame = "id: " + std::to_string(event.seq) + (event.index > 0 ? "." + std::to_string(event.index) : "") + "\n";
    }
    frame += "event: ";
    for (const char c : event.kind == api::kGapEvent ? std::string(kGap) : event.kind) {
        frame += c == '\n' || c == '\r' ? ' ' : c;
    }
    return frame + "\ndata: " + api::printJson(api::toJson(event)) + "\n\n";
}

/// One reader. deliver() comes on engine threads, drained() and gone() on the server's.
class EventStreams::Reader {
public:
    explicit Reader(EventQuery query) : m_query(std::move(query)) {}

    void begin(const std::shared_ptr<ByteStream>& stream) { m_stream = stream; }
    const EventQuery& query() const { return m_query; }
    bool send(std::string_view text) {
        const auto stream = m_stream.lock();
        return stream && stream->send(text);
    }
    void close() {
        if (const auto stream = m_stream.lock()) {
            stream->close();
        }
    }

    void deliver(const api::Event& event, std::atomic<std::uint64_t>& gaps) {
        if (m_query.seen && isStored(event) && event.kind != api::kGapEvent &&
            std::pair(event.seq, event.index) <= *m_query.seen) {
            return;
        }
        // Held over send(): a drain that follows a refusal must find the loss noted.
        std::lock_guard lock(m_mutex);
        if (!m_lossy && send(eventFrame(event))) {
            return;
        }
        gaps += m_lossy ? 0 : 1;
        m_lossy = true;
        m_lost.seq = event.seq;
        m_lost.index = event.index;
        m_lost.at = event.at;
    }
    void drained() {
        std::lock_guard lock(m_mutex);
        if (m_lossy) {
            m_lossy = false;
            m_lost.kind = api::kGapEvent;
            send(eventFrame(m_lost));
        }
    }
    /// The subscription ends with the reader, whichever comes first.
    void hold(std::unique_ptr<api::Subscription> subscription) {
        std::lock_guard lock(m_subscribing);
        if (!m_gone) {
            m_subscription.swap(subscription);
        }
    }
    void gone() {
        std::unique_ptr<api::Subscription> last;
        std::lock_guard lock(m_subscribing);
        m_gone = true;
        last.swap(m_subscription);
    }

private:
    const EventQuery m_query;
    std::weak_ptr<ByteStream> m_stream;  ///< the server keeps it as long as somebody reads; it holds this
    std::mutex m_mutex;
    bool m_lossy = false;
    api::Event m_lost;
    std::mutex m_subscribing;
    std::unique_ptr<api::Subscription> m_subscription;
    bool m_gone = false;
};

class EventStreams::Readers : public std::enable_shared_from_this<Readers> {
public:
    Readers(Alarm& alarm, std::chrono::milliseconds heartbeat) : m_alarm(alarm), m_heartbeat(heartbeat) {}

    bool add(const std::shared_ptr<Reader>& reader) {
        std::lock_guard lock(m_mutex);
        return !m_closed && m_all.size() < kMaxStreams && m_all.insert(reader).second;
    }
    void remove(const std::shared_ptr<Reader>& reader) {
        std::lock_guard lock(m_mutex);
        m_all.erase(reader);
    }
    std::size_t size() const {
        std::lock_guard lock(m_mutex);
        return m_all.size();
    }
    void close() {
        std::set<std::shared_ptr<Reader>> all;
        {
            std::lock_guard lock(m_mutex);
            m_closed = true;
            all = m_all;
        }
        for (const auto& reader : all) {
            reader->close();
        }
    }
    /// A connection that nobody reads is found out by writing to it.
    void beat() {
        std::set<std::shared_ptr<Reader>> all;
        {
            std::lock_guard lock(m_mutex);
            if (m_closed) {
                return;
            }
            all = m_all;
        }
        for (const auto& reader : all) {
            reader->send(": alive\n\n");
        }
        m_alarm.at(Alarm::Clock::now() + m_heartbeat, [weak = weak_from_this()] {
            if (const auto readers = weak.lock()) {
                readers->beat();
            }
        });
    }

    std::atomic<std::uint64_t> gaps{0};

private:
    Alarm& m_alarm;
    const std::chrono::milliseconds m_heartbeat;
    mutable std::mutex m_mutex;
    std::set<std::shared_ptr<Reader>> m_all;
    bool m_closed = false;
};

EventStreams::EventStreams(std::shared_ptr<api::Engine> engine, Alarm& alarm, std::chrono::milliseconds heartbeat)
    : m_engine(std::move(engine)), m_readers(std::make_shared<Readers>(alarm, heartbeat)) {
    m_readers->beat();
}

EventStreams::~EventStreams() {
    closeAll();
}

api::Result<api::Unit> EventStreams::open(Exchange& exchange, EventQuery query, Pairs headers) {
    auto reader = std::make_shared<Reader>(std::move(query));
    auto readers = m_readers;
    auto stream = exchange.makeStream({[reader] { reader->drained(); },
                                       [reader, readers] {
                                           readers->remove(reader);
                                           reader->gone();
                                       }});
    reader->begin(stream);
    if (!readers->add(reader)) {
        return api::Error{api::code::kOverloaded,
                          "There are already " + std::to_string(kMaxStreams) +
                              " readers of events, or the engine is closing. Try again later.",
                          {},
                          true};
    }
    stream->send(": connected\nretry: " + std::to_string(kRetryMs) + "\n\n");
    headers.emplace_back("Content-Type", "text/event-stream");
    headers.emplace_back("Cache-Control", "no-store");
    headers.emplace_back("X-Accel-Buffering", "no");  // a proxy would keep events back
    if (!exchange.answer({200, std::move(headers), {}, stream})) {
        readers->remove(reader);
        return api::Unit();
    }
    reader->hold(m_engine->subscribe(
        reader->query().filter, reader->query().from,
        [reader = reader.get(), readers](const api::Event& event) { reader->deliver(event, readers->gaps); }));
    return api::Unit();
}

std::size_t EventStreams::count() const {
    return m_readers->size();
}

std::uint64_t EventStreams::gaps() const {
    return m_readers->gaps;
}

void EventStreams::closeAll() {
    m_readers->close();
}

}  // namespace beamline::gateway
