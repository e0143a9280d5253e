// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the transports of extensions have in common: limits, sentences, and what an answer is. Pure, any thread.

#include <string>
#include <string_view>

#include "engine/blocks/fault.h"
#include "engine/routing/extension.h"

namespace beamline::runtime {

/// Of an answer as JSON text: payload and metadata.
inline constexpr std::size_t kMaxAnswerBytes = routing::kMaxMessageBytes + routing::kMaxMetadataBytes;
/// Of a request: the same with a configuration. What a policy says of sizes is checked before.
inline constexpr std::size_t kMaxCallBytes = kMaxAnswerBytes + routing::kMaxExtensionBytes;

/// A call on its way; lives as long as that.
struct ExtensionCall {
    const routing::Extension& extension;
    const routing::Instance& instance;
    const boost::json::object& request;
    std::string text;  ///< of the request
    std::chrono::milliseconds timeout;
    std::string trace;  ///< W3C traceparent, or empty
    blocks::Stop stop;
};

/// The extension as sentences name it: "'pii_guard'".
std::string shownExtension(const routing::Extension& extension);
routing::CallError timedOut(const ExtensionCall& call);
/// An error of blocks::fault(): `timeout` is one, everything else makes the extension unavailable.
routing::CallError callErrorOf(const api::Error& error, const ExtensionCall& call);
/// A JSON object, or garbage.
routing::Caller::Answer readObject(std::string_view text, const routing::Extension& extension,
                                   std::size_t maxBytes = kMaxAnswerBytes);
/// The same object when it is no {error}.
routing::Caller::Answer judged(boost::json::object answer, const routing::Extension& extension);
/// Both.
routing::Caller::Answer readAnswer(std::string_view text, const routing::Extension& extension);
/// Ends `timeout` from now, whatever becomes of the wall clock.
blocks::Stop stopAfter(std::chrono::milliseconds timeout);

}  // namespace beamline::runtime
