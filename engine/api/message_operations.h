// SPDX-License-Identifier: Apache-2.0
#pragma once
// Messages that people send by hand, and what became of them. Of the tenant that RequestContext::tenant names. Plain
// described values, any thread.

#include "engine/api/operation.h"

namespace beamline::api {

inline constexpr std::size_t kMaxMessageBytes = 1 << 20;
struct MessageInfo {
    std::string id;
    Timestamp at = 0;
    std::string tenant;
    std::string user;      ///< who sent it
    std::string subject;   ///< it was published to; empty: it was routed
    std::string type;      ///< chosen by the sender, "chat"; empty: none
    std::string policy;    ///< it was routed by
    std::string provider;  ///< that answered, or was chosen
    std::string decision;  ///< id of it; empty: none
    std::string status;    ///< sent, answered, failed
    std::string error;
    std::string traceId;
    std::string retryOf;  ///< id of the message that this one repeats
    double tookMs = 0;
    Json payload;
    Json headers;  ///< an object of texts
    Json reply;    ///< null: none
    bool operator==(const MessageInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(MessageInfo, (),
                      (id, at, tenant, user, subject, type, policy, provider, decision, status, error, traceId, retryOf,
                       tookMs, payload, headers, reply))
struct MessageReply {
    MessageInfo message;
};
BOOST_DESCRIBE_STRUCT(MessageReply, (), (message))
/// Publishes to a subject, or lets a policy choose a provider that does the work. What fails is a reply with the status
/// "failed"; an error is for what could not be tried.
struct SendMessage {
    using Reply = MessageReply;
    static constexpr OperationInfo kInfo{"send_message", "message.send"};
    std::string subject = {};  ///< NATS; empty: route it
    std::string policy = {};   ///< of routing; empty: "default"
    std::string type = {};
    Json payload = {};
    Json headers = {};
    bool wait = false;        ///< for a reply to what is published; what is routed always waits
    bool decideOnly = false;  ///< no provider does the work
    int timeoutMs = 0;        ///< 0: kMessageTimeoutMs
};
BOOST_DESCRIBE_STRUCT(SendMessage, (), (subject, policy, type, payload, headers, wait, decideOnly, timeoutMs))
inline constexpr int kMessageTimeoutMs = 10'000;
inline constexpr int kMaxMessageTimeoutMs = 120'000;
/// Sends the same again, as a new message.
struct RetryMessage {
    using Reply = MessageReply;
    static constexpr OperationInfo kInfo{"retry_message", "message.send"};
    std::string message = {};
};
BOOST_DESCRIBE_STRUCT(RetryMessage, (), (message))
BEAMLINE_PAGE(MessagePage, MessageInfo)
/// Newest first, without headers, payload and reply.
struct ListMessages {
    using Reply = MessagePage;
    static constexpr OperationInfo kInfo{"list_messages", "message.read"};
    std::string text = {};  ///< in id, subject, type, user, provider, error or trace id
    std::string status = {};
    int limit = kDefaultPageSize;
    Cursor after = {};
};
BOOST_DESCRIBE_STRUCT(ListMessages, (), (text, status, limit, after))
struct GetMessage {
    using Reply = MessageReply;
    static constexpr OperationInfo kInfo{"get_message", "message.read"};
    std::string message = {};
};
BOOST_DESCRIBE_STRUCT(GetMessage, (), (message))

using MessageCommands = boost::mp11::mp_list<SendMessage, RetryMessage>;
using MessageQueries = boost::mp11::mp_list<ListMessages, GetMessage>;
template <class Op>
inline constexpr bool kIsMessage =
    boost::mp11::mp_contains<boost::mp11::mp_append<MessageCommands, MessageQueries>, Op>::value;

}  // namespace beamline::api
