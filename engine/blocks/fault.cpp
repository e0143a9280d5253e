// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/fault.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/core/machine/machine.h"

namespace beamline::blocks {

namespace {
constexpr std::int64_t kMaxAllowedMs = 365LL * 24 * 3600 * 1000;  // keeps the sum with the clock in range
}

api::Error fault(std::string_view type, int status, std::string message) {
    return {std::string(type), std::move(message), api::Json(status), false};
}

api::Error misconfigured(std::string message) {
    return fault("configuration", 400, std::move(message));
}

api::Error invalid(std::string message) {
    return fault("validation", 400, std::move(message));
}

api::Error unauthenticated(std::string message) {
    return fault("authentication", 401, std::move(message));
}

BlockResult settle(api::Result<api::Json> outcome) {
    if (outcome.ok()) {
        return std::move(outcome).value();
    }
    auto error = core::makeError(outcome.error().code, outcome.error().message, {});
    if (const auto* status = outcome.error().detail.if_int64()) {
        error.status = static_cast<int>(*status);
    }
    return error;
}

Origin originOf(const Invocation& invocation) {
    const auto& key = invocation.key;  // run:reference:iteration:attempt
    const auto first = key.find(':');
    auto last = key.rfind(':');
    last = last == key.npos || last == 0 ? key.npos : key.rfind(':', last - 1);
    if (first == key.npos || last == key.npos || last <= first) {
        return {key, {}};
    }
    return {key.substr(0, first), key.substr(first + 1, last - first - 1)};
}

api::FunctionInfo describe(std::string name, std::string summary, std::string_view input, std::string_view output,
                           std::string_view example, api::FunctionEffect effect) {
    example.remove_prefix(example.starts_with('\n') ? 1 : 0);
    return {
        std::move(name),      "1.0.0", std::move(summary), "io", boost::json::parse(input), boost::json::parse(output),
        std::string(example), effect};
}

Stop::Stop(const Invocation& invocation, const BlockSettings& settings)
    : m_cancel(invocation.cancel),
      m_told(invocation.exchanged),
      m_allowedMs(std::clamp<std::int64_t>(
          invocation.deadline != 0 ? invocation.deadline - api::wallClock() : settings.defaultTimeoutMs, 0,
          kMaxAllowedMs)),
      m_end(std::chrono::steady_clock::now() + std::chrono::milliseconds(m_allowedMs)) {}

std::int64_t Stop::remainingMs() const {
    return std::chrono::ceil<std::chrono::milliseconds>(m_end - std::chrono::steady_clock::now()).count();
}

api::Error Stop::error(const std::string& what) const {
    if (cancelled()) {
        return fault("runtime", 499, what + " was cancelled.");
    }
    return fault("timeout", 408,
                 what + " took longer than the " + std::to_string(m_allowedMs) +
                     " ms it had; give the task a longer timeout, or less to do.");
}

}  // namespace beamline::blocks
