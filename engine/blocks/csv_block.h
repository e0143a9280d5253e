// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: csv`: tables from text and text from tables. Any thread.

#include "engine/blocks/file_access.h"

namespace beamline::blocks {

class CsvBlock : public Block {
public:
    explicit CsvBlock(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> parse(const boost::json::object& arguments, const Stop& stop) const;

    BlockSettings m_settings;
    FileAccess m_files;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
