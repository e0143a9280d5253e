// SPDX-License-Identifier: Apache-2.0
#include "engine/api/ids.h"

#include <openssl/evp.h>

#include <array>
#include <chrono>
#include <mutex>
#include <random>

namespace beamline::api {

std::string newUlid(Timestamp now) {
    static constexpr char kDigits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    static std::mutex mutex;
    static std::mt19937_64 random{std::random_device{}()};
    static Timestamp lastTime = 0;
    static std::uint64_t high = 0;  // 16 random bits
    static std::uint64_t low = 0;   // 64 random bits
    std::lock_guard lock(mutex);
    if (now <= lastTime) {
        now = lastTime;
        if (++low == 0) {
            high = (high + 1) & 0xFFFF;
        }
    } else {
        lastTime = now;
        high = random() & 0xFFFF;
        low = random();
    }
    std::string text(26, '0');
    auto time = static_cast<std::uint64_t>(now);
    for (int i = 9; i >= 0; --i, time >>= 5) {
        text[static_cast<std::size_t>(i)] = kDigits[time & 31];
    }
    auto lowBits = low;
    auto highBits = high;
    for (int i = 25; i >= 10; --i) {
        text[static_cast<std::size_t>(i)] = kDigits[lowBits & 31];
        lowBits = (lowBits >> 5) | ((highBits & 31) << 59);
        highBits >>= 5;
    }
    return text;
}

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
    std::string hex;
    hex.reserve(64);
    for (unsigned int i = 0; i < length; ++i) {
        hex += "0123456789abcdef"[digest[i] >> 4];
        hex += "0123456789abcdef"[digest[i] & 15];
    }
    return hex;
}

Timestamp wallClock() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace beamline::api
