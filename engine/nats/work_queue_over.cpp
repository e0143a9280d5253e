// SPDX-License-Identifier: Apache-2.0
// What becomes of an assignment whose message is given to nobody any more, and has no result.
#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/core/machine/machine.h"
#include "engine/nats/cluster_streams.h"
#include "engine/nats/messages.h"
#include "engine/nats/stream_facts.h"
#include "engine/nats/work_queue.h"

namespace beamline::nats {

namespace {
constexpr int kLooksLeftOver = 3;    // whoever knows of a message has taken it away by then
constexpr int kMaxClearedOnce = 64;  // in a look
constexpr int kMaxAskedOnce = 64;
}  // namespace

/// A stored assignment was given out too often without a result.
void NatsWorkQueue::onExhausted(natsMsg* message) {
    const auto json = api::parseJson(dataOf(message));
    const auto* said = json.ok() ? json->if_object() : nullptr;
    const auto* place = said ? said->if_contains("stream_seq") : nullptr;
    if (!place || !place->is_int64()) {
        return;
    }
    std::optional<Entry> failed;
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_byPlace.find(static_cast<std::uint64_t>(place->get_int64()));
        if (known == m_byPlace.end()) {
            return;  // another node's
        }
        failed = exhausted(known->second);
    }
    m_wake.notify_one();
    if (failed) {
        fail(std::move(*failed));
    }
}

/// With the lock. What was never accepted waits on: those who gave it back were the wrong ones, and the right one may
/// only be busy. The rest is to be failed.
std::optional<NatsWorkQueue::Entry> NatsWorkQueue::exhausted(std::string id) {
    auto& entry = m_entries.at(id);
    if (!entry.worker.empty() || !entry.rejection.empty()) {
        return take(id, true);
    }
    giveOutAgain(id, entry);
    return std::nullopt;
}

void NatsWorkQueue::fail(Entry entry) {
    auto why = "It was given to workers of the pool " + entry.what.pool + " " +
               std::to_string(m_options.terms.maxDeliveries) +
               " times, and none has finished it: each died, was too slow to renew it, or gave it back.";
    why += entry.rejection.empty() ? "" : " " + entry.rejection;
    say(kDeadLetterSubject, printDeadLetter(entry.what, why, api::wallClock()));
    entry.done({core::makeError("runtime", why, {}), entry.worker, 0});
}

/// Under another message id, because the server knows the one that it had.
void NatsWorkQueue::giveOutAgain(const std::string& id, Entry& entry) {
    if (entry.place != 0) {
        m_byPlace.erase(entry.place);
        removeStored(entry.place);
    }
    m_accepted.erase(id);
    entry.place = 0;
    entry.worker.clear();
    entry.settles = entry.trusted = entry.gone = false;
    entry.overAt = {};
    ++entry.again;
    hold(id, entry);
}

void NatsWorkQueue::askWhetherThere(std::uint64_t place) {
    const auto subject = jetStreamApi(m_connection->target()) + ".STREAM.MSG.GET." + kWorkStream;
    const auto reply = m_inbox + "." + std::string(kAskedPlace) + std::to_string(place);
    const auto text = R"({"seq":)" + std::to_string(place) + "}";
    natsConnection_PublishRequest(m_connection->raw(), subject.c_str(), reply.c_str(), text.data(),
                                  static_cast<int>(text.size()));
}

void NatsWorkQueue::there(std::uint64_t place, std::string_view answer) {
    const auto json = api::parseJson(answer);
    const bool is = json.ok() && json->is_object() && json->get_object().contains("message");
    if (!is && readStored(answer).code != JSNoMessageFoundErr) {
        return;
    }
    std::optional<Entry> failed;
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_byPlace.find(place);
        if (known == m_byPlace.end()) {
            return;
        }
        auto& entry = m_entries.at(known->second);
        entry.gone = !is;
        if (is && isOver(entry)) {
            failed = exhausted(known->second);
        }
    }
    m_wake.notify_one();
    if (failed) {
        fail(std::move(*failed));
    }
}

