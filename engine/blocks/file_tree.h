// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whole files and folders copied through FileAccess, each of them there at once or not at all. Any thread; errors come
// from fault().

#include "engine/blocks/file_access.h"

namespace beamline::blocks {

inline constexpr std::int64_t kMaxTreeBytes = std::int64_t{4} * 1024 * 1024 * 1024;

struct CopyOptions {
    bool overwrite = false;  ///< a file may replace a file; a folder replaces nothing
    bool recursive = false;
    bool createDirectories = false;
    std::int64_t maxFileBytes = 0;
    std::int64_t maxTreeBytes = kMaxTreeBytes;
};
struct TreeSize {
    std::int64_t files = 0;
    std::int64_t bytes = 0;
};

/// A folder is copied beside its target and then renamed. Links, pipes, sockets and devices in it are an error, since
/// leaving them out would lose something. Permissions are not taken over.
api::Result<TreeSize> copyTree(const FileAccess& files, const Place& from, const Place& to, const CopyOptions& options,
                               const Stop& stop);

/// A name of its own in the folder of `place`, for what is being prepared; it is never listed.
Place placeBeside(const Place& place);

}  // namespace beamline::blocks
