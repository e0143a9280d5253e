// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/fixture_policies.h"

namespace beamline::test {

FixturePolicies::Answer FixturePolicies::answer(const api::PutPolicy&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixturePolicies::Answer FixturePolicies::answer(const api::DeletePolicy&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixturePolicies::Answer FixturePolicies::answer(const api::ValidatePolicy&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixturePolicies::Answer FixturePolicies::answer(const api::ListPolicies&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixturePolicies::Answer FixturePolicies::answer(const api::GetPolicy&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixturePolicies::Answer FixturePolicies::answer(const api::DecideRoute&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixturePolicies::Answer FixturePolicies::answer(const api::ReportOutcome&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixturePolicies::Answer FixturePolicies::answer(const api::SimulatePolicy&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixturePolicies::Answer FixturePolicies::answer(const api::ListDecisions&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixturePolicies::Answer FixturePolicies::answer(const api::GetDecision&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixturePolicies::Answer FixturePolicies::answer(const api::ListProviders&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

}  // namespace beamline::test
