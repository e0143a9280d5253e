// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/package_store.h"

#include <algorithm>
#include <fstream>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/routing.h"

namespace beamline::runtime {

namespace {
namespace fs = std::filesystem;

constexpr char kTenantMark = '@';     // no id of an extension has it
constexpr const char* kHashed = "=";  // no name that stands as it is has it
constexpr std::size_t kMaxPlainTenant = 64;
constexpr int kPlaceDepth = 3;  // tenant, id, version

/// Tenants are called as somebody likes; folders are not.
std::string tenantFolder(const std::string& tenant) {
    const bool plain =
        !tenant.empty() && tenant.size() <= kMaxPlainTenant && tenant.front() != '.' &&
        tenant.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") == tenant.npos;
    return kTenantMark + (plain ? tenant : kHashed + api::sha256(tenant));
}

/// Whether a folder holds what a package of this id and version has made.
bool isPackageFolder(const fs::path& folder) {
    std::error_code failed;
    const auto manifest = folder / routing::kManifestFile;
    const auto size = fs::file_size(manifest, failed);
    if (failed || size > routing::kMaxPackageBytes) {
        return false;
    }
    std::ifstream in(manifest, std::ios::binary);
    std::string text(static_cast<std::size_t>(size), '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    auto json = api::parseJson(text);
    if (!in || !json.ok()) {
        return false;
    }
    routing::Package package;
    package.manifest = std::move(*json);
    return package.id() == folder.parent_path().filename() && package.version() == folder.filename();
}
}  // namespace

std::string PackageStore::placeOf(const std::string& tenant, const std::string& id, const std::string& version) {
    const auto place = id + "/" + version;
    return tenant == api::kDefaultTenant ? place : tenantFolder(tenant) + "/" + place;
}

routing::TrustedKeys PackageStore::keys() const {
    return routing::trustedKeys(m_folder / kTrustedKeysFolder);
}

bool PackageStore::has(const std::string& place) const {
    std::error_code failed;
    return fs::is_directory(at(place), failed);
}

api::Result<bool> PackageStore::put(const routing::Package& package, const std::string& place, bool abandoned) {
    const std::lock_guard lock(m_mutex);
    const auto target = at(place);
    const bool there = has(place);
    auto done = routing::unpack(package, target);
    if (!done.ok() && done.error().code == api::code::kConflict && abandoned && isPackageFolder(target)) {
        removeIn(target);
        done = routing::unpack(package, target);
    }
    if (done.ok()) {
        return !there;
    }
    if (done.error().code == api::code::kConflict) {
        return api::Error{api::code::kConflict,
                          "Version " + package.version() + " of " + package.id() +
                              " is there already and is something else. Give what has changed a new version.",
                          {},
                          false};
    }
    if (!there) {
        removeIn(target);
    }
    return done.error();
}

void PackageStore::remove(const std::string& place) {
    const std::lock_guard lock(m_mutex);
    removeIn(at(place));
}

/// With the folders above it that are empty then.
void PackageStore::removeIn(const fs::path& path) {
    std::error_code failed;
    fs::remove_all(path, failed);
    for (auto above = path.parent_path(); above != m_folder && above.has_relative_path(); above = above.parent_path()) {
        if (!fs::is_empty(above, failed) || failed || !fs::remove(above, failed)) {
            return;
        }
    }
}

void PackageStore::prune(const std::string& place) {
    const std::lock_guard lock(m_mutex);
    const auto kept = at(place);
    std::vector<std::pair<fs::file_time_type, fs::path>> others;
    std::error_code failed;
    for (fs::directory_iterator one(kept.parent_path(), failed), end; !failed && one != end; one.increment(failed)) {
        std::error_code unknown;
        if (one->path() != kept && isPackageFolder(one->path())) {
            others.emplace_back(fs::last_write_time(one->path(), unknown), one->path());
        }
    }
    std::sort(others.begin(), others.end(), std::greater<>());
    for (std::size_t i = kMaxKeptVersions - 1; i < others.size(); ++i) {
        fs::remove_all(others[i].second, failed);
    }
}

void PackageStore::sweep() {
    const std::lock_guard lock(m_mutex);
    std::vector<fs::path> left;
    std::error_code failed;
    fs::recursive_directory_iterator at(m_folder, failed);
    for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
        std::error_code unknown;
        const auto name = at->path().filename().string();
        if (at->is_directory(unknown) && routing::isUnpackingName(name)) {
            left.push_back(at->path());
        }
        if (at.depth() + 1 >= kPlaceDepth || name.starts_with('.') || at->is_symlink(unknown)) {
            at.disable_recursion_pending();
        }
    }
    for (const auto& path : left) {
        removeIn(path);
    }
}

}  // namespace beamline::runtime
