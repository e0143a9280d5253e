// SPDX-License-Identifier: Apache-2.0
#include "engine/store/checksum.h"

#include <array>
#include <boost/crc.hpp>
#include <cstring>

namespace beamline::store {

namespace {

#if defined(__x86_64__) && defined(__GNUC__)
__attribute__((target("sse4.2"))) std::uint32_t crc32cHardware(std::uint32_t crc, const void* data, std::size_t size) {
    const auto* bytes = static_cast<const unsigned char*>(data);
    std::uint64_t wide = ~crc;
    for (; size >= 8; size -= 8, bytes += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes, 8);
        wide = __builtin_ia32_crc32di(wide, word);
    }
    auto narrow = static_cast<std::uint32_t>(wide);
    for (; size > 0; --size, ++bytes) {
        narrow = __builtin_ia32_crc32qi(narrow, *bytes);
    }
    return ~narrow;
}
const bool kHardware = __builtin_cpu_supports("sse4.2");
#else
constexpr bool kHardware = false;
constexpr auto crc32cHardware = crc32cPortable;
#endif

}  // namespace

std::uint32_t crc32cPortable(std::uint32_t crc, const void* data, std::size_t size) {
    // Boost starts from a remainder before reflection and the final xor; continuing means giving it back in that form.
    using Engine = boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true>;
    std::uint32_t reflected = 0;
    for (std::uint32_t bits = ~crc, i = 0; i < 32; ++i, bits >>= 1) {
        reflected = (reflected << 1) | (bits & 1);
    }
    Engine engine(reflected);
    engine.process_bytes(data, size);
    return engine.checksum();
}

std::uint32_t crc32c(std::uint32_t crc, const void* data, std::size_t size) {
    return kHardware ? crc32cHardware(crc, data, size) : crc32cPortable(crc, data, size);
}

Checksum& Checksum::add(std::int64_t value) {
    std::array<unsigned char, 8> bytes{};  // little-endian everywhere: a journal may move between machines
    for (std::size_t i = 0; i < 8; ++i) {
        bytes[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(value) >> (8 * i));
    }
    m_crc = crc32c(m_crc, bytes.data(), bytes.size());
    return *this;
}

Checksum& Checksum::add(std::string_view text) {
    add(static_cast<std::int64_t>(text.size()));
    m_crc = crc32c(m_crc, text.data(), text.size());
    return *this;
}

}  // namespace beamline::store
