// SPDX-License-Identifier: Apache-2.0
#pragma once
// Believable extensions and a policy with a pipeline, for pictures and tests. Any thread.

#include "tests/ui/sample_data.h"

namespace beamline::test {

inline constexpr const char* kSamplePackage = R"({"format": "beamline-extension/1", "sample": "mask_pii"})";
inline constexpr const char* kBrokenPackage = R"({"format": "beamline-extension/1", "sample": "broken"})";

/// The sample evening with eight extensions, of which one is in quarantine, and the policies "default" and "support".
std::shared_ptr<FixtureEngine> extensionEngine();
/// Into one that has others already.
void addExtensions(FixtureEngine& engine);
/// Stages that change, reject and fail: normalize_text trims, pii_guard rejects what holds "@", mask_pii masks.
void letStagesWork(FixtureEngine& engine);
/// What `support` says.
api::Json supportPolicy();

}  // namespace beamline::test
