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
    TlsServer(const std::filesystem::path& folder, const std::string& name) : certificate(folder / (name + ".pem")) {
        const auto key = folder / (name + ".key");
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
                     key.c_str(), "-www", nullptr);
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
    int port = 0;

private:
    pid_t m_pid = -1;
    int m_out = -1;
};

class HttpTls : public BlockTest {
protected:
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

}  // namespace
}  // namespace beamline::blocks
