// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/result_reader.h"

#include "engine/nats/cluster_streams.h"
#include "engine/nats/library.h"
#include "engine/nats/owned_streams.h"
#include "engine/nats/stream_facts.h"
#include "engine/nats/stream_words.h"

namespace beamline::nats {

namespace {
constexpr std::chrono::milliseconds kBeat{2'000};
constexpr std::chrono::milliseconds kSilence{7'000};
constexpr int kResultBytes = 64 << 20;
}  // namespace

api::Result<api::Unit> ResultReader::look() {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_broken && Clock::now() - m_heardAt < kSilence) {
            return api::Unit{};
        }
    }
    return open();
}

api::Result<api::Unit> ResultReader::open() {
    m_listening.reset();
    const auto facts = factsOf(*m_connection, kResultStream);
    if (!facts.ok()) {
        return facts.error();
    }
    std::uint64_t from = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_begun || m_read > facts->last) {  // a stream that is another one now begins anew
            m_read = facts->last > kReadBack ? facts->last - kReadBack : 0;
            m_target = facts->last;
            m_begun = true;
        }
        from = m_read + 1;
        m_delivered = 0;
        m_broken = false;
        m_heardAt = Clock::now();
        m_caughtUp = m_caughtUp || m_read >= m_target || facts->first > facts->last;
    }
    const auto inbox = m_connection->inbox();
    auto listening = Listening::open(*m_connection, inbox, "", [this](natsMsg* message) { heard(message); });
    if (!listening.ok()) {
        return listening.error();
    }
    m_listening = std::move(*listening);
    m_listening->limit(-1, kResultBytes);
    const Owned<jsCtx> context(m_connection->jetStream());
    jsConsumerConfig config;
    jsConsumerConfig_Init(&config);
    config.DeliverSubject = inbox.c_str();
    config.DeliverPolicy = js_DeliverByStartSequence;
    config.OptStartSeq = from;
    config.AckPolicy = js_AckNone;
    config.Heartbeat = kBeat.count() * kNanoseconds;
    config.InactiveThreshold = 5 * kSilence.count() * kNanoseconds;
    config.MemoryStorage = true;
    config.Replicas = 1;
    jsConsumerInfo* raw = nullptr;
    jsErrCode code{};
    const auto status = whole(js_AddConsumer(&raw, context.get(), kResultStream, &config, nullptr, &code), raw);
    const OwnedConsumer made(raw);
    if (status != NATS_OK) {
        const std::lock_guard lock(m_mutex);
        m_broken = true;
        return streamError(*m_connection, kResultStream, status, static_cast<int>(code));
    }
    return api::Unit{};
}

void ResultReader::heard(natsMsg* message) {
    const auto* reply = natsMsg_GetReply(message);
    const auto delivery = readDelivery(reply ? reply : "");
    {
        const std::lock_guard lock(m_mutex);
        m_heardAt = Clock::now();
        if (delivery.place == 0) {
            return;  // a heartbeat
        }
        if (delivery.number != m_delivered + 1) {
            m_broken = true;
            return;
        }
        m_delivered = delivery.number;
        m_read = delivery.place;
    }
    m_handler(message);
    const std::lock_guard lock(m_mutex);
    m_caughtUp = m_caughtUp || m_read >= m_target;
}

}  // namespace beamline::nats
