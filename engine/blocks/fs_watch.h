// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: fs.watch`: waits for files to appear or change below a folder. Any thread.

#include "engine/blocks/file_access.h"

namespace beamline::blocks {

/// A watch holds a thread of its pool while it waits; wait for many folders with one watch above them.
class FsWatch : public Block {
public:
    explicit FsWatch(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> watch(const boost::json::object& arguments, const Stop& stop) const;

    BlockSettings m_settings;
    FileAccess m_files;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
