// SPDX-License-Identifier: Apache-2.0
// Whatever stands in a cluster's order, it is a word or it is none, and a word says the same after its own encoding.

#include <cstdint>
#include <cstdlib>

#include "engine/store/record.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace beamline::store;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto record = decode(bytes)) {
        const auto written = encode(*record);
        const auto again = decode(written);
        if (!again || again->word.index() != record->word.index() || encode(*again) != written) {
            std::abort();
        }
    }
    // Mutations of bytes rarely make a message: what they make of a text goes through one as well.
    RunWord word;
    word.shard = static_cast<int>(size % 7);
    word.head = {size, std::string(bytes.substr(0, 16))};
    word.change.run = 1 + static_cast<std::int64_t>(size);
    word.change.facts = {std::string(bytes), {}};
    word.change.create =
        NewRun{std::string(bytes.substr(0, size / 2)), "somebody", static_cast<int>(size), "key", "hash"};
    word.change.timers = {{1, static_cast<std::int64_t>(size)}};
    word.change.subscriptions = {{2, true, {std::string(bytes.substr(size / 2))}, size}};
    word.change.messages.resize(1);
    word.change.messages[0].data = std::string(bytes);
    const auto record = decode(encode({"node", Mark{size, size, size}, word}));
    const auto* read = record ? std::get_if<RunWord>(&record->word) : nullptr;
    if (!read || read->change.facts != word.change.facts || read->head != word.head ||
        read->change.messages[0].data != word.change.messages[0].data || record->mark->chain != size ||
        read->change.create->definitionDigest != word.change.create->definitionDigest ||
        read->change.subscriptions[0].types != word.change.subscriptions[0].types) {
        std::abort();
    }
    return 0;
}
