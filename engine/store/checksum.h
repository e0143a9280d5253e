// SPDX-License-Identifier: Apache-2.0
#pragma once
// CRC-32C (Castagnoli, RFC 3720 appendix B.4) over integers and texts, as every checksummed row carries it. Any thread.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace beamline::store {

/// Continues `crc` (0 at the start) over `size` bytes.
std::uint32_t crc32c(std::uint32_t crc, const void* data, std::size_t size);
/// The same by a table, for processors without the instruction; public so that a test can hold both against each other.
std::uint32_t crc32cPortable(std::uint32_t crc, const void* data, std::size_t size);

/// Texts enter with their length, so that moving a byte from one column to the next changes the sum.
class Checksum {
public:
    Checksum& add(std::int64_t value);
    Checksum& add(std::string_view text);
    std::int64_t value() const { return m_crc; }

    template <class... Values>
    static std::int64_t of(const Values&... values) {
        Checksum sum;
        (sum.add(values), ...);
        return sum.value();
    }

private:
    std::uint32_t m_crc = 0;
};

}  // namespace beamline::store
