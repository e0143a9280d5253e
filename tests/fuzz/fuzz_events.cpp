// SPDX-License-Identifier: Apache-2.0
// Whatever the message, as a CloudEvent it is refused or understood. An event that is written reads as the same one,
// and in binary mode, which knows texts only, as one that stays the same from then on.

#include <cstdint>
#include <cstdlib>

#include "engine/api/cloud_event.h"

namespace {
using namespace beamline::api;

/// The first lines up to an empty one are headers, as HTTP writes them.
MessageHeaders headersOf(std::string_view& text) {
    MessageHeaders headers;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto colon = line.find(':');
        if (line.empty() || colon == line.npos) {
            break;
        }
        headers.emplace_back(line.substr(0, colon), line.substr(colon + 1));
    }
    return headers;
}

Json again(const Json& event, CloudEventMode mode, const CloudEventBinding& binding) {
    const auto message = writeCloudEvent(event, mode, binding);
    for (const auto& [name, value] : message.headers) {
        if ((name + value).find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
            std::abort();  // it would end the header
        }
    }
    auto read = readCloudEvent(message.headers, message.body, binding);
    if (!read.ok()) {
        std::abort();
    }
    return std::move(*read);
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    for (const auto& binding : {kCloudEventsOverNats, kCloudEventsOverHttp}) {
        std::string_view text(reinterpret_cast<const char*>(data), size);
        const auto headers = headersOf(text);
        const auto event = readCloudEvent(headers, text, binding);
        if (!event.ok() || !event->is_object() || !event->get_object().contains("specversion")) {
            continue;
        }
        if (again(*event, CloudEventMode::structured, binding) != *event) {
            std::abort();
        }
        const auto settled = again(again(*event, CloudEventMode::binary, binding), CloudEventMode::binary, binding);
        if (again(settled, CloudEventMode::binary, binding) != settled) {
            std::abort();
        }
    }
    return 0;
}
