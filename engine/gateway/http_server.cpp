// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway/http_server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdarg>
#include <cstring>
#include <mutex>
#include <optional>
#include <set>

namespace beamline::gateway {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kStreamBlock = 16 * 1024;
constexpr std::size_t kMaxDiscarded = 64 * 1024;  ///< of a body that nobody wants, to keep its connection; then it ends

api::Error unavailable(std::string message) {
    return {api::code::kUnavailable, std::move(message), {}, false};
}

/// What requests and streams need of their server.
struct Shared {
    ServerLimits limits;
    ServerHandlers handlers;
    HttpResponse rest;                  ///< answer of what is left at the end; set before `stopping`
    std::atomic<bool> stopping{false};  ///< nothing may be suspended any more: nobody would resume it
};

class Stream final : public ByteStream {
public:
    Stream(const Shared& server, StreamHandlers handlers) : m_server(server), m_handlers(std::move(handlers)) {}

    bool send(std::string_view bytes) override {
        std::lock_guard lock(m_mutex);
        if (m_gone || m_closed) {
            return false;
        }
        const bool fits = m_waiting.size() - m_sent + bytes.size() <= m_server.limits.streamBytes;
        if (fits) {
            m_waiting += bytes;
        }
        m_refused = m_refused || !fits;
        wake();
        return fits;
    }
    void close() override {
        std::lock_guard lock(m_mutex);
        m_closed = true;
        wake();
    }

    void begin(MHD_Connection* connection) {
        std::lock_guard lock(m_mutex);
        m_connection = connection;
    }
    ssize_t read(char* to, std::size_t room) {
        std::unique_lock lock(m_mutex);
        for (;;) {
            if (m_sent < m_waiting.size()) {
                const auto size = std::min(room, m_waiting.size() - m_sent);
                std::memcpy(to, m_waiting.data() + m_sent, size);
                m_sent += size;
                if (m_sent == m_waiting.size() || m_sent > m_server.limits.streamBytes / 2) {
                    m_waiting.erase(0, m_sent);
                    m_sent = 0;
                }
                return static_cast<ssize_t>(size);
            }
            if (m_refused && !m_closed && m_handlers.drained) {
                m_refused = false;
                lock.unlock();  // it sends
                m_handlers.drained();
                lock.lock();
                continue;
            }
            if (m_closed || m_server.stopping) {
                return MHD_CONTENT_READER_END_OF_STREAM;
            }
            m_suspended = true;
            MHD_suspend_connection(m_connection);
            return 0;
        }
    }
    void end() {
        {
            std::lock_guard lock(m_mutex);
            m_gone = true;
        }
        if (m_handlers.gone) {
            m_handlers.gone();
        }
        m_handlers = {};  // they hold what holds this
    }

private:
    void wake() {
        if (m_suspended) {
            m_suspended = false;
            MHD_resume_connection(m_connection);
        }
    }

    const Shared& m_server;
    StreamHandlers m_handlers;
    std::mutex m_mutex;
    MHD_Connection* m_connection = nullptr;
    std::string m_waiting;
    std::size_t m_sent = 0;  ///< of m_waiting
    bool m_suspended = false;
    bool m_refused = false;
    bool m_closed = false;
    bool m_gone = false;
};
using StreamPtr = std::shared_ptr<Stream>;

/// What libmicrohttpd calls for each request, in order: its address (the constructor), advance() until it is answered.
class Request final : public Exchange, public std::enable_shared_from_this<Request> {
public:
    Request(const Shared& server, MHD_Connection* connection, const char* target)
        : m_server(server), m_connection(connection), m_arrived(Clock::now()) {
        m_request.target = target;
        m_request.peer = peer();
    }

    const HttpRequest& request() const override { return m_request; }
    Clock::time_point arrived() const override { return m_arrived; }
    bool answer(HttpResponse response) override {
        std::lock_guard lock(m_mutex);
        if (m_response) {
            return false;
        }
        m_status = response.status;
        m_response = std::move(response);
        if (m_suspended) {
            m_suspended = false;
            MHD_resume_connection(m_connection);
        }
        return true;
    }
    std::shared_ptr<ByteStream> makeStream(StreamHandlers handlers) override {
        return std::make_shared<Stream>(m_server, std::move(handlers));
    }

    MHD_Result advance(const char* method, const char* data, std::size_t* size) {
        if (m_request.method.empty()) {
            m_request.method = method;
            MHD_get_connection_values(m_connection, MHD_HEADER_KIND, onHeader, &m_request.headers);
            return begin();
        }
        if (*size > 0) {
            const bool wanted = take({data, *size});
            *size = 0;
            return wanted ? MHD_YES : MHD_NO;
        }
        if (!m_complete) {
            m_complete = true;
            (m_tooLarge ? m_server.handlers.tooLarge : m_server.handlers.complete)(shared_from_this());
        }
        std::lock_guard lock(m_mutex);
        if (!m_response && m_server.stopping) {
            m_response = m_server.rest;
            m_status = m_response->status;
        }
        if (m_response) {
            return queue();
        }
        m_suspended = true;
        MHD_suspend_connection(m_connection);
        return MHD_YES;
    }

