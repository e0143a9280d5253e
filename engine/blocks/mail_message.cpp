// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/mail_message.h"

#include <algorithm>
#include <array>

#include "engine/api/ids.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::size_t kLineBytes = 76;
constexpr std::size_t kMaxLineBytes = 998;     // RFC 5322, 2.1.1
constexpr std::size_t kEncodedWordBytes = 45;  // of UTF-8: 60 in base64, with its frame below RFC 2047's 75
constexpr std::size_t kMaxAttachmentNameBytes = 255;

bool printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::size_t utf8End(std::string_view text, std::size_t most) {
    auto end = std::min(most, text.size());
    while (end > 0 && end < text.size() && (text[end] & 0xC0) == 0x80) {
        --end;
    }
    return end;
}

/// RFC 2047, section 2: words of base64, joined by folding.
std::string encodedWords(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto end = std::max<std::size_t>(1, utf8End(text, kEncodedWordBytes));
        out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64Encode(text.substr(0, end)) + "?=");
        text.remove_prefix(end);
    }
    return out;
}

/// Breaks at spaces so that no line is longer than 76, as far as there are spaces.
std::string fold(std::string_view line, std::size_t used) {
    std::string out;
    while (used + line.size() > kLineBytes) {
        auto space = line.rfind(' ', kLineBytes > used ? kLineBytes - used : 0);
        if (space == line.npos || space == 0) {
            space = line.find(' ', 1);
        }
        if (space == line.npos || line.find_first_not_of(' ', space) == line.npos) {
            break;
        }
        out += std::string(line.substr(0, space)) + "\r\n";
        line.remove_prefix(space);
        used = 0;
    }
    return out + std::string(line);
}

std::size_t longestLine(std::string_view text) {
    std::size_t most = 0;
    for (auto end = text.find("\r\n"); end != text.npos; end = text.find("\r\n")) {
        most = std::max(most, end);
        text.remove_prefix(end + 2);
    }
    return std::max(most, text.size());
}

std::string phrase(const std::string& name) {
    if (!printable(name) || name.find("=?") != name.npos) {
        return encodedWords(name);
    }
    std::string quoted = "\"";
    for (const char c : name) {
        quoted += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    }
    return quoted + '"';
}

std::string addressList(std::string_view name, const std::vector<MailAddress>& list) {
    std::string out(name);
    out += ':';
    for (std::size_t i = 0; i < list.size(); ++i) {
        out += i == 0 ? " " : ",\r\n ";
        out += list[i].name.empty() ? list[i].address : phrase(list[i].name) + " <" + list[i].address + ">";
    }
    return out + "\r\n";
}

std::string dateText(api::Timestamp at) {  // RFC 5322, 3.3; not by strftime, which speaks the user's language
    static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto seconds = static_cast<std::time_t>(at / 1000);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02d %s %d %02d:%02d:%02d +0000", kDays[parts.tm_wday], parts.tm_mday,
                  kMonths[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
    return text.data();
}

std::string base64Lines(std::string_view bytes) {
    const auto text = base64Encode(bytes);
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += kLineBytes) {
        out += text.substr(i, kLineBytes) + "\r\n";
    }
    return out;
}

std::string textPart(std::string_view subtype, std::string_view text) {
    return "Content-Type: text/" + std::string(subtype) +
           "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quotedPrintable(text) + "\r\n";
}

/// RFC 2231: what is not ASCII is percent-encoded, what is long is told in pieces.
std::string parameter(const std::string& name, const std::string& value) {
    const bool plain = printable(value) && value.size() <= 60;
    if (plain && value.find_first_of("\"\\") == value.npos) {
        return ";\r\n " + name + "=\"" + value + "\"";
    }
    const auto whole = percentEncode(value);
    std::string out;
    int piece = 0;
    for (std::size_t i = 0; i < whole.size();) {
        auto end = std::min(i + 54, whole.size());
        for (int back = 1; back <= 2 && end < whole.size(); ++back) {
            if (whole[end - static_cast<std::size_t>(back)] == '%') {
                end -= static_cast<std::size_t>(back);
                break;
            }
        }
        const auto number = whole.size() > 54 ? "*" + std::to_string(piece) : std::string();
        out += ";\r\n " + name + number + "*=" + (piece == 0 ? "UTF-8''" : "") + whole.substr(i, end - i);
        ++piece;
        i = end;
    }
    return out;
}

bool isMediaType(const std::string& type) {
    const auto slash = type.find('/');
    const auto token = [](std::string_view text) {
        return !text.empty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   std::string_view("!#$&^_.+-").find(c) != std::string_view::npos;
        });
    };
    return slash != type.npos && token(std::string_view(type).substr(0, slash)) &&
           token(std::string_view(type).substr(slash + 1));
}

/// Containers would have to be looked into: a part could pretend to be others.
bool isContainer(std::string type) {
    std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) { return std::tolower(c); });
    return type.starts_with("multipart/") || type.starts_with("message/");
}

