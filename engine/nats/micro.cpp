// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/micro.h"

#include <array>
#include <ctime>

#include "engine/api/text.h"

namespace beamline::nats {

namespace {
constexpr std::size_t kMaxLastError = 512;

/// RFC 3339 in UTC.
std::string timeText(api::Timestamp at) {
    const auto seconds = static_cast<std::time_t>(at / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    const auto size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    const auto millis = std::to_string(1000 + at % 1000).substr(1);
    return std::string(text.data(), size) + "." + millis + "Z";
}

boost::json::object metadataJson(const std::map<std::string, std::string>& metadata) {
    boost::json::object out;
    for (const auto& [key, value] : metadata) {
        out.emplace(key, value);
    }
    return out;
}
}  // namespace

MicroService::MicroService(About about, std::vector<Endpoint> endpoints)
    : m_about(std::move(about)), m_endpoints(std::move(endpoints)) {
    for (const auto& endpoint : m_endpoints) {
        m_counters[endpoint.name];
    }
}

void MicroService::count(std::string_view endpoint, std::chrono::nanoseconds took, const std::string& error) {
    std::lock_guard lock(m_mutex);
    const auto found = m_counters.find(endpoint);
    if (found == m_counters.end()) {
        return;
    }
    ++found->second.requests;
    found->second.nanoseconds += took.count();
    if (!error.empty()) {
        ++found->second.errors;
        found->second.lastError = api::beginning(error, kMaxLastError);
    }
}

std::vector<std::string> MicroService::subjects() const {
    return {"$SRV.*", "$SRV.*." + m_about.name, "$SRV.*." + m_about.name + "." + m_about.id};
}

std::optional<std::string> MicroService::answer(std::string_view subject) const {
    constexpr std::string_view kPrefix = "$SRV.";
    if (!subject.starts_with(kPrefix)) {
        return std::nullopt;
    }
    subject.remove_prefix(kPrefix.size());
    const auto verb = subject.substr(0, subject.find('.'));
    if (verb == "PING") {
        return boost::json::serialize(head("ping"));
    }
    return verb == "INFO" ? std::optional(info()) : verb == "STATS" ? std::optional(stats()) : std::nullopt;
}

boost::json::object MicroService::head(const char* type) const {
    return {{"type", std::string("io.nats.micro.v1.") + type + "_response"},
            {"name", m_about.name},
            {"id", m_about.id},
            {"version", m_about.version},
            {"metadata", metadataJson(m_about.metadata)}};
}

std::string MicroService::info() const {
    auto out = head("info");
    out.emplace("description", m_about.description);
    boost::json::array endpoints;
    for (const auto& endpoint : m_endpoints) {
        endpoints.push_back(boost::json::object{{"name", endpoint.name},
                                                {"subject", endpoint.subject},
                                                {"queue_group", m_about.group},
                                                {"metadata", metadataJson(endpoint.metadata)}});
    }
    out.emplace("endpoints", std::move(endpoints));
    return boost::json::serialize(out);
}

std::string MicroService::stats() const {
    auto out = head("stats");
    out.emplace("started", timeText(m_about.started));
    boost::json::array endpoints;
    std::lock_guard lock(m_mutex);
    for (const auto& endpoint : m_endpoints) {
        const auto& counted = m_counters.find(endpoint.name)->second;
        endpoints.push_back(boost::json::object{
            {"name", endpoint.name},
            {"subject", endpoint.subject},
            {"queue_group", m_about.group},
            {"num_requests", counted.requests},
            {"num_errors", counted.errors},
            {"last_error", counted.lastError},
            {"processing_time", counted.nanoseconds},
            {"average_processing_time", counted.requests > 0 ? counted.nanoseconds / counted.requests : 0}});
    }
    out.emplace("endpoints", std::move(endpoints));
    return boost::json::serialize(out);
}

}  // namespace beamline::nats
