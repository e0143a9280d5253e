// SPDX-License-Identifier: Apache-2.0
#pragma once
// A server of HTTP/1.1 on libmicrohttpd: requests come whole, answers may come later and from any thread. Constructed
// and stopped by its owner; the handlers are called on its threads.

#include <chrono>

#include "engine/gateway/http_message.h"

namespace beamline::gateway {

struct ServerLimits {
    int threads = 2;
    int connections = 1'024;               ///< further ones wait in the kernel
    int connectionsPerAddress = 0;         ///< 0: as many as there are
    std::size_t headerBytes = 32 * 1024;   ///< of all headers and the address; more is answered 431 or 414
    std::chrono::seconds idle{30};         ///< a connection on which nothing moves is closed
    std::chrono::seconds body{60};         ///< for a request to arrive whole
    std::size_t streamBytes = 256 * 1024;  ///< of a stream that are not sent yet; beyond it send() refuses
};

struct ServerOptions {
    std::string address = "127.0.0.1";  ///< IPv4 or IPv6
    int port = 8080;                    ///< 0: a free one
    std::string certificate;            ///< PEM text; empty: no TLS
    std::string key;                    ///< PEM text
    ServerLimits limits;
};

/// One request and its answer. Any thread.
class Exchange {
public:
    virtual ~Exchange() = default;
    virtual const HttpRequest& request() const = 0;
    virtual std::chrono::steady_clock::time_point arrived() const = 0;
    /// The first answer counts; false for a later one.
    virtual bool answer(HttpResponse response) = 0;
    /// A body for `answer`.
    virtual std::shared_ptr<ByteStream> makeStream(StreamHandlers handlers) = 0;

    std::shared_ptr<void> visit;  ///< what the handlers know of it; set by begin() alone
};
using ExchangePtr = std::shared_ptr<Exchange>;

struct ServerHandlers {
    /// Of the headers alone: how long the body may be, or nothing when the exchange was answered already, which spares
    /// reading it.
    std::function<std::size_t(const ExchangePtr&)> begin;
    std::function<void(const ExchangePtr&)> complete;  ///< the request is whole; to be answered now or later
    std::function<void(const ExchangePtr&)> tooLarge;  ///< to be answered now: the body is longer than allowed
    /// The last of it: the status that was answered, 0 when the client left before.
    std::function<void(const ExchangePtr&, int)> end;
};

class HttpServer {
public:
    /// kUnavailable says why it could not begin: the address, the certificate.
    static api::Result<std::unique_ptr<HttpServer>> start(ServerOptions options, ServerHandlers handlers);
    virtual ~HttpServer() = default;

    virtual int port() const = 0;
    /// Requests that are not answered and sent yet, streams too.
    virtual std::size_t open() const = 0;
    /// No new connections.
    virtual void stopAccepting() = 0;
    /// Waits until all requests have ended, at most so long. False: some have not.
    virtual bool awaitEnd(std::chrono::milliseconds limit) = 0;
    /// Answers what is left with `rest`, closes the streams, waits for them at most `limit`, and ends. Blocks;
    /// idempotent; never on one of its own threads. No handler is called afterwards.
    virtual void stop(const HttpResponse& rest, std::chrono::milliseconds limit) = 0;
};

/// Whether others than this machine can reach that address. kInvalidArgument for what is no address.
api::Result<bool> isLoopback(const std::string& address);

}  // namespace beamline::gateway
