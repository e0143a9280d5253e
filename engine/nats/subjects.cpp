// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/subjects.h"

#include "engine/blocks/message_broker.h"

namespace beamline::nats {

namespace {
constexpr std::string_view kReserved[] = {"beamline.", "caf.", "$"};
}  // namespace

std::string subjectToken(std::string_view text) {
    std::string out(text.substr(0, kMaxTokenBytes));
    for (char& c : out) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        c = plain ? c : '_';
    }
    return out.empty() ? "_" : out;
}

bool mayAnswerTo(std::string_view subject) {
    for (const auto& reserved : kReserved) {
        if (subject.starts_with(reserved)) {
            return false;
        }
    }
    return subject.size() <= kMaxReplySubject && blocks::isSubject(subject, false);
}

}  // namespace beamline::nats
