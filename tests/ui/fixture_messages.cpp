// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/fixture_messages.h"

namespace beamline::test {

FixtureMessages::Answer FixtureMessages::answer(const api::SendMessage&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixtureMessages::Answer FixtureMessages::answer(const api::RetryMessage&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixtureMessages::Answer FixtureMessages::answer(const api::ListMessages&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixtureMessages::Answer FixtureMessages::answer(const api::GetMessage&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

}  // namespace beamline::test
