// SPDX-License-Identifier: Apache-2.0
#pragma once
// A copy of an extension's folder where programs of other users can read it: for the superuser they run as another
// one, to whom a private data directory is closed. Any thread; reads and writes files.

#include <filesystem>
#include <memory>

#include "engine/api/result.h"

namespace beamline::runtime {

/// Goes with its object.
class StagedFolder {
public:
    /// Null: the folder can be used where it is. Errors come from blocks::fault().
    static api::Result<std::shared_ptr<const StagedFolder>> of(const std::filesystem::path& folder);
    ~StagedFolder();
    StagedFolder(const StagedFolder&) = delete;
    StagedFolder& operator=(const StagedFolder&) = delete;
    std::filesystem::path path() const { return m_root / m_name; }

private:
    StagedFolder(std::filesystem::path root, std::filesystem::path name)
        : m_root(std::move(root)), m_name(std::move(name)) {}

    const std::filesystem::path m_root;
    const std::filesystem::path m_name;
};

}  // namespace beamline::runtime
