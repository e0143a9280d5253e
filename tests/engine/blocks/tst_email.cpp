// SPDX-License-Identifier: Apache-2.0
// call: email against a real mail server (aiosmtpd) on loopback: what arrives, and what is said when nothing does.

#include <fcntl.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <thread>

#include "engine/blocks/mail_message.h"
#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

constexpr const char* kPython = "/usr/bin/python3";  // the one that Debian's packages are for

/// smtp_server.py; port 0 when it does not start.
class SmtpSink {
public:
    SmtpSink(const std::filesystem::path& directory, std::vector<std::string> options = {}) : folder(directory) {
        std::filesystem::create_directories(folder);
        std::vector<std::string> words{kPython, BEAMLINE_SOURCE_DIR "/tests/engine/blocks/smtp_server.py",
                                       folder.string()};
        words.insert(words.end(), options.begin(), options.end());
        std::vector<char*> arguments;
        for (auto& word : words) {
            arguments.push_back(word.data());
        }
        arguments.push_back(nullptr);
        int out[2] = {-1, -1};
        if (::pipe2(out, O_CLOEXEC) != 0) {
            return;
        }
        m_pid = ::fork();
        if (m_pid == 0) {
            ::dup2(out[1], 1);
            ::dup2(::open("/dev/null", O_RDWR), 2);  // it warns of what the tests want
            ::execv(kPython, arguments.data());
            ::_exit(127);
        }
        ::close(out[1]);
        std::string said;
        for (char c = 0; ::read(out[0], &c, 1) == 1 && c != '\n';) {
            said += c;
        }
        ::close(out[0]);
        port = said.empty() ? 0 : std::stoi(said);
    }
    SmtpSink(const SmtpSink&) = delete;
    SmtpSink& operator=(const SmtpSink&) = delete;
    ~SmtpSink() {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
        }
    }

    std::filesystem::path folder;
    int port = 0;

private:
    pid_t m_pid = -1;
};

class Email : public BlockTest {
protected:
    void open(std::vector<std::string> options = {}) {
        sink = std::make_unique<SmtpSink>(base / "mail", std::move(options));
        if (sink->port == 0) {
            throw std::runtime_error("the mail server does not start: python3-aiosmtpd is needed");
        }
    }
    api::Json mail(const std::string& to, const std::string& security = "none") const {
        return {{"from", "Engine <engine@example.com>"},
                {"to", to},
                {"subject", "Hello"},
                {"text", "Hi\n.\nthere"},
                {"server", {{"host", "127.0.0.1"}, {"port", sink->port}, {"security", security}}}};
    }
    std::string arrived(int number) const { return slurp(base / "mail" / (std::to_string(number) + ".eml")); }
    api::Json told(int number) const { return json(slurp(base / "mail" / (std::to_string(number) + ".json"))); }
    /// Certificate and key of 127.0.0.1, made now.
    std::vector<std::string> certificate() {
        const auto file = (base / "cert.pem").string();
        const auto key = (base / "cert.key").string();
        const auto make =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=test "
            "-addext subjectAltName=IP:127.0.0.1 -keyout '" +
            key + "' -out '" + file + "' 2>/dev/null";
        EXPECT_EQ(std::system(make.c_str()), 0);
        return {file, key};
    }
    /// Python's own reader of mails, as another pair of eyes: "type name content" of every part.
    std::string parts(int number) const {
        const auto out = base / "parts";
        const auto script =
            "import email, email.policy, sys\n"
            "m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)\n"
            "assert not m.defects\n"
            "print(m['subject'], '|', m['from'], '|', m['to'], '|', m['cc'], '|', m['bcc'])\n"
            "for p in m.walk():\n"
            "  if not p.is_multipart():\n"
            "    c = p.get_content()\n"
            "    print(p.get_content_type(), p.get_filename(), repr(c.rstrip('\\r\\n') if isinstance(c, str) else "
            "c))\n";
        put(base / "read.py", script);
        const auto command = "PYTHONIOENCODING=utf-8 python3 '" + (base / "read.py").string() + "' '" +
                             (base / "mail" / (std::to_string(number) + ".eml")).string() + "' > '" + out.string() +
                             "'";
        EXPECT_EQ(std::system(command.c_str()), 0);
        return slurp(out);
    }

    std::unique_ptr<SmtpSink> sink;
};

