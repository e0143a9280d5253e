// SPDX-License-Identifier: Apache-2.0
// Certificates are checked, always: against the system's authorities or the configured file, and against the host.

#include <fcntl.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdlib>

#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

/// `openssl s_server` with a certificate made for the occasion; port 0 when openssl is not there.
class TlsServer {
public:
    /// With `clients` only who has a certificate of that authority is let in.
    TlsServer(const std::filesystem::path& folder, const std::string& name, const std::string& clients = {})
        : certificate(folder / (name + ".pem")), key(folder / (name + ".key")) {
        const auto make =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=test "
            "-addext subjectAltName=" +
            name + " -keyout '" + key.string() + "' -out '" + certificate.string() + "' 2>/dev/null";
        int out[2] = {-1, -1};
        if (std::system(make.c_str()) != 0 || ::pipe2(out, O_CLOEXEC) != 0) {
            return;
        }
        m_pid = ::fork();
        if (m_pid == 0) {
            ::dup2(out[1], 1);
            ::dup2(::open("/dev/null", O_RDWR), 2);
            ::execlp("openssl", "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate.c_str(), "-key",
                     key.c_str(), "-www", clients.empty() ? nullptr : "-CAfile", clients.c_str(), "-Verify", "1",
                     "-verify_return_error", nullptr);
            ::_exit(127);
        }
        ::close(out[1]);
        std::string said;
        char c = 0;
        while (::read(out[0], &c, 1) == 1) {  // until "ACCEPT 127.0.0.1:45678"
            if (c == '\n' && said.starts_with("ACCEPT")) {
                port = std::stoi(said.substr(said.rfind(':') + 1));
                break;
            }
            said = c == '\n' ? std::string() : said + c;
        }
        m_out = out[0];
    }
    ~TlsServer() {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
        }
        ::close(m_out);
    }

    std::filesystem::path certificate;
    std::filesystem::path key;
    int port = 0;

private:
    pid_t m_pid = -1;
    int m_out = -1;
};

class HttpTls : public BlockTest {
protected:
    /// Where a process listens, 0 when it does not yet: proc(5), /proc/net/tcp.
    static int portOf(pid_t pid) {
        std::error_code ec;
        std::string sockets;
        for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(pid) + "/fd", ec)) {
            sockets += std::filesystem::read_symlink(entry.path(), ec).string() + " ";
        }
        std::ifstream table("/proc/net/tcp");
        for (std::string line; std::getline(table, line);) {
            std::istringstream words(line);
            std::string number, local, remote, state, skip, inode;
            words >> number >> local >> remote >> state >> skip >> skip >> skip >> skip >> skip >> inode;
            if (state == "0A" && sockets.find("socket:[" + inode + "]") != sockets.npos) {
                return std::stoi(local.substr(local.find(':') + 1), nullptr, 16);
            }
        }
        return 0;
    }
    static api::Json to(const TlsServer& server, const std::string& scheme = "https") {
        return {{"method", "get"}, {"endpoint", scheme + "://127.0.0.1:" + std::to_string(server.port) + "/"}};
    }
};

TEST_F(HttpTls, StrangersAreNotTrusted) {
    const TlsServer server(base, "IP:127.0.0.1");
    ASSERT_NE(server.port, 0) << "the openssl command is needed";
    EXPECT_EQ(bad("http", to(server)), "communication 502");
    EXPECT_TRUE(said("no TLS connection that can be trusted")) << detail;
    settings.caFile = server.certificate;
    EXPECT_NE(good("http", to(server)).as_string().find("s_server"), std::string::npos);
    settings.caFile = base / "none.pem";
    EXPECT_EQ(bad("http", to(server)), "communication 502");
    EXPECT_EQ(bad("http", to(server, "http")), "communication 502");
}

TEST_F(HttpTls, CertificatesOfOtherHostsAreNotTrusted) {
    const TlsServer server(base, "DNS:other.example");
    ASSERT_NE(server.port, 0) << "the openssl command is needed";
    settings.caFile = server.certificate;
    EXPECT_EQ(bad("http", to(server)), "communication 502");
    EXPECT_TRUE(said("no TLS connection that can be trusted")) << detail;
}

TEST_F(HttpTls, ClientsShowTheirCertificate) {
    const TlsServer own(root, "IP:127.0.0.2");  // for its files: a certificate and its key
    const TlsServer server(base, "IP:127.0.0.1", own.certificate);
    ASSERT_NE(server.port, 0) << "the openssl command is needed";
    settings.caFile = server.certificate;
    const auto with = [&](boost::json::object members) -> api::Json {
        return {{"method", "get"},
                {"endpoint",
                 {{"uri", "https://127.0.0.1:" + std::to_string(server.port) + "/"},
                  {"authentication", {{"certificate", std::move(members)}}}}}};
    };
    const auto files = with({{"certificate", "IP:127.0.0.2.pem"}, {"key", "IP:127.0.0.2.key"}});
    EXPECT_NE(good("http", files).as_string().find("s_server"), std::string::npos);
    const auto text = with({{"certificate", slurp(own.certificate) + slurp(own.key)}});
    EXPECT_NE(good("http", text).as_string().find("s_server"), std::string::npos);
    const auto locked = root / "locked.key";
    const auto command =
        "openssl pkcs8 -topk8 -in '" + own.key.string() + "' -passout pass:sesame -out '" + locked.string() + "'";
    ASSERT_EQ(std::system(command.c_str()), 0);
    boost::json::object members{{"certificate", "IP:127.0.0.2.pem"}, {"key", "locked.key"}, {"password", "sesame"}};
    EXPECT_NE(good("http", with(members)).as_string().find("s_server"), std::string::npos);
    members["password"] = "another";
    EXPECT_EQ(bad("http", with(members)), "authentication 401");
    EXPECT_TRUE(said("client certificate")) << detail;
    EXPECT_EQ(bad("http", with({{"certificate", "../x.pem"}})), "authorization 403");
    put(root / "none.pem", "text");
    EXPECT_EQ(bad("http", with({{"certificate", "none.pem"}})), "authentication 401");
    EXPECT_EQ(bad("http", to(server)), "communication 502") << "nobody gets in without one";
}

/// nghttpd speaks nothing but HTTP/2 over TLS.
TEST_F(HttpTls, SpeaksHttp2) {
    const TlsServer files(base, "IP:127.0.0.1");
    put(base / "htdocs/pet.json", R"({"name": "milou"})");
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::dup2(::open("/dev/null", O_RDWR), 1);
        ::dup2(::open("/dev/null", O_RDWR), 2);
        ::execlp("nghttpd", "nghttpd", "--address=127.0.0.1", "-d", (base / "htdocs").c_str(), "0", files.key.c_str(),
                 files.certificate.c_str(), nullptr);
        ::_exit(127);
    }
    int port = 0;
    for (int i = 0; i < 500 && port == 0 && ::waitpid(pid, nullptr, WNOHANG) == 0; ++i) {
        port = portOf(pid);
        ::usleep(10'000);
    }
    EXPECT_NE(port, 0) << "the package nghttp2-server is needed";
    if (port != 0) {
        settings.caFile = files.certificate;
        const auto url = "https://127.0.0.1:" + std::to_string(port) + "/pet.json";
        EXPECT_EQ(good("http", {{"method", "get"}, {"endpoint", url}}), json(R"({"name": "milou"})"));
        EXPECT_EQ(bad("http", {{"method", "get"}, {"endpoint", url + ".none"}}), "communication 404");
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
    }
}

}  // namespace
}  // namespace beamline::blocks
