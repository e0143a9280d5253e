// SPDX-License-Identifier: Apache-2.0
#pragma once
// blocks::WorkSource over JetStream: pulls from the consumers of its pools. As there.

#include <map>
#include <mutex>

#include "engine/blocks/work_source.h"
#include "engine/nats/pool_consumer.h"
#include "engine/nats/request.h"

namespace beamline::nats {

struct WorkSourceOptions {
    std::shared_ptr<SharedConnection> connection;
    std::vector<std::string> pools{blocks::kDefaultPool};
    PoolTerms terms;  ///< of pools that are not there yet
};

class NatsWorkSource : public blocks::WorkSource {
public:
    static api::Result<std::unique_ptr<NatsWorkSource>> open(WorkSourceOptions options);
    api::Result<std::vector<std::unique_ptr<blocks::WorkTicket>>> next(int room,
                                                                       std::chrono::milliseconds patience) override;
    std::chrono::milliseconds renewEvery() const override;
    void beat(const api::WorkerInfo& worker) override;
    void onCancel(std::function<void(const std::string& id)> cancelled) override;

private:
    using Tickets = std::vector<std::unique_ptr<blocks::WorkTicket>>;
    struct Pool {
        std::string name;
        PoolFacts facts;
        std::chrono::steady_clock::time_point looked;
        Owned<natsSubscription> subscription;
    };
    explicit NatsWorkSource(WorkSourceOptions options);
    api::Result<api::Unit> ready(Pool& pool);
    api::Result<api::Unit> fetch(Pool& pool, int room, std::chrono::milliseconds patience, Tickets& out);

    const WorkSourceOptions m_options;
    const std::shared_ptr<SharedConnection> m_connection;
    std::shared_ptr<jsCtx> m_context;
    std::vector<Pool> m_pools;
    std::size_t m_turn = 0;
    std::mutex m_mutex;
    std::function<void(const std::string&)> m_cancelled;
    std::unique_ptr<Listening> m_listening;
};

}  // namespace beamline::nats
