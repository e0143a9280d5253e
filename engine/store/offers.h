// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a journal has that another one lacks, when it is to become like that one: found by comparing both, kept in the
// new file as words to be proposed once more. Plain functions; nothing else may write to the files meanwhile.

#include "engine/store/acceptor.h"

namespace beamline::store {

/// Makes `taken`, a copy of another node's journal, ready to take the place of `own`, which is only read; answers where
/// it stands. Runs, workflows, pauses of schedules and events from outside that `taken` lacks are offers in it
/// afterwards.
api::Result<Origin> prepareOffers(const std::filesystem::path& own, const std::filesystem::path& taken, int shards);

/// The content of `from` in place of that of `to`, in one transaction; who reads `to` meanwhile goes on with the old
/// one.
std::optional<Failure> replaceDatabase(Connection& from, Connection& to);

/// The next after `after`: their keys and encoded words.
std::vector<std::pair<std::int64_t, std::string>> readOffers(const std::filesystem::path& file, const std::string& vfs,
                                                             std::int64_t after, std::size_t limit);

}  // namespace beamline::store
