// SPDX-License-Identifier: Apache-2.0
#pragma once
// OpenAPI 3 and Swagger 2 documents as far as a caller needs them: one operation with its parameters, body and server.
// Immutable after reading, any thread; errors come from fault().

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/api/result.h"

namespace beamline::blocks {

inline constexpr int kMaxReferences = 32;                  ///< that follow one another
inline constexpr std::size_t kMaxOpenapiParameters = 500;  ///< of one operation
inline constexpr std::size_t kMaxOpenapiSchemas = 5'000;   ///< that are looked into for the members of a body

/// JSON or YAML text; `place` names it in errors.
api::Result<std::shared_ptr<const api::Json>> readOpenapi(std::string_view text, const std::string& place);

struct OpenapiParameter {
    std::string name;
    std::string in;     ///< path, query, header, cookie, formData
    std::string style;  ///< simple, label, matrix, form, spaceDelimited, pipeDelimited, deepObject, tabDelimited
    bool explode = false;
    bool required = false;
    bool reserved = false;  ///< allowReserved
    bool json = false;      ///< described by `content` instead of a schema
};

struct OpenapiBody {
    std::string name;       ///< by which the whole body is given
    std::string mediaType;  ///< the one that is sent
    bool required = false;
    bool object = false;            ///< its members may be given as parameters
    bool open = true;               ///< also those that are not among `members`
    std::set<std::string> members;  ///< of its schema
};

struct OpenapiOperation {
    std::string method;  ///< lower case
    std::string path;
    std::string server;  ///< variables have their defaults; may be relative to the document; empty: none is named
    std::vector<OpenapiParameter> parameters;
    std::optional<OpenapiBody> body;
};

/// `documentUrl`: where the document was found, empty for files: Swagger 2 takes scheme and host from there.
api::Result<OpenapiOperation> findOperation(const api::Json& document, const std::string& operationId,
                                            const std::string& documentUrl);

}  // namespace beamline::blocks
