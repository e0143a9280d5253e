// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/sources.h"

#include "engine/blocks/message_inbox.h"
#include "engine/nats/library.h"

namespace beamline::nats {

namespace {
using blocks::BrokerMessage;
using blocks::fault;
}  // namespace

SubjectsSource::~SubjectsSource() {
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_all();  // a handler that waits for room; the subscriptions wait for it
    m_subscriptions.clear();
}

blocks::MessageBroker::Handler SubjectsSource::handler() {
    return [this](BrokerMessage message) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_ended || (m_messages.size() < kMaxTaken && m_bytes < kMaxTakenBytes); });
        if (!m_ended) {
            m_bytes += blocks::bytesOf(message);
            m_messages.push_back(std::move(message));
            m_changed.notify_all();
        }
    };
}

api::Result<std::vector<BrokerMessage>> SubjectsSource::next(int most) {
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, std::chrono::milliseconds(kMaxLookMs), [this] { return !m_messages.empty(); });
    if (m_messages.empty() && !m_connection->connected()) {
        return m_connection->away();
    }
    std::vector<BrokerMessage> out;
    while (!m_messages.empty() && out.size() < static_cast<std::size_t>(most)) {
        m_bytes -= blocks::bytesOf(m_messages.front());
        out.push_back(std::move(m_messages.front()));
        m_messages.pop_front();
    }
    m_changed.notify_all();
    return out;
}

std::int64_t SubjectsSource::lost() const {
    std::int64_t count = 0;
    for (const auto& one : m_subscriptions) {
        count += one->lost();
    }
    return count;
}

api::Result<std::unique_ptr<blocks::MessageSource>> ConsumerSource::open(
    std::shared_ptr<NatsBroker::Connection> connection, const blocks::MessagesFrom& from) {
    std::unique_ptr<ConsumerSource> made(new ConsumerSource(std::move(connection)));
    made->m_what = "The consumer " + from.durable + " of the stream " + from.stream;
    jsCtx* context = nullptr;
    if (const auto status = made->m_connection->jetStream(&context); status != NATS_OK) {
        return made->m_connection->error(status, made->m_what);
    }
    made->m_context.reset(context);
    if (auto found = made->find(from); !found.ok()) {
        return found.error();
    }
    jsSubOptions options;
    jsSubOptions_Init(&options);
    options.Stream = from.stream.c_str();
    options.Consumer = from.durable.c_str();
    options.ManualAck = true;
    natsSubscription* raw = nullptr;
    const char* subject = from.subjects.empty() ? "" : from.subjects.front().c_str();
    const auto status = js_PullSubscribe(&raw, context, subject, from.durable.c_str(), nullptr, &options, nullptr);
    if (status != NATS_OK) {
        return fault("configuration", 400,
                     made->m_what + " cannot be used: " + lastText(status) +
                         ". It must be a pull consumer with the subject of the settings as its filter.");
    }
    made->m_subscription.reset(raw);
    return std::unique_ptr<blocks::MessageSource>(std::move(made));
}

/// Makes the consumer when it is not there.
api::Result<api::Unit> ConsumerSource::find(const blocks::MessagesFrom& from) {
    jsConsumerInfo* info = nullptr;
    jsErrCode code{};
    auto* context = m_context.get();
    auto status = js_GetConsumerInfo(&info, context, from.stream.c_str(), from.durable.c_str(), nullptr, &code);
    const bool acknowledges = status != NATS_OK || !info->Config || info->Config->AckPolicy != js_AckNone;
    jsConsumerInfo_Destroy(info);
    if (!acknowledges) {
        return fault("configuration", 400, m_what + " takes messages without an acknowledgement; make it explicit.");
    }
    if (status == NATS_NOT_FOUND && code != JSStreamNotFoundErr) {
        jsConsumerConfig config;
        jsConsumerConfig_Init(&config);
        config.Durable = from.durable.c_str();
        config.AckPolicy = js_AckExplicit;
        config.DeliverPolicy = js_DeliverAll;
        config.FilterSubject = from.subjects.empty() ? nullptr : from.subjects.front().c_str();
        jsConsumerInfo* made = nullptr;
        status = js_AddConsumer(&made, context, from.stream.c_str(), &config, nullptr, &code);
        jsConsumerInfo_Destroy(made);
    }
    if (code == JSStreamNotFoundErr) {
        return fault("configuration", 404,
                     "There is no stream " + from.stream + " at " + m_connection->shown() + "; make it.");
    }
    return status == NATS_OK ? api::Result<api::Unit>(api::Unit{}) : m_connection->error(status, m_what);
}

natsStatus ConsumerSource::fetch(int most, bool wait, std::vector<BrokerMessage>& into) {
    jsFetchRequest request;
    jsFetchRequest_Init(&request);
    request.Batch = most;
    request.Expires = kMaxLookMs * kNanoseconds;
    request.NoWait = !wait;
    natsMsgList list{};
    const auto status = natsSubscription_FetchRequest(&list, m_subscription.get(), &request);
    for (int i = 0; i < list.Count; ++i) {
        into.push_back(received(list.Msgs[i]));
    }
    natsMsgList_Destroy(&list);
    return status;
}

api::Result<std::vector<BrokerMessage>> ConsumerSource::next(int most) {
    std::vector<BrokerMessage> out;
    const auto status = fetch(1, true, out);
    if (status == NATS_OK && most > 1) {
        fetch(most - 1, false, out);  // whatever is there besides
    }
    if (!m_connection->connected()) {
        return out.empty() ? m_connection->away() : api::Result<std::vector<BrokerMessage>>(std::move(out));
    }
    if (status != NATS_OK && status != NATS_TIMEOUT) {
        return m_connection->error(status, m_what);
    }
    return out;
}

}  // namespace beamline::nats