    void end() {
        if (const auto left = m_queued ? nullptr : stream()) {
            left->end();
        }
        m_server.handlers.end(shared_from_this(), m_queued ? m_status : 0);
    }
    StreamPtr stream() {
        std::lock_guard lock(m_mutex);
        return m_response ? std::static_pointer_cast<Stream>(m_response->stream) : nullptr;
    }

private:
    static MHD_Result onHeader(void* to, MHD_ValueKind, const char* name, const char* value) {
        std::string small(name);
        std::transform(small.begin(), small.end(), small.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        static_cast<Pairs*>(to)->emplace_back(std::move(small), value ? value : "");
        return MHD_YES;
    }

    std::string peer() const {
        const auto* info = MHD_get_connection_info(m_connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        const auto* address = info ? info->client_addr : nullptr;
        char text[INET6_ADDRSTRLEN] = "";
        if (address && address->sa_family == AF_INET) {
            ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text, sizeof text);
        } else if (address && address->sa_family == AF_INET6) {
            ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, text, sizeof text);
        }
        return text;
    }

    MHD_Result begin() {
        m_limit = m_server.handlers.begin(shared_from_this());
        const auto* length = m_request.header("content-length");
        const auto bytes = length ? std::strtoull(length->c_str(), nullptr, 10) : 0;
        const bool endless = m_request.header("transfer-encoding") != nullptr;
        m_complete = answered();
        if (!m_complete && bytes > m_limit) {
            m_complete = true;
            m_server.handlers.tooLarge(shared_from_this());
        }
        std::lock_guard lock(m_mutex);
        // A long body is spared by an answer before it, which ends the connection.
        return m_response && (endless || bytes > kMaxDiscarded) ? queue() : MHD_YES;
    }
    bool answered() {
        std::lock_guard lock(m_mutex);
        return m_response.has_value();
    }

    bool take(std::string_view data) {
        if (Clock::now() > m_arrived + m_server.limits.body) {
            return false;
        }
        if (m_complete || m_tooLarge || m_request.body.size() + data.size() > m_limit) {
            m_tooLarge = !m_complete;
            m_request.body.clear();
            m_discarded += data.size();
            return m_discarded <= kMaxDiscarded + m_limit;
        }
        m_request.body += data;
        return true;
    }

    MHD_Result queue() {
        MHD_Response* response = nullptr;
        if (auto* stream = static_cast<Stream*>(m_response->stream.get())) {
            stream->begin(m_connection);
            response = MHD_create_response_from_callback(
                MHD_SIZE_UNKNOWN, kStreamBlock,
                [](void* own, std::uint64_t, char* to, std::size_t room) {
                    return (*static_cast<StreamPtr*>(own))->read(to, room);
                },
                new StreamPtr(std::static_pointer_cast<Stream>(m_response->stream)),
                [](void* own) {
                    const std::unique_ptr<StreamPtr> last(static_cast<StreamPtr*>(own));
                    (*last)->end();
                });
        } else {
            auto* body = new std::string(std::move(m_response->body));
            response = MHD_create_response_from_buffer_with_free_callback_cls(
                body->size(), body->data(), [](void* own) { delete static_cast<std::string*>(own); }, body);
        }
        for (const auto& [name, value] : m_response->headers) {
            MHD_add_response_header(response, name.c_str(), value.c_str());
        }
        const auto done = MHD_queue_response(m_connection, static_cast<unsigned>(m_response->status), response);
        m_queued = true;
        MHD_destroy_response(response);
        return done;
    }

    const Shared& m_server;
    MHD_Connection* const m_connection;
    const Clock::time_point m_arrived;
    HttpRequest m_request;
    // On the thread of the connection:
    std::size_t m_limit = 0;
    std::size_t m_discarded = 0;
    bool m_complete = false;
    bool m_tooLarge = false;
    bool m_queued = false;
    // Under the mutex:
    std::mutex m_mutex;
    std::optional<HttpResponse> m_response;
    int m_status = 0;
    bool m_suspended = false;
};
using RequestPtr = std::shared_ptr<Request>;

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;
    bool loopback = false;
};

