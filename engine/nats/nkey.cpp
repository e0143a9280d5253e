// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/nkey.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <memory>

namespace beamline::nats {

namespace {
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kChecksumBytes = 2;
constexpr int kSeedPrefix = 18 << 3;  // 'S'
constexpr int kUserPrefix = 20 << 3;  // 'U'

std::optional<std::string> fromBase32(std::string_view text) {
    std::string out;
    unsigned buffer = 0;
    int bits = 0;
    for (const char c : text) {
        const auto value = kAlphabet.find(c);
        if (value == kAlphabet.npos) {
            return std::nullopt;
        }
        buffer = (buffer << 5 | static_cast<unsigned>(value)) & 0xFFFF;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            out += static_cast<char>(buffer >> bits & 0xFF);
        }
    }
    return out;
}

std::string toBase32(std::string_view bytes) {
    std::string out;
    unsigned buffer = 0;
    int bits = 0;
    for (const char c : bytes) {
        buffer = (buffer << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
        for (bits += 8; bits >= 5; bits -= 5) {
            out += kAlphabet[buffer >> (bits - 5) & 31];
        }
    }
    return bits == 0 ? out : out + kAlphabet[buffer << (5 - bits) & 31];
}

/// CRC-16/XMODEM.
std::uint16_t checksum(std::string_view bytes) {
    std::uint16_t crc = 0;
    for (const char c : bytes) {
        crc = static_cast<std::uint16_t>(crc ^ static_cast<unsigned char>(c) << 8);
        for (int i = 0; i < 8; ++i) {
            crc = static_cast<std::uint16_t>((crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1);
        }
    }
    return crc;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
}

/// The text between "-----BEGIN name-----" and the next line of dashes.
std::string_view section(std::string_view text, std::string_view name) {
    const auto begin = text.find("BEGIN " + std::string(name));
    const auto from = begin == text.npos ? begin : text.find('\n', begin);
    const auto to = from == text.npos ? from : text.find("---", from);
    return to == text.npos ? std::string_view() : trimmed(text.substr(from, to - from));
}
}  // namespace

std::optional<std::string> publicKeyOf(std::string_view seed) {
    auto raw = fromBase32(trimmed(seed));
    if (!raw || raw->size() != 2 + kKeyBytes + kChecksumBytes) {
        return std::nullopt;
    }
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>((*raw)[i]); };
    const auto sum = checksum(std::string_view(*raw).substr(0, raw->size() - kChecksumBytes));
    const int first = at(0) & 0xF8;
    const int second = (at(0) & 7) << 5 | at(1) >> 3;
    if (first != kSeedPrefix || second != kUserPrefix || at(34) != (sum & 0xFF) || at(35) != sum >> 8) {
        return std::nullopt;
    }
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, reinterpret_cast<const unsigned char*>(raw->data()) + 2,
                                     kKeyBytes),
        EVP_PKEY_free);
    OPENSSL_cleanse(raw->data(), raw->size());
    std::array<unsigned char, kKeyBytes> point{};
    std::size_t size = point.size();
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), point.data(), &size) != 1) {
        return std::nullopt;
    }
    std::string bytes(1, static_cast<char>(kUserPrefix));
    bytes.append(reinterpret_cast<const char*>(point.data()), size);
    const auto crc = checksum(bytes);
    bytes += static_cast<char>(crc & 0xFF);
    bytes += static_cast<char>(crc >> 8);
    return toBase32(bytes);
}

std::optional<Credentials> readCredentials(std::string_view text) {
    Credentials out{std::string(section(text, "NATS USER JWT")), std::string(section(text, "USER NKEY SEED"))};
    return out.jwt.empty() || !publicKeyOf(out.seed) ? std::nullopt : std::optional(std::move(out));
}

}  // namespace beamline::nats
