// SPDX-License-Identifier: Apache-2.0
#pragma once
// A choice among candidates before it is made: who can win, with which chance. One thread at a time.

#include "engine/routing/candidates.h"

namespace beamline::routing {

struct Draw {
    std::vector<std::size_t> group;  ///< among which the part `explore` is drawn by weight …
    std::vector<std::size_t> best;   ///< … and the rest among these; never empty when there is a choice
    double explore = 0;
    std::string reason;
    int priority = 0;
    bool stick = false;
    std::vector<api::RouteStep> steps;  ///< that led to it

    bool none() const { return best.empty(); }
    /// The chance of each of all candidates, of 1; all 0 when there is no choice.
    std::vector<double> shares(const Candidates& all) const;
    /// Whom it falls on. Asks `random` for as few numbers as it needs, and adds the step that tells of it.
    std::size_t fall(const Candidates& all, const Selection& selection, const std::function<double()>& random);
};

/// The group of the highest priority by the policy's strategy; the others are excluded. Without candidates: none.
Draw drawByStrategy(const Selection& selection, Candidates& all);

/// `detail`: a sentence, its full stop is added.
api::RouteStep routeStep(const char* step, const char* outcome, std::string detail, boost::json::object numbers = {});

}  // namespace beamline::routing