api::Result<std::string> attachmentPart(const MailAttachment& attachment) {
    const auto& name = attachment.name;
    if (name.empty() || name.size() > kMaxAttachmentNameBytes || !isUtf8(name) || name.find('/') != name.npos ||
        std::any_of(name.begin(), name.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; })) {
        return fault("validation", 400,
                     "The name of an attachment is a file name of at most 255 bytes, without folders and control "
                     "characters.");
    }
    if (!isMediaType(attachment.type) || isContainer(attachment.type)) {
        return fault("validation", 400,
                     "The type of the attachment " + name + " is no media type like application/pdf: " +
                         cleanUtf8(std::string_view(attachment.type).substr(0, 100)));
    }
    return "Content-Type: " + attachment.type + parameter("name", name) + "\r\nContent-Disposition: attachment" +
           parameter("filename", name) + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
           base64Lines(attachment.bytes);
}

std::string container(std::string_view subtype, const std::string& boundary, const std::vector<std::string>& parts) {
    std::string out = "Content-Type: multipart/" + std::string(subtype) + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    for (const auto& part : parts) {
        out += "--" + boundary + "\r\n" + part;
    }
    return out + "--" + boundary + "--\r\n";
}

api::Result<std::string> extraHeaders(const MailMessage& message) {
    static constexpr std::string_view kOwn[] = {"from",         "sender",   "to",         "cc",
                                                "bcc",          "subject",  "date",       "message-id",
                                                "mime-version", "received", "return-path"};
    std::string out;
    for (const auto& [name, value] : message.headers) {
        auto lower = name;
        std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
        const bool token = !name.empty() && name.size() <= 70 && std::all_of(name.begin(), name.end(), [](char c) {
            return c > 0x20 && c < 0x7F && c != ':';
        });
        if (!token) {
            return fault("validation", 400, "\"" + cleanUtf8(name.substr(0, 70)) + "\" is no name of a header.");
        }
        if (std::find(std::begin(kOwn), std::end(kOwn), lower) != std::end(kOwn) || lower.starts_with("content-") ||
            lower.starts_with("resent-")) {
            return fault("validation", 400,
                         "The header " + name + " is written by the function itself; use its argument.");
        }
        if (value.size() > kMaxMailHeaderBytes || value.find_first_of(std::string_view("\r\n\0", 3)) != value.npos) {
            return fault("validation", 400,
                         "The header " + name + " has a line break, or more than " +
                             std::to_string(kMaxMailHeaderBytes) + " bytes.");
        }
        out += mailHeader(name, value);
    }
    return out;
}
}  // namespace

std::string mailHeader(std::string_view name, std::string_view value) {
    const bool plain = printable(value) && value.find("=?") == value.npos;
    auto line = plain ? fold(value, name.size() + 2) : encodedWords(value);
    if (!plain && name.size() + 2 + std::min(line.find('\r'), line.size()) > kLineBytes) {
        line = "\r\n " + line;
    }
    const bool tooLong = plain && longestLine(line) > kMaxLineBytes - name.size() - 2;
    return std::string(name) + ": " + (tooLong ? "\r\n " + encodedWords(value) : line) + "\r\n";
}

std::string quotedPrintable(std::string_view text) {
    std::string out;
    std::size_t column = 0;
    const auto put = [&](const std::string& piece) {
        if (column + piece.size() > kLineBytes - 1) {
            out += "=\r\n";
            column = 0;
        }
        out += piece;
        column += piece.size();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            continue;
        }
        if (c == '\n') {
            out += "\r\n";
            column = 0;
            continue;
        }
        const bool last = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
        const bool plain = (c > 0x20 && c < 0x7F && c != '=') || ((c == ' ' || c == '\t') && !last);
        if (plain) {
            put(std::string(1, c));
        } else {
            const auto byte = static_cast<unsigned char>(c);
            put({'=', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]});
        }
    }
    return out;
}

api::Result<std::string> writeMail(const MailMessage& message) {
    if (message.subject.find_first_of(std::string_view("\r\n\0", 3)) != message.subject.npos ||
        message.subject.size() > kMaxMailHeaderBytes) {
        return fault("validation", 400,
                     "The subject has a line break, or more than " + std::to_string(kMaxMailHeaderBytes) + " bytes.");
    }
    auto more = extraHeaders(message);
    if (!more.ok()) {
        return more.error();
    }
    // "=_" never stands in quoted-printable or base64, so no content can end its part (RFC 2045, 6.7).
    const auto mark = "=_" + api::sha256(message.messageId).substr(0, 32);
    std::string body;
    if (message.html.empty()) {
        body = textPart("plain", message.text);
    } else if (message.text.empty()) {
        body = textPart("html", message.html);
    } else {
        body = container("alternative", mark + "a", {textPart("plain", message.text), textPart("html", message.html)});
    }
    if (!message.attachments.empty()) {
        std::vector<std::string> parts{std::move(body)};
        for (const auto& attachment : message.attachments) {
            auto part = attachmentPart(attachment);
            if (!part.ok()) {
                return part.error();
            }
            parts.push_back(std::move(*part));
        }
        body = container("mixed", mark + "m", parts);
    }
    std::string out = addressList("From", {message.from});
    out += message.to.empty() ? "" : addressList("To", message.to);
    out += message.cc.empty() ? "" : addressList("Cc", message.cc);
    out += message.to.empty() && message.cc.empty() ? "To: undisclosed-recipients:;\r\n" : "";
    out += mailHeader("Subject", message.subject);
    out += "Date: " + dateText(message.date) + "\r\nMessage-ID: " + message.messageId + "\r\n";
    return out + *more + "MIME-Version: 1.0\r\n" + body;
}

}  // namespace beamline::blocks
