// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/pool_consumer.h"

#include <cstdio>

#include "engine/api/json_codec.h"
#include "engine/nats/cluster_streams.h"
#include "engine/nats/library.h"
#include "engine/nats/owned_streams.h"
#include "engine/nats/request.h"
#include "engine/nats/stream_facts.h"
#include "engine/nats/work_messages.h"

namespace beamline::nats {

namespace {
using api::Result;
// Servers before 2.11 cannot pause a consumer, and those before 2.10 keep nothing with it but its description. Workers
// of others do not read that: the server refuses (409) to let anybody wait for a task longer than this. A filter that
// matches nothing would make it pass over what is stored for good.
constexpr std::int64_t kPausedWait = kNanoseconds;
constexpr const char* kPaused = "paused: nothing is given to workers";
constexpr const char* kOpen = "tasks of a pool, for whoever of its workers takes them";

PoolFacts factsOf(const jsConsumerInfo& info) {
    PoolFacts out;
    out.pool = poolOfConsumer(info.Name);
    out.ackWait = std::chrono::milliseconds(info.Config->AckWait / kNanoseconds);
    out.paused = info.Config->Description && std::string_view(info.Config->Description) == kPaused;
    out.queued = static_cast<std::int64_t>(info.NumPending);
    out.inFlight = info.NumAckPending;
    out.givenOut = info.Delivered.Stream;
    out.over = info.NumAckPending == 0 ? info.Delivered.Stream : info.AckFloor.Stream;
    return out;
}

/// "2026-01-02T03:04:05.678901Z"; 0: it is none.
api::Timestamp timeOf(const std::string& text) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int hour = 0;
    int minute = 0;
    double second = 0;
    if (std::sscanf(text.c_str(), "%d-%u-%uT%d:%d:%lf", &year, &month, &day, &hour, &minute, &second) != 6) {
        return 0;
    }
    using namespace std::chrono;
    const sys_days date = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
    return duration_cast<milliseconds>(date.time_since_epoch() + hours(hour) + minutes(minute)).count() +
           static_cast<api::Timestamp>(second * 1'000);
}

struct Lying {
    std::uint64_t place = 0;  ///< 0: there is none
    api::Timestamp at = 0;
};

/// The first message of the pool from a place on.
Result<Lying> lyingFrom(SharedConnection& connection, const std::string& pool, std::uint64_t from) {
    const auto get = jetStreamApi(connection.target()) + ".STREAM.MSG.GET." + kWorkStream;
    const boost::json::object question{{"seq", from}, {"next_by_subj", poolSubject(pool)}};
    const auto answer = ask(connection, get, boost::json::serialize(question), kAskStream);
    if (!answer.ok()) {
        return answer.error();
    }
    const auto json = api::parseJson(*answer);
    const auto* said = json.ok() ? json->if_object() : nullptr;
    const auto* message = said ? said->if_contains("message") : nullptr;
    const auto* members = message ? message->if_object() : nullptr;
    const auto* place = members ? members->if_contains("seq") : nullptr;
    const auto* time = members ? members->if_contains("time") : nullptr;
    Lying out;
    if (place && place->is_int64()) {
        out.place = static_cast<std::uint64_t>(place->get_int64());
        out.at = time && time->is_string() ? timeOf(std::string(time->get_string())) : 0;
    }
    return out;
}

Result<OwnedConsumer> infoOf(SharedConnection& connection, jsCtx* context, const std::string& pool) {
    jsConsumerInfo* raw = nullptr;
    jsErrCode code{};
    const auto status =
        whole(js_GetConsumerInfo(&raw, context, kWorkStream, poolConsumer(pool).c_str(), nullptr, &code), raw);
    OwnedConsumer info(raw);
    if (status == NATS_OK) {
        return info;
    }
    if (code == JSConsumerNotFoundErr) {
        return api::Error{api::code::kNotFound, "There is no pool " + pool + ".", {}, false};
    }
    return streamError(connection, kWorkStream, status, static_cast<int>(code));
}
}  // namespace

Result<PoolFacts> ensurePool(SharedConnection& connection, const std::string& pool, const PoolTerms& terms) {
    const Owned<jsCtx> context(connection.jetStream());
    auto there = infoOf(connection, context.get(), pool);
    if (there.ok()) {
        return factsOf(**there);
    }
    if (there.error().code != api::code::kNotFound) {
        return there.error();
    }
    const auto name = poolConsumer(pool);
    const auto subject = poolSubject(pool);
    jsConsumerConfig config;
    jsConsumerConfig_Init(&config);
    config.Durable = name.c_str();
    config.Description = kOpen;
    config.FilterSubject = subject.c_str();
    config.AckPolicy = js_AckExplicit;
    config.AckWait = terms.ackWait.count() * kNanoseconds;
    config.MaxDeliver = terms.maxDeliveries;
    config.MaxAckPending = kMaxUnsettled;
    jsConsumerInfo* raw = nullptr;
    jsErrCode code{};
    const auto status = whole(js_AddConsumer(&raw, context.get(), kWorkStream, &config, nullptr, &code), raw);
    const OwnedConsumer made(raw);
    if (status != NATS_OK) {
        return streamError(connection, kWorkStream, status, static_cast<int>(code));
    }
    return factsOf(*made);
}

Result<std::vector<PoolFacts>> listPools(SharedConnection& connection) {
    const Owned<jsCtx> context(connection.jetStream());
    jsConsumerInfoList* raw = nullptr;
    jsErrCode code{};
    const auto status = js_Consumers(&raw, context.get(), kWorkStream, nullptr, &code);
    const OwnedConsumers list(raw);
    std::vector<PoolFacts> out;
    if (status == NATS_NOT_FOUND && code == 0) {
        return out;  // of a stream without consumers
    }
    if (status != NATS_OK) {
        return streamError(connection, kWorkStream, status, static_cast<int>(code));
    }
    for (int i = 0; i < list->Count; ++i) {
        if (whole(NATS_OK, list->List[i]) != NATS_OK) {
            continue;
        }
        if (auto facts = factsOf(*list->List[i]); !facts.pool.empty()) {
            out.push_back(std::move(facts));
        }
    }
    for (auto& pool : out) {
        if (pool.queued > 0) {
            const auto oldest = lyingFrom(connection, pool.pool, pool.givenOut + 1);
            if (!oldest.ok()) {
                break;  // each question may take seconds
            }
            pool.oldestAt = oldest->at;
        }
    }
    return out;
}

Result<api::Unit> pausePool(SharedConnection& connection, const std::string& pool, bool paused) {
    const Owned<jsCtx> context(connection.jetStream());
    const auto there = infoOf(connection, context.get(), pool);
    if (!there.ok()) {
        return there.error();
    }
    auto config = *(*there)->Config;
    config.Description = paused ? kPaused : kOpen;
    config.MaxRequestExpires = paused ? kPausedWait : 0;
    jsConsumerInfo* raw = nullptr;
    jsErrCode code{};
    const auto status = js_UpdateConsumer(&raw, context.get(), kWorkStream, &config, nullptr, &code);
    const OwnedConsumer changed(raw);
    if (status != NATS_OK) {
        return streamError(connection, kWorkStream, status, static_cast<int>(code));
    }
    return api::Unit{};
}

Result<WorkStreamFacts> workStreamFacts(SharedConnection& connection) {
    const Owned<jsCtx> context(connection.jetStream());
    jsOptions options;
    jsOptions_Init(&options);
    options.Stream.Info.SubjectsFilter = ">";
    jsStreamInfo* raw = nullptr;
    jsErrCode code{};
    const auto status = whole(js_GetStreamInfo(&raw, context.get(), kWorkStream, &options, &code), raw);
    const OwnedStream info(raw);
    if (status != NATS_OK) {
        return streamError(connection, kWorkStream, status, static_cast<int>(code));
    }
    WorkStreamFacts out;
    out.capacity = std::max<std::int64_t>(info->Config->MaxMsgsPerSubject, 0);
    out.first = info->State.FirstSeq;
    out.last = info->State.LastSeq;
    const auto* subjects = info->State.Subjects;
    for (int i = 0; subjects && i < subjects->Count; ++i) {
        out.messages[subjects->List[i].Subject] = static_cast<std::int64_t>(subjects->List[i].Msgs);
    }
    return out;
}

Result<std::vector<std::uint64_t>> leftOver(SharedConnection& connection, const PoolFacts& pool, int most) {
    std::vector<std::uint64_t> out;
    std::uint64_t from = 1;
    while (static_cast<int>(out.size()) < most && from <= pool.over) {
        const auto next = lyingFrom(connection, pool.pool, from);
        if (!next.ok()) {
            return next.error();
        }
        if (next->place == 0 || next->place > pool.over) {
            break;
        }
        out.push_back(next->place);
        from = next->place + 1;
    }
    return out;
}

}  // namespace beamline::nats
