// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: fs.move`: moves or renames a file or a folder below the file roots. Any thread.

#include "engine/blocks/file_access.h"

namespace beamline::blocks {

/// After a crash a move that had been done already is repeated and finds nothing to move: with `ifMissing: ignore` that
/// is no error.
class FsMove : public Block {
public:
    explicit FsMove(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> move(const boost::json::object& arguments, const Stop& stop) const;

    BlockSettings m_settings;
    FileAccess m_files;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
