// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/resource.h"

#include "engine/blocks/arguments.h"

namespace beamline::blocks {

namespace {
/// The path of `file:` URIs and of plain paths; nothing for other schemes. "file://app/greet.proto", which the
/// specification's own examples write, means the relative path app/greet.proto.
std::optional<std::string> filePath(std::string_view uri) {
    if (uri.starts_with("file:")) {
        uri.remove_prefix(5);
        if (uri.starts_with("//")) {
            uri.remove_prefix(2);
        }
        return std::string(uri);
    }
    if (uri.find("://") == uri.npos) {
        return std::string(uri);
    }
    return std::nullopt;
}
}  // namespace

ResourceReader::ResourceReader(const BlockSettings& settings)
    : m_settings(settings), m_files(settings.fileRoots), m_client(settings) {}

api::Result<std::string> ResourceReader::read(const api::Json& resource, const Invocation& invocation,
                                              const Stop& stop) {
    const auto* endpoint = &resource;
    if (const auto* object = resource.if_object(); object && object->contains("endpoint")) {
        endpoint = &object->at("endpoint");
    }
    const auto* object = endpoint->if_object();
    const auto* uri = object ? member(*object, "uri").if_string() : endpoint->if_string();
    if (!uri || uri->empty()) {
        return fault("configuration", 400, "An external resource needs an endpoint, a URI or {uri, authentication}.");
    }
    const auto path = filePath(*uri);
    if (!path) {
        return download(*endpoint, invocation, stop);
    }
    const auto place = m_files.locate(*path);
    if (!place.ok()) {
        return place.error();
    }
    auto file = m_files.read(*place, kMaxResourceBytes, stop);
    if (!file.ok()) {
        return file.error();
    }
    return std::move(file->bytes);
}

api::Result<std::string> ResourceReader::download(const api::Json& endpoint, const Invocation& invocation,
                                                  const Stop& stop) {
    auto request = makeRequest({{"method", "get"}, {"endpoint", endpoint}}, invocation.key);
    if (!request.ok()) {
        return request.error();
    }
    for (int redirects = 0;; ++redirects) {
        auto response = m_client.send(*request, stop);
        if (!response.ok()) {
            return response.error();
        }
        const auto* location = findHeader(response->headers, "location");
        if (response->status >= 300 && response->status < 400 && location && redirects < 10) {
            auto next = followRedirect(*request, response->status, *location);
            if (!next.ok()) {
                return next.error();
            }
            request = std::move(next);
            continue;
        }
        if (response->status < 200 || response->status > 299) {
            return fault("communication", response->status,
                         request->place() + " answered " + std::to_string(response->status) +
                             "; the external resource could not be read.");
        }
        if (response->body.size() > static_cast<std::size_t>(kMaxResourceBytes)) {
            return fault("communication", 502,
                         request->place() + " is larger than " + std::to_string(kMaxResourceBytes) + " bytes.");
        }
        return std::move(response->body);
    }
}

}  // namespace beamline::blocks
