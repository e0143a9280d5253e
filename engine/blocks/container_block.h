// SPDX-License-Identifier: Apache-2.0
#pragma once
// `run: container`: a container of this machine's podman or docker (dsl-reference, "Container Process"). Any thread.

#include "engine/blocks/process.h"

namespace beamline::blocks {

class ContainerCleaner;

/// `ports` maps ports of the container to ports of this machine, which are bound to its loopback address alone;
/// `volumes` maps folders below the file roots to folders of the container. A container without a name is called as the
/// specification recommends, {workflow.name}-{uuid}.{workflow.namespace}-{task.name}, with a uuid that stays the same
/// when a task is run again after a crash: what was left of it then makes way. What `lifetime` removes after a while is
/// removed by this engine as long as it runs.
class ContainerBlock : public Block {
public:
    explicit ContainerBlock(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;
    std::string note() const override;

private:
    api::Result<api::Json> work(const Invocation& invocation, const Stop& stop) const;
    api::Result<ProcessRequest> requestOf(const Invocation& invocation, const std::string& engine,
                                          const std::string& name) const;
    api::Result<std::vector<std::string>> volumes(const boost::json::object& arguments) const;
    void tidy(const Invocation& invocation, const std::string& engine, const std::string& name, bool ended) const;

    BlockSettings m_settings;
    ProcessRunner m_runner;
    std::shared_ptr<ContainerCleaner> m_cleaner;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
