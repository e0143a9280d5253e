// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: archive`: packs, unpacks and lists zip and tar archives below the file roots. Any thread.

#include "engine/blocks/archive_file.h"

namespace beamline::blocks {

class ArchiveBlock : public Block {
public:
    explicit ArchiveBlock(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> work(const boost::json::object& arguments, const Stop& stop) const;
    api::Result<api::Json> create(const boost::json::object& arguments, const Place& archive,
                                  const ArchiveLimits& limits, const Stop& stop) const;
    api::Result<api::Json> extract(const boost::json::object& arguments, const Place& archive,
                                   const ArchiveLimits& limits, const Stop& stop) const;
    api::Result<api::Json> list(const Place& archive, const ArchiveLimits& limits, const Stop& stop) const;

    BlockSettings m_settings;
    FileAccess m_files;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
