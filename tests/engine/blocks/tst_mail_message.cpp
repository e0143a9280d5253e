// SPDX-License-Identifier: Apache-2.0
// Mails as bytes: addresses, headers, parts; and that nothing given can become a header or a part of its own.

#include "engine/blocks/encoding.h"
#include "engine/blocks/mail_message.h"
#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

std::string address(const api::Json& given) {
    const auto parsed = parseMailAddress(given);
    return parsed.ok() ? parsed->name + "|" + parsed->address : "refused";
}

MailMessage simple() {
    MailMessage message;
    message.from = {"", "a@example.com"};
    message.to = {{"Ben", "b@example.com"}};
    message.subject = "Hello";
    message.text = "Hi\n";
    message.messageId = "<1@example.com>";
    message.date = 1'700'000'000'000;
    return message;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

TEST(MailAddress, OfEveryForm) {
    EXPECT_EQ(address("a.b+c@mail.example.com"), "|a.b+c@mail.example.com");
    EXPECT_EQ(address("Ann Doe <ann@example.com>"), "Ann Doe|ann@example.com");
    EXPECT_EQ(address("\"Doe, Ann\" <ann@example.com>"), "Doe, Ann|ann@example.com");
    EXPECT_EQ(address({{"name", "Änne"}, {"address", "ann@localhost"}}), "Änne|ann@localhost");
    for (const char* wrong : {"", "ann", "@example.com", "ann@", "ann@-x.com", "ann@x..com", "a..b@x.com", ".a@x.com",
                              "a b@x.com", "a@x.com>\r\nBcc: <z@x.com", "<a@x.com> SIZE=1", "a@x.com,b@x.com",
                              "\"a b\"@x.com", "a@exämple.com", "Ann\nBcc: z@x.com <a@x.com>"}) {
        EXPECT_EQ(address(wrong), "refused") << wrong;
    }
    EXPECT_EQ(address(api::Json(std::string(65, 'a') + "@x.com")), "refused");
    EXPECT_EQ(address(api::Json(std::string(300, 'n') + " <a@x.com>")), "refused");
}

TEST(MailMessage, IsWrittenAsTheStandardsSay) {
    const auto bytes = writeMail(simple());
    ASSERT_TRUE(bytes.ok());
    EXPECT_EQ(*bytes,
              "From: a@example.com\r\nTo: \"Ben\" <b@example.com>\r\nSubject: Hello\r\n"
              "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\nMessage-ID: <1@example.com>\r\nMIME-Version: 1.0\r\n"
              "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
              "Hi\r\n\r\n");
}

TEST(MailMessage, HeadersAreFoldedAndEncoded) {
    EXPECT_EQ(mailHeader("Subject", "Grüße"), "Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n");
    EXPECT_EQ(mailHeader("Subject", "=?x"), "Subject: =?UTF-8?B?PT94?=\r\n") << "what looks encoded is encoded";
    std::string words;
    std::string umlauts;
    for (int i = 0; i < 60; ++i) {
        words += "word" + std::to_string(i) + " ";
        umlauts += "ü";
    }
    for (const auto& header :
         {mailHeader("Subject", words), mailHeader("Subject", umlauts), mailHeader("X-Long", std::string(3000, 'x')),
          mailHeader("X-Late", std::string(3000, 'x') + " late")}) {
        std::istringstream lines(header);
        for (std::string line; std::getline(lines, line);) {
            EXPECT_LE(line.size(), 77U) << line;
        }
    }
}

TEST(MailMessage, QuotedPrintable) {
    EXPECT_EQ(quotedPrintable("a=b ü\t\nx \r\nend "), "a=3Db =C3=BC=09\r\nx=20\r\nend=20");
    std::istringstream lines(quotedPrintable(std::string(1000, 'x') + std::string(100, '=')));
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 77U);
    }
}

TEST(MailMessage, NothingBecomesAHeader) {
    auto message = simple();
    message.subject = "x\r\nBcc: z@example.com";
    EXPECT_FALSE(writeMail(message).ok());
    message = simple();
    for (const auto& [name, value] : {std::pair("X-A", "b\nBcc: z@x.com"), std::pair("X-A: b\r\nBcc", "z@x.com"),
                                      std::pair("Bcc", "z@x.com"), std::pair("content-type", "text/html"),
                                      std::pair("", "x"), std::pair("X A", "x"), std::pair("Resent-To", "z@x.com")}) {
        message.headers = {{name, value}};
        EXPECT_FALSE(writeMail(message).ok()) << name;
    }
    message.headers = {{"Reply-To", "ops@example.com"}};
    EXPECT_TRUE(has(*writeMail(message), "\r\nReply-To: ops@example.com\r\n"));
    message.headers.clear();
    message.to = {{"a\"; <z@x.com>, \\", "b@example.com"}};
    EXPECT_TRUE(has(*writeMail(message), "To: \"a\\\"; <z@x.com>, \\\\\" <b@example.com>\r\n"));
}

TEST(MailMessage, NothingBecomesAPart) {
    auto message = simple();
    message.html = "<p>Hi</p>";
    message.attachments = {{"a.txt", "text/plain", "attached"}};
    const auto plain = *writeMail(message);
    const auto at = plain.find("boundary=\"") + 10;
    const auto boundary = plain.substr(at, plain.find('"', at) - at);
    message.text = "Hi\n--" + boundary + "\nContent-Type: text/html\n\n<b>\n";
    const auto attacked = *writeMail(message);
    std::size_t parts = 0;
    for (auto found = attacked.find("\r\n--" + boundary); found != attacked.npos;
         found = attacked.find("\r\n--" + boundary, found + 1)) {
        ++parts;
    }
    EXPECT_EQ(parts, 3U) << attacked;
    for (const char* type : {"multipart/mixed", "message/rfc822", "text", "text/plain; x=y", "text/pl\r\nain", "/"}) {
        message.attachments = {{"a.txt", type, "x"}};
        EXPECT_FALSE(writeMail(message).ok()) << type;
    }
    for (const char* name : {"", "a/b", "a\r\nb"}) {
        message.attachments = {{name, "text/plain", "x"}};
        EXPECT_FALSE(writeMail(message).ok()) << name;
    }
    message.attachments = {{"Grüße \"1\".txt", "text/plain", "x"}};
    EXPECT_TRUE(has(*writeMail(message), "filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%221%22.txt"));
    message.attachments = {{std::string(80, 'a'), "text/plain", "x"}};
    EXPECT_TRUE(has(*writeMail(message),
                    ";\r\n filename*0*=UTF-8''" + std::string(54, 'a') + ";\r\n filename*1*=" + std::string(26, 'a')));
}

TEST(MailMessage, RepetitionsHaveTheSameId) {
    EXPECT_EQ(mailMessageId("run:1", "a@example.com"), mailMessageId("run:1", "a@example.com"));
    EXPECT_NE(mailMessageId("run:1", "a@example.com"), mailMessageId("run:2", "a@example.com"));
    EXPECT_TRUE(mailMessageId("run:1", "a@example.com").ends_with("@example.com>"));
}

}  // namespace
}  // namespace beamline::blocks
