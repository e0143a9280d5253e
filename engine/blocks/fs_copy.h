// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: fs.copy`: copies a file or a folder below the file roots. Any thread.

#include "engine/blocks/file_access.h"

namespace beamline::blocks {

/// Copying the same again is an error unless `overwrite` is set: a task that must survive a crash sets it.
class FsCopy : public Block {
public:
    explicit FsCopy(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> copy(const boost::json::object& arguments, const Stop& stop) const;

    BlockSettings m_settings;
    FileAccess m_files;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