TEST_F(Email, ArrivesWithAllItsParts) {
    open();
    put(root / "Größe.txt", "from a file");
    auto ask = mail("Ben <ben@example.com>");
    auto& members = ask.as_object();
    members["cc"] = {"c@example.com"};
    members["bcc"] = {"secret@example.com", "ben@example.com"};
    members["subject"] = "Grüße an alle";
    members["html"] = "<p>Hallo ü</p>";
    members["attachments"] = {{{"path", "Größe.txt"}, {"type", "text/plain"}},
                              {{"content", "AAEC"}, {"name", "b.bin"}}};
    members["headers"] = {{"X-Ticket", "7"}};
    const auto sent = good("email", ask);
    EXPECT_EQ(sent.at("accepted"), json(R"(["ben@example.com","c@example.com","secret@example.com"])"));
    EXPECT_EQ(told(1).at("from"), "engine@example.com");
    EXPECT_EQ(told(1).at("to"), sent.at("accepted"));
    EXPECT_EQ(parts(1),
              "Grüße an alle | Engine <engine@example.com> | Ben <ben@example.com> | c@example.com | None\n"
              "text/plain None 'Hi\\n.\\nthere'\n"
              "text/html None '<p>Hallo ü</p>'\n"
              "text/plain Größe.txt 'from a file'\n"
              "application/octet-stream b.bin b'\\x00\\x01\\x02'\n");
    EXPECT_NE(arrived(1).find("X-Ticket: 7"), std::string::npos);
    EXPECT_EQ(arrived(1).find("secret@"), std::string::npos) << "blind copies are blind";
    EXPECT_NE(arrived(1).find("Message-ID: " + std::string(sent.at("messageId").as_string())), std::string::npos);
    EXPECT_EQ(good("email", ask).at("messageId"), sent.at("messageId")) << "the same task, the same mail";
}

TEST_F(Email, TheServersAnswerIsTold) {
    open();
    auto ask = mail("ben@example.com");
    ask.as_object()["cc"] = "c@example.com";
    good("email", ask);
    EXPECT_TRUE(heard().starts_with("smtp: 127.0.0.1:PORT, 2 recipients -> 250 ")) << heard();
    EXPECT_EQ(exchanges.at(0).sent, static_cast<std::int64_t>(arrived(1).size())) << arrived(1);
    EXPECT_EQ(bad("email", mail("nobody@example.com")), "communication 550");
    EXPECT_TRUE(heard().starts_with("! smtp: 127.0.0.1:PORT, 1 recipient -> refused the message: 550 5.1.1"))
        << heard();
}

TEST_F(Email, WhatTheServerRefusesIsToldInItsWords) {
    open();
    EXPECT_EQ(bad("email", mail("nobody@example.com")), "communication 550");
    EXPECT_TRUE(said("550 5.1.1 There is nobody of this name")) << detail;
    EXPECT_EQ(bad("email", mail("later@example.com")), "communication 451");
    EXPECT_TRUE(said("try again later")) << detail;
    auto several = mail("good@example.com");
    several.as_object()["cc"] = "nobody@example.com";
    EXPECT_EQ(bad("email", several), "communication 550");
    EXPECT_FALSE(std::filesystem::exists(base / "mail/1.eml")) << "all or none";
    auto large = mail("good@example.com");
    large.as_object()["text"] = std::string(2 << 20, 'x');
    EXPECT_EQ(bad("email", large), "communication 552");
    settings.email.maxMessageBytes = 1000;
    EXPECT_EQ(bad("email", large), "runtime 413");
}

TEST_F(Email, WhatIsWrongIsNotSent) {
    open();
    EXPECT_EQ(bad("email", mail("nobody")), "validation 400");
    auto none = mail("a@example.com");
    none.as_object()["to"] = boost::json::array();
    EXPECT_EQ(bad("email", none), "validation 400");
    boost::json::array crowd;
    for (std::size_t i = 0; i <= kMaxMailRecipients; ++i) {
        crowd.emplace_back("a" + std::to_string(i) + "@example.com");
    }
    none.as_object()["to"] = crowd;
    EXPECT_EQ(bad("email", none), "validation 400");
    auto attachment = mail("a@example.com");
    attachment.as_object()["attachments"] = {{{"content", "?"}, {"name", "x"}}};
    EXPECT_EQ(bad("email", attachment), "validation 400");
    attachment.as_object()["attachments"] = {{{"path", "../x"}}};
    EXPECT_EQ(bad("email", attachment), "authorization 403");
    auto host = mail("a@example.com");
    host.as_object()["server"].as_object()["host"] = "127.0.0.1/x";
    EXPECT_EQ(bad("email", host), "validation 400");
    host.as_object().erase("server");
    EXPECT_EQ(bad("email", host), "configuration 400");
    EXPECT_FALSE(std::filesystem::exists(base / "mail/1.eml"));
}

