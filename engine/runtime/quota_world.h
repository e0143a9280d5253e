// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the ledger of usage and the keeper of quotas get of an engine: its journal, its problems, its feed. Any thread.

#include "engine/runtime/quota_keeper.h"
#include "engine/runtime/services.h"

namespace beamline::runtime {

/// Whatever is given must outlive what is made of it. An ephemeral engine keeps nothing.
UsageWorld usageWorld(const EngineOptions& options, store::Journal& journal);
QuotaWorld quotaWorld(const EngineOptions& options, store::Journal& journal, Problems& problems, Feed& feed,
                      const std::atomic<bool>& stopping);

}  // namespace beamline::runtime
