// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the port tells of one run, now and as it was, from its journal. Blocking; runs on the desk's threads.

#include "engine/api/engine.h"
#include "engine/runtime/services.h"

namespace beamline::runtime {

api::Result<api::RunDetail> readRun(Services& services, const api::GetRun& query, const api::RequestContext& context);
api::Result<api::TaskDetail> readTask(Services& services, const api::GetTask& query);
api::Result<api::HistoryPage> readHistory(Services& services, const api::GetHistory& query);
/// An archive (engine/core/archive/archive.h) with everything taken out that shall not leave the engine.
api::Result<api::ExportReply> exportRun(Services& services, const api::ExportRun& query);

}  // namespace beamline::runtime
