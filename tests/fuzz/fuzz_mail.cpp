// SPDX-License-Identifier: Apache-2.0
// Whatever a mail is made of, it is refused or keeps its form: lines of CRLF that are not too long, and no header and
// no part that was not asked for.

#include <cstdint>
#include <cstdlib>
#include <map>

#include "engine/blocks/mail_message.h"

namespace {
using namespace beamline;

constexpr std::size_t kMaxLine = 998;  // RFC 5322, 2.1.1

void require(bool truth) {
    if (!truth) {
        std::abort();
    }
}

/// The fields are separated by the byte 1E.
std::string take(std::string_view& rest) {
    const auto end = rest.find('\x1E');
    const auto field = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    return std::string(field);
}

blocks::MailMessage messageOf(std::string_view rest) {
    blocks::MailMessage message;
    const auto address = [&](const std::string& fallback) {
        const auto parsed = blocks::parseMailAddress(api::Json(take(rest)));
        return parsed.ok() ? *parsed : blocks::MailAddress{{}, fallback};
    };
    message.from = address("from@example.com");
    message.to = {address("to@example.com"), {take(rest).substr(0, 256), "other@example.com"}};
    message.subject = take(rest);
    message.headers = {{"X-Own", take(rest)}, {take(rest), "value"}};
    message.attachments = {{take(rest), take(rest), take(rest)}};
    message.html = take(rest);
    message.text = rest;
    message.messageId = blocks::mailMessageId("key", message.from.address);
    message.date = 1'764'168'285'000;
    return message;
}

/// How often each header is there, and that the lines are lines.
std::map<std::string, int> headers(std::string_view mail) {
    std::map<std::string, int> counts;
    bool head = true;
    while (!mail.empty()) {
        const auto end = mail.find("\r\n");
        require(end != mail.npos && end <= kMaxLine);
        const auto line = mail.substr(0, end);
        require(line.find_first_of(std::string_view("\r\n\0", 3)) == line.npos);
        head = head && !line.empty();
        if (head && line.front() != ' ' && line.front() != '\t') {
            const auto colon = line.find(':');
            require(colon != line.npos);
            ++counts[std::string(line.substr(0, colon))];
        }
        mail.remove_prefix(end + 2);
    }
    return counts;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto message = messageOf({reinterpret_cast<const char*>(data), size});
    const auto mail = blocks::writeMail(message);
    if (!mail.ok()) {
        require(!mail.error().message.empty());
        return 0;
    }
    auto counts = headers(*mail);
    for (const char* name : {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}) {
        require(counts[name] == 1);
        counts.erase(name);
    }
    int more = 0;
    for (const auto& [name, count] : counts) {
        require(name == "X-Own" || name == message.headers[1].first || name == "Auto-Submitted");
        more += count;
    }
    require(more <= 3);
    return 0;
}
