// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a service of NATS tells about itself (NATS ADR-32): its answers to $SRV.PING, INFO and STATS, and the counters
// in them. Thread-safe.

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/values.h"

namespace beamline::nats {

class MicroService {
public:
    struct About {
        std::string name;
        std::string id;
        std::string version;
        std::string description;
        std::map<std::string, std::string> metadata;
        std::string group;
        api::Timestamp started = 0;
    };
    struct Endpoint {
        std::string name;
        std::string subject;
        std::map<std::string, std::string> metadata;
    };
    MicroService(About about, std::vector<Endpoint> endpoints);

    /// Counts a request to an endpoint; `error` is empty when it went well. Unknown endpoints are not counted.
    void count(std::string_view endpoint, std::chrono::nanoseconds took, const std::string& error);

    /// The subjects to listen to.
    std::vector<std::string> subjects() const;
    /// The answer to a message at one of them; nothing for another verb.
    std::optional<std::string> answer(std::string_view subject) const;

private:
    struct Counters {
        std::int64_t requests = 0;
        std::int64_t errors = 0;
        std::int64_t nanoseconds = 0;
        std::string lastError;
    };
    boost::json::object head(const char* type) const;
    std::string info() const;
    std::string stats() const;

    const About m_about;
    const std::vector<Endpoint> m_endpoints;
    mutable std::mutex m_mutex;
    std::map<std::string, Counters, std::less<>> m_counters;
};

}  // namespace beamline::nats
