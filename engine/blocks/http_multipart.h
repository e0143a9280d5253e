// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bodies of several parts (RFC 7578) from what authors write. Any thread; errors come from fault().

#include "engine/blocks/file_access.h"
#include "engine/blocks/http_request.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxParts = 1000;

struct Multipart {
    std::string contentType;  ///< with its boundary
    std::string body;
};
/// Each member is a part, a list several of one name:
///   - a string, number or boolean: a text; null: none;
///   - {file: path, filename?, contentType?}: a file below the roots;
///   - {content, filename?, contentType?}: a string as it is, else JSON; {base64, …}: its bytes;
///   - other objects: JSON.
api::Result<Multipart> makeMultipart(const boost::json::object& members, const FileAccess& files, const Stop& stop);

}  // namespace beamline::blocks
