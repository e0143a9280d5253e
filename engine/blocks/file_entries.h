// SPDX-License-Identifier: Apache-2.0
#pragma once
// Files as blocks tell of them: the same members for every block that answers with files. Pure, any thread.

#include "engine/blocks/file_access.h"

namespace beamline::blocks {

/// An output schema in which "@entry" stands for the schema of one file.
std::string withEntrySchema(std::string_view schema);

/// `folder` is where the entries were listed.
boost::json::array entriesOf(const std::vector<FileEntry>& entries, const Place& folder);

}  // namespace beamline::blocks
