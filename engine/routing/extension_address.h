// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where extensions can be reached: what is wrong with a subject, a URL, a command. Private to this folder; pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/routing/extension.h"

namespace beamline::routing {

/// ^[a-z0-9_-]+$, at most 128 bytes.
bool isExtensionId(std::string_view text);

struct SubjectParts {
    std::string id;
    int major = 0;
};
/// Of `beamline.ext.{pre|validate|post}.{id}.vN`, `beamline.provider.{id}.vN` and `beamline.extensions.{type}.{id}.vN`;
/// nothing: it is none of these, or of another type.
std::optional<SubjectParts> partsOfSubject(std::string_view subject, ExtensionType type);
std::string subjectOf(ExtensionType type, const std::string& id, int major);

/// "1.2.0", "v1", "2.0-beta"; nothing: it is no version.
std::optional<int> majorOf(std::string_view version);

/// One sentence; empty: nothing is wrong. `network`: it may be reached in the clear and elsewhere.
std::string urlMistake(std::string_view url, bool network);
std::string commandMistake(const std::vector<std::string>& command);
/// Of a folder below that of the extensions.
std::string directoryMistake(std::string_view directory);

}  // namespace beamline::routing
