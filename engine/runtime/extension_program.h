// SPDX-License-Identifier: Apache-2.0
#pragma once
// How the program of an extension is started: which one, where, what it may read, and the secrets that it is given.
// Any thread; reads folders and the source of secrets.

#include <filesystem>

#include "engine/blocks/process.h"
#include "engine/routing/extension.h"
#include "engine/runtime/secrets.h"
#include "engine/runtime/staged_folder.h"

namespace beamline::runtime {

struct ExtensionProgram {
    blocks::ProcessRequest request;              ///< without a listener
    blocks::ProcessSettings settings;            ///< nothing but what its capabilities name
    std::vector<std::string> secrets;            ///< what must not stand in any text about it
    std::shared_ptr<const StagedFolder> staged;  ///< null, or its folder as long as this lives
};

/// `folder`: of all extensions; each has its own below it, in which its program begins.
api::Result<ExtensionProgram> extensionProgram(const routing::Extension& extension, const routing::Instance& instance,
                                               const std::filesystem::path& folder,
                                               const blocks::ProcessSettings& settings, const SecretSource& secrets);
/// "BEAMLINE_SECRET_API_KEY" of "api-key".
std::string secretVariable(const std::string& name);

}  // namespace beamline::runtime
