// SPDX-License-Identifier: Apache-2.0
#pragma once
// An extension in one file that can be checked and signed. Any thread; packFolder() and unpack() read and write files,
// everything else is pure.
//
// NAME-VERSION.beamline-extension is JSON: {"format": "beamline-extension/1", "manifest": a registration as
// extension.h has it, "files": [{path, mode, sha256, content}], "checksum", "signatures": [{key, public, signature}]}.
// The checksum is the sha256 of the canonical JSON of {format, manifest, files: [{path, mode, sha256}]}. A key signs
// three lines: "beamline-extension/1 signature", its own name and the checksum.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/values.h"
#include "engine/routing/signature.h"

namespace beamline::routing {

inline constexpr const char* kPackageFormat = "beamline-extension/1";
inline constexpr const char* kPackageSuffix = ".beamline-extension";
inline constexpr const char* kManifestFile = "manifest.json";
inline constexpr std::size_t kMaxPackageFiles = 1'000;
inline constexpr std::size_t kMaxPackageBytes = 32 * 1024 * 1024;      ///< of all files together
inline constexpr std::size_t kMaxPackageTextBytes = 48 * 1024 * 1024;  ///< of the package; base 64 takes a third more
inline constexpr std::size_t kMaxPackagePathBytes = 240;
inline constexpr std::size_t kMaxPackageSignatures = 16;
inline constexpr std::size_t kMaxPackageProblems = 100;  ///< that are told
inline constexpr std::size_t kMaxVersionBytes = 64;

struct PackageFile {
    std::string path;  ///< below the folder, with "/"
    bool executable = false;
    std::string content;
    bool operator==(const PackageFile&) const = default;
};
struct PackageSignature {
    std::string key;        ///< the name that the signer gives it
    std::string publicKey;  ///< 32 bytes
    std::string signature;  ///< 64 bytes
    bool operator==(const PackageSignature&) const = default;
};
struct Package {
    api::Json manifest;
    std::vector<PackageFile> files;  ///< by path; without the manifest
    std::vector<PackageSignature> signatures;

    std::string id() const;  ///< of the manifest
    std::string version() const;
    std::string fileName() const;
    std::string checksum() const;
};

struct PackageReading {
    std::optional<Package> package;      ///< nothing: there is an error among the problems
    std::vector<api::Problem> problems;  ///< warnings too
};
/// Reads a package and checks everything that it says of itself: the registration, paths, limits, checksums, and that
/// signatures are of the keys that stand beside them (whether those are trusted, verify() says).
PackageReading readPackage(std::string_view text);
/// The same package gives the same bytes.
std::string writePackage(const Package& package);
/// Of one that was made by hand; pointers as in its text, warnings too.
std::vector<api::Problem> problemsOf(const Package& package);

/// The files below a folder, with its manifest.json as the manifest. Links, hidden files, private keys and packages are
/// refused; what Python compiled (__pycache__) is left out.
PackageReading packFolder(const std::filesystem::path& folder);
/// Makes the folder `target` with the files and the manifest. It appears whole or not at all: it is written beside it,
/// synced and renamed. When it is there already with the same files, this is fine; with others it is kConflict. One
/// caller at a time for a target.
api::Result<api::Unit> unpack(const Package& package, const std::filesystem::path& target);
/// Whether a folder of this name is what an unpacking that was cut off has left.
bool isUnpackingName(std::string_view name);

/// Adds a signature, in the place of an earlier one by the same key.
api::Result<api::Unit> sign(Package& package, const std::string& keyName, std::string_view privatePem);

struct Verdict {
    enum class State {
        trusted,
        notSigned,
        unknownKey,  ///< signed, but by no key that is trusted
        damaged      ///< a signature is not of this content
    };
    State state = State::notSigned;
    std::vector<std::string> signers;  ///< names of the trusted keys that have signed it, as they are named here
    std::string why;                   ///< when it is not trusted: why, and what to do
};
/// One signature by a trusted key is enough, so that keys can be changed; a wrong one is always too much.
Verdict verify(const Package& package, const std::vector<TrustedKey>& trusted);

}  // namespace beamline::routing
