// SPDX-License-Identifier: Apache-2.0
#pragma once
// A mail as bytes: RFC 5322 with MIME (RFC 2045, 2047, 2183, 2231). Whatever it is given, no line of it can become a
// header or a part that was not asked for. Pure, any thread; errors come from fault().

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxMailRecipients = 100;
inline constexpr std::size_t kMaxMailAttachments = 50;
inline constexpr std::size_t kMaxMailHeaders = 50;
inline constexpr std::size_t kMaxMailHeaderBytes = 4 * 1024;  ///< of one value

struct MailAddress {
    std::string name;     ///< as people read it, may be empty
    std::string address;  ///< user@host
};
struct MailAttachment {
    std::string name;
    std::string type;  ///< "type/subtype"
    std::string bytes;
};
struct MailMessage {
    MailAddress from;
    std::vector<MailAddress> to;
    std::vector<MailAddress> cc;
    std::string subject;
    std::string text;
    std::string html;
    std::vector<MailAttachment> attachments;
    std::vector<std::pair<std::string, std::string>> headers;  ///< more of them
    std::string messageId;                                     ///< with its angle brackets
    api::Timestamp date = 0;
};

/// "user@host", "Name <user@host>" or {name, address}. Hosts in ASCII; local parts without quotes.
api::Result<MailAddress> parseMailAddress(const api::Json& value);
/// Lines end with CRLF.
api::Result<std::string> writeMail(const MailMessage& message);
/// Fixed by what makes a message the same: a repetition can be recognised (RFC 5322, 3.6.4).
std::string mailMessageId(const std::string& key, const std::string& from);

/// The parts, for tests: one header with its folding; quoted-printable with lines of at most 76.
std::string mailHeader(std::string_view name, std::string_view value);
std::string quotedPrintable(std::string_view text);

}  // namespace beamline::blocks
