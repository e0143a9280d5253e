// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: nats.publish`: one message to a subject of NATS. Any thread.

#include "engine/blocks/message_broker.h"

namespace beamline::blocks {

class NatsPublish : public Block {
public:
    explicit NatsPublish(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> work(const Invocation& invocation) const;

    BlockSettings m_settings;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
