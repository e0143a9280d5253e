// SPDX-License-Identifier: Apache-2.0
#pragma once
// Writes what comes piece by piece into a file below the roots, which appears whole or not at all. One thread at a
// time; errors come from fault().

#include <optional>

#include "engine/blocks/encoding.h"
#include "engine/blocks/file_access.h"

namespace beamline::blocks {

class FileSink {
public:
    /// The folder must exist. Nothing is written before the first piece.
    FileSink(Place place, PinnedFile target, std::int64_t maxBytes);
    FileSink(const FileSink&) = delete;
    FileSink& operator=(const FileSink&) = delete;
    ~FileSink();  ///< takes away what was not finished

    api::Result<api::Unit> take(std::string_view bytes);
    /// Syncs and renames: {path, bytes, sha256}. A file of no bytes is made too.
    api::Result<api::Json> finish();

private:
    api::Result<api::Unit> open();
    api::Error failed(const char* what) const;

    Place m_place;
    PinnedFile m_target;
    std::string m_part;
    std::int64_t m_maxBytes;
    std::int64_t m_bytes = 0;
    int m_fd = -1;
    Sha256 m_hash;
};

}  // namespace beamline::blocks
