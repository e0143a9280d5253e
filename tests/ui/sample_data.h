// SPDX-License-Identifier: Apache-2.0
#pragma once
// A believable evening of an operator: the same runs, approvals and workflows for every picture and window test. Any
// thread.

#include <memory>

#include "tests/ui/fixture_engine.h"

namespace beamline::test {

inline constexpr api::Timestamp kSampleNow = 1795556776000;  ///< 2026-11-24 21:46:16 UTC
inline constexpr const char* kWaitingRun = "01HF1SJ3EQHB7W2C9XK4T0ZVRD";
inline constexpr const char* kInvoiceApproval = "01HF1SJ3EQHB7W2C9XK4T0ZVRD.1";
inline constexpr const char* kBackupApproval = "01HF9K2M7QPD4N8A1TBX6R3WES.1";
inline constexpr const char* kSampleUser = "anna";
inline constexpr const char* kDeadRun = "01HF1K0WD3ADB3EF5GH7JK9MNP";  ///< of deadLetterEngine()

/// The identity that sample approvals are addressed to.
api::RequestContext sampleIdentity();
std::shared_ptr<FixtureEngine> sampleEngine();
/// The same evening after a bad hour: several runs failed in the same way, one of them looked at closely.
std::shared_ptr<FixtureEngine> deadLetterEngine();
/// What is faulted or overdue there is dealt with: nothing is wrong any more.
void settleWork(FixtureEngine& engine);

}  // namespace beamline::test
