// SPDX-License-Identifier: Apache-2.0
#pragma once
// A run's history as it grows, and its lifecycle events as CloudEvents. Main thread.

#include <fstream>
#include <functional>
#include <string>

#include "app/ctl/client.h"

namespace beamline::ctl {

/// Reads what has been added to a run's history since it was last asked. The history and not the feed is the source,
/// because it has no gaps.
class HistoryReader {
public:
    HistoryReader(Client& client, std::string run, bool withData);
    /// Hands every new entry to `use`, oldest first.
    api::Result<api::Unit> read(const std::function<void(const api::HistoryEntry&)>& use);

private:
    Client& m_client;
    api::GetHistory m_query;
    std::pair<api::Seq, int> m_last{0, -1};
};

/// Writes one JSON line for each lifecycle event of the specification (dsl.md, "Lifecycle Events"; dsl-reference.md for
/// the data), in the CloudEvents 1.0 JSON format.
class LifecycleFile {
public:
    static api::Result<std::unique_ptr<LifecycleFile>> open(const std::string& path);
    void write(const api::RunSummary& run, const api::HistoryEntry& entry);
    /// False once something could not be written.
    bool good() { return m_out.flush().good(); }

private:
    std::ofstream m_out;
};

/// The CloudEvent of an entry; null for what the specification has no event for.
api::Json lifecycleEvent(const api::RunSummary& run, const api::HistoryEntry& entry);

}  // namespace beamline::ctl
