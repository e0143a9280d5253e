// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/batch_index.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/core/machine/machine.h"

namespace beamline::runtime {

namespace {
using Told = BatchChunks::Told;

/// Takes a fact of a batch into account; `told` is newest first.
api::Result<api::Unit> takeIn(const store::StoredFact& stored, BatchChunks& chunks, std::vector<Told>& told) {
    const auto fact = core::decodeFact(stored.payload);
    if (!fact) {
        return fact.error();
    }
    if (fact->kind == core::FactKind::started) {
        auto input = api::fromJson<BatchInput>(*fact->data);
        if (!input) {
            return input.error();
        }
        auto runs = std::make_shared<std::vector<std::string>>();
        for (auto& chunk : input->chunks) {
            std::move(chunk.begin(), chunk.end(), std::back_inserter(*runs));
        }
        chunks.action = input->request.action;
        chunks.total = runs->size();
        chunks.runs = std::move(runs);
    } else if (fact->kind == core::FactKind::succeeded) {
        const auto* result = fact->data->if_object();
        const auto* so = result ? result->if_contains("so") : nullptr;
        auto counts = api::fromJson<BatchCounts>(so ? *so : api::Json());
        if (!counts) {
            return counts.error();
        }
        told.push_back({stored.seq, *counts});
    }
    return api::Unit{};
}

api::Result<BatchIndex::Chunks> readOn(store::Journal& journal, store::RunKey key, const BatchIndex::Chunks& before) {
    auto chunks = before ? std::make_shared<BatchChunks>(*before) : std::make_shared<BatchChunks>();
    chunks->key = key;
    std::vector<Told> told;
    api::Result<api::Unit> taken = api::Unit{};
    bool met = !before;  // a journal that has been restored from another one has other numbers
    const auto read = journal.factsBack(key, [&](const store::StoredFact& stored) {
        if (before && stored.seq <= before->seen) {
            met = stored.seq == before->seen;
            return false;
        }
        chunks->seen = std::max(chunks->seen, stored.seq);
        taken = takeIn(stored, *chunks, told);
        return taken.ok();
    });
    if (!read || !taken) {
        return read ? taken.error() : read.error();
    }
    if (!met) {
        return readOn(journal, key, nullptr);
    }
    if (before && chunks->seen == before->seen) {
        return before;
    }
    chunks->told.insert(chunks->told.end(), told.rbegin(), told.rend());
    if (chunks->done() >= chunks->total) {
        chunks->runs = nullptr;
    }
    return BatchIndex::Chunks(std::move(chunks));
}
}  // namespace

api::Result<BatchIndex::Chunks> BatchIndex::of(store::Journal& journal, const std::string& batch) {
    const auto key = journal.findRun(batch);
    if (!key) {
        return key.error();
    }
    const auto isIt = [&](const auto& known) { return known.first == batch; };
    Chunks before;
    {
        const std::lock_guard lock(m_mutex);
        const auto known = std::find_if(m_latest.begin(), m_latest.end(), isIt);
        before = known == m_latest.end() ? nullptr : known->second;
    }
    auto chunks = readOn(journal, *key, before);
    if (chunks) {
        const std::lock_guard lock(m_mutex);
        m_latest.remove_if(isIt);
        m_latest.emplace_front(batch, *chunks);
        m_latest.resize(std::min(m_latest.size(), kMaxIndexedBatches));
    }
    return chunks;
}

void BatchIndex::forget(const std::string& batch) {
    const std::lock_guard lock(m_mutex);
    m_latest.remove_if([&](const auto& known) { return known.first == batch; });
}

api::Result<BatchStep> readStep(store::Journal& journal, const BatchChunks& chunks, std::size_t told) {
    api::Result<BatchStep> step = BatchStep{};
    const auto read = journal.factsBack(
        chunks.key,
        [&](const store::StoredFact& stored) {
            const auto fact = core::decodeFact(stored.payload);
            step = fact ? api::fromJson<BatchStep>(*fact->data) : api::Result<BatchStep>(fact.error());
            return false;
        },
        chunks.told[told].seq);
    return read ? std::move(step) : api::Result<BatchStep>(read.error());
}

}  // namespace beamline::runtime
