// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: nats.request`: one message to a subject of NATS, and its first reply. Any thread.

#include "engine/blocks/message_broker.h"

namespace beamline::blocks {

class NatsRequest : public Block {
public:
    explicit NatsRequest(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> work(const Invocation& invocation) const;

    BlockSettings m_settings;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
