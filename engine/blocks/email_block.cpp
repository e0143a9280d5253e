// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/email_block.h"

#include <algorithm>
#include <fstream>

#include "engine/api/ids.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::size_t kMaxPasswordBytes = 4096;

constexpr std::string_view kEmailInput = R"({
  "type": "object",
  "required": ["subject"],
  "anyOf": [{"required": ["text"]}, {"required": ["html"]}],
  "additionalProperties": false,
  "properties": {
    "from": {"$ref": "#/definitions/address", "description": "The sender; by default that of the engine's settings."},
    "to": {"$ref": "#/definitions/addresses", "description": "One address or a list."},
    "cc": {"$ref": "#/definitions/addresses", "description": "Who gets a copy, for all to see."},
    "bcc": {"$ref": "#/definitions/addresses", "description": "Who gets a copy that nobody else sees."},
    "subject": {"type": "string", "maxLength": 1000, "description": "One line."},
    "text": {"type": "string", "minLength": 1, "description": "The mail as plain text; with `html`, for programs that show none."},
    "html": {"type": "string", "minLength": 1, "description": "The mail as HTML."},
    "attachments": {
      "type": "array", "maxItems": 50, "description": "Files that go with it.",
      "items": {
        "type": "object",
        "oneOf": [{"required": ["path"]}, {"required": ["content", "name"]}],
        "additionalProperties": false,
        "properties": {
          "path": {"type": "string", "minLength": 1, "maxLength": 4096,
                   "description": "A file: relative to the first file root, or absolute and below one of them."},
          "content": {"type": "string", "description": "The bytes as base64, in place of a file."},
          "name": {"type": "string", "minLength": 1, "description": "How it is called; by default the last part of the path."},
          "type": {"type": "string", "default": "application/octet-stream", "description": "Its media type."}
        }
      }
    },
    "headers": {"type": "object", "maxProperties": 50, "additionalProperties": {"type": "string"},
                "description": "More headers by name, such as Reply-To or X-Ticket."},
    "server": {
      "type": "object",
      "required": ["host"],
      "additionalProperties": false,
      "description": "The mail server; by default that of the engine's settings, whose password is never sent to another.",
      "properties": {
        "host": {"type": "string", "minLength": 1, "description": "Name or address."},
        "port": {"type": "integer", "minimum": 1, "maximum": 65535, "description": "By default 587 (starttls), 465 (tls), 25 (none)."},
        "security": {"enum": ["none", "starttls", "tls"], "default": "starttls",
                     "description": "starttls begins in the clear and must succeed, tls is encrypted from the start."},
        "username": {"type": "string", "description": "Left out: without a login."},
        "password": {"type": "string", "description": "Give it as a secret: arguments are kept with the run."}
      }
    }
  },
  "definitions": {
    "address": {
      "description": "user@host, Name <user@host>, or {name, address}.",
      "oneOf": [
        {"type": "string", "minLength": 3, "maxLength": 600},
        {"type": "object", "required": ["address"], "additionalProperties": false,
         "properties": {
           "name": {"type": "string", "description": "As people read it."},
           "address": {"type": "string", "description": "user@host"}
         }}
      ]
    },
    "addresses": {
      "oneOf": [
        {"$ref": "#/definitions/address"},
        {"type": "array", "maxItems": 100, "items": {"$ref": "#/definitions/address"}}
      ]
    }
  }
})";
constexpr std::string_view kEmailOutput = R"({
  "type": "object",
  "required": ["messageId", "accepted"],
  "properties": {
    "messageId": {"type": "string", "description": "The same whenever this task is repeated."},
    "accepted": {"type": "array", "items": {"type": "string"}, "description": "The addresses that the server took it for: all of them."}
  }
})";
constexpr std::string_view kEmailExample = R"(
- mailReport:
    call: email
    with:
      from: Beamline <beamline@example.com>
      to: [ann@example.com, 'Ben <ben@example.com>']
      subject: The report of today
      text: The report is attached.
      attachments:
        - path: reports/today.pdf
          type: application/pdf
      server:
        host: mail.example.com
)";

api::Result<std::vector<MailAddress>> addressesOf(const boost::json::object& arguments, std::string_view name) {
    std::vector<MailAddress> list;
    const auto& given = member(arguments, name);
    if (given.is_null()) {
        return list;
    }
    const auto one = given.is_array() ? boost::json::array() : boost::json::array{given};
    for (const auto& item : given.is_array() ? given.get_array() : one) {
        auto address = parseMailAddress(item);
        if (!address.ok()) {
            return address.error();
        }
        list.push_back(std::move(*address));
    }
    return list;
}

std::vector<std::string> recipientsOf(const MailMessage& message, const std::vector<MailAddress>& bcc) {
    std::vector<std::string> all;
    for (const auto* list : {&message.to, &message.cc, &bcc}) {
        for (const auto& entry : *list) {
            if (std::find(all.begin(), all.end(), entry.address) == all.end()) {
                all.push_back(entry.address);
            }
        }
    }
    return all;
}
}  // namespace

