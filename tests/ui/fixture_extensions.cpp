// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/fixture_extensions.h"

namespace beamline::test {

FixtureExtensions::Answer FixtureExtensions::answer(const api::DryRunRoute&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixtureExtensions::Answer FixtureExtensions::answer(const api::PutExtension&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixtureExtensions::Answer FixtureExtensions::answer(const api::ControlExtension&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixtureExtensions::Answer FixtureExtensions::answer(const api::InstallExtension&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixtureExtensions::Answer FixtureExtensions::answer(const api::ListExtensions&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixtureExtensions::Answer FixtureExtensions::answer(const api::GetExtension&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixtureExtensions::Answer FixtureExtensions::answer(const api::InspectPackage&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

FixtureExtensions::Answer FixtureExtensions::answer(const api::GetExtensionLog&) {
    return api::Error{api::code::kUnsupported, "It knows nothing of that.", {}, false};
}

}  // namespace beamline::test
