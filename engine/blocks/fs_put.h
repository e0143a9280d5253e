// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: fs.put`: writes one file below the file roots. Any thread.

#include "engine/blocks/file_access.h"

namespace beamline::blocks {

/// Replacing a file is the same when it is done twice. Appending is not: a task that is run again after a crash may
/// append twice, because a plain file has no place for the idempotency key.
class FsPut : public Block {
public:
    explicit FsPut(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> put(const boost::json::object& arguments, const Stop& stop) const;

    BlockSettings m_settings;
    FileAccess m_files;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
