// SPDX-License-Identifier: Apache-2.0
#pragma once
// The subjects under which an engine is served, and which of them others may make it answer to. Pure, any thread.
//
//   beamline.api.v1.<operation>        requests of any NATS client (api_service.h), one of the nodes answers
//   beamline.api.v1.health             likewise, without an operation: api::Health
//   beamline.api.v1.connect            opens a session (link.h) with one of the nodes
//   beamline.node.v1.<node>.connect    the same with that one
//   beamline.api.v1.link.<end>.<id>    what a client sends in its session
//
// A client needs: publish to beamline.api.v1.>, subscribe to its inbox. A node besides: subscribe to beamline.api.v1.>,
// beamline.node.v1.>, $SRV.>; publish to inboxes.

#include <string>
#include <string_view>

namespace beamline::nats {

inline constexpr std::string_view kApi = "beamline.api.v1";
inline constexpr std::string_view kNodes = "beamline.node.v1";
inline constexpr const char* kQueueGroup = "beamline";
inline constexpr std::size_t kMaxTokenBytes = 64;
inline constexpr std::size_t kMaxReplySubject = 256;

inline std::string apiSubject(std::string_view token) {
    return std::string(kApi) + "." + std::string(token);
}
inline std::string healthSubject() {
    return apiSubject("health");
}
inline std::string connectSubject() {
    return apiSubject("connect");
}

/// A text as one token of a subject: what may not stand there becomes '_', and it is cut to kMaxTokenBytes.
std::string subjectToken(std::string_view text);
inline std::string nodeConnectSubject(std::string_view node) {
    return std::string(kNodes) + "." + subjectToken(node) + ".connect";
}

/// Where an answer may be sent to. Whoever asks chooses that subject, and the answer goes out with the rights of the
/// node: it must not become a word in the cluster's own subjects, or a command to the server.
bool mayAnswerTo(std::string_view subject);

}  // namespace beamline::nats
