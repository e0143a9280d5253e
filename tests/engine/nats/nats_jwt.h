// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keys and JWTs of NATS (github.com/nats-io/nkeys, nats-io/jwt version 2), made anew for each test. One thread.

#include <nats/nats.h>
#include <openssl/evp.h>

#include <array>
#include <memory>
#include <random>
#include <string>

#include "engine/api/json_codec.h"
#include "engine/api/text.h"

namespace beamline::nats {

class NatsKey {
public:
    enum class Kind : int { account = 0, operators = 14, user = 20 };

    explicit NatsKey(Kind kind) {
        std::random_device random;
        for (auto& byte : m_secret) {
            byte = static_cast<unsigned char>(random());
        }
        const int prefix = static_cast<int>(kind) << 3;
        std::string bytes{static_cast<char>(18 << 3 | prefix >> 5), static_cast<char>((prefix & 31) << 3)};
        bytes.append(reinterpret_cast<const char*>(m_secret.data()), m_secret.size());
        seed = encoded(bytes);
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
            EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, m_secret.data(), m_secret.size()), EVP_PKEY_free);
        std::array<unsigned char, 32> point{};
        std::size_t size = point.size();
        EVP_PKEY_get_raw_public_key(key.get(), point.data(), &size);
        bytes.assign(1, static_cast<char>(prefix));
        bytes.append(reinterpret_cast<const char*>(point.data()), size);
        publicKey = encoded(bytes);
    }

    /// A token about `subject`, signed with this key.
    std::string jwt(const std::string& subject, api::Json claims) const {
        const boost::json::object body{{"jti", "test"},  {"iat", 1'700'000'000}, {"iss", publicKey},
                                       {"name", "test"}, {"sub", subject},       {"nats", std::move(claims)}};
        const auto text = url(R"({"typ":"JWT","alg":"ed25519-nkey"})") + "." + url(boost::json::serialize(body));
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
            EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, m_secret.data(), m_secret.size()), EVP_PKEY_free);
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
        std::array<unsigned char, 64> signature{};
        std::size_t size = signature.size();
        EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get());
        EVP_DigestSign(context.get(), signature.data(), &size, reinterpret_cast<const unsigned char*>(text.data()),
                       text.size());
        return text + "." + url({reinterpret_cast<const char*>(signature.data()), size});
    }

    std::string seed;
    std::string publicKey;

private:
    static std::string url(std::string_view bytes) {
        auto text = api::base64Encode(bytes);
        for (char& c : text) {
            c = c == '+' ? '-' : c == '/' ? '_' : c;
        }
        return text.substr(0, text.find('='));
    }
    /// Base 32 with a checksum (CRC-16/XMODEM) behind the bytes.
    static std::string encoded(std::string bytes) {
        unsigned crc = 0;
        for (const char c : bytes) {
            crc ^= static_cast<unsigned>(static_cast<unsigned char>(c)) << 8;
            for (int i = 0; i < 8; ++i) {
                crc = ((crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1) & 0xFFFF;
            }
        }
        bytes += static_cast<char>(crc & 0xFF);
        bytes += static_cast<char>(crc >> 8);
        std::string out;
        unsigned buffer = 0;
        int bits = 0;
        for (const char c : bytes) {
            buffer = (buffer << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
            for (bits += 8; bits >= 5; bits -= 5) {
                out += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[buffer >> (bits - 5) & 31];
            }
        }
        return bits == 0 ? out : out + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[buffer << (5 - bits) & 31];
    }

    std::array<unsigned char, 32> m_secret{};
};

/// An operator with one account and one user of it: the server's configuration, and the content of a .creds file.
struct NatsOperator {
    NatsKey operators{NatsKey::Kind::operators};
    NatsKey account{NatsKey::Kind::account};
    NatsKey user{NatsKey::Kind::user};

    std::string configuration() const {
        const auto unlimited = *api::parseJson(
            R"({"type":"account","version":2,"limits":{"subs":-1,"conn":-1,"leaf":-1,"data":-1,"payload":-1,
                "imports":-1,"exports":-1,"wildcards":true}})");
        return "operator: " +
               operators.jwt(operators.publicKey, *api::parseJson(R"({"type":"operator","version":2})")) +
               "\nresolver: MEMORY\nresolver_preload: { " + account.publicKey + ": " +
               operators.jwt(account.publicKey, unlimited) + " }";
    }
    std::string userJwt() const {
        return account.jwt(user.publicKey, *api::parseJson(R"({"type":"user","version":2,"subs":-1,"data":-1,
                                                               "payload":-1,"pub":{},"sub":{}})"));
    }
    std::string credentials() const {
        return "-----BEGIN NATS USER JWT-----\n" + userJwt() +
               "\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\n" + user.seed +
               "\n------END USER NKEY SEED------\n";
    }
};

}  // namespace beamline::nats
