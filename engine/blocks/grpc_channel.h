// SPDX-License-Identifier: Apache-2.0
#pragma once
// Calls any method of any gRPC service with messages that are already bytes. The library's headers are seen in
// grpc_channel.cpp alone: they take long to compile. Any thread; errors come from fault().

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxGrpcChannels = 32;      ///< kept; the longest unused is closed first
inline constexpr std::size_t kMaxGrpcMessages = 10'000;  ///< of one stream, in either direction

struct GrpcServer {
    std::string host;
    int port = 0;
    bool tls = false;
    std::vector<std::string> addresses;  ///< numeric, that may be connected to
    std::string shown() const { return host + ":" + std::to_string(port); }
};

struct GrpcExchange {
    std::string path;                                           ///< "/package.Service/Method"
    std::vector<std::pair<std::string, std::string>> metadata;  ///< names in lower case
    std::vector<std::string> requests;
    std::vector<std::string> secrets;  ///< what must not appear in any text about this call
};

/// A status of gRPC (its "Status codes and their use in gRPC") other than OK, as an error of the standard types.
api::Error grpcFault(int code, const std::string& place, const std::string& message);

class GrpcClient {
public:
    explicit GrpcClient(const BlockSettings& settings);
    ~GrpcClient();
    /// The messages of the answer; one for a method that does not stream. All of them together are bounded by
    /// BlockSettings::maxResponseBytes.
    api::Result<std::vector<std::string>> call(const GrpcServer& server, const GrpcExchange& exchange,
                                               const Stop& stop);

private:
    struct Channel;
    std::shared_ptr<Channel> channel(const GrpcServer& server);

    BlockSettings m_settings;
    std::mutex m_mutex;
    std::deque<std::shared_ptr<Channel>> m_channels;
};

}  // namespace beamline::blocks
