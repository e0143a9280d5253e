// SPDX-License-Identifier: Apache-2.0
// Whatever a service answers, it becomes JSON that can be written and read, and events are the same in whichever pieces
// they come. Whatever an author writes as a form, its parts cannot be mistaken for others.

#include <cstdint>
#include <cstdlib>

#include "engine/api/json_codec.h"
#include "engine/blocks/http_client.h"
#include "engine/blocks/http_content.h"
#include "engine/blocks/http_multipart.h"
#include "engine/blocks/jwt.h"
#include "engine/blocks/sse_reader.h"

namespace {
using namespace beamline;

void require(bool truth) {
    if (!truth) {
        std::abort();
    }
}

std::string said(blocks::SseReader& reader, std::string_view bytes) {
    std::string all;
    for (const auto& event : reader.feed(bytes)) {
        require(event.type.find_first_of("\r\n") == event.type.npos);
        all += event.type + "\n" + event.id + "\n" + event.data + "\n\n";
    }
    return all;
}

void events(std::string_view text) {
    blocks::SseReader whole;
    const auto once = said(whole, text);
    for (const std::size_t step : {std::size_t{1}, std::size_t{3}}) {
        blocks::SseReader reader;
        std::string pieces;
        for (std::size_t at = 0; at < text.size(); at += step) {
            pieces += said(reader, text.substr(at, step));
        }
        require(pieces == once);
    }
}

/// A head of lines, an empty line and a body.
void content(std::string_view text) {
    blocks::HttpRequest request;
    request.url = "https://example.com/";
    blocks::HttpResponse response;
    response.status = 200;
    while (!text.empty() && text.front() != '\n') {
        const auto line = text.substr(0, text.find('\n'));
        const auto colon = line.find(':');
        if (colon != line.npos) {
            response.headers.emplace_back(line.substr(0, colon), line.substr(colon + 1));
        }
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    response.body = text.substr(text.empty() ? 0 : 1);
    for (const char* form : {"raw", "content", "response"}) {
        if (const auto output = blocks::outputOf(form, request, response); output.ok()) {
            require(api::parseJson(api::printJson(*output)).ok());
        }
    }
    require(blocks::excerpt(request, response).find('\n') == std::string::npos);
    (void)blocks::jwtClaims(text);
}

void form(std::string_view text) {
    const auto members = api::parseJson(text);
    if (!members.ok() || !members->is_object()) {
        return;
    }
    static const blocks::FileAccess kNoFiles({});
    blocks::Invocation invocation;
    const blocks::Stop stop(invocation, blocks::BlockSettings());
    const auto made = blocks::makeMultipart(members->get_object(), kNoFiles, stop);
    if (!made.ok()) {
        return;
    }
    constexpr std::string_view kBoundary = "boundary=";
    const auto boundary = made->contentType.substr(made->contentType.find(kBoundary) + kBoundary.size());
    const auto body = "\r\n" + made->body;
    const auto delimiter = "\r\n--" + boundary;
    require(!boundary.empty() && body.starts_with(delimiter) && body.ends_with(delimiter + "--\r\n"));
    for (auto at = body.find(delimiter); at != body.npos; at = body.find(delimiter, at + 1)) {
        const auto rest = std::string_view(body).substr(at + delimiter.size());
        require(rest == "--\r\n" || rest.starts_with("\r\nContent-Disposition: form-data; name=\""));
    }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    events(text);
    content(text);
    form(text);
    return 0;
}
