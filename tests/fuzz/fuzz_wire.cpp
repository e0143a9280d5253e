// SPDX-License-Identifier: Apache-2.0
// Whatever bytes arrive, the wire answers with a message or an error; a message that was understood survives its own
// encoding.

#include <cstdint>
#include <cstdlib>

#include "engine/wire/codec.h"
#include "engine/wire/frame.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace beamline::wire;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto message = decode(bytes); message.ok()) {
        const auto again = decode(encode(message.value()));
        if (!again.ok() || again.value().index() != message.value().index()) {
            std::abort();
        }
    }
    FrameReader reader(1 << 16);
    (void)reader.feed(bytes, [](const std::string& message) { (void)decode(message); });
    return 0;
}
