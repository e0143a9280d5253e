// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: fs.list`: names the entries of a folder below the file roots. Any thread.

#include "engine/blocks/file_access.h"

namespace beamline::blocks {

class FsList : public Block {
public:
    explicit FsList(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> list(const boost::json::object& arguments, const Stop& stop) const;

    BlockSettings m_settings;
    FileAccess m_files;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
