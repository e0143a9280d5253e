// SPDX-License-Identifier: Apache-2.0
// Whatever arrives over NATS is understood or refused: packets of a session, requests for one, greetings of servers,
// headers. A stream that is fed nonsense ends, and never hands out more than was agreed on.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/nats/api_service.h"
#include "engine/nats/failure.h"
#include "engine/nats/library.h"
#include "engine/nats/link_stream.h"
#include "engine/nats/micro.h"
#include "engine/nats/session_request.h"
#include "engine/nats/subjects.h"

namespace {
using namespace beamline;

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

void packets(std::string_view bytes) {
    constexpr std::size_t kWindow = 4 * 1024;
    constexpr std::size_t kPacket = 64;
    using namespace std::chrono_literals;
    auto now = nats::LinkStream::Clock::time_point(1h);
    nats::LinkStream stream({64 * 1024, 8 * 1024, 64 * 1024}, {100ms, 10s, 1s}, kWindow, now);
    stream.begin(kWindow, 1'000);
    std::size_t held = 0;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(kPacket, bytes.size()))) {
        // Mutations seldom hit the magic number, so every part is tried with it, too.
        for (const auto& one :
             {std::string(bytes.substr(0, kPacket)), "blk\x01" + std::string(bytes.substr(0, kPacket))}) {
            const auto packet = nats::decodePacket(one);
            if (!packet) {
                continue;
            }
            require(nats::decodePacket(nats::encodePacket(*packet))->number == packet->number);
            nats::LinkStream::Out out;
            stream.arrived(*packet, now, out);
            stream.pump(out);
            for (const auto& message : out.messages) {
                held += message.size();
            }
            require(held <= 64 * 1024 + kWindow);  // one message may be larger than the window
            now += 10ms;
            stream.tick(now, out);
        }
    }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    packets(text);
    if (const auto request = nats::readRequest(text); request.ok()) {
        require(nats::mayAnswerTo(request->to));
        require(nats::readRequest(nats::writeRequest(*request)).ok());
    }
    const auto offer = nats::readOffer(text);
    require(offer.ok() ? !offer->to.empty() : !offer.error().code.empty());
    (void)nats::parseGreeting(text);
    (void)nats::parseGreeting("INFO " + std::string(text));
    (void)nats::deniedSubject("Permissions Violation " + std::string(text));
    const auto place = nats::hostPortOf(std::string(text));
    require(place.host.size() <= text.size());
    const auto token = nats::subjectToken(text);
    require(!token.empty() && token.size() <= nats::kMaxTokenBytes && nats::mayAnswerTo("x." + token));
    const auto who = nats::callerOf({{"beamline-user", std::string(text)},
                                     {"beamline-groups", std::string(text)},
                                     {"beamline-deadline-ms", std::string(text)}});
    require(who.ok() ? who->groups.size() <= nats::kMaxCallerGroups : !who.error().message.empty());
    nats::MicroService service({"n", "i", "1.0.0", "", {}, "q", 0}, {{"e", "s", {}}});
    service.count(text, std::chrono::nanoseconds(1), std::string(text));
    (void)service.answer(text);
    return 0;
}
