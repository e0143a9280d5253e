// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: grpc` (dsl-reference, "gRPC Call"): one method of a service, streams as arrays. Any thread.

#include "engine/blocks/grpc_channel.h"
#include "engine/blocks/resource.h"

namespace beamline::blocks {

class GrpcBlock : public Block {
public:
    GrpcBlock(HttpAgentPtr agent, std::shared_ptr<ResourceReader> resources);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> exchange(const Invocation& invocation) const;

    HttpAgentPtr m_agent;
    api::FunctionInfo m_info;
    std::shared_ptr<ResourceReader> m_resources;
    mutable GrpcClient m_client;
};

/// Where the service is: TLS by the scheme that may stand before the host (grpcs, https), by port 443, or because
/// credentials go to another machine and no scheme says otherwise.
api::Result<GrpcServer> grpcServer(const boost::json::object& service);

}  // namespace beamline::blocks
