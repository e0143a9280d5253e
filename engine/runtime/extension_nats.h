// SPDX-License-Identifier: Apache-2.0
#pragma once
// Extensions that listen on a subject of NATS: request and reply, with the headers of contract §2.2. Any thread.

#include "engine/blocks/message_broker.h"
#include "engine/runtime/extension_answer.h"

namespace beamline::runtime {

class ExtensionNats {
public:
    /// `broker` may be null, `address` empty: then calls say what is missing.
    ExtensionNats(std::shared_ptr<blocks::MessageBroker> broker, blocks::BrokerAddress address)
        : m_broker(std::move(broker)), m_address(std::move(address)) {}
    routing::Caller::Answer call(const ExtensionCall& call) const;

private:
    std::shared_ptr<blocks::MessageBroker> m_broker;
    blocks::BrokerAddress m_address;
};

}  // namespace beamline::runtime