EmailBlock::EmailBlock(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_network(settings.network),
      m_info(describe("email", "Sends a mail, with attachments, by a mail server.", kEmailInput, kEmailOutput,
                      kEmailExample)) {}

BlockResult EmailBlock::run(const Invocation& invocation) const {
    return settle(send(invocation, Stop(invocation, m_settings)));
}

api::Result<SmtpServer> EmailBlock::serverOf(const boost::json::object& arguments) const {
    const auto& own = m_settings.email;
    if (const auto* given = member(arguments, "server").if_object()) {
        return SmtpServer{text(*given, "host"), static_cast<int>(number(*given, "port", 0)),
                          text(*given, "security", "starttls"), text(*given, "username"), text(*given, "password")};
    }
    if (own.host.empty()) {
        return fault("configuration", 400,
                     "No mail server is known; give `server`, or have one set in the engine's settings (email).");
    }
    SmtpServer server{own.host, own.port, own.security, own.username, {}};
    if (!own.passwordFile.empty()) {
        std::ifstream file(own.passwordFile, std::ios::binary);
        std::getline(file, server.password);
        if (!file && server.password.empty()) {
            return fault("configuration", 500,
                         "The password file of the mail server, " + own.passwordFile + ", cannot be read; mend it.");
        }
        server.password.resize(std::min(server.password.size(), kMaxPasswordBytes));
        server.password.erase(server.password.find_last_not_of("\r") + 1);
    }
    return server;
}

api::Result<api::Unit> EmailBlock::attach(const boost::json::object& arguments, MailMessage& message,
                                          const Stop& stop) const {
    const auto* list = member(arguments, "attachments").if_array();
    std::int64_t left = m_settings.email.maxMessageBytes;
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        const auto& item = (*list)[i].get_object();
        MailAttachment attachment{text(item, "name"), text(item, "type", "application/octet-stream"), {}};
        if (item.contains("path")) {
            const auto place = m_files.locate(text(item, "path"));
            if (!place.ok()) {
                return place.error();
            }
            auto file = m_files.read(*place, std::min(left, m_settings.maxFileBytes), stop);
            if (!file.ok()) {
                return file.error();
            }
            attachment.bytes = std::move(file->bytes);
            if (attachment.name.empty()) {
                attachment.name = std::filesystem::path(place->relative).filename().string();
            }
        } else {
            auto bytes = base64Decode(text(item, "content"));
            if (!bytes) {
                return fault("validation", 400,
                             "The content of the attachment " + attachment.name +
                                 " is not base64 (RFC 4648, with padding, without line breaks).");
            }
            attachment.bytes = std::move(*bytes);
        }
        left = std::max<std::int64_t>(0, left - static_cast<std::int64_t>(attachment.bytes.size()));
        message.attachments.push_back(std::move(attachment));
    }
    return api::Unit{};
}

api::Result<api::Json> EmailBlock::send(const Invocation& invocation, const Stop& stop) const {
    const auto& arguments = invocation.arguments->get_object();
    const auto server = serverOf(arguments);
    auto to = addressesOf(arguments, "to");
    auto cc = addressesOf(arguments, "cc");
    auto bcc = addressesOf(arguments, "bcc");
    const auto& sender = member(arguments, "from");
    auto from = parseMailAddress(sender.is_null() ? api::Json(m_settings.email.from) : sender);
    for (const auto* result : {&to, &cc, &bcc}) {
        if (!result->ok()) {
            return result->error();
        }
    }
    if (!server.ok() || !from.ok()) {
        return server.ok() ? from.error() : server.error();
    }
    MailMessage message;
    message.from = std::move(*from);
    message.to = std::move(*to);
    message.cc = std::move(*cc);
    message.subject = text(arguments, "subject");
    message.text = text(arguments, "text");
    message.html = text(arguments, "html");
    message.date = api::wallClock();
    message.messageId = mailMessageId(invocation.key, message.from.address);
    if (const auto* headers = member(arguments, "headers").if_object()) {
        for (const auto& header : *headers) {
            message.headers.emplace_back(header.key(), header.value().get_string());
        }
    }
    const auto recipients = recipientsOf(message, *bcc);
    if (recipients.empty() || recipients.size() > kMaxMailRecipients) {
        return fault("validation", 400,
                     "A mail goes to 1 to " + std::to_string(kMaxMailRecipients) + " addresses in to, cc and bcc.");
    }
    if (auto attached = attach(arguments, message, stop); !attached.ok()) {
        return attached.error();
    }
    const auto bytes = writeMail(message);
    if (!bytes.ok()) {
        return bytes.error();
    }
    if (static_cast<std::int64_t>(bytes->size()) > m_settings.email.maxMessageBytes) {
        return fault("runtime", 413,
                     "The mail has " + std::to_string(bytes->size()) + " bytes with its attachments; " +
                         std::to_string(m_settings.email.maxMessageBytes) + " may be sent. Send a link instead.");
    }
    const auto sent = sendMail(*server, m_network, m_settings.caFile, message.from.address, recipients, *bytes, stop);
    if (!sent.ok()) {
        return sent.error();
    }
    return api::Json{{"messageId", message.messageId},
                     {"accepted", boost::json::array(recipients.begin(), recipients.end())}};
}

}  // namespace beamline::blocks