/// Its message is given to nobody any more, and a result would have been read by now.
bool NatsWorkQueue::isOver(const Entry& entry) const {
    return entry.overAt != Clock::time_point() && Clock::now() - entry.overAt > m_options.resultLate;
}

/// The word that a message was given out too often may be lost, and a message may be gone with its result forgotten.
/// Called every few seconds while results are read.
void NatsWorkQueue::lookAtOver(const WorkStreamFacts& stream) {
    const std::lock_guard lock(m_mutex);
    const auto now = Clock::now();
    std::vector<std::string> gone;
    int asked = 0;
    for (const auto& [place, id] : m_byPlace) {
        auto& entry = m_entries.at(id);
        const auto& facts = m_pools[entry.what.pool].facts;
        const bool lies = !entry.gone && place >= stream.first && place <= stream.last;
        if (lies && place > facts.over) {
            entry.overAt = {};
        } else if (entry.overAt == Clock::time_point()) {
            entry.overAt = now;
        } else if (isOver(entry) && !lies) {
            gone.push_back(id);
        } else if (isOver(entry) && ++asked <= kMaxAskedOnce) {
            askWhetherThere(place);  // what lies there although it is over was given up
        }
    }
    for (const auto& id : gone) {
        giveOutAgain(id, m_entries.at(id));
    }
}

/// Messages of which no node knows any more, so that they do not take room of the pool for ever.
void NatsWorkQueue::clearLeftOver(const WorkStreamFacts& stream) {
    std::vector<PoolFacts> pools;
    {
        const std::lock_guard lock(m_mutex);
        for (auto& [name, pool] : m_pools) {
            const auto there = stream.messages.find(poolSubject(name));
            const auto live = pool.facts.queued + pool.facts.inFlight;
            pool.leftOver = there != stream.messages.end() && there->second > live ? pool.leftOver + 1 : 0;
            if (pool.leftOver >= kLooksLeftOver && pool.facts.over > 0) {
                pools.push_back(pool.facts);
            }
        }
    }
    for (const auto& pool : pools) {
        const auto places = leftOver(*m_connection, pool, kMaxClearedOnce);
        const std::lock_guard lock(m_mutex);
        for (const auto place : places.ok() ? *places : std::vector<std::uint64_t>()) {
            if (!m_byPlace.contains(place)) {  // else lookAtOver() deals with it
                removeStored(place);
            }
        }
    }
}

void NatsWorkQueue::lookAtLabels() {
    std::map<std::string, std::map<api::Labels, std::size_t>> waiting;
    std::vector<std::pair<std::string, std::string>> told;
    {
        const std::lock_guard lock(m_mutex);
        const auto since = api::wallClock() - m_options.workerLost.count();  // by then all workers were heard
        for (const auto& [id, entry] : m_entries) {
            if (!entry.what.labels.empty() && entry.worker.empty() && entry.since <= since) {
                ++waiting[entry.what.pool][entry.what.labels];
            }
        }
        const auto nobody = [&](const std::string& pool, const api::Labels& wanted) {
            return std::none_of(m_workers.begin(), m_workers.end(), [&](const auto& one) {
                const auto& worker = one.second.info;
                return worker.pool == pool && lives(one.first) &&
                       std::all_of(wanted.begin(), wanted.end(), [&](const auto& label) {
                           const auto found = worker.labels.find(label.first);
                           return found != worker.labels.end() && found->second == label.second;
                       });
            });
        };
        for (auto& [name, pool] : m_pools) {
            std::string message;
            for (const auto& [labels, count] : waiting[name]) {
                if (nobody(name, labels)) {
                    message =
                        std::to_string(count) + " tasks of the pool " + name + " wait for a worker with the labels";
                    for (const auto& [label, value] : labels) {
                        message += " " + label + "=" + value;
                    }
                    message += ", and no worker there has them. Start one that has, or change the tasks.";
                    break;
                }
            }
            if (!message.empty() || pool.labelsMissing) {
                told.emplace_back(poolLabelsCode(name), message);
            }
            pool.labelsMissing = !message.empty();
        }
    }
    for (const auto& [code, message] : told) {
        tell(code, message);
    }
}

}  // namespace beamline::nats
