// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/encoding.h"

#include <openssl/evp.h>

#include <array>
#include <charconv>
#include <ctime>

namespace beamline::blocks {

namespace {
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
}  // namespace

std::string cleanUtf8(std::string_view bytes) {
    if (isUtf8(bytes)) {
        return std::string(bytes);
    }
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        const auto length = api::utf8Length(bytes);
        text += length == 0 ? kReplacement : bytes.substr(0, length);
        bytes.remove_prefix(length == 0 ? 1 : length);
    }
    return text;
}

std::string latin1ToUtf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xC0 | byte >> 6);
            text += static_cast<char>(0x80 | (byte & 0x3F));
        }
    }
    return text;
}

std::string percentEncode(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
            c == '_' || c == '~') {
            out += c;
        } else {
            out += '%';
            out += "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4];
            out += "0123456789ABCDEF"[static_cast<unsigned char>(c) & 15];
        }
    }
    return out;
}

std::string percentDecode(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        unsigned char byte = 0;
        const auto digits = text.substr(1, 2);
        const bool sequence = text[0] == '%' && digits.size() == 2 &&
                              std::from_chars(digits.data(), digits.data() + 2, byte, 16).ptr == digits.data() + 2;
        out += sequence ? static_cast<char>(byte) : text[0];
        text.remove_prefix(sequence ? 3 : 1);
    }
    return out;
}

std::string blackened(std::string text, const std::vector<std::string>& secrets) {
    constexpr std::size_t kMinSecretBytes = 4;
    for (const auto& secret : secrets) {
        for (auto at = secret.size() < kMinSecretBytes ? text.npos : text.find(secret); at != text.npos;
             at = text.find(secret, at + 3)) {
            text.replace(at, secret.size(), "***");
        }
    }
    return text;
}

std::string isoTime(std::int64_t ms) {
    const auto seconds = static_cast<std::time_t>((ms - (ms % 1000 + 1000) % 1000) / 1000);
    std::tm parts{};
    std::array<char, 32> text{};
    gmtime_r(&seconds, &parts);
    return std::string(text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts));
}

struct Digest::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    bool valid = false;
    ~State() { EVP_MD_CTX_free(context); }
};

Digest::Digest(const std::string& algorithm) : m_state(std::make_unique<State>()) {
    const auto* type = EVP_get_digestbyname(algorithm.c_str());
    m_state->valid = type && EVP_DigestInit_ex(m_state->context, type, nullptr) == 1;
}

Digest::~Digest() = default;

bool Digest::valid() const {
    return m_state->valid;
}

void Digest::add(std::string_view bytes) {
    EVP_DigestUpdate(m_state->context, bytes.data(), bytes.size());
}

std::string Digest::hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_DigestFinal_ex(m_state->context, digest.data(), &length);
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        text += "0123456789abcdef"[digest[i] >> 4];
        text += "0123456789abcdef"[digest[i] & 15];
    }
    return text;
}

}  // namespace beamline::blocks
