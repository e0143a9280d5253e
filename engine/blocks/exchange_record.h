// SPDX-License-Identifier: Apache-2.0
#pragma once
// One exchange with the outside, from before it is sent until it is told, however its scope is left. On the thread of
// Block::run(), which it must not outlive.

#include "engine/blocks/fault.h"

namespace beamline::blocks {

class ExchangeRecord {
public:
    /// Told to the listener of `stop`. `place`: how errors about it begin, which is not repeated.
    ExchangeRecord(const Stop& stop, std::string kind, std::string request, std::string place = {});
    ~ExchangeRecord();
    ExchangeRecord(const ExchangeRecord&) = delete;
    ExchangeRecord& operator=(const ExchangeRecord&) = delete;

    void sent(std::size_t bytes) { m_exchange.sent = static_cast<std::int64_t>(bytes); }
    void received(std::size_t bytes) { m_exchange.received = static_cast<std::int64_t>(bytes); }
    void answered(std::string text, bool failed = false);
    void failed(const api::Error& error);

    /// Passes an outcome on; `words` says what came.
    template <class T, class Words>
    api::Result<T> passed(api::Result<T> outcome, const Words& words) {
        if (outcome.ok()) {
            answered(words(*outcome));
        } else {
            failed(outcome.error());
        }
        return outcome;
    }

private:
    const ExchangeSink m_told;
    std::string m_place;
    api::Exchange m_exchange;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

/// "1 row", "2 rows".
std::string counted(std::int64_t count, const char* noun);

}  // namespace beamline::blocks
