// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a block fails and when it stops: errors with a standard type, deadline and cancel token in one, which the lower
// parts get, and with it who hears what they say outside. Any thread.

#include <chrono>
#include <string>
#include <string_view>

#include "engine/blocks/block.h"

namespace beamline::blocks {

/// A failure inside this room: `code` is the short name of a standard error type, `detail` the status.
api::Error fault(std::string_view type, int status, std::string message);
api::Error misconfigured(std::string message);    ///< configuration, 400
api::Error invalid(std::string message);          ///< validation, 400
api::Error unauthenticated(std::string message);  ///< authentication, 401
/// The outcome as the machine wants it; errors must come from fault().
BlockResult settle(api::Result<api::Json> outcome);
/// The entry of the catalog; schemas as JSON text (draft 7), the example as an item of a list of tasks in YAML.
api::FunctionInfo describe(std::string name, std::string summary, std::string_view input, std::string_view output,
                           std::string_view example = {}, api::FunctionEffect effect = api::FunctionEffect::changes);

inline constexpr int kLookMs = 50;  ///< how often who waits for something silent looks whether to stop

/// When an invocation has to end. Looked at between parts of the work.
class Stop {
public:
    Stop(const Invocation& invocation, const BlockSettings& settings);
    bool cancelled() const { return m_cancel.cancelled(); }
    bool requested() const { return cancelled() || remainingMs() <= 0; }
    std::int64_t remainingMs() const;
    /// Why it ended; `what` begins the sentence ("Reading a.txt").
    api::Error error(const std::string& what) const;
    /// Who hears of exchanges; may be empty. See ExchangeRecord.
    const ExchangeSink& told() const { return m_told; }

private:
    CancelToken m_cancel;
    ExchangeSink m_told;
    std::int64_t m_allowedMs;
    std::chrono::steady_clock::time_point m_end;
};

}  // namespace beamline::blocks
