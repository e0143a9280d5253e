// SPDX-License-Identifier: Apache-2.0
#pragma once
// A dry run at the command line: its plan, and what it would have done. Main thread.

#include <fstream>
#include <memory>

#include "app/ctl/commands.h"
#include "engine/api/operations.h"

namespace beamline::ctl {

/// The plan in the file, an empty one without a name, null when it is no dry run. kInvalidInput: its detail lists the
/// problems with line and column.
api::Result<api::Json> readPlan(bool dryRun, const std::string& file);

/// Tells what would have happened: a line for people on stderr, or one of JSON in a file.
class EffectReport {
public:
    /// An empty path: stderr.
    static api::Result<std::unique_ptr<EffectReport>> open(const std::string& path);
    /// Passes over entries that are not of a dry run.
    void tell(const api::HistoryEntry& entry);
    /// False once something could not be written.
    bool good() { return !m_out.is_open() || m_out.flush().good(); }

private:
    std::ofstream m_out;
};

}  // namespace beamline::ctl
