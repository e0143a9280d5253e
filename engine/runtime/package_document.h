// SPDX-License-Identifier: Apache-2.0
#pragma once
// What an engine keeps of a package in the registration that it makes of it. Pure, any thread.

#include <string>
#include <vector>

#include "engine/routing/package.h"

namespace beamline::runtime {

/// Of a registration: {checksum, signed_by}. Nobody but an installation may write it.
inline constexpr const char* kPackageMember = "package";

/// The registration of a package whose files lie at `place`, below the folder of extensions.
api::Json documentOf(const routing::Package& package, const std::string& place,
                     const std::vector<std::string>& signers);
/// Names of the keys that have signed what it was installed from; empty: nobody, or it was not installed.
std::string signerOf(const api::Json& document);

}  // namespace beamline::runtime
