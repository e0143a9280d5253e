// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/exchange_record.h"

#include "engine/api/ids.h"

namespace beamline::blocks {

ExchangeRecord::ExchangeRecord(const Stop& stop, std::string kind, std::string request, std::string place)
    : m_told(stop.told()), m_place(std::move(place)) {
    m_exchange.kind = std::move(kind);
    m_exchange.request = std::move(request);
    m_exchange.at = api::wallClock();
    answered("broke off", true);
}

ExchangeRecord::~ExchangeRecord() {
    if (m_told) {
        m_exchange.tookUs =
            std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - m_begin).count();
        m_told(std::move(m_exchange));
    }
}

void ExchangeRecord::answered(std::string text, bool failed) {
    m_exchange.answer = std::move(text);
    m_exchange.failed = failed;
}

void ExchangeRecord::failed(const api::Error& error) {
    const bool repeats = !m_place.empty() && error.message.starts_with(m_place + " ");
    answered(error.message.substr(repeats ? m_place.size() + 1 : 0), true);
}

std::string counted(std::int64_t count, const char* noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace beamline::blocks
