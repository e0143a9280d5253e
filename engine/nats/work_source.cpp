// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/work_source.h"

#include <algorithm>
#include <thread>

#include "engine/api/ids.h"
#include "engine/nats/cluster_streams.h"
#include "engine/nats/messages.h"
#include "engine/nats/stream_facts.h"
#include "engine/nats/work_messages.h"

namespace beamline::nats {

namespace {
using api::Result;
using namespace std::chrono_literals;
constexpr auto kLookEvery = 2s;  // whether a pool is paused
constexpr int kMaxFetch = 64;
constexpr auto kFetch = 1'000ms;  // longest; a server forgets whoever asks for more
constexpr int kTries = 3;

class Ticket : public blocks::WorkTicket {
public:
    Ticket(std::shared_ptr<SharedConnection> connection, std::shared_ptr<jsCtx> context, Owned<natsMsg> message,
           blocks::Assignment assignment)
        : m_connection(std::move(connection)),
          m_context(std::move(context)),
          m_message(std::move(message)),
          m_assignment(std::move(assignment)) {
        jsMsgMetaData* facts = nullptr;
        if (natsMsg_GetMetaData(&facts, m_message.get()) == NATS_OK) {
            m_place = facts->Sequence.Stream;
            m_deliveries = static_cast<int>(std::clamp<std::uint64_t>(facts->NumDelivered, 1, 1'000'000));
            jsMsgMetaData_Destroy(facts);
        }
    }
    const blocks::Assignment& assignment() const override { return m_assignment; }
    int deliveries() const override { return m_deliveries; }
    void accept(const std::string& worker) override {
        const auto text = printAck({m_assignment.id, "accepted", {}, worker, true, m_place});
        natsConnection_Publish(m_connection->raw(), kAckSubject, text.data(), static_cast<int>(text.size()));
    }
    void renew() override {
        const std::lock_guard lock(m_mutex);
        natsMsg_InProgress(m_message.get(), nullptr);
    }
    bool finish(const blocks::WorkResult& result) override {
        const auto text = printResult(m_assignment, result);
        // Of this delivery alone: whoever is asked once more is heard, though the server had the result before.
        const auto id =
            "result-" + m_assignment.id + "-" + std::to_string(m_place) + "-" + std::to_string(m_deliveries);
        jsPubOptions options;
        jsPubOptions_Init(&options);
        options.MsgId = id.c_str();
        for (int i = 0; i < kTries; ++i) {
            if (js_Publish(nullptr, m_context.get(), kResultSubject, text.data(), static_cast<int>(text.size()),
                           &options, nullptr) == NATS_OK) {
                settle();
                return true;
            }
            renew();
        }
        giveBack(0ms);
        return false;
    }
    void settle() override {
        const std::lock_guard lock(m_mutex);
        natsMsg_Ack(m_message.get(), nullptr);
    }
    void giveBack(std::chrono::milliseconds notBefore) override {
        const std::lock_guard lock(m_mutex);
        notBefore.count() > 0 ? natsMsg_NakWithDelay(m_message.get(), notBefore.count(), nullptr)
                              : natsMsg_Nak(m_message.get(), nullptr);
    }

private:
    const std::shared_ptr<SharedConnection> m_connection;
    const std::shared_ptr<jsCtx> m_context;
    std::mutex m_mutex;  ///< of what the library keeps with the message
    const Owned<natsMsg> m_message;
    const blocks::Assignment m_assignment;
    std::uint64_t m_place = 0;
    int m_deliveries = 1;
};

/// Nobody can ever read it: it is kept where people look for such things, and nobody gets it again.
void bury(SharedConnection& connection, natsMsg* message, const std::string& why) {
    const boost::json::object letter{{"original_subject", natsMsg_GetSubject(message)},
                                     {"reason", why},
                                     {"error_code", "PARSE_ERROR"},
                                     {"timestamp", api::wallClock()},
                                     {"message", std::string(dataOf(message))}};
    const auto text = boost::json::serialize(letter);
    natsConnection_Publish(connection.raw(), kDeadLetterSubject, text.data(), static_cast<int>(text.size()));
    natsMsg_Term(message, nullptr);
}
}  // namespace

NatsWorkSource::NatsWorkSource(WorkSourceOptions options)
    : m_options(std::move(options)),
      m_connection(m_options.connection),
      m_context(m_connection->jetStream(), [](jsCtx* context) { jsCtx_Destroy(context); }) {
    for (const auto& name : m_options.pools) {
        m_pools.emplace_back().name = name;
    }
}

Result<std::unique_ptr<NatsWorkSource>> NatsWorkSource::open(WorkSourceOptions options) {
    std::unique_ptr<NatsWorkSource> made(new NatsWorkSource(std::move(options)));
    auto listening =
        Listening::open(*made->m_connection, kWorkCancelSubject, "", [source = made.get()](natsMsg* message) {
            const auto id = readCancel(dataOf(message));
            const std::lock_guard lock(source->m_mutex);
            if (source->m_cancelled && !id.empty()) {
                source->m_cancelled(id);
            }
        });
    if (!listening.ok()) {
        return listening.error();
    }
    made->m_listening = std::move(*listening);
    return made;
}

Result<api::Unit> NatsWorkSource::ready(Pool& pool) {
    const auto now = std::chrono::steady_clock::now();
    if (pool.subscription && now - pool.looked < kLookEvery) {
        return api::Unit{};
    }
    const auto facts = ensurePool(*m_connection, pool.name, m_options.terms);
    if (!facts.ok()) {
        return facts.error();
    }
    pool.facts = *facts;
    pool.looked = now;
    if (pool.subscription) {
        return api::Unit{};
    }
    const auto durable = poolConsumer(pool.name);
    jsSubOptions options;
    jsSubOptions_Init(&options);
    options.Stream = kWorkStream;
    options.Consumer = durable.c_str();
    natsSubscription* raw = nullptr;
    jsErrCode code{};
    const auto status = js_PullSubscribe(&raw, m_context.get(), poolSubject(pool.name).c_str(), durable.c_str(),
                                         nullptr, &options, &code);
    if (status != NATS_OK) {
        return streamError(*m_connection, kWorkStream, status, static_cast<int>(code));
    }
    pool.subscription.reset(raw);
    return api::Unit{};
}

Result<api::Unit> NatsWorkSource::fetch(Pool& pool, int room, std::chrono::milliseconds patience, Tickets& out) {
    if (auto is = ready(pool); !is.ok()) {
        pool.subscription.reset();
        return is;
    }
    if (pool.facts.paused) {
        std::this_thread::sleep_for(patience);
        return api::Unit{};
    }
    natsMsgList list{};
    jsErrCode code{};
    const auto status = natsSubscription_Fetch(&list, pool.subscription.get(), std::min(room, kMaxFetch),
                                               std::max<std::int64_t>(patience.count(), 1), &code);
    for (int i = 0; i < list.Count; ++i) {
        Owned<natsMsg> message(list.Msgs[i]);
        list.Msgs[i] = nullptr;
        auto assignment = readAssignment(dataOf(message.get()), api::wallClock());
        if (!assignment.ok()) {
            bury(*m_connection, message.get(), assignment.error().message);
            continue;
        }
        assignment->pool = pool.name;
        out.push_back(std::make_unique<Ticket>(m_connection, m_context, std::move(message), std::move(*assignment)));
    }
    natsMsgList_Destroy(&list);
    if (status == NATS_OK || status == NATS_TIMEOUT) {
        return api::Unit{};
    }
    pool.subscription.reset();
    const auto error = streamError(*m_connection, kWorkStream, status, static_cast<int>(code));
    return ready(pool).ok() && pool.facts.paused ? Result<api::Unit>(api::Unit{}) : error;  // it has just been paused
}

Result<NatsWorkSource::Tickets> NatsWorkSource::next(int room, std::chrono::milliseconds patience) {
    Tickets out;
    const auto each =
        std::min<std::chrono::milliseconds>(patience, kFetch) / std::max(static_cast<int>(m_pools.size()), 1);
    for (std::size_t i = 0; i < m_pools.size() && static_cast<int>(out.size()) < room; ++i) {
        auto& pool = m_pools[m_turn++ % m_pools.size()];
        const auto left = room - static_cast<int>(out.size());
        if (auto fetched = fetch(pool, left, out.empty() ? each : 1ms, out); !fetched.ok()) {
            if (out.empty()) {
                return fetched.error();
            }
            break;
        }
    }
    return out;
}

std::chrono::milliseconds NatsWorkSource::renewEvery() const {
    auto every = m_options.terms.ackWait;
    for (const auto& pool : m_pools) {
        every = pool.facts.ackWait.count() > 0 ? std::min(every, pool.facts.ackWait) : every;
    }
    return every / 3;
}

void NatsWorkSource::beat(const api::WorkerInfo& worker) {
    const auto text = printHeartbeat(worker);
    natsConnection_Publish(m_connection->raw(), kHeartbeatSubject, text.data(), static_cast<int>(text.size()));
}

void NatsWorkSource::onCancel(std::function<void(const std::string& id)> cancelled) {
    const std::lock_guard lock(m_mutex);
    m_cancelled = std::move(cancelled);
}

}  // namespace beamline::nats
