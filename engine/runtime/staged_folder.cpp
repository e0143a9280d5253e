// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/staged_folder.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "engine/blocks/fault.h"

namespace beamline::runtime {

namespace {
namespace fs = std::filesystem;

bool isOpenToOthers(const fs::path& folder) {
    std::error_code failed;
    const auto own = fs::status(folder, failed).permissions();
    if ((own & fs::perms::others_read) == fs::perms::none) {
        return false;
    }
    for (auto at = folder;; at = at.parent_path()) {
        if ((fs::status(at, failed).permissions() & fs::perms::others_exec) == fs::perms::none) {
            return false;
        }
        if (!at.has_relative_path()) {
            return true;
        }
    }
}

void openToOthers(const fs::path& path) {
    std::error_code failed;
    const auto now = fs::symlink_status(path, failed);
    if (fs::is_symlink(now)) {
        return;
    }
    const bool runs = (now.permissions() & fs::perms::owner_exec) != fs::perms::none;
    const auto more = fs::perms::group_read | fs::perms::others_read |
                      (runs ? fs::perms::group_exec | fs::perms::others_exec : fs::perms::none);
    fs::permissions(path, more, fs::perm_options::add, failed);
}
}  // namespace

api::Result<std::shared_ptr<const StagedFolder>> StagedFolder::of(const fs::path& folder) {
    std::error_code failed;
    const auto source = fs::canonical(folder, failed);
    if (::geteuid() != 0 || failed || isOpenToOthers(source)) {
        return std::shared_ptr<const StagedFolder>();
    }
    auto pattern = (fs::temp_directory_path(failed) / "beamline-extension-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) {
        return blocks::fault("runtime", 500,
                             "There is no room for a copy of " + folder.string() + ": " + std::strerror(errno) + ".");
    }
    std::shared_ptr<const StagedFolder> made(new StagedFolder(pattern, source.filename()));
    fs::copy(source, made->path(), fs::copy_options::recursive | fs::copy_options::copy_symlinks, failed);
    if (failed) {
        return blocks::fault("runtime", 500, folder.string() + " cannot be copied: " + failed.message() + ".");
    }
    openToOthers(pattern);
    std::error_code unread;
    for (fs::recursive_directory_iterator at(pattern, unread), end; !unread && at != end; at.increment(unread)) {
        openToOthers(at->path());
    }
    return made;
}

StagedFolder::~StagedFolder() {
    std::error_code failed;
    fs::remove_all(m_root, failed);
}

}  // namespace beamline::runtime