TEST_F(Email, TlsIsCheckedAndTheLoginToo) {
    auto files = certificate();
    auto options = std::vector<std::string>{"--starttls", files[0], files[1], "--login", "ann", "s3cret"};
    open(options);
    EXPECT_EQ(bad("email", mail("a@example.com", "starttls")), "communication 502") << detail;
    settings.caFile = files[0];
    auto ask = mail("a@example.com", "starttls");
    ask.at("server").as_object()["username"] = "ann";
    ask.at("server").as_object()["password"] = "wrong";
    EXPECT_EQ(bad("email", ask), "authentication 401");
    EXPECT_FALSE(said("wrong"));
    ask.at("server").as_object()["password"] = "s3cret";
    good("email", ask);
    EXPECT_EQ(told(1).at("tls"), true);
    EXPECT_EQ(told(1).at("login"), true);
    options[0] = "--tls";
    open(options);
    ask.at("server").as_object()["port"] = sink->port;
    ask.at("server").as_object()["security"] = "tls";
    good("email", ask);
}

TEST_F(Email, TlsIsNotLeftOut) {
    open();
    EXPECT_EQ(bad("email", mail("a@example.com", "starttls")), "communication 502") << "the server has none";
    auto ask = mail("a@example.com");
    ask.at("server").as_object()["host"] = "mail.example.com";
    ask.at("server").as_object()["username"] = "ann";
    EXPECT_EQ(bad("email", ask), "configuration 400");
    EXPECT_TRUE(said("without TLS"));
}

TEST_F(Email, TheSettingsNameAServer) {
    open({"--login", "ann", "s3cret"});
    put(base / "password", "s3cret\r\nanything");
    settings.email = {"127.0.0.1", sink->port, "none", "ann", (base / "password").string(), "ops@example.com", 100'000};
    const api::Json ask{{"to", "a@example.com"}, {"subject", "x"}, {"text", "y"}};
    good("email", ask);
    EXPECT_EQ(told(1).at("from"), "ops@example.com");
    auto other = ask;
    other.as_object()["server"] = {{"host", "127.0.0.1"}, {"port", sink->port}, {"security", "none"}};
    EXPECT_EQ(bad("email", other), "communication 530") << "a server that a task names does not get the password";
    settings.email.passwordFile = (base / "none").string();
    EXPECT_EQ(bad("email", ask), "configuration 500");
}

TEST_F(Email, GoesOnlyWhereTheOwnerAllows) {
    open();
    settings.network.deny = {"127.0.0.0/8", "::1"};
    EXPECT_EQ(bad("email", mail("a@example.com")), "authorization 403");
    EXPECT_TRUE(said("127.0.0.0/8")) << detail;
    auto ask = mail("a@example.com");
    ask.at("server").as_object()["host"] = "localhost";
    EXPECT_EQ(bad("email", ask), "authorization 403") << "the name is not named, its address is";
    EXPECT_TRUE(said("127.0.0.0/8") || said("::1")) << detail;
    ask.at("server").as_object()["host"] = "2130706433";
    EXPECT_EQ(bad("email", ask), "authorization 403") << "another spelling of 127.0.0.1";
    settings.network.deny = {};
    settings.email = {"169.254.169.254", 25, "none", {}, {}, "ops@example.com", 100'000};
    auto own = ask;
    own.as_object().erase("server");
    EXPECT_EQ(bad("email", own), "authorization 403") << "the owner's own server is no exception";
    EXPECT_FALSE(std::filesystem::exists(base / "mail/1.eml"));
    settings.network.allow = {"localhost"};
    EXPECT_EQ(bad("email", mail("a@example.com")), "authorization 403");
    ask.at("server").as_object()["host"] = "localhost";
    good("email", ask);
}

TEST_F(Email, EndsWhenItMust) {
    open({"--silent"});
    auto late = call(mail("a@example.com"));
    late.deadline = api::wallClock() + 200;
    EXPECT_EQ(bad("email", late), "timeout 408");
    auto cancelled = call(mail("a@example.com"));
    std::thread other([cancel = cancelled.cancel] { cancel.cancel(); });
    EXPECT_EQ(bad("email", cancelled), "runtime 499");
    other.join();
    auto nobody = mail("a@example.com");
    sink.reset();
    EXPECT_EQ(bad("email", nobody), "communication 503");
}

TEST_F(Email, HalfAMailIsNoMail) {
    open({"--stall"});
    auto cancelled = call(mail("a@example.com"));
    auto large = mail("a@example.com");
    large.as_object()["text"] = std::string(20 << 20, 'x');
    cancelled.arguments = std::make_shared<const api::Json>(std::move(large));
    std::thread other([this, cancel = cancelled.cancel] {
        while (!std::filesystem::exists(base / "mail/begun")) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        cancel.cancel();
    });
    EXPECT_EQ(bad("email", cancelled), "runtime 499");
    other.join();
    for (int i = 0; i < 2000 && !std::filesystem::exists(base / "mail/raw"); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    const auto raw = slurp(base / "mail/raw");
    EXPECT_FALSE(raw.empty());
    EXPECT_EQ(raw.find("\r\n.\r\n"), raw.npos) << "the end of a message was told";
}

}  // namespace
}  // namespace beamline::blocks
