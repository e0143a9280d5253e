// SPDX-License-Identifier: Apache-2.0
#pragma once
// Hands one message to a mail server by SMTP (RFC 5321), by libcurl. Any thread; errors come from fault().

#include "engine/blocks/mail_message.h"
#include "engine/blocks/network_policy.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxSmtpReplyBytes = 2000;  ///< of the server's words that an error repeats

struct SmtpServer {
    std::string host;
    int port = 0;                       ///< 0: 25, 587 or 465 by `security`
    std::string security = "starttls";  ///< "none", "starttls", "tls"
    std::string username;               ///< empty: without
    std::string password;
};

/// All recipients or none: a server that refuses one gets no message. Without TLS a password goes to this machine only.
/// authorization 403 for a server that `network` does not let be reached, by its name or by the address it has.
api::Result<api::Unit> sendMail(const SmtpServer& server, const NetworkPolicy& network, const std::string& caFile,
                                const std::string& from, const std::vector<std::string>& recipients,
                                const std::string& message, const Stop& stop);

}  // namespace beamline::blocks
