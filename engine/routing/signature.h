// SPDX-License-Identifier: Apache-2.0
#pragma once
// Signatures with ed25519 keys (RFC 8032): making keys, signing, and the keys that are trusted. Any thread.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/values.h"

namespace beamline::routing {

inline constexpr std::size_t kPublicKeyBytes = 32;
inline constexpr std::size_t kSignatureBytes = 64;
inline constexpr std::size_t kMaxKeyFileBytes = 4'096;
inline constexpr std::size_t kMaxTrustedKeys = 1'000;
inline constexpr const char* kPublicKeySuffix = ".pub";

/// PEM texts: PKCS #8 without a password, and SubjectPublicKeyInfo.
struct KeyPair {
    std::string privatePem;
    std::string publicPem;
};
api::Result<KeyPair> newKey();

/// The 32 bytes of a public key; errors say what is wrong with the PEM text, and never quote it.
api::Result<std::string> readPublicKey(std::string_view publicPem);
api::Result<std::string> publicKeyOf(std::string_view privatePem);
/// 64 bytes.
api::Result<std::string> signText(std::string_view text, std::string_view privatePem);
bool isSignature(std::string_view signature, std::string_view text, std::string_view publicKey);

/// A key's name: of letters, digits, "_", "-" and ".", not first; at most 128.
bool isKeyName(std::string_view name);

struct TrustedKey {
    std::string name;
    std::string publicKey;  ///< 32 bytes
};
struct TrustedKeys {
    std::vector<TrustedKey> keys;        ///< by name
    std::vector<api::Problem> problems;  ///< files that are no keys; the others count all the same
};
/// Reads NAME.pub files, links to files too. No such folder: no keys.
TrustedKeys trustedKeys(const std::filesystem::path& folder);

}  // namespace beamline::routing
