// SPDX-License-Identifier: Apache-2.0
#include "engine/wire/local_socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "engine/wire/socket_connection.h"

namespace beamline::wire {

namespace {

namespace fs = std::filesystem;
using api::Error;
using api::Result;

class Descriptor {
public:
    explicit Descriptor(int value = -1) : m_value(value) {}
    Descriptor(Descriptor&& other) noexcept : m_value(std::exchange(other.m_value, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_value, other.m_value);
        return *this;
    }
    ~Descriptor() {
        if (m_value >= 0) {
            ::close(m_value);
        }
    }
    int get() const { return m_value; }
    int release() { return std::exchange(m_value, -1); }

private:
    int m_value;
};

Error failure(const char* code, const std::string& what, const fs::path& where, const std::string& advice) {
    return Error{code,
                 what + " " + where.string() + ": " + std::strerror(errno) + ". " + advice,
                 {},
                 code == api::code::kUnavailable};
}

/// The address of the socket in an open directory. sun_path holds 107 bytes; a longer path goes through the descriptor.
sockaddr_un addressIn(const Descriptor& directory, const fs::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    auto name = (path / kSocketName).string();
    if (name.size() >= sizeof address.sun_path) {
        name = "/proc/self/fd/" + std::to_string(directory.get()) + "/" + kSocketName;
    }
    std::memcpy(address.sun_path, name.data(), name.size());
    return address;
}

Descriptor openDirectory(const fs::path& directory) {
    return Descriptor(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

Descriptor openSocket() {
    return Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

bool isSameUser(int descriptor) {
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::geteuid();
}

Result<Descriptor> connectTo(const fs::path& path) {
    const auto directory = openDirectory(path);
    auto socket = openSocket();
    if (directory.get() < 0 || socket.get() < 0) {
        return failure(api::code::kUnavailable, "No engine can be reached in", path, "Check the data directory.");
    }
    const auto address = addressIn(directory, path);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        return failure(errno == EACCES ? api::code::kForbidden : api::code::kUnavailable, "No engine answers in", path,
                       "Start the program that owns this data directory, or give another one with --data-dir.");
    }
    if (!isSameUser(socket.get())) {
        return Error{api::code::kForbidden,
                     "The engine in " + path.string() + " runs as another user. Use a data directory of your own.",
                     {},
                     false};
    }
    return socket;
}

class LocalConnector final : public Connector {
public:
    LocalConnector(fs::path directory, Limits limits, std::shared_ptr<IoLoop> loop)
        : m_directory(std::move(directory)), m_limits(limits), m_loop(std::move(loop)) {}
    ~LocalConnector() override { m_loop->stop(); }

    Result<ConnectionPtr> connect() override {
        auto socket = connectTo(m_directory);
        if (!socket.ok()) {
            return socket.error();
        }
        return ConnectionPtr(std::make_shared<SocketConnection>(socket->release(), m_limits, m_loop));
    }

private:
    const fs::path m_directory;
    const Limits m_limits;
    const std::shared_ptr<IoLoop> m_loop;
};

/// Accepts on the loop's thread.
class Acceptor final : public IoHandler {
public:
    Acceptor(Descriptor socket, Limits limits, std::weak_ptr<IoLoop> loop, std::function<void(ConnectionPtr)> accept)
        : m_socket(std::move(socket)), m_limits(limits), m_loop(std::move(loop)), m_accept(std::move(accept)) {}

    int descriptor() const override { return m_socket.get(); }
    int interest() override { return m_stopped ? -1 : POLLIN; }
    void removed() override { m_accept = nullptr; }
    void stop() { m_stopped = true; }

    bool ready(int) override {
        Descriptor peer(::accept4(m_socket.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (peer.get() < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOMEM) {
                // The caller stays in the backlog and poll would report it again at once: let others close something
                // first.
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
            }
            return true;
        }
        std::erase_if(m_open, [](const auto& connection) { return connection.expired(); });
        if (isSameUser(peer.get()) && m_open.size() < kMaxLocalConnections) {
            auto connection = std::make_shared<SocketConnection>(peer.release(), m_limits, m_loop);
            m_open.push_back(connection);
            m_accept(std::move(connection));
        }
        return true;
    }

private:
    const Descriptor m_socket;
    const Limits m_limits;
    const std::weak_ptr<IoLoop> m_loop;
    std::function<void(ConnectionPtr)> m_accept;
    std::vector<std::weak_ptr<Connection>> m_open;
    std::atomic<bool> m_stopped{false};
};

class LocalListener final : public Listener {
public:
    LocalListener(Descriptor directory, Descriptor socket, Limits limits, std::shared_ptr<IoLoop> loop)
        : m_directory(std::move(directory)), m_socket(std::move(socket)), m_limits(limits), m_loop(std::move(loop)) {}
    ~LocalListener() override {
        stopAccepting();
        m_loop->stop();
    }
    void start(std::function<void(ConnectionPtr)> accept) override {
        m_acceptor = std::make_shared<Acceptor>(std::move(m_socket), m_limits, m_loop, std::move(accept));
        m_loop->add(m_acceptor);
    }
    void stopAccepting() override {
        if (auto acceptor = std::exchange(m_acceptor, nullptr)) {
            ::unlinkat(m_directory.get(), kSocketName, 0);  // once: the name may be another's by the second time
            acceptor->stop();
            m_loop->wake();
        }
    }

private:
    const Descriptor m_directory;
    Descriptor m_socket;
    const Limits m_limits;
    const std::shared_ptr<IoLoop> m_loop;
    std::shared_ptr<Acceptor> m_acceptor;
};

/// Whoever can write to the directory can put a socket of their own in place of ours.
Result<Descriptor> openPrivateDirectory(const fs::path& path) {
    auto directory = openDirectory(path);
    struct stat info {};
    if (directory.get() < 0 || ::fstat(directory.get(), &info) != 0) {
        return failure(api::code::kUnavailable, "The engine cannot be served in", path, "Check the data directory.");
    }
    if (info.st_uid != ::geteuid() || (info.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return Error{api::code::kForbidden,
                     "Others may change " + path.string() +
                         ", so no engine is served there. Make the directory yours alone: chmod 700.",
                     {},
                     false};
    }
    return directory;
}

}  // namespace

Result<std::unique_ptr<Listener>> listenLocal(const fs::path& directory, Limits limits) {
    auto opened = openPrivateDirectory(directory);
    if (!opened.ok()) {
        return opened.error();
    }
    if (connectTo(directory).ok()) {
        return Error{
            api::code::kConflict,
            "Another engine already serves " + directory.string() + ". Use that one, or another data directory.",
            {},
            false};
    }
    ::unlinkat(opened->get(), kSocketName, 0);
    auto socket = openSocket();
    const auto address = addressIn(*opened, directory);
    // On Linux the mode of the descriptor becomes that of the file, so there is no moment in which others could
    // connect.
    if (socket.get() < 0 || ::fchmod(socket.get(), S_IRUSR | S_IWUSR) != 0 ||
        ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(socket.get(), static_cast<int>(kMaxLocalConnections)) != 0) {
        return failure(api::code::kUnavailable, "The engine cannot be served in", directory,
                       "Check that the file system of the data directory allows sockets.");
    }
    auto loop = IoLoop::create();
    if (!loop.ok()) {
        return loop.error();
    }
    return std::unique_ptr<Listener>(
        std::make_unique<LocalListener>(std::move(*opened), std::move(socket), limits, *loop));
}

Result<std::unique_ptr<Connector>> localConnector(const fs::path& directory, Limits limits) {
    auto loop = IoLoop::create();
    if (!loop.ok()) {
        return loop.error();
    }
    return std::unique_ptr<Connector>(std::make_unique<LocalConnector>(directory, limits, *loop));
}

}  // namespace beamline::wire
