// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/signature.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <fstream>
#include <memory>

namespace beamline::routing {

namespace {
using EvpKey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using EvpDigest = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using OpensslMemory = std::unique_ptr<BIO, decltype(&BIO_free)>;

const unsigned char* octetsOf(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

OpensslMemory memoryOf(std::string_view text) {
    return OpensslMemory(
        text.size() > kMaxKeyFileBytes ? nullptr : BIO_new_mem_buf(text.data(), static_cast<int>(text.size())),
        BIO_free);
}

/// The library would ask on the terminal otherwise.
int noPassword(char*, int, int, void*) {
    return -1;
}

EvpKey ed25519(EVP_PKEY* read) {
    EvpKey key(read, EVP_PKEY_free);
    ERR_clear_error();  // what it says of a text that is no key is not the next caller's
    return key && EVP_PKEY_get_id(key.get()) == EVP_PKEY_ED25519 ? std::move(key) : EvpKey(nullptr, EVP_PKEY_free);
}

EvpKey readPrivateKey(std::string_view pem) {
    const auto memory = memoryOf(pem);
    return ed25519(memory ? PEM_read_bio_PrivateKey(memory.get(), nullptr, noPassword, nullptr) : nullptr);
}

api::Error noPrivateKey() {
    return {api::code::kInvalidArgument,
            "This is no ed25519 private key in PEM without a password. Make one with "
            "`beamctl extension key`, or take the password off it.",
            nullptr, false};
}

api::Error cryptoFailed(const char* what) {
    ERR_clear_error();
    return {api::code::kInternal, std::string("The cryptography library could not ") + what + ".", nullptr, false};
}

api::Result<std::string> rawPublicKey(const EVP_PKEY* key) {
    std::string bytes(kPublicKeyBytes, '\0');
    std::size_t size = bytes.size();
    if (EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(bytes.data()), &size) != 1 ||
        size != kPublicKeyBytes) {
        return cryptoFailed("tell the public key");
    }
    return bytes;
}

std::string pemText(BIO* memory) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(memory, &data);
    std::string text(data, size > 0 ? static_cast<std::size_t>(size) : 0);
    if (size > 0) {
        OPENSSL_cleanse(data, static_cast<std::size_t>(size));
    }
    return text;
}
}  // namespace

api::Result<KeyPair> newKey() {
    const EvpKey key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), EVP_PKEY_free);
    const OpensslMemory secret(BIO_new(BIO_s_mem()), BIO_free);
    const OpensslMemory open(BIO_new(BIO_s_mem()), BIO_free);
    if (!key || !secret || !open ||
        PEM_write_bio_PKCS8PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
        PEM_write_bio_PUBKEY(open.get(), key.get()) != 1) {
        return cryptoFailed("make a key");
    }
    return KeyPair{pemText(secret.get()), pemText(open.get())};
}

api::Result<std::string> readPublicKey(std::string_view publicPem) {
    const auto memory = memoryOf(publicPem);
    const auto key = ed25519(memory ? PEM_read_bio_PUBKEY(memory.get(), nullptr, noPassword, nullptr) : nullptr);
    if (!key) {
        return api::Error{api::code::kInvalidArgument,
                          "This is no ed25519 public key in PEM, as \"-----BEGIN PUBLIC KEY-----\" begins it.", nullptr,
                          false};
    }
    return rawPublicKey(key.get());
}

api::Result<std::string> publicKeyOf(std::string_view privatePem) {
    const auto key = readPrivateKey(privatePem);
    return key ? rawPublicKey(key.get()) : noPrivateKey();
}

api::Result<std::string> signText(std::string_view text, std::string_view privatePem) {
    const auto key = readPrivateKey(privatePem);
    if (!key) {
        return noPrivateKey();
    }
    const EvpDigest digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::string signature(kSignatureBytes, '\0');
    std::size_t size = signature.size();
    if (!digest || EVP_DigestSignInit(digest.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, octetsOf(text),
                       text.size()) != 1 ||
        size != kSignatureBytes) {
        return cryptoFailed("sign");
    }
    return signature;
}

bool isSignature(std::string_view signature, std::string_view text, std::string_view publicKey) {
    if (signature.size() != kSignatureBytes || publicKey.size() != kPublicKeyBytes) {
        return false;
    }
    const EvpKey key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octetsOf(publicKey), publicKey.size()),
                     EVP_PKEY_free);
    const EvpDigest digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    const bool right =
        key && digest && EVP_DigestVerifyInit(digest.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
        EVP_DigestVerify(digest.get(), octetsOf(signature), signature.size(), octetsOf(text), text.size()) == 1;
    ERR_clear_error();
    return right;
}

bool isKeyName(std::string_view name) {
    return !name.empty() && name.size() <= 128 && name.front() != '.' &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                      c == '-' || c == '.';
           });
}

TrustedKeys trustedKeys(const std::filesystem::path& folder) {
    TrustedKeys out;
    const auto wrong = [&](const std::filesystem::path& file, const std::string& what) {
        out.problems.push_back({api::Severity::error, 0, 0, "", file.string() + ": " + what});
    };
    std::error_code failed;
    std::vector<std::filesystem::path> files;
    std::filesystem::directory_iterator at(folder, failed);
    if (failed && failed != std::errc::no_such_file_or_directory) {
        wrong(folder, "The trusted keys cannot be read (" + failed.message() + ").");
    }
    for (; !failed && at != std::filesystem::directory_iterator(); at.increment(failed)) {
        if (at->path().extension() == kPublicKeySuffix) {
            files.push_back(at->path());
        }
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        const auto name = file.stem().string();
        std::error_code unknown;
        if (!std::filesystem::is_regular_file(file, unknown) || !isKeyName(name)) {
            wrong(file, "A trusted key is a file NAME.pub; the name has letters, digits, \"_\", \"-\" and \".\".");
            continue;
        }
        if (out.keys.size() == kMaxTrustedKeys) {
            wrong(file, "There are more than " + std::to_string(kMaxTrustedKeys) +
                            " trusted keys; this one and those "
                            "behind it do not count.");
            break;
        }
        std::string pem(kMaxKeyFileBytes + 1, '\0');
        std::ifstream in(file, std::ios::binary);
        in.read(pem.data(), static_cast<std::streamsize>(pem.size()));
        pem.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
        const auto key = readPublicKey(pem);
        if (key.ok()) {
            out.keys.push_back({name, *key});
        } else {
            wrong(file, key.error().message);
        }
    }
    return out;
}

}  // namespace beamline::routing
