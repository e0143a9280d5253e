// SPDX-License-Identifier: Apache-2.0
#pragma once
// Spreads the parameters of an OpenAPI call over path, query, headers, cookies and body. Pure, any thread; errors come
// from fault().

#include "engine/blocks/openapi_document.h"

namespace beamline::blocks {

/// The arguments of an HTTP call: method, endpoint (a URI), headers and body. `given`: by name; a name that stands in
/// several places is sent to each. What is no parameter is a member of the body, when the operation has one that is an
/// object; the whole body is given by its own name ("body" in OpenAPI 3).
api::Result<boost::json::object> makeOpenapiArguments(const OpenapiOperation& operation,
                                                      const boost::json::object& given, const std::string& server);

}  // namespace beamline::blocks