api::Result<SocketAddress> readAddress(const std::string& text, int port) {
    SocketAddress out;
    auto& four = reinterpret_cast<sockaddr_in&>(out.storage);
    auto& six = reinterpret_cast<sockaddr_in6&>(out.storage);
    if (::inet_pton(AF_INET, text.c_str(), &four.sin_addr) == 1) {
        four.sin_family = AF_INET;
        four.sin_port = htons(static_cast<std::uint16_t>(port));
        out.size = sizeof four;
        out.loopback = (ntohl(four.sin_addr.s_addr) >> 24) == 127;
    } else if (::inet_pton(AF_INET6, text.c_str(), &six.sin6_addr) == 1) {
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(static_cast<std::uint16_t>(port));
        out.size = sizeof six;
        out.loopback = IN6_IS_ADDR_LOOPBACK(&six.sin6_addr) != 0;
    } else {
        return api::Error{api::code::kInvalidArgument,
                          "\"" + text + "\" is no address of IPv4 or IPv6. Write one like 127.0.0.1, 0.0.0.0 or ::1.",
                          {},
                          false};
    }
    return out;
}

class Server final : public HttpServer {
public:
    Server(ServerOptions options, ServerHandlers handlers) : m_options(std::move(options)) {
        m_shared.limits = m_options.limits;
        m_shared.handlers = std::move(handlers);
    }
    ~Server() override { stop({503, {}, {}, nullptr}, std::chrono::milliseconds(0)); }

    api::Result<api::Unit> start() {
        if (auto listening = listen(); !listening.ok()) {
            return listening;
        }
        return serve();
    }

