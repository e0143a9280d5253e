// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which queue of whom an open request stands in. Pure functions, any thread. The store finds the same by index (see
// `inbox` in engine/store/schema.cpp); what it finds is looked at again with these.

#include "engine/api/operations.h"

namespace beamline::core {

/// What somebody has to do with a request, whether it is open or not.
struct Standing {
    bool may = false;      ///< decide, in their own right or in the place of another
    bool byGroup = false;  ///< it came to a group of theirs
    bool asked = false;
    bool said = false;  ///< decided on it, or another did in their place
    bool gave = false;  ///< has delegated it to somebody until later than now
    bool snoozed = false;
    bool taken = false;  ///< by anybody

    /// It needs this person still, now or later.
    bool waits() const { return may && !said && !gave; }
};
Standing standingOf(const api::Approval& approval, const std::string& user, const std::vector<std::string>& groups,
                    api::Timestamp now);

/// Whether the request is in that queue of theirs.
bool belongs(const api::Approval& approval, api::ApprovalQueue queue, const std::string& user,
             const std::vector<std::string>& groups, api::Timestamp now);
/// Whether it is among those that the filters of `query` ask for, its queue aside.
bool fits(const api::Approval& approval, const api::ListApprovals& query);

/// Which of `all`, given in the order they were raised, was approved last by the same task of the same workflow before
/// `approval` was decided, or at all while that is open; null: none. See GetPreviousApproval.
const api::Approval* previousOf(const api::Approval& approval, const std::vector<api::Approval>& all);

inline constexpr api::Timestamp kDueSoon = 60 * 60 * 1000;  ///< ms
/// Counts one more request, whatever its state.
void count(api::ApprovalCounts& counts, const api::Approval& approval, const std::string& user,
           const std::vector<std::string>& groups, api::Timestamp now);
/// The queues that ApprovalCounts tells about: those of open requests.
std::vector<api::ApprovalQueue> openQueues();

}  // namespace beamline::core
