// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/failure.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "engine/api/json_codec.h"
#include "engine/blocks/encoding.h"
#include "engine/nats/library.h"

namespace beamline::nats {

using api::Error;

namespace {
constexpr int kBlameMs = 1'000;  // for the server to blame
constexpr std::size_t kMaxGreetingBytes = 64 * 1024;

Error unavailable(std::string message) {
    return {api::code::kUnavailable, std::move(message), {}, true};
}

/// Waiting does not help.
Error settled(std::string message) {
    return {api::code::kUnavailable, std::move(message), {}, false};
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

std::string shownPlace(const HostPort& place) {
    const bool v6 = contains(place.host, ":");
    return (v6 ? "[" : "") + place.host + (v6 ? "]" : "") + ":" + std::to_string(place.port);
}

class Socket {
public:
    explicit Socket(int fd) : m_fd(fd) {}
    ~Socket() {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    int fd() const { return m_fd; }

private:
    const int m_fd;
};

using Clock = std::chrono::steady_clock;

int leftMs(Clock::time_point end) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    return left > 0 ? static_cast<int>(left) : 0;
}

/// 0, or the error number of the connect.
int connectTo(int fd, const addrinfo& address, Clock::time_point end) {
    if (::connect(fd, address.ai_addr, address.ai_addrlen) == 0) {
        return 0;
    }
    if (errno != EINPROGRESS) {
        return errno;
    }
    pollfd wait{fd, POLLOUT, 0};
    if (::poll(&wait, 1, leftMs(end)) <= 0) {
        return ETIMEDOUT;
    }
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
}

std::string readLine(int fd, Clock::time_point end) {
    std::string out;
    char buffer[4096];
    while (out.size() < kMaxGreetingBytes && !contains(out, "\n")) {
        pollfd wait{fd, POLLIN, 0};
        if (::poll(&wait, 1, leftMs(end)) <= 0) {
            break;
        }
        const auto count = ::recv(fd, buffer, sizeof buffer, 0);
        if (count <= 0) {
            break;
        }
        out.append(buffer, static_cast<std::size_t>(count));
    }
    return out.substr(0, out.find('\n'));
}

std::string whyNot(int error, const std::string& where) {
    switch (error) {
        case ECONNREFUSED:
            return "Nothing listens at " + where + ". Start the NATS server there, or correct the address.";
        case ETIMEDOUT:
            return "Nobody answers at " + where + " (a firewall, or a machine that is off). Check the address.";
        case ENETUNREACH:
        case EHOSTUNREACH:
            return "No network leads to " + where + ". Check this machine's network.";
        default:
            return "Connecting to " + where + " failed: " + std::strerror(error) + ".";
    }
}

/// Of what OpenSSL says about a certificate.
std::string certificateSentence(const std::string& text, const std::string& shown) {
    if (contains(text, "expired")) {
        return "The certificate of " + shown + " has expired. Renew it on the server.";
    }
    if (contains(text, "not yet valid")) {
        return "The certificate of " + shown + " is not valid yet. Compare the clocks of both machines.";
    }
    if (contains(text, "ostname mismatch") || contains(text, "IP address mismatch")) {
        return "The certificate of " + shown + " is for another name. Use the name that is in it as the address.";
    }
    if (contains(text, "self-signed") || contains(text, "self signed") || contains(text, "unable to get") ||
        contains(text, "unable to verify")) {
        return "The certificate of " + shown +
               " was signed by an authority that is not known here. Name the file with the authority's certificate "
               "(ca).";
    }
    if (contains(text, "certificate required") || contains(text, "bad certificate") || contains(text, "unknown ca")) {
        return "The server " + shown + " does not take this client's certificate. Name one that it trusts (cert, key).";
    }
    return "TLS with " + shown + " failed: " + text + ".";
}
}  // namespace

bool hasIdentity(const blocks::BrokerAddress& address) {
    return !address.user.empty() || !address.token.empty() || !address.credentials.empty() || !address.nkeySeed.empty();
}

std::string identityOf(const blocks::BrokerAddress& address) {
    return !address.user.empty()          ? "the user " + address.user + " and a password"
           : !address.token.empty()       ? std::string("a token")
           : !address.credentials.empty() ? std::string("a JWT (creds)")
           : !address.nkeySeed.empty()    ? std::string("an NKey")
                                          : std::string("no identity");
}

Greeting parseGreeting(std::string_view line) {
    Greeting out;
    constexpr std::string_view kInfo = "INFO ";
    const auto json = line.starts_with(kInfo) ? api::parseJson(line.substr(kInfo.size()))
                                              : api::Result<api::Json>(Error{"", "", {}, false});
    if (!json.ok() || !json->is_object()) {
        out.problem = "it does not greet as a NATS server does";
        return out;
    }
    const auto& object = json->get_object();
    const auto text = [&](std::string_view name) {
        const auto* value = object.if_contains(name);
        return value && value->is_string() ? std::string(value->get_string()) : std::string();
    };
    const auto flag = [&](std::string_view name) {
        const auto* value = object.if_contains(name);
        return value && value->is_bool() && value->get_bool();
    };
    out.version = text("version");
    out.name = text("server_name");
    out.needsTls = flag("tls_required");
    out.needsIdentity = flag("auth_required");
    out.needsCertificate = flag("tls_verify");
    out.jetStream = flag("jetstream");
    return out;
}

Greeting greet(const std::string& server, int limitMs) {
    const auto place = hostPortOf(server);
    const auto where = shownPlace(place);
    Greeting out;
    if (place.host.empty() || place.port <= 0 || place.port > 65535) {
        out.problem = "\"" + where + "\" is no address. Write nats://host:port or tls://host:port.";
        return out;
    }
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int code = ::getaddrinfo(place.host.c_str(), std::to_string(place.port).c_str(), &hints, &found);
        code != 0) {
        out.problem = "The name " + place.host + " is not known (" + ::gai_strerror(code) +
                      "). Check its spelling and this machine's network.";
        return out;
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(found, ::freeaddrinfo);
    const auto end = Clock::now() + std::chrono::milliseconds(limitMs);
    int error = ETIMEDOUT;
    for (const auto* one = found; one; one = one->ai_next) {
        const Socket socket(::socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        const auto begun = Clock::now();
        error = connectTo(socket.fd(), *one, end);
        const std::chrono::duration<double, std::milli> took = Clock::now() - begun;
        if (error != 0) {
            continue;
        }
        auto said = parseGreeting(readLine(socket.fd(), end));
        if (!said.problem.empty()) {
            said.problem = "Something else than a NATS server listens at " + where +
                           ", or one that wants TLS before it greets. Check the address.";
        }
        said.connectMs = took.count();
        return said;
    }
    out.problem = whyNot(error, where);
    return out;
}

Error connectError(int status, const std::string& text, const Target& target) {
    const auto shown = shownAs(target.address);
    switch (status) {
        case NATS_CONNECTION_AUTH_FAILED:
            return {api::code::kForbidden,
                    "The server " + shown +
                        (hasIdentity(target.address) ? " does not accept " + identityOf(target.address)
                                                     : std::string(" asks who connects, and nothing says that")) +
                        ". Check the user, token, nkey or creds, or ask who runs the server.",
                    {},
                    false};
        case NATS_SSL_ERROR:
            return settled(target.usesTls()
                               ? certificateSentence(text, shown)
                               : "The server " + shown + " wants TLS. Write its address as tls://host:port.");
        case NATS_SECURE_CONNECTION_REQUIRED:
            return settled("The server " + shown + " wants TLS. Write its address as tls://host:port.");
        case NATS_SECURE_CONNECTION_WANTED:
            return settled("The server " + shown + " has no TLS. Write its address as nats://host:port.");
        case NATS_INVALID_ARG:
        case NATS_ADDRESS_MISSING:
            return {api::code::kInvalidArgument,
                    "The connection to " + shown + " cannot be set up: " + text + ".",
                    {},
                    false};
        default:
            break;
    }
    std::string problem;
    bool wantsCertificate = false;
    for (const auto& server : target.address.servers) {
        const auto said = greet(server, kBlameMs);
        wantsCertificate = wantsCertificate || said.needsCertificate;
        problem += (problem.empty() || said.problem.empty() ? "" : " ") + said.problem;
    }
    if (!problem.empty()) {
        return unavailable(problem);
    }
    if (contains(text, "uthorization") || contains(text, "uthentication")) {
        return connectError(NATS_CONNECTION_AUTH_FAILED, text, target);
    }
    if (wantsCertificate) {  // it closes the connection after a handshake that looked good from here
        return settled(target.certFile.empty()
                           ? "The server " + shown + " wants a client certificate. Name its files (cert, key)."
                           : "The server " + shown + " does not take the certificate " + target.certFile +
                                 ". Name one that was signed by an authority that it trusts.");
    }
    return unavailable("Connecting to " + shown + " failed: " + text + ". It answers now: try again.");
}

Error lostError(const std::string& text, const std::string& shown) {
    return unavailable("The connection to " + shown + " was lost" + (text.empty() ? "" : " (" + text + ")") +
                       ". It comes back by itself when a server can be reached.");
}

Error deniedError(const std::string& text, const std::string& shown) {
    return {api::code::kForbidden,
            "The server " + shown + " does not allow this: " + text + ". Add the subject to the user's permissions.",
            {},
            false};
}

Error callError(int status, const std::string& what, const std::string& shown) {
    const auto begin = what + " at " + shown + " failed: ";
    const std::string text = natsStatus_GetText(static_cast<natsStatus>(status));
    switch (status) {
        case NATS_NO_RESPONDERS:
            return unavailable(begin + "nobody listens there. Start the program that serves it.");
        case NATS_NOT_PERMITTED:
            return {api::code::kForbidden,
                    begin + "it is not allowed. Add the subject to the user's permissions.",
                    {},
                    false};
        case NATS_MAX_PAYLOAD:
            return {api::code::kInvalidArgument,
                    begin + "it is larger than the server's max_payload. Raise that.",
                    {},
                    false};
        case NATS_TIMEOUT:
            return {api::code::kDeadline, begin + "no answer came in time.", {}, true};
        case NATS_NO_SERVER_SUPPORT:
            return {api::code::kUnavailable, begin + "the server is too old for it.", {}, false};
        case NATS_INVALID_SUBJECT:
        case NATS_INVALID_ARG:
            return {api::code::kInvalidArgument, begin + text + ".", {}, false};
        case NATS_INSUFFICIENT_BUFFER:
            return {api::code::kOverloaded, begin + "too much waits for the server, which is away.", {}, true};
        default:
            return unavailable(begin + text + ".");
    }
}

}  // namespace beamline::nats
