// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: asyncapi` (dsl-reference, "AsyncAPI Call"): publishes a message by HTTP or NATS, or consumes those of a NATS
// subject. Any thread.

#include "engine/blocks/asyncapi_document.h"
#include "engine/blocks/http_block.h"
#include "engine/blocks/message_inbox.h"
#include "engine/blocks/resource.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxConsumedMessages = 10'000;
inline constexpr std::size_t kMaxOpenSubscriptions = 1'000;  ///< whose messages are handed out one by one

class AsyncapiBlock : public Block {
public:
    AsyncapiBlock(HttpAgentPtr agent, std::shared_ptr<ResourceReader> resources);
    ~AsyncapiBlock() override;
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    BlockResult publishHttp(const AsyncapiTarget& target, const Invocation& invocation) const;
    api::Result<api::Json> publishNats(const AsyncapiTarget& target, const Invocation& invocation,
                                       const Stop& stop) const;
    api::Result<api::Json> consume(const AsyncapiTarget& target, const Invocation& invocation, const Stop& stop) const;
    struct Open;
    class Turns;
    api::Result<std::unique_ptr<MessageSubscription>> listen(const AsyncapiTarget& target, const Invocation& invocation,
                                                             std::shared_ptr<MessageInbox> inbox,
                                                             const Stop& stop) const;
    BlockResult nextMessage(const Invocation& invocation, const Stop& stop) const;
    api::Result<api::Json> nextOf(Open& open, const Invocation& invocation, const Stop& stop) const;
    api::Result<AsyncapiTarget> target(const Invocation& invocation, const Stop& stop) const;

    BlockSettings m_settings;
    api::FunctionInfo m_info;
    HttpBlock m_http;
    std::shared_ptr<ResourceReader> m_resources;
    std::unique_ptr<Turns> m_turns;
};

/// "/rooms/{x}" is no subject: slashes at the ends go, those between become dots.
std::string natsSubject(std::string_view address);

}  // namespace beamline::blocks
