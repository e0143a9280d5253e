// SPDX-License-Identifier: Apache-2.0
#pragma once
// A method of a service by its .proto text, and its messages between JSON and bytes (protobuf's "ProtoJSON"). One
// thread at a time; errors come from fault().

#include <functional>
#include <memory>
#include <string>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

inline constexpr int kMaxProtoFiles = 100;
inline constexpr std::size_t kMaxProtoBytes = 8 * 1024 * 1024;  ///< of all files together

class GrpcMethod {
public:
    /// The text of an imported file; imports of google/protobuf are known already.
    using Import = std::function<api::Result<std::string>(const std::string& path)>;

    /// `service` may leave out its package when no other service has that name.
    static api::Result<GrpcMethod> load(const std::string& text, const Import& import, const std::string& service,
                                        const std::string& method);
    GrpcMethod(GrpcMethod&&) noexcept;
    ~GrpcMethod();

    const std::string& path() const;
    bool clientStreams() const;
    bool serverStreams() const;
    api::Result<std::string> request(const api::Json& arguments) const;
    /// Members of scalar kinds are there even with their default; 64-bit integers are strings, as ProtoJSON has it.
    api::Result<api::Json> answer(const std::string& bytes) const;

private:
    struct Impl;
    explicit GrpcMethod(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace beamline::blocks
