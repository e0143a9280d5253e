// SPDX-License-Identifier: Apache-2.0
#pragma once
// Writes each run that faults, with its whole context, as one JSON line to a file for other tools. Any thread; one of
// its own.

#include "engine/runtime/lane.h"
#include "engine/telemetry/rotating_file.h"

namespace beamline::runtime {

/// A fault is committed with the note that a letter is due, so none is missed. After a crash of the process each stands
/// in the file once, since the file's last line says how far it got; after a loss of power, or when somebody took the
/// file away meanwhile, the last ones may come again, with the same id.
class DeadLetters {
public:
    DeadLetters(Services& services, telemetry::RotationOptions file);
    Lane& lane() { return m_lane; }
    void start();
    void stop() { m_lane.stop(); }
    static constexpr const char* kLane = "dead_letters";

private:
    std::size_t take(const std::vector<store::Message>& messages, const blocks::CancelToken& cancel);
    /// Nothing: the journal cannot be read now.
    std::optional<api::Json> letter(const store::Message& message, const blocks::CancelToken& cancel);
    bool readable(const api::RunSummary& run);
    std::int64_t written();
    void tellTrouble(int why);

    Services& m_services;
    telemetry::RotatingFile m_file;
    Lane m_lane;
};

}  // namespace beamline::runtime