    int port() const override { return m_port; }
    std::size_t open() const override {
        std::lock_guard lock(m_mutex);
        return m_requests.size();
    }
    void stopAccepting() override {
        if (m_daemon && m_accepting) {
            m_accepting = false;
            MHD_quiesce_daemon(m_daemon);
            // It may not be closed yet, but nobody shall wait there for an answer.
            ::shutdown(m_socket, SHUT_RDWR);
        }
    }
    bool awaitEnd(std::chrono::milliseconds limit) override {
        std::unique_lock lock(m_mutex);
        return m_ended.wait_for(lock, limit, [this] { return m_requests.empty(); });
    }
    void stop(const HttpResponse& rest, std::chrono::milliseconds limit) override {
        if (m_daemon) {
            stopAccepting();
            m_shared.rest = rest;
            m_shared.stopping = true;
            std::set<RequestPtr> left;
            {
                std::lock_guard lock(m_mutex);
                left = m_requests;
            }
            for (const auto& request : left) {
                request->answer(rest);
                if (const auto stream = request->stream()) {
                    stream->close();
                }
            }
            left.clear();
            awaitEnd(limit);
            MHD_stop_daemon(m_daemon);
            m_daemon = nullptr;
        }
        if (m_socket >= 0) {
            ::close(m_socket);
            m_socket = -1;
        }
    }

private:
    api::Result<api::Unit> listen() {
        const auto address = readAddress(m_options.address, m_options.port);
        if (!address.ok()) {
            return address.error();
        }
        const auto where = m_options.address + " port " + std::to_string(m_options.port);
        const auto failed = [&] {
            return unavailable("Nothing can be served at " + where + ": " + std::strerror(errno) +
                               ". Choose another address or port, or stop the program that has it.");
        };
        const auto* generic = reinterpret_cast<const sockaddr*>(&address->storage);
        m_socket = ::socket(generic->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        const int on = 1;
        if (m_socket < 0 || ::setsockopt(m_socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
            ::bind(m_socket, generic, address->size) != 0 || ::listen(m_socket, SOMAXCONN) != 0) {
            return failed();
        }
        sockaddr_storage bound{};
        socklen_t size = sizeof bound;
        if (::getsockname(m_socket, reinterpret_cast<sockaddr*>(&bound), &size) != 0) {
            return failed();
        }
        m_port = ntohs(bound.ss_family == AF_INET ? reinterpret_cast<sockaddr_in&>(bound).sin_port
                                                  : reinterpret_cast<sockaddr_in6&>(bound).sin6_port);
        m_sixes = bound.ss_family == AF_INET6;
        return api::Unit();
    }

    api::Result<api::Unit> serve() {
        unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
        flags |= m_sixes ? static_cast<unsigned>(MHD_USE_IPv6) : 0U;
        std::vector<MHD_OptionItem> options{
            {MHD_OPTION_LISTEN_SOCKET, m_socket, nullptr},
            {MHD_OPTION_NOTIFY_COMPLETED, reinterpret_cast<std::intptr_t>(&Server::onEnd), this},
            {MHD_OPTION_URI_LOG_CALLBACK, reinterpret_cast<std::intptr_t>(&Server::onTarget), this},
            {MHD_OPTION_UNESCAPE_CALLBACK, reinterpret_cast<std::intptr_t>(&Server::unescape), nullptr},
            {MHD_OPTION_CONNECTION_MEMORY_LIMIT, static_cast<std::intptr_t>(m_options.limits.headerBytes), nullptr},
            {MHD_OPTION_CONNECTION_LIMIT, m_options.limits.connections, nullptr},
            {MHD_OPTION_PER_IP_CONNECTION_LIMIT, m_options.limits.connectionsPerAddress, nullptr},
            {MHD_OPTION_CONNECTION_TIMEOUT, static_cast<std::intptr_t>(m_options.limits.idle.count()), nullptr}};
        if (m_options.limits.threads > 1) {
            options.push_back({MHD_OPTION_THREAD_POOL_SIZE, m_options.limits.threads, nullptr});
        }
        if (!m_options.certificate.empty()) {
            if (MHD_is_feature_supported(MHD_FEATURE_TLS) != MHD_YES) {
                return unavailable(
                    "This build of libmicrohttpd knows no TLS. Take the certificate out of the "
                    "configuration, and let a proxy in front of the gateway speak TLS.");
            }
            flags |= MHD_USE_TLS;
            options.push_back({MHD_OPTION_HTTPS_MEM_CERT, 0, m_options.certificate.data()});
            options.push_back({MHD_OPTION_HTTPS_MEM_KEY, 0, m_options.key.data()});
            options.push_back({MHD_OPTION_HTTPS_PRIORITIES, 0, m_priorities});
        }
        options.push_back({MHD_OPTION_END, 0, nullptr});
        m_daemon = MHD_start_daemon(flags, 0, nullptr, nullptr, &Server::onAccess, this, MHD_OPTION_EXTERNAL_LOGGER,
                                    &Server::onLog, this, MHD_OPTION_ARRAY, options.data(), MHD_OPTION_END);
        if (m_daemon) {
            return api::Unit();
        }
        std::lock_guard lock(m_mutex);
        return unavailable("The HTTP server did not start" + (m_logged.empty() ? "" : ": " + m_logged) + "." +
                           (m_options.certificate.empty() ? ""
                                                          : " See that the certificate and its key are PEM files "
                                                            "that belong together."));
    }

    static void onLog(void* self, const char* format, va_list arguments) {
        char text[512] = "";
        std::vsnprintf(text, sizeof text, format, arguments);
        auto& server = *static_cast<Server*>(self);
        std::lock_guard lock(server.m_mutex);
        server.m_logged = text;
        while (!server.m_logged.empty() && (server.m_logged.back() == '\n' || server.m_logged.back() == '.')) {
            server.m_logged.pop_back();
        }
    }
    static void* onTarget(void* self, const char* target, MHD_Connection* connection) {
        auto& server = *static_cast<Server*>(self);
        auto request = std::make_shared<Request>(server.m_shared, connection, target);
        std::lock_guard lock(server.m_mutex);
        server.m_requests.insert(request);
        return new RequestPtr(std::move(request));
    }
    static std::size_t unescape(void*, MHD_Connection*, char* text) { return std::strlen(text); }
    static MHD_Result onAccess(void*, MHD_Connection*, const char*, const char* method, const char*, const char* data,
                               std::size_t* size, void** own) {
        return (*static_cast<RequestPtr*>(*own))->advance(method, data, size);
    }
    static void onEnd(void* self, MHD_Connection*, void** own, MHD_RequestTerminationCode) {
        const std::unique_ptr<RequestPtr> request(static_cast<RequestPtr*>(*own));
        *own = nullptr;
        if (request) {
            (*request)->end();
            auto& server = *static_cast<Server*>(self);
            std::lock_guard lock(server.m_mutex);
            server.m_requests.erase(*request);
            server.m_ended.notify_all();
        }
    }

    ServerOptions m_options;
    Shared m_shared;
    MHD_Daemon* m_daemon = nullptr;
    int m_socket = -1;
    int m_port = 0;
    bool m_sixes = false;
    bool m_accepting = true;
    char m_priorities[64] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";
    mutable std::mutex m_mutex;
    std::condition_variable m_ended;
    std::set<RequestPtr> m_requests;
    std::string m_logged;  ///< the last complaint of the library
};

}  // namespace

api::Result<std::unique_ptr<HttpServer>> HttpServer::start(ServerOptions options, ServerHandlers handlers) {
    auto server = std::make_unique<Server>(std::move(options), std::move(handlers));
    if (auto started = server->start(); !started.ok()) {
        return started.error();
    }
    return std::unique_ptr<HttpServer>(std::move(server));
}

api::Result<bool> isLoopback(const std::string& address) {
    auto read = readAddress(address, 0);
    return read.ok() ? api::Result<bool>(read->loopback) : read.error();
}

}  // namespace beamline::gateway
