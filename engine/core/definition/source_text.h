// SPDX-License-Identifier: Apache-2.0
#pragma once
// Characters and scalars of a source text: what may stand in it, and what a plain scalar means. Stateless, any thread.

#include <optional>
#include <string>
#include <string_view>

#include "engine/api/values.h"

namespace beamline::core {

struct BadCharacter {
    int line = 1;
    int column = 1;
    std::string message;
};
/// The first place that is not UTF-8, or a control character that neither YAML nor JSON allows.
std::optional<BadCharacter> findBadCharacter(std::string_view text);

/// JSON writes characters beyond U+FFFF as two escapes, which YAML refuses: in a JSON text they become YAML's one.
std::string joinSurrogates(std::string_view text);

struct ScalarValue {
    api::Json json;
    std::string problem;  ///< a sentence when JSON cannot hold the value as it is written
};
/// A scalar without quotes, by YAML's core schema (yaml.org/spec/1.2.2, 10.3.2).
ScalarValue plainScalar(const std::string& text);

}  // namespace beamline::core
