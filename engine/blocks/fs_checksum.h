// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: fs.checksum`: the hash of a file below the file roots, without reading it into memory. Any thread.

#include "engine/blocks/file_access.h"

namespace beamline::blocks {

class FsChecksum : public Block {
public:
    explicit FsChecksum(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> checksum(const boost::json::object& arguments, const Stop& stop) const;

    BlockSettings m_settings;
    FileAccess m_files;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
