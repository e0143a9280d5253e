// SPDX-License-Identifier: Apache-2.0
#pragma once
// A server on loopback that answers with whatever bytes a test wants. Its handler is called on a thread per connection.

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace beamline::blocks {

class HttpServer {
public:
    /// The request as it came (head and body) to the bytes of the answer; empty: never answers.
    using Handler = std::function<std::string(const std::string& request)>;

    explicit HttpServer(Handler handler) : m_handler(std::move(handler)) {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), sizeof address);
        ::listen(m_listener, 16);
        socklen_t size = sizeof address;
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_acceptor = std::thread([this] { accept(); });
    }
    ~HttpServer() {
        ::shutdown(m_listener, SHUT_RDWR);
        m_acceptor.join();
        {
            const std::lock_guard lock(m_mutex);
            for (const int fd : m_open) {
                ::shutdown(fd, SHUT_RDWR);
            }
        }
        for (auto& connection : m_connections) {
            connection.join();
        }
        ::close(m_listener);
    }

    std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(m_port) + path; }
    int port() const { return m_port; }
    int connections() const {
        const std::lock_guard lock(m_mutex);
        return static_cast<int>(m_connections.size());
    }
    std::vector<std::string> requests() const {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }
    void awaitRequest() {
        std::unique_lock lock(m_mutex);
        m_arrived.wait(lock, [this] { return !m_requests.empty(); });
    }

    static std::string answer(const std::string& status, const std::string& headers, const std::string& body) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
               body;
    }

private:
    void accept() {
        for (;;) {
            const int fd = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (fd < 0) {
                return;
            }
            const std::lock_guard lock(m_mutex);
            m_open.push_back(fd);
            m_connections.emplace_back([this, fd] { serve(fd); });
        }
    }

    void serve(int fd) {
        std::string buffer;
        std::string chunk(65536, '\0');
        for (;;) {
            if (const auto length = requestLength(buffer); length > 0) {
                const auto request = buffer.substr(0, length);
                buffer.erase(0, length);
                {
                    const std::lock_guard lock(m_mutex);
                    m_requests.push_back(request);
                }
                m_arrived.notify_all();
                const auto bytes = m_handler(request);
                for (std::size_t at = 0; at < bytes.size();) {
                    const auto sent = ::send(fd, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
                    if (sent <= 0) {
                        break;
                    }
                    at += static_cast<std::size_t>(sent);
                }
                if (bytes.find("Connection: close") != bytes.npos) {
                    ::shutdown(fd, SHUT_WR);
                }
                continue;
            }
            const auto got = ::recv(fd, chunk.data(), chunk.size(), 0);
            if (got <= 0) {
                break;
            }
            buffer.append(chunk, 0, static_cast<std::size_t>(got));
        }
        const std::lock_guard lock(m_mutex);
        m_open.remove(fd);
        ::close(fd);
    }

    static std::size_t requestLength(const std::string& buffer) {
        const auto end = buffer.find("\r\n\r\n");
        if (end == buffer.npos) {
            return 0;
        }
        const auto field = buffer.find("Content-Length: ");
        const auto body = field < end ? std::stoul(buffer.substr(field + 16)) : 0;
        return buffer.size() >= end + 4 + body ? end + 4 + body : 0;
    }

    Handler m_handler;
    int m_listener = -1;
    int m_port = 0;
    std::thread m_acceptor;
    mutable std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::list<int> m_open;
    std::list<std::thread> m_connections;
    std::vector<std::string> m_requests;
};

}  // namespace beamline::blocks
