// SPDX-License-Identifier: Apache-2.0
#pragma once
// Packages of extensions as they lie beside the engine: unpacked versions and the keys that are trusted. Thread-safe;
// reads and writes files.

#include <mutex>

#include "engine/routing/package.h"

namespace beamline::runtime {

inline constexpr const char* kTrustedKeysFolder = "keys";  ///< below the folder of extensions, NAME.pub
inline constexpr std::size_t kMaxKeptVersions = 5;         ///< of an extension, unpacked; those unpacked first go first

class PackageStore {
public:
    /// `folder`: of all extensions; it need not be there.
    explicit PackageStore(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// Where a version of a tenant's extension lies, below the folder; no two have the same place.
    static std::string placeOf(const std::string& tenant, const std::string& id, const std::string& version);

    routing::TrustedKeys keys() const;
    bool has(const std::string& place) const;
    /// True: it was not there before. What is there and is something else is kConflict, unless it is `abandoned`: a
    /// package that was unpacked and never registered goes.
    api::Result<bool> put(const routing::Package& package, const std::string& place, bool abandoned);
    void remove(const std::string& place);
    /// Takes away old versions beside the one at `place`, which stays.
    void prune(const std::string& place);
    /// Takes away what an unpacking that was cut off has left.
    void sweep();

private:
    std::filesystem::path at(const std::string& place) const { return m_folder / std::filesystem::path(place); }
    void removeIn(const std::filesystem::path& path);

    const std::filesystem::path m_folder;
    std::mutex m_mutex;
};

}  // namespace beamline::runtime
