// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tells a journal that is recovered from damage what the events of its runs say. Any thread.

#include "engine/core/definition/definition.h"
#include "engine/store/journal.h"

namespace beamline::runtime {

/// For store::Journal::recover(); `catalog` must outlive it.
store::Refold refolder(const core::Catalog& catalog);

}  // namespace beamline::runtime
