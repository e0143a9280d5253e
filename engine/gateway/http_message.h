// SPDX-License-Identifier: Apache-2.0
#pragma once
// Requests and responses as values, and what the text of a target means. Pure, any thread.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/api/result.h"

namespace beamline::gateway {

inline constexpr std::size_t kMaxParameters = 100;  ///< of one query string; more is kInvalidArgument

/// kInvalidArgument.
api::Error badRequest(std::string message, api::Json detail = {});

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
    std::string method;
    std::string target;  ///< as it came: path and query string
    Pairs headers;       ///< names in small letters
    std::string body;
    std::string peer;  ///< address without port

    /// The first of that name (small letters); nullptr: there is none.
    const std::string* header(std::string_view name) const;
    /// The same; empty when there is none.
    std::string headerOr(std::string_view name, std::string_view otherwise = {}) const;
};

class ByteStream;

struct HttpResponse {
    int status = 200;
    Pairs headers;
    std::string body;
    /// Instead of a body: what it sends until it is closed.
    std::shared_ptr<ByteStream> stream;
};

/// A body that is written while it is sent. Any thread.
class ByteStream {
public:
    virtual ~ByteStream() = default;
    /// All of it or nothing: false when there is no room for it, or nobody who reads.
    virtual bool send(std::string_view bytes) = 0;
    /// Sends what it has and ends.
    virtual void close() = 0;
};

/// What a stream tells. On threads of the server; may use the stream.
struct StreamHandlers {
    std::function<void()> drained;  ///< there is room again after a refusal
    std::function<void()> gone;     ///< the last call: nobody reads any more
};

/// A path in its parts and the parameters behind it, percent-decoded.
struct Target {
    std::vector<std::string> path;
    Pairs query;
};
/// kInvalidArgument for what is no target of HTTP (RFC 9112, section 3.2.1) or is not UTF-8 once it is decoded.
api::Result<Target> readTarget(std::string_view target);

}  // namespace beamline::gateway
