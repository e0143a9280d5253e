// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is told of batches: each is a run in the namespace of its own, with what it was asked for as labels and how far
// it is in its last result. Blocking; the study's threads and the desk's.

#include "engine/runtime/batch_definition.h"
#include "engine/runtime/services.h"

namespace beamline::runtime {

/// Why the action is nothing for a run like this one, a sentence; empty: it can be done.
std::string batchRefusal(api::BatchAction action, const api::RunSummary& run);

/// What a batch may be done with that was started as a member of this tenant; nothing: with everything.
std::optional<api::NamespaceScope> scopeOfBatch(Services& services, const std::string& tenant);

/// Waits until everything that was acknowledged anywhere can be read here. False: `ending` said so first, or it cannot.
bool caughtUp(Services& services, const std::function<bool()>& ending);

/// One item each, with what the runs are now; `filter` in place of ids. Runs outside of `scope` are not there.
/// kInvalidArgument for none, both and too many.
api::Result<std::vector<api::BatchItem>> selectRuns(Services& services, api::BatchAction action,
                                                    const std::vector<std::string>& runs,
                                                    const std::optional<api::RunFilter>& filter,
                                                    const std::optional<api::NamespaceScope>& scope);
api::Result<api::BatchPreviewReply> previewBatch(Services& services, const api::PreviewBatch& query);

/// kNotFound for a run that is no batch.
api::Result<api::Batch> readBatch(Services& services, const std::string& id);
/// In the order they are done, as far as they are.
api::Result<std::vector<api::BatchItem>> finishedItems(Services& services, const std::string& id);
api::Result<api::BatchPage> listBatches(Services& services, const api::ListBatches& query);
/// With what has become since of the runs it was done with.
api::Result<api::BatchDetail> getBatch(Services& services, const api::GetBatch& query);
api::Result<api::BatchItemPage> listBatchItems(Services& services, const api::ListBatchItems& query);

/// The idempotency key of what takes a batch back: that happens once.
std::string undoKey(const std::string& batch);

}  // namespace beamline::runtime
